"""What the relations of a paper, its own and those that others state, say on its page."""

from collections.abc import Iterator

from papershelf.model import Paper
from papershelf.plan.cards import Cards
from papershelf.plan.views import Fact, Notice
from papershelf.relate import Relations
from papershelf.urls import web_address
from papershelf.wording import Wording

_STATES = frozenset({"retracted", "withdrawn", "draft"})
"""What the status of a paper may be that readers must know of."""
_TOLD = {"supersedes": "superseded", "erratum_of": "corrected"}
"""Relations that a reader of the other paper must know of, and the kinds of their notices."""


def connections(
    paper: Paper, relations: Relations, cards: Cards, wording: Wording
) -> Iterator[Fact]:
    """The relations of a paper in both directions; what its notices say is not said again."""
    own = set()
    for relation in paper.relations:
        label = wording.say(f"relations.{relation.type}")
        target = cards.target(relation.id) if relation.id else None
        if target:
            own.add((relation.type, relation.id))
            yield Fact(label, target.label, target.url)
        elif relation.title or relation.url:
            yield Fact(label, relation.title or relation.url, web_address(relation.url))
    for kind, other in relations.told.get(paper.id, ()):
        # Two that name each other as versions, or as the same, say one thing.
        told = kind not in _TOLD and (kind, other) not in own
        if told and (target := cards.target(other)):
            yield Fact(_told_of(kind, wording), target.label, target.url)


def notices(paper: Paper, relations: Relations, cards: Cards, wording: Wording) -> Iterator[Notice]:
    """What nobody may overlook about a paper, the gravest first."""
    if paper.status in _STATES:
        yield Notice(paper.status, wording.say(f"notices.{paper.status}"))
    told = relations.told.get(paper.id, ())
    for relation, kind in _TOLD.items():
        for stated, other in told:
            if stated == relation and (target := cards.target(other)):
                yield Notice(kind, _told_of(relation, wording), target)


def _told_of(relation: str, wording: Wording) -> str:
    """What a relation is, read from the paper that does not state it."""
    return wording.say(f"relations.{relation}_told")
