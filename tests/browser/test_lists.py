"""Lists of papers without JavaScript: their orders, years, facets and pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from papershelf import build
from tests.browser.conftest import MakePage
from tests.support.node import ROOT
from tests.support.server import serving


@pytest.fixture(scope="module")
def paged_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with five papers on a page; the first is retracted and has a picture."""
    shelf = tmp_path_factory.mktemp("paged")
    shutil.copytree(ROOT / "content", shelf / "content")
    with (shelf / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("page_size: 5\n")
    _add(shelf / "content/papers/enevoldsen-2025-mmteb.md", "status: retracted")
    _add(shelf / "content/papers/enevoldsen-2025-mmteb.md", "thumbnail: static/picture.svg")
    (shelf / "content/static").mkdir(exist_ok=True)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
    (shelf / "content/static/picture.svg").write_text(picture, encoding="utf-8")
    build(shelf, lenient=True)
    with serving(shelf / "site") as address:
        yield address


def _add(entry: Path, field: str) -> None:
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("---\n", f"---\n{field}\n", 1), encoding="utf-8")


@pytest.fixture
def plain(open_page: MakePage) -> MakePage:
    """Opens pages without JavaScript."""

    def open_(url: str, **options: object) -> Page:
        return open_page(url, java_script_enabled=False, **options)

    return open_


def test_a_list_is_read_in_its_other_orders(address: str, plain: MakePage) -> None:
    page = plain(address + "topics/prompting/")
    count = page.locator(".cards > li").count()
    orders = page.get_by_role("navigation", name="Order")
    expect(orders.locator("[aria-current=page]")).to_have_text("Newest")
    orders.get_by_role("link", name="Title").click()
    assert page.url == address + "topics/prompting/by/title/"
    titles = page.locator(".rows__title").all_inner_texts()
    assert len(titles) == count
    assert titles == sorted(titles, key=str.casefold)
    page.get_by_role("navigation", name="Order").get_by_role("link", name="On the shelf").click()
    dates = [time.get_attribute("datetime") for time in page.locator(".rows__date").all()]
    assert page.locator(".rows li").count() == count
    assert len(dates) > 10
    assert dates == sorted(dates, key=str, reverse=True)
    page.get_by_role("navigation", name="Order").get_by_role("link", name="Newest").click()
    assert page.url == address + "topics/prompting/"


def test_a_letter_leads_to_its_titles(address: str, plain: MakePage) -> None:
    page = plain(address + "papers/by/title/")
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="P").click()
    expect(page.locator(":target h2")).to_have_text("P")
    assert page.locator(":target .rows__title").first.inner_text().startswith("P")


def test_the_years_of_a_topic_are_reached_from_its_margin_its_table_and_its_chart(
    address: str, plain: MakePage
) -> None:
    page = plain(address + "topics/prompting/", width=1440)
    page.get_by_role("navigation", name="Years").get_by_role("link", name="2024").click()
    assert page.url == address + "topics/prompting/years/2024/"
    assert all("2024" in facts for facts in page.locator(".card__place").all_inner_texts())
    page.get_by_role("link", name="2023", exact=True).click()
    assert page.url == address + "topics/prompting/years/2023/"
    page.get_by_role("link", name="all years of Prompting").click()
    page.locator(".chart summary").click()
    page.get_by_role("table").get_by_role("link", name="2025").click()
    assert page.url == address + "topics/prompting/years/2025/"
    page.goto(address + "topics/prompting/")
    page.locator(".chart a").first.click()
    assert "/topics/prompting/years/" in page.url


