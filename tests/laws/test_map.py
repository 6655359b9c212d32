"""The map is a function of who is near whom: of no order, no history, no machine."""

import os
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from papershelf.maps import GRID, papers_on_map
from papershelf.maps.spots import along_curve, spots_of
from papershelf.store import Store
from tests.laws.settings import few, workshop

Spots = dict[str, tuple[int, int]]
Near = dict[str, tuple[str, ...]]

names = st.integers(0, 99).map(lambda number: f"paper-{number:02}") | st.text(max_size=4)


@st.composite
def shelves(draw: st.DrawFn) -> tuple[Near, dict[str, list[int]]]:
    ids = draw(st.lists(names, max_size=60, unique=True))
    others = (
        st.lists(st.sampled_from(ids), max_size=5, unique=True).map(tuple) if ids else st.just(())
    )
    groups = st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True)
    return {name: draw(others) for name in ids}, {name: draw(groups) for name in ids}


def drawn(near: Near, groups: dict[str, list[int]], store: Store | None = None) -> Spots:
    """Where each paper is."""
    ids = list(near)
    places = {name: place for place, name in enumerate(ids)}
    rows = np.full((len(ids), 5), -1)
    for place, others in enumerate(near.values()):
        rows[place, : len(others)] = [places[other] for other in others]
    order, x, y = papers_on_map(ids, rows, [groups[name] for name in ids], store)
    assert sorted(order.tolist()) == list(range(len(ids)))
    spots = zip(x.tolist(), y.tolist(), strict=True)
    return {ids[number]: spot for number, spot in zip(order.tolist(), spots, strict=True)}


@few(25)
@given(shelf=shelves(), seed=st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter(
    shelf: tuple[Near, dict[str, list[int]]], seed: Random
) -> None:
    near, groups = shelf
    ids = list(near)
    seed.shuffle(ids)
    assert drawn({name: near[name] for name in ids}, groups) == drawn(near, groups)


@few(25)
@given(shelf=shelves())
def test_every_paper_has_a_spot_of_its_own_on_the_grid(
    shelf: tuple[Near, dict[str, list[int]]],
) -> None:
    spots = drawn(*shelf).values()
    assert len(set(spots)) == len(shelf[0])
    assert all(0 <= value < GRID for spot in spots for value in spot)


@few(12)
@given(one=shelves(), other=shelves())
def test_what_the_store_remembers_changes_nothing(
    one: tuple[Near, dict[str, list[int]]], other: tuple[Near, dict[str, list[int]]]
) -> None:
    with workshop() as folder:
        store = Store(folder, b"1", b"k" * 32)
        for near, groups in (one, other, other, one):
            assert drawn(near, groups, store) == drawn(near, groups)


@few(25)
@given(
    spots=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=50),
)
def test_papers_of_one_place_part_and_stay_beside_each_other(spots: list[tuple[int, int]]) -> None:
    x, y = (np.array([spot[axis] for spot in spots], float) for axis in (0, 1))
    across, down = spots_of(x, y)
    assert len({*zip(across.tolist(), down.tolist(), strict=True)}) == len(spots)
    same = {spot: place for place, spot in enumerate(spots)}
    for place, spot in enumerate(spots):
        if x.min() == x.max():
            assert abs(int(across[place] - across[same[spot]])) <= len(spots)


def test_neighbours_on_the_curve_are_neighbours_in_the_plane() -> None:
    side = np.arange(16) * (GRID // 16)
    x, y = (axis.ravel() for axis in np.meshgrid(side, side))
    order = along_curve(x, y)
    steps = abs(np.diff(x[order])) + abs(np.diff(y[order]))
    assert set(steps.tolist()) == {GRID // 16}


def _bunches(bunches: int, papers: int) -> Near:
    """Bunches of papers that are near nobody but each other."""
    return {
        f"{bunch}-{paper}": tuple(
            f"{bunch}-{(paper * paper + step) % papers}"
            for step in (1, 3, 7, 11)
            if (paper * paper + step) % papers != paper
        )
        for bunch in range(bunches)
        for paper in range(papers)
    }


def test_papers_about_the_same_things_are_nearer_than_others() -> None:
    near = _bunches(12, 40)
    spots = drawn(near, {key: [0] for key in near})
    x, y = (np.array([spots[name][axis] for name in near], float) for axis in (0, 1))
    far = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    bunch = np.arange(len(near)) // 40
    is_same = bunch[:, None] == bunch
    assert np.median(far[is_same]) < np.median(far[~is_same]) / 4
    np.fill_diagonal(far, np.inf)
    assert np.mean(bunch[np.argmin(far, axis=1)] == bunch) > 0.95


def test_papers_without_neighbours_are_near_those_of_their_group() -> None:
    near: Near = {f"p{number}": () for number in range(200)}
    groups = {name: [number % 4] for number, name in enumerate(near)}
    spots = drawn(near, groups)
    x, y = (np.array([spots[name][axis] for name in near], float) for axis in (0, 1))
    far = np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2)
    is_same = np.arange(200)[:, None] % 4 == np.arange(200) % 4
    assert np.median(far[is_same]) < np.median(far[~is_same]) / 2


def test_a_paper_that_is_added_leaves_the_others_about_where_they_are() -> None:
    near = _bunches(10, 60)
    more = {**near, "new": ("0-0", "0-1", "0-2")}
    before, after = (drawn(shelf, {key: [0] for key in shelf}) for shelf in (near, more))
    moved = [abs(before[name][axis] - after[name][axis]) for name in near for axis in (0, 1)]
    assert np.median(moved) < GRID / 10


_AGAIN = """
import sys
from tests.laws.test_map import _bunches, drawn
near = _bunches(8, 50)
sys.stdout.write(repr(sorted(drawn(near, dict.fromkeys(near, [0])).items())))
"""


def test_other_processes_with_other_hashes_and_threads_draw_the_same_map() -> None:
    near = _bunches(8, 50)
    root = Path(__file__).parents[2]
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "OMP_NUM_THREADS": seed,
            "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3" if seed == "2" else "",
            "PYTHONPATH": os.pathsep.join((str(root / "generator"), str(root))),
        }
        found = subprocess.run(
            [sys.executable, "-c", _AGAIN], env=environment, capture_output=True, check=True
        ).stdout
        here = repr(sorted(drawn(near, {key: [0] for key in near}).items())).encode()
        assert blake2b(found).digest() == blake2b(here).digest()
