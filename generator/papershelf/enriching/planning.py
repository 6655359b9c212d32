"""Which papers a source is asked for, in which order and which batches."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, zip_longest
from typing import Final

FEWEST_APART: Final = 10
"""Of fewer papers an answer cannot tell whether a source is sound."""


def in_turn(last: Mapping[str, str], today: str, *, is_sure: bool) -> list[str]:
    """The ids of papers in the order in which they are to be counted.

    `last`: by id, the day when each was last counted, or an empty text; `is_sure`: whether it is
    remembered what was asked. Then those come first that were never asked for, and the others from
    the oldest on. Else those without a count may be many that the source does not know, which must
    not keep all others waiting: both come in turn, and each day has another order of them.
    """
    # Whom one broken answer held up is in another company the next day.
    mixed = {
        paper_id: blake2b(f"{today} {paper_id}".encode(), digest_size=8).digest()
        for paper_id in last
    }
    known = sorted((day, mixed[paper_id], paper_id) for paper_id, day in last.items() if day)
    never = sorted((day, mixed[paper_id], paper_id) for paper_id, day in last.items() if not day)
    if is_sure:
        return [paper_id for *_, paper_id in (*never, *known)]
    pairs = zip_longest((one for *_, one in known), (one for *_, one in never))
    return [paper_id for paper_id in chain.from_iterable(pairs) if paper_id is not None]


def batches(
    papers: Sequence[str],
    keys: Mapping[str, tuple[str, ...]],
    size: int,
    is_answered: Callable[[str], bool],
    again: deque[Sequence[str]],
) -> Iterator[tuple[list[str], list[str]]]:
    """The ids of papers and the keys to ask for, batch by batch; all keys of a paper are in one.

    What an earlier batch has answered by then is not asked for again. `again`: papers to ask for
    once more behind all others, to which whoever asks may add.
    """
    yield from _in_batches(papers, keys, size, is_answered)
    while again:
        yield from _in_batches(again.popleft(), keys, size, is_answered)


def halves(papers: Sequence[str]) -> tuple[Sequence[str], ...]:
    """Two halves of papers that were refused together, or none where they would be too few.

    Neighbours are parted: those that were refused together before are not again.
    """
    return (papers[::2], papers[1::2]) if len(papers) >= 2 * FEWEST_APART else ()


def _in_batches(
    papers: Sequence[str],
    keys: Mapping[str, tuple[str, ...]],
    size: int,
    is_answered: Callable[[str], bool],
) -> Iterator[tuple[list[str], list[str]]]:
    members: list[str] = []
    asked: dict[str, None] = {}
    for paper_id in papers:
        new = [key for key in keys[paper_id] if key not in asked and not is_answered(key)]
        if asked and len(asked) + len(new) > size:
            yield members, list(asked)
            members, asked = [], {}
            new = [key for key in keys[paper_id] if not is_answered(key)]
        members.append(paper_id)
        asked.update(dict.fromkeys(new))
    if asked:
        yield members, list(asked)
