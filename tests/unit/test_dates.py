"""Dates: what is read, what is refused and why, weeks at the ends of years."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.dates import (
    PartialDate,
    days_of_month,
    days_of_week,
    parse_date,
    week_iso,
    week_of,
    week_text,
)

days = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 20))


@pytest.mark.parametrize(
    ("text", "date", "prose", "precision"),
    [
        ("2015", PartialDate(2015), "2015", "year"),
        ("2015-06", PartialDate(2015, 6), "June 2015", "month"),
        (" 2015-06-09 ", PartialDate(2015, 6, 9), "9 June 2015", "day"),
        ("2020-02-29", PartialDate(2020, 2, 29), "29 February 2020", "day"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(
    text: str, date: PartialDate, prose: str, precision: str
) -> None:
    assert parse_date(text) == date
    assert date.iso == text.strip()
    assert date.text == prose
    assert date.precision == precision


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the date is empty; write YYYY"),
        ("2020-02-30", "February 2020 has no day 30; write a day from 01 to 29"),
        ("2021-02-29", "February 2021 has no day 29; write a day from 01 to 28"),
        ("2015-00", "there is no month 00; write 2015 if the month is unknown"),
        ("2015-00-01", "there is no month 00"),
        ("2015-06-00", "there is no day 00; write 2015-06 if the day is unknown"),
        ("2015-13", "there is no month 13"),
        ("12015", '"12015" has 5 digits, a year has four'),
        ("15", '"15" has 2 digits, a year has four'),
        ("0999", "the year 999 is not between 1000 and 2999"),
        ("3000", "the year 3000 is not between 1000 and 2999"),
        ("2015/06/09", '"2015/06/09" is written with slashes; write 2015-06-09'),
        ("2015/6", '"2015/6" is written with slashes; write 2015-06'),
        ("09/06/2015", "write the year first"),
        ("2015-6-9", '"2015-6-9" is not a date; write 2015-06-09'),
        ("20150609", '"20150609" has 8 digits, a year has four; write 2015-06-09'),
        ("June 2015", '"June 2015" is not a date; write 2015-06'),
        ("9 June, 2015", "write 2015-06-09"),
        ("Jun 9 2015", "write 2015-06-09"),
        ("31 June 2015", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2015-06-09T12:00:00Z", "has a time of day; write 2015-06-09"),
        ("2o17", '"2o17" is not a date; write YYYY'),
        ("forthcoming", '"forthcoming" is not a date'),
        ("\u0662\u0660\u0661\u0665", "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason_and_a_remedy(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="write") as error:
        parse_date(text)
    assert reason in str(error.value)


@pytest.mark.parametrize("parts", [(2015, 13), (2015, 0, 3), (2015, 2, 30), (999,), (2015, -1)])
def test_no_impossible_date_can_be_made(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="write"):
        PartialDate(*parts)


def test_unknown_parts_come_first_in_order() -> None:
    dates = [PartialDate(2015, 1, 1), PartialDate(2015, 1), PartialDate(2015), PartialDate(2014, 9)]
    assert [date.iso for date in sorted(dates)] == ["2014-09", "2015", "2015-01", "2015-01-01"]


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = parse_date(text)
    except ValueError:
        with pytest.raises(ValueError, match="write"):
            parse_date(text)
    else:
        assert parse_date(date.iso) == date


@given(days)
def test_every_day_of_the_calendar_reads_back(day: datetime.date) -> None:
    date = PartialDate(day.year, day.month, day.day)
    assert parse_date(day.isoformat()) == date
    assert date.iso == day.isoformat()


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("2026-03-14", (2026, 11)),
        ("2020-12-31", (2020, 53)),
        ("2021-01-03", (2020, 53)),
        ("2021-01-04", (2021, 1)),
        ("2024-12-30", (2025, 1)),
        ("2027-01-01", (2026, 53)),
    ],
)
def test_weeks_at_the_ends_of_years_belong_to_the_year_of_their_thursday(
    text: str, week: tuple[int, int]
) -> None:
    assert week_of(parse_date(text)) == week


def test_a_month_is_in_no_single_week() -> None:
    with pytest.raises(ValueError, match="write the day too"):
        week_of(PartialDate(2026, 3))


def test_a_week_is_named_for_people_and_for_addresses() -> None:
    assert week_text(2026, 11) == "Week 11, 2026"
    assert week_iso(2026, 3) == "2026-W03"


@given(days)
@example(datetime.date(1000, 1, 1))
@example(datetime.date(2999, 12, 31))
def test_a_day_is_among_the_days_of_its_week_and_of_its_month(day: datetime.date) -> None:
    date = PartialDate(day.year, day.month, day.day)
    week = days_of_week(*week_of(date))
    monday = day - datetime.timedelta(days=day.weekday())
    inside = [monday + datetime.timedelta(days=n) for n in range(7)]
    assert len(week) == sum(1000 <= other.year <= 2999 for other in inside)
    assert date in week
    assert list(week) == sorted(week)
    assert date in days_of_month(day.year, day.month)


def test_a_year_without_a_week_53_has_none() -> None:
    with pytest.raises(ValueError, match="53"):
        days_of_week(2025, 53)


def test_months_have_their_lengths() -> None:
    assert len(days_of_month(2024, 2)) == 29
    assert len(days_of_month(2023, 2)) == 28
    with pytest.raises(ValueError, match="no month 13"):
        days_of_month(2023, 13)
