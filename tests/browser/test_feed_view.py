"""A feed that somebody opens in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakePage, Watched

_NARROW = {"is_mobile": True, "has_touch": True}


def test_a_feed_says_what_it_is_and_leads_to_its_papers(open_page: MakePage, address: str) -> None:
    page = open_page(f"{address}feed.xml")
    expect(page.get_by_text("Copy its address into a feed reader")).to_be_visible()
    papers = page.locator("entry h2 a")
    expect(papers).to_have_count(30)
    title = papers.first.text_content()
    papers.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title or "")


def test_its_titles_are_headings_and_links_to_those_who_hear_it(
    open_page: MakePage, address: str
) -> None:
    page = open_page(f"{address}feed.xml")
    # The locators by role go by names of elements, and pass over those with a prefix.
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    named = [(node["role"]["value"], node["name"]["value"]) for node in tree if "name" in node]
    assert ("heading", "The Task Shelf") in named
    assert sum(1 for role, _ in named if role == "heading") == 31
    links = [name for role, name in named if role == "link"]
    assert {"See the page", "JSON Feed", "All feeds (OPML)"} <= set(links)
    assert len(links) == 33


def test_what_only_readers_need_is_not_shown(open_page: MakePage, address: str) -> None:
    page = open_page(f"{address}weekly/feed.xml")
    for name in ("title", "id", "updated", "published", "content"):
        expect(page.locator(f"xpath=//*[local-name()='{name}']").first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_feed_has_the_colours_of_the_pages(
    open_page: MakePage, repository_address: str, scheme: str
) -> None:
    colour = "node => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color]"
    page = open_page(f"{repository_address}topics/", color_scheme=scheme)
    expected = page.evaluate_handle("document.documentElement").evaluate(colour)
    feed = open_page(f"{repository_address}daily/feed.xml", color_scheme=scheme)
    assert feed.evaluate_handle("document.documentElement").evaluate(colour) == expected


def test_a_feed_fits_a_small_screen(open_page: MakePage, address: str) -> None:
    page = open_page("", width=320, height=600, **_NARROW)
    watched = Watched(page)
    page.goto(f"{address}feed.xml")
    assert page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [320, 320]
    assert all(request.startswith(address) for request in watched.requests)
