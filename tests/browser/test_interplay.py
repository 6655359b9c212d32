"""Scripts beside what else happens on a page: fragments, panels, refusals, paper, held keys."""

from playwright.sync_api import expect

from tests.browser.conftest import MakePage
from tests.browser.search_page import FIRST, follow_fragment, titles_of

RESULTS = "[data-search-results] > li"


def test_a_fragment_leaves_the_results_as_they_are(address: str, open_page: MakePage) -> None:
    page = open_page(address + "search/?q=model")
    expect(page.locator(FIRST)).not_to_be_empty()
    page.get_by_role("button", name="Show more").click()
    expect(titles_of(page)).to_have_count(20)
    follow_fragment(page)
    expect(titles_of(page)).to_have_count(20)
    page.go_back()
    expect(titles_of(page)).to_have_count(20)
