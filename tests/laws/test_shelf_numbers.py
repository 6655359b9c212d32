"""What holds of the numbers of any shelf: they are what counting one by one finds."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from papershelf.model import ArtifactLink, Topic
from papershelf.plan.shelf_numbers import numbers_digest, numbers_file, numbers_of
from papershelf.relate import relate
from tests.laws.settings import few
from tests.support.libraries import library, paper

_TREE = (
    *(Topic("a", "A"), Topic("b", "B"), Topic("a1", "A1", parent="a")),
    Topic("a2", "A2", parent="a1"),
)
_ABOVE = {"a": {"a"}, "b": {"b"}, "a1": {"a1", "a"}, "a2": {"a2", "a1", "a"}}
_KINDS = ("pdf", "code", "data", "strange")
_papers = st.lists(
    st.fixed_dictionaries(
        {
            "year": st.sampled_from([1000, 1999, 2020, 2999]),
            "added": st.sampled_from(["", "2024", "2024-02", "2024-02-29"]),
            "venue": st.sampled_from(["", "x", "Y"]),
            "topics": st.lists(st.sampled_from([*_ABOVE]), unique=True, max_size=3).map(tuple),
            "type": st.sampled_from(["article", "book"]),
            "language": st.sampled_from(["", "en", "de"]),
            "status": st.sampled_from(["published", "hidden", "draft", "retracted"]),
            "authors": st.lists(
                st.sampled_from(["Ada B", "Cy D", "Eve F"]), min_size=1, max_size=3
            ),
            "links": st.lists(st.sampled_from(_KINDS), max_size=3).map(
                lambda kinds: tuple(ArtifactLink(kind, "https://example.org/") for kind in kinds)
            ),
        }
    ),
    max_size=12,
)


@few(60)
@given(_papers)
def test_the_numbers_are_those_that_counting_finds(drawn: list[dict[str, Any]]) -> None:
    shelf = library((paper(n, **fields) for n, fields in enumerate(drawn)), topics=_TREE)
    numbers = numbers_of(shelf, relate(shelf), "en")
    listed = [fields for fields in drawn if fields["status"] not in ("hidden", "draft")]

    def count(holds: Any) -> int:
        return sum(1 for fields in listed if holds(fields))

    assert numbers.papers == len(listed)
    assert [*numbers.years] == sorted({fields["year"] for fields in listed})
    for year, found in numbers.years.items():
        assert found == count(lambda f, y=year: f["year"] == y)
    assert numbers.added == count(lambda f: f["added"])
    assert sum(numbers.years.values()) == sum(t.papers for t in numbers.types) == len(listed)
    for venue in numbers.venues:
        assert venue.papers == count(lambda f, v=venue: f["venue"] == v.id)
    for kind in numbers.artifacts:
        assert kind.papers == count(lambda f, k=kind: k.id in {link.kind for link in f["links"]})
        for year, found in kind.years.items():
            assert found == count(
                lambda f, k=kind, y=year: (
                    f["year"] == y and k.id in {link.kind for link in f["links"]}
                )
            )
    for topic in numbers.topics:
        on_it = [f for f in listed if any(topic.id in _ABOVE[own] for own in f["topics"])]
        assert topic.papers == len(on_it) == sum(topic.years.values())
    for language in numbers.languages:
        assert language.papers == count(lambda f, k=language: (f["language"] or "en") == k.id)
    for author in numbers.authors:
        assert author.papers == count(lambda f, a=author: a.label in f["authors"])
    for ranked in (numbers.venues, numbers.topics, numbers.artifacts, numbers.authors):
        keys = [(-one.papers, one.label.casefold(), one.id) for one in ranked]
        assert keys == sorted(keys)


@few(60)
@given(_papers, _papers)
def test_shelves_of_one_digest_have_the_same_numbers(
    one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    shelves = [
        library((paper(n, **fields) for n, fields in enumerate(drawn)), topics=_TREE)
        for drawn in (one, other)
    ]
    files = [numbers_file(shelf, relate(shelf), "en") for shelf in shelves]
    digests = [numbers_digest(shelf, relate(shelf), "en") for shelf in shelves]
    assert files[0] == files[1] or digests[0] != digests[1]
