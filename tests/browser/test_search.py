"""The search of the demo site in Chromium."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import MakePage, Watched

PASTED = [
    "BERT: Pre-training of Deep Bidirectional Transformers",
    "C++ a:b ^ ~ * + - \" ' ( ) [ ] { } \\ /",
    "<script>alert(1)</script>",
    "\u202eright to left\u202c 👩‍🔬 e\u0301",
    "x" * 10_000,
    "a " * 5_000,
]


@pytest.fixture
def search(address: str, open_page: MakePage) -> Page:
    return open_page(address + "search/")


def _titles(page: Page) -> list[str]:
    return page.locator("[data-result-title]").all_inner_texts()


def test_nothing_of_the_search_is_loaded_before_the_first_focus(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    page.goto(address + "search/", wait_until="networkidle")
    assert [url for url in watched.requests if "/search/manifest" in url or "worker" in url] == []
    page.locator("[data-search] input").focus()
    page.wait_for_timeout(500)
    assert any("/search/manifest" in url for url in watched.requests)
    assert any("worker" in url for url in watched.requests)


def test_plain_words_find_papers_and_the_query_stays_in_the_address(search: Page) -> None:
    box = search.locator("[data-search] input")
    box.fill("pointer networks")
    expect(search.locator("[data-result-title]").first).to_have_text("Pointer Networks")
    search.wait_for_url("**/search/?q=pointer+networks")
    assert "paper" in search.locator("[data-search-status]").inner_text()
    search.reload()
    expect(search.locator("[data-result-title]").first).to_have_text("Pointer Networks")
    assert box.input_value() == "pointer networks"


def test_what_is_typed_before_the_script_has_come_counts(address: str, open_page: MakePage) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/js/search.js", lambda route: held.append(route))
    page.goto(address + "search/?q=attention")
    page.locator("[data-search] input").fill("pointer networks")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.locator("[data-result-title]").first).to_have_text("Pointer Networks")
    expect(page).to_have_url(re.compile(r"/search/\?q=pointer\+networks$"))


def test_a_word_is_found_while_it_is_typed(search: Page) -> None:
    search.locator("[data-search] input").press_sequentially("matryosh")
    expect(search.locator("[data-result-title]").first).to_contain_text("Matryoshka")


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("vinyals", "Pointer Networks"),
        ("kardos", "MMTEB: Massive Multilingual Text Embedding Benchmark"),
        ("KARDÓS márton", "MMTEB: Massive Multilingual Text Embedding Benchmark"),
    ],
)
def test_authors_are_found_with_and_without_accents(search: Page, query: str, title: str) -> None:
    search.locator("[data-search] input").fill(query)
    expect(search.locator("[data-result-title]").first).to_have_text(title)


def test_a_year_is_found(search: Page) -> None:
    search.locator("[data-search] input").fill("2015")
    expect(search.locator("[data-result-title]")).to_have_text(["Pointer Networks"])


@pytest.mark.parametrize("text", PASTED, ids=range(len(PASTED)))
def test_pasted_text_never_fails(address: str, open_page: MakePage, text: str) -> None:
    page = open_page(address + "search/")
    watched = Watched(page)
    page.locator("[data-search] input").fill(text)
    expect(page.locator("[data-search-status]")).not_to_have_text("", timeout=10_000)
    page.wait_for_timeout(200)
    assert watched.complaints == []
    assert page.locator("main script").count() == 0


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
    second = page.locator("[data-result-title]").nth(1).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*/")
    expect(page.locator("h1")).to_have_text(second)


def test_back_and_forward_return_to_queries(search: Page) -> None:
    box = search.locator("[data-search] input")
    for query in ("attention", "retrieval"):
        box.fill(query)
        box.press("Enter")
        search.wait_for_url(f"**/search/?q={query}")
    search.go_back()
    expect(box).to_have_value("attention")
    search.go_forward()
    expect(box).to_have_value("retrieval")


def test_a_query_that_finds_nothing_says_so_and_offers_the_lists(search: Page) -> None:
    search.locator("[data-search] input").fill("zyzzyva")
    expect(search.locator("[data-search-status]")).to_contain_text("zyzzyva")
    assert _titles(search) == []
    assert search.locator("[data-search-browse]").is_visible()


def test_a_missing_file_gives_a_sentence_and_a_retry(address: str, open_page: MakePage) -> None:
    page = open_page()
    page.context.route("**/search/index-*.json", lambda route: route.abort())
    page.goto(address + "search/")
    page.locator("[data-search] input").fill("attention")
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    page.context.unroute("**/search/index-*.json")
    retry.click()
    expect(page.locator("[data-result-title]").first).to_be_visible()


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
    expect(page.locator("[data-result-title]").first).to_be_visible()
    assert watched.complaints == []


def test_the_search_works_below_a_path(repository_address: str, open_page: MakePage) -> None:
    page = open_page(repository_address + "search/?q=pointer")
    page.locator("[data-result-link]").first.click()
    page.wait_for_url(repository_address + "papers/vinyals-2015-pointer-networks/")
