"""Relations that are carried over an edit."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
import pytest
from tests.support.libraries import library, paper

from papershelf.model import (
    ArtifactLink,
    Award,
    Contributor,
    Identity,
    Library,
    Membership,
    Metrics,
    Paper,
    Provenance,
    Reading,
    Reference,
    Relation,
    Thumbnail,
    Topic,
    Version,
)
from papershelf.names import parse_name
from papershelf.relate import PAGES_FOR_ALL_UP_TO, relate
from papershelf.relating import RelateOptions, relate_after

_BORN = (Contributor(parse_name("Max Born")),)
_OTHER: Final[Mapping[str, Any]] = {
    "authors": _BORN,
    "editors": _BORN,
    "aliases": ("first",),
    "date": "2003-02",
    "year": 2010,
    "added": "2026-01-01",
    "venue": "icml",
    "ids": {"doi": "10.1/x"},
    "links": (ArtifactLink("pdf", "https://example.org"),),
    "topics": ("trees",),
    "keywords": ("words",),
    "collections": (Membership("origins"),),
    "thumbnail": Thumbnail("static/x.png"),
    "awards": (Award("Best"),),
    "versions": (Version("v2"),),
    "relations": (Relation("extends", "p3"),),
    "references": (Reference("p3"),),
    "status": "hidden",
    "provenance": {"title": Provenance("crossref")},
    "featured": True,
    "weight": 1,
    "search": False,
    "extra": {"mood": 1},
    "position": 1,
}
"""Another value for each field; those that are not here are texts."""
_MATTERS: Final = frozenset(
    (
        *("authors", "editors", "date", "year", "added", "venue"),
        *("topics", "relations", "status", "featured", "weight"),
    )
)


def _shelf() -> Library:
    # The same days and years, so that each field alone decides about something.
    papers = [paper(number, year=2003, date="2003", added="2024-01-01") for number in range(5)]
    trees = Topic("trees", "Trees")
    found = library(papers, topics=[trees], collections={"origins": ["p1", "p2"]})
    counts = Metrics(stars=(Reading("2024-03-01", 5),))
    return msgspec.structs.replace(found, metrics={"p4": counts})


def _with(shelf: Library, paper_id: str, **changes: Any) -> Library:
    changed = msgspec.structs.replace(shelf.papers[paper_id], **changes)
    return msgspec.structs.replace(shelf, papers={**shelf.papers, paper_id: changed})


@pytest.mark.parametrize("field", Paper.__struct_fields__[1:])
def test_an_edited_field_changes_exactly_the_relations_that_read_it(field: str) -> None:
    shelf = _shelf()
    known = relate_after(None, shelf, RelateOptions())
    edited = _with(shelf, "p2", **{field: _OTHER.get(field, "Another text")})
    found = relate_after(known, edited, RelateOptions())
    assert found.relations == relate(edited)
    assert (found.relations is known.relations) == (field not in _MATTERS)
    assert (found.relations == known.relations) == (field not in _MATTERS)


@pytest.mark.parametrize(
    "changes",
    [
        {"identities": {"ada": Identity("ada", ("Ada Lovelace",))}},
        {"topics": {"parsing": Topic("parsing", "P", parent="trees"), "trees": Topic("trees", "")}},
        {"metrics": {}},
        {"collections": {}},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_edited_vocabularies_and_counts_change_the_relations(changes: dict[str, Any]) -> None:
    shelf = _shelf()
    known = relate_after(None, shelf, RelateOptions())
    edited = msgspec.structs.replace(shelf, **changes)
    assert relate_after(known, edited, RelateOptions()).relations == relate(edited)
    assert known.relations != relate(edited)


def test_other_options_give_other_relations() -> None:
    shelf = _with(_shelf(), "p2", status="draft")
    known = relate_after(None, shelf, RelateOptions())
    found = relate_after(known, shelf, RelateOptions(drafts=True))
    assert found.relations == relate(shelf, drafts=True)
    assert found.relations != known.relations


def test_relations_of_equal_libraries_are_the_same_object() -> None:
    known = relate_after(None, _shelf(), RelateOptions())
    assert relate_after(known, _shelf(), RelateOptions()).relations is known.relations


def test_an_identity_takes_the_papers_of_a_name_it_is_given() -> None:
    born = Identity("born", ("Max Born",))
    shelf = msgspec.structs.replace(_shelf(), identities={"born": born})
    known = relate_after(None, shelf, RelateOptions())
    named = Identity("born", ("Max Born", "Ada Lovelace"))
    edited = msgspec.structs.replace(shelf, identities={"born": named})
    found = relate_after(known, edited, RelateOptions())
    assert found.relations == relate(edited)
    assert len(found.relations.people["born"].papers) == 5


def test_everybody_gets_a_page_once_a_large_shelf_has_become_small() -> None:
    papers = [paper(number) for number in range(PAGES_FOR_ALL_UP_TO + 1)]
    known = relate_after(None, library(papers), RelateOptions())
    assert not known.relations.people["person-7"].has_page
    edited = library(papers[:-1])
    found = relate_after(known, edited, RelateOptions())
    assert found.relations == relate(edited)
    assert found.relations.people["person-7"].has_page


def test_a_slug_that_becomes_free_goes_to_the_next_of_that_name() -> None:
    papers = [paper(1, authors=("Jose Nunez",)), paper(2, authors=("José Núñez",))]
    known = relate_after(None, library(papers), RelateOptions())
    assert known.relations.people_of["p2"] == ("jose-nunez-2",)
    edited = _with(known.library, "p1", authors=_BORN)
    found = relate_after(known, edited, RelateOptions())
    assert found.relations == relate(edited)
    assert found.relations.people_of["p2"] == ("jose-nunez",)
