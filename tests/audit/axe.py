"""axe-core in a page."""

from typing import Any, Literal

from playwright.sync_api import Page

from tests.support.node import ROOT, unavailable

OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that a colour scheme can break: the others need no second look in the dark."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_RUN = """(run) => axe.run(document, run).then((result) =>
  result.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target.join(' '))]))"""

_STILL = "Promise.allSettled(document.getAnimations().map((it) => it.finished))"


def prepared(page: Page) -> None:
    """Have axe-core in every document that the page opens."""
    script = ROOT / "tests/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        unavailable("axe-core is not installed: run `npm ci --prefix tests`.")
    page.add_init_script(path=script)


def faults(page: Page) -> list[str]:
    """What is wrong with a page as it stands, in the light and then in the dark."""
    _turn(page, "light")
    found = violations(page)
    _turn(page, "dark")
    found += violations(page, only=OF_COLOUR)
    return [f"{rule}: {element}" for rule, elements in found for element in elements]


def _turn(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    # Colours may change slowly.
    page.evaluate(_STILL)


def violations(page: Page, *, only: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """The rules that are broken, each with the elements that break it."""
    run: dict[str, Any] = {
        "runOnly": {"type": "rule" if only else "tag", "values": only or TAGS},
        "resultTypes": ["violations"],
        # There is nothing in frames, and style sheets are read from the document.
        "iframes": False,
        "preload": False,
        "rules": {} if only else {"target-size": {"enabled": True}},
    }
    found: list[tuple[str, list[str]]] = page.evaluate(_RUN, run)
    return found
