"""The map of a site for search engines: the addresses of its pages, and when they changed.

Dates are those of the content, never the clock's. Which pages there are is known when all of them
are planned, so nothing is counted before somebody asks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape
from itertools import islice

from papershelf.dates import first_day
from papershelf.model import Paper
from papershelf.output import Pending
from papershelf.plan.page import Page

SITEMAP_FILE = "sitemap.xml"
"""What search engines look for at the root of a site."""
MOST_ADDRESSES = 25_000
"""In one file: half of what is allowed, so that addresses of 2,000 characters stay below 50 MB."""
LONGEST_ADDRESS = 2_000

_PARTS = "sitemaps"
_PART = re.compile(rf"{_PARTS}/([1-9][0-9]{{0,5}})\.xml", re.ASCII)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="{}">\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SOURCE = "the sitemap"


@dataclass(frozen=True, slots=True)
class _Part:
    """Pages that are named in one file."""

    start: int
    stop: int
    """Places among all pages."""
    newest: str


class Sitemap:
    """Makes the sitemap of a site; one without an address has none, for whole addresses are due."""

    def __init__(
        self, base_url: str, papers: Mapping[str, Paper], pages: Callable[[], Iterable[Page]]
    ) -> None:
        """Take what a site has; `pages` is asked for all pages each time a file is made."""
        self._root = base_url
        self._papers = papers
        self._pages = pages
        self._dates: dict[str, str] = {}
        self._last: tuple[Sequence[str], str] = ((), "")

    @property
    def url(self) -> str:
        """Where it will be; empty for a site without an address."""
        return f"{self._root}{SITEMAP_FILE}" if self._root else ""

    def first(self) -> Iterator[Pending]:
        """The file that search engines look for: the whole map, or the index of its parts."""
        if self._root:
            yield _pending(SITEMAP_FILE, self._make_first)

    def parts(self) -> Iterator[Pending]:
        """The parts of a map that is too long for one file; plans all pages."""
        if self._root and len(self._parts) > 1:
            for number, part in enumerate(self._parts, 1):
                yield _pending(_part_path(number), partial(self._make, part))

    @cached_property
    def _parts(self) -> tuple[_Part, ...]:
        found: list[_Part] = []
        start = stop = count = 0
        newest = ""
        for place, _, date in self._named(0, None):
            if count == MOST_ADDRESSES:
                found.append(_Part(start, stop, newest))
                start, count, newest = stop, 0, ""
            stop, count, newest = place + 1, count + 1, max(newest, date)
        return (*found, _Part(start, stop, newest))

    def _make_first(self) -> bytes:
        if len(self._parts) == 1:
            return self._make(self._parts[0])
        places = (
            (f"{self._root}{_part_path(number)}", part.newest)
            for number, part in enumerate(self._parts, 1)
        )
        return _written("sitemapindex", "sitemap", places)

    def _make(self, part: _Part) -> bytes:
        named = self._named(part.start, part.stop)
        return _written("urlset", "url", ((address, date) for _, address, date in named))

    def _named(self, start: int, stop: int | None) -> Iterator[tuple[int, str, str]]:
        """The pages for search engines: place among all, address, and date or nothing."""
        for place, page in enumerate(islice(self._pages(), start, stop), start):
            address = f"{self._root}{page.url}"
            if page.is_mapped and len(address) <= LONGEST_ADDRESS:
                yield place, address, self._newest(page.dated_by)

    def _newest(self, papers: Sequence[str]) -> str:
        """The newest date of papers; the parts of a list, which come together, ask once."""
        last, date = self._last
        if papers is not last:
            date = max(map(self._date, papers), default="")
            self._last = (papers, date)
        return date

    def _date(self, paper_id: str) -> str:
        date = self._dates.get(paper_id)
        if date is None:
            date = self._dates[paper_id] = changed(self._papers[paper_id])
        return date


def is_part(path: str) -> bool:
    """Whether a file of that path could be a part of a sitemap."""
    return _PART.fullmatch(path) is not None


def changed(paper: Paper) -> str:
    """The newest day that an entry tells of, which may be a year to come; empty without any.

    Where only a month or a year is known, it is its first day: the paper did not change before.
    """
    dates = (paper.date, paper.added, *(version.date for version in paper.versions))
    return max(map(first_day, dates))


def _pending(path: str, make: Callable[[], bytes]) -> Pending:
    # To know whether it changed takes as long as making it.
    return Pending(path, lambda: None, make, _SOURCE)


def _part_path(number: int) -> str:
    return f"{_PARTS}/{number}.xml"


def _written(whole: str, each: str, places: Iterable[tuple[str, str]]) -> bytes:
    lines = [_HEAD.format(whole, _SPACE)]
    for address, date in places:
        changed_on = f"<lastmod>{date}</lastmod>" if date else ""
        lines.append(f"<{each}><loc>{escape(address, quote=False)}</loc>{changed_on}</{each}>\n")
    return "".join((*lines, f"</{whole}>\n")).encode()
