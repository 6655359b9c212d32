"""The difference as a page, opened from the disk."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from papershelf.differences.model import FieldChange
from papershelf.differences.page import html_page
from papershelf.differences.pictures import draw_pictures
from tests.audit.axe import faults, prepared
from tests.browser.conftest import MakePage, Watched
from tests.support import differences
from tests.support.node import ROOT, unavailable

KINDS = ("branch", "small", "hostile")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of each made-up difference."""
    folder = tmp_path_factory.mktemp("difference")
    found = {}
    for kind in KINDS:
        difference = getattr(differences, kind)()
        page = "".join(html_page(difference, draw_pictures(difference), site="site/"))
        found[kind] = folder / f"{kind}.html"
        found[kind].write_bytes(page.encode())
    return found


def _drawn(page: Page) -> bool:
    drawn: bool = page.evaluate(
        "[...document.images].every((image) => image.complete && image.naturalWidth)"
    )
    return drawn


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_nothing_asks_for_nothing_and_breaks_no_rule(
    kind: str, files: dict[str, Path], open_page: MakePage
) -> None:
    page = open_page()
    prepared(page)
    watched = Watched(page)
    page.goto(files[kind].as_uri())
    assert _drawn(page)
    assert faults(page) == []
    assert watched.complaints == []
    asked = [url for url in watched.requests if not url.startswith("data:")]
    assert asked == [files[kind].as_uri()]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_no_wider_than_the_window(
    kind: str, width: int, files: dict[str, Path], open_page: MakePage
) -> None:
    page = open_page(files[kind].as_uri(), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_its_style_is_taken_though_no_other_is(files: dict[str, Path], open_page: MakePage) -> None:
    page = open_page(files["branch"].as_uri())
    page.evaluate("document.body.setAttribute('style', 'margin-top: 123px')")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1216px"


def test_the_list_of_entries_leads_to_each_by_keyboard(
    files: dict[str, Path], open_page: MakePage
) -> None:
    page = open_page(files["branch"].as_uri())
    page.locator(".contents a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('article:target')")
    assert page.locator("article:target h3").inner_text().startswith("Efficient Controllable")


def test_an_entry_far_below_is_reached_though_those_before_it_are_not_drawn(
    open_page: MakePage, tmp_path: Path
) -> None:
    file = tmp_path / "many.html"
    file.write_text("".join(html_page(differences.many(150))), encoding="utf-8")
    page = open_page(file.as_uri())
    page.locator(".contents a").nth(140).click()
    page.wait_for_function(
        """() => new Promise((settled) => {
          let last = -1;
          const look = () => {
            if (scrollY === last) settled(scrollY > 0);
            last = scrollY;
            setTimeout(look, 200);
          };
          look();
        })"""
    )
    top = page.evaluate("document.querySelector('article:target').getBoundingClientRect().top")
    assert 0 <= top < 100


def test_what_came_and_went_is_told_without_colours(
    files: dict[str, Path], open_page: MakePage
) -> None:
    page = open_page(files["branch"].as_uri())
    decoration = "(element) => getComputedStyle(element).textDecorationLine"
    assert page.locator("del").first.evaluate(decoration) == "line-through"
    assert page.locator("ins").first.evaluate(decoration) == "underline"


def test_narrow_windows_name_the_sides(files: dict[str, Path], open_page: MakePage) -> None:
    page = open_page(files["branch"].as_uri(), width=320)
    content = "(element) => getComputedStyle(element, '::before').content"
    assert "before" in page.locator("td.before").first.evaluate(content)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_valid_html(kind: str, files: dict[str, Path], tmp_path: Path) -> None:
    program = ROOT / "tests/node_modules/html-validate/bin/html-validate.mjs"
    if not program.is_file():
        unavailable("html-validate is not installed: run `npm ci --prefix tests`.")
    config = ROOT / "tests/audit/htmlvalidate.json"
    answer = tmp_path / "answer.json"
    with answer.open("wb") as stdout:
        subprocess.run(
            ["node", program, "--config", config, "--formatter", "json", files[kind]],
            stdout=stdout,
            check=False,
        )
    found = [
        (message["ruleId"], message["message"], message.get("selector"))
        for file in json.loads(answer.read_bytes())
        for message in file["messages"]
    ]
    assert found == []


def test_what_is_folded_is_printed_too(tmp_path: Path, open_page: MakePage) -> None:
    made = differences.branch()
    lines = "\n".join(f"Line {number}" for number in range(100))
    long = replace(made.entries[0], fields=(FieldChange("note", None, lines),))
    file = tmp_path / "long.html"
    file.write_text("".join(html_page(replace(made, entries=(long,)))), encoding="utf-8")
    page = open_page(file.as_uri())
    beginning = page.locator(".long summary bdi")
    height = "document.querySelector('.long').getBoundingClientRect().height"
    folded = page.evaluate(height)
    assert beginning.is_visible()
    page.emulate_media(media="print")
    assert page.evaluate(height) > 10 * folded
    assert not beginning.is_visible()
    assert page.locator("details :not(summary, summary *)").evaluate_all(
        "all => all.every((inner) => inner.checkVisibility())"
    )
    # Whatever is emulated, more than a page of lines is on more than the pages of all else.
    sheets = len(re.findall(rb"/Type /Page\b", page.pdf()))
    page.evaluate("document.querySelector('.long').remove()")
    assert len(re.findall(rb"/Type /Page\b", page.pdf())) < sheets
