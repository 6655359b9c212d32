"""Every kind of page, looked at in Chromium: wide and narrow, light and dark, with and without
JavaScript, at the root of a host and below a path."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import MakePage, Watched

KINDS = [
    "",
    "papers/",
    "papers/enevoldsen-2025-mmteb/",
    "papers/vinyals-2015-pointer-networks/",
    "collections/",
    "collections/million-tokens/",
    "topics/",
    "topics/attention/",
    "authors/",
    "authors/yoshua-bengio/",
    "venues/",
    "venues/iclr/",
    "years/",
    "years/2024/",
    "daily/",
    "daily/2025-03-14/",
    "weekly/",
    "weekly/2025-W11/",
    "monthly/",
    "monthly/2025-03/",
    "yearly/",
    "yearly/2025/",
    "search/",
    "search/?q=long+context",
    "display/",
    "subscribe/",
    "privacy/",
    "about/",
    "docs/",
    "docs/entries/",
    "docs/fields/",
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_complains_or_asks_another_host(
    kind: str, repository_address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    response = page.goto(repository_address + kind, wait_until="networkidle")
    assert response is not None
    assert response.status == 200
    assert watched.complaints == []
    host = urlsplit(repository_address).netloc
    assert {urlsplit(url).netloc for url in watched.requests} == {host}
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_scrolls_sideways(width: int, address: str, open_page: MakePage) -> None:
    page = open_page(width=width)
    wide = []
    for kind in KINDS:
        page.goto(address + kind)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(kind)
    assert wide == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_can_be_read_without_javascript(
    kind: str, address: str, open_page: MakePage
) -> None:
    page = open_page(address + kind, java_script_enabled=False)
    assert page.locator("main h1, header h1").first.is_visible()
    assert len(page.locator("main").inner_text()) > 40
    # A control that needs JavaScript must not be offered.
    assert page.locator("[data-opens]:visible").count() == 0


def test_the_search_page_leads_to_the_lists_without_javascript(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "search/?q=attention", java_script_enabled=False)
    assert "JavaScript" in page.locator("main").inner_text()
    page.get_by_role("link", name="Topics").last.click()
    assert page.locator("h1").inner_text() == "Topics"


def test_a_page_that_is_not_there_leads_home_from_any_depth(
    repository_address: str, open_page: MakePage
) -> None:
    page = open_page()
    response = page.goto(repository_address + "papers/no/such/paper/")
    assert response is not None
    assert response.status == 404
    # The style sheet must be found from here too.
    assert page.evaluate("document.styleSheets.length") == 1
    page.locator("main").get_by_role("link", name="Papers").first.click()
    assert page.url == repository_address + "papers/"


def test_a_reader_walks_from_home_to_a_paper_and_on_by_keyboard(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address)
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "/papers/" in page.evaluate("document.activeElement.href || ''"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*/")
    assert page.locator("h1").is_visible()


def test_long_author_lists_are_folded_but_complete(address: str, open_page: MakePage) -> None:
    page = open_page(address + "papers/enevoldsen-2025-mmteb/")
    assert page.get_by_text("Niklas Muennighoff").count() == 1
    assert not page.get_by_text("Niklas Muennighoff").is_visible()
    page.locator("main summary").first.click()
    assert page.get_by_text("Niklas Muennighoff").is_visible()
