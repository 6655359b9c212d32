"""What pages weigh on the way to a reader who has seen none of them before."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Request

from tests.audit.sites import Site
from tests.audit.visits import Visit, tab, visits

MOST_BYTES = 30_000
"""Of a page of a paper, with its look and scripts, packed."""
MOST_REQUESTS = 12
MOST_SCRIPT = 60_000
"""Bytes of all scripts of the theme together, packed."""

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

    @property
    def total(self) -> int:
        return sum(self.bytes.values())

    def add(self, request: Request) -> None:
        size = request.sizes()
        kind = _KINDS.get(request.resource_type, "other")
        self.bytes[kind] += size["responseBodySize"] + size["responseHeadersSize"]
        self.requests += 1


@pytest.fixture(scope="module")
def weights(demo: Site, browser: Browser) -> dict[str, Weight]:
    """The weight of the largest page of each kind."""
    with tab(browser, width=390) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        return {visit.kind.name: _weigh(visit) for visit in visits(page, demo)}


def _weigh(visit: Visit) -> Weight:
    visit.page.wait_for_load_state("networkidle")
    weight = Weight(visit.kind.path)
    for request in visit.heard.requests:
        weight.add(request)
    weight.elements = visit.page.evaluate("document.querySelectorAll('*').length")
    return weight


def test_a_paper_is_light(weights: dict[str, Weight]) -> None:
    papers = [weight for name, weight in weights.items() if name.startswith("paper ")]
    assert papers
    for weight in papers:
        assert weight.total <= MOST_BYTES, weight
        assert weight.requests <= MOST_REQUESTS, weight


def test_no_page_loads_a_font(weights: dict[str, Weight]) -> None:
    assert [name for name, weight in weights.items() if weight.bytes["fonts"]] == []


def test_all_scripts_together_are_small(demo: Site) -> None:
    scripts = sorted((demo.folder / "assets").rglob("*.js"))
    assert scripts
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in scripts) <= MOST_SCRIPT


def test_a_page_waits_for_one_style_sheet_and_one_tiny_script(demo: Site, browser: Browser) -> None:
    with tab(browser, width=390) as page:
        for visit in visits(page, demo):
            sheets, scripts = page.evaluate(
                """[[...document.querySelectorAll("link[rel~=stylesheet]")].map((it) => it.href),
                [...document.querySelectorAll("script:not([type=module],[async],[defer])")]
                  .map((it) => it.src)]"""
            )
            assert len(sheets) == 1, visit.kind
            assert [url.rpartition("/")[2] for url in scripts] == ["theme-early.js"], visit.kind
    [early] = (demo.folder / "assets").rglob("theme-early.js")
    assert early.stat().st_size < 1000


def test_weights_are_told(
    weights: dict[str, Weight], demo: Site, record_property: Callable[[str, object], None]
) -> None:
    columns = "".join(f"{column:>8}" for column in _COLUMNS)
    lines = [f"{'kind':24}{columns}{'total':>8}{'requests':>10}{'elements':>10}"]
    for name, weight in sorted(weights.items()):
        sizes = "".join(f"{size / 1000:8.1f}" for size in [*weight.bytes.values(), weight.total])
        lines.append(f"{name:24}{sizes}{weight.requests:10}{weight.elements:10}")
    record_property("What pages weigh, in kB, packed, nothing kept", "\n".join(lines))
    assert {kind.name for kind in demo.looked_at} == set(weights)
