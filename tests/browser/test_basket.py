"""The basket: filled anywhere, exported as the shelf itself exports, passed on as a link."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Page, Route, expect

from papershelf import build
from tests.audit.axe import prepared, violations
from tests.browser.conftest import MakePage, Watched
from tests.browser.test_comfort import BLOCKED
from tests.support.node import ROOT
from tests.support.selections import ShelfExports, in_basket, kept, lay_stand_ins, seed
from tests.support.server import serving

PAPER = "vinyals-2015-pointer-networks"
FORMATS = {
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
    "csv": "CSV",
    "markdown": "Markdown",
}
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def exports() -> ShelfExports:
    """What the exporters make of the papers of the demo."""
    return ShelfExports(ROOT)


@pytest.fixture(scope="module")
def papers(demo: Path) -> list[str]:
    """The ids of the papers of the demo, the newest first."""
    lines = (demo / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A tiny shelf with a paper that had two other ids."""
    shelf = tmp_path_factory.mktemp("renamed")
    for name, text in {
        "site.yaml": "title: 'A <shelf> & more'\n",
        "papers/now.md": "---\ntitle: Now\nauthors: [A]\nyear: 2024\naliases: [once, then]\n---\n",
        "papers/other.md": "---\ntitle: Other\nauthors: [Ada]\nyear: 2023\n---\n",
    }.items():
        path = shelf / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build(shelf, shelf / "site")
    with serving(shelf / "site") as address:
        yield address


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A shelf of 3,000 papers, and its folder."""
    shelf = tmp_path_factory.mktemp("large")
    lay_stand_ins(shelf, 3_000)
    build(shelf, shelf / "site")
    with serving(shelf / "site") as address:
        yield address, shelf


def _export(page: Page, name: str) -> tuple[str, str]:
    """The file that a button makes: what it is called, and its text with all line ends."""
    with page.expect_download() as waiting:
        page.locator(f"[data-export={name}]").click()
    download = waiting.value
    return download.suggested_filename, download.path().read_bytes().decode()


def _titles(page: Page) -> list[str]:
    return page.locator(".selection__title").all_inner_texts()


def _status(page: Page, text: str) -> None:
    expect(page.locator("[data-status]")).to_have_text(text)


def test_a_basket_is_filled_from_a_list_a_search_and_a_page_and_exported_as_the_shelf_does(
    address: str, open_page: MakePage, exports: ShelfExports
) -> None:
    page = open_page(address + "papers/")
    item = page.locator(".cards > li").first
    item.hover()
    item.get_by_role("button", name="Basket", exact=True).click()
    expect(item).to_have_attribute("data-is", "basket")
    page.goto(address + "search/?q=attention")
    result = page.locator("[data-search-results] > li[data-filled]:not([data-is~=basket])").first
    result.hover()
    result.get_by_role("button", name="Basket", exact=True).click()
    expect(page.locator("[data-basket-count]")).to_have_text("2")
    page.goto(f"{address}papers/{PAPER}/")
    page.locator("[data-paper]").get_by_role("button", name="Basket", exact=True).click()
    expect(page.locator("[data-basket-count]")).to_have_text("3")
    page.locator("[data-basket]").click()
    expect(page.locator(".selection > li")).to_have_count(3)
    entries = kept(page)
    order = sorted(entries, key=lambda paper: entries[paper]["basket"])
    assert order[-1] == PAPER
    texts = {}
    for name in FORMATS:
        file, texts[name] = _export(page, name)
        assert file.startswith("the-task-shelf.")
        assert texts[name].encode() == exports.text(name, order).encode(), name
        _status(page, f"{file} has 3 papers.")
    entries_read = parse_string(texts["bibtex"]).entries
    keys = [entry.key for entry in entries_read]
    assert len(keys) == 3
    assert [record["id"] for record in rispy.loads(texts["ris"])] == keys
    assert [item["id"] for item in json.loads(texts["csl-json"])] == keys
    text = texts["csv"].removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["key"] for row in rows] == keys
    assert [row["id"] for row in rows] == order
    assert texts["markdown"].count("\n- ") + 1 == 3


def test_every_format_of_a_whole_shelf_is_its_own_export(
    address: str, demo: Path, open_page: MakePage, papers: list[str]
) -> None:
    page = open_page()
    seed(page, address, in_basket(papers))
    page.goto(address + "basket/")
    files = {name: _export(page, name)[1] for name in FORMATS}
    assert files["bibtex"].encode() == (demo / "papers.bib").read_bytes()
    assert files["ris"].encode() == (demo / "papers.ris").read_bytes()
    assert files["csl-json"].encode() == (demo / "papers.csl.json").read_bytes()
    assert files["csv"].encode() == (demo / "papers.csv").read_bytes()
    assert files["markdown"].encode() == (demo / "papers.md").read_bytes()


def test_an_export_is_copied(
    address: str, open_page: MakePage, papers: list[str], exports: ShelfExports
) -> None:
    page = open_page(permissions=CLIPBOARD)
    seed(page, address, in_basket(papers[:2]))
    page.goto(address + "basket/")
    page.get_by_role("button", name="Copy as RIS").click()
    _status(page, "2 papers copied as RIS")
    assert page.evaluate("navigator.clipboard.readText()") == exports.text("ris", papers[:2])


def test_papers_are_taken_out_one_by_one_and_all_at_once_and_come_back_in_their_order(
    address: str, open_page: MakePage, papers: list[str]
) -> None:
    page = open_page()
    seed(page, address, in_basket(papers[:4]))
    page.goto(address + "basket/")
    expect(page.locator("[data-count]")).to_have_text("4 papers in your basket")
    expect(page.locator(".selection__title").first).not_to_contain_text("Remembered")
    before = _titles(page)
    page.get_by_role("button", name=f"Take out: {before[1]}").click()
    assert _titles(page) == [before[0], *before[2:]]
    expect(page.get_by_role("button", name=f"Take out: {before[2]}")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    assert _titles(page) == before
    page.get_by_role("button", name="Star all").click()
    _status(page, "4 papers starred")
    page.get_by_role("button", name="Empty the basket").click()
    _status(page, "4 papers taken out")
    expect(page.get_by_text("Your basket is empty.")).to_be_visible()
    assert all("star" in entry and "basket" not in entry for entry in kept(page).values())
    page.get_by_role("button", name="Undo").click()
    assert _titles(page) == before


def test_a_link_shows_its_papers_elsewhere_and_leaves_the_basket_alone(
    address: str, open_page: MakePage, papers: list[str], exports: ShelfExports
) -> None:
    giver = open_page(permissions=CLIPBOARD)
    seed(giver, address, in_basket(papers[:3]))
    giver.goto(address + "basket/")
    giver.get_by_role("button", name="Copy link").click()
    _status(giver, "The link is copied. It carries the selection itself.")
    link = giver.evaluate("navigator.clipboard.readText()")
    assert link == f"{address}basket/#papers={','.join(papers[:3])}"
    taker = open_page()
    seed(taker, address, in_basket(papers[2:5]))
    taker.goto(link)
    expect(taker.get_by_role("heading", name="A selection of 3 papers")).to_be_visible()
    expect(taker.locator(".selection > li")).to_have_count(3)
    assert _export(taker, "bibtex")[1] == exports.text("bibtex", papers[:3])
    assert set(kept(taker)) == set(papers[2:5])
    taker.get_by_role("link", name="Skip to the content").focus()
    taker.keyboard.press("Enter")
    expect(taker.get_by_role("heading", name="A selection of 3 papers")).to_be_visible()
    taker.goto(link)
    taker.get_by_role("button", name="Add to your basket").click()
    _status(taker, "2 papers added to your basket")
    assert set(kept(taker)) == set(papers[:5])
    taker.get_by_role("button", name="Undo").click()
    assert set(kept(taker)) == set(papers[2:5])
    taker.get_by_role("link", name="Show your own basket").click()
    expect(taker.locator("[data-count]")).to_have_text("3 papers in your basket")


def test_a_link_with_papers_that_are_gone_renamed_or_hostile_shows_the_rest(
    renamed: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    ids = ["once", "then", "gone", "../", "__proto__", "<img src=x onerror=alert(1)>", "x" * 10_000]
    page.goto(f"{renamed}basket/#papers={','.join(quote(each, safe='') for each in ids)},%ff,other")
    expect(page.get_by_text("6 papers are not on this shelf:")).to_be_visible()
    assert _titles(page) == ["Now", "Other"]
    expect(page.get_by_role("heading", name="A selection of 8 papers")).to_be_visible()
    file, text = _export(page, "csl-json")
    assert file == "a-shelf-more.csl.json"
    assert [item["title"] for item in json.loads(text)] == ["Now", "Other"]
    expect(page.locator("[data-status]")).to_contain_text("6 papers are left out")
    assert watched.complaints == []


def test_a_paper_that_was_renamed_is_kept_under_its_new_id_and_one_that_is_gone_by_its_title(
    renamed: str, open_page: MakePage
) -> None:
    page = open_page()
    seed(page, renamed, in_basket(["once", "lost", "other"]))
    page.goto(renamed + "basket/")
    expect(page.get_by_text("1 paper is no longer on this shelf:")).to_be_visible()
    expect(page.locator("[data-gone] li")).to_have_text("Remembered lost")
    assert _titles(page) == ["Now", "Other"]
    assert set(kept(page)) == {"now", "lost", "other"}
    file, text = _export(page, "ris")
    assert len(rispy.loads(text)) == 2
    _status(page, f"{file} has 2 papers. 1 paper is left out, for it is no longer on this shelf.")
    page.get_by_role("button", name="Take them out").click()
    expect(page.locator("[data-gone]")).to_be_hidden()
    assert set(kept(page)) == {"now", "other"}


def test_two_thousand_papers_are_shown_and_exported_whole(
    large: tuple[str, Path], open_page: MakePage
) -> None:
    address, shelf = large
    wanted = [f"p{number}" for number in range(2_999, 999, -1)]
    page = open_page(permissions=CLIPBOARD)
    page.goto(f"{address}basket/#papers={','.join(wanted)}")
    expect(page.get_by_role("heading", name="A selection of 2,000 papers")).to_be_visible()
    expect(page.locator(".selection__title").first).to_have_text("Stand-in 2999")
    expect(page.locator(".selection > li")).to_have_count(100)
    exports = ShelfExports(shelf)
    assert _export(page, "bibtex")[1] == exports.text("bibtex", wanted)
    assert _export(page, "csv")[1] == exports.text("csv", wanted)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("[data-status]")).to_contain_text("some programs cut links")
    page.get_by_role("button", name="Add to your basket").click()
    _status(page, "2,000 papers added to your basket")
    assert len(kept(page)) == 2_000


def test_a_link_with_more_than_five_thousand_papers_is_refused(
    address: str, open_page: MakePage
) -> None:
    page = open_page(f"{address}basket/#papers={','.join(f'p{n}' for n in range(5_001))}")
    expect(page.get_by_role("heading", name="The link names 5,001 papers")).to_be_visible()
    expect(page.locator(".selection > li")).to_have_count(0)
    expect(page.get_by_role("button", name="Add to your basket")).to_be_hidden()


def test_an_export_that_cannot_be_whole_is_none_and_can_be_tried_again(
    address: str, open_page: MakePage, papers: list[str], exports: ShelfExports
) -> None:
    page = open_page()
    seed(page, address, in_basket(papers[:40]))
    broken: list[str] = []

    def fail(route: Route) -> None:
        if route.request.url.endswith("/0.json"):
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/records/**", fail)
    page.goto(address + "basket/")
    expect(page.locator("[data-status]")).to_contain_text("The shelf cannot be reached for")
    page.locator("[data-export=ris]").click()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert broken
    page.unroute("**/records/**")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Try again").click()
    assert waiting.value.path().read_bytes().decode() == exports.text("ris", papers[:40])


def test_what_another_tab_puts_in_appears(
    address: str, open_page: MakePage, papers: list[str]
) -> None:
    page = open_page()
    seed(page, address, in_basket(papers[:1]))
    page.goto(address + "basket/")
    other = page.context.new_page()
    other.goto(f"{address}papers/{PAPER}/")
    other.locator("[data-paper]").get_by_role("button", name="Basket", exact=True).click()
    expect(page.locator(".selection > li")).to_have_count(2)
    page.get_by_role("button", name="Empty the basket").click()
    expect(other.locator("[data-basket]")).to_be_hidden()


def test_with_storage_blocked_a_link_can_be_looked_at_and_exported(
    address: str, open_page: MakePage, papers: list[str], exports: ShelfExports
) -> None:
    page = open_page()
    page.add_init_script(BLOCKED)
    page.goto(f"{address}basket/#papers={papers[0]}")
    expect(page.get_by_text("does not let the site keep anything")).to_be_visible()
    assert _export(page, "ris")[1] == exports.text("ris", papers[:1])
    page.get_by_role("button", name="Add to your basket").click()
    _status(page, "1 paper added to your basket")


def test_without_javascript_the_page_leads_to_the_files_of_the_shelf(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "basket/", java_script_enabled=False)
    assert "This page needs JavaScript" in page.locator("main").inner_text()
    assert "../papers.bib" in page.locator("noscript").inner_html()
    expect(page.locator("[data-basket-page]")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(
    address: str, open_page: MakePage, papers: list[str], width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    prepared(page)
    for target in ("basket/", f"basket/#papers={papers[0]},gone"):
        seed(page, address, in_basket([*papers[:2], "gone"]))
        page.goto(address + target)
        expect(page.locator("[data-gone]")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
