"""The sites that are audited, each built once for all processes that serve it."""

import fcntl
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from papershelf import build
from tests.support.node import ROOT
from tests.support.odd_shelf import ODD_PAPERS, odd_shelf
from tests.support.page_kinds import PageKind, page_kinds
from tests.support.server import serving

PREFIXES = {"demo": "/repo/", "odd": "/", "journal": "/repo/", "odd_journal": "/"}
"""The demo collection below a path, as GitHub Pages serves a repository, and the odd shelf.

Each as it is, and in the theme `journal`.
"""
THEMES = ("demo", "journal")
"""The demo collection in every look."""

_LIKE_OTHERS = frozenset(
    ["namesake-two", "related-back", "superseded", "far-future", "day-known", "five-authors"]
)
"""Odd papers that matter for lists, with pages that have nothing odd."""


@dataclass(frozen=True)
class Site:
    """A built site that is served."""

    name: str
    address: str
    folder: Path
    pages: Sequence[PageKind]
    """A page of each kind."""

    @property
    def looked_at(self) -> list[PageKind]:
        """All but those that send the browser on to another page."""
        return [kind for kind in self.pages if kind.template != "redirect.html"]

    def page(self, name: str) -> str:
        """The address of the page of a kind: `home`, `paper papers/*`."""
        [path] = [kind.path for kind in self.pages if kind.name == name]
        return self.address + path


@contextmanager
def served_site(name: str, folder: Path) -> Iterator[Site]:
    """Serve a site from a folder; the first process that comes builds it there."""
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "pages.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            known.write_bytes(msgspec.json.encode(_built(name, folder), enc_hook=str))
    pages = msgspec.json.decode(
        known.read_bytes(), type=list[PageKind], dec_hook=lambda kind, value: kind(value)
    )
    with serving(folder / "site", PREFIXES[name]) as address:
        yield Site(name, address, folder / "site", pages)


def _built(name: str, folder: Path) -> list[PageKind]:
    odd = name.startswith("odd")
    shelf = folder / "shelf"
    if odd:
        # As many as fold and fill pages; more would be more of the same.
        odd_shelf(shelf, day=120, authors=400)
    elif name == "demo":
        shelf = ROOT
    else:
        shutil.copytree(ROOT / "content", shelf / "content")
    if name.endswith("journal"):
        with (shelf / "content/site.yaml").open("a", encoding="utf-8") as settings:
            settings.write("\ntheme: journal\n")
    site = folder / "site"
    # Each process serves at a port of its own, which nothing on a page but its own address names.
    build(
        shelf,
        site,
        base_url=f"http://127.0.0.1{PREFIXES[name]}",
        # As it is published, with its buttons, whose addresses are of a usual length.
        repository="https://github.com/an-organisation/a-shelf-of-papers",
    )
    papers = [paper for paper in ODD_PAPERS if odd and paper not in _LIKE_OTHERS]
    return page_kinds(shelf, site, least=odd, papers=papers)
