"""Find the related papers of every paper, from what the last build remembered or from nothing."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from papershelf.related.candidates import is_undivided
from papershelf.related.groups import make_bonds, surroundings
from papershelf.related.memory import Memory, pack, unpack
from papershelf.related.model import fit, sample
from papershelf.related.ranking import NEIGHBOURS, NOBODY
from papershelf.related.update import Documents, nothing, update
from papershelf.related.values import Array, Bags, Groups
from papershelf.store import Store

RELATED: Final = "related"
"""What the store calls the related papers."""
_NAME_BYTES: Final = 8


def find_related(
    ids: Sequence[str],
    digests: Sequence[bytes],
    terms: Sequence[str],
    bags: Bags,
    groups: Groups,
    store: Store,
    *,
    jobs: int = 1,
) -> Sequence[tuple[int, ...]]:
    """The places of the at most ten nearest papers of each paper, best first.

    Documents come in order of their `ids`, which are unique; a digest changes whenever the words
    or the groups of its document do. `terms[t]` is the word with number `t`. The result depends on
    neither the numbering of terms and groups, nor `jobs`, nor what `store` remembers.
    """
    if not ids:
        return []
    names = _names(ids)
    pairs = zip(names.tolist(), digests, strict=True)
    marks = _numbers(name.to_bytes(_NAME_BYTES, "little") + digest for name, digest in pairs)
    bonds = make_bonds(groups)
    documents = Documents(names, marks, surroundings(bonds, marks), bags, terms, bonds)
    chosen = sample(names)
    key = _key(marks[chosen], len(ids))
    memory = unpack(store.read(RELATED))
    if memory is None or memory.key != key:
        model = fit(bags, terms, chosen)
        memory = Memory(key, model, nothing(model))
    found = update(memory.model, memory.found, documents, jobs=jobs)
    if found is not memory.found:
        store.write(RELATED, pack(Memory(key, memory.model, found)))
    return _tuples(found.neighbours)


def recalled_neighbours(store: Store, ids: Sequence[str]) -> tuple[list[str], Array]:
    """Those of the papers `ids`, sorted, that `store` knows, and who was near them then.

    Returns their ids, sorted, and int32[papers, 10]: the places among them of the nearest, best
    first, NOBODY where there are fewer or one is not among `ids`. No word is read for it.
    """
    memory = unpack(store.read(RELATED))
    if memory is None:
        return [], np.zeros((0, NEIGHBOURS), np.int32)
    found = memory.found
    _, now, then = np.intersect1d(_names(ids), found.names, return_indices=True)
    order = np.argsort(now)
    now, then = now[order], then[order]
    # One more for NOBODY, which is the last of the table.
    places = np.full(len(found.names) + 1, NOBODY, np.int32)
    places[then] = np.arange(len(then), dtype=np.int32)
    return [ids[place] for place in now.tolist()], places[found.neighbours[then]]


def _names(ids: Sequence[str]) -> Array:
    return _numbers(identifier.encode("utf-8", "surrogatepass") for identifier in ids)


def _numbers(contents: Iterable[bytes]) -> Array:
    """A 64-bit digest of each, as numbers."""
    joined = b"".join(blake2b(content, digest_size=_NAME_BYTES).digest() for content in contents)
    return np.frombuffer(joined, "<u8")


def _key(marks: Array, documents: int) -> bytes:
    """What a model and the areas compared depend on: the sample, and whether there are areas."""
    return blake2b(marks.tobytes() + bytes([is_undivided(documents)]), digest_size=16).digest()


def _tuples(neighbours: Array) -> list[tuple[int, ...]]:
    counts = (neighbours != NOBODY).sum(axis=1).tolist()
    return [
        tuple(places[:count]) for places, count in zip(neighbours.tolist(), counts, strict=True)
    ]
