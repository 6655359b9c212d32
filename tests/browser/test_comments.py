"""Comments on the page of a paper, with a page that plays giscus."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from papershelf import build
from papershelf.plan import POLICY
from tests.audit.axe import faults, prepared
from tests.browser.conftest import MakePage, Watched
from tests.browser.paper_shelf import lay_rich_shelf
from tests.support.giscus import SERVICE, Giscus
from tests.support.live_preview import previewing
from tests.support.server import serving

SETTINGS = """language: it
comments:
  repository: someone/shelf
  repository_id: R_kgDOexample
  category: Announcements
  category_id: DIC_kwDOexample
"""
BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError") } });
}"""
IF_SIGNED_IN = 'if (new URLSearchParams(location.search).get("session"))'
STORED = "[localStorage.getItem('giscus-session'), sessionStorage.length]"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a shelf with comments."""
    folder: Path = tmp_path_factory.mktemp("comments")
    lay_rich_shelf(folder, people=3)
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    build(folder, folder / "site", base_url="https://shelf.example/")
    with serving(folder / "site") as address:
        yield address


@pytest.fixture
def paper(shelf: str) -> str:
    return f"{shelf}papers/plain/"


def _frame_height(page: Page) -> float:
    box = page.locator(".comments iframe").bounding_box()
    assert box
    return box["height"]


def _show(page: Page) -> None:
    page.get_by_role("button", name="Show comments").click()


def test_nobody_is_asked_before_a_reader_asks(paper: str, open_page: MakePage) -> None:
    page = open_page()
    watched = Watched(page)
    giscus = Giscus(page.context)
    page.goto(paper)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Show comments")).to_be_visible()
    assert page.locator("iframe").count() == 0
    assert giscus.asked == []
    assert [url for url in watched.requests if not url.startswith(paper[:20])] == []
    assert watched.requests != []
    assert not [url for url in watched.requests if "comments-frame" in url]
    assert watched.complaints == []


def test_a_click_shows_the_discussion_of_the_paper_as_high_as_it_is(
    paper: str, open_page: MakePage
) -> None:
    page = open_page(color_scheme="dark")
    watched = Watched(page)
    giscus = Giscus(page.context)
    page.goto(f"{paper}?from=list#cite")
    _show(page)
    frame = page.frame_locator(".comments iframe")
    expect(frame.get_by_text("2 comments")).to_be_visible()
    expect(page.locator(".comments iframe")).to_have_attribute("height", "421")
    assert _frame_height(page) == 421
    expect(page.get_by_role("button", name="Show comments")).to_have_count(0)
    expect(page.locator(".comments [role=status]")).to_have_text("")
    assert giscus.folders == ["/it/widget"]
    assert giscus.asked == [
        {
            "repo": "someone/shelf",
            "repoId": "R_kgDOexample",
            "category": "Announcements",
            "categoryId": "DIC_kwDOexample",
            "term": "papers/plain",
            "strict": "1",
            "reactionsEnabled": "1",
            "emitMetadata": "0",
            "inputPosition": "bottom",
            "origin": f"{paper}#comments",
            "backLink": "https://shelf.example/papers/plain/",
            "description": "A plain paper · The rich shelf",
            "theme": "preferred_color_scheme",
            "session": "",
        }
    ]
    assert page.evaluate(STORED) == [None, 1]
    assert watched.complaints == []


def test_the_keyboard_opens_the_comments_and_goes_on_inside_them(
    paper: str, open_page: MakePage
) -> None:
    page = open_page()
    Giscus(page.context)
    page.goto(paper)
    button = page.get_by_role("button", name="Show comments")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".comments iframe")).to_be_focused()
    inside = page.frame_locator(".comments iframe").get_by_role("link", name="Sign in")
    expect(inside).to_be_visible()
    page.keyboard.press("Tab")
    expect(inside).to_be_focused()
    expect(page.locator(".comments iframe")).to_have_attribute("title", "Comments")


def test_the_comments_follow_the_look_of_the_site(paper: str, open_page: MakePage) -> None:
    page = open_page()
    giscus = Giscus(page.context)
    page.goto(paper)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    _show(page)
    root = page.frame_locator(".comments iframe").locator("html")
    expect(root.get_by_text("2 comments")).to_be_visible()
    for theme, known in (("light", "light"), ("auto", "preferred_color_scheme")):
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        expect(root).to_have_attribute("data-theme", known)
    assert [asked["theme"] for asked in giscus.asked] == ["dark"]


def test_who_comes_back_signed_in_sees_the_comments_and_no_trace_of_the_session(
    paper: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    giscus = Giscus(page.context)
    page.goto(paper)
    _show(page)
    page.frame_locator(".comments iframe").get_by_role("link", name="Sign in").click()
    expect(page).to_have_title("Elsewhere")
    page.goto(f"{paper}?giscus=a%2Bto%3Dken&from=list#comments")
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert page.url == f"{paper}?from=list#comments"
    assert [asked["session"] for asked in giscus.asked] == ["", "a+to=ken"]
    assert "giscus=" not in giscus.asked[1]["origin"]
    assert page.evaluate(STORED) == ['"a+to=ken"', 1]
    assert page.evaluate("document.activeElement === document.body")
    page.goto(paper)
    _show(page)
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert giscus.asked[2]["session"] == "a+to=ken"
    assert watched.complaints == []


def test_a_session_that_nobody_asked_for_is_not_believed(paper: str, open_page: MakePage) -> None:
    page = open_page()
    giscus = Giscus(page.context)
    page.goto(f"{paper}?giscus=stranger")
    expect(page.get_by_role("button", name="Show comments")).to_be_visible()
    assert page.url == paper
    assert giscus.asked == []
    _show(page)
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert [asked["session"] for asked in giscus.asked] == [""]
    assert page.evaluate(STORED) == [None, 1]


def test_who_is_signed_in_stays_so_whatever_link_they_follow(
    paper: str, open_page: MakePage
) -> None:
    page = open_page()
    giscus = Giscus(page.context)
    page.goto(paper)
    page.evaluate("localStorage.setItem('giscus-session', '\"mine\"')")
    _show(page)
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    page.goto(f"{paper}?giscus=stranger")
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert [asked["session"] for asked in giscus.asked] == ["mine", "mine"]
    assert page.evaluate(STORED) == ['"mine"', 1]


@pytest.mark.parametrize("said", ["signOut: true", 'error: "Bad credentials"'])
def test_a_frame_that_ends_a_session_for_ever_is_loaded_once_more_and_not_again(
    paper: str, open_page: MakePage, said: str
) -> None:
    page = open_page()
    giscus = Giscus(page.context, f"say({{ {said} }})")
    page.goto(paper)
    page.evaluate("localStorage.setItem('giscus-session', '\"mine\"')")
    _show(page)
    expect(page.locator(".comments [role=status]")).to_contain_text("read them at GitHub")
    assert [asked["session"] for asked in giscus.asked] == ["mine", ""]


def test_comments_work_where_nothing_can_be_remembered(paper: str, open_page: MakePage) -> None:
    page = open_page()
    watched = Watched(page)
    giscus = Giscus(page.context)
    page.add_init_script(BLOCKED)
    page.goto(f"{paper}?giscus=mine#comments")
    _show(page)
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert page.url == f"{paper}#comments"
    assert [asked["session"] for asked in giscus.asked] == ["mine"]
    assert watched.complaints == []


def test_a_session_that_has_ended_is_forgotten_and_the_comments_stay(
    paper: str, open_page: MakePage
) -> None:
    page = open_page()
    giscus = Giscus(page.context)
    giscus.script = f'{IF_SIGNED_IN} say({{ error: "State has expired" }})'
    page.goto(paper)
    page.evaluate("localStorage.setItem('giscus-session', '\"old\"')")
    _show(page)
    status = page.locator(".comments [role=status]")
    expect(status).to_contain_text("Your sign-in has ended")
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert [asked["session"] for asked in giscus.asked] == ["old", ""]
    assert page.evaluate(STORED) == [None, 1]
    assert page.locator("iframe").count() == 1


def test_who_signs_out_is_forgotten_without_a_step_in_the_history(
    paper: str, open_page: MakePage
) -> None:
    page = open_page()
    giscus = Giscus(page.context)
    giscus.script = (
        f'{IF_SIGNED_IN} say({{ signOut: true, error: "State has expired (user signed out)." }})'
    )
    page.goto(paper)
    page.evaluate("localStorage.setItem('giscus-session', '\"mine\"')")
    steps = page.evaluate("history.length")
    _show(page)
    expect(page.locator(".comments iframe")).to_have_attribute("src", re.compile("session=$"))
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert [asked["session"] for asked in giscus.asked] == ["mine", ""]
    expect(page.locator(".comments [role=status]")).to_have_text("")
    assert page.evaluate("history.length") == steps


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("Discussion not found", "The first comment or reaction opens the discussion"),
        ("API rate limit exceeded for someone/shelf", "GitHub is asked too often"),
        ("giscus is not installed on this repository", "read them at GitHub"),
        ("Bad credentials", "read them at GitHub"),
    ],
)
def test_what_goes_wrong_is_told_in_words_of_the_site(
    paper: str, open_page: MakePage, error: str, words: str
) -> None:
    page = open_page()
    watched = Watched(page)
    Giscus(page.context, f'say({{ error: "{error}" }})')
    page.goto(paper)
    _show(page)
    expect(page.locator(".comments [role=status]")).to_contain_text(words)
    assert watched.complaints == []


def test_messages_of_others_and_without_sense_change_nothing(
    paper: str, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    giscus = Giscus(page.context)
    odd = ("NaN", "Infinity", "1e9", "-5", '"900"', "{}", "[900]", "null", "undefined", "true")
    giscus.script = "".join(f"say({{ resizeHeight: {value} }});" for value in odd)
    giscus.script += 'for (const odd of [null, 7, "giscus", [], { giscus: 5 }, { giscus: null }]) '
    giscus.script += "parent.postMessage(odd, origin);"
    giscus.script += "say({ error: {}, signOut: 'yes' }); say({ resizeHeight: 500 });"
    page.goto(paper)
    page.evaluate("localStorage.setItem('giscus-session', '\"mine\"')")
    _show(page)
    expect(page.locator(".comments iframe")).to_have_attribute("height", "500")
    page.evaluate(
        """async (service) => {
          const said = { giscus: { resizeHeight: 900, signOut: true } };
          postMessage(said, "*");
          dispatchEvent(new MessageEvent("message", { data: said, origin: service }));
          const inside = document.querySelector("iframe").contentWindow;
          dispatchEvent(new MessageEvent("message", {
            data: said, origin: "https://giscus.app.example", source: inside,
          }));
          await new Promise((resolve) => setTimeout(resolve));
        }""",
        SERVICE,
    )
    assert _frame_height(page) == 500
    assert page.evaluate(STORED) == ['"mine"', 1]
    assert len(giscus.asked) == 1
    assert watched.complaints == []


@pytest.mark.parametrize("kind", ["elsewhere", "down"])
def test_a_frame_that_is_not_giscus_is_refused_and_told_of(
    paper: str, open_page: MakePage, kind: str
) -> None:
    page = open_page()
    giscus = Giscus(page.context)
    giscus.elsewhere = "https://evil.example/" if kind == "elsewhere" else ""
    giscus.is_down = kind == "down"
    page.clock.install()
    page.goto(paper)
    _show(page)
    expect(page.locator(".comments iframe")).to_be_visible()
    status = page.locator(".comments [role=status]")
    expect(status).to_contain_text("Asking giscus.app")
    page.wait_for_load_state("networkidle")
    page.clock.fast_forward(60_000)
    expect(status).to_contain_text("read them at GitHub")
    assert not [frame.url for frame in page.frames if "evil" in frame.url]


def test_a_script_that_cannot_be_had_is_told_of_and_asked_for_again(
    paper: str, open_page: MakePage
) -> None:
    page = open_page()
    giscus = Giscus(page.context)
    page.context.route("**/comments-frame.js", lambda route: route.abort())
    page.goto(paper)
    _show(page)
    expect(page.locator(".comments [role=status]")).to_contain_text("read them at GitHub")
    page.context.unroute("**/comments-frame.js")
    _show(page)
    expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    expect(page.locator(".comments [role=status]")).to_have_text("")
    assert len(giscus.asked) == 1


def test_without_scripts_there_is_a_link_and_nothing_that_does_nothing(
    paper: str, open_page: MakePage
) -> None:
    page = open_page(java_script_enabled=False)
    Giscus(page.context)
    page.goto(paper)
    assert page.get_by_role("button", name="Show comments").count() == 0
    page.get_by_role("link", name="discussions of someone/shelf").click()
    expect(page).to_have_title("Elsewhere")
    assert page.url.startswith(
        "https://github.com/someone/shelf/discussions?discussions_q=in%3Abody"
    )


def test_the_policy_of_lists_stays_as_narrow_as_it_was(shelf: str, open_page: MakePage) -> None:
    page = open_page()
    found = {}
    for path in ("", "papers/", "papers/plain/", "topics/everything/", "404.html"):
        page.goto(shelf + path)
        found[path] = page.locator("meta[http-equiv]").get_attribute("content")
    assert found.pop("papers/plain/") == f"{POLICY}; frame-src {SERVICE}"
    assert set(found.values()) == {POLICY}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("is_shown", [False, True])
def test_axe_finds_nothing_wrong(
    paper: str, open_page: MakePage, width: int, *, is_shown: bool
) -> None:
    page = open_page(width=width)
    Giscus(page.context)
    prepared(page)
    page.goto(paper)
    if is_shown:
        _show(page)
        expect(page.frame_locator(".comments iframe").get_by_text("2 comments")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_preview_shows_comments_and_takes_readers_back_who_signed_in(
    small: Path, open_page: MakePage
) -> None:
    with (small / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS.replace("language: it\n", ""))
    entry = small / "content/papers/novak-2015.md"
    with previewing(small) as preview:
        preview.wait_for(catching_up=False)
        page = open_page()
        giscus = Giscus(page.context)
        page.goto(f"{preview.address}papers/novak-2015/")
        expect(page.locator("papershelf-preview [data-bar]")).to_contain_text("papers")
        _show(page)
        frame = page.frame_locator(".comments iframe")
        expect(frame.get_by_text("2 comments")).to_be_visible()
        entry.write_text(entry.read_text("utf-8").replace("The note", "The remark"), "utf-8")
        expect(page.get_by_text("The remark says")).to_be_visible()
        expect(frame.get_by_text("2 comments")).to_be_visible()
        assert len(giscus.asked) == 1
        frame.get_by_role("link", name="Sign in").click()
        expect(page).to_have_title("Elsewhere")
        back = f"{preview.address}papers/novak-2015/?giscus=mine#comments"
        page.evaluate("(back) => { location.href = back }", back)
        expect(frame.get_by_text("2 comments")).to_be_visible()
        assert [asked["session"] for asked in giscus.asked] == ["", "mine"]
        assert page.url == f"{preview.address}papers/novak-2015/#comments"
