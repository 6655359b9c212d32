"""No page complains, asks another host, scrolls sideways, jumps, or needs JavaScript to be read."""

import pytest
from playwright.sync_api import Browser, Page

from tests.audit.sites import Site
from tests.audit.visits import Findings, Scheme, tab, visits

_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const named = entry.sources.map(({ node }) => node?.parentElement ? describe(node) : "gone");
    window.shifts.push([entry.value, named.join(", ")]);
  }
}).observe({ type: "layout-shift", buffered: true });
const describe = (node) => {
  const element = node instanceof Element ? node : node.parentElement;
  return element.localName + (element.className ? "." + element.className : "");
};
"""

_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const clipped = (element) => {
    for (let it = element.parentElement; it; it = it.parentElement) {
      if (getComputedStyle(it).overflowX !== "visible") return true;
    }
    return false;
  };
  const named = (it) => it.localName + (it.className ? "." + it.getAttribute("class") : "");
  const wide = [...document.body.querySelectorAll("*")].filter((it) =>
    it.getBoundingClientRect().right > width + 0.5 && !clipped(it));
  return wide.length ? wide.slice(0, 3).map(named) : ["something"];
}"""


_COVERED = """() => {
  const all = [...document.body.querySelectorAll("*")];
  const stuck = all.filter((it) => ["fixed", "sticky"].includes(getComputedStyle(it).position));
  return stuck.map((it) => {
    const box = it.getBoundingClientRect();
    const seen = Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0));
    const pinned = getComputedStyle(it).position === "fixed" || Math.abs(box.top) < 40;
    return [it.className || it.localName, pinned ? Math.round(100 * seen / innerHeight) : 0];
  }).filter(([, share]) => share > 30);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_complains_or_asks_another_host(
    site: Site, scheme: Scheme, browser: Browser
) -> None:
    findings = Findings()
    with tab(browser, width=1280, color_scheme=scheme) as page:
        for visit in visits(page, site):
            for complaint in visit.heard.complaints:
                findings.add(complaint.replace(site.address, "/"), visit.kind.path)
    assert not findings, f"\n{findings}"


@pytest.mark.parametrize(("width", "height"), [(320, 256), (390, 844), (768, 1024)])
def test_no_page_scrolls_sideways_or_is_covered(
    site: Site, width: int, height: int, browser: Browser
) -> None:
    findings = Findings()
    with tab(browser, width=width, height=height) as page:
        for visit in visits(page, site):
            for element in page.evaluate(_TOO_WIDE):
                findings.add(f"{element} is wider than the window", visit.kind.path)
            page.mouse.wheel(0, 600)
            for element, share in page.evaluate(_COVERED):
                findings.add(f"{element} covers {share} % of the window", visit.kind.path)
    assert not findings, f"\n{findings}"


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_on_a_page_moves_while_it_loads(site: Site, width: int, browser: Browser) -> None:
    findings = Findings()
    with tab(browser, width=width, height=844) as page:
        page.add_init_script(_SHIFTS)
        for visit in visits(page, site):
            for _, moved in page.evaluate("window.shifts"):
                findings.add(f"moves: {moved}", visit.kind.path)
    assert not findings, f"\n{findings}"


def _text_of(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def test_a_paper_can_be_read_before_any_script(demo: Site, browser: Browser) -> None:
    with tab(browser, width=390, java_script_enabled=False) as page:
        page.goto(demo.address + "papers/vinyals-2015-pointer-networks/")
        text = _text_of(page)
        assert page.locator("h1").inner_text() == "Pointer Networks"
    for part in ("Oriol Vinyals", "Meire Fortunato", "positions in its own input", "PDF"):
        assert part in text
    # The curator's note, up to its formula.
    assert "attention weights are themselves the answer" in text


def test_an_abstract_can_be_read_before_any_script(odd: Site, browser: Browser) -> None:
    with tab(browser, width=390, java_script_enabled=False) as page:
        page.goto(odd.address + "papers/every-link/")
        assert "An abstract." in _text_of(page)
