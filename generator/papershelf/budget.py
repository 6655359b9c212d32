"""What a site takes, against what its host or its settings allow, and what would make it less."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

from papershelf.config import Config
from papershelf.hosts import HOSTS
from papershelf.limits import Budget, Limit, Part
from papershelf.plan.own_files import CARD_FILE, MARKDOWN_FILE
from papershelf.plan.record_files import RECORDS as RECORDS_FOLDER

# No host has such a limit, but readers have: a phone takes seconds to lay out a page of a megabyte,
# and the next page of a list is a click away.
_PAGE_KILOBYTES: Final = 1_000.0
_KILOBYTE: Final = 1_000
_MEGABYTE: Final = 1_000_000

PAPERS, PEOPLE, LISTS = "pages of papers", "pages of people", "other pages"
SEARCH, THEME, STATIC, FEEDS, REST = "search", "theme", "static files", "feeds", "the rest"
EXPORTS, OWN_EXPORTS = "exports", "exports of each paper"
RECORDS = "papers for the basket"
MARKDOWN, CARDS = "Markdown of each paper", "pictures of each paper"

_LESS: Final[Mapping[str, tuple[str, str]]] = {
    PAPERS: ("related: false, citations: [bibtex]", ""),
    PEOPLE: ("author_pages_from: 3", "author_pages_from: 3"),
    LISTS: ("page_size: 200", "page_size: 200"),
    SEARCH: ("search: {boosts: {abstract: 0}}", ""),
    EXPORTS: ("exports: {lists: []}", "exports: {lists: []}"),
    RECORDS: ("exports: {formats: [bibtex]}", ""),
    OWN_EXPORTS: ("per_paper: {exports: false}", "per_paper: {exports: false}"),
    MARKDOWN: ("per_paper: {markdown: false}", "per_paper: {markdown: false}"),
    CARDS: ("per_paper: {cards: false}", "per_paper: {cards: false}"),
    FEEDS: ("feeds: {full_text: false}", "feeds: {authors_from: 100}"),
    STATIC: ("less in content/static", "fewer files in content/static"),
}
"""The settings that make a kind of files take fewer bytes, and those that make fewer files."""
_NO_WAY: Final = ("", "")
_PAGES: Final = frozenset({PAPERS, PEOPLE, LISTS})
_FOLDERS: Final[Mapping[str, str]] = {
    "search": SEARCH,
    "assets": THEME,
    RECORDS_FOLDER: RECORDS,
}
"""The kinds of files that have a folder of their own."""
_SMALLER: Final[Mapping[str, str]] = {
    LISTS: "page_size: 20",
    PEOPLE: "page_size: 20",
    EXPORTS: "exports: {formats: [bibtex]}",
}
"""What makes each file of a kind smaller, where that is not what makes less of all together."""


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
    if top in _FOLDERS:
        return _FOLDERS[top]
    if name == CARD_FILE:
        return CARDS
    if is_of_paper:
        return MARKDOWN if name == MARKDOWN_FILE else OWN_EXPORTS
    if name.startswith("feed"):
        return FEEDS
    return EXPORTS if name.startswith("papers") else REST
