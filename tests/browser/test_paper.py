"""The page of one paper: citations, sharing, the way through a collection, people, print."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from papershelf import build
from tests.browser.conftest import MakePage, Watched
from tests.browser.paper_shelf import lay_rich_shelf
from tests.browser.search_page import follow_fragment
from tests.support.server import serving

CLIPBOARD = ["clipboard-read", "clipboard-write"]
READ = "navigator.clipboard.readText()"
SHIFTS = """new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      const inside = sources.some(({ node }) => node?.parentElement?.closest("main"));
      if (inside) total += value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
})"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a shelf with everything, built as `https://shelf.example/`."""
    folder: Path = tmp_path_factory.mktemp("rich")
    lay_rich_shelf(folder, people=400)
    build(folder, folder / "site", base_url="https://shelf.example/")
    with serving(folder / "site") as address:
        yield address


def _ready(page: Page) -> Page:
    page.wait_for_load_state("networkidle")
    return page


def test_formats_are_chosen_by_keyboard_and_one_text_is_shown(
    rich: str, open_page: MakePage
) -> None:
    page = open_page(rich + "papers/rich/", java_script_enabled=False)
    texts = page.locator(".cite pre")
    expect(texts.locator("visible=true")).to_have_count(1)
    radio = page.get_by_role("radio", name="BibTeX")
    radio.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="RIS")).to_be_checked()
    expect(texts.locator("visible=true")).to_contain_text("TY  - JOUR")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(texts.locator("visible=true")).to_contain_text("Lovelace, A., & Babbage")
    expect(page.get_by_role("group", name="Format of the citation")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.get_by_role("button", name="Share")).to_have_count(0)


def test_the_chosen_citation_is_copied_and_that_is_said(rich: str, open_page: MakePage) -> None:
    page = _ready(open_page(rich + "papers/rich/", permissions=CLIPBOARD))
    status = page.locator(".cite [role=status]")
    page.get_by_role("button", name="Copy").click()
    expect(status).to_have_text("Copied")
    assert page.evaluate(READ).startswith("@article{rich2024,")
    page.get_by_text("RIS", exact=True).click()
    expect(status).to_have_text("")
    page.get_by_role("button", name="Copy").click()
    expect(status).to_have_text("Copied")
    assert page.evaluate(READ).replace("\r\n", "\n") == "TY  - JOUR\nER  - "


def test_a_citation_that_cannot_be_copied_is_selected(rich: str, open_page: MakePage) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    _ready(page).goto(rich + "papers/rich/", wait_until="networkidle")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".cite [role=status]")).to_contain_text("Selected")
    assert page.evaluate("getSelection().toString()").startswith("@article{rich2024,")


def test_a_download_has_the_text_and_the_name_of_its_format(rich: str, open_page: MakePage) -> None:
    page = _ready(open_page(rich + "papers/rich/"))
    page.get_by_text("CSL-JSON", exact=True).click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download").click()
    assert caught.value.suggested_filename == "rich2024.json"
    assert Path(caught.value.path()).read_text(encoding="utf-8") == "[{}]\n"


def test_only_a_citation_that_scrolls_is_reached_by_the_keyboard(
    rich: str, open_page: MakePage
) -> None:
    page = _ready(open_page(rich + "papers/rich/", width=390))
    expect(page.locator(".cite--bibtex")).to_have_attribute("tabindex", "0")
    page.get_by_text("APA", exact=True).click()
    assert page.locator(".cite--apa").get_attribute("tabindex") is None


def test_a_collection_leads_from_paper_to_paper(rich: str, open_page: MakePage) -> None:
    page = _ready(open_page(rich + "collections/walk/"))
    page.get_by_role("link", name="A paper that did not hold").click()
    bar = page.get_by_role("navigation", name="Within the collection")
    expect(bar).to_contain_text("A walk")
    expect(bar).to_contain_text("3 of 4")
    bar.get_by_role("link", name="A rich paper").click()
    page.wait_for_url("**/papers/rich/#in=walk")
    expect(bar).to_contain_text("4 of 4")
    expect(bar.get_by_role("link")).to_have_count(2)
    assert page.evaluate("scrollY") == 0
    bar.get_by_role("link", name="A walk").click()
    assert page.url == rich + "collections/walk/"


