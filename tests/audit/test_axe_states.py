"""axe-core finds nothing on pages whose parts have been opened."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audit.axe import prepared, violations
from tests.audit.sites import Site
from tests.audit.visits import SETTLED, Findings, Scheme, tab


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


def _everything_unfolded(name: str) -> Callable[[Page, Site], None]:
    def unfolded(page: Page, site: Site) -> None:
        page.goto(site.page(name))
        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true })")

    return unfolded


def _tabs_and_buttons(page: Page, site: Site) -> None:
    """The page of a paper with the last tab of each list of tabs chosen."""
    page.goto(site.page("paper papers/*"))
    page.evaluate(SETTLED)
    page.evaluate(
        "document.querySelectorAll('main [role=tablist]').forEach((tabs) => "
        "[...tabs.querySelectorAll('[role=tab]')].at(-1)?.click())"
    )


STATES = {
    "search with facets": _search_with_facets,
    "search without results": _search_without_results,
    "search at home": _search_at_home,
    "paper unfolded": _everything_unfolded("paper papers/*"),
    "list unfolded": _everything_unfolded("papers papers"),
    "paper with its last tabs": _tabs_and_buttons,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", sorted(STATES))
def test_no_opened_state_breaks_a_rule(
    state: str, width: int, scheme: Scheme, demo: Site, browser: Browser
) -> None:
    findings = Findings()
    with tab(browser, width=width, color_scheme=scheme) as page:
        prepared(page)
        STATES[state](page, demo)
        page.evaluate(SETTLED)
        for rule, elements in violations(page):
            for element in elements:
                findings.add(f"{rule}: {element}", state)
    assert not findings, f"\n{findings}"
