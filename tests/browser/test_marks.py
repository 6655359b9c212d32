"""What readers keep about papers: star, read, hide, basket and note, wherever a page shows one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from papershelf import build
from tests.audit.axe import prepared, violations
from tests.browser.conftest import MakePage, Watched
from tests.browser.test_comfort import BLOCKED
from tests.support.server import serving

PAPER = "papers/vinyals-2015-pointer-networks/"
ID = "vinyals-2015-pointer-networks"
KEY = "papershelf-papers:/"
_HOSTILE = '<img src=x onerror="document.title=1"> \u202e__proto__ $x_1$'


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A tiny shelf whose titles mean harm."""
    shelf = tmp_path_factory.mktemp("odd")
    for name, text in {
        "site.yaml": "title: Odd\n",
        "papers/constructor.md": f"---\ntitle: '{_HOSTILE}'\nauthors: [Ada]\ndate: 2024\n---\n",
        "papers/Über_Größe.md": "---\ntitle: Über\nauthors: [Ada]\ndate: 2023\n---\n",
    }.items():
        path = shelf / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build(shelf, shelf / "site")
    with serving(shelf / "site") as address:
        yield address


def _kept(page: Page) -> dict[str, Any]:
    """The entries in the storage of the page."""
    text = page.evaluate(f"localStorage.getItem({KEY!r})")
    return dict(json.loads(text)["papers"]) if text else {}


def _kinds(page: Page, paper: str) -> set[str]:
    return set(_kept(page).get(paper, {})) & {"star", "read", "hidden", "basket", "note"}


def _control(place: Locator, name: str) -> Locator:
    return place.get_by_role("button", name=name, exact=True)


def _is_pressed(control: Locator) -> None:
    expect(control).to_have_attribute("aria-pressed", "true")


def _toast(page: Page, text: str) -> None:
    expect(page.locator("[data-toast]")).to_have_text(text)


def _first(page: Page) -> Locator:
    return page.locator(".cards > li").first


def _id(item: Locator) -> str:
    address = item.locator(".card__title a").evaluate("it => it.href")
    return str(address).split("?")[0].rstrip("/").split("/")[-1]


