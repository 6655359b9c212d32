"""Related papers are a function of the papers: of no history, no numbering, no machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.related import areas, candidates, groups, model, ranking, update
from papershelf.store import Store
from tests.laws.settings import few, workshop
from tests.support.bags import Sketch, relate

names = st.integers(0, 40).map(lambda number: f"paper-{number:02}")


def _few_of(letters: str, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(letters), max_size=most, unique=True).map(tuple)


sketches = st.builds(
    Sketch,
    words=st.lists(st.sampled_from("abcdefghijklmnop"), max_size=8).map(tuple),
    authors=_few_of("ABCDEFGHIJKL", 3),
    topics=_few_of("TUV", 2),
    collections=_few_of("XY", 1),
)
shelves = st.dictionaries(names, sketches, min_size=12, max_size=41)
edits = st.lists(st.tuples(names, st.none() | sketches), min_size=1, max_size=4)


@contextmanager
def large_in_the_small() -> Iterator[None]:
    """Few papers take the ways of many: a sample, several areas, candidates, small groups."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "SAMPLE", 7)
        patch.setattr(areas, "_DOCUMENTS_AN_AREA", 2)
        patch.setattr(candidates, "_ONE_AREA_BELOW", 20)
        patch.setattr(candidates, "_AREAS_REACHED", 2)
        patch.setattr(candidates, "_BLOCK", 3)
        patch.setattr(candidates, "CANDIDATES", 4)
        patch.setattr(groups, "SMALL", 3)
        patch.setattr(ranking, "_BLOCK", 3)
        patch.setattr(ranking, "_ALONE_UP_TO", 0)
        patch.setattr(ranking, "_PIECE", 5)
        patch.setattr(ranking, "NEIGHBOURS", 3)
        patch.setattr(update, "NEIGHBOURS", 3)
        patch.setattr(update, "_FEW", 0)
        yield


def _store(folder: Path, name: str) -> Store:
    return Store(folder / name, b"1", b"k" * 32)


@few(80)
@given(shelf=shelves, edits=edits)
def test_after_any_edits_related_papers_are_as_if_found_from_nothing(
    shelf: dict[str, Sketch], edits: list[tuple[str, Sketch | None]]
) -> None:
    with workshop() as folder, large_in_the_small():
        kept = _store(folder, "kept")
        assert relate(shelf, kept) == relate(shelf, kept)
        for number, (name, sketch) in enumerate(edits):
            shelf = {key: value for key, value in shelf.items() if key != name}
            if sketch is not None:
                shelf[name] = sketch
            fresh = _store(folder, str(number))
            assert relate(shelf, kept, seed=number) == relate(shelf, fresh)


@few(40)
@given(shelf=shelves, seed=st.integers(1, 1000))
def test_how_words_and_groups_are_numbered_does_not_matter(
    shelf: dict[str, Sketch], seed: int
) -> None:
    with workshop() as folder, large_in_the_small():
        one, other = _store(folder, "one"), _store(folder, "other")
        assert relate(shelf, one) == relate(shelf, other, seed=seed)


@few(4)
@given(shelf=shelves)
def test_the_number_of_processes_that_rank_does_not_matter(shelf: dict[str, Sketch]) -> None:
    with workshop() as folder, pytest.MonkeyPatch.context() as patch:
        # What other processes read as well stays as it is: they may be started anew.
        patch.setattr(ranking, "_ALONE_UP_TO", 0)
        patch.setattr(ranking, "_PIECE", 5)
        one, other = _store(folder, "one"), _store(folder, "other")
        assert relate(shelf, one, jobs=1) == relate(shelf, other, jobs=2)


@few(60)
@given(shelf=st.dictionaries(names, sketches, max_size=20))
def test_lists_name_other_papers_once(shelf: dict[str, Sketch]) -> None:
    with workshop() as folder:
        lists = relate(shelf, _store(folder, "store"))
        assert sorted(lists) == sorted(shelf)
        for name, others in lists.items():
            assert len(others) == len(set(others)) <= 10
            assert name not in others
