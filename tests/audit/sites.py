"""The two sites that are audited, built for the address that they are served at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from papershelf import build
from tests.support.node import ROOT
from tests.support.odd_shelf import ODD_PAPERS, odd_shelf
from tests.support.page_kinds import PageKind, page_kinds
from tests.support.server import serving

PREFIXES = {"demo": "/repo/", "odd": "/"}
"""The demo collection below a path, as GitHub Pages serves a repository, and the odd shelf."""

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
    """Build a site into a new folder and serve it."""
    shelf = ROOT if name == "demo" else odd_shelf(folder / "shelf")
    site = folder / "site"
    with serving(site, PREFIXES[name]) as address:
        build(shelf, site, base_url=address)
        odd = name == "odd"
        papers = [paper for paper in ODD_PAPERS if odd and paper not in _LIKE_OTHERS]
        pages = page_kinds(shelf, site, least=odd, papers=papers)
        yield Site(name, address, site, pages)
