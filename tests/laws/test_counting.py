"""What holds of new counts in metrics.yaml, whatever it held and whatever is counted."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from papershelf.counting import counted_on, thinned, update
from papershelf.counting.series import ALL_FOR, TIGHT, Spans, tightened
from papershelf.formatting.files import format_text
from papershelf.metrics import KINDS
from papershelf.model import Metrics, Paper, Reading
from papershelf.readings import FAR_OFF, newest_day, readings_until
from papershelf.trending import by_trend, decayed_growth, trends_of
from papershelf.validate import read_metrics
from tests.laws.settings import few

PATH = "content/metrics.yaml"
_FIRST = date(2024, 1, 1)


def _day(number: int) -> str:
    return (_FIRST + timedelta(days=number)).isoformat()


def _number(day: str) -> int:
    return (date.fromisoformat(day) - _FIRST).days


_days = st.integers(0, 900)
_counts = st.one_of(st.integers(0, 4), st.integers(0, 999_999_999))
series = st.dictionaries(_days, _counts, min_size=1, max_size=60).map(
    lambda found: tuple(Reading(_day(number), found[number]) for number in sorted(found))
)
rising = st.dictionaries(_days, st.integers(0, 50), min_size=1, max_size=60).map(
    lambda found: tuple(
        Reading(_day(number), sum(found[before] for before in found if before <= number))
        for number in sorted(found)
    )
)
_ids = st.sampled_from(["a", "b-2", "c.d", "null", "2024", "zz"])
_written = st.dictionaries(
    _ids, st.dictionaries(st.sampled_from(sorted(KINDS)), series, min_size=1), max_size=4
)
_counted = st.dictionaries(
    _ids, st.dictionaries(st.sampled_from(sorted(KINDS)), _counts, min_size=1), max_size=4
)


def _text(papers: dict[str, dict[str, tuple[Reading, ...]]], data: st.DataObject) -> str:
    """A file as curators write it: in lines or braces, with comments."""
    lines = [*data.draw(st.sampled_from([[], ["# By hand", ""]])), "papers:"]
    for paper, kinds in papers.items():
        lines += data.draw(st.sampled_from([[], ["  # about it"], ["", "  # more"]]))
        lines.append(f'  "{paper}":')
        for kind, readings in kinds.items():
            pairs = [f"{reading.day}: {reading.count}" for reading in readings]
            shape = data.draw(st.sampled_from("lbc"))
            if shape == "b":
                lines += [f"    {kind}:", *(f"      {pair}" for pair in pairs)]
            else:
                comment = "  # so it is" if shape == "c" else ""
                lines.append(f"    {kind}: {{{', '.join(pairs)}}}{comment}")
    return "\n".join(lines) + "\n"


@few(200)
@given(series, _days)
def test_thinning_keeps_the_ends_and_the_order_and_does_no_more_the_second_time(
    readings: tuple[Reading, ...], after: int
) -> None:
    today = _day(_number(readings[-1].day) + after)
    kept = thinned(readings, today)
    assert (kept[0], kept[-1]) == (readings[0], readings[-1])
    assert set(kept) <= set(readings)
    assert all(one.day < other.day for one, other in pairwise(kept))
    assert thinned(kept, today) == kept


@few(200)
@given(series, _days, st.sampled_from(TIGHT))
def test_thinning_harder_keeps_the_ends_the_last_week_and_what_is_to_come_and_each_year(
    readings: tuple[Reading, ...], number: int, spans: Spans
) -> None:
    today = _day(number)
    kept = tightened(readings, today, spans)
    past = [reading for reading in readings if reading.day <= today]
    assert set(kept) <= set(readings)
    assert all(one.day < other.day for one, other in pairwise(kept))
    assert {reading for reading in readings if reading.day > today} <= set(kept)
    if past:
        assert {past[0], past[-1]} <= set(kept)
    for reading, after in pairwise(past):
        if number - _number(reading.day) <= 7 or reading.day[:4] != after.day[:4]:
            assert [one for one in kept if one.day <= reading.day][-1].count == reading.count
    assert tightened(kept, today, spans) == kept


@few(200)
@given(series)
def test_of_what_is_thinned_as_hard_as_can_be_a_few_of_each_year_are_left(
    readings: tuple[Reading, ...],
) -> None:
    for spans in TIGHT:
        readings = tightened(readings, readings[-1].day, spans)
    years = {reading.day[:4] for reading in readings}
    # Of a count that stands still the first day of a span stays as well as its last.
    assert len(readings) <= 8 + 2 * len(years) + 1


@few(200)
@given(series, st.integers(0, 40))
def test_thinning_keeps_what_the_last_days_gained(
    readings: tuple[Reading, ...], after: int
) -> None:
    now = _number(readings[-1].day) + after
    kept = dict.fromkeys(thinned(readings, _day(now)))
    left_out = [reading for reading in readings if reading not in kept]
    young = [reading for reading in left_out if now - _number(reading.day) <= ALL_FOR]
    for reading in young:
        at = readings.index(reading)
        assert readings[at - 1].count == reading.count == readings[at + 1].count


@few(200)
@given(rising, st.integers(1, 365))
def test_thinning_changes_growth_by_no_more_than_a_few_days_of_decay(
    readings: tuple[Reading, ...], half_life: int
) -> None:
    now = _number(readings[-1].day)
    kept = thinned(readings, _day(now))
    full, thin = (
        [(_number(reading.day) - now, reading.count) for reading in each]
        for each in (readings, kept)
    )
    # Where nothing is lost, what a segment gained counts no less than at its start and no more
    # than at its end, whether it was gained evenly or not.
    least = sum((b - a) * 2 ** (start / half_life) for (start, a), (_, b) in pairwise(thin))
    most = sum((b - a) * 2 ** (end / half_life) for (_, a), (end, b) in pairwise(thin))
    for points in (full, thin):
        assert least - 1e-6 <= decayed_growth(points, half_life) <= most + 1e-6
    before = sum(max(0, b - a) for (_, a), (end, b) in pairwise(full) if end < -ALL_FOR)
    first_kept = next((b - a for (_, a), (end, b) in pairwise(thin) if end >= -ALL_FOR), 0)
    bound = (before + first_kept) * 2 ** (-ALL_FOR / half_life)
    difference = abs(decayed_growth(full, half_life) - decayed_growth(thin, half_life))
    assert difference <= bound + 1e-6


@few(200)
@given(series, _days, _counts)
def test_a_count_is_the_latest_one_until_the_day_and_nothing_later_moves(
    readings: tuple[Reading, ...], number: int, count: int
) -> None:
    day = _day(number)
    after = counted_on(readings, day, count)
    past = [reading for reading in after if reading.day <= day]
    assert past[-1].count == count
    later = [reading for reading in readings if reading.day > day]
    assert [reading for reading in after if reading.day > day] == later
    assert counted_on(after, day, count) == after


@few(150)
@given(_written, _counted, _days, st.data())
def test_an_update_says_what_was_counted_and_leaves_the_rest(
    papers: dict[str, dict[str, tuple[Reading, ...]]],
    counted: dict[str, dict[str, int]],
    number: int,
    data: st.DataObject,
) -> None:
    text = _text(papers, data)
    day = _day(number)
    result = update(text, PATH, counted, day)
    read = read_metrics(result.text.encode(), PATH)
    assert read.problems == []
    meant = {paper: dict(kinds) for paper, kinds in papers.items()}
    for paper, kinds in counted.items():
        for kind, count in kinds.items():
            before = meant.setdefault(paper, {}).get(kind, ())
            meant[paper][kind] = counted_on(before, day, count)
    assert {paper: found.kinds for paper, found in read.papers.items()} == meant
    assert update(result.text, PATH, counted, day).text == result.text
    assert _comments(result.text) == _comments(text)


@few(100)
@given(_written, _counted, _days, st.data())
def test_what_fmt_has_written_it_leaves_as_it_is_after_an_update(
    papers: dict[str, dict[str, tuple[Reading, ...]]],
    counted: dict[str, dict[str, int]],
    number: int,
    data: st.DataObject,
) -> None:
    text = format_text(_text(papers, data), PATH)
    assert isinstance(text, str)
    result = update(text, PATH, counted, _day(number)).text
    assert format_text(result, PATH) == result


def _comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2] for line in text.split("\n") if "#" in line)


_shelves = st.dictionaries(
    st.sampled_from("abcdef"),
    st.dictionaries(st.sampled_from(["upvotes", "stars"]), series, min_size=1),
    min_size=2,
)


def _metrics(shelf: dict[str, dict[str, tuple[Reading, ...]]]) -> dict[str, Metrics]:
    return {paper: Metrics(**kinds) for paper, kinds in shelf.items()}


@few(200)
@given(
    _shelves,
    st.sampled_from("abcdefg"),
    st.integers(FAR_OFF + 1, 100_000),
    _counts,
    st.integers(1, 3650),
)
def test_one_reading_of_a_far_future_reorders_no_other_papers(
    shelf: dict[str, dict[str, tuple[Reading, ...]]],
    paper: str,
    after: int,
    count: int,
    half_life: int,
) -> None:
    last = max(readings[-1].day for kinds in shelf.values() for readings in kinds.values())
    reading = Reading(_day(_number(last) + after), count)
    kinds = shelf.get(paper, {})
    odd = {**shelf, paper: {**kinds, "stars": (*kinds.get("stars", ()), reading)}}
    papers = {key: Paper(id=key, title=key, date="2023", year=2023) for key in "abcdefg"}
    one, other = (trends_of(papers, _metrics(each), half_life) for each in (shelf, odd))
    assert one == other
    assert by_trend("abcdefg", papers, one) == by_trend("abcdefg", papers, other)


@few(200)
@given(series, st.lists(st.integers(1, FAR_OFF), min_size=1, max_size=5), st.booleans())
def test_counts_without_a_pause_of_years_are_all_believed(
    readings: tuple[Reading, ...], pauses: list[int], are_of_one: bool
) -> None:
    last = _number(readings[-1].day)
    for pause in pauses:
        last += pause
        readings = (*readings, Reading(_day(last), 1))
    alone = [[(reading,)] for reading in readings]
    assert newest_day([[readings]] if are_of_one else alone) == _day(last)


@few(100)
@given(_shelves, st.integers(0, 100_000), st.integers(0, FAR_OFF))
def test_a_count_is_believed_if_a_paper_came_in_the_years_before(
    shelf: dict[str, dict[str, tuple[Reading, ...]]], came: int, after: int
) -> None:
    later = (Reading(_day(1000 + came + after), 1),)
    papers = [*(tuple(kinds.values()) for kinds in shelf.values()), (later,)]
    assert newest_day(papers, _day(1000 + came)) == later[0].day


@few(100)
@given(_shelves)
def test_a_day_on_which_two_papers_were_counted_last_is_believed(
    shelf: dict[str, dict[str, tuple[Reading, ...]]],
) -> None:
    last = max(readings[-1].day for kinds in shelf.values() for readings in kinds.values())
    later: tuple[Reading, ...] = (Reading(_day(_number(last) + 5000), 1),)
    both = {**shelf, "x": {"stars": later}, "y": {"stars": later}}
    found = newest_day([tuple(kinds.values()) for kinds in both.values()])
    assert found == later[0].day


@few(100)
@given(_shelves, _days)
def test_readings_until_a_day_are_those_that_were_there_then(
    shelf: dict[str, dict[str, tuple[Reading, ...]]], number: int
) -> None:
    day = _day(number)
    for metrics in _metrics(shelf).values():
        found = readings_until(metrics, day)
        assert readings_until(found, day) == found
        for kind in Metrics.__struct_fields__:
            before = getattr(metrics, kind)
            assert getattr(found, kind) == tuple(r for r in before if r.day <= day)


@few(100)
@given(st.permutations("abcdefgh"), st.sets(st.sampled_from("abcdefgh")))
def test_renamed_papers_come_in_order_among_those_that_keep_their_places(
    order: list[str], renamed: set[str]
) -> None:
    text = "papers:\n" + "".join(f"  {key}:\n    stars: {{2025-01-01: 1}}\n" for key in order)
    # The first of them comes last.
    aliases = {key: f"{chr(ord('a') + ord('h') - ord(key))}-new" for key in renamed}
    after = update(text, PATH, {}, "2025-03-21", aliases).text
    ids = list(read_metrics(after.encode(), PATH).papers)
    kept = [key for key in order if key not in renamed]
    assert [key for key in ids if key in kept] == kept
    assert [key for key in ids if key not in kept] == sorted(aliases.values())
    assert update(after, PATH, {}, "2025-03-21", aliases).text == after
    if kept == sorted(kept):
        assert ids == sorted(ids)
