"""The search of the demo site in Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from papershelf import build
from tests.browser.conftest import MakePage, Watched
from tests.browser.search_page import (
    FIRST,
    box_of,
    count_of,
    follow_fragment,
    status_of,
    titles_of,
    unfold,
    value_of,
)
from tests.support.server import serving

PASTED = [
    "BERT: Pre-training of Deep Bidirectional Transformers",
    "C++ a:b ^ ~ * + - \" ' ( ) [ ] { } \\ /",
    "<script>alert(1)</script>",
    "\u202eright to left\u202c 👩‍🔬 e\u0301",
    "x" * 10_000,
    "a " * 5_000,
    "$& $1 {count} __proto__ constructor:x",
]


# Loading


@pytest.mark.parametrize("path", ["", "search/"])
def test_nothing_of_the_search_is_loaded_before_the_first_focus(
    path: str, address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    page.goto(address + path, wait_until="networkidle")
    loaded = re.compile(r"/search/manifest|worker")
    assert [url for url in watched.requests if loaded.search(url)] == []
    if not path:
        assert [url for url in watched.requests if "/js/search" in url] == []
    with page.expect_request("**/search/manifest.json"):
        page.keyboard.press("/")
    assert any("worker" in url for url in watched.requests)


def test_what_is_typed_before_the_script_has_come_counts(address: str, open_page: MakePage) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/js/search.js", lambda route: held.append(route))
    page.goto(address + "search/?q=attention")
    box_of(page).fill("pointer networks")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator(FIRST)).to_have_text("Pointer Networks")
    expect(page).to_have_url(re.compile(r"/search/\?q=pointer\+networks$"))


def test_cards_far_below_the_view_are_not_asked_for(address: str, open_page: MakePage) -> None:
    page = open_page(address + "search/?sort=newest&year=1900..", height=500)
    expect(page.locator("[data-search-results] > li")).to_have_count(10)
    expect(page.locator(FIRST)).not_to_be_empty()
    last = page.locator("[data-search-results] > li").last
    assert last.get_attribute("data-filled") is None
    last.scroll_into_view_if_needed()
    expect(last.locator("[data-result-title]")).not_to_be_empty()


def test_nothing_on_the_page_jumps_when_results_come(address: str, open_page: MakePage) -> None:
    page = open_page()
    page.add_init_script(
        "window.shifted = 0;"
        "new PerformanceObserver((list) => {"
        "  for (const entry of list.getEntries()) window.shifted += entry.value;"
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + "search/?q=attention&year=2015..", wait_until="networkidle")
        expect(page.locator(FIRST)).not_to_be_empty()
        assert page.evaluate("window.shifted") < 0.02


# What is found


def test_plain_words_find_papers_and_the_query_stays_in_the_address(search: Page) -> None:
    box_of(search).fill("pointer networks")
    expect(search.locator(FIRST)).to_have_text("Pointer Networks")
    expect(search.locator(FIRST).locator("mark")).to_have_count(2)
    search.wait_for_url("**/search/?q=pointer+networks")
    expect(status_of(search)).to_have_text(re.compile(r"^\d+ papers?$"))
    expect(search.locator("[data-search-about]")).to_have_text(
        re.compile(r"^Searched \d+ papers for pointer, networks")
    )
    search.reload()
    expect(search.locator(FIRST)).to_have_text("Pointer Networks")
    assert box_of(search).input_value() == "pointer networks"


def test_a_word_is_found_while_it_is_typed(search: Page) -> None:
    box_of(search).press_sequentially("matryosh")
    expect(search.locator(FIRST)).to_contain_text("Matryoshka")
    expect(search.locator(FIRST).locator("mark")).to_have_text("Matryoshka")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("vinyals", "Pointer Networks"),
        ("kardos", "MMTEB: Massive Multilingual Text Embedding Benchmark"),
        ("KARDÓS márton", "MMTEB: Massive Multilingual Text Embedding Benchmark"),
    ],
)
def test_authors_are_found_with_and_without_accents(search: Page, query: str, title: str) -> None:
    box_of(search).fill(query)
    expect(search.locator(FIRST)).to_have_text(title)


def test_a_year_is_found(search: Page) -> None:
    box_of(search).fill("year:2015")
    expect(titles_of(search)).to_have_text(["Pointer Networks"])


def test_an_empty_box_shows_nothing_but_the_lists(search: Page) -> None:
    box_of(search).fill("attention")
    expect(search.locator(FIRST)).not_to_be_empty()
    box_of(search).fill("  ")
    expect(titles_of(search)).to_have_count(0)
    expect(status_of(search)).to_be_empty()
    expect(search.locator("[data-search-browse]")).to_be_visible()
    expect(search).to_have_url(re.compile(r"/search/$"))


@pytest.mark.parametrize("text", PASTED, ids=range(len(PASTED)))
def test_pasted_text_never_fails(address: str, open_page: MakePage, text: str) -> None:
    page = open_page(address + "search/")
    watched = Watched(page)
    box_of(page).fill(text)
    expect(status_of(page)).to_have_text(re.compile(r"^(\d+|No) paper"), timeout=10_000)
    page.wait_for_timeout(200)
    assert watched.complaints == []
    assert page.locator("main script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(search: Page) -> None:
    held: list[Route] = []
    is_holding = True

    def hold(route: Route) -> None:
        if is_holding:
            held.append(route)
        else:
            route.continue_()

    search.route("**/search/*/terms-*.json", hold)
    box_of(search).fill("attention")
    while not held:
        search.wait_for_timeout(20)
    box_of(search).fill("pointer")
    search.wait_for_timeout(150)
    # What is asked for later is not held: on a slow machine the second search is not there yet.
    is_holding = False
    for route in held:
        route.continue_()
    expect(search.locator(FIRST)).to_have_text("Pointer Networks")
    search.wait_for_timeout(100)
    expect(search.locator(FIRST)).to_have_text("Pointer Networks")
    expect(search.locator("[data-search-about]")).to_contain_text("for pointer")


def test_a_slow_search_says_that_it_is_under_way(search: Page) -> None:
    held: list[Route] = []
    search.route("**/search/manifest.json", lambda route: held.append(route))
    box_of(search).fill("pointer")
    expect(status_of(search)).to_have_text("Searching…")
    held[0].continue_()
    expect(search.locator(FIRST)).to_have_text("Pointer Networks")


# What is said


def test_an_unknown_field_is_told_with_those_that_there_are(search: Page) -> None:
    box_of(search).fill("colour:attention")
    about = search.locator("[data-search-about]")
    expect(about).to_contain_text("no field “colour”")
    expect(about).to_contain_text("title")
    expect(search.locator(FIRST)).not_to_be_empty()


def test_a_misspelt_word_is_replaced_and_told(search: Page) -> None:
    box_of(search).fill("transfomer")
    box_of(search).press("Enter")
    expect(search.locator("[data-search-about]")).to_contain_text(
        "“transfomer” is not on the shelf"
    )
    expect(search.locator(FIRST)).not_to_be_empty()


def test_words_that_say_nothing_are_told(search: Page) -> None:
    box_of(search).fill("the of")
    box_of(search).press("Enter")
    expect(search.locator("[data-search-about]")).to_contain_text("find nothing")


def test_a_query_that_finds_nothing_says_so_and_offers_the_lists(search: Page) -> None:
    box_of(search).fill("zyzzyva")
    expect(status_of(search)).to_contain_text("zyzzyva")
    expect(titles_of(search)).to_have_count(0)
    assert search.locator("[data-search-browse]").is_visible()


def test_where_nothing_is_found_a_link_drops_what_stood_in_the_way(search: Page) -> None:
    box_of(search).fill("pointer year:1999")
    box_of(search).press("Enter")
    expect(status_of(search)).to_have_text("No paper for “pointer year:1999”")
    link = search.get_by_role("link", name="Without year:1999")
    expect(search.locator("[data-search-suggestions]")).to_contain_text(
        re.compile(r": \d+ papers?")
    )
    link.click()
    expect(search.locator(FIRST)).to_have_text("Pointer Networks")
    expect(box_of(search)).to_have_value("pointer")
    search.go_back()
    expect(status_of(search)).to_have_text("No paper for “pointer year:1999”")


# Facets, chips, order


def test_counts_of_facets_follow_the_query_and_their_values_narrow_it(search: Page) -> None:
    unfold(search)
    venue = value_of(search, "venue", "ICLR")
    expect(venue).to_be_visible()
    everywhere = count_of(venue)
    box_of(search).fill("attention")
    expect(search.locator(FIRST)).not_to_be_empty()
    expect(venue.locator("[data-value-count]")).not_to_have_text(str(everywhere))
    here = count_of(venue)
    assert 0 < here < everywhere
    venue.locator("input").check()
    expect(status_of(search)).to_have_text(f"{here} paper{'' if here == 1 else 's'}")
    search.wait_for_url("**/search/?q=attention&venue=*")
    shown = search.locator("[data-filled] [data-result-venue]")
    expect(shown.filter(has_not_text="ICLR")).to_have_count(0)
    expect(shown.first).to_contain_text("ICLR")
    # The count of a value tells what choosing it as well would add.
    assert count_of(venue) == here
    search.reload()
    chip = search.locator("[data-chip-list]").get_by_role("button")
    expect(chip).to_have_text(re.compile("ICLR"))
    chip.click()
    expect(search).to_have_url(re.compile(r"/search/\?q=attention$"))


def test_values_are_chosen_by_the_keyboard_and_keep_the_focus(search: Page) -> None:
    search.locator("[data-search-facets] summary").focus()
    search.keyboard.press("Enter")
    box = search.locator("[data-facet=topic] input").nth(2)
    expect(box).to_be_visible()
    chosen = box.get_attribute("value")
    box.focus()
    search.keyboard.press("Space")
    search.wait_for_url(f"**/search/?topic={chosen}")
    expect(search.locator(FIRST)).not_to_be_empty()
    expect(search.locator(f"[data-facet=topic] input[value='{chosen}']")).to_be_focused()


def test_an_address_of_facets_alone_lists_all_that_have_them_newest_first(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "search/?year=2015..2024&has=code,nonsense&venue=nowhere")
    expect(page.locator(FIRST)).not_to_be_empty()
    expect(page.locator("[data-search-sort] select")).to_have_value("newest")
    years = [
        int(text[-4:]) for text in page.locator("[data-result-venue]").all_inner_texts() if text
    ]
    assert years == sorted(years, reverse=True)
    assert 2025 not in years
    # What the shelf does not know is not shown as chosen.
    expect(page.locator("[data-chip-list] [data-chip-label]")).to_have_text(["2015–2024", "Code"])
    page.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(re.compile(r"/search/$"))
    expect(titles_of(page)).to_have_count(0)


def test_years_are_chosen_by_number_and_by_bar(search: Page) -> None:
    unfold(search)
    search.get_by_label("From year").fill("2024")
    search.get_by_label("From year").press("Enter")
    search.wait_for_url("**/search/?year=2024..")
    expect(search.locator(FIRST)).not_to_be_empty()
    search.locator("[data-year-bars] [value='2015']").click()
    search.wait_for_url("**/search/?year=2015")
    expect(titles_of(search)).to_have_text(["Pointer Networks"])
    search.locator("[data-year-bars] [value='2015']").click()
    search.wait_for_url(re.compile(r"/search/$"))


def test_a_long_facet_shows_more_of_itself(search: Page) -> None:
    unfold(search)
    values = search.locator("[data-facet=author] li")
    expect(values).to_have_count(10)
    search.locator("[data-facet=author] [data-facet-more]").click()
    expect(values).to_have_count(50)


def test_more_results_are_shown_and_the_focus_goes_on_with_them(search: Page) -> None:
    box_of(search).fill("model")
    box_of(search).press("Enter")
    expect(titles_of(search)).to_have_count(10)
    search.get_by_role("button", name="Show more").press("Enter")
    expect(titles_of(search)).to_have_count(20)
    expect(search.locator("[data-result-link]").nth(10)).to_be_focused()
    search.reload()
    expect(titles_of(search)).to_have_count(20)


def test_more_results_stay_when_a_fragment_is_followed_and_the_page_is_reloaded(
    search: Page,
) -> None:
    box_of(search).fill("model")
    box_of(search).press("Enter")
    search.get_by_role("button", name="Show more").press("Enter")
    expect(titles_of(search)).to_have_count(20)
    follow_fragment(search)
    search.reload()
    expect(titles_of(search)).to_have_count(20)


def test_back_and_forward_return_to_queries_facets_and_orders(search: Page) -> None:
    for query in ("attention", "retrieval"):
        box_of(search).fill(query)
        box_of(search).press("Enter")
        search.wait_for_url(f"**/search/?q={query}")
    expect(search.locator(FIRST)).not_to_be_empty()
    sort = search.locator("[data-search-sort] select")
    sort.select_option("title")
    search.wait_for_url("**/search/?q=retrieval&sort=title")
    unfold(search)
    value = search.locator("[data-facet=has] input").first
    value.check()
    search.wait_for_url("**/search/?q=retrieval&sort=title&has=*")
    chips = search.locator("[data-chip-list] button")
    expect(chips).to_have_count(1)
    search.go_back()
    expect(chips).to_have_count(0)
    expect(value).not_to_be_checked()
    expect(sort).to_have_value("title")
    search.go_back()
    expect(sort).to_have_value("")
    search.go_back()
    expect(box_of(search)).to_have_value("attention")
    for _ in range(3):
        search.go_forward()
    expect(box_of(search)).to_have_value("retrieval")
    expect(sort).to_have_value("title")
    expect(chips).to_have_count(1)


# Keyboard


def test_results_are_reached_by_the_keyboard_alone(address: str, open_page: MakePage) -> None:
    page = open_page(address + "topics/")
    page.keyboard.press("/")
    page.keyboard.type("instruction")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=instruction")
    expect(page.locator("[data-result-link]").first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-result-link]").nth(1)).to_be_focused()
    second = titles_of(page).nth(1).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*/")
    expect(page.locator("h1")).to_have_text(second)


def test_escape_leads_back_to_the_box_then_empties_it_then_leaves_it(search: Page) -> None:
    box_of(search).fill("attention")
    expect(search.locator(FIRST)).not_to_be_empty()
    search.keyboard.press("ArrowDown")
    expect(search.locator("[data-result-link]").first).to_be_focused()
    search.keyboard.press("Escape")
    expect(box_of(search)).to_be_focused()
    search.keyboard.press("Escape")
    expect(box_of(search)).to_have_value("")
    expect(titles_of(search)).to_have_count(0)
    search.keyboard.press("Escape")
    expect(box_of(search)).not_to_be_focused()


# The box of the home page


def test_the_home_page_shows_the_best_five_and_leads_to_all(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address)
    box_of(page).fill("attention")
    expect(titles_of(page)).to_have_count(5)
    expect(page.locator(FIRST)).to_contain_text("Attention")
    assert page.url == address
    total = status_of(page).inner_text().split()[0]
    page.get_by_role("link", name=f"All {total} results").click()
    page.wait_for_url("**/search/?q=attention")
    expect(status_of(page)).to_have_text(f"{total} papers")


def test_the_panel_of_the_home_page_is_left_by_escape_and_by_a_click_elsewhere(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address)
    panel = page.locator("[data-search-panel]")
    box_of(page).fill("attention")
    expect(titles_of(page)).to_have_count(5)
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-result-link]").first).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(box_of(page)).to_have_value("attention")
    box_of(page).press("End")
    box_of(page).type(" ")
    expect(panel).to_be_visible()
    page.mouse.click(5, 600)
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("with_script", [True, False])
def test_enter_in_the_box_of_the_home_page_leads_to_the_search(
    with_script: bool, address: str, open_page: MakePage
) -> None:
    page = open_page(address, java_script_enabled=with_script)
    box_of(page).fill("pointer networks")
    box_of(page).press("Enter")
    page.wait_for_url("**/search/?q=pointer+networks")


# Marks on the page of a paper


def test_a_paper_reached_from_a_result_has_the_words_marked(search: Page) -> None:
    box_of(search).fill("pointer")
    link = search.locator("[data-result-link]").first
    expect(link).to_have_attribute("href", re.compile(r"\?hl=pointer"))
    link.click()
    search.wait_for_url("**/papers/vinyals-2015-pointer-networks/")
    expect(search.locator("h1 mark")).to_have_text("Pointer")
    expect(search.locator("main mark").nth(1)).to_have_text(re.compile("^pointer", re.IGNORECASE))
    search.go_back()
    expect(search.locator(FIRST)).to_have_text("Pointer Networks")


def test_marks_change_no_text_and_no_link_of_the_page(address: str, open_page: MakePage) -> None:
    path = "papers/enevoldsen-2025-mmteb/"
    plain = open_page(address + path)
    marked = open_page(address + path + "?hl=embed+languag+%3Cscript%3E+a*#main")
    expect(marked.locator("main mark").first).to_be_visible()
    assert marked.url == address + path + "#main"
    assert marked.locator("main").inner_text() == plain.locator("main").inner_text()
    assert marked.locator("math mark, code mark, button mark").count() == 0
    assert marked.locator("main mark").count() <= 500


# What has become of a paper


def test_a_retracted_paper_is_marked_in_every_list_of_results(
    small: Path, tmp_path: Path, open_page: MakePage
) -> None:
    build(small, tmp_path / "site")
    with serving(tmp_path / "site") as address:
        for path in ("search/?q=theoria+motus", ""):
            page = open_page(address + path)
            if not path:
                box_of(page).fill("theoria motus")
            expect(page.locator(FIRST)).not_to_be_empty()
            marks = page.locator("[data-result-status]:visible")
            expect(marks).to_have_text(["Retracted"])
            marked = page.locator("[data-search-results] > li").filter(has=marks)
            expect(marked).to_have_count(1)
