"""The map by mouse, touch and keyboard, in light and dark, and where its files do not come."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from papershelf import build
from tests.audit.axe import prepared, violations
from tests.browser.conftest import MakePage, Watched, wait_until
from tests.support.server import serving

CARD = ".map__card:not([hidden])"


def opened(page: Page, address: str, fragment: str = "") -> Page:
    page.goto(f"{address}map/{fragment}")
    page.wait_for_selector("[data-map-drawn]")
    return page


@pytest.fixture
def demo_map(address: str, open_page: MakePage) -> Page:
    return opened(open_page(), address)


def view(page: Page) -> list[str]:
    """What the address says: how far right and down the middle is, the zoom and the colours."""
    # Playwright's own idea of the address changes only while it is asked for something.
    return str(page.evaluate("location.hash || '#0.5,0.5,1,topic'"))[1:].split(",")


def canvas(page: Page) -> Locator:
    return page.locator("[data-map] canvas")


def walk(page: Page, key: str = "ArrowRight") -> str:
    """Go to a paper by a key; what is said of it."""
    said = page.locator("[data-map-status]")
    before = said.text_content() or ""
    page.keyboard.press(key)
    expect(said).not_to_have_text(before or re.compile("^$"))
    return said.text_content() or ""


def reach(page: Page) -> tuple[float, float]:
    """Go to a paper by the keyboard, so near that it is in the middle: where that is."""
    canvas(page).focus()
    for _ in range(9):
        page.keyboard.press("+")
    walk(page)
    wait_until(lambda: view(page)[0] != "0.5")
    box = canvas(page).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_keyboard_walks_from_paper_to_paper_and_opens_one(demo_map: Page) -> None:
    canvas(demo_map).focus()
    first = walk(demo_map)
    second = walk(demo_map)
    assert first != second
    title = demo_map.locator(f"{CARD} [data-card-title]")
    expect(title).to_have_text(second.split(". ")[0])
    href = title.get_attribute("href") or ""
    demo_map.keyboard.press("Enter")
    demo_map.wait_for_url(re.compile(re.escape(href)))


def test_at_the_edge_the_keyboard_says_so(demo_map: Page) -> None:
    canvas(demo_map).focus()
    said = demo_map.locator("[data-map-status]")
    # However far the first paper is from the edge, 51 steps reach it.
    for _ in range(51):
        if walk(demo_map, "ArrowLeft").startswith("There is no paper"):
            break
    expect(said).to_have_text("There is no paper in that direction.")


def test_keys_zoom_and_the_address_keeps_the_view(
    address: str, demo_map: Page, open_page: MakePage
) -> None:
    canvas(demo_map).focus()
    for key in ("+", "+", "Shift+ArrowRight"):
        demo_map.keyboard.press(key)
    wait_until(lambda: view(demo_map)[2:] == ["2.56", "topic"])
    wait_until(lambda: float(view(demo_map)[0]) > 0.5)
    again = opened(open_page(), address, f"#{','.join(view(demo_map))}")
    canvas(again).focus()
    again.keyboard.press("0")
    wait_until(lambda: view(again) == ["0.5", "0.5", "1", "topic"])


def test_the_mouse_finds_opens_and_drags(demo_map: Page) -> None:
    left, top = reach(demo_map)
    title = demo_map.locator(f"{CARD} [data-card-title]")
    expected = title.text_content() or ""
    demo_map.keyboard.press("Escape")
    expect(demo_map.locator(CARD)).to_have_count(0)
    demo_map.mouse.move(left, top)
    expect(title).to_have_text(expected)
    # The card can be gone to without vanishing.
    title.hover()
    expect(title).to_be_visible()
    demo_map.mouse.move(left, top)
    demo_map.mouse.down()
    demo_map.mouse.up()
    demo_map.wait_for_url(re.compile("/papers/"))


def test_dragging_moves_the_map_and_opens_nothing(demo_map: Page) -> None:
    left, top = reach(demo_map)
    before = float(view(demo_map)[0])
    demo_map.mouse.move(left, top)
    demo_map.mouse.down()
    demo_map.mouse.move(left - 60, top, steps=4)
    demo_map.mouse.up()
    wait_until(lambda: float(view(demo_map)[0]) > before)
    assert "/map/" in demo_map.url


def test_the_wheel_scrolls_the_page_until_the_map_is_turned_to(demo_map: Page) -> None:
    canvas(demo_map).hover()
    demo_map.mouse.wheel(0, 200)
    wait_until(lambda: bool(demo_map.evaluate("scrollY > 0")))
    expect(demo_map.locator("[data-map-note]")).to_be_visible()
    demo_map.evaluate("scrollTo(0, 0)")
    canvas(demo_map).focus()
    canvas(demo_map).hover()
    demo_map.mouse.wheel(0, -200)
    wait_until(lambda: view(demo_map)[2:] == ["2", "topic"])


def _touches(*points: tuple[float, float]) -> list[dict[str, float]]:
    return [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]


def test_touch_taps_a_card_and_opens_it(address: str, open_page: MakePage) -> None:
    page = opened(open_page(width=390, height=800, has_touch=True, is_mobile=True), address)
    left, top = reach(page)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    page.touchscreen.tap(left, top)
    title = page.locator(f"{CARD} [data-card-title]")
    expect(title).to_be_visible()
    title.tap()
    page.wait_for_url(re.compile("/papers/"))


def test_two_fingers_zoom_and_one_scrolls_the_page(address: str, open_page: MakePage) -> None:
    page = opened(open_page(width=390, height=800, has_touch=True, is_mobile=True), address)
    box = canvas(page).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": _touches(*points)})

    touch("touchStart", (x - 30, y), (x + 30, y))
    for apart in (40, 50, 60):
        touch("touchMove", (x - apart, y), (x + apart, y))
    touch("touchEnd")
    wait_until(lambda: float(view(page)[2]) > 1.5)
    assert page.evaluate("visualViewport.scale") == 1
    before = view(page)
    session.send(
        "Input.synthesizeScrollGesture", {"x": x, "y": y, "yDistance": -200, "speed": 2000}
    )
    wait_until(lambda: bool(page.evaluate("scrollY > 50")))
    assert view(page) == before


def test_in_full_view_the_map_is_all_there_is(address: str, open_page: MakePage) -> None:
    page = opened(open_page(width=390, height=800, has_touch=True, is_mobile=True), address)
    full = page.locator("[data-map-act=full]")
    full.tap()
    expect(full).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.querySelector('header.top').inert")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.map__view')).touchAction")
        == "none"
    )
    page.keyboard.press("Escape")
    expect(full).to_have_attribute("aria-pressed", "false")
    assert not page.evaluate("document.querySelector('header.top').inert")


def _picture(page: Page) -> str:
    return str(page.evaluate("document.querySelector('[data-map] canvas').toDataURL()"))


def test_colours_change_with_what_is_chosen_and_with_the_theme(demo_map: Page) -> None:
    seen = {_picture(demo_map)}

    def turns() -> bool:
        return _picture(demo_map) not in seen

    def keep() -> None:
        wait_until(turns)
        seen.add(_picture(demo_map))

    demo_map.get_by_role("radio", name="Year").check(force=True)
    keep()
    expect(demo_map.locator("[data-map-legend=year]")).to_be_visible()
    expect(demo_map.locator("[data-map-legend=topic]")).to_be_hidden()
    demo_map.emulate_media(color_scheme="dark")
    keep()
    demo_map.evaluate("document.documentElement.dataset.theme = 'light'")
    demo_map.get_by_role("radio", name="Topic").check(force=True)
    shade = demo_map.locator("[data-map-legend=topic] button").first
    shade.click()
    expect(shade).to_have_attribute("aria-pressed", "true")
    keep()
    expect(demo_map.locator("[data-map-status]")).to_contain_text("stand out")
    shade.click()
    expect(shade).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_map_is_accessible_and_nothing_is_wider_than_the_window(
    address: str, open_page: MakePage, scheme: str, width: int
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    prepared(page)
    opened(page, address)
    canvas(page).focus()
    walk(page)
    expect(page.locator(CARD)).to_be_visible()
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_there_is_a_picture_and_a_list(address: str, open_page: MakePage) -> None:
    page = open_page(f"{address}map/", java_script_enabled=False)
    expect(page.locator("[data-map-picture] a")).to_have_count(51)
    expect(page.locator("[data-map-tools]")).to_be_hidden()
    expect(page.locator("[data-map-legend=topic]")).to_be_visible()
    page.locator(".regions h3 a").first.click()
    page.wait_for_url(re.compile("/topics/"))


def _answer(status: int, route: Route) -> None:
    route.fulfill(status=status)


def test_without_its_files_the_picture_stays_and_the_reader_is_told(
    address: str, open_page: MakePage
) -> None:
    for status, said in ((404, "updated"), (500, "could not be loaded")):
        page = open_page()
        page.route("**/spots.json", partial(_answer, status))
        page.goto(f"{address}map/")
        expect(page.locator("[data-map-failed]")).to_contain_text(said)
        expect(page.locator("[data-map-picture]")).to_be_visible()
        expect(page.locator("[data-map-tools]")).to_be_hidden()


def test_it_works_in_the_folder_of_a_repository_and_asks_nobody_else(
    repository_address: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    opened(page, repository_address, "#9,%22<img>,NaN,__proto__")
    canvas(page).focus()
    walk(page)
    page.locator(f"{CARD} [data-card-title]").click()
    page.wait_for_url(re.compile("/repo/papers/"))
    assert not watched.complaints
    assert all(url.startswith(repository_address) for url in watched.requests)


@pytest.fixture(scope="module", params=[0, 1, 2])
def few_papers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, str]]:
    shelf = tmp_path_factory.mktemp("few")
    papers = shelf / "content/papers"
    papers.mkdir(parents=True)
    (shelf / "content/site.yaml").write_text("title: Few\n", encoding="utf-8")
    for number in range(request.param):
        _write(papers / f"p{number}.md", "The same title")
    build(shelf, shelf / "site")
    with serving(shelf / "site") as address:
        yield request.param, address


def _write(path: Path, title: str) -> None:
    text = f"---\ntitle: {title!r}\nauthors: [Ada Lovelace]\nyear: 2020\n---\n"
    path.write_text(text, encoding="utf-8")


def test_the_smallest_shelves_have_a_map_or_say_why_not(
    few_papers: tuple[int, str], open_page: MakePage
) -> None:
    count, address = few_papers
    page = open_page()
    watched = Watched(page)
    page.goto(f"{address}map/")
    if count:
        page.wait_for_selector("[data-map-drawn]")
        canvas(page).focus()
        walk(page)
        expect(page.locator(CARD)).to_contain_text("The same title")
    else:
        expect(page.locator(".empty")).to_be_visible()
    assert not watched.complaints


def test_hostile_titles_are_texts(tmp_path: Path, open_page: MakePage) -> None:
    papers = tmp_path / "content/papers"
    papers.mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: Hostile\n", encoding="utf-8")
    title = "<img src=x onerror=alert(1)> {title} </template><script>alert(1)</script>"
    for number in range(4):
        _write(papers / f"p{number}.md", title)
    build(tmp_path, tmp_path / "site")
    with serving(tmp_path / "site") as address:
        page = open_page()
        watched = Watched(page)
        opened(page, address)
        canvas(page).focus()
        assert walk(page).startswith(title)
        expect(page.locator(f"{CARD} [data-card-title]")).to_have_text(title)
        assert page.locator("img[src=x]").count() == 0
        assert not watched.complaints
