"""The parts of a page with a search, for the tests of it."""

from playwright.sync_api import Locator, Page

FIRST = "[data-result-title] >> nth=0"
"""The title of the first result."""


def box_of(page: Page) -> Locator:
    return page.locator("[data-search] input[name=q]")


def titles_of(page: Page) -> Locator:
    return page.locator("[data-result-title]")


def status_of(page: Page) -> Locator:
    return page.locator("[data-search-status]")


def value_of(page: Page, facet: str, label: str) -> Locator:
    """A value of a facet, as a row with its box and its count."""
    rows = page.locator(f"[data-facet={facet}] li")
    return rows.filter(has=page.get_by_text(label, exact=True))


def unfold(page: Page) -> None:
    """Unfold the facets, which unfold by themselves where there is room."""
    page.locator("[data-search-facets]").evaluate("(details) => { details.open = true }")


def count_of(row: Locator) -> int:
    return int(row.locator("[data-value-count]").inner_text())


def follow_fragment(page: Page) -> None:
    """Follow the link past the header of the page, and let what listens for that have its turn."""
    page.locator(".skip").press("Enter")
    page.wait_for_url("**#main")
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))")