def _seed(page: Page, text: str, address: str) -> None:
    page.goto(address + "404.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def test_a_paper_is_marked_in_a_list_and_shown_so_on_its_page(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    item = _first(page)
    paper = _id(item)
    item.hover()
    _control(item, "Star").click()
    _toast(page, "Starred")
    _is_pressed(_control(item, "Star"))
    _control(item, "Basket").click()
    _toast(page, "In the basket: 1 paper")
    assert _kinds(page, paper) == {"star", "basket"}
    basket = page.get_by_role("link", name="Basket 1")
    assert basket.evaluate("it => it.href") == address + "basket/"
    entry = _kept(page)[paper]
    assert entry["title"] == item.locator(".card__title").inner_text()
    assert " · " in entry["facts"]
    item.locator(".card__title a").click()
    place = page.locator("[data-paper]")
    _is_pressed(_control(place, "Star"))
    _is_pressed(_control(place, "Basket"))
    _control(place, "Basket").click()
    expect(page.locator("[data-basket]")).to_be_hidden()
    assert _kinds(page, paper) == {"star"}


def test_a_sentence_that_follows_another_is_shown_as_long(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    item = _first(page)
    item.hover()
    _control(item, "Star").click()
    _toast(page, "Starred")
    page.locator("[data-toast]").evaluate("it => { it.getAnimations()[0].currentTime = 2900 }")
    _control(item, "Basket").click()
    _toast(page, "In the basket: 1 paper")
    page.wait_for_timeout(600)
    _toast(page, "In the basket: 1 paper")


def test_of_two_sentences_at_once_the_later_is_shown(address: str, open_page: MakePage) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/panels.css", lambda route: held.append(route))
    page.goto(address + "papers/")
    item = _first(page)
    item.hover()
    for name in ("Star", "Basket"):
        _control(item, name).click()
    expect(page.get_by_role("link", name="Basket 1")).to_be_visible()
    sheet = page.locator("link[href$='panels.css']")
    expect(sheet).to_have_count(1)
    held[0].continue_()
    _toast(page, "In the basket: 1 paper")
    expect(sheet).to_have_count(1)


def test_a_result_is_marked_and_results_that_come_later_show_it(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "search/?q=attention")
    item = page.locator("[data-search-results] > li[data-filled]").first
    item.hover()
    _control(item, "Star").click()
    _is_pressed(_control(item, "Star"))
    paper = _id(item)
    assert _kinds(page, paper) == {"star"}
    page.goto(address + "search/?q=attention")
    item = page.locator("[data-search-results] > li[data-is~=star]")
    _is_pressed(_control(item, "Star"))
    page.goto(address + "papers/?q=attention")
    refined = page.locator("[data-search=list] [data-search-results] > li[data-is~=star]")
    _is_pressed(_control(refined, "Star"))


def test_a_hidden_paper_is_a_line_in_every_list_until_it_is_shown(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    item = page.locator(".cards > li").nth(1)
    title = item.locator(".card__title").inner_text()
    paper = _id(item)
    item.hover()
    _control(item, "More marks").click()
    _control(item, "Hide").click()
    expect(item.locator(".card")).to_be_hidden()
    expect(item).to_contain_text(f"Hidden: {title}")
    expect(_control(item, "Show")).to_be_focused()
    page.goto(address + f"search/?q={title.split()[0]}")
    result = page.locator("[data-search-results] > li", has_text=f"Hidden: {title}")
    expect(result.locator(".card")).to_be_hidden()
    page.goto(address + "papers/")
    item = page.locator(".cards > li").nth(1)
    _control(item, "Show").click()
    expect(item.locator(".card__title a")).to_be_focused()
    assert paper not in _kept(page)


def test_keys_mark_the_paper_that_is_reached_or_the_page(address: str, open_page: MakePage) -> None:
    page = open_page(address + "papers/")
    page.keyboard.press("s")
    assert _kept(page) == {}
    page.keyboard.press("j")
    item = page.locator("[data-reached]")
    paper = _id(item)
    for key, text in {
        "s": "Starred",
        "b": "In the basket: 1 paper",
        "r": "Marked as read",
        "x": "Hidden in lists",
    }.items():
        page.keyboard.press(key)
        _toast(page, text)
    assert _kinds(page, paper) == {"star", "basket", "read", "hidden"}
    page.keyboard.press("x")
    _toast(page, "Shown in lists again")
    expect(item.locator(".card__title")).to_be_visible()
    page.keyboard.press("n")
    field = page.get_by_role("textbox", name="Your note, which stays in this browser")
    expect(field).to_be_focused()
    page.keyboard.type("six")
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    assert _kept(page)[paper]["note"] == "six"
    page.goto(address + PAPER)
    page.keyboard.press("s")
    _toast(page, "Starred")
    assert _kinds(page, ID) == {"star"}
    page.keyboard.press("s")
    _toast(page, "No longer starred")
    assert ID not in _kept(page)


def test_by_touch_every_mark_has_a_button_that_a_finger_can_hit(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/", width=390, has_touch=True, is_mobile=True)
    item = _first(page)
    paper = _id(item)
    for name in ("Star", "Basket", "More marks"):
        control = _control(item, name)
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        assert control.evaluate("it => getComputedStyle(it).opacity") == "1"
        control.tap()
    for name in ("Read", "Note"):
        _control(item, name).tap()
    page.get_by_role("textbox", name="Your note").fill("by hand")
    expect(item.get_by_text("Saved")).to_be_visible()
    assert _kinds(page, paper) == {"star", "basket", "read", "note"}
    _control(item, "Hide").tap()
    _control(item, "Show").tap()
    page.goto(address + PAPER)
    for name in ("Star", "Read", "Basket", "Hide"):
        _control(page.locator("[data-paper]"), name).tap()
        _is_pressed(_control(page.locator("[data-paper]"), name))
    assert _kinds(page, ID) == {"star", "read", "basket", "hidden"}


def test_a_note_is_kept_as_it_is_typed_and_a_text_in_every_way(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + PAPER)
    watched = Watched(page)
    button = _control(page.locator("[data-paper]"), "Note")
    button.click()
    field = page.get_by_role("textbox", name="Your note")
    field.fill(_HOSTILE)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert _kept(page)[ID]["note"] == _HOSTILE
    field.fill("left in a hurry")
    page.goto(address + "papers/")
    assert _kept(page)[ID]["note"] == "left in a hurry"
    page.goto(address + PAPER)
    button.click()
    expect(field).to_have_value("left in a hurry")
    field.fill("")
    expect(page.get_by_text("Note removed")).to_be_visible()
    assert ID not in _kept(page)
    button.click()
    expect(field).to_be_hidden()
    expect(button).to_be_focused()
    assert watched.complaints == []


def test_two_tabs_keep_and_show_what_the_other_marks(address: str, open_page: MakePage) -> None:
    there = open_page(address + "papers/")
    item = _first(there)
    paper = _id(item)
    here = there.context.new_page()
    here.goto(f"{address}papers/{paper}/")
    _control(here.locator("[data-paper]"), "Star").click()
    _is_pressed(_control(item, "Star"))
    item.hover()
    _control(item, "Basket").click()
    _is_pressed(_control(here.locator("[data-paper]"), "Basket"))
    assert _kinds(here, paper) == {"star", "basket"}
    expect(here.get_by_role("link", name="Basket 1")).to_be_visible()


def test_with_storage_blocked_marks_last_as_long_as_the_page(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    page.add_init_script(BLOCKED)
    page.goto(address + PAPER)
    star = _control(page.locator("[data-paper]"), "Star")
    star.click()
    expect(page.locator("[data-toast]")).to_contain_text("Starred. Your browser keeps nothing")
    _is_pressed(star)
    page.reload()
    expect(star).to_have_attribute("aria-pressed", "false")
    assert watched.complaints == []


def test_with_storage_full_marks_last_as_long_as_the_page(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + PAPER)
    page.evaluate("""() => {
      for (let size = 4e6; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (let at = 0; ; at++) localStorage.setItem(`x${size}-${at}`, "x".repeat(size));
        } catch {}
      }
    }""")
    star = _control(page.locator("[data-paper]"), "Star")
    star.click()
    expect(page.locator("[data-toast]")).to_contain_text("Starred. Your browser has no room left")
    _is_pressed(star)
    assert _kept(page) == {}


def test_what_cannot_be_read_is_kept_aside(address: str, open_page: MakePage) -> None:
    page = open_page()
    _seed(page, '{"version": 1, "pap', address)
    page.goto(address + PAPER)
    _control(page.locator("[data-paper]"), "Star").click()
    expect(page.locator("[data-toast]")).to_contain_text("Some of your marks could not be read")
    assert page.evaluate(f"localStorage.getItem('{KEY}:damaged')") == '{"version": 1, "pap'
    assert _kinds(page, ID) == {"star"}


def test_what_a_newer_version_keeps_is_shown_and_left_alone(
    address: str, open_page: MakePage
) -> None:
    page = open_page()
    newer = json.dumps({"version": 2, "papers": {ID: {"star": 5, "changed": 5}}})
    _seed(page, newer, address)
    page.goto(address + PAPER)
    star = _control(page.locator("[data-paper]"), "Star")
    _is_pressed(star)
    star.click()
    expect(page.locator("[data-toast]")).to_contain_text("a newer version of these pages")
    _is_pressed(star)
    assert page.evaluate(f"localStorage.getItem({KEY!r})") == newer


def test_hostile_titles_and_ids_are_texts(odd: str, open_page: MakePage) -> None:
    page = open_page(odd + "papers/")
    watched = Watched(page)
    for item in page.locator(".cards > li").all():
        item.hover()
        _control(item, "Star").click()
        _control(item, "More marks").click()
        _control(item, "Hide").click()
        expect(item.locator(".card")).to_be_hidden()
    assert set(_kept(page)) == {"constructor", "uber-grosse"}
    assert page.title() != "1"
    expect(page.locator(".marks-hidden").first).to_contain_text("<img src=x")
    page.reload()
    expect(page.locator(".marks-hidden")).to_have_count(2)
    assert watched.complaints == []


def test_lists_with_marks_move_nothing_but_what_is_hidden(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    item = _first(page)
    item.hover()
    for name in ("Star", "Basket"):
        _control(item, name).click()
    _toast(page, "In the basket: 1 paper")
    page.goto("about:blank")
    page.add_init_script("""
      self.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) self.moved += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(address + "papers/")
    expect(page.get_by_role("link", name="Basket 1")).to_be_visible()
    # The sign in the box of the search, which makes room for the basket.
    assert page.evaluate("self.moved") < 0.0001


def test_without_scripts_there_is_no_control(address: str, open_page: MakePage) -> None:
    page = open_page(java_script_enabled=False)
    for path in ("papers/", PAPER):
        page.goto(address + path)
        for control in page.locator(".marks, .sheet__marks").all():
            expect(control).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_open_keeps_the_rules_of_accessibility(
    scheme: str, address: str, open_page: MakePage
) -> None:
    page = open_page(width=320, color_scheme=scheme, reduced_motion="reduce")
    prepared(page)
    page.goto(address + "papers/")
    for number, name in enumerate(("Read", "Hide", "Note")):
        item = page.locator(".cards > li").nth(number)
        item.hover()
        _control(item, "Star").click()
        _control(item, "More marks").click()
        _control(item, name).click()
    expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(address + PAPER)
    _control(page.locator("[data-paper]"), "Note").click()
    expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
