"""What the preview does in pages, with a server that only pretends to have a shelf."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import MakePage, Watched, wait_until
from tests.support.fake_preview import FakePreview, served

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
PROBLEM = {
    "path": "content/papers/a.md",
    "line": 4,
    "column": 7,
    "message": "<b>no date</b>",
    "hint": "write 2015-06",
    "severity": "error",
    "excerpt": "date: 2015-16",
    "editor": "vscode://file/a.md:4:7",
}
SHEET = "papershelf-preview [role=dialog]"
BAR = "papershelf-preview [data-bar]"


def _page(title: str = "One", *, above: str = "") -> str:
    parts = "".join(f"<h2>Part {number}</h2>{'<p>Text</p>' * 20}" for number in range(30))
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}; worker-src \'self\'">'
        '<link rel="stylesheet" href="style.css"><link rel="icon" href="data:,"></head><body>'
        "<form data-search-box><input name=q></form>"
        "<section data-search=page><p data-search-status></p></section>"
        f"<details><summary>More</summary><p>Much more</p></details><main>{above}{parts}</main>"
    )


@pytest.fixture
def preview() -> FakePreview:
    preview = FakePreview()
    preview.files = {"/": _page(), "/two/": _page("Two"), "/style.css": "", "/two/style.css": ""}
    return preview


@pytest.fixture
def server(preview: FakePreview) -> Iterator[str]:
    with served(preview) as address:
        yield address


@pytest.fixture
def page(server: str, open_page: MakePage) -> Page:
    page = open_page(server + "/")
    expect(page.locator(BAR)).to_contain_text("3 papers")
    return page


def _wait_for_answers(page: Page, number: int) -> None:
    """Until the page has so many answers on what the server would send in its place."""
    asked = "performance.getEntriesByName(location.href, 'resource').length"
    page.wait_for_function(f"number => {asked} >= number", arg=number)


def _top_of(page: Page, heading: str) -> float:
    box = page.get_by_role("heading", name=heading, exact=True).bounding_box()
    assert box is not None
    return box["y"]


def test_a_page_that_did_not_change_is_not_loaded_again(page: Page, preview: FakePreview) -> None:
    page.evaluate("window.isOld = true")
    # A page begins with asking whether it is still what the server would send.
    _wait_for_answers(page, 1)
    preview.asked.clear()
    preview.tell(files={"/two/": _page("Three")})
    _wait_for_answers(page, 2)
    preview.tell(papers=4)
    expect(page.locator(BAR)).to_contain_text("4 papers")
    assert page.evaluate("window.isOld")
    assert preview.asked == ["GET /"]


def test_a_page_that_changed_is_loaded_again_as_the_reader_left_it(
    page: Page, preview: FakePreview
) -> None:
    page.get_by_text("More", exact=True).click()
    box = page.locator("input")
    box.fill("attention")
    page.keyboard.press("ArrowLeft")
    page.evaluate("scrollTo(0, document.querySelectorAll('h2')[12].offsetTop - 30)")
    before = _top_of(page, "Part 12")
    preview.tell(files={"/": _page("New", above="<p>Grown</p>" * 20)})
    expect(page).to_have_title("New")
    expect(page.locator(BAR)).to_be_visible()
    expect(page.get_by_text("Much more")).to_be_attached()
    assert page.evaluate("document.querySelector('details').open")
    expect(box).to_be_focused()
    expect(box).to_have_value("attention")
    assert page.evaluate("document.activeElement.selectionStart") == len("attention") - 1
    assert _top_of(page, "Part 12") == pytest.approx(before, abs=2)


def _stop_clock(page: Page, address: str) -> None:
    """Open a page whose clock stands still once it knows what the server has."""
    page.clock.install()
    with page.expect_request_finished(
        lambda asked: asked.resource_type == "fetch" and asked.url == address
    ):
        page.goto(address)
    expect(page.locator(BAR)).to_contain_text("3 papers")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    page.evaluate("window.isOld = true")


@pytest.fixture
def still(server: str, open_page: MakePage) -> Page:
    """A page that shows at once what is new, and is not loaded again before time goes on."""
    page = open_page()
    _stop_clock(page, server + "/")
    return page


def test_what_was_edited_is_shown_before_the_page_is_loaded_again(
    still: Page, preview: FakePreview
) -> None:
    preview.tell(files={"/": _page(above="<p>First</p>")})
    expect(still.locator("main")).to_contain_text("First")
    preview.tell(files={"/": _page(above="<p>Second</p>")})
    expect(still.locator("main")).to_contain_text("Second")
    assert still.evaluate("window.isOld")
    still.clock.run_for(1000)
    wait_until(lambda: not still.evaluate("window.isOld"))
    expect(still.locator("main")).to_contain_text("Second")


def test_what_did_not_change_stays_as_scripts_and_the_reader_have_made_it(
    still: Page, preview: FakePreview
) -> None:
    still.evaluate("""() => {
        const main = document.querySelector("main");
        window.part = main.querySelector("h2");
        window.part.append(" made by a script");
        main.querySelectorAll("p")[1].setAttribute("tabindex", "0");
        main.querySelectorAll("p")[1].focus();
        getSelection().selectAllChildren(main.querySelectorAll("p")[3]);
    }""")
    preview.tell(files={"/": _page().replace("Part 29", "Last part")})
    expect(still.locator("main")).to_contain_text("Last part")
    assert still.evaluate("window.isOld && window.part.isConnected")
    expect(still.locator("h2").first).to_have_text("Part 0 made by a script")
    expect(still.locator("main p").nth(1)).to_be_focused()
    assert still.evaluate("getSelection().toString()") == "Text"


@pytest.mark.parametrize(
    "change",
    [
        "main.querySelector('h2').append(' made by a script')",
        "main.querySelector('p').before(document.createElement('hr'))",
        "main.querySelector('h2').tabIndex = 0; main.querySelector('h2').focus()",
    ],
)
def test_a_part_in_use_is_left_to_the_page_that_is_loaded_at_once(
    still: Page, preview: FakePreview, change: str
) -> None:
    still.evaluate(f"(main => {{ {change} }})(document.querySelector('main'))")
    preview.tell(files={"/": _page().replace("<h2>Part 0<", "<h2 class=new>First part<")})
    expect(still.locator("h2").first).to_have_text("First part")
    wait_until(lambda: not still.evaluate("window.isOld"))


def test_a_page_is_not_loaded_again_while_its_reader_types(
    still: Page, preview: FakePreview
) -> None:
    still.locator("input").press_sequentially("atten")
    preview.asked.clear()
    preview.tell(files={"/": _page("New").replace("More", "Less")})
    wait_until(lambda: "GET /" in preview.asked)
    still.locator("input").press_sequentially("tion")
    still.clock.run_for(300)
    assert still.evaluate("window.isOld")
    still.clock.run_for(300)
    expect(still).to_have_title("New")
    expect(still.locator("input")).to_have_value("attention")
    expect(still.locator("input")).to_be_focused()


def test_a_page_that_its_reader_leaves_is_not_called_back(
    still: Page, preview: FakePreview
) -> None:
    held: list[Route] = []
    still.route("**/two/", lambda route: held.append(route))
    with still.expect_request("**/two/"):
        still.evaluate("void Promise.resolve().then(() => location.assign('two/'))")
    with still.expect_response(lambda answer: answer.url.endswith("/")):
        preview.tell(files={"/": _page("New").replace("More", "Less")})
    held[0].continue_()
    expect(still).to_have_title("Two")


def test_a_page_that_is_shown_waits_for_its_server_before_it_is_loaded_again(
    open_page: MakePage, preview: FakePreview
) -> None:
    with ExitStack() as first:
        address = first.enter_context(served(preview))
        page = open_page()
        _stop_clock(page, address + "/")
        preview.tell(files={"/": _page("New", above="<p>New</p>")})
        expect(page).to_have_title("New")
        first.close()
        expect(page.locator(BAR)).to_contain_text("Not connected")
    page.clock.run_for(5000)
    assert page.evaluate("window.isOld")
    with served(preview, int(address.rpartition(":")[2])):
        wait_until(lambda: not page.evaluate("window.isOld"))
        expect(page).to_have_title("New")


def test_many_changes_at_once_end_in_the_last(page: Page, preview: FakePreview) -> None:
    for number in range(60):
        preview.tell(files={"/": _page(f"Number {number}")}, papers=number)
    expect(page).to_have_title("Number 59")
    expect(page.locator(BAR)).to_contain_text("59 papers")


def test_a_stylesheet_is_swapped_without_loading_the_page(page: Page, preview: FakePreview) -> None:
    page.evaluate("window.isOld = true")
    preview.tell(files={"/new/style.css": "body { color: rgb(1, 2, 3) }"}, style="/new/style.css")
    expect(page.locator("body")).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.locator("head link[rel=stylesheet]")).to_have_count(1)
    assert page.evaluate("window.isOld")


def test_all_tabs_share_one_stream_and_only_the_front_one_follows(
    page: Page, server: str, preview: FakePreview
) -> None:
    tabs = [page.context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.goto(server + "/")
        expect(tab.locator(BAR)).to_contain_text("3 papers")
    assert len(preview.streams) == 1
    preview.tell(follow=True, edited="/two/", rebuilt=2)
    tabs[-1].wait_for_url(server + "/two/")
    expect(tabs[-1].locator(BAR)).to_be_visible()
    preview.tell(papers=5)
    for tab in tabs[:-1]:
        expect(tab.locator(BAR)).to_contain_text("5 papers")
        assert tab.url == server + "/"


def test_a_browser_without_shared_workers_has_a_stream_for_each_page(
    server: str, open_page: MakePage, preview: FakePreview
) -> None:
    page = open_page()
    page.add_init_script("delete window.SharedWorker")
    page.goto(server + "/")
    expect(page.locator(BAR)).to_contain_text("3 papers")
    preview.tell(files={"/": _page("New")})
    expect(page).to_have_title("New")


def test_problems_are_shown_until_they_are_mended(page: Page, preview: FakePreview) -> None:
    watched = Watched(page)
    page.locator("input").focus()
    preview.tell(failed=True, problems=[PROBLEM])
    sheet = page.locator(SHEET)
    expect(sheet).to_contain_text("content/papers/a.md:4:7")
    expect(sheet).to_contain_text("<b>no date</b>")
    expect(sheet).to_contain_text("write 2015-06")
    expect(sheet.locator("[data-problem-caret]")).to_have_text("2")
    expect(sheet.get_by_role("link")).to_have_attribute("href", "vscode://file/a.md:4:7")
    expect(page.locator("input")).to_be_focused()
    page.keyboard.type("ab")
    expect(page.locator("input")).to_have_value("ab")
    preview.tell(failed=False, problems=[])
    expect(sheet).to_be_hidden()
    assert watched.complaints == []


def test_problems_that_were_put_away_stay_away_until_the_next_rebuild(
    page: Page, server: str, preview: FakePreview
) -> None:
    preview.tell(failed=True, problems=[PROBLEM])
    expect(page.locator(SHEET)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(SHEET)).to_be_hidden()
    page.goto(server + "/two/")
    button = page.locator(BAR).get_by_role("button", name="1 problem")
    expect(button).to_be_visible()
    expect(page.locator(SHEET)).to_be_hidden()
    button.click()
    expect(page.locator(SHEET)).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    preview.tell(rebuilt=2)
    expect(page.locator(SHEET)).to_be_visible()


def test_a_link_that_is_a_program_is_left_out(page: Page, preview: FakePreview) -> None:
    preview.tell(failed=True, problems=[{**PROBLEM, "editor": "javascript:alert(1)"}])
    expect(page.locator(SHEET)).to_contain_text("no date")
    expect(page.locator(SHEET).get_by_role("link")).to_have_count(0)


def test_the_search_says_that_it_is_catching_up(page: Page, preview: FakePreview) -> None:
    note = page.get_by_text("The search is catching up with the last change.")
    preview.tell(catching_up=True)
    expect(note).to_be_visible()
    preview.tell(catching_up=False)
    expect(note).to_have_count(0)


def test_the_bar_folds_and_stays_folded(page: Page, server: str) -> None:
    page.get_by_role("button", name="Bar of the preview").click()
    page.goto(server + "/two/")
    fold = page.get_by_role("button", name="Bar of the preview")
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(page.locator(BAR).get_by_text("3 papers")).to_be_hidden()
    fold.click()
    expect(page.locator(BAR).get_by_text("3 papers")).to_be_visible()


def test_the_end_of_a_page_is_not_covered(page: Page) -> None:
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last, bar = page.locator("main > :last-child").bounding_box(), page.locator(BAR).bounding_box()
    assert last is not None
    assert bar is not None
    assert last["y"] + last["height"] <= bar["y"]


def test_a_page_outlives_its_server(open_page: MakePage, preview: FakePreview) -> None:
    with ExitStack() as first:
        address = first.enter_context(served(preview))
        page = open_page(address + "/")
        expect(page.locator(BAR)).to_contain_text("3 papers")
        first.close()
        expect(page.locator(BAR)).to_contain_text("Not connected")
    preview.tell(files={"/": _page("After")}, version=1)
    with served(preview, int(address.rpartition(":")[2])):
        expect(page).to_have_title("After", timeout=15_000)
