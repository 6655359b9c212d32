"""What pages say to machines, in a browser that enforces their policy."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakePage, Watched

_RECORD = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective));
"""
_DATA = """[...document.querySelectorAll("script[type='application/ld+json']")]
  .map((it) => JSON.parse(it.textContent)["@type"])"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "WebSite"),
        ("papers/", "CollectionPage"),
        ("topics/", "CollectionPage"),
        ("papers/vinyals-2015-pointer-networks/", "ScholarlyArticle"),
    ],
)
def test_linked_data_is_read_and_violates_no_policy(
    address: str, open_page: MakePage, path: str, kind: str
) -> None:
    page: Page = open_page()
    watched = Watched(page)
    page.add_init_script(_RECORD)
    page.goto(address + path, wait_until="networkidle")
    assert page.evaluate(_DATA) == [kind]
    assert page.evaluate("window.violations") == []
    assert watched.complaints == []


def test_what_lists_say_to_reference_managers_is_not_seen(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "papers/")
    spans = page.locator("span.Z3988")
    assert spans.count() == 50
    assert page.evaluate(
        "[...document.querySelectorAll('.Z3988')].every((it) => it.offsetWidth === 0)"
    )
