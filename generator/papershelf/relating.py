"""Relations after an edit: only what reads something that has changed is found anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from papershelf.model import Library, Paper
from papershelf.persons import People, people_after, people_in
from papershelf.relate import (
    FindPeople,
    Relations,
    collections_in,
    relate,
    told_in,
    topics_in,
    trends_in,
    venues_in,
)

_ORDER: Final = ("status", "date", "added", "year", "weight")
"""Fields that decide which papers are shown and in which order: all relations follow it."""
_PEOPLE: Final = ("authors", "editors")
_READ: Final = (*_ORDER, *_PEOPLE, "venue", "topics", "relations", "featured")
"""All fields of papers that relations are made of."""


@dataclass(frozen=True, slots=True)
class RelateOptions:
    """The options of `relate`."""

    drafts: bool = False
    author_pages_from: int = 0
    half_life: int = 7

    def relate(self, library: Library, find_people: FindPeople = people_in) -> Relations:
        """The relations of a library, from nothing."""
        return relate(
            library,
            drafts=self.drafts,
            author_pages_from=self.author_pages_from,
            half_life=self.half_life,
            find_people=find_people,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """Relations with what they were made of."""

    library: Library
    options: RelateOptions
    relations: Relations


def relate_after(known: Known | None, library: Library, options: RelateOptions) -> Known:
    """The relations of a library: the same object as before where nothing matters that changed.

    Equal to those found from nothing, which are found where there are none yet.
    """
    if known is None or known.options != options:
        return Known(library, options, options.relate(library))
    changed = _changed_fields(known.library.papers, library.papers)
    find_people = partial(people_after, known.library, _people(known.relations))
    if changed is None or not changed.isdisjoint(_ORDER):
        return Known(library, options, options.relate(library, find_people))
    return Known(library, options, _mended(known, library, changed, find_people))


def _people(relations: Relations) -> People:
    return People(relations.people, relations.people_of, relations.author_pages_from)


def _changed_fields(before: Mapping[str, Paper], after: Mapping[str, Paper]) -> set[str] | None:
    """The fields that any paper has changed; None where there are other papers than before."""
    if list(before) != list(after):
        return None
    pairs = [
        (old, new)
        for old, new in zip(before.values(), after.values(), strict=True)
        if old is not new
    ]
    return {
        field
        for field in _READ
        if any(getattr(old, field) != getattr(new, field) for old, new in pairs)
    }


def _mended(
    known: Known, library: Library, changed: set[str], find_people: FindPeople
) -> Relations:
    """The relations of before with those anew that have changed, while papers keep their order."""
    before, relations, options = known.library, known.relations, known.options
    if not changed.isdisjoint(_PEOPLE) or _names(before) != _names(library):
        newest, shown = _papers(library, relations.newest), _papers(library, relations.shown)
        people = find_people(library, newest, shown, options.author_pages_from)
        relations = replace(relations, people=people.by_slug, people_of=people.of)
    if "venue" in changed:
        venues = venues_in(_papers(library, relations.newest))
        relations = replace(relations, venues=venues)
    if "topics" in changed or _parents(before) != _parents(library):
        topics = topics_in(library, _papers(library, relations.newest))
        relations = replace(relations, topics=topics)
    if "relations" in changed:
        told = told_in(_papers(library, relations.newest))
        relations = replace(relations, told=told)
    if "featured" in changed or before.metrics != library.metrics:
        trends, trending = trends_in(library, relations.shelving, options.half_life)
        relations = replace(relations, trends=trends, trending=trending)
    if _members(before) != _members(library):
        collections, memberships = collections_in(library, drafts=options.drafts)
        relations = replace(relations, collections=collections, memberships=memberships)
    return relations


def _papers(library: Library, ids: Sequence[str]) -> list[Paper]:
    return [library.papers[paper] for paper in ids]


def _names(library: Library) -> list[tuple[str, tuple[str, ...]]]:
    return [(key, identity.names) for key, identity in library.identities.items()]


def _parents(library: Library) -> dict[str, str]:
    return {key: topic.parent for key, topic in library.topics.items()}


def _members(library: Library) -> list[tuple[str, object]]:
    return [(key, collection.papers) for key, collection in library.collections.items()]
