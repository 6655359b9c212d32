"""The search where something is missing, blocked, empty or small."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from papershelf import build
from tests.browser.conftest import MakePage, Watched
from tests.browser.search_page import FIRST, box_of, status_of, unfold
from tests.support.server import serving


def test_a_missing_file_gives_a_sentence_and_a_retry(address: str, open_page: MakePage) -> None:
    page = open_page()
    page.context.route("**/search/*/terms-*.json", lambda route: route.abort())
    page.goto(address + "search/")
    box_of(page).fill("attention")
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    expect(status_of(page)).to_contain_text("cannot be reached")
    page.context.unroute("**/search/*/terms-*.json")
    retry.click()
    expect(page.locator(FIRST)).not_to_be_empty()
    expect(retry).to_be_hidden()


@pytest.mark.parametrize("path", ["", "search/"])
def test_a_retry_keeps_the_focus_in_the_search(
    path: str, address: str, open_page: MakePage
) -> None:
    page = open_page()
    page.context.route("**/search/*/terms-*.json", lambda route: route.abort())
    page.goto(address + path)
    box_of(page).fill("attention")
    page.get_by_role("button", name="Try again").press("Enter")
    expect(box_of(page)).to_be_focused()
    page.context.unroute("**/search/*/terms-*.json")
    page.get_by_role("button", name="Try again").press("Enter")
    expect(page.locator(FIRST)).to_be_visible()
    expect(page.locator(FIRST)).not_to_be_empty()
    expect(box_of(page)).to_be_focused()


def test_missing_cards_give_a_sentence_and_a_retry(address: str, open_page: MakePage) -> None:
    page = open_page()
    page.context.route("**/search/*/cards-*.json", lambda route: route.abort())
    page.goto(address + "search/?q=attention")
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    page.context.unroute("**/search/*/cards-*.json")
    retry.click()
    expect(page.locator(FIRST)).not_to_be_empty()


def test_a_site_that_has_changed_asks_to_reload(address: str, open_page: MakePage) -> None:
    page = open_page()
    page.context.route("**/search/manifest.json", lambda route: route.fulfill(json={"version": 99}))
    page.goto(address + "search/?q=attention")
    expect(status_of(page)).to_have_text("The site has been updated, please reload.")
    page.context.unroute("**/search/manifest.json")
    page.get_by_role("button", name="Reload").click()
    expect(page.locator(FIRST)).not_to_be_empty()


@pytest.mark.parametrize("path", ["", "search/"])
def test_a_script_that_cannot_be_loaded_is_told(
    path: str, address: str, open_page: MakePage
) -> None:
    page = open_page()
    page.route("**/js/search.js", lambda route: route.abort())
    page.goto(address + path)
    box_of(page).focus()
    expect(status_of(page)).to_have_text("The search could not be loaded. Please reload the page.")


def test_the_search_works_where_workers_and_storage_are_blocked(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    page.add_init_script(
        "delete window.Worker;"
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }})"
    )
    watched = Watched(page)
    page.goto(address + "search/?q=attention")
    expect(page.locator(FIRST)).not_to_be_empty()
    assert watched.complaints == []


def test_cards_come_at_once_where_nobody_tells_what_is_in_view(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    page.add_init_script("delete window.IntersectionObserver")
    page.goto(address + "search/?q=model")
    expect(page.locator("[data-search-results] > [data-filled]")).to_have_count(10)


def test_the_search_works_below_a_path(repository_address: str, open_page: MakePage) -> None:
    page = open_page()
    watched = Watched(page)
    page.goto(repository_address + "search/?q=pointer")
    page.locator("[data-result-link]").first.click()
    page.wait_for_url(repository_address + "papers/vinyals-2015-pointer-networks/")
    assert watched.complaints == []
    page.goto(repository_address)
    box_of(page).fill("pointer")
    page.locator("[data-result-link]").first.click()
    page.wait_for_url(repository_address + "papers/vinyals-2015-pointer-networks/")


def test_an_empty_shelf_can_be_searched(tmp_path: Path, open_page: MakePage) -> None:
    (tmp_path / "shelf/content").mkdir(parents=True)
    (tmp_path / "shelf/content/site.yaml").write_text("title: Empty\n", encoding="utf-8")
    build(tmp_path / "shelf", tmp_path / "site")
    with serving(tmp_path / "site") as address:
        page = open_page()
        watched = Watched(page)
        page.goto(address + "search/?q=attention&year=2019&venue=acl")
        expect(status_of(page)).to_have_text("No paper for “attention”")
        box_of(page).fill("year:2019 OR +x")
        expect(status_of(page)).to_have_text("No paper for “year:2019 OR +x”")
        assert watched.complaints == []


def test_touch_targets_are_large_on_small_screens(address: str, open_page: MakePage) -> None:
    page = open_page(address + "search/?q=attention&has=code", width=390, has_touch=True)
    expect(page.locator(FIRST)).not_to_be_empty()
    unfold(page)
    expect(page.locator("[data-facet=venue] li").first).to_be_visible()
    small = page.evaluate(
        "[...document.querySelectorAll('[data-search] :is(input[name=q], select, summary, label,"
        " button[data-facet-more], .button, .chip, .search-chips__clear, [type=number])')]"
        ".filter((element) => element.checkVisibility())"
        ".map((element) => [element.textContent.trim(), element.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 44)"
    )
    assert small == []
