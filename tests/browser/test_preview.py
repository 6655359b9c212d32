"""The preview in a real Chromium: edit a file, and see it."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import MakePage, Watched, wait_until
from tests.support.live_preview import LivePreview, previewing

NOVAK = "content/papers/novak-2015.md"


@pytest.fixture
def preview(small: Path) -> Iterator[LivePreview]:
    with previewing(small) as preview:
        # What the process in the background finds at first may load pages again.
        preview.wait_for(catching_up=False)
        yield preview


@pytest.fixture
def opened(preview: LivePreview, open_page: MakePage) -> Callable[[str], Page]:
    """Opens a page of the preview, connected to its events."""

    def open_(path: str) -> Page:
        page = open_page(preview.address + path)
        wait_for_events(page)
        return page

    return open_


def wait_for_events(page: Page) -> None:
    """Wait until a page has heard of a first state: earlier edits are no news to it."""
    expect(page.locator("papershelf-preview [data-bar]")).to_contain_text("papers")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "file", "old", "new", "seen"),
    [
        ("papers/novak-2015/", NOVAK, "and machines", "and looms", "and looms"),
        ("papers/novak-2015/", NOVAK, "The note says", "The remark says", "The remark says"),
        ("papers/", NOVAK, "A square root and a machine", "A new summary", "A new summary"),
        (
            "collections/first-steps/",
            "content/collections/first-steps.md",
            "An intro",
            "An Xtro",
            "Xtro",
        ),
        ("about/", "content/pages/about.md", "See [all", "Read [all", "Read all topics"),
        ("topics/", "content/topics.yaml", "name: Machines", "name: Engines", "Engines"),
        ("venues/", "content/venues.yaml", "NeurIPS", "NIPS again", "NIPS again"),
        ("", "content/site.yaml", "Six papers for tests", "Seven papers", "Seven papers"),
    ],
)
def test_an_edit_of_content_is_seen(
    small: Path, opened: Callable[[str], Page], path: str, file: str, old: str, new: str, seen: str
) -> None:
    page = opened(path)
    replace(small / file, old, new)
    expect(page.locator("main, footer").filter(has_text=seen).first).to_be_visible()


def test_an_edit_of_a_template_is_seen(small: Path, opened: Callable[[str], Page]) -> None:
    page = opened("about/")
    templates = small / "themes/default/templates"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text(
        '{% extends "packaged:page.html" %}{% block heading %}<h1>Mine</h1>{% endblock %}',
        encoding="utf-8",
    )
    expect(page.locator("h1")).to_have_text("Mine")


def test_a_stylesheet_is_swapped_without_loading_the_page_again(
    small: Path, opened: Callable[[str], Page]
) -> None:
    page = opened("about/")
    page.evaluate("window.kept = true")
    styles = small / "themes/default/assets/css"
    styles.mkdir(parents=True)
    (styles / "own.css").write_text(
        "@layer overrides { h1 { color: rgb(1, 2, 3); } }", encoding="utf-8"
    )
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    assert page.evaluate("window.kept") is True


def test_a_picture_that_changes_is_loaded_again(small: Path, opened: Callable[[str], Page]) -> None:
    page = opened("papers/novak-2015/")
    page.evaluate("window.kept = true")
    replace(small / "content/static/novak.svg", "<svg", "<svg id='new'")
    wait_until(lambda: page.evaluate("window.kept") is None)


def test_a_page_that_does_not_change_is_not_loaded_again(
    small: Path, preview: LivePreview, opened: Callable[[str], Page]
) -> None:
    page = opened("about/")
    page.evaluate("window.kept = true")
    before = preview.status()["rebuilt"]

    def has_caught_up() -> bool:
        status = preview.status()
        return bool(status["rebuilt"] > before and not status["catching_up"])

    replace(small / NOVAK, "The note says", "The remark says")
    preview.wait_until(has_caught_up)
    other = opened("papers/novak-2015/")
    expect(other.locator("main")).to_contain_text("The remark says")
    assert page.evaluate("window.kept") is True


def test_a_broken_entry_is_told_on_the_old_page_until_it_is_mended(
    small: Path, preview: LivePreview, opened: Callable[[str], Page]
) -> None:
    page = opened("papers/novak-2015/")
    replace(small / NOVAK, "date: 2015-06-09", "date: 2015-06-31")
    overlay = page.get_by_role("dialog")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(NOVAK)
    expect(overlay).to_contain_text("date: 2015-06-31")
    expect(page.locator("main")).to_contain_text("The note says")
    assert "2015-06-31" in preview.said
    replace(small / NOVAK, "date: 2015-06-31", "date: 2015-06-30")
    expect(overlay).to_be_hidden()
    expect(page.locator("main")).to_contain_text("30 June 2015")


def test_a_template_that_fails_is_told_with_its_line_and_the_old_page_stays(
    small: Path, opened: Callable[[str], Page]
) -> None:
    page = opened("about/")
    templates = small / "themes/default/templates"
    templates.mkdir(parents=True)
    file = templates / "page.html"
    file.write_text(
        '{% extends "packaged:page.html" %}\n{% block heading %}{{ nothing.at_all }}{% endblock %}',
        encoding="utf-8",
    )
    overlay = page.get_by_role("dialog")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text("page.html:2")
    expect(overlay).to_contain_text("nothing")
    expect(page.locator("h1")).to_have_text("About")
    file.unlink()
    expect(overlay).to_be_hidden()


def test_an_entry_comes_is_renamed_and_goes(small: Path, opened: Callable[[str], Page]) -> None:
    page = opened("papers/new-2020/")
    expect(page.locator("h1")).to_have_text("This shelf has no such page")
    file = small / "content/papers/new-2020.md"
    file.write_text("---\ntitle: A new one\nauthors: [Ada Lovelace]\ndate: 2020\n---\n", "utf-8")
    expect(page.locator("h1")).to_have_text("A new one")
    file.rename(file.with_name("newer-2020.md"))
    expect(page.locator("h1")).to_have_text("This shelf has no such page")
    other = opened("papers/newer-2020/")
    expect(other.locator("h1")).to_have_text("A new one")
    file.with_name("newer-2020.md").unlink()
    expect(other.locator("h1")).to_have_text("This shelf has no such page")


def test_two_browsers_see_the_same_edit(small: Path, opened: Callable[[str], Page]) -> None:
    pages = [opened("papers/novak-2015/"), opened("papers/novak-2015/")]
    replace(small / NOVAK, "The note says", "Everybody reads")
    for page in pages:
        expect(page.locator("main")).to_contain_text("Everybody reads")


def _is_another(page: Page) -> bool:
    return page.evaluate("window.isOld") is None


def test_ten_windows_of_one_browser_all_follow(
    small: Path, preview: LivePreview, open_page: MakePage
) -> None:
    first = open_page(preview.address + "papers/novak-2015/")
    pages = [first]
    for _ in range(9):
        page = first.context.new_page()
        page.goto(preview.address + "papers/novak-2015/")
        pages.append(page)
    for page in pages:
        page.evaluate("window.isOld = true")
    replace(small / NOVAK, "The note says", "All ten say")
    for page in pages:
        expect(page.locator("main")).to_contain_text("All ten say")
    for page in pages:
        wait_until(partial(_is_another, page))


def test_the_place_in_a_long_page_is_kept(small: Path, opened: Callable[[str], Page]) -> None:
    body = "\n\n".join(f"Paragraph {number}." for number in range(200))
    (small / "content/pages/long.md").write_text(f"---\ntitle: Long\n---\n{body}\n", "utf-8")
    page = opened("long/")
    page.evaluate("scrollTo(0, 3000)")
    # An edit may come while the page is still on its way there.
    wait_until(lambda: 2900 < page.evaluate("scrollY") < 3100)
    replace(small / "content/pages/long.md", "Paragraph 190.", "Changed.")
    expect(page.locator("main")).to_contain_text("Changed.")
    wait_until(lambda: 2900 < page.evaluate("scrollY") < 3100)


def test_what_is_typed_in_the_search_box_is_kept(
    small: Path, opened: Callable[[str], Page]
) -> None:
    page = opened("papers/novak-2015/")
    box = page.locator("[data-search-box] input")
    box.click()
    box.press_sequentially("sketch")
    replace(small / NOVAK, "The note says", "Typing goes on")
    expect(page.locator("main")).to_contain_text("Typing goes on")
    expect(box).to_have_value("sketch")
    expect(box).to_be_focused()


def test_the_search_finds_an_edit_when_it_has_caught_up(
    small: Path, preview: LivePreview, opened: Callable[[str], Page]
) -> None:
    preview.wait_for(catching_up=False)
    page = opened("search/?q=zymurgy")
    expect(page.locator("main")).to_contain_text(re.compile("nothing|no paper", re.IGNORECASE))
    replace(small / NOVAK, "A square root and a machine", "On zymurgy")
    expect(page.locator("main")).to_contain_text("On zymurgy")


def test_an_open_search_is_not_loaded_again_for_what_it_does_not_find(
    small: Path, preview: LivePreview, opened: Callable[[str], Page]
) -> None:
    page = opened("search/?q=machines")
    expect(page.locator("[data-search-results] > li").first).to_be_visible()
    page.evaluate("window.kept = true")
    styles = small / "themes/default/assets/css"
    styles.mkdir(parents=True)
    (styles / "own.css").write_text(
        "@layer overrides { h1 { color: rgb(1, 2, 3); } }", encoding="utf-8"
    )
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    preview.wait_for(catching_up=False)
    # Told after all that came before it.
    replace(small / NOVAK, "date: 2015-06-09", "date: never")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("window.kept") is True


def test_a_shelf_that_makes_no_site_is_shown_as_soon_as_it_does(
    small: Path, open_page: MakePage
) -> None:
    replace(small / NOVAK, "date: 2015-06-09", "date: never")
    with previewing(small) as preview:
        page = open_page(preview.origin + "/small/papers/novak-2015/")
        sheet = page.get_by_role("dialog")
        expect(sheet).to_contain_text("date: never")
        expect(page.locator("main")).not_to_contain_text(NOVAK)
        replace(small / NOVAK, "date: never", "date: always")
        expect(sheet).to_contain_text("date: always")
        replace(small / NOVAK, "date: always", "date: 2015-06-09")
        expect(page.locator("main")).to_contain_text("The note says")
        expect(sheet).to_be_hidden()


def test_the_browser_follows_what_is_edited(small: Path, open_page: MakePage) -> None:
    with previewing(small, "--follow") as preview:
        page = open_page(preview.address)
        wait_for_events(page)
        replace(small / NOVAK, "The note says", "Look here")
        page.wait_for_url("**/papers/novak-2015/")
        replace(small / "content/collections/first-steps.md", "An introduction", "A beginning")
        page.wait_for_url("**/collections/first-steps/")
        page.goto(preview.address + "about/")
        wait_for_events(page)
        replace(small / "content/collections/first-steps.md", "A beginning", "The end")
        page.wait_for_url("**/collections/first-steps/")


def test_drafts_are_shown_with_a_mark_when_they_are_asked_for(
    small: Path, open_page: MakePage
) -> None:
    with previewing(small, "--drafts") as preview:
        page = open_page(preview.address + "papers/draft-2024/")
        expect(page.locator("main")).to_contain_text(re.compile("draft", re.IGNORECASE))
        assert preview.status()["drafts"] == 1


def test_a_preview_that_is_started_again_is_found_again(small: Path, open_page: MakePage) -> None:
    with previewing(small) as preview:
        port = preview.origin.rpartition(":")[2]
        page = open_page(preview.address + "papers/novak-2015/")
        wait_for_events(page)
    replace(small / NOVAK, "The note says", "Meanwhile it said")
    with previewing(small, "--port", port, "--strict-port"):
        expect(page.locator("main")).to_contain_text("Meanwhile it said", timeout=20_000)


def test_the_panel_leads_to_pages_and_tells_of_problems(
    small: Path, preview: LivePreview, open_page: MakePage
) -> None:
    page = open_page(preview.origin + "/__papershelf/")
    expect(page.get_by_role("link", name="papers/novak-2015/")).to_be_visible()
    replace(small / NOVAK, "date: 2015-06-09", "date: never")
    expect(page.locator("main")).to_contain_text("never")


def test_a_hundred_edits_end_with_the_last_one_and_without_a_complaint(
    small: Path, preview: LivePreview, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    page.goto(preview.address + "papers/novak-2015/")
    file = small / NOVAK
    text = file.read_text(encoding="utf-8")
    for number in range(100):
        file.write_text(f"{text}\nEdit number {number}.\n", encoding="utf-8")
        with suppress(Error):
            # The browser gets its turn: some edits come while it loads the page again.
            page.evaluate("new Promise(requestAnimationFrame)")
    expect(page.locator("main")).to_contain_text("Edit number 99.")
    preview.wait_for(catching_up=False)
    expect(page.locator("main")).to_contain_text("Edit number 99.")
    assert watched.complaints == []
