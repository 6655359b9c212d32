"""Days, weeks, months and years as pages: which there are, and what they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from papershelf.dates import parse_date, week_iso, week_of
from papershelf.plan.views import Link
from papershelf.relate import Relations
from papershelf.urls import site_path
from papershelf.wording import Wording

KINDS: Final = ("daily", "weekly", "monthly", "yearly")


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week, month or year with the papers that came on the shelf in it."""

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


def groups_of(relations: Relations, kind: str) -> Mapping[str, Sequence[str]]:
    """The papers of each period of one kind that has any, oldest first."""
    return {
        "daily": relations.days,
        "weekly": relations.weeks,
        "monthly": relations.months,
        "yearly": relations.shelf_years,
    }[kind]


def periods_of(relations: Relations, kind: str, wording: Wording) -> list[Period]:
    """The periods of one kind that have papers, oldest first."""
    groups = groups_of(relations, kind)
    return [
        Period(kind, key, period_title(wording, kind, key), papers)
        for key, papers in groups.items()
    ]


def newest_period(relations: Relations, kind: str) -> str:
    """The address of the latest period of one kind; empty where there is none."""
    key = next(reversed([*groups_of(relations, kind)]), "")
    return key and site_path(kind, key)


def period_title(wording: Wording, kind: str, key: str) -> str:
    """What a period is called: "14 March 2025", "Week 11, 2025", "March 2025", "2025"."""
    if kind == "weekly":
        return wording.week(int(key[:4]), int(key[6:]))
    return wording.date(parse_date(key))


def period_link(relations: Relations, kind: str, key: str, wording: Wording) -> Link | None:
    """The link to a period, if it has papers."""
    if key not in groups_of(relations, kind):
        return None
    return Link(period_title(wording, kind, key), site_path(kind, key))


def week_key(day: str) -> str:
    """The week of a day, as in addresses."""
    return week_iso(*week_of(parse_date(day)))
