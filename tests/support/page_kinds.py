"""The kinds of pages of a built site: new templates and new addresses fall in by themselves."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from papershelf.content_files import find_files
from papershelf.loading import load_shelf
from papershelf.plan import Page
from papershelf.stages import plan_shelf
from papershelf.store import open_store
from papershelf.version import program_digest


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page with one page of it."""

    name: str
    """The template and the pattern of the address: `period daily/*`."""
    template: str
    """`period.html`."""
    path: str
    """The address from the root of the site: `daily/2024-03-01/`."""
    file: Path
    """The built page."""


def page_kinds(
    shelf: Path, site: Path, *, least: bool = False, papers: Iterable[str] = ()
) -> list[PageKind]:
    """A page of every kind on a site, the largest of each; `least`: also the smallest.

    `papers` are kinds of their own.
    """
    sizes: dict[str, list[tuple[int, str, Page]]] = {}
    by_path: dict[str, Page] = {}
    for page in _planned(shelf):
        by_path[page.path] = page
        size = (site / page.path).stat().st_size
        sizes.setdefault(_name(page), []).append((size, page.path, page))
    found: dict[str, PageKind] = {}
    for name, pages in sorted(sizes.items()):
        pages.sort(key=lambda item: item[:2])
        chosen = {name: pages[-1][2], f"{name} (least)": pages[0][2]}
        for label, page in chosen.items():
            # Later parts of a list are all alike.
            if label == name or (least and name.endswith("/*") and name.count("/") == 1):
                found.setdefault(page.path, _kind(label, page, site))
    for paper in papers:
        page = by_path[f"papers/{paper}/index.html"]
        found.setdefault(page.path, _kind(f"paper {paper}", page, site))
    return list(found.values())


def _planned(shelf: Path) -> Sequence[Page]:
    store = open_store(shelf, program_digest())
    loaded = load_shelf(shelf, store, find_files(shelf))
    return plan_shelf(shelf, loaded, drafts=False).pages


def _kind(name: str, page: Page, site: Path) -> PageKind:
    path = page.path.removesuffix("index.html")
    return PageKind(name, page.template, path, site / page.path)


_VALUE = re.compile(r"\d[\dW-]*")


def _name(page: Page) -> str:
    """The second part of an address is an id, later ones are if they are numbers or dates."""
    first, *parts = page.path.removesuffix("index.html").rstrip("/").split("/")
    shape = [
        "*" if place == 0 or _VALUE.fullmatch(part) else part for place, part in enumerate(parts)
    ]
    return f"{page.template.removesuffix('.html')} {'/'.join([first, *shape])}".strip()
