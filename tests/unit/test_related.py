"""Related papers: who stands beside whom, on shelves from none to some hundred papers."""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.support.bags import Sketch, relate

from papershelf.related.basis import BASIS_UNIT, latent_basis
from papershelf.related.values import Bags, row_sums, spans
from papershelf.related.weights import UNIT, unit_rows
from papershelf.store import Store

ROOT = Path(__file__).parents[2]
SUBJECTS = (
    "parsing grammar treebank syntax",
    "robot arm grasp motion",
    "privacy noise budget leak",
)


def said(text: str, **groups: tuple[str, ...]) -> Sketch:
    return Sketch(tuple(text.split()), **groups)


def three_subjects(count: int) -> dict[str, Sketch]:
    chance = random.Random(1)  # noqa: S311 - words, not secrets
    papers = {}
    for number in range(count):
        subject = SUBJECTS[number % 3].split()
        words = [*chance.sample(subject, 3), f"only{number}", chance.choice("xyz")]
        papers[f"{number:04}"] = Sketch(tuple(words))
    return papers


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", b"1", b"k" * 32)


def test_papers_about_the_same_things_are_neighbours(store: Store) -> None:
    lists = relate(three_subjects(60), store)
    for name, others in lists.items():
        assert len(others) == 10
        assert {int(other) % 3 for other in others} == {int(name) % 3}


def test_an_empty_shelf_has_no_lists(store: Store) -> None:
    assert relate({}, store) == {}


def test_a_single_paper_has_no_neighbours(store: Store) -> None:
    assert relate({"a": said("alone here", topics=("t",))}, store) == {"a": []}


def test_papers_with_nothing_in_common_are_not_related(store: Store) -> None:
    papers = {"a": said("apples pears"), "b": said("stars moons"), "c": said("apples plums")}
    assert relate(papers, store) == {"a": ["c"], "b": [], "c": ["a"]}


def test_papers_without_words_are_related_by_their_groups(store: Store) -> None:
    papers = {
        "a": Sketch(topics=("t",)),
        "b": Sketch(authors=("x",)),
        "c": Sketch(topics=("t",)),
        "d": Sketch(),
        "e": Sketch(authors=("x",)),
    }
    assert relate(papers, store) == {"a": ["c"], "b": ["e"], "c": ["a"], "d": [], "e": ["b"]}


def test_a_shared_topic_comes_before_one_shared_common_word(store: Store) -> None:
    papers = {
        "a": said("we study graphs of streets", topics=("maps",)),
        "b": said("we learn colours from pictures"),
        "c": said("we print houses by night", topics=("maps",)),
        "d": said("we bake bread at home"),
    }
    assert relate(papers, store)["a"][0] == "c"


def test_a_rare_group_counts_more_than_a_large_one(store: Store) -> None:
    crowd = {f"z{number:02}": Sketch(topics=("large",)) for number in range(15)}
    one = Sketch(topics=("large", "rare"))
    papers = {**crowd, "a": one, "b": Sketch(topics=("large",)), "y": Sketch(topics=("rare",))}
    assert relate(papers, store)["a"][0] == "y"


def test_identical_papers_are_listed_in_order_of_their_ids(store: Store) -> None:
    papers = {f"{number:02}": said("the same words") for number in range(30)}
    lists = relate(papers, store)
    assert lists["00"] == [f"{number:02}" for number in range(1, 11)]
    assert lists["29"] == [f"{number:02}" for number in range(10)]


def test_a_blob_that_nobody_can_read_is_ignored(store: Store) -> None:
    papers = three_subjects(12)
    expected = relate(papers, store)
    good = store.read("related")
    assert good is not None
    for blob in (b"", b"junk", good[:-9], good[:50], b"\xc1" * 100):
        store.write("related", blob)
        assert relate(papers, store) == expected
        assert store.read("related") == good


def test_an_unchanged_shelf_is_not_written_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = three_subjects(12)
    expected = relate(papers, store)
    monkeypatch.setattr(Store, "write", lambda *_: pytest.fail("written again"))
    assert relate(papers, store) == expected


_SCRIPT = """
import sys
import numpy as np
from papershelf.related.basis import latent_basis
chance = np.random.default_rng(0)
rows = (chance.random((300, 700)) < 0.05) * chance.integers(1, 25, (300, 700))
sys.stdout.buffer.write(latent_basis(rows.astype(np.float32)).tobytes())
"""


def test_the_number_of_threads_does_not_change_the_basis() -> None:
    found = []
    for threads in ("1", "2", "5"):
        surroundings = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "generator"),
            **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), threads),
        }
        command = [sys.executable, "-c", _SCRIPT]
        found.append(subprocess.run(command, env=surroundings, check=True, capture_output=True))
    assert len(found[0].stdout) > 100_000
    assert found[0].stdout == found[1].stdout == found[2].stdout


def test_the_basis_is_orthonormal_and_holds_the_largest_directions() -> None:
    chance = np.random.default_rng(2)
    rows = np.rint(chance.random((300, 4)) @ chance.random((4, 200)) * 2)
    rows = (rows + (chance.random((300, 200)) < 0.1)).astype(np.float32)
    basis = latent_basis(rows) / BASIS_UNIT
    gram = basis.T @ basis
    assert np.abs(gram - np.eye(len(gram))).max() < 0.02
    largest = np.linalg.svd(rows, full_matrices=False)[2][:1]
    assert np.linalg.norm(largest @ basis, axis=1).min() > 0.999


def test_a_sample_of_one_direction_has_a_basis_of_one() -> None:
    rows = np.outer(np.arange(1, 9), [3, 0, 4]).astype(np.float32)
    basis = latent_basis(rows) / BASIS_UNIT
    filled = np.abs(basis).sum(axis=0) > 0
    assert filled.sum() == 1
    assert np.abs(basis[:, filled].T) == pytest.approx(np.array([[0.6, 0, 0.8]]), abs=1e-3)


def test_rows_have_the_unit_length_and_rare_words_weigh_more() -> None:
    bags = Bags(np.array([0, 2, 2, 3]), np.array([0, 1, 1]), np.array([1, 1, 4]), 2)
    starts, terms, weights = unit_rows(bags, np.array([100, 50]), np.array([0, 1, 2]))
    assert starts.tolist() == [0, 2, 2, 3]
    assert terms.tolist() == [0, 1, 1]
    assert weights.tolist() == [228, 114, UNIT]


def test_spans_and_sums_skip_empty_rows() -> None:
    places, lengths = spans(np.array([0, 2, 2, 5]), np.array([2, 1, 0]))
    assert places.tolist() == [2, 3, 4, 0, 1]
    assert lengths.tolist() == [3, 0, 2]
    assert row_sums(np.array([1, 2, 3, 4, 5]), lengths).tolist() == [6, 0, 9]
