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


def test_keys_shown_from_the_settings_give_the_focus_back_to_their_button(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    settings = page.get_by_role("button", name="Display settings")
    settings.press("Enter")
    page.get_by_role("button", name="Show them").press("Enter")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(settings).to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(settings).not_to_be_focused()
