"""Where each paper is on the map, from what the last build remembered or from nothing."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import msgspec
import numpy as np

from papershelf.maps.graph import Array, graph_of, marks_of
from papershelf.maps.layout import layout
from papershelf.maps.spots import along_curve, spots_of
from papershelf.store import Store

MAP: Final = "map"
"""What the store calls the places of papers on the map."""
# Raised whenever the same papers would be placed otherwise.
_VERSION: Final = 1


class _Kept(msgspec.Struct, array_like=True):
    key: bytes
    spots: bytes


def papers_on_map(
    ids: Sequence[str],
    neighbours: Array,
    groups: Sequence[Sequence[int]],
    store: Store | None = None,
) -> tuple[Array, Array, Array]:
    """The papers in an order of space, as numbers, and how far right and down each of them is.

    `neighbours` int[papers, any]: the numbers of the nearest papers of each, the nearest first and
    -1 where there are fewer; `groups`: the numbers of what each paper belongs to, by which those
    without neighbours are placed. `ids` are unique. Their order changes nothing but the numbers.
    """
    marks = marks_of(ids)
    order = np.argsort(marks)
    place = np.empty(len(ids) + 1, np.int64)
    place[order] = np.arange(len(ids))
    # Nobody stays nobody.
    place[-1] = -1
    sorted_neighbours = place[neighbours[order]]
    sorted_groups = [sorted(groups[number]) for number in order.tolist()]
    key = _key(marks[order], sorted_neighbours, sorted_groups)
    spots = _recalled(store, key, len(ids))
    if spots is None:
        places = layout(graph_of(marks[order], sorted_neighbours, sorted_groups))
        spots = np.stack(spots_of(*places))
        if store is not None:
            kept = _Kept(key, spots.astype("<u2").tobytes())
            store.write(MAP, msgspec.msgpack.encode(kept))
    x, y = spots
    along = along_curve(x, y)
    return order[along], x[along], y[along]


def _key(marks: Array, neighbours: Array, groups: Sequence[Sequence[int]]) -> bytes:
    digest = blake2b(msgspec.msgpack.encode((_VERSION, neighbours.shape, groups)), digest_size=16)
    digest.update(marks.astype("<u8").tobytes() + neighbours.astype("<i4").tobytes())
    return digest.digest()


def _recalled(store: Store | None, key: bytes, count: int) -> Array | None:
    blob = store.read(MAP) if store is not None else None
    try:
        kept = msgspec.msgpack.decode(blob or b"", type=_Kept)
    except msgspec.MsgspecError:
        return None
    if kept.key != key or len(kept.spots) != 4 * count:
        return None
    return np.frombuffer(kept.spots, "<u2").astype(np.int64).reshape(2, count)
