"""Which papers are asked for first, in which batches, and when a run ends."""

from collections import deque
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.settings import few
from tests.support.counted import Silent, World, metrics, shelf_of
from tests.support.provider_server import Providers

from papershelf.adding import Network
from papershelf.enriching import Wishes, enrich
from papershelf.enriching.planning import FEWEST_APART, batches, halves, in_turn
from papershelf.net import Pace

DAYS = st.sampled_from(["", "2026-01-01", "2026-02-01", "2026-03-01"])
PAPERS = st.dictionaries(st.text("abcdef", min_size=1), DAYS)


@given(PAPERS, st.booleans())
def test_every_paper_comes_once_and_older_counts_before_younger_ones(
    last: dict[str, str], is_sure: bool
) -> None:
    order = in_turn(last, "2026-03-14", is_sure=is_sure)
    assert sorted(order) == sorted(last)
    days = [last[paper_id] for paper_id in order if last[paper_id]]
    assert days == sorted(days)


@given(PAPERS)
def test_where_nothing_is_remembered_every_second_paper_was_counted_before(
    last: dict[str, str],
) -> None:
    order = in_turn(last, "2026-03-14", is_sure=False)
    few = min(sum(map(bool, last.values())), sum(not day for day in last.values()))
    assert [bool(last[paper_id]) for paper_id in order[: 2 * few]] == [True, False] * few


def test_papers_without_counts_have_another_order_each_day() -> None:
    last = dict.fromkeys("abcdefghij", "")
    orders = {tuple(in_turn(last, f"2026-03-{n:02}", is_sure=False)) for n in range(10, 20)}
    assert len(orders) > 5


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1),
        st.lists(st.sampled_from("uvwxyz"), min_size=1, max_size=3, unique=True).map(tuple),
    ),
    st.integers(3, 6),
)
def test_batches_have_all_keys_of_their_papers_and_no_key_is_asked_for_twice(
    keys: dict[str, tuple[str, ...]], size: int
) -> None:
    answered: set[str] = set()
    asked: list[str] = []
    for members, batch in batches(list(keys), keys, size, answered.__contains__, deque()):
        assert len(batch) <= size
        asked += batch
        answered.update(batch)
        assert all(key in answered for paper_id in members for key in keys[paper_id])
    assert len(asked) == len(set(asked))
    assert set(asked) == {key for named in keys.values() for key in named}


@few(100)
@given(st.integers(0, 999), st.integers(100, 1000))
def test_one_paper_that_spoils_its_batch_costs_few_others_and_never_three_batches_in_a_row(
    spoils: int, size: int
) -> None:
    papers = [f"p{n:03}" for n in range(1000)]
    keys = {paper_id: (paper_id,) for paper_id in papers}
    answered: set[str] = set()
    again: deque[Sequence[str]] = deque()
    failures = 0
    for members, batch in batches(papers, keys, size, answered.__contains__, again):
        if f"p{spoils:03}" in batch:
            failures += 1
            again.extend(halves(members))
        else:
            failures = 0
            answered.update(batch)
        assert failures < 3
    assert len(answered) > 1000 - 2 * FEWEST_APART


def test_papers_that_were_counted_on_one_day_have_another_order_each_day() -> None:
    last = dict.fromkeys("abcdefghij", "2026-01-01")
    orders = {tuple(in_turn(last, f"2026-03-{n:02}", is_sure=True)) for n in range(10, 20)}
    assert len(orders) > 5


def test_a_run_begins_nothing_more_when_its_time_is_over(
    world: World, silent_server: Providers, tmp_path: Path
) -> None:
    numbers = range(1, 100)
    world.upvotes = {f"2401.{n:05}": n for n in numbers}
    papers = {f"p{n}": f'ids: {{arxiv: "2401.{n:05}"}}\n' for n in numbers}
    shelf = shelf_of(tmp_path / "shelf", papers)
    network = Network(silent_server.sources, {}, pace=Pace(usual=0), sleep=lambda _: None)
    ticks = count()
    wishes = Wishes("2026-03-14", frozenset({"upvotes"}), seconds=4.0)
    report = enrich(shelf, wishes, network, Silent(), clock=lambda: float(next(ticks)))
    (tally,) = report.tallies
    assert len(silent_server.asked) == 40
    assert (tally.counted, tally.left) == (40, 59)
    assert metrics(shelf).count("upvotes") == 40


def test_a_source_that_takes_long_leaves_time_to_those_after_it(
    world: World, silent_server: Providers, tmp_path: Path
) -> None:
    numbers = range(1, 100)
    world.stars = {f"ada/r{n}": n for n in numbers}
    world.upvotes = {f"2401.{n:05}": n for n in numbers}
    papers = {
        f"p{n}": f'ids: {{arxiv: "2401.{n:05}"}}\nlinks: {{code: https://github.com/ada/r{n}}}\n'
        for n in numbers
    }
    shelf = shelf_of(tmp_path / "shelf", papers)
    network = Network(silent_server.sources, {}, pace=Pace(usual=0), sleep=lambda _: None)
    wishes = Wishes("2026-03-14", frozenset({"stars", "upvotes"}), seconds=60.0)
    # Each question to GitHub takes two minutes of ten.
    report = enrich(
        shelf,
        wishes,
        network,
        Silent(),
        clock=lambda: 2.0 * sum("/github/" in path for path in silent_server.asked),
    )
    stars, upvotes = report.tallies
    assert stars.left
    assert upvotes.counted == 99
