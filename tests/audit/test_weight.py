"""What pages weigh on the way to a reader who has seen none of them before."""

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from tests.audit.sites import Site
from tests.audit.visits import Visit, tab, visits

MOST_BYTES = 30_000
"""Of a page of a paper, with its look and scripts, packed."""
MOST_REQUESTS = 12
MOST_SCRIPT = 66_000
"""Bytes of all scripts of the theme together, packed."""

_WAITED_FOR = """[...document.querySelectorAll(
  "link[rel~=stylesheet], script[src]:not([type=module],[async],[defer])",
)].map((it) => (it.href ?? it.src).split("/").at(-1))"""
"""The files without which a page is not painted."""

_KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "image": "images"}
_KINDS |= {"font": "fonts"}
_COLUMNS = (*_KINDS.values(), "other")
"""`other` is the icon of the site, and what the search fetches."""


@dataclass
class Weight:
    """Bytes by the kind of file, and how many files and elements there are."""

    path: str
    bytes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COLUMNS, 0))
    requests: int = 0
    elements: int = 0
    waited_for: Sequence[str] = ()

    @property
    def total(self) -> int:
        return sum(self.bytes.values())

    def add(self, request: Request) -> None:
        size = request.sizes()
        kind = _KINDS.get(request.resource_type, "other")
        self.bytes[kind] += size["responseBodySize"] + size["responseHeadersSize"]
        self.requests += 1


@pytest.fixture(scope="module")
def weights(themed: Site, browser: Browser) -> dict[str, Weight]:
    """The weight of the largest page of each kind."""
    with tab(browser, width=390) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        return {visit.kind.name: _weigh(visit) for visit in visits(page, themed)}


def _weigh(visit: Visit) -> Weight:
    weight = Weight(visit.kind.path)
    for request in visit.heard.requests:
        weight.add(request)
    weight.elements = visit.page.evaluate("document.querySelectorAll('*').length")
    weight.waited_for = visit.page.evaluate(_WAITED_FOR)
    return weight


def test_every_paper_is_light(weights: dict[str, Weight], themed: Site) -> None:
    largest = weights["paper papers/*"]
    assert largest.requests <= MOST_REQUESTS, largest
    # All but the text is the same for each of them.
    shared = largest.total - _packed(themed.folder / largest.path / "index.html")
    papers = sorted((themed.folder / "papers").glob("*/index.html"))
    assert len(papers) > 40
    heavy = {page.parent.name: _packed(page) + shared for page in papers}
    assert {name: size for name, size in heavy.items() if size > MOST_BYTES} == {}


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def test_no_page_loads_a_font(weights: dict[str, Weight]) -> None:
    assert [name for name, weight in weights.items() if weight.bytes["fonts"]] == []


def test_all_scripts_together_are_small(demo: Site) -> None:
    scripts = sorted((demo.folder / "assets").rglob("*.js"))
    assert scripts
    assert sum(map(_packed, scripts)) <= MOST_SCRIPT


def test_a_page_waits_for_one_style_sheet_and_one_tiny_script(
    weights: dict[str, Weight], themed: Site
) -> None:
    # Looks that other pages fetch when they are wanted.
    more = {
        "basket basket": ["personal.css"],
        "display display": ["panels.css"],
        "home": ["home.css", "inbox.css", *(["front.css"] if themed.name == "journal" else [])],
        "map map": ["map.css"],
        "reading reading": ["personal.css"],
        "search search": ["search.css"],
        "stats stats": ["stats.css"],
        "subscribe subscribe": ["inbox.css"],
    }
    more |= {name: ["home.css"] for name in weights if name.startswith("period")}
    for name, weight in weights.items():
        assert weight.waited_for == ["theme-early.js", "style.css", *more.get(name, [])], name
    [early] = (themed.folder / "assets").rglob("theme-early.js")
    assert early.stat().st_size < 1000


def test_weights_are_told(
    weights: dict[str, Weight], themed: Site, record_property: Callable[[str, object], None]
) -> None:
    columns = "".join(f"{column:>8}" for column in _COLUMNS)
    lines = [f"{'kind':24}{columns}{'total':>8}{'requests':>10}{'elements':>10}"]
    for name, weight in sorted(weights.items()):
        sizes = "".join(f"{size / 1000:8.1f}" for size in [*weight.bytes.values(), weight.total])
        lines.append(f"{name:24}{sizes}{weight.requests:10}{weight.elements:10}")
    scripts = sum(map(_packed, (themed.folder / "assets").rglob("*.js")))
    lines.append(f"All scripts together: {scripts / 1000:.1f}")
    title = f"What pages of {themed.name} weigh, in kB, packed, nothing kept"
    record_property(title, "\n".join(lines))
    assert {kind.name for kind in themed.looked_at} == set(weights)
