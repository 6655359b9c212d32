"""What holds of the formula of what is trending, whatever is counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from papershelf.model import Metrics, Paper, Reading
from papershelf.trending import KINDS, Trend, trends_of
from tests.laws.settings import few

_FIRST = date(2024, 1, 1)
_Counts = dict[str, list[tuple[int, int]]]
"""Days from a first one and what was counted on each, by kind."""

counts = st.dictionaries(
    st.sampled_from(KINDS),
    st.lists(
        st.tuples(st.integers(0, 800), st.integers(0, 999_999_999)),
        min_size=1,
        max_size=6,
        unique_by=lambda reading: reading[0],
    ).map(sorted),
    min_size=1,
)
half_lives = st.integers(1, 3650)


def _trend(counted: _Counts, half_life: int, appeared: int = 0, shift: int = 0) -> Trend:
    def day(number: int) -> str:
        return (_FIRST + timedelta(days=number + shift)).isoformat()

    metrics = Metrics(
        **{
            kind: tuple(Reading(day(number), count) for number, count in readings)
            for kind, readings in counted.items()
        }
    )
    paper = Paper(id="a", title="A", date=day(appeared), year=2024)
    return trends_of({"a": paper}, {"a": metrics}, half_life)["a"]


@few(100)
@given(counts, half_lives, st.integers(0, 800), st.integers(-300_000, 300_000))
def test_a_shift_of_all_days_changes_nothing(
    counted: _Counts, half_life: int, appeared: int, shift: int
) -> None:
    one = _trend(counted, half_life, appeared)
    other = _trend(counted, half_life, appeared, shift)
    assert (one.score, one.kinds) == (other.score, other.kinds)


@few(100)
@given(counts, half_lives, st.data(), st.integers(1, 1_000_000))
def test_more_growth_never_lowers_a_score(
    counted: _Counts, half_life: int, data: st.DataObject, more: int
) -> None:
    kind = data.draw(st.sampled_from(sorted(counted)), label="kind")
    place = data.draw(st.integers(0, len(counted[kind]) - 1), label="from")
    grown = {
        **counted,
        kind: [
            (day, count + (more if at >= place else 0))
            for at, (day, count) in enumerate(counted[kind])
        ],
    }
    one, other = _trend(counted, half_life), _trend(grown, half_life)
    assert other.score >= one.score
    assert other.kinds[kind].gain >= one.kinds[kind].gain


@few(100)
@given(counts, half_lives)
def test_no_more_is_gained_than_there_is(counted: _Counts, half_life: int) -> None:
    trend = _trend(counted, half_life)
    assert trend.score >= 0
    for kind, growth in trend.kinds.items():
        rises = [count for _, count in counted[kind]]
        gained = sum(max(0, b - a) for a, b in zip([0, *rises], rises, strict=False))
        assert 0 <= growth.gain <= gained
        assert growth.total == rises[-1]


@few(100)
@given(counts, half_lives)
def test_a_reading_that_tells_nothing_new_changes_nothing(counted: _Counts, half_life: int) -> None:
    newest = max(readings[-1][0] for readings in counted.values())
    still = {
        kind: readings if readings[-1][0] == newest else [*readings, (newest, readings[-1][1])]
        for kind, readings in counted.items()
    }
    one, other = _trend(counted, half_life), _trend(still, half_life)
    assert (one.score, one.kinds) == (other.score, other.kinds)
