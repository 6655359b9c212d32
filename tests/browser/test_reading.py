"""The reading list: shown, sorted, saved as a file, opened elsewhere, and removed in full."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.audit.axe import prepared, violations
from tests.browser.conftest import MakePage, Watched
from tests.browser.test_comfort import BLOCKED
from tests.support.selections import KEY, kept, seed

FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
};"""
NOTE = '<img src=x onerror="document.title=1"> \u202ereversed\n# no heading'


@pytest.fixture(scope="module")
def papers(demo: Path) -> list[str]:
    """The ids of the papers of the demo, the newest first."""
    lines = (demo / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def _entries(papers: list[str]) -> dict[str, dict[str, Any]]:
    """Three papers: starred, read with a note, hidden; and one in the basket alone."""
    marks: list[dict[str, Any]] = [
        {"title": "Beta", "star": 30, "changed": 30},
        {"title": "Alpha", "read": 20, "note": NOTE, "noted": 21, "changed": 21},
        {"title": "Gamma", "hidden": 10, "changed": 10},
        {"title": "Delta", "basket": 5, "changed": 5},
    ]
    return {
        paper: {"facts": "Ada · 2024", **mark} for paper, mark in zip(papers, marks, strict=False)
    }


def _titles(page: Page) -> list[str]:
    return page.locator(".selection__title").all_inner_texts()


def _status(page: Page, text: str) -> None:
    expect(page.locator("[data-status]")).to_have_text(text)


def _show(page: Page, name: str) -> list[str]:
    page.locator(f"[name=show][value={name}]").check(force=True)
    return _titles(page)


def _open(page: Page, content: str | bytes) -> None:
    text = content.encode() if isinstance(content, str) else content
    file: FilePayload = {"name": "list.json", "mimeType": "application/json", "buffer": text}
    page.locator("[data-open]").set_input_files(file)


@pytest.fixture
def filled(address: str, open_page: MakePage, papers: list[str]) -> Page:
    """The page with three papers."""
    page = open_page()
    seed(page, address, _entries(papers))
    page.goto(address + "reading/")
    return page


def test_papers_are_shown_by_their_marks_and_in_three_orders(filled: Page) -> None:
    watched = Watched(filled)
    assert _titles(filled) == ["Beta", "Alpha", "Gamma"]
    assert _show(filled, "star") == ["Beta"]
    assert _show(filled, "unread") == ["Beta"]
    assert _show(filled, "read") == ["Alpha"]
    assert _show(filled, "hidden") == ["Gamma"]
    assert _show(filled, "note") == ["Alpha"]
    assert filled.locator(".selection__note").inner_text() == NOTE
    assert _show(filled, "all") == ["Beta", "Alpha", "Gamma"]
    filled.get_by_label("Sort by").select_option("title")
    assert _titles(filled) == ["Alpha", "Beta", "Gamma"]
    filled.get_by_label("Sort by").select_option("added")
    assert _titles(filled) == ["Beta", "Alpha", "Gamma"]
    assert watched.complaints == []


def test_marks_are_set_and_taken_off_and_papers_removed_and_brought_back(
    filled: Page, papers: list[str]
) -> None:
    button = filled.get_by_role("button", name="Star: Alpha")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert {"star", "read"} <= set(kept(filled)[papers[1]])
    filled.get_by_role("button", name="Remove from the list: Beta").click()
    _status(filled, "Removed: Beta")
    assert papers[0] not in kept(filled)
    filled.get_by_role("button", name="Undo").click()
    assert kept(filled)[papers[0]]["star"] == 30


def test_a_note_is_written_changed_and_removed_by_the_keyboard(
    filled: Page, papers: list[str]
) -> None:
    filled.get_by_role("button", name="Write a note: Beta").press("Enter")
    area = filled.get_by_role("textbox", name="Private note on: Beta")
    expect(area).to_be_focused()
    area.fill("Mine </textarea><script>")
    area.press("Tab")
    filled.keyboard.press("Enter")
    _status(filled, "Note saved")
    assert kept(filled)[papers[0]]["note"] == "Mine </textarea><script>"
    expect(filled.get_by_role("button", name="Change the note: Beta")).to_be_focused()
    filled.keyboard.press("Enter")
    area.fill("thrown away")
    area.press("Escape")
    assert kept(filled)[papers[0]]["note"] == "Mine </textarea><script>"
    filled.keyboard.press("Enter")
    area.fill(" ")
    filled.get_by_role("button", name="Save", exact=True).click()
    _status(filled, "Note removed")
    assert "note" not in kept(filled)[papers[0]]


def test_a_saved_list_is_opened_in_another_browser_and_taken_back(
    filled: Page, address: str, open_page: MakePage, papers: list[str]
) -> None:
    with filled.expect_download() as waiting:
        filled.get_by_role("button", name="Save as a file").click()
    _status(filled, "reading-list.json has 4 papers.")
    assert waiting.value.suggested_filename == "reading-list.json"
    text = waiting.value.path().read_text(encoding="utf-8")
    saved = json.loads(text)
    assert saved["shelf"] == {"title": "The Task Shelf", "address": address}
    other = open_page()
    own = {papers[0]: {"title": "Beta", "facts": "", "read": 1, "changed": 1}}
    seed(other, address, own)
    other.goto(address + "reading/")
    _open(other, text)
    _status(other, "4 papers were taken in.")
    found = kept(other)
    assert {"read", "star"} <= set(found[papers[0]])
    assert found[papers[1]]["note"] == NOTE
    _open(other, text)
    _status(other, "0 papers were taken in. 4 were there already.")
    other.goto(address + "reading/")
    _open(other, text.replace('"star": 30', '"hidden": 31'))
    _status(other, "1 paper was taken in. 3 were there already.")
    other.get_by_role("button", name="Undo").click()
    _status(other, "Undone")
    assert "hidden" not in kept(other)[papers[0]]


def test_a_list_from_another_shelf_brings_the_papers_that_are_here_and_names_the_others(
    address: str, open_page: MakePage, papers: list[str]
) -> None:
    page = open_page(address + "reading/")
    entries: list[Any] = [
        {"id": papers[0], "title": "Theirs", "star": 1, "changed": 1},
        {"id": "elsewhere", "title": "<b>Elsewhere</b>", "star": 1, "changed": 1},
        {"id": "__proto__", "title": "Proto", "note": "x", "changed": 1},
        {"id": 7},
        {"id": "c", "title": "Broken", "star": "yes"},
        None,
    ]
    shelf = {"title": "Other", "address": "https://else.example/"}
    text = {"kind": "papershelf-reading-list", "version": 1, "shelf": shelf, "papers": entries}
    _open(page, json.dumps(text))
    _status(
        page,
        "The file is from another shelf, Other. Papers that are on this shelf too were looked for. "
        "1 paper was taken in.",
    )
    told = page.locator("[data-told]")
    expect(told).to_contain_text("2 are not on this shelf:")
    expect(told).to_contain_text("3 could not be read:")
    assert told.locator("li").all_inner_texts() == [
        *("<b>Elsewhere</b>", "Proto"),
        *("Entry 4", "Broken", "Entry 6"),
    ]
    assert set(kept(page)) == {papers[0]}
    page.get_by_role("button", name="Undo").click()
    assert kept(page) == {}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "The file is no reading list, or it is damaged. Nothing was changed."),
        ("[1]", "The file is something else than a reading list. Nothing was changed."),
        (
            '{"kind": "papershelf-reading-list", "version": 9, "papers": []}',
            "The file was saved by a newer version. Nothing was changed.",
        ),
        (b"\xff" * 5_000_001, "The file is too large. A reading list has 5 MB at most."),
    ],
    ids=["no JSON", "another kind", "newer", "too large"],
)
def test_what_is_no_list_is_refused_and_nothing_is_lost(
    content: str | bytes, told: str, filled: Page
) -> None:
    before = kept(filled)
    _open(filled, content)
    _status(filled, told)
    assert kept(filled) == before


