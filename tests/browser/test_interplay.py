"""Scripts beside what else happens on a page: fragments, panels, refusals, paper, held keys."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, Watched
from tests.browser.search_page import FIRST, box_of, follow_fragment, titles_of

RESULTS = "[data-search-results] > li"


def test_a_fragment_leaves_the_results_as_they_are(address: str, open_page: MakePage) -> None:
    page = open_page(address + "search/?q=model")
    expect(page.locator(FIRST)).not_to_be_empty()
    # Cards that come meanwhile push the button away from under a pointer.
    page.get_by_role("button", name="Show more").press("Enter")
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


REFUSED = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"


def _follow_sign(page: Page) -> None:
    with page.expect_request("**/display/"):
        page.get_by_role("link", name="Link to the section").first.press("Enter")
    page.wait_for_url("**#*")
    page.wait_for_load_state("networkidle")


def test_a_link_that_cannot_be_copied_is_followed_in_silence(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    page.add_init_script(REFUSED)
    watched = Watched(page)
    page.goto(address + "docs/entries/")
    _follow_sign(page)
    expect(page.locator("[data-toast]")).to_have_count(0)
    assert watched.complaints == []


def test_a_link_is_copied_where_the_words_cannot_be_had(address: str, open_page: MakePage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/display/", lambda route: route.abort())
    page.goto(address + "docs/entries/")
    _follow_sign(page)
    expect(page.locator("[data-toast]")).to_have_count(0)
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert errors == []


def test_results_come_for_the_printer_and_blanks_are_left_out(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "search/?q=model", height=300)
    expect(page.locator(FIRST)).not_to_be_empty()
    blanks = page.locator(f"{RESULTS}:not([data-filled])")
    assert blanks.count() > 0
    page.emulate_media(media="print")
    assert blanks.locator("visible=true").count() == 0
    assert (
        page.evaluate(f"document.querySelector('{RESULTS}:not([data-filled])').offsetHeight") == 0
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(blanks).to_have_count(0)
    expect(titles_of(page).last).not_to_be_empty()


def _hold_j(page: Page, then: str = "") -> None:
    """Press the key eight times before any card can come."""
    page.evaluate(
        "for (let at = 0; at < 8; at += 1) document.body.dispatchEvent("
        f"new KeyboardEvent('keydown', {{ key: 'j', bubbles: true, repeat: at > 0 }}));{then}"
    )


def test_a_held_key_goes_on_through_results_whose_cards_are_yet_to_come(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "search/?q=model", height=300)
    expect(page.locator(FIRST)).not_to_be_empty()
    page.locator("h1").click()
    _hold_j(page)
    eighth = page.locator(RESULTS).nth(7)
    expect(eighth.locator("[data-result-link]")).to_be_focused()
    expect(eighth).to_be_in_viewport()
    expect(page.locator("[data-reached]")).to_have_count(1)


def test_a_card_that_comes_late_does_not_take_the_focus_from_elsewhere(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "search/?q=model", height=300)
    expect(page.locator(FIRST)).not_to_be_empty()
    page.locator("h1").click()
    _hold_j(page, "document.querySelector('[name=q]').focus({ preventScroll: true })")
    expect(page.locator(RESULTS).nth(7)).to_have_attribute("data-filled", "")
    expect(box_of(page)).to_be_focused()
    expect(page.locator("[data-reached]")).to_have_count(0)
