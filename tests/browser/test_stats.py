"""The page of statistics: its tables, its links, and how it looks to everybody."""

import pytest
from playwright.sync_api import expect

from tests.audit.axe import faults, prepared
from tests.browser.conftest import MakePage

PARTS = ["published", "shelved", "venues", "topics", "artifacts", "artifacts-by-year", "types"]


def test_the_footer_leads_to_every_chart_of_the_shelf(address: str, open_page: MakePage) -> None:
    page = open_page(address, java_script_enabled=False)
    page.get_by_role("navigation", name="Footer").get_by_role("link", name="Statistics").click()
    assert page.url == address + "stats/"
    assert [part.get_attribute("id") for part in page.locator("main section[id]").all()][
        :7
    ] == PARTS


def test_a_table_opens_by_keyboard_and_leads_to_the_papers(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "stats/")
    part = page.locator("#published")
    expect(part.get_by_role("table")).to_be_hidden()
    part.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(part.get_by_role("table")).to_be_visible()
    page.keyboard.press("Tab")
    expect(part.get_by_role("region", name="Papers by year of publication")).to_be_focused()
    header, row = part.get_by_role("columnheader"), part.get_by_role("row", name="2024")
    assert header.all_inner_texts() == ["Year", "Papers"]
    count = int(row.get_by_role("cell").inner_text())
    row.get_by_role("link").click()
    assert page.url == address + "years/2024/"
    assert page.locator(".cards > li").count() == count


def test_a_bar_and_the_name_of_a_bar_lead_to_their_lists(address: str, open_page: MakePage) -> None:
    page = open_page(address + "stats/")
    page.locator("#published svg a").last.click()
    assert "/years/20" in page.url
    page.goto(address + "stats/")
    row = page.locator("#venues").get_by_role("row").nth(1)
    count = int(row.get_by_role("cell").first.inner_text())
    row.get_by_role("link").click()
    assert "/venues/" in page.url
    assert page.locator(".cards > li").count() == count


def test_the_name_of_an_artifact_leads_to_a_search_that_finds_as_many(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "stats/")
    row = page.locator("#artifacts").get_by_role("row", name="Project")
    count = row.get_by_role("cell").first.inner_text()
    row.get_by_role("link").click()
    expect(page.locator("[data-search-results] > li")).to_have_count(int(count))


def test_axe_finds_nothing_wrong_with_it_open_or_closed(address: str, open_page: MakePage) -> None:
    page = open_page()
    prepared(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + "stats/")
        assert faults(page) == []
        for summary in page.locator("main summary").all():
            summary.click()
        assert faults(page) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_only_tables_scroll_sideways(width: int, address: str, open_page: MakePage) -> None:
    page = open_page(address + "stats/", width=width)
    for summary in page.locator("main summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_parts_of_a_bar_are_drawn_with_their_patterns(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "stats/")
    pieces = page.locator("#types .chart__piece")
    fills = set(pieces.evaluate_all("all => all.map((it) => getComputedStyle(it).fill)"))
    assert fills == {f'url("#pattern-{number}")' for number in (1, 2, 3)}
    script = """all => all.map((it) => getComputedStyle(it.querySelector('rect')).fill
      + it.querySelector('path').getAttribute('d'))"""
    patterns = page.locator("pattern").evaluate_all(script)
    assert len(set(patterns)) == len(patterns) == 3


def test_where_the_reader_sets_the_colours_the_bars_have_them(
    address: str, open_page: MakePage
) -> None:
    page = open_page(address + "stats/", forced_colors="active", color_scheme="dark")
    script = """() => {
      const text = getComputedStyle(document.querySelector('main p')).color
      const bars = document.querySelectorAll('#published a rect:last-child, .ranking rect')
      return [text, ...[...bars].map((bar) => getComputedStyle(bar).fill)]
    }"""
    assert len(set(page.evaluate(script))) == 1


def test_paper_has_the_charts_and_no_controls(address: str, open_page: MakePage) -> None:
    page = open_page(address + "stats/", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#published svg")).to_be_visible()
    assert page.locator("main summary:visible").count() == 0
    light = "() => getComputedStyle(document.querySelector('#venues .ranking rect')).fill"
    assert page.evaluate(light) == "rgb(181, 96, 47)"


@pytest.mark.parametrize("width", [390, 1440])
def test_a_table_with_many_columns_scrolls_and_breaks_no_word(
    width: int, address: str, open_page: MakePage
) -> None:
    page = open_page(address + "stats/", width=width)
    part = page.locator("#topics")
    part.locator("summary").click()
    years = part.locator("tbody th")
    assert years.count() > 1
    lines = years.evaluate_all(
        "(cells) => cells.map((cell) => cell.firstChild.getClientRects().length)"
    )
    assert set(lines) == {1}
