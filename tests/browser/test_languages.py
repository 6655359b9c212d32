"""The site in each language that it comes with, as a reader sees it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from papershelf import build
from papershelf.packaged import packaged_themes
from papershelf.wording import Wording
from tests.browser.conftest import MakePage, Watched
from tests.browser.paper_shelf import lay_rich_shelf
from tests.support.page_kinds import PageKind, page_kinds
from tests.support.server import serving
from tests.support.wording import in_language

LANGUAGES = sorted(file.stem for file in (packaged_themes() / "base/i18n").glob("*.yaml"))
BLANK = re.compile(r"\{[a-z_]+\}")

Site = tuple[str, str, list[PageKind]]


@pytest.fixture(scope="module", params=LANGUAGES)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A shelf with everything in one language, where it is, and a page of each kind."""
    folder: Path = tmp_path_factory.mktemp(f"in-{request.param}")
    lay_rich_shelf(folder, people=3)
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(f"language: {request.param}\noffline: true\n")
    build(folder, folder / "site", base_url="https://shelf.example/", strict=True)
    with serving(folder / "site") as address:
        yield request.param, address, page_kinds(folder, folder / "site")


def _read(page: Page) -> str:
    """All that a page says to those who see or hear it."""
    text: str = page.evaluate(
        """() => [
          document.title, document.body.innerText,
          ...Array.from(document.querySelectorAll("[aria-label]"), (it) => it.ariaLabel),
        ].join("\\n")"""
    )
    return text


def test_no_page_lacks_a_word_or_is_wider_than_a_small_window(
    site: Site, open_page: MakePage
) -> None:
    language, address, kinds = site
    page = open_page(width=390, service_workers="block")
    watched = Watched(page)
    for kind in kinds:
        page.goto(address + kind.path, wait_until="networkidle")
        assert page.locator("html").get_attribute("lang") == language
        assert BLANK.findall(_read(page)) == [], kind.name
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, kind.name
    assert watched.complaints == []


def test_scripts_speak_the_language_too(site: Site, open_page: MakePage) -> None:
    language, address, _ = site
    words: Wording = in_language(language)
    page = open_page(address + "search/?q=paper", service_workers="block")
    status = page.locator("[data-search-status]")
    expect(status).to_have_text(words.say("lists.papers", 5))
    page.locator("[data-mark=basket]").first.click()
    expect(page.locator("[data-toast]")).to_have_text(words.say("marks.basket_on", 1))
    page.goto(address + "basket/")
    expect(page.locator("[data-count]")).to_have_text(words.say("basket.papers", 1))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name=words.say("display.keys"))).to_be_visible()
