"""Display settings, keys, links to headings, narrow screens, and the other direction."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from papershelf import build
from tests.browser.conftest import MakePage
from tests.browser.test_pages import KINDS
from tests.support.server import serving

PAPER = "papers/vinyals-2015-pointer-networks/"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});"""

_LONG = f"""---
title: "{"Overlong" * 40} https://example.org/{"a/very/long/path" * 12}"
authors: ["{"Verylongname" * 12} Cohen"]
date: 2024
venue: "{"Proceedings" * 30}"
summary: "{"x" * 300}"
abstract: "{"y" * 300} `{"code" * 80}`"
keywords: ["{"keyword" * 30}"]
links: {{pdf: "https://example.org/{"p" * 300}"}}
collections: [first]
---
{"z" * 300} https://example.org/{"q" * 300}

    {"preformatted " * 30}
"""
_HEBREW = """---
title: "מבוא ללמידה עמוקה"
authors: [דנה כהן]
date: 2024-05
added: 2024-06-01
collections: [first]
---
## כותרת

הערה.
"""


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A tiny shelf in Hebrew, with a paper that is too long for every line."""
    shelf = tmp_path_factory.mktemp("hebrew")
    for name, text in {
        "site.yaml": f"title: {'מדף המאמרים ' * 8}\nlanguage: he\npage_size: 5\n",
        "collections/first.md": "---\ntitle: אוסף\n---\n",
        "papers/long.md": _LONG,
        **{f"papers/p{number}.md": _HEBREW for number in range(8)},
    }.items():
        path = shelf / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build(shelf, shelf / "site")
    with serving(shelf / "site") as address:
        yield address


def _chosen(page: Page) -> dict[str, str]:
    return dict(page.evaluate("({...document.documentElement.dataset})"))


def _background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def _open_settings(page: Page) -> None:
    page.get_by_role("button", name="Display settings").click()
    expect(page.locator(".panel")).to_be_visible()


_ROOM = """() => {
  const reached = document.querySelector("[data-reached]");
  const ring = getComputedStyle(reached, "::after");
  const width = parseFloat(ring.outlineWidth) + parseFloat(ring.outlineOffset);
  const { top, bottom } = reached.getBoundingClientRect();
  const text = (paper) => [...paper.querySelectorAll("a, span, p")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true }))
    .map((it) => it.getBoundingClientRect()).filter(({ height }) => height);
  const above = text(reached.previousElementSibling).map((box) => top - width - box.bottom);
  const below = text(reached.nextElementSibling).map((box) => box.top - bottom - width);
  return Math.min(...above, ...below);
}"""
"""How far the ring around a paper is from the text of the nearest other, in pixels."""


def _reached(page: Page) -> str:
    return str(page.evaluate("document.querySelector('[data-reached] a')?.href ?? ''"))


# Settings


def test_colours_follow_the_system_until_the_reader_chooses(
    address: str, open_page: MakePage
) -> None:
    light = open_page(address, color_scheme="light")
    dark = open_page(address, color_scheme="dark")
    assert _background(light) != _background(dark)
    _open_settings(light)
    light.get_by_role("radio", name="Dark").check()
    assert _background(light) == _background(dark)
    light.get_by_role("radio", name="Automatic").check()
    assert _background(light) != _background(dark)


def test_choices_hold_on_other_pages_before_these_are_painted(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/", color_scheme="light")
    _open_settings(page)
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("radio", name="Largest").check()
    page.get_by_role("radio", name="Dense").check()
    dark = _background(page)
    # No module has run when the document has been parsed: only what is early counts.
    page.route("**/js/main.js", lambda route: route.abort())
    page.goto(address + PAPER, wait_until="domcontentloaded")
    assert _chosen(page) | {"theme": "dark", "size": "150", "density": "dense"} == _chosen(page)
    assert _background(page) == dark
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"


def test_the_panel_says_what_was_chosen_before(address: str, open_page: MakePage) -> None:
    page = open_page(address + "display/")
    page.locator("main").get_by_role("radio", name="Light").check()
    page.goto(address + "topics/")
    _open_settings(page)
    expect(page.get_by_role("radio", name="Light")).to_be_checked()
    expect(page.get_by_role("radio", name="Normal")).to_be_checked()
    expect(page.get_by_role("radio", name="Comfortable")).to_be_checked()


def test_going_back_to_the_default_forgets_the_choice(address: str, open_page: MakePage) -> None:
    page = open_page(address + "display/")
    main = page.locator("main")
    main.get_by_role("radio", name="Dense").check()
    assert page.evaluate("localStorage.getItem('papershelf-density')") == "dense"
    main.get_by_role("radio", name="Comfortable").check()
    assert page.evaluate("localStorage.getItem('papershelf-density')") is None


def test_a_choice_reaches_the_page_in_another_tab(address: str, open_page: MakePage) -> None:
    page = open_page(address + "display/")
    other = page.context.new_page()
    other.goto(address)
    page.locator("main").get_by_role("radio", name="Dark").check()
    other.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert _background(other) == _background(page)


def test_with_storage_blocked_a_choice_lasts_as_long_as_the_page(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(BLOCKED)
    page.goto(address)
    _open_settings(page)
    page.get_by_role("radio", name="Dark").check()
    assert _chosen(page)["theme"] == "dark"
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert _reached(page) == ""
    page.goto(address + "topics/")
    assert "theme" not in _chosen(page)
    assert errors == []


def test_the_panel_closes_with_escape_and_the_focus_returns(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    button = page.get_by_role("button", name="Display settings")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Automatic")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    expect(page.locator(".panel")).to_be_visible()
    button.click()
    expect(page.locator(".panel")).to_be_hidden()


def test_where_the_panel_cannot_be_had_its_button_leads_to_the_page(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + PAPER)
    page.route("**/js/panels.js", lambda route: route.abort())
    page.get_by_role("button", name="Display settings").click()
    page.wait_for_url("**/display/**")
    expect(page.get_by_role("heading", name="Display")).to_be_visible()


def test_without_javascript_the_footer_leads_to_a_page_that_says_so(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + PAPER, java_script_enabled=False)
    page.get_by_role("link", name="Display").click()
    assert "JavaScript" in page.locator("main").inner_text()
    assert page.get_by_role("radio").count() == 0


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (390, 844), (1440, 900)])
def test_the_panel_is_reached_in_full_on_every_screen(
    width: int, height: int, address: str, open_page: MakePage
) -> None:
    page = open_page(address, width=width, height=height)
    _open_settings(page)
    box = page.locator(".panel").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    show = page.get_by_role("button", name="Show them")
    show.scroll_into_view_if_needed()
    expect(show).to_be_in_viewport(ratio=1)


# Keys


def test_j_and_k_walk_through_the_papers_and_o_and_enter_open_them(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    links = page.locator(".cards > li .card__title a")
    first, second = (str(links.nth(place).evaluate("a => a.href")) for place in (0, 1))
    page.keyboard.press("j")
    assert _reached(page) == first
    page.keyboard.press("j")
    assert _reached(page) == second
    ring = "getComputedStyle(document.querySelector('[data-reached]'), '::after')"
    assert page.evaluate(f"{ring}.outlineStyle") == "solid"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert _reached(page) == first
    page.keyboard.press("o")
    page.wait_for_url(first)
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/papers/" in url and not url.endswith("/papers/"))


@pytest.mark.parametrize("path", ["papers/", "papers/by/title/", "search/?q=model"])
def test_the_ring_around_a_paper_of_a_dense_list_covers_no_text_of_others(
    path: str, address: str, open_page: MakePage
) -> None:
    page = open_page(address + path)
    page.evaluate("document.documentElement.dataset.density = 'dense'")
    expect(page.locator(".cards > li a, .rows li a").nth(3)).to_be_visible()
    page.locator("h1").click()
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator("[data-reached]")).to_be_visible()
    assert page.evaluate(_ROOM) >= 0


def test_a_paper_out_of_sight_comes_into_view_and_escape_leaves_it(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/", height=400, reduced_motion="reduce")
    for _ in range(6):
        page.keyboard.press("j")
    expect(page.locator("[data-reached]")).to_be_in_viewport(ratio=1)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.keyboard.press("Escape")
    expect(page.locator("[data-reached]")).to_have_count(0)
    page.keyboard.press("j")
    expect(page.locator("[data-reached]")).to_be_in_viewport()


def test_keys_walk_through_the_papers_near_a_paper(address: str, open_page: MakePage) -> None:
    page = open_page(address + "papers/enevoldsen-2025-mmteb/")
    near = str(page.locator(".near a").first.evaluate("a => a.href"))
    page.keyboard.press("j")
    assert _reached(page) == near
    page.keyboard.press("o")
    page.wait_for_url(near)


def test_keys_walk_through_search_results_too(address: str, open_page: MakePage) -> None:
    page = open_page(address + "search/?q=attention")
    page.locator("[data-search-results] > li[data-filled]").first.wait_for()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-search-results] > li").nth(1)
    expect(second).to_have_attribute("data-reached", "")


PLACES = {
    "h": "",
    "p": "papers/",
    "c": "collections/",
    "t": "topics/",
    "a": "authors/",
    "v": "venues/",
    "y": "years/",
    "s": "search/",
}


@pytest.mark.parametrize(("letter", "place"), PLACES.items())
def test_g_and_a_letter_go_to_a_place_that_the_help_names(
    letter: str, place: str, repository_address: str, open_page: MakePage
) -> None:
    page = open_page(repository_address + "display/")
    shown = page.locator(".keys dt").all_inner_texts()
    assert f"g then {letter}" in [" ".join(text.split()) for text in shown]
    page.keyboard.press("g")
    page.keyboard.press(letter)
    page.wait_for_url(repository_address + place)
    assert page.locator("h1").is_visible()


def test_g_leads_to_no_place_that_the_shelf_lacks(hebrew: str, open_page: MakePage) -> None:
    page = open_page(hebrew + "papers/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.keyboard.press("j")
    assert page.url == hebrew + "papers/"
    assert _reached(page) != ""


def test_other_keys_and_those_of_the_browser_are_left_alone(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    for key in ("Control+j", "Alt+j", "Meta+j", "Shift+J", "x"):
        page.keyboard.press(key)
    assert _reached(page) == ""


def test_letters_typed_into_the_search_box_stay_letters(address: str, open_page: MakePage) -> None:
    page = open_page(address + "papers/")
    page.keyboard.press("/")
    page.keyboard.type("jk?go/gh")
    expect(page.locator("[data-search-box] input")).to_have_value("jk?go/gh")
    assert _reached(page) == ""
    assert page.locator("dialog").count() == 0


def test_on_a_phone_the_slash_goes_to_the_search_page(address: str, open_page: MakePage) -> None:
    page = open_page(address + "papers/", width=390)
    assert not page.locator("[data-search-box] input").is_visible()
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    page.goto(address + "papers/")
    page.locator("[data-search-box]").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=")


def test_the_question_mark_shows_the_keys_and_escape_closes_them(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + PAPER, height=256)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_be_in_viewport()
    assert "Next paper" in dialog.inner_text()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.url.endswith(PAPER)
    page.keyboard.press("?")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_single_keys_can_be_switched_off_for_good(address: str, open_page: MakePage) -> None:
    page = open_page(address + "papers/")
    _open_settings(page)
    page.get_by_role("checkbox", name="Single-key shortcuts").uncheck()
    page.goto(address + "papers/")
    for key in ("/", "j", "?", "g", "h"):
        page.keyboard.press(key)
    assert _reached(page) == ""
    assert page.locator("dialog").count() == 0
    assert page.url == address + "papers/"
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert not page.locator(".search-box kbd").is_visible()


def test_the_page_of_keys_offers_nothing_to_close(address: str, open_page: MakePage) -> None:
    page = open_page(address + "display/")
    assert page.locator(".keys").inner_text().startswith("/")
    assert not page.get_by_role("button", name="Close").is_visible()


# Links to headings


@pytest.mark.parametrize("kind", ["docs/entries/", "collections/million-tokens/"])
def test_the_sign_of_a_heading_copies_its_address_and_says_so(
    kind: str, address: str, open_page: MakePage
) -> None:
    page = open_page(address + kind, permissions=["clipboard-read", "clipboard-write"])
    anchor = page.get_by_role("link", name="Link to").first
    anchor.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "#" in page.url


# Narrow, long, and from right to left


HEBREW_KINDS = [
    "",
    "papers/",
    "papers/long/",
    "papers/p1/",
    "collections/first/",
    "authors/",
    "venues/",
    "years/2024/",
    "monthly/2024-06/",
    "search/",
    "display/",
]


@pytest.mark.parametrize("size", ["100", "150"])
def test_nothing_is_wider_than_the_narrowest_screen(
    size: str, address: str, hebrew: str, open_page: MakePage
) -> None:
    page = open_page(width=320, height=256)
    page.add_init_script(f"localStorage.setItem('papershelf-size', '{size}')")
    wide = []
    for url in [address + kind for kind in KINDS] + [hebrew + kind for kind in HEBREW_KINDS]:
        page.goto(url)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(url)
    assert wide == []


@pytest.mark.parametrize("width", [320, 390, 700])
def test_the_header_of_a_narrow_page_is_two_lines_high(
    width: int, address: str, hebrew: str, open_page: MakePage
) -> None:
    page = open_page(width=width)
    heights = {}
    for url in (address + "papers/", address + "search/", address, hebrew + "papers/"):
        page.goto(url)
        heights[url] = page.evaluate("document.querySelector('.top').offsetHeight")
    assert max(heights.values()) <= 112, heights


def test_the_current_page_is_in_view_in_the_menu_of_a_phone(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "docs/", width=320)
    expect(page.locator(".top__nav [aria-current]")).to_be_in_viewport()


def test_a_site_in_hebrew_runs_from_right_to_left(hebrew: str, open_page: MakePage) -> None:
    page = open_page(hebrew + "papers/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    brand, tools = (page.locator(name).bounding_box() for name in (".top__brand", ".top__tools"))
    assert brand is not None
    assert tools is not None
    assert brand["x"] > tools["x"]
    next_sign = page.locator(".pager [rel=next] .icon")
    assert next_sign.evaluate("sign => getComputedStyle(sign).scale") == "-1 1"
    _open_settings(page)
    box = page.locator(".panel").bounding_box()
    assert box is not None
    assert 0 <= box["x"] < 400


def test_titles_of_either_direction_stand_on_the_side_of_the_page(
    hebrew: str, open_page: MakePage
) -> None:
    page = open_page(hebrew + "papers/")
    sides = page.locator("h1, .card__title").evaluate_all(
        "titles => titles.map((title) => getComputedStyle(title).textAlign)"
    )
    directions = page.locator("h1, .card__title").evaluate_all(
        "titles => titles.map((title) => getComputedStyle(title).direction)"
    )
    assert set(sides) == {"right"}
    assert set(directions) == {"ltr", "rtl"}
