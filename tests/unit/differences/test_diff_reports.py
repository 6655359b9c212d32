"""A difference as text, Markdown and JSON: whole, hostile, and with thousands of entries."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt
from tests.support.report_readers import markdown_tables

from papershelf.differences.data import as_json
from papershelf.differences.excerpts import excerpts
from papershelf.differences.markdown import markdown
from papershelf.differences.model import (
    Change,
    Difference,
    EntryChange,
    FieldChange,
    FileChange,
    FileKind,
    SiteChange,
)
from papershelf.differences.text import text_lines
from papershelf.differences.wording import headline
from papershelf.drawing.texts import CardText
from papershelf.errors import Location, Problem, Severity

HOSTILE = (
    "$(touch x) `id` ; rm -rf /",
    "</summary></details><script>alert(1)</script>",
    "| a | b |\n| - | - |",
    "::error file=x::y\n##[add-mask]z",
    "![x](https://evil.example/pixel.png) <img src=//evil.example/p>",
    "@everyone @octocat closes #1 GH-1 www.evil.example",
    "<!-- hidden",
    "\u202eright to left \x1b[2J \ud800 \0",
    "${{ secrets.TOKEN }}",
    "1. one\n- two\n# three\n    four",
)
SITE = SiteChange(["papers/a/"], ["papers/b/"], 3, 10, 12, 1_000_000, 900_000, left_out=1)


def entry(number: int = 0, change: Change = Change.CHANGED, text: str = "x") -> EntryChange:
    before = None if change is Change.ADDED else f"{text} before"
    after = None if change is Change.REMOVED else f"{text} after"
    return EntryChange(
        change,
        f"id-{number}",
        "",
        f"Title {number}",
        f"content/papers/id-{number}.md",
        1,
        fields=(FieldChange("title", before, after), FieldChange("note", before, after)),
    )


def difference(
    entries: Sequence[EntryChange] = (),
    files: Sequence[FileChange] = (),
    problems: Sequence[Problem] = (),
) -> Difference:
    return Difference(
        "Shelf", "main", "a" * 40, 2, entries, files=files, problems=problems, site=SITE
    )


def hostile(text: str) -> Difference:
    changed = EntryChange(
        Change.RENAMED,
        text,
        text,
        text,
        text,
        1,
        fields=(FieldChange(text, text, f"{text}!"), FieldChange("new", None, text)),
        card_after=CardText(text, people=(text,)),
    )
    file = FileChange(Change.CHANGED, text, text, FileKind.WORKFLOW)
    plain = FileChange(Change.CHANGED, text, "", FileKind.PAGE)
    site = SiteChange([text], [text], 0, 1, 1, 1, 1)
    problem = Problem(Location(text, 1, 2), text, text, Severity.ERROR, rule="syntax")
    return Difference(
        *(text, text, "a" * 40, 1, [changed]),
        both=[text],
        files=[file, plain],
        problems=[problem],
        site=site,
        failure=text,
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_mean_nothing_in_markdown(text: str) -> None:
    told = "".join(markdown(hostile(text)))
    rows, elements = markdown_tables(told)
    assert elements <= {
        *("h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "b", "strong", "br"),
        *("ul", "li", "details", "summary"),
    }
    assert told.count("<details>") == told.count("</details>") == 1
    assert not re.search(r"https?:|@\w|(?<!&)#\d|www\.|::|\$\{", told)
    assert len(rows) == 7
    assert told.encode("utf-8", "replace").decode().isprintable() or "\n" in told
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", told)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_only_print_as_text(text: str) -> None:
    assert all(line.text.isprintable() for line in text_lines(hostile(text)))


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_the_very_words(text: str) -> None:
    told = "".join(as_json(hostile(text)))
    assert told.isascii()
    assert "##[" not in told
    whole = text.encode("utf-8", "replace").decode()
    data = json.loads(told)
    assert data["entries"][0]["title"] == whole
    assert data["entries"][0]["fields"][1] == {"name": "new", "before": None, "after": whole}
    assert data["files"][0]["path"] == whole


def test_json_has_the_names_that_the_documentation_says() -> None:
    problem = Problem(Location("content/papers/a.md", 2, 1), "odd", rule="syntax")
    file = FileChange(Change.ADDED, "x.yml", "", FileKind.WORKFLOW, 0, 5)
    data = json.loads("".join(as_json(difference([entry()], [file], [problem]))))
    assert list(data) == [
        *("version", "title", "shelf", "base", "commit", "behind", "counts", "both", "gone"),
        *("site", "failure", "entries", "files", "problems"),
    ]
    assert data["counts"] == {"added": 0, "changed": 1, "removed": 0, "renamed": 0}
    assert list(data["entries"][0]) == [
        *("change", "id", "earlier_id", "title", "path", "earlier_path", "line", "page"),
        *("fields", "problems", "card"),
    ]
    assert data["files"] == [
        {
            "change": "added",
            "path": "x.yml",
            "earlier_path": "",
            "kind": "workflow",
            "grave": True,
            "size_before": 0,
            "size_after": 5,
        }
    ]
    assert data["problems"][0]["rule"] == "syntax"
    assert data["site"]["pages_added"] == ["papers/a/"]


def test_markdown_tells_first_what_changes_and_then_what_is_grave() -> None:
    files = [
        FileChange(Change.CHANGED, ".github/workflows/a.yml", "", FileKind.WORKFLOW),
        FileChange(Change.ADDED, "content/pages/a.md", "", FileKind.PAGE, 0, 1_500),
    ]
    problem = Problem(
        Location("content/collections/a.md", 2),
        'unknown paper "a"',
        "remove it",
        rule="unknown-paper",
    )
    told = unescape("".join(markdown(difference([entry()], files, [problem]))))
    parts = [
        "## This branch changes 1 entry, touches 2 other files and brings 1 new problem\n",
        "Compared with main (aaaaaaaaaa), which has 2 commits that it lacks. The site: 1 page more",
        "1.00 MB → 900 kB (−100 kB). It was built without 1 entry with errors.",
        "### Look at these files first\n\n- <b>.github/workflows/a.yml</b> (changed, workflow): It",
        'content/collections/a.md:2 | error (unknown-paper): unknown paper "a" | remove it |',
        "| changed | <b>Title 0</b> (id-0) | content/papers/id-0.md:1 | title, note |",
        "<details><summary>changed: <b>Title 0</b> (id-0)</summary>",
        "| title | x before | x after |",
        "### New pages\n\n- /papers/a/",
        "### Other files\n\n- <b>content/pages/a.md</b> (added): page, 1.50 kB",
    ]
    places = [told.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize("most", [5_000, 60_000, 900_000])
@pytest.mark.parametrize("number", [1, 500, 5_000])
def test_markdown_is_no_longer_than_it_may_be_and_counts_the_rest(most: int, number: int) -> None:
    entries = [entry(place, text="word " * 100) for place in range(number)]
    problems = [Problem(Location(f"{place}.md"), "odd " * 20) for place in range(number)]
    files = [FileChange(Change.ADDED, f"{n}.py", "", FileKind.PROGRAM) for n in range(number)]
    told = "".join(markdown(difference(entries, files, problems), most))
    assert len(told.encode()) <= most
    left = {int(found.replace(",", "")) for found in re.findall(r"([\d,]+) more: there is", told)}
    assert all(0 < some <= number for some in left)
    assert bool(left) is (
        len("".join(markdown(difference(entries, files, problems), 10**9))) > most
    )
    assert told.count("<details>") == told.count("</details>")
    assert "Gone" not in told


def test_text_shows_entries_with_signs_and_colours() -> None:
    lines = list(text_lines(difference([entry(), entry(1, Change.ADDED)])))
    texts = [line.text for line in lines]
    assert "~ Title 0 (id-0)" in texts
    assert "+ Title 1 (id-1)" in texts
    shown = {line.text.strip(): line.colour for line in lines}
    assert shown["- x before"] == "red"
    assert shown["+ x after"] == "green"
    assert texts[-1] == headline(difference([entry(), entry(1, Change.ADDED)]))


def test_every_path_of_a_report_is_from_the_root_of_the_repository() -> None:
    problem = Problem(Location("content/papers/id-0.md", 2, 1), "odd", rule="syntax")
    file = FileChange(Change.ADDED, "shelf/content/pages/a.md", "", FileKind.PAGE)
    found = replace(difference([entry()], [file], [problem]), prefix="shelf/")
    for told in ("".join(f"{line.text}\n" for line in text_lines(found)), "".join(markdown(found))):
        assert told.count("content/") == told.count("shelf/content/") == 3


def test_a_note_of_several_paragraphs_takes_one_line() -> None:
    added = replace(entry(), change=Change.ADDED, fields=[FieldChange("note", None, "a\n\nb")])
    assert "    + note: a · b" in [line.text for line in text_lines(difference([added]))]


def test_nothing_is_said_to_be_nothing() -> None:
    found = Difference("Shelf", "main", "a" * 40, 0, [])
    assert headline(found) == "This branch changes nothing."
    assert "This branch changes nothing" in "".join(markdown(found))


def test_long_values_keep_what_differs() -> None:
    before = "a" * 5_000 + " one " + "b" * 5_000
    after = "a" * 5_000 + " two " + "b" * 5_000
    short, other = excerpts(before, after, 400)
    assert " one " in short
    assert " two " in other
    assert len(short) < 400
    assert excerpts("same", "other", 400) == ("same", "other")


@pytest.mark.parametrize("size", [1_000_000, 10_000_000])
def test_long_values_that_differ_altogether_are_cut(size: int) -> None:
    short, other = excerpts("a" * size, "b" * size, 400)
    assert len(short) < 500
    assert len(other) < 500
    short, other = excerpts("a" * size, "a" * (size - 1), 400)
    assert len(short) < 500


def test_html_is_no_place_where_markdown_ends() -> None:
    told = "".join(markdown(difference([entry(text="*bold* _x_ [a](b)")])))
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(told)
    assert "<em>" not in shown
    assert "<a " not in shown