def test_a_list_is_saved_as_markdown_in_which_notes_are_text(filled: Page, address: str) -> None:
    with filled.expect_download() as waiting:
        filled.get_by_role("button", name="Save as Markdown").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert text.startswith("# The Task Shelf\n\n- [Beta](" + address)
    assert "  > \\<img src=x onerror=" in text
    assert "  > \\# no heading" in text


def test_everything_is_removed_after_a_second_press_and_said(
    filled: Page, address: str, papers: list[str]
) -> None:
    filled.evaluate(
        """([key]) => {
      localStorage.setItem("papershelf-theme", "dark");
      localStorage.setItem(`${key}:damaged`, "{");
      localStorage.setItem("papershelf-papers:/another/", "{}");
      localStorage.setItem("foreign", "1");
    }""",
        [KEY],
    )
    filled.reload()
    filled.get_by_role("button", name="Remove everything").click()
    assert kept(filled)
    filled.get_by_role("button", name="Press again to remove everything").click()
    expect(filled.locator("[data-status]")).to_contain_text("your list of 4 papers")
    expect(filled.locator("[data-status]")).to_contain_text("what could not be read")
    expect(filled.locator("[data-status]")).to_contain_text("1 setting")
    keys = filled.evaluate("Object.keys(localStorage).sort()")
    assert keys == ["foreign", "papershelf-papers:/another/"]
    expect(filled.get_by_text("There is nothing on your list yet.")).to_be_visible()


