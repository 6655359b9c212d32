"""The home page for those who come back, and the calendars, in Chromium."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, Watched

START = datetime(2025, 3, 12, 9, tzinfo=UTC)
FORGET = """([path, count]) => {
  const key = `papershelf-visits:${path}`;
  const state = JSON.parse(localStorage.getItem(key));
  state.known = state.known.filter((_, at) => at >= count);
  localStorage.setItem(key, JSON.stringify(state));
}"""
"""The first `count` papers came after the visit."""
SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts.push(entry.value);
  }).observe({ type: "layout-shift", buffered: true });
}"""


def _visit(page: Page, address: str, after: timedelta) -> None:
    page.clock.set_fixed_time(START + after)
    page.goto(address, wait_until="networkidle")


def _come_back(page: Page, address: str, count: int) -> None:
    """Come on one day, and three days later, when `count` papers are new."""
    _visit(page, address, timedelta())
    page.evaluate(FORGET, [urlsplit(address).path, count])
    _visit(page, address, timedelta(days=3))


def test_nothing_is_new_on_a_first_visit_and_nothing_is_fetched(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    _visit(page, address, timedelta())
    _visit(page, address, timedelta(hours=5))
    assert page.locator("[data-recent]").is_hidden()
    assert page.locator(".new").count() == 0
    assert not any("recent.json" in url for url in watched.requests)
    assert watched.complaints == []


def test_who_comes_back_sees_what_came_since_and_when_they_were_here(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    _come_back(page, address, 10)
    section = page.locator("[data-recent]")
    expect(section).to_be_visible()
    assert section.locator("h2").inner_text().lower() == "new since your last visit on 12 march"
    assert section.locator("li").count() == 8
    assert section.locator("[data-recent-count]").inner_text() == "10 papers in all"
    assert page.locator(".cards .new").all_inner_texts() == ["new"] * 10
    assert sum("recent.json" in url for url in watched.requests) == 1
    assert watched.complaints == []
    first = section.get_by_role("link").first
    title = first.inner_text()
    first.press("Enter")
    page.wait_for_url("**/papers/*/")
    assert title in page.locator("h1").inner_text()


def test_badges_stand_in_other_lists_of_the_same_visit_and_then_go(
    repository_address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    _come_back(page, repository_address, 3)
    watched.requests.clear()
    _visit(page, repository_address + "papers/", timedelta(days=3, hours=1))
    assert page.locator(".cards .new").count() == 3
    assert not any("recent.json" in url for url in watched.requests)
    _visit(page, repository_address + "papers/", timedelta(days=4))
    assert page.locator(".new").count() == 0
    _visit(page, repository_address, timedelta(days=4, hours=1))
    assert page.locator("[data-recent]").is_hidden()


def test_what_is_new_is_told_beside_the_title_and_not_in_it(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    _come_back(page, address, 3)
    card = page.locator(".card:has(.new)").first
    title = card.locator(".card__title a").inner_text()
    expect(card.get_by_role("heading", name=title, exact=True)).to_be_visible()
    assert card.locator(".card__facts").inner_text().startswith("new")


def test_shelves_on_one_host_are_remembered_apart(
    repository_address: str, open_page: MakePage
) -> None:
    page = open_page()
    _visit(page, repository_address, timedelta())
    keys = page.evaluate("Object.keys(localStorage)")
    assert keys == ["papershelf-visits:/repo/"]


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_when_news_come(width: int, address: str, open_page: MakePage) -> None:
    page = open_page(width=width)
    page.add_init_script(f"({SHIFTS})()")
    _come_back(page, address, 10)
    expect(page.locator("[data-recent]")).to_be_attached()
    assert page.locator(".cards .new").count() == 10
    assert page.evaluate("window.shifts") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_whose_storage_is_blocked_works_and_says_nothing(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
    )
    _visit(page, address, timedelta())
    _visit(page, address, timedelta(days=3))
    assert page.locator("[data-recent]").is_hidden()
    assert watched.complaints == []


@pytest.mark.parametrize(
    "kept", ["", "{", "7", "null", '{"seen": 1, "known": 5, "fresh": "x"}', '{"seen": "x"}']
)
def test_what_is_kept_may_be_nonsense(kept: str, address: str, open_page: MakePage) -> None:
    page = open_page()
    watched = Watched(page)
    _visit(page, address, timedelta())
    page.evaluate("(kept) => localStorage.setItem('papershelf-visits:/', kept)", kept)
    _visit(page, address, timedelta(hours=1))
    assert page.locator("[data-recent]").is_hidden()
    assert watched.complaints == []
    state: Any = page.evaluate("JSON.parse(localStorage.getItem('papershelf-visits:/'))")
    assert len(state["known"]) == 51


def test_titles_that_cannot_be_had_are_asked_for_again(address: str, open_page: MakePage) -> None:
    page = open_page()
    _visit(page, address, timedelta())
    page.evaluate(FORGET, ["/", 2])
    page.route("**/recent.json", lambda route: route.abort())
    _visit(page, address, timedelta(days=3))
    assert page.locator("[data-recent]").is_hidden()
    page.unroute("**/recent.json")
    _visit(page, address, timedelta(days=3, hours=1))
    assert page.locator("[data-recent] li").count() == 2


def test_from_home_to_a_week_of_any_year_by_keyboard(address: str, open_page: MakePage) -> None:
    page = open_page(address, java_script_enabled=False)
    page.get_by_role("link", name="2023").last.press("Enter")
    assert page.locator("h1").inner_text() == "On the shelf in 2023"
    page.get_by_role("navigation", name="Calendar").locator("a[href*=weekly]").last.press("Enter")
    assert page.locator("h1").inner_text().endswith(", 2023")
    page.locator("a[rel=prev]").press("Enter")
    assert page.locator("h1").inner_text().startswith("Week ")


def test_every_cell_of_a_calendar_is_large_enough_to_be_hit(
    address: str, open_page: MakePage
) -> None:
    for path in ("", "daily/", "weekly/", "monthly/2024-07/", "yearly/2024/"):
        page = open_page(address + path, width=320)
        sizes = page.evaluate(
            "[...document.querySelectorAll('.strip a, .month a, .strips a')]"
            ".map((a) => a.getBoundingClientRect()).map(({ width, height }) => [width, height])"
        )
        assert sizes
        assert min(min(size) for size in sizes) >= 24, path
