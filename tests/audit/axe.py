"""axe-core in a page."""

from typing import Any

from playwright.sync_api import Page

from tests.support.node import ROOT, unavailable

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_RUN = """(run) => axe.run(document, run).then((result) =>
  result.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target.join(' '))]))"""


def prepared(page: Page) -> None:
    """Have axe-core in every document that the page opens."""
    script = ROOT / "tests/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        unavailable("axe-core is not installed: run `npm ci --prefix tests`.")
    page.add_init_script(path=script)


def violations(page: Page, *, only: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """The rules that are broken, each with the elements that break it."""
    run: dict[str, Any] = {
        "runOnly": {"type": "rule" if only else "tag", "values": only or TAGS},
        "resultTypes": ["violations"],
        "rules": {} if only else {"target-size": {"enabled": True}},
    }
    found: list[tuple[str, list[str]]] = page.evaluate(_RUN, run)
    return found
