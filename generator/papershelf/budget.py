"""What a site takes, against what its host or its settings allow, and what would make it less."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

from papershelf.config import Config
from papershelf.errors import ContentError, Location, Problem, Severity
from papershelf.hosts import HOSTS
from papershelf.plan.own_files import CARD_FILE, MARKDOWN_FILE

NEAR: Final = 0.8
"""The share of a limit from which on it is worth a word."""
# No host has such a limit, but readers have: a phone takes seconds to lay out a page of a megabyte,
# and the next page of a list is a click away.
_PAGE_KILOBYTES: Final = 1_000.0
_KILOBYTE: Final = 1_000
_MEGABYTE: Final = 1_000_000
_MOST_HINTS: Final = 3

PAPERS, PEOPLE, LISTS = "pages of papers", "pages of people", "other pages"
SEARCH, THEME, STATIC, FEEDS, REST = "search", "theme", "static files", "feeds", "the rest"
EXPORTS, OWN_EXPORTS = "exports", "exports of each paper"
MARKDOWN, CARDS = "Markdown of each paper", "pictures of each paper"

_LESS: Final[Mapping[str, tuple[str, str]]] = {
    PAPERS: ("related: false, citations: [bibtex]", ""),
    PEOPLE: ("author_pages_from: 3", "author_pages_from: 3"),
    LISTS: ("page_size: 200", "page_size: 200"),
    SEARCH: ("search: {boosts: {abstract: 0}}", ""),
    EXPORTS: ("exports: {lists: []}", "exports: {lists: []}"),
    OWN_EXPORTS: ("per_paper: {exports: false}", "per_paper: {exports: false}"),
    MARKDOWN: ("per_paper: {markdown: false}", "per_paper: {markdown: false}"),
    CARDS: ("per_paper: {cards: false}", "per_paper: {cards: false}"),
    FEEDS: ("feeds: {full_text: false}", "feeds: {authors_from: 5}"),
    STATIC: ("less in content/static", "fewer files in content/static"),
}
"""The settings that make a kind of files take fewer bytes, and those that make fewer files."""
_NO_WAY: Final = ("", "")
_PAGES: Final = frozenset({PAPERS, PEOPLE, LISTS})
_SMALLER_PAGES: Final = "page_size: 20"


class Limit(msgspec.Struct, frozen=True):
    """One thing that a site takes, and how much of it there may be."""

    name: str
    taken: int
    """Bytes, or a number of files."""
    allowed: int
    """Likewise; 0 where there is no limit."""
    is_bytes: bool
    by: str
    """Who says so: a host, or a setting."""
    setting: str
    """Which setting of site.yaml allows something else."""
    path: str = ""
    """Of the largest file or page, where that is what is told."""
    less: str = ""
    """What makes less of that, where it is not a sum of kinds of files."""

    @property
    def share(self) -> float:
        """How much of what is allowed is taken: more than 1 is too much."""
        return self.taken / self.allowed if self.allowed else 0.0


class Part(msgspec.Struct, frozen=True):
    """The files of one kind."""

    name: str
    files: int
    bytes: int
    less: str
    """The settings that make less of it; empty where there are none."""
    fewer: str
    """Those that make fewer files."""


class Budget(msgspec.Struct, frozen=True):
    """What a site takes: all of it against the limits, and by kinds of files, largest first."""

    limits: tuple[Limit, ...]
    parts: tuple[Part, ...]

    @property
    def is_near(self) -> bool:
        """Whether any limit is near, reached or passed."""
        return any(limit.share >= NEAR for limit in self.limits)

    @property
    def problems(self) -> list[Problem]:
        """A warning for each limit that is passed."""
        return [self._problem(limit) for limit in self.limits if limit.share > 1]

    def _problem(self, limit: Limit) -> Problem:
        taken, allowed = amount(limit.taken, limit), amount(limit.allowed, limit)
        of = f" ({limit.path})" if limit.path else ""
        return Problem(
            Location("content/site.yaml"),
            f"{limit.name}{of}: {taken}, more than the {allowed} of {limit.by}",
            self._hint(limit),
            Severity.WARNING,
        )

    def _hint(self, limit: Limit) -> str:
        less = limit.less
        if not less and not limit.path:
            ways = [
                (_of(part, limit), part.less if limit.is_bytes else part.fewer, part.name)
                for part in self.parts
            ]
            ways.sort(key=lambda way: -way[0])
            less = "; ".join(
                f"{setting} ({name}: {amount(number, limit)})"
                for number, setting, name in [way for way in ways if way[1]][:_MOST_HINTS]
            )
        other = f"allow more with {limit.setting}"
        return f"less with {less}; or {other}" if less else other


NO_BUDGET: Final = Budget((), ())
"""That of a site that was not weighed."""


class OverBudgetError(ContentError):
    """A site takes more than it may; the one that was there is kept."""

    def __init__(self, problems: Sequence[Problem], checked: int, budget: Budget) -> None:
        """`problems`: all of the content; `checked`: its entries."""
        super().__init__(problems, checked)
        self.budget = budget


def amount(number: int, limit: Limit) -> str:
    """A number of files, or of bytes in a unit that reads well."""
    if not limit.is_bytes:
        return f"{number:,}"
    if number < _MEGABYTE:
        return f"{number / _KILOBYTE:.{1 if number < 10 * _KILOBYTE else 0}f} kB"
    return f"{number / _MEGABYTE:,.{1 if number < 100 * _MEGABYTE else 0}f} MB"


def weigh(
    sizes: Iterable[tuple[str, int]],
    static: AbstractSet[str],
    config: Config,
    search_costs: Mapping[str, int],
) -> Budget:
    """What the files of a site take: their paths with their bytes.

    `static`: the paths of those from content/static. `search_costs`: the bytes of the search by
    what they are for.
    """
    numbers: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    folders: set[str] = set()
    largest = page = _Largest(0, "")
    for path, size in sizes:
        kind = _kind(path, static)
        numbers[kind] += 1
        weights[kind] += size
        folders.add(path.rpartition("/")[0])
        if size > largest.taken:
            largest = _Largest(size, path, _LESS.get(kind, _NO_WAY)[0])
        if size > page.taken and kind in _PAGES:
            page = _Largest(size, path, _SMALLER_PAGES if kind == LISTS else _LESS[kind][0])
    parts = tuple(
        Part(kind, numbers[kind], weight, *_LESS.get(kind, _NO_WAY))
        for kind, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    )
    count = numbers.total()
    if HOSTS[config.host].counts_folders:
        count += _with_parents(folders)
    limits = _limits(config, weights.total(), count, largest, page)
    if search_costs:
        allowed = round(config.search.budget * _MEGABYTE)
        limits.append(
            Limit(
                SEARCH,
                sum(search_costs.values()),
                allowed,
                is_bytes=True,
                by="search.budget",
                setting="search.budget",
                less=_LESS[SEARCH][0],
            )
        )
    return Budget(tuple(limits), parts)


class _Largest(msgspec.Struct, frozen=True):
    taken: int
    path: str
    less: str = ""


def _limits(
    config: Config, weight: int, count: int, largest: _Largest, page: _Largest
) -> list[Limit]:
    host, own = HOSTS[config.host], config.budget

    def limit(
        name: str,
        found: _Largest,
        setting: str,
        values: tuple[float | None, float | None],
        unit: int,
    ) -> Limit:
        said, usual = values
        return Limit(
            name,
            found.taken,
            round((usual or 0) * unit) if said is None else max(round(said * unit), 1),
            is_bytes=unit > 1,
            by=host.label if said is None else f"budget.{setting}",
            setting=f"budget.{setting}",
            path=found.path,
            less=found.less,
        )

    files = "files and folders" if host.counts_folders else "files"
    whole, number = _Largest(weight, ""), _Largest(count, "")
    # The limit of pages is ours, not the host's.
    kilobytes = _PAGE_KILOBYTES if own.page_kilobytes is None else own.page_kilobytes
    return [
        limit("the whole site", whole, "megabytes", (own.megabytes, host.megabytes), _MEGABYTE),
        limit(files, number, "files", (own.files, host.files), 1),
        limit(
            "the largest file",
            largest,
            "file_megabytes",
            (own.file_megabytes, host.file_megabytes),
            _MEGABYTE,
        ),
        limit("the largest page", page, "page_kilobytes", (kilobytes, None), _KILOBYTE),
    ]


def _of(part: Part, limit: Limit) -> int:
    return part.bytes if limit.is_bytes else part.files


def _with_parents(folders: set[str]) -> int:
    """How many folders there are, those that hold nothing but folders among them."""
    found: set[str] = {""}
    for folder in folders:
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return len(found) - 1


def _kind(path: str, static: AbstractSet[str]) -> str:
    if path in static:
        return STATIC
    top, _, inner = path.partition("/")
    name = path.rpartition("/")[2]
    if name.endswith(".html"):
        if top == "papers" and inner.count("/") == 1:
            return PAPERS
        return PEOPLE if top == "authors" else LISTS
    if top in {"search", "assets"}:
        return SEARCH if top == "search" else THEME
    if name == CARD_FILE:
        return CARDS
    if top == "papers" and inner.count("/") == 1:
        return MARKDOWN if name == MARKDOWN_FILE else OWN_EXPORTS
    if name.startswith("feed"):
        return FEEDS
    return EXPORTS if name.startswith("papers") else REST
