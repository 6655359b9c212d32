"""The main jobs without a mouse: every stop can be seen, and none is lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit.sites import Site
from tests.audit.visits import Findings, Scheme, tab, visits

MOST_STOPS = 30
"""How many stops of a page are looked at: lists repeat themselves."""

_FOCUSED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const seen = (it, part) => {
    const style = getComputedStyle(it, part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
      || style.boxShadow !== "none";
  };
  const rings = [focused, focused.parentElement, focused.parentElement?.parentElement];
  const reached = focused.closest("[data-reached]");
  const box = focused.getBoundingClientRect();
  return {
    name: focused.localName + (focused.className ? "." + focused.getAttribute("class") : ""),
    href: focused.getAttribute("href") ?? "",
    text: focused.textContent.trim(),
    ringed: rings.some((it) => it && seen(it)) || Boolean(reached && seen(reached, "::after")),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && box.width > 0,
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with tab(browser, width=1280, reduced_motion="reduce") as page:
        yield page


def _focused(page: Page) -> dict[str, Any]:
    """What has the focus: its name, address and text, whether it has a ring and is in view."""
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    assert found is not None, f"nothing has the focus on {page.url}"
    return found


def _tab_to(page: Page, address: str, most: int = 80) -> None:
    """Go on from stop to stop until one leads to an address that matches."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = _focused(page)
        if re.search(address, focused["href"]):
            assert focused["ringed"], focused
            assert focused["inside"], focused
            return
    raise AssertionError(f"no stop of {page.url} leads to {address}")


def test_the_first_stop_leads_past_the_header(demo: Site, page: Page) -> None:
    page.goto(demo.page("papers papers"))
    page.keyboard.press("Tab")
    first = _focused(page)
    assert first["href"].endswith("#main")
    assert first["ringed"]
    assert first["inside"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_every_stop_can_be_seen(themed: Site, width: int, scheme: Scheme, browser: Browser) -> None:
    findings = Findings()
    # Without motion, so that what is scrolled to is there at once.
    calm: dict[str, Any] = {"color_scheme": scheme, "reduced_motion": "reduce"}
    with tab(browser, width=width, height=700, **calm) as page:
        for visit in visits(page, themed):
            for _ in range(MOST_STOPS):
                page.keyboard.press("Tab")
                focused = page.evaluate(_FOCUSED)
                if focused is None:
                    # After the last stop the browser has the focus.
                    break
                for wrong in ("ringed", "inside"):
                    if not focused[wrong]:
                        findings.add(
                            f"{focused['name']} to {focused['href']!r} is not {wrong}",
                            visit.kind.path,
                        )
    assert not findings, f"\n{findings}"


def test_a_search_leads_to_a_paper_and_back(demo: Site, page: Page) -> None:
    page.goto(demo.address)
    _tab_into_search(page)
    page.keyboard.type("pointer networks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    first = page.locator("[data-result-link]").first
    expect(first).not_to_be_empty()
    _tab_to(page, "papers/vinyals-2015-pointer-networks/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/vinyals-2015-pointer-networks/")
    page.go_back()
    expect(page.locator("[data-search] input[name=q]")).to_have_value("pointer networks")
    expect(page.locator("[data-result-title]").first).to_have_text("Pointer Networks")


def _tab_into_search(page: Page) -> None:
    _tab_into(page, "input[name=q]")


def _tab_into(page: Page, selector: str, most: int = 60) -> None:
    """Go on from stop to stop until one is what the selector names."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(it) => document.activeElement.matches(it)", selector):
            focused = _focused(page)
            assert focused["ringed"], focused
            assert focused["inside"], focused
            return
    raise AssertionError(f"no stop of {page.url} is {selector}")


def test_a_list_leads_to_a_paper_and_on_to_its_collection(demo: Site, page: Page) -> None:
    page.goto(demo.page("collection collections/*"))
    _tab_to(page, r"papers/[^/]+/#in=")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*/#in=*")
    expect(page.locator("[data-trail]")).to_be_visible()
    first = page.url
    _tab_into(page, "[data-trail] [rel=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != first)
    expect(page.locator("[data-trail]")).to_be_visible()
    _tab_into(page, "[data-trail] [rel=prev]")
    page.keyboard.press("Enter")
    page.wait_for_url(first)
    _tab_to(page, r"collections/[^/]+/$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/collections/*/")
    assert page.locator("h1").is_visible()


def test_buttons_of_the_header_keep_the_focus(demo: Site, page: Page) -> None:
    page.goto(demo.page("papers papers"))
    buttons = page.locator("header button:not([type=submit]) >> visible=true")
    expect(buttons.first).to_be_visible()
    for button in buttons.all():
        button.focus()
        page.keyboard.press("Enter")
        _focused(page)
        page.keyboard.press("Escape")
        _focused(page)


def test_everything_that_unfolds_does_so_by_keyboard(demo: Site, page: Page) -> None:
    page.goto(demo.page("paper papers/*"))
    summaries = page.locator("main summary >> visible=true").element_handles()
    assert summaries
    for summary in summaries:
        summary.focus()
        page.keyboard.press("Enter")
        assert summary.evaluate("(it) => it.parentElement.open")
        _focused(page)


def test_a_citation_is_chosen_with_arrows_and_copied(demo: Site, browser: Browser) -> None:
    with tab(browser, width=1280, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(demo.address + "papers/vinyals-2015-pointer-networks/")
        _tab_into(page, "[data-cite] input")
        page.keyboard.press("ArrowRight")
        shown = page.locator("[data-cite] label:has(:checked) + pre")
        expect(page.locator("[data-cite] pre >> nth=1")).to_be_visible()
        _focused(page)
        _tab_into(page, "[data-copy]")
        page.keyboard.press("Enter")
        expect(page.locator("[data-cite] [role=status]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == shown.text_content()
        assert shown.text_content() != page.locator("[data-cite] pre").first.text_content()


def test_a_list_is_refined_and_shown_whole_again(demo: Site, page: Page) -> None:
    page.goto(demo.page("papers papers"))
    _tab_into(page, "[data-list-refine]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Search in this list")).to_be_focused()
    expect(page.locator("[data-facet=venue] li").first).to_be_visible()
    _tab_into(page, "[data-facet=venue] input[type=checkbox]")
    page.keyboard.press("Space")
    expect(page.locator("[data-list-state=found] [data-result-title]").first).to_be_visible()
    assert "venue=" in page.url
    _focused(page)
    _tab_into(page, ".search-chips__clear")
    page.keyboard.press("Enter")
    expect(page.locator("[data-list-static]")).to_be_visible()
    _focused(page)


def test_single_keys_walk_open_and_explain(demo: Site, page: Page) -> None:
    page.goto(demo.page("papers papers"))
    for key in "jjk":
        page.keyboard.press(key)
        focused = _focused(page)
        assert focused["ringed"], focused
        assert focused["inside"], focused
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert _focused(page) == focused
    page.keyboard.press("o")
    page.wait_for_url("**/papers/*/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('input[name=q]')")


def test_the_display_is_set_and_left(demo: Site, page: Page) -> None:
    page.goto(demo.page("papers papers"))
    _tab_into(page, "[data-opens=settings]")
    page.keyboard.press("Enter")
    expect(page.locator(".panel input:checked").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-opens=settings]')")
