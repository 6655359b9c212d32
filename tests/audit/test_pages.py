"""Each page is opened once wide and once narrow, and looked at for all that may be wrong with it.

axe-core finds nothing, in the light and in the dark; nothing complains, asks another host, scrolls
sideways, covers the text or moves.
"""

import pytest
from playwright.sync_api import Browser, Page

from tests.audit.axe import faults, prepared
from tests.audit.sites import PREFIXES, Site
from tests.audit.visits import Findings, tab, visits

WIDTHS = {320: ((320, 256), (390, 844), (768, 1024)), 1280: ()}
"""Widths that pages are opened at, each with the narrow windows that they are seen in then.

320 × 256 pixels are what is left of 1280 × 1024 at a zoom of 400 %.
"""

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


@pytest.mark.parametrize("width", sorted(WIDTHS))
@pytest.mark.parametrize("name", sorted(PREFIXES, reverse=True))
def test_nothing_is_wrong_with_any_page(
    name: str, width: int, request: pytest.FixtureRequest, browser: Browser
) -> None:
    site: Site = request.getfixturevalue(name)
    findings = Findings()
    with tab(browser, width=width) as page:
        prepared(page)
        page.add_init_script(_SHIFTS)
        for visit in visits(page, site):
            where = visit.kind.path
            for _, moved in page.evaluate("window.shifts"):
                findings.add(f"moves: {moved}", where)
            for fault in faults(page):
                findings.add(fault, where)
            for size in WIDTHS[width]:
                _look_for_room(page, size, findings, where)
            for complaint in visit.heard.complaints:
                findings.add(complaint.replace(site.address, "/"), where)
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="light")
    assert not findings, f"\n{findings}"


def _look_for_room(page: Page, size: tuple[int, int], findings: Findings, where: str) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    for element in page.evaluate(_TOO_WIDE):
        findings.add(f"{element} is wider than {width} px", where)
    page.evaluate("scrollTo({ top: 600, behavior: 'instant' })")
    for element, share in page.evaluate(_COVERED):
        findings.add(f"{element} covers {share} % of a window of {height} px", where)
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
