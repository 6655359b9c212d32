"""Papers can be read before any script."""

from playwright.sync_api import Browser, Page

from tests.audit.sites import Site
from tests.audit.visits import tab


def _text_of(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def test_a_paper_can_be_read_before_any_script(demo: Site, browser: Browser) -> None:
    with tab(browser, width=390, java_script_enabled=False) as page:
        page.goto(demo.address + "papers/vinyals-2015-pointer-networks/")
        text = _text_of(page)
        assert page.locator("h1").inner_text() == "Pointer Networks"
    for part in ("Oriol Vinyals", "Meire Fortunato", "positions in its own input", "PDF"):
        assert part in text
    # The curator's note, up to its formula.
    assert "attention weights are themselves the answer" in text


def test_an_abstract_can_be_read_before_any_script(odd: Site, browser: Browser) -> None:
    with tab(browser, width=390, java_script_enabled=False) as page:
        page.goto(odd.address + "papers/every-link/")
        assert "An abstract." in _text_of(page)
