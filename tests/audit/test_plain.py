"""Papers can be read before any script, and names do nothing to what follows them."""

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


_AFTER_NAMES = """() => {
  const commas = [];
  for (const name of document.querySelectorAll(".people a:not(.orcid), .people span")) {
    const after = name.nextSibling;
    if (after?.nodeType !== Node.TEXT_NODE || !after.data.startsWith(",")) continue;
    const comma = document.createRange();
    comma.setStart(after, 0);
    comma.setEnd(after, 1);
    commas.push([name.textContent, Math.round([...name.getClientRects()].at(-1).right),
      Math.round(comma.getBoundingClientRect().left)]);
  }
  return commas;
}"""


def test_a_name_turns_nothing_that_follows_it(odd: Site, browser: Browser) -> None:
    with tab(browser, width=1280) as page:
        page.goto(odd.address + "papers/hostile/")
        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true })")
        commas = page.evaluate(_AFTER_NAMES)
    assert any("\u202e" in name for name, _, _ in commas)
    assert [name for name, end, comma in commas if abs(comma - end) > 2] == []
