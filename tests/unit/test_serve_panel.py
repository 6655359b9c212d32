"""The panel of the preview: all is told, nothing of it is markup, and no page is planned for it."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from papershelf.errors import Location, Problem, Severity
from papershelf.serve.excerpt import Excerpt, excerpt_of, followable, visible
from papershelf.serve.panel import panel_html
from papershelf.serve.state import Numbers, ServedFile, State

HOSTILE = '"><script>alert(1)</script>&\u202e'


class _Site:
    """A site of pages that are only names; none may be asked for after the `last`."""

    key = "one"
    stylesheet = "assets/style.css"
    search = "found"

    def __init__(
        self, paths: list[str], *, last: int | None = None, base_path: str = "/repo/"
    ) -> None:
        self.base_path = base_path
        self._paths = paths
        self._last = last

    def find(self, path: str) -> ServedFile | None:
        raise AssertionError(f"{path} was rendered for the panel")

    def pages(self) -> Iterator[str]:
        for number, path in enumerate(self._paths, start=1):
            assert self._last is None or number <= self._last, "one page too many was planned"
            yield path


def _papers(count: int) -> list[str]:
    return [f"papers/p{number:04}/index.html" for number in range(count)]


def _panel(state: State, query: Mapping[str, str] | None = None) -> str:
    return panel_html(state, query or {}).decode()


def _links(text: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', text)]


def test_a_preview_without_a_site_has_a_panel() -> None:
    text = _panel(State(1))
    assert "There is no site yet." in text
    assert "Nothing is wrong with the content." in text
    assert "There are no times yet." in text
    assert "Go to the site" not in text


def test_the_numbers_of_the_last_rebuild_are_told() -> None:
    numbers = Numbers(papers=1250, drafts=1, seconds=0.0421, stages={"read": 0.01, "plan": 0.04})
    text = _panel(State(2, _Site([]), numbers=numbers))
    assert "<b>1,250</b> papers" in text
    assert "<b>1</b> draft<" in text
    assert "<b>0.042 s</b>" in text
    assert re.findall(r'scope="row">(\w+)<.*?width="(\d+)%".*?<td>([^<]*)<', text) == [
        ("read", "25", "0.010 s"),
        ("plan", "100", "0.040 s"),
    ]


def test_stages_that_took_no_time_are_told_too() -> None:
    text = _panel(State(2, numbers=Numbers(stages={"read": 0.0})))
    assert 'width="0%"' in text


def test_all_problems_are_told_with_the_grave_ones_first() -> None:
    problems = [
        Problem(Location("content/a.md", 3), "odd", severity=Severity.WARNING),
        Problem(Location("content/b.md", 4, 7), "wrong", "try this", excerpt="date: 20x5"),
    ]
    text = _panel(State(2, _Site([]), problems))
    assert "2 problems. The last good site stays up until this is mended." in text
    assert text.index("content/b.md:4:7") < text.index("content/a.md:3")
    assert '<code>date: <span class="problem__caret">2</span>0x5</code>' in text
    assert "try this" in text
    assert "Warning" in text


def test_warnings_alone_are_said_to_stop_nothing() -> None:
    problems = [Problem(Location("a.md"), "odd", severity=Severity.WARNING)]
    assert "1 problem. The site is built all the same." in _panel(State(2, _Site([]), problems))


def test_a_failure_of_the_machine_is_told() -> None:
    text = _panel(State(2, None, failure="cannot read content/"))
    assert "1 problem. There is no site before this is mended." in text
    assert "cannot read content/" in text


def test_thousands_of_problems_are_counted() -> None:
    problems = [Problem(Location("a.md", line), "odd") for line in range(1, 1203)]
    text = _panel(State(2, None, problems))
    assert text.count('<li class="problem"') == 1000
    assert "And 202 more; all of them: papershelf check" in text


def test_whatever_content_says_is_text() -> None:
    problem = Problem(Location(HOSTILE, 1, 3), HOSTILE, HOSTILE, excerpt=HOSTILE * 30)
    state = State(2, _Site([HOSTILE]), [problem], HOSTILE)
    text = panel_html(state, {"q": '"><script>'}, editor=lambda _: HOSTILE).decode()
    assert text.count("<script") == 1
    assert "\u202e" not in text


def test_names_of_files_that_are_no_text_are_shown_all_the_same() -> None:
    problem = Problem(Location("content/\udcff.md"), "bad")
    assert "content/\\udcff.md" in _panel(State(2, None, [problem]))


def test_a_problem_leads_to_the_editor() -> None:
    state = State(2, None, [Problem(Location("a b.md", 2), "bad")])
    text = panel_html(state, {}, editor=lambda p: f"vscode://file/{p.location}").decode()
    assert "vscode://file/a b.md:2" in _links(text)


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", " JavaScript:x", "java\tscript:x", "\x01javascript:x"),
        *("data:x", "vbscript:x", "blob:x", "/relative", ""),
    ],
)
def test_addresses_that_are_programs_are_no_links(address: str) -> None:
    state = State(2, None, [Problem(Location("a.md"), "bad")])
    assert followable(address) == ""
    assert "Open in editor" not in panel_html(state, {}, editor=lambda _: address).decode()


def test_pages_are_listed_below_the_base_path() -> None:
    site = _Site(["index.html", "404.html", "papers/a b/index.html", "oldindex.html"])
    text = panel_html(State(2, site), {}, known_sizes={"404.html": 2953}).decode()
    links = _links(text)
    pages = ["/repo/", "/repo/404.html", "/repo/papers/a%20b/", "/repo/oldindex.html"]
    assert [link for link in links if link in pages][-4:] == pages
    assert "3.0 kB" in text


def test_no_more_pages_are_planned_than_are_shown() -> None:
    text = _panel(State(2, _Site(_papers(900), last=200)))
    assert text.count("<li><a") == 200
    assert "/__papershelf/?from=200#pages" in _links(text)
    assert 'rel="prev"' not in text


def test_later_pages_pass_over_the_earlier_ones_alone() -> None:
    text = _panel(State(2, _Site(_papers(900), last=600)), {"from": "400"})
    assert 'start="401"' in text
    assert "papers/p0400/" in text
    assert {"/__papershelf/?from=200#pages", "/__papershelf/?from=600#pages"} <= set(_links(text))


def test_a_search_for_pages_ends_with_the_last_that_is_shown() -> None:
    paths = [*_papers(10), *(f"Topics/t{n}/index.html" for n in range(500))]
    text = _panel(State(2, _Site(paths, last=210)), {"q": " tOPICS/ "})
    assert text.count("<li><a") == 200
    assert "papers/p0000/" not in text
    assert 'value="tOPICS/"' in text
    assert "/__papershelf/?q=tOPICS%2F&from=200#pages" in _links(text)


def test_a_search_that_finds_nothing_says_so() -> None:
    state = State(2, _Site(_papers(3)))
    assert "No path holds “zzz”." in _panel(state, {"q": "zzz"})
    assert "There are no more pages." in _panel(state, {"from": "200"})


@pytest.mark.parametrize("start", ["-1", "x", "1e3", "", "²", "9" * 5000])
def test_a_beginning_that_is_no_number_is_the_first(start: str) -> None:
    assert "papers/p0000/" in _panel(State(2, _Site(_papers(3))), {"from": start})


def test_the_same_state_gives_the_same_panel() -> None:
    state = State(2, _Site(_papers(3)), [Problem(Location("a.md"), "bad")])
    assert _panel(state) == _panel(replace(state, version=2))


def test_a_search_that_is_catching_up_is_mentioned() -> None:
    sentence = "The search is catching up with the last change."
    assert sentence in _panel(State(2, catching_up=True))
    assert sentence not in _panel(State(2))


def test_a_line_is_cut_around_its_column() -> None:
    excerpt = excerpt_of("x" * 500 + "!" + "y" * 500, 501)
    assert excerpt == Excerpt("…" + "x" * 60, "!", "y" * 99 + "…")
    assert excerpt_of("abc", 9) == Excerpt("abc", " ", "")
    assert excerpt_of("abc", 0) == Excerpt("abc", "", "")


def test_what_would_not_be_seen_is_named() -> None:
    assert visible("a\u202eb\x07\tc\u2066") == "a\\u202eb\\x07 c\\u2066"
    assert visible("深度 e\u0301 👩\u200d👧") == "深度 e\u0301 👩\u200d👧"
