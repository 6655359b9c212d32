"""Introductions of days, weeks and months: whose they are, and whether anything came then."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from papershelf.errors import Location, Problem, Severity
from papershelf.fields import shown
from papershelf.load import Entry
from papershelf.model import DigestPage, Paper
from papershelf.period_keys import PeriodKey, parse_key
from papershelf.schema import DigestPageForm


def digest_page(entry: Entry, form: DigestPageForm) -> DigestPage | Problem:
    """The introduction in a file, or why its name is that of no period."""
    name = PurePosixPath(entry.source.path).stem
    try:
        period = parse_key(name)
    except ValueError as error:
        message, hint = error.args
        return entry.source.problem(
            (1, 1), f"the file name {shown(name)} {message}", hint, rule="file-name"
        )
    return written_for(period, entry, form, entry.source.path)


def written_for(period: PeriodKey, entry: Entry, form: DigestPageForm, source: str) -> DigestPage:
    """An introduction of a period; relative links in it start at `source`."""
    return DigestPage(
        kind=period.kind,
        key=period.key,
        body=entry.body,
        title=form.title or "",
        curator=form.curator or "",
        date=form.date or "",
        source=source,
    )


def unseen_digests(digests: Mapping[str, DigestPage], papers: Iterable[Paper]) -> Iterator[Problem]:
    """Warnings about introductions of periods that no paper came in: the site has no such page."""
    if not digests:
        return
    days = sorted({paper.shelved for paper in papers if paper.shelved})
    for digest in digests.values():
        period = parse_key(digest.key)
        # A month on its own sorts before its days, and so does a year: two such may lie between.
        first = period.key if period.kind == "monthly" else period.first
        place = bisect_left(days, first)
        is_shown = any(
            day <= period.last and (period.kind == "monthly" or len(day) == len(period.last))
            for day in days[place : place + 3]
        )
        if not is_shown:
            yield Problem(
                Location(digest.source, 1, 1),
                f"no paper came on the shelf in the period {digest.key}",
                "no page of the site shows this text; is the name of the file right?",
                Severity.WARNING,
                rule="empty-period",
            )