def test_pressing_once_and_going_on_removes_nothing(filled: Page) -> None:
    button = filled.locator("[data-remove-all]")
    button.click()
    button.press("Tab")
    expect(button).to_have_text("Remove everything")
    assert kept(filled)


def test_two_tabs_follow_each_other(filled: Page, address: str, papers: list[str]) -> None:
    other = filled.context.new_page()
    other.goto(f"{address}papers/{papers[5]}/")
    other.locator("[data-paper]").get_by_role("button", name="Star", exact=True).click()
    expect(filled.locator(".selection > li")).to_have_count(4)


def test_what_cannot_be_read_is_offered_as_a_file(
    address: str, open_page: MakePage, papers: list[str]
) -> None:
    broken = '{"version": 1, "papers": {broken'
    page = open_page()

    def check_offer() -> None:
        page.goto(address + "reading/")
        expect(page.get_by_text("could not be read. It is kept aside")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Save what could not be read").click()
        assert waiting.value.path().read_text() == broken

    seed(page, address, broken)
    check_offer()
    page.goto(f"{address}papers/{papers[0]}/")
    star = page.locator("[data-paper]").get_by_role("button", name="Star", exact=True)
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    check_offer()


def test_what_an_older_version_wrote_is_shown_and_what_a_newer_one_wrote_is_left_alone(
    address: str, open_page: MakePage, papers: list[str]
) -> None:
    page = open_page()
    seed(page, address, json.dumps({papers[0]: {"title": "Old", "star": True}}))
    page.goto(address + "reading/")
    assert _titles(page) == ["Old"]
    newer = json.dumps({"version": 9, "papers": {papers[0]: {"title": "New", "star": 4}}})
    seed(page, address, newer)
    page.goto(address + "reading/")
    expect(page.get_by_text("written by a newer version")).to_be_visible()
    expect(page.get_by_role("button", name="Star: New")).to_be_disabled()
    _open(page, json.dumps({"kind": "papershelf-reading-list", "version": 1, "papers": []}))
    assert page.evaluate(f"localStorage.getItem({KEY!r})") == newer


@pytest.mark.parametrize(
    ("script", "told"),
    [(BLOCKED, "does not let the site keep anything"), (FULL, "no more room in this browser")],
    ids=["blocked", "full"],
)
def test_where_nothing_can_be_kept_the_page_says_so_and_works(
    script: str, told: str, address: str, open_page: MakePage, papers: list[str]
) -> None:
    page = open_page()
    page.add_init_script(script)
    page.goto(address + "reading/")
    entry = {"id": papers[0], "title": "One", "star": 1, "changed": 1}
    shelf = {"title": "The Task Shelf", "address": address}
    text = {"kind": "papershelf-reading-list", "version": 1, "shelf": shelf, "papers": [entry]}
    _open(page, json.dumps(text))
    _status(page, "1 paper was taken in.")
    assert _titles(page) == ["One"]
    expect(page.get_by_text(told)).to_be_visible()


def test_without_javascript_the_page_says_what_it_needs(address: str, open_page: MakePage) -> None:
    page = open_page(address + "reading/", java_script_enabled=False)
    assert "This page needs JavaScript" in page.locator("main").inner_text()
    expect(page.locator("[data-reading-page]")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits(
    address: str, open_page: MakePage, papers: list[str], width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    prepared(page)
    page.goto(address + "reading/")
    expect(page.get_by_text("There is nothing on your list yet.")).to_be_visible()
    assert violations(page) == []
    seed(page, address, _entries(papers))
    page.goto(address + "reading/")
    page.get_by_role("button", name="Write a note: Beta").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