def test_facets_stand_in_the_margin_or_unfold(address: str, plain: MakePage) -> None:
    wide = plain(address + "papers/", width=1440)
    topics = wide.get_by_role("navigation", name="Topics")
    expect(topics).to_be_visible()
    expect(wide.locator(".facets > summary")).to_be_hidden()
    counts = [int(count) for count in topics.locator(".count").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    narrow = plain(address + "papers/", width=390)
    expect(narrow.get_by_role("navigation", name="Topics")).to_be_hidden()
    narrow.locator(".facets > summary").click()
    narrow.get_by_role("link", name="All topics").click()
    assert narrow.url == address + "topics/"


def test_the_pages_of_a_folder_stand_in_the_margin_or_unfold(address: str, plain: MakePage) -> None:
    pages = plain(address + "docs/feeds/", width=1440).get_by_role("navigation", name="Pages")
    expect(pages.get_by_role("link", name="Publish")).to_be_visible()
    expect(pages.locator("summary")).to_be_hidden()
    narrow = plain(address + "docs/feeds/", width=390)
    pages = narrow.get_by_role("navigation", name="Pages")
    expect(pages.get_by_role("link", name="Publish")).to_be_hidden()
    pages.locator("summary").click()
    pages.get_by_role("link", name="Publish").click()
    assert narrow.url == address + "docs/publish/"


def test_a_pager_walks_and_jumps_through_all_pages(paged_address: str, plain: MakePage) -> None:
    page = plain(paged_address + "papers/")
    seen: list[str] = []
    while True:
        seen += page.locator(".card__title a").all_inner_texts()
        following = page.locator(".pager [rel=next]")
        if not following.count():
            break
        with page.expect_navigation():
            following.click()
    assert len(seen) == len(set(seen)) == 51
    expect(page.locator(".pager__words")).to_contain_text("Page 11 of 11")
    page.get_by_role("link", name="10 back").click()
    assert page.url == paged_address + "papers/"
    expect(page.locator(".pager [aria-current=page]")).to_have_text("1")
    page.get_by_role("link", name="Page 11").click()
    assert page.url == paged_address + "papers/page/11/"


def test_refining_is_offered_to_scripts_only(address: str, plain: MakePage) -> None:
    page = plain(address + "topics/prompting/")
    expect(page.locator("[data-list-refine]")).to_be_hidden()
    listed = page.locator("[data-list]")
    assert listed.get_attribute("data-list-filter") == "topic=prompting"
    assert listed.locator("[data-list-static] .cards > li").count() > 10
    page.goto(address + "papers/")
    assert listed.get_attribute("data-list-filter") == ""
    page.goto(address + "authors/yoshua-bengio/")
    assert listed.count() == 0


def test_a_retracted_paper_says_so_in_cards_and_rows(paged_address: str, plain: MakePage) -> None:
    page = plain(paged_address + "papers/")
    expect(page.locator(".card--retracted .status")).to_have_text("Retracted")
    page.goto(paged_address + "papers/by/title/")
    expect(page.locator(".rows .card--retracted .status")).to_have_text("Retracted")


def test_dense_lists_show_over_twice_as_many_papers(address: str, open_page: MakePage) -> None:
    page = open_page(address + "papers/", width=1440)

    def height() -> float:
        box = page.locator(".cards").first.bounding_box()
        assert box is not None
        return box["height"]

    comfortable = height()
    page.evaluate("document.documentElement.dataset.density = 'dense'")
    assert comfortable / height() > 2.1
    expect(page.locator(".card__summary").first).to_be_hidden()
    expect(page.locator(".card .chip").first).to_be_visible()


def test_pictures_have_their_place_before_they_come_and_can_be_left_out(
    paged_address: str, open_page: MakePage
) -> None:
    page = open_page(paged_address + "papers/")
    picture = page.locator(".card__thumbnail").first
    assert picture.get_attribute("loading") == "lazy"
    assert [picture.get_attribute(side) for side in ("width", "height")] == ["128", "96"]
    page.evaluate("document.documentElement.dataset.thumbnails = 'off'")
    expect(picture).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_list_scrolls_sideways(width: int, paged_address: str, open_page: MakePage) -> None:
    page = open_page(width=width)
    addresses = ["papers/page/6/", "papers/by/title/", "topics/prompting/years/2024/", "venues/"]
    for density in ("comfortable", "dense"):
        for address in addresses:
            page.goto(paged_address + address)
            page.evaluate("value => document.documentElement.dataset.density = value", density)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
