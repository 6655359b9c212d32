"""New counts in metrics.yaml: which lines change, which readings stay, what is refused."""

from difflib import ndiff

import pytest

from papershelf.counting import counted_on, thinned, update, updated
from papershelf.errors import ContentError
from papershelf.model import Reading
from papershelf.validate import read_metrics

PATH = "content/metrics.yaml"
BY_HAND = """\
# Counted on Fridays
papers:
  # The first of all
  b:  # keep
    # on GitHub since 2016
    stars: {2025-03-01: 3, 2025-03-14: 97}  # moved once
  d:
    citations:
      2025-03-01: 3  # read in the library
      2025-03-14: 9
# The end
"""


def _changes(before: str, after: str) -> list[str]:
    return [line for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


def _readings(**days: int) -> tuple[Reading, ...]:
    return tuple(Reading(day[1:].replace("_", "-"), count) for day, count in days.items())


def test_only_lines_with_news_change() -> None:
    after = updated(BY_HAND, PATH, {"b": {"stars": 99}}, "2025-03-21")
    assert _changes(BY_HAND, after) == [
        "-     stars: {2025-03-01: 3, 2025-03-14: 97}  # moved once",
        "+     stars: {2025-03-01: 3, 2025-03-14: 97, 2025-03-21: 99}  # moved once",
    ]


def test_a_new_kind_and_a_new_paper_come_in_their_order() -> None:
    counted = {"b": {"upvotes": 1, "openalex": 2}, "a": {"stars": 1}, "c": {"reactions": 4}}
    after = updated(BY_HAND, PATH, counted, "2025-03-21")
    assert _changes(BY_HAND, after) == [
        "+   a:",
        "+     stars: {2025-03-21: 1}",
        "+     upvotes: {2025-03-21: 1}",
        "+     openalex: {2025-03-21: 2}",
        "+   c:",
        "+     reactions: {2025-03-21: 4}",
    ]
    assert after.index("a:") < after.index("# The first of all") < after.index("  b:")


def test_a_paper_by_hand_is_written_in_lines_once_it_has_news_and_keeps_its_comments() -> None:
    after = updated(BY_HAND, PATH, {"d": {"citations": 10}}, "2025-03-21")
    assert after.partition("  d:\n")[2] == (
        "    # read in the library\n"
        "    citations: {2025-03-01: 3, 2025-03-14: 9, 2025-03-21: 10}\n"
        "# The end\n"
    )


@pytest.mark.parametrize(
    ("day", "readings"),
    [
        ("2025-03-21", "2025-03-14: 9"),
        ("2025-03-22", "2025-03-14: 9, 2025-03-22: 9"),
    ],
)
def test_a_count_that_stands_still_is_written_after_a_week(day: str, readings: str) -> None:
    text = "papers:\n  a:\n    stars: {2025-03-14: 9}\n"
    after = updated(text, PATH, {"a": {"stars": 9}}, day)
    assert after == f"papers:\n  a:\n    stars: {{{readings}}}\n"


def test_the_second_day_of_a_plateau_moves() -> None:
    before = _readings(_2025_01_01=5, _2025_02_01=9, _2025_03_01=9)
    after = _readings(_2025_01_01=5, _2025_02_01=9, _2025_03_21=9)
    assert counted_on(before, "2025-03-21", 9) == after
    assert counted_on(after, "2025-03-25", 9) is after


def test_what_is_counted_twice_on_a_day_is_what_was_counted_last() -> None:
    before = _readings(_2025_03_01=3, _2025_03_14=9)
    assert counted_on(before, "2025-03-14", 8) == _readings(_2025_03_01=3, _2025_03_14=8)
    assert counted_on(before, "2025-03-14", 3) == _readings(_2025_03_01=3, _2025_03_14=3)


def test_old_readings_become_fewer() -> None:
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 29)]
    readings = tuple(Reading(day, count) for count, day in enumerate(days))
    kept = [reading.day for reading in thinned(readings, "2025-10-28")]
    assert kept[:5] == ["2025-01-01", "2025-01-28", "2025-02-28", "2025-03-28", "2025-04-28"]
    assert [day for day in kept if day.startswith("2025-06")] == [
        *("2025-06-01", "2025-06-08", "2025-06-15", "2025-06-22", "2025-06-28")
    ]
    assert [day for day in days if day >= "2025-09-28"] == [
        day for day in kept if day >= "2025-09-28"
    ]


def test_the_end_of_a_plateau_outlives_a_later_reading_of_its_week() -> None:
    readings = _readings(_2025_01_06=10, _2025_02_11=10, _2025_02_13=90, _2025_05_01=95)
    assert thinned(readings, "2025-05-01") == readings


def test_days_to_come_stay_and_are_told() -> None:
    text = "papers:\n  a:\n    stars: {2025-03-14: 9, 2099-03-14: 10}  # 2098-01-01\n"
    result = update(text, PATH, {"a": {"stars": 11}}, "2025-03-21")
    assert "{2025-03-14: 9, 2025-03-21: 11, 2099-03-14: 10}" in result.text
    [problem] = result.problems
    assert str(problem.location) == f"{PATH}:3:28"
    assert problem.rule == "future-day"
    assert "2099-03-14 is in the future" in problem.message


def test_counts_of_an_earlier_id_move_to_that_of_today_with_their_comments() -> None:
    text = (
        "papers:\n"
        "  # said to be new\n"
        "  before: {stars: {2025-03-01: 3, 2025-03-14: 5}}  # then\n"
        "  now:\n"
        "    stars: {2025-03-14: 7}\n"
    )
    result = update(text, PATH, {}, "2025-03-21", {"before": "now"})
    assert result.text == (
        "papers:\n  # said to be new\n  # then\n  now:\n    stars: {2025-03-01: 3, 2025-03-14: 7}\n"
    )
    assert result.changed == ("now",)


