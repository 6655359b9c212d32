"""Lists refined in place, in Chromium."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import MakePage, Watched
from tests.browser.search_page import (
    FIRST,
    count_of,
    follow_fragment,
    status_of,
    titles_of,
    unfold,
    value_of,
)

LIST = "topics/prompting/"
SHIFTS = (
    "window.shifted = 0;"
    "new PerformanceObserver((list) => {"
    "  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;"
    "}).observe({ type: 'layout-shift', buffered: true });"
)


def button_of(page: Page) -> Locator:
    return page.locator("[data-list-refine]")


def static_of(page: Page) -> Locator:
    return page.locator("[data-list-static]")


def box_of(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search in this list")


def papers_of(page: Page) -> list[str]:
    """The titles that the list itself shows."""
    return static_of(page).locator(".card__title a").all_inner_texts()


@pytest.fixture
def topic(address: str, open_page: MakePage) -> Page:
    return open_page(address + LIST)


@pytest.fixture
def refined(topic: Page) -> Page:
    """The same, refined, with its facets unfolded and counted."""
    button_of(topic).click()
    expect(topic.locator("[data-facet=venue] li").first).to_be_visible()
    return topic


# Before


def test_without_javascript_there_is_the_list_alone(address: str, open_page: MakePage) -> None:
    page = open_page(address + LIST + "?venue=acl", java_script_enabled=False)
    expect(button_of(page)).to_be_hidden()
    expect(static_of(page).locator(".card").first).to_be_visible()


def test_nothing_of_the_search_is_loaded_before_the_button_is_pressed(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    page.goto(address + LIST, wait_until="networkidle")
    expect(button_of(page)).to_be_visible()
    loaded = re.compile("/search/|/js/(search|list)")
    assert [url for url in watched.requests if loaded.search(url)] == []
    button_of(page).click()
    expect(box_of(page)).to_be_focused()
    assert watched.complaints == []


def test_the_list_stays_until_something_is_asked(refined: Page) -> None:
    expect(static_of(refined).locator(".card").first).to_be_visible()
    expect(titles_of(refined)).to_have_count(0)
    expect(button_of(refined)).to_be_hidden()
    expect(refined).to_have_url(re.compile(f"/{LIST}$"))


def test_a_list_that_was_closed_stays_closed_when_a_fragment_is_followed(refined: Page) -> None:
    box_of(refined).fill("retrieval")
    expect(refined.locator(FIRST)).not_to_be_empty()
    refined.get_by_role("button", name="Close").click()
    expect(button_of(refined)).to_be_focused()
    follow_fragment(refined)
    expect(refined.locator("[data-list]")).not_to_have_attribute("data-list-state", "open")
    expect(static_of(refined).locator(".card").first).to_be_visible()
    refined.go_back()
    refined.go_back()
    expect(box_of(refined)).to_have_value("retrieval")
    expect(refined.locator(FIRST)).not_to_be_empty()


# Refining


def test_values_narrow_the_list_and_stand_in_its_address(refined: Page) -> None:
    everything = papers_of(refined)
    venue = value_of(refined, "venue", "NeurIPS")
    here = count_of(venue)
    assert 0 < here < len(everything)
    venue.locator("input").check()
    expect(status_of(refined)).to_have_text(f"{here} papers")
    expect(refined).to_have_url(re.compile(rf"/{LIST}\?venue=neurips$"))
    expect(static_of(refined)).to_be_hidden()
    other = value_of(refined, "venue", "ICLR")
    total = here + count_of(other)
    other.locator("input").check()
    expect(status_of(refined)).to_have_text(f"{total} papers")
    expect(refined).to_have_url(re.compile(rf"/{LIST}\?venue=neurips,iclr$"))
    expect(titles_of(refined)).to_have_count(total)
    for title in titles_of(refined).all():
        title.scroll_into_view_if_needed()
        expect(title).not_to_be_empty()
    assert set(titles_of(refined).all_inner_texts()) <= set(everything)


def test_a_word_is_searched_in_the_list_alone(refined: Page) -> None:
    everything = papers_of(refined)
    box_of(refined).fill("retrieval")
    expect(refined.locator(FIRST)).not_to_be_empty()
    expect(refined.locator("[data-search-about]")).to_contain_text(
        f"Searched {len(everything)} papers for retrieval"
    )
    assert refined.locator(FIRST).inner_text() in everything


@pytest.mark.parametrize(
    "query",
    ["topic=retrieval,vision", "q=retrieval", "topic=prompting,vision", "venue=nowhere&q=model"],
)
def test_nothing_that_is_chosen_widens_the_list(
    query: str, address: str, open_page: MakePage
) -> None:
    page = open_page(address + LIST)
    everything = papers_of(page)
    page.goto(f"{address}{LIST}?{query}")
    expect(page.locator(FIRST)).not_to_be_empty()
    count = int(status_of(page).inner_text().split()[0])
    assert 0 < count < len(everything)
    expect(titles_of(page)).to_have_count(count)
    for title in titles_of(page).all():
        title.scroll_into_view_if_needed()
        expect(title).not_to_be_empty()
    assert set(titles_of(page).all_inner_texts()) < set(everything)


def test_what_makes_the_list_is_no_value_to_choose(refined: Page) -> None:
    assert value_of(refined, "topic", "Prompting").count() == 0
    refined.goto(refined.url + "?topic=prompting")
    expect(box_of(refined)).to_be_visible()
    expect(static_of(refined)).to_be_visible()
    expect(refined.locator("[data-chip-list] li")).to_have_count(0)


def test_a_list_can_be_sorted_as_a_whole_and_stand_as_it_was(refined: Page) -> None:
    everything = papers_of(refined)
    sort = refined.locator("[data-search-sort] select")
    expect(sort.locator("option:checked")).to_have_text("as listed")
    sort.select_option("title")
    expect(refined).to_have_url(re.compile(r"\?sort=title$"))
    expect(titles_of(refined)).to_have_count(len(everything))
    expect(refined.locator(FIRST)).to_have_text(min(everything, key=str.casefold))
    sort.select_option("added")
    expect(refined).to_have_url(re.compile(r"\?sort=added$"))
    sort.select_option("as listed")
    expect(static_of(refined)).to_be_visible()
    expect(titles_of(refined)).to_have_count(0)


def test_what_is_chosen_comes_newest_first(address: str, open_page: MakePage) -> None:
    page = open_page(address + LIST + "?has=pdf")
    expect(page.locator("[data-search-sort] select")).to_have_value("newest")
    expect(page.locator(FIRST)).not_to_be_empty()
    texts = page.locator("[data-filled] [data-result-venue]").all_inner_texts()
    years = [int(text[-4:]) for text in texts if text]
    assert years == sorted(years, reverse=True)


def test_the_list_of_all_papers_is_searched_from_any_of_its_pages(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/page/2/")
    assert len(papers_of(page)) == 1
    button_of(page).click()
    box_of(page).fill("pointer networks")
    expect(page.locator(FIRST)).to_have_text("Pointer Networks")
    expect(page).to_have_url(re.compile(r"/papers/page/2/\?q=pointer\+networks$"))


def test_a_list_of_a_year_offers_no_years(address: str, open_page: MakePage) -> None:
    page = open_page(address + "years/2023/?has=pdf")
    expect(page.locator(FIRST)).not_to_be_empty()
    unfold(page)
    expect(page.locator("[data-facet=venue] li").first).to_be_visible()
    expect(page.locator("[data-facet=year]")).to_be_hidden()
    texts = page.locator("[data-filled] [data-result-venue]").all_inner_texts()
    assert {text[-4:] for text in texts if text} == {"2023"}


# Going back


def test_clear_all_brings_the_list_back(address: str, open_page: MakePage) -> None:
    page = open_page(address + LIST + "?q=model&venue=neurips,iclr&sort=title")
    expect(page.locator(FIRST)).not_to_be_empty()
    page.get_by_role("button", name="Clear all").click()
    expect(static_of(page)).to_be_visible()
    expect(titles_of(page)).to_have_count(0)
    expect(box_of(page)).to_have_value("")
    expect(page).to_have_url(address + LIST)
    page.go_back()
    expect(static_of(page)).to_be_hidden()
    expect(box_of(page)).to_have_value("model")


def test_closing_brings_the_list_and_its_button_back(refined: Page) -> None:
    value_of(refined, "venue", "NeurIPS").locator("input").check()
    expect(static_of(refined)).to_be_hidden()
    refined.get_by_role("button", name="Close").click()
    expect(static_of(refined)).to_be_visible()
    expect(button_of(refined)).to_be_focused()
    expect(box_of(refined)).to_have_count(0)
    expect(refined).to_have_url(re.compile(f"/{LIST}$"))
    # The key of the search leads to a box that is there.
    refined.keyboard.press("/")
    expect(refined.get_by_role("searchbox", name="Search the shelf")).to_be_focused()
    refined.go_back()
    expect(static_of(refined)).to_be_hidden()
    expect(titles_of(refined).first).to_be_visible()
    refined.get_by_role("button", name="Close").click()
    button_of(refined).click()
    expect(box_of(refined)).to_be_focused()
    expect(static_of(refined)).to_be_visible()


def test_closing_while_typing_brings_the_list_back_for_good(refined: Page) -> None:
    refined.evaluate("""() => {
      const box = document.querySelector("[data-search] input[name=q]");
      box.value = "model";
      box.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector("[data-search-close]").click();
      // Longer than the pause after which what was typed is searched.
      return new Promise((resolve) => setTimeout(resolve, 200));
    }""")
    expect(static_of(refined)).to_be_visible()
    expect(box_of(refined)).to_have_count(0)
    expect(refined).to_have_url(re.compile(f"/{LIST}$"))


def test_back_forward_and_reload_keep_what_was_chosen(refined: Page) -> None:
    chips = refined.locator("[data-chip-list] [data-chip-label]")
    value_of(refined, "venue", "NeurIPS").locator("input").check()
    expect(chips).to_have_text(["NeurIPS"])
    value_of(refined, "venue", "ICLR").locator("input").check()
    expect(chips).to_have_text(["NeurIPS", "ICLR"])
    refined.go_back()
    expect(chips).to_have_text(["NeurIPS"])
    refined.go_back()
    expect(chips).to_have_count(0)
    expect(static_of(refined)).to_be_visible()
    refined.go_forward()
    refined.go_forward()
    expect(chips).to_have_text(["NeurIPS", "ICLR"])
    expect(static_of(refined)).to_be_hidden()
    status = status_of(refined).inner_text()
    refined.reload()
    expect(chips).to_have_text(["NeurIPS", "ICLR"])
    expect(status_of(refined)).to_have_text(status)
    refined.locator("[data-result-link]").first.click()
    expect(refined).to_have_url(re.compile("/papers/"))
    refined.go_back()
    expect(chips).to_have_text(["NeurIPS", "ICLR"])


def test_a_list_is_refined_by_the_keyboard_alone(topic: Page) -> None:
    button_of(topic).focus()
    topic.keyboard.press("Enter")
    expect(box_of(topic)).to_be_focused()
    boxes = topic.locator("[data-facet=venue] input")
    expect(boxes.first).to_be_visible()
    for _ in range(20):
        topic.keyboard.press("Tab")
        if boxes.first.evaluate("(box) => box === document.activeElement"):
            break
    topic.keyboard.press("Space")
    expect(boxes.first).to_be_checked()
    expect(boxes.first).to_be_focused()
    topic.keyboard.press("Escape")
    expect(box_of(topic)).to_be_focused()
    expect(topic.locator("[data-result-link]").first).to_be_attached()
    topic.keyboard.press("ArrowDown")
    expect(topic.locator("[data-result-link]").first).to_be_focused()
    topic.keyboard.press("Enter")
    topic.wait_for_url("**/papers/*/")


# Failure


def test_a_search_that_cannot_be_loaded_is_told_beside_the_list(topic: Page) -> None:
    for pattern in ("**/search/", "**/js/list-refine.js"):
        topic.route(pattern, lambda route: route.abort())
        topic.goto(topic.url)
        button_of(topic).click()
        alert = topic.get_by_role("alert")
        expect(alert).to_have_text("The search could not be loaded. Please reload the page.")
        expect(static_of(topic).locator(".card").first).to_be_visible()
        expect(button_of(topic)).to_be_visible()
        topic.unroute(pattern)


def test_a_search_that_could_not_be_loaded_is_tried_again(topic: Page) -> None:
    topic.route("**/search/", lambda route: route.fulfill(status=503, body=""))
    button_of(topic).click()
    expect(topic.get_by_role("alert")).to_be_visible()
    topic.unroute("**/search/")
    button_of(topic).click()
    expect(box_of(topic)).to_be_focused()
    expect(topic.get_by_role("alert")).to_have_count(0)


def test_an_address_that_asks_for_more_than_can_be_loaded_shows_the_list(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    page.route("**/search/", lambda route: route.abort())
    page.goto(address + LIST + "?venue=acl")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(static_of(page).locator(".card").first).to_be_visible()
    page.unroute("**/search/")
    page.route("**/search/manifest.json", lambda route: route.abort())
    page.context.route("**/search/manifest.json", lambda route: route.abort())
    page.reload()
    expect(status_of(page)).to_contain_text("cannot be reached")
    expect(static_of(page).locator(".card").first).to_be_visible()


def test_a_list_below_a_path_is_refined(repository_address: str, open_page: MakePage) -> None:
    page = open_page()
    watched = Watched(page)
    page.goto(repository_address + LIST + "?venue=neurips")
    page.locator("[data-result-link]").first.click()
    page.wait_for_url(repository_address + "papers/*/")
    assert watched.complaints == []


# Layout


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_below_the_button_moves_once_however_slow_the_search(
    width: int, address: str, open_page: MakePage
) -> None:
    page = open_page(width=width)
    page.add_init_script(SHIFTS)
    held: list[Route] = []
    page.route("**/search/", lambda route: held.append(route))
    page.goto(address + LIST, wait_until="networkidle")
    button_of(page).click()
    # Longer than what the metric allows a reader's click.
    page.wait_for_timeout(700)
    held[0].continue_()
    expect(box_of(page)).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifted") < 0.002


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [LIST, "papers/page/2/"])
def test_nothing_jumps_on_a_page_that_asks_for_a_search(
    width: int, path: str, address: str, open_page: MakePage
) -> None:
    page = open_page(width=width)
    page.add_init_script(SHIFTS)
    page.goto(address + path + "?venue=acl,neurips", wait_until="networkidle")
    expect(page.locator(FIRST)).not_to_be_empty()
    assert page.evaluate("window.shifted") < 0.02


def test_what_has_the_focus_stays_in_view_when_the_facets_come_late(
    address: str, open_page: MakePage
) -> None:
    page = open_page(height=700)
    held: list[Route] = []
    page.route("**/search/manifest.json", lambda route: held.append(route))
    page.goto(address + "search/")
    with page.expect_request("**/search/manifest.json"):
        page.locator("[data-search] input[name=q]").focus()
    last = page.locator("footer a >> visible=true").last
    last.focus()
    expect(last).to_be_in_viewport()
    before = page.evaluate("document.documentElement.scrollHeight")
    held[0].continue_()
    expect(page.locator("[data-facet=venue] li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") > before, "nothing was pushed"
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_targets_are_large_enough_and_nothing_is_wider_than_the_page(
    width: int, address: str, open_page: MakePage
) -> None:
    page = open_page(address + LIST + "?venue=acl", width=width)
    expect(page.locator(FIRST)).not_to_be_empty()
    unfold(page)
    expect(page.locator("[data-facet=topic] li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "[...document.querySelectorAll('[data-list] :is(input[name=q], select, summary, label,"
        " button, [type=number])')]"
        ".filter((element) => element.checkVisibility() && !element.matches('[data-year-bars] *'))"
        ".map((element) => [element.textContent.trim(), element.getBoundingClientRect().height])"
        ".filter(([, height]) => height < 24)"
    )
    assert small == []
