"""Days, weeks and months as pages: their names, neighbours and calendar strips."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from papershelf.dates import (
    PartialDate,
    days_of_month,
    days_of_week,
    parse_date,
    week_iso,
    week_of,
    week_text,
)
from papershelf.plan.views import DayTab, Link, TermGroup, TermLink
from papershelf.relate import Relations
from papershelf.urls import site_path

KINDS = {"daily": "Days", "weekly": "Weeks", "monthly": "Months"}


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week or month with the papers that came on the shelf in it."""

    kind: str
    key: str
    title: str
    papers: Sequence[str]

    @property
    def url(self) -> str:
        """Its address."""
        return site_path(self.kind, self.key)

    @property
    def link(self) -> Link:
        """The link to it."""
        return Link(self.title, self.url)

    @property
    def year(self) -> str:
        """The year it is listed under."""
        return self.key[:4]


def periods_of(relations: Relations, kind: str) -> list[Period]:
    """The periods of one kind that have papers, oldest first."""
    groups = {"daily": relations.days, "weekly": relations.weeks, "monthly": relations.months}[kind]
    return [Period(kind, key, _title(kind, key), papers) for key, papers in groups.items()]


def _title(kind: str, key: str) -> str:
    if kind == "weekly":
        return week_text(int(key[:4]), int(key[6:]))
    return parse_date(key).text


def week_key(day: str) -> str:
    """The week of a day, as in addresses."""
    return week_iso(*week_of(parse_date(day)))


def days_in(period: Period) -> tuple[PartialDate, ...]:
    """The days of a week or month; of a day, those of its week."""
    if period.kind == "monthly":
        return days_of_month(int(period.key[:4]), int(period.key[5:]))
    key = week_key(period.key) if period.kind == "daily" else period.key
    try:
        return days_of_week(int(key[:4]), int(key[6:]))
    except ValueError:
        # The first and the last week reach beyond the years that a date may have.
        return ()


def day_tabs(
    days: Sequence[PartialDate], papers: Mapping[str, Sequence[str]], current: str = ""
) -> tuple[DayTab, ...]:
    """A calendar strip: which of the days brought papers."""
    return tuple(
        DayTab(
            label=str(day.day),
            title=day.text,
            url=site_path("daily", day.iso) if day.iso in papers else "",
            count=len(papers.get(day.iso, ())),
            current=day.iso == current,
        )
        for day in days
    )


def by_year(periods: Sequence[Period]) -> Iterator[TermGroup]:
    """Periods under their years, newest first."""
    years: dict[str, list[TermLink]] = {}
    for period in reversed(periods):
        label = period.title.removesuffix(period.year).rstrip(", ")
        term = TermLink(label, period.url, len(period.papers))
        years.setdefault(period.year, []).append(term)
    for year, terms in years.items():
        yield TermGroup(year, tuple(terms))
