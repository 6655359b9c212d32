"""axe-core finds nothing on pages whose parts have been opened, in the light and in the dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit.axe import faults, prepared
from tests.audit.sites import Site
from tests.audit.visits import SETTLED, Findings, tab


def _search_with_facets(page: Page, site: Site) -> None:
    page.goto(site.page("search search") + "?q=a+paper+of+models&sort=newest")
    expect(page.locator("[data-result-title]").first).not_to_be_empty()
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true })")
    page.locator("[data-facet]:visible input[type=checkbox]").first.check()
    expect(page.locator("[data-search-chips] >> visible=true").first).to_be_visible()


def _search_without_results(page: Page, site: Site) -> None:
    page.goto(site.page("search search") + "?q=xyzzyx")
    expect(page.locator("[data-search-status]")).not_to_be_empty()


def _search_at_home(page: Page, site: Site) -> None:
    page.goto(site.address)
    page.locator("[data-search] input[name=q]").fill("paper")
    expect(page.locator("[data-result-title]").first).not_to_be_empty()


def _list_refined(page: Page, site: Site) -> None:
    page.goto(site.page("papers papers"))
    page.locator("[data-list-refine]").click()
    expect(page.locator("[data-search=list]")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true })")
    page.locator("[data-facet=venue] input[type=checkbox]").first.check()
    # Below the unfolded facets; results are filled when they come into view.
    page.locator("[data-list-state=found] [data-search-results] > li").first.evaluate(
        "(it) => it.scrollIntoView()"
    )
    expect(page.locator("[data-list-state=found] [data-result-title]").first).to_be_visible()


def _display_panel(page: Page, site: Site) -> None:
    page.goto(site.page("papers papers"))
    page.locator("[data-opens=settings]").click()
    expect(page.locator(".panel")).to_be_visible()


def _keys(page: Page, site: Site) -> None:
    page.goto(site.page("papers papers"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def _everything_unfolded(name: str) -> Callable[[Page, Site], None]:
    def unfolded(page: Page, site: Site) -> None:
        page.goto(site.page(name))
        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true })")

    return unfolded


def _last_citation(page: Page, site: Site) -> None:
    page.goto(site.page("paper papers/*"))
    page.evaluate(SETTLED)
    page.locator("[data-cite] label").last.click()
    expect(page.locator("[data-cite] pre").last).to_be_visible()


def _within_a_collection(page: Page, site: Site) -> None:
    page.goto(site.page("collection collections/*"))
    page.locator(".card__title a[href*='#in=']").first.click()
    expect(page.locator("[data-trail]")).to_be_visible()


STATES = {
    "search with facets": _search_with_facets,
    "search without results": _search_without_results,
    "search at home": _search_at_home,
    "list refined": _list_refined,
    "list unfolded": _everything_unfolded("papers papers"),
    "display panel": _display_panel,
    "keys": _keys,
    "paper unfolded": _everything_unfolded("paper papers/*"),
    "paper with its last citation": _last_citation,
    "paper within a collection": _within_a_collection,
    "calendar unfolded": _everything_unfolded("period monthly/*"),
}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", sorted(STATES))
def test_no_opened_state_breaks_a_rule(
    state: str, width: int, themed: Site, browser: Browser
) -> None:
    findings = Findings()
    with tab(browser, width=width) as page:
        prepared(page)
        STATES[state](page, themed)
        page.evaluate(SETTLED)
        for fault in faults(page):
            findings.add(fault, state)
    assert not findings, f"\n{findings}"