@pytest.mark.parametrize("fragment", ["", "#in=none", "#in=", "#cite"])
def test_without_a_collection_there_is_no_bar(
    fragment: str, rich: str, open_page: MakePage
) -> None:
    page = _ready(open_page(f"{rich}papers/rich/{fragment}"))
    expect(page.locator("[data-trail]")).to_be_hidden()


def test_the_bar_stays_when_another_fragment_is_followed(rich: str, open_page: MakePage) -> None:
    page = _ready(open_page(rich + "papers/rich/#in=walk"))
    bar = page.locator("[data-trail]")
    expect(bar).to_contain_text("4 of 4")
    follow_fragment(page)
    expect(bar).to_be_visible()
    expect(bar).to_contain_text("4 of 4")


def test_without_javascript_the_neighbours_are_links(rich: str, open_page: MakePage) -> None:
    page = open_page(rich + "papers/rich/#in=walk", java_script_enabled=False)
    expect(page.locator("[data-trail]")).to_be_hidden()
    page.locator("[rel=prev]").click()
    expect(page.locator("h1")).to_have_text("A paper that did not hold")


def test_sharing_copies_the_canonical_address_where_the_device_has_no_sheet(
    rich: str, open_page: MakePage
) -> None:
    page = open_page(permissions=CLIPBOARD)
    page.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined })")
    page.goto(rich + "papers/rich/#in=walk", wait_until="networkidle")
    page.get_by_role("button", name="Share").click()
    expect(page.locator("[data-share] [role=status]")).to_have_text("Link copied")
    assert page.evaluate(READ) == "https://shelf.example/papers/rich/"


def test_sharing_opens_the_sheet_of_the_device(rich: str, open_page: MakePage) -> None:
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'share',"
        " { value: async (data) => { document.documentElement.dataset.shared = data.title } })"
    )
    page.goto(rich + "papers/rich/", wait_until="networkidle")
    page.get_by_role("button", name="Share").click()
    expect(page.locator("html")).to_have_attribute(
        "data-shared", "A rich paper on everything & more"
    )


def test_many_authors_open_in_a_box_that_scrolls_and_close_again(
    rich: str, open_page: MakePage
) -> None:
    page = _ready(open_page(rich + "papers/crowd/", height=700))
    last = page.get_by_text("Given399 Family399")
    assert not last.is_visible()
    summary = page.get_by_text("and 388 more")
    summary.click()
    box = page.locator(".people__many")
    assert box.evaluate("box => box.clientHeight") < 500
    last.scroll_into_view_if_needed()
    assert last.is_visible()
    summary.click()
    assert not last.is_visible()


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("path", ["papers/rich/#in=walk", "papers/crowd/", "papers/plain/"])
def test_nothing_shifts_nothing_is_too_wide_and_nobody_complains(
    path: str, width: int, rich: str, open_page: MakePage
) -> None:
    page = open_page(width=width)
    watched = Watched(page)
    page.goto(rich + path, wait_until="networkidle")
    assert page.evaluate(SHIFTS) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []


def test_all_that_is_handled_is_large_enough(rich: str, open_page: MakePage) -> None:
    page = _ready(open_page(rich + "papers/rich/#in=walk", width=390))
    small = page.evaluate(
        """[...document.querySelectorAll(
             ".button, .cite button, .cite label, .sheet__tools a, .trail a, .way a, .orcid")]
          .filter((element) => element.offsetParent)
          .filter((element) => element.getBoundingClientRect().height < 23.9)
          .map((element) => element.outerHTML)"""
    )
    assert small == []


def test_print_has_the_sheet_with_its_addresses_and_no_controls(
    rich: str, open_page: MakePage
) -> None:
    page = _ready(open_page(rich + "papers/rich/#in=walk"))
    page.get_by_text("APA", exact=True).click()
    page.emulate_media(media="print")
    for control in (".trail", ".cite__tools", ".sheet__tools", ".near", "[data-share]", ".top"):
        expect(page.locator(control)).to_be_hidden()
    for part in ("h1", ".note", ".facts >> nth=0", ".cite--apa", ".buttons"):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator(".cite--bibtex")).to_be_hidden()
    shown = page.locator(".button--strong").evaluate(
        "(element) => getComputedStyle(element, '::after').content"
    )
    assert "rich.pdf" in shown or "attr(href)" in shown
