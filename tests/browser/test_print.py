"""What comes out of a printer."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakePage

PAPER = "papers/vinyals-2015-pointer-networks/"


def _style(page: Page, element: str, name: str) -> str:
    script = "([element, name]) => getComputedStyle(document.querySelector(element))[name]"
    return str(page.evaluate(script, [element, name]))


def _after(page: Page, selector: str) -> str:
    """What CSS puts after an element."""
    script = "name => getComputedStyle(document.querySelector(name), '::after').content"
    return str(page.evaluate(script, selector))


@pytest.mark.parametrize("kind", [PAPER, "collections/million-tokens/", "weekly/2025-W11/"])
def test_paper_shows_the_text_black_on_white_and_nothing_to_click(
    kind: str, address: str, open_page: MakePage
) -> None:
    page = open_page(address + kind, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert _style(page, "html", "backgroundColor") == "rgb(255, 255, 255)"
    assert _style(page, "h1", "color") == "rgb(0, 0, 0)"
    for chrome in (".top", ".bottom", ".skip", ".crumbs", "button", "form"):
        assert page.locator(f"{chrome}:visible").count() == 0, chrome


def test_paper_names_the_addresses_of_links_and_of_the_page(
    repository_address: str, open_page: MakePage
) -> None:
    page = open_page(repository_address + PAPER)
    page.emulate_media(media="print")
    assert "https://" in _after(page, ".button--strong")
    assert "arxiv.org" in _after(page, ".facts dd > a[href^=http]")
    assert PAPER in _after(page, "[rel=canonical]")
