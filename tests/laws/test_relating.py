"""Relations and citation keys carried over an edit equal those found from nothing."""

from collections.abc import Mapping
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from papershelf.citation import choose_keys, citation_keys
from papershelf.model import (
    ArtifactLink,
    Award,
    Collection,
    CollectionPaper,
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
    Venue,
    Version,
)
from papershelf.names import parse_name
from papershelf.relate import relate
from papershelf.relating import RelateOptions, relate_after
from tests.laws.settings import few

_IDS = ("a", "b", "c", "d", "e")
_NAMES = ("Wei Li", "Li Wei", "Wei Li, Jr.", "José Núñez", "Jose Nunez", "Jose Nunez 2")
_people = st.lists(
    st.builds(
        Contributor,
        st.sampled_from(
            ("Wei Li", "Li Wei", "Wei Li, Jr.", "José Núñez", "Jose Nunez", "Jose Nunez 2")
        ).map(parse_name),
        st.sampled_from(("", "", "wei", "wei-2")),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
_dates = st.sampled_from(("", "2024", "2024-02", "2024-02-29", "2025-01-01"))
_texts = st.sampled_from(("", "Deep Thoughts", "deep learning", "Thoughts of *all*"))
_FIELDS: Mapping[str, st.SearchStrategy[Any]] = {
    "authors": _people,
    "editors": st.just(()) | _people,
    "year": st.sampled_from((2023, 2024, 2025)),
    "date": _dates,
    "added": _dates,
    "title": _texts.filter(bool),
    "venue": st.sampled_from(("", "acl", "icml")),
    "topics": st.sampled_from(((), ("parsing",), ("trees",), ("trees", "parsing"))),
    "relations": st.sampled_from(
        ((), (Relation("extends", "a"),), (Relation("extends", "b"), Relation("same_as", "a")))
    ),
    "status": st.sampled_from(("published", "published", "draft", "hidden", "retracted")),
    "featured": st.booleans(),
    "weight": st.sampled_from((0, 0, 1, -1)),
    "search": st.booleans(),
    "aliases": st.just(()) | st.just(("z",)),
    "ids": st.just({}) | st.just({"doi": "10.1/x"}),
    "links": st.just(()) | st.just((ArtifactLink("pdf", "https://example.org"),)),
    "collections": st.just(()) | st.just((Membership("c"),)),
    "thumbnail": st.none() | st.just(Thumbnail("static/x.png")),
    "awards": st.just(()) | st.just((Award("Best"),)),
    "versions": st.just(()) | st.just((Version("v2"),)),
    "references": st.just(()) | st.just((Reference("a"),)),
    "keywords": st.just(()) | st.just(("words",)),
    "provenance": st.just({}) | st.just({"title": Provenance("crossref")}),
    "extra": st.just({}) | st.just({"mood": 1}),
    "type": st.sampled_from(("article", "book")),
    "position": st.sampled_from((0, 1)),
}
"""What every field of a paper may hold; all that is not here is a text."""


def _field(name: str) -> st.SearchStrategy[Any]:
    return _FIELDS.get(name, _texts)


_ALWAYS = ("title", "authors", "year")


@st.composite
def _papers(draw: st.DrawFn) -> dict[str, Paper]:
    chosen = draw(st.sets(st.sampled_from(_IDS), min_size=1))
    names = ("editors", "date", "added", "topics", "venue", "relations", "status", "weight")
    return {
        paper_id: Paper(id=paper_id, **{name: draw(_field(name)) for name in (*_ALWAYS, *names)})
        for paper_id in sorted(chosen)
    }


@st.composite
def _libraries(draw: st.DrawFn, papers: Mapping[str, Paper]) -> Library:
    named = draw(st.sampled_from((("Wei Li",), ("W. Li", "Li Wei"), ("José Núñez", "Wei Li"))))
    counted = draw(st.sets(st.sampled_from(sorted(papers))))
    count = draw(st.sampled_from((3, 8)))
    return Library(
        papers=papers,
        collections={
            "c": Collection(
                "c",
                draw(_texts),
                papers=tuple(
                    CollectionPaper(paper, note=draw(_texts))
                    for paper in draw(st.permutations(sorted(counted)))
                ),
            )
        },
        topics={
            "parsing": Topic("parsing", draw(_texts)),
            "trees": Topic("trees", "Trees", parent=draw(st.sampled_from(("", "parsing")))),
        },
        venues={"acl": Venue("acl", "ACL"), "icml": Venue("icml", draw(_texts))},
        identities={
            "wei": Identity("wei", named, homepage=draw(_texts)),
            "wei-2": Identity("wei-2", ("Li Wei",)),
        },
        pages={},
        metrics={paper: Metrics(stars=(Reading("2025-01-02", count),)) for paper in counted},
    )


_LIKELY = ("authors", "editors", "status", "date", "year", "topics", "venue", "title")
"""Fields whose edits have the most to do with other papers."""
_fields = st.sampled_from(_LIKELY) | st.sampled_from(Paper.__struct_fields__[1:])


@st.composite
def _edited(draw: st.DrawFn, before: Library) -> Library:
    """The library with some fields of papers, some papers or all other records as they were not."""
    papers = dict(before.papers)
    for paper_id in draw(st.sets(st.sampled_from(sorted(papers)), max_size=2)):
        changes = {name: draw(_field(name)) for name in sorted(draw(st.sets(_fields, max_size=2)))}
        papers[paper_id] = msgspec.structs.replace(papers[paper_id], **changes)
    if draw(st.booleans()):
        return msgspec.structs.replace(before, papers=papers)
    others = draw(_papers())
    if draw(st.booleans()):
        return draw(_libraries(others))
    for paper_id in draw(st.sets(st.sampled_from(_IDS), min_size=1, max_size=2)):
        papers.pop(paper_id, None)
        if paper_id in others:
            papers[paper_id] = others[paper_id]
    papers = {paper_id: papers[paper_id] for paper_id in sorted(papers)} or others
    counts = {key: count for key, count in before.metrics.items() if key in papers}
    shelved = {
        key: msgspec.structs.replace(
            collection, papers=tuple(item for item in collection.papers if item.paper in papers)
        )
        for key, collection in before.collections.items()
    }
    return msgspec.structs.replace(before, papers=papers, metrics=counts, collections=shelved)


_options = st.builds(
    RelateOptions, st.booleans(), st.sampled_from((0, 1, 2)), st.sampled_from((7, 30))
)


@few(150)
@given(data=st.data(), options=_options)
def test_relations_after_edits_equal_those_from_nothing(
    data: st.DataObject, options: RelateOptions
) -> None:
    library = data.draw(_libraries(data.draw(_papers())))
    known = relate_after(None, library, options)
    for _ in range(3):
        library = data.draw(_edited(library))
        options = data.draw(st.just(options) | _options)
        known = relate_after(known, library, options)
        fresh = relate(
            library,
            drafts=options.drafts,
            author_pages_from=options.author_pages_from,
            half_life=options.half_life,
        )
        assert known.relations == fresh
        assert list(known.relations.people_of) == list(fresh.people_of)


@few(60)
@given(data=st.data())
def test_keys_after_edits_equal_those_from_nothing(data: st.DataObject) -> None:
    library = data.draw(_libraries(data.draw(_papers())))
    chosen = choose_keys(library.papers.values())
    for _ in range(3):
        library = data.draw(_edited(library))
        chosen = choose_keys(library.papers.values(), chosen)
        assert chosen.keys == citation_keys(library.papers.values())