def test_what_is_counted_under_an_earlier_id_goes_to_that_of_today() -> None:
    text = "papers:\n  m:\n    stars: {2025-03-14: 5}\n  z:\n    stars: {2025-03-14: 1}\n"
    after = updated(text, PATH, {"z": {"stars": 2}}, "2025-03-21", {"z": "a"})
    assert after == (
        "papers:\n  a:\n    stars: {2025-03-14: 1, 2025-03-21: 2}\n"
        "  m:\n    stars: {2025-03-14: 5}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Mine\n",
        "papers:\n",
        "papers: {}  # none\n",
        "{}\n",
        "papers: {b: {}}\n",
        "papers:\n  b:\n",
        "own: field\n",
        "papers: {b: {stars: {2025-03-01: 3}}}\n",
        "---\npapers:\n      b: {stars: {2025-03-01: 3},\n upvotes: {2025-03-01: 1}}\n...\n",
        '{"papers": {"b": {"stars": {"2025-03-01": 3}}}}',
    ],
)
def test_every_way_to_write_the_file_takes_new_counts(text: str) -> None:
    before = read_metrics(text.encode(), PATH).papers
    after = updated(text, PATH, {"a": {"stars": 1}, "null": {"stars": 2}}, "2025-03-21")
    read = read_metrics(after.encode(), PATH).papers
    assert read["a"].kinds == {"stars": _readings(_2025_03_21=1)}
    assert read["null"].kinds == {"stars": _readings(_2025_03_21=2)}
    assert {key: read[key].kinds for key in before if before[key].kinds} == {
        key: found.kinds for key, found in before.items() if found.kinds
    }
    assert text.count("#") == after.count("#")


def test_papers_in_an_order_of_their_own_keep_it() -> None:
    text = "".join(f"  {key}:\n    stars: {{2025-03-14: 1}}\n" for key in ("m", "c", "x"))
    after = updated(f"papers:\n{text}", PATH, {"d": {"stars": 1}}, "2025-03-21")
    assert [line.strip(" :") for line in after.split("\n") if line.endswith(":")] == [
        *("papers", "d", "m", "c", "x")
    ]


def test_without_news_nothing_changes_at_all() -> None:
    text = "papers:\n    z: {stars: {2025-03-14: 9}} \n\n\n    a:  {upvotes:  {2025-03-14: 1}}"
    assert updated(text, PATH, {"z": {"stars": 9}}, "2025-03-20") == text
    assert updated(text, PATH, {}, "2025-03-20") == text
    assert updated("", PATH, {"a": {}}, "2025-03-20") == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("papers:\n  a: {stars: {2025-03: 1}}\n", "2025-03"),
        ("papers:\n  a: {likes: {2025-03-14: 1}}\n", "unknown kind"),
        ("papers:\n  a: {stars: {2025-03-14: -1}}\n", "-1"),
        ("papers: [\n", "not YAML"),
        ("papers:\n  a: {stars: {2025-03-14: 1}}\n  a: {}\n", "twice"),
        ("papers:\n  a: {}\r\n", "carriage return"),
        ("\ufeffpapers:\n", "byte order mark"),
        ("papers: &a {}\n", "anchor"),
        ("papers: {}\nbroken: \ud800\n", "UTF-8"),
    ],
)
def test_a_file_with_errors_is_refused(text: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        update(text, PATH, {"a": {"stars": 1}}, "2025-03-21")
    assert any(message in problem.message for problem in caught.value.problems)
    assert all(problem.location.path == PATH for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("counted", "day"),
    [
        ({"a": {"stars": -1}}, "2025-03-21"),
        ({"a": {"stars": 1_000_000_000}}, "2025-03-21"),
        ({"a": {"likes": 1}}, "2025-03-21"),
        ({"a": {"stars": 1}}, "2025-03"),
        ({"a": {"stars": 1}}, "20250321"),
    ],
)
def test_what_is_no_count_is_refused(counted: dict[str, dict[str, int]], day: str) -> None:
    with pytest.raises(ValueError, match=r"count|day|isoformat"):
        update("", PATH, counted, day)


def _counted_daily(papers: int) -> str:
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    pairs = ", ".join(f"{day}: {count}" for count, day in enumerate(days))
    return "papers:\n" + "".join(
        f"  p{n}:\n    stars: {{{pairs}}}  # of p{n}\n" for n in range(papers)
    )


@pytest.mark.parametrize("room", [20_000, 5_000, 3_000])
def test_a_file_that_would_be_too_large_is_thinned_out_harder_in_all_papers(room: int) -> None:
    text = _counted_daily(10)
    done = update(text, PATH, {"p3": {"stars": 999}}, "2025-12-29", room=room)
    assert len(done.text) <= room
    assert done.changed == tuple(f"p{n}" for n in range(10))
    assert [problem.rule for problem in done.problems] == ["size"]
    assert done.text.count("# of p") == 10
    read = read_metrics(done.text.encode(), PATH).papers
    assert read["p3"].kinds["stars"][-1] == Reading("2025-12-29", 999)
    again = update(done.text, PATH, {"p3": {"stars": 1000}}, "2025-12-30", room=room)
    assert again.changed == ("p3",)
    assert again.problems == ()


def test_a_file_that_no_thinning_makes_small_enough_is_refused() -> None:
    with pytest.raises(ContentError, match="would have more than 1,000 bytes"):
        update(_counted_daily(10), PATH, {"p3": {"stars": 999}}, "2025-12-29", room=1_000)
