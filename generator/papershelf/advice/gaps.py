"""What entries lack that readers look for."""

from collections.abc import Iterator
from typing import Final

from papershelf.advice.facts import Facts
from papershelf.advice.remark import Remark
from papershelf.id_addresses import ID_ADDRESSES

_WITHOUT_ABSTRACT: Final = frozenset({"book", "dataset", "software"})


def gaps(facts: Facts) -> Iterator[Remark]:
    """Finished papers without link, abstract or collection.

    A shelf that has no abstract or no collection at all does without them by choice.
    """
    keeps_abstracts = any(paper.abstract for paper in facts.finished)
    collections = facts.library.collections
    collected = {item.paper for found in collections.values() for item in found.papers}
    for paper in facts.finished:
        if keeps_abstracts and not paper.abstract and paper.type not in _WITHOUT_ABSTRACT:
            yield Remark(
                paper,
                ("title",),
                "no abstract",
                "add abstract: the search finds a paper by it, and related papers too",
                "no-abstract",
            )
        if not paper.links and not ID_ADDRESSES.keys() & paper.ids.keys():
            yield Remark(
                paper,
                ("title",),
                "nothing leads to the paper itself",
                "add an id (ids: {doi: …}) or a link (links: {pdf: …})",
                "no-link",
            )
        if collections and paper.id not in collected:
            yield Remark(
                paper,
                ("title",),
                "in no collection",
                "name one under collections",
                "no-collection",
            )
