"""What is remembered between builds, as bytes: the model and what was found for each document."""

from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np

from papershelf.related.model import Model
from papershelf.related.values import Array

# Raised whenever the same input would give another result.
VERSION: Final = 1


@dataclass(frozen=True)
class Found:
    """What is known of each document, in order of places.

    `names` and `marks` uint64[n] stand for ids and for contents, `surroundings` uint64[n] for the
    groups; `vectors` int8[n, dimensions]; `areas` int64[n]; `least` int64[n] is what a
    candidate must reach; `neighbours` int64[n, 10].
    """

    names: Array
    marks: Array
    surroundings: Array
    vectors: Array
    areas: Array
    least: Array
    neighbours: Array


@dataclass(frozen=True)
class Memory:
    """A model, the `key` of the sample it was learnt from, and what was found with it."""

    key: bytes
    model: Model
    found: Found


class _Packed(msgspec.Struct, array_like=True):
    version: int
    key: bytes
    size: int
    words: list[str]
    arrays: list[tuple[str, list[int], bytes]]


def pack(memory: Memory) -> bytes:
    """The memory as bytes."""
    model, found = memory.model, memory.found
    arrays = (
        model.frequencies.astype(np.int32),
        model.basis.astype(np.int16),
        model.centres,
        found.names,
        found.marks,
        found.surroundings,
        found.vectors,
        found.areas.astype(np.int32),
        found.least.astype(np.int32),
        found.neighbours.astype(np.int32),
    )
    packed = [(array.dtype.str, list(array.shape), array.tobytes()) for array in arrays]
    return msgspec.msgpack.encode(
        _Packed(VERSION, memory.key, model.size, list(model.words), packed)
    )


def unpack(blob: bytes | None) -> Memory | None:
    """The memory in the bytes, or None if there is none or it is of another version."""
    if blob is None:
        return None
    try:
        packed = msgspec.msgpack.decode(blob, type=_Packed)
        if packed.version != VERSION:
            return None
        (frequencies, basis, centres, names, marks, surroundings, vectors, *rest) = (
            np.frombuffer(content, dtype).reshape(shape) for dtype, shape, content in packed.arrays
        )
        areas, least, neighbours = (array.astype(np.int64) for array in rest)
    except (msgspec.MsgspecError, ValueError, TypeError):
        return None
    model = Model(
        packed.size,
        packed.words,
        frequencies.astype(np.int64),
        basis.astype(np.float32),
        centres,
    )
    found = Found(names, marks, surroundings, vectors, areas, least, neighbours)
    return Memory(packed.key, model, found)
