"""What a site takes, against what its host or its settings allow, and what would make it less."""

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
    FEEDS: ("feeds: {full_text: false}", "feeds: {authors_from: 100}"),
    STATIC: ("less in content/static", "fewer files in content/static"),
}
"""The settings that make a kind of files take fewer bytes, and those that make fewer files."""
_NO_WAY: Final = ("", "")
_PAGES: Final = frozenset({PAPERS, PEOPLE, LISTS})
_SMALLER: Final[Mapping[str, str]] = {
    LISTS: "page_size: 20",
    PEOPLE: "page_size: 20",
    EXPORTS: "exports: {formats: [bibtex]}",
}
"""What makes each file of a kind smaller, where that is not what makes less of all together."""


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
        """`problems`: a limit that is passed each; `checked`: the entries of the shelf."""
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
    taken: dict[str, list[int]] = {}
    largest: dict[str, tuple[int, str]] = {}
    paths: list[str] = []
    for path, size in sizes:
        kind = _kind(path, static)
        of_kind = taken.setdefault(kind, [0, 0])
        of_kind[0] += 1
        of_kind[1] += size
        if size > largest.get(kind, _NOTHING)[0]:
            largest[kind] = (size, path)
        paths.append(path)
    parts = [
        Part(kind, files, weight, *_LESS.get(kind, _NO_WAY))
        for kind, (files, weight) in taken.items()
    ]
    parts.sort(key=lambda part: (-part.bytes, part.name))
    count = len(paths) + (_folders(paths) if HOSTS[config.host].counts_folders else 0)
    weight = sum(part.bytes for part in parts)
    found = [_Largest(*largest[kind], kind) for kind in largest]
    limits = _limits(config, weight, count, found)
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
    return Budget(tuple(limits), tuple(parts))


_NOTHING: Final = (0, "")


class _Largest(msgspec.Struct, frozen=True, order=True):
    taken: int = 0
    path: str = ""
    kind: str = ""


def _limits(config: Config, weight: int, count: int, largest: list[_Largest]) -> list[Limit]:
    host, own = HOSTS[config.host], config.budget
    file = max(largest, default=_Largest())
    page = max((one for one in largest if one.kind in _PAGES), default=_Largest())

    def limit(
        name: str,
        found: _Largest,
        setting: str,
        values: tuple[float | None, float | None],
        unit: int,
        less: str = "",
    ) -> Limit:
        said, usual = values
        return Limit(
            name,
            found.taken,
            round((usual or 0) * unit) if said is None else round(said * unit),
            is_bytes=unit > 1,
            by=host.label if said is None else f"budget.{setting}",
            setting=f"budget.{setting}",
            path=found.path,
            less=less,
        )

    files = "files and folders" if host.counts_folders else "files"
    whole, number = _Largest(weight), _Largest(count)
    # The limit of pages is ours, not the host's.
    kilobytes = _PAGE_KILOBYTES if own.page_kilobytes is None else own.page_kilobytes
    return [
        limit("the whole site", whole, "megabytes", (own.megabytes, host.megabytes), _MEGABYTE),
        limit(files, number, "files", (own.files, host.files), 1),
        limit(
            "the largest file",
            file,
            "file_megabytes",
            (own.file_megabytes, host.file_megabytes),
            _MEGABYTE,
            _smaller(file.kind),
        ),
        limit(
            "the largest page",
            page,
            "page_kilobytes",
            (kilobytes, None),
            _KILOBYTE,
            _smaller(page.kind),
        ),
    ]


def _smaller(kind: str) -> str:
    return _SMALLER.get(kind) or _LESS.get(kind, _NO_WAY)[0]


def _of(part: Part, limit: Limit) -> int:
    return part.bytes if limit.is_bytes else part.files


def _folders(paths: Iterable[str]) -> int:
    """How many folders there are, those that hold nothing but folders among them."""
    found: set[str] = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return len(found) - 1


def _kind(path: str, static: AbstractSet[str]) -> str:
    if path in static:
        return STATIC
    folders = path.split("/")
    top, name = folders[0], folders[-1]
    is_of_paper = top == "papers" and len(folders) == 3
    if name.endswith(".html"):
        return PAPERS if is_of_paper else PEOPLE if top == "authors" else LISTS
    if top in {"search", "assets"}:
        return SEARCH if top == "search" else THEME
    if name == CARD_FILE:
        return CARDS
    if is_of_paper:
        return MARKDOWN if name == MARKDOWN_FILE else OWN_EXPORTS
    if name.startswith("feed"):
        return FEEDS
    return EXPORTS if name.startswith("papers") else REST
