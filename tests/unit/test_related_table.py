"""Related papers as the preview holds them say what a plain mapping says."""

import pickle
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.support.bags import Sketch, relate

from papershelf.related.table import RelatedPapers, recalled
from papershelf.serve.searched import SearchFiles, recalled_search, remember_search
from papershelf.store import Store

_PAPERS = ("a", "b-1", "b-2", "c", "ä")


@st.composite
def related_papers(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    papers = draw(st.lists(st.sampled_from(_PAPERS), unique=True))
    lists = st.lists(st.sampled_from(papers), unique=True, max_size=3) if papers else st.just([])
    return {paper: tuple(draw(lists)) for paper in papers}


@given(related_papers())
def test_a_table_is_the_mapping_that_it_was_made_from(related: dict[str, tuple[str, ...]]) -> None:
    table = RelatedPapers.of(related)
    assert dict(table) == related
    assert table.get("zebra", ()) == ()
    sent = pickle.loads(pickle.dumps(table))  # noqa: S301 - packed right here
    assert dict(sent) == related
    assert sent.key == table.key


@given(related_papers(), related_papers())
def test_tables_have_one_key_where_they_say_the_same(
    one: dict[str, tuple[str, ...]], other: dict[str, tuple[str, ...]]
) -> None:
    assert (RelatedPapers.of(one).key == RelatedPapers.of(other).key) == (one == other)


@given(related_papers(), st.sets(st.sampled_from(_PAPERS)))
def test_papers_that_are_gone_have_no_row_and_are_nobodys_neighbours(
    related: dict[str, tuple[str, ...]], papers: set[str]
) -> None:
    expected = {
        paper: tuple(other for other in others if other in papers)
        for paper, others in related.items()
        if paper in papers
    }
    table = RelatedPapers.of(related).among(papers)
    assert dict(table) == expected
    assert table.key == RelatedPapers.of(expected).key


def test_what_a_build_found_is_known_again_for_the_papers_that_are_left(tmp_path: Path) -> None:
    store = Store(tmp_path, b"1", b"k" * 32)
    sketches = {name: Sketch(("robot", "arm", name)) for name in ("one", "three", "two")}
    found = relate(sketches, store)
    assert found["one"] == ["three", "two"]
    assert recalled(store, {"one", "two", "new"}) == {"one": ("two",), "two": ("one",)}


def test_an_empty_store_knows_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, b"1", b"k" * 32)
    assert recalled(store, {"one"}) == {}
    assert recalled_search(store) is None


def test_a_site_without_search_is_remembered_as_such(tmp_path: Path) -> None:
    store = Store(tmp_path, b"1", b"k" * 32)
    remember_search(store, SearchFiles())
    assert recalled_search(store) == SearchFiles()
