"""The related papers of a library, by id."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final

import msgspec
import numpy as np

from papershelf.model import Library
from papershelf.relate import Relations
from papershelf.related.find import find_related
from papershelf.related.values import Bags, Groups, Members
from papershelf.store import Store
from papershelf.tokens import TokenTable

# How often a word of each field counts. Topics and collections count as groups; keywords, given
# for some papers and not for others, would draw those together that have any.
_WEIGHTS: Final[Mapping[str, float]] = {"title": 2, "abstract": 1, "summary": 1, "note": 1}


def related_papers(
    library: Library,
    relations: Relations,
    tokens: TokenTable,
    store: Store,
    *,
    stop_words: Sequence[str] = (),
    jobs: int = 1,
) -> dict[str, tuple[str, ...]]:
    """The ids of the at most ten papers nearest to each paper of `tokens`, nearest first.

    `stop_words`: what `tokens` leaves out beside the usual words.
    """
    papers = tokens.papers
    people = [relations.people_of[paper] for paper in papers]
    topics = [library.papers[paper].topics for paper in papers]
    collections = [
        tuple(key for key, _ in relations.memberships.get(paper, ())) for paper in papers
    ]
    digests = [
        blake2b(
            msgspec.msgpack.encode((library.papers[paper].digest, stop_words, *groups)),
            digest_size=16,
        ).digest()
        for paper, *groups in zip(papers, people, topics, collections, strict=True)
    ]
    starts, terms, counts = tokens.bags(_WEIGHTS)
    neighbours = find_related(
        papers,
        digests,
        tokens.terms,
        Bags(starts, terms, counts, term_count=len(tokens.terms)),
        Groups(_members(people), _members(topics), _members(collections)),
        store,
        jobs=jobs,
    )
    return {
        paper: tuple(papers[place] for place in places)
        for paper, places in zip(papers, neighbours, strict=True)
    }


def _members(named: Sequence[Iterable[str]]) -> Members:
    numbers: dict[str, int] = {}
    rows = [
        [numbers.setdefault(name, len(numbers)) for name in dict.fromkeys(names)] for names in named
    ]
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64)))
    return Members(starts, np.array([number for row in rows for number in row], dtype=np.uint32))
