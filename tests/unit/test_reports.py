"""Reports of a check: what programs and people read out of them is what was found."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from tests.support.report_readers import (
    JSON,
    SARIF,
    Command,
    markdown_tables,
    sarif_text,
    workflow_command,
)

from papershelf.cli.checking import FORMATS as NAMES
from papershelf.errors import Fix, Location, Problem, Severity
from papershelf.reports import FORMATS, RULES, Replacement, Report, prefix_of, rule_of
from papershelf.text import visible

HOSTILE = [
    "::error file=x::boo",
    "\n::stop-commands::x\n::warning::y",
    "\r\n##[add-mask]secret",
    "##[error]boo",
    "100% %0A %25 a,b:c",
    "a | b || c \\| d",
    "`code` ``` ~~~ **bold** _em_ ~~no~~",
    "<script>alert(1)</script><!-- --> <img src=x onerror=y> &lt;b&gt; &amp;",
    "[link](https://evil.example) ![x](y) <https://evil.example> www.evil.example a@b.example",
    "\\[a](b) \\\\ \\",
    "\x1b[31mred\x1b[0m \x07 \x9b",
    "\u202egpj.exe\u202c \u2066x\u2069 \ufeff \u2028 \u2029",
    "@everyone #12 owner/repo#3 :tada: GH-1 $a$ $$b$$",
    "{0} {{1}} {",
    "\ud800 half \U0001f4a9 whole",
    "]]> \" ' = --> ---",
    "x" * 5_000,
]


def problem(
    text: str,
    *,
    path: str = "content/papers/a.md",
    line: int = 3,
    column: int = 5,
    severity: Severity = Severity.ERROR,
    **more: Any,
) -> Problem:
    return Problem(Location(path, line, column), text, "do it", severity, **more)


def written(form: str, *problems: Problem, **more: Any) -> str:
    return "".join(FORMATS[form](Report(problems, 7, **more)))


def commands(text: str) -> list[Command | None]:
    return [workflow_command(line) for line in re.split(r"\r\n|\n|\r", text)]


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


def cut(text: str) -> str:
    return text if len(text) <= 2_000 else text[:1_999] + "…"


def test_the_command_offers_every_format_and_text() -> None:
    assert ["text", *FORMATS] == list(NAMES)


@pytest.mark.parametrize("form", FORMATS)
def test_a_shelf_without_problems_gives_a_whole_report(form: str) -> None:
    text = written(form)
    if form in {"json", "sarif", "gitlab"}:
        json.loads(text)
    else:
        assert "7 entries checked: no problems." in text
    assert text.endswith("\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_an_annotation_says_what_was_found_and_nothing_else(text: str) -> None:
    path = "content/papers/" + text.replace("/", "")[:50]
    report = written("github", problem(text, path=path, rule="dead-link"))
    *found, last, end = commands(report)
    assert found == [
        Command(
            "error",
            {"file": visible(path), "line": "3", "col": "5", "title": "dead-link"},
            visible(cut(f"{text} — do it")),
        )
    ]
    assert (last, end) == (None, None)


@given(st.text())
def test_no_text_starts_a_command_of_its_own(text: str) -> None:
    report = written("github", problem(text, path=f"content/{text}", rule=text))
    assert len([found for found in commands(report) if found]) == 1


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "markdown"])
@given(text=st.text(), start=st.sampled_from(["##[stop-commands]x", "::add-mask::x", ""]))
def test_a_report_on_standard_output_tells_the_log_of_a_job_nothing(
    form: str, text: str, start: str
) -> None:
    odd = problem(start + text, path=f"content/{start}{text}", rule=start + text)
    assert [found for found in commands(written(form, odd)) if found] == []


def test_annotations_come_gravest_first_and_the_last_line_tells_that_github_shows_ten() -> None:
    advice = [problem(str(n), severity=Severity.ADVICE) for n in range(11)]
    report = written("github", *advice, problem("late"), problem("w", severity=Severity.WARNING))
    kinds = [found.name for found in commands(report) if found]
    assert kinds == ["error", "warning", *["notice"] * 11]
    assert "GitHub shows 10 annotations of each kind" in report.splitlines()[-1]
    assert "GitHub shows" not in written("github", problem("late"))


def test_an_annotation_of_a_whole_file_stands_at_its_first_line() -> None:
    [found, *_] = commands(written("github", problem("x", line=0, column=0)))
    assert found
    assert found.properties == {"file": "content/papers/a.md", "line": "1", "title": "entry"}


def test_files_are_named_from_the_root_of_the_repository(tmp_path: Path) -> None:
    shelf = tmp_path / "docs/my shelf"
    shelf.mkdir(parents=True)
    assert prefix_of(shelf) == ""
    (tmp_path / ".git").mkdir()
    assert prefix_of(shelf) == "docs/my shelf/"
    assert prefix_of(tmp_path) == ""
    one = problem("x")
    [found, *_] = commands(written("github", one, prefix="docs/my shelf/"))
    assert found
    assert found.properties["file"] == "docs/my shelf/content/papers/a.md"
    [result] = results(written("sarif", one, prefix="docs/my shelf/"))
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "docs/my%20shelf/content/papers/a.md"
    [item] = json.loads(written("gitlab", one, prefix="docs/my shelf/"))
    assert item["location"]["path"] == "docs/my shelf/content/papers/a.md"
    assert json.loads(written("json", one, prefix="docs/my shelf/"))["shelf"] == "docs/my shelf/"


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_the_very_texts(text: str) -> None:
    report = json.loads(written("json", problem(text)))
    Draft202012Validator(JSON).validate(report)
    assert report["problems"][0]["message"] == text.encode("utf-8", "replace").decode()
    assert report["counts"] == {"error": 1, "warning": 0, "advice": 0}
    assert report["rules"] == {"entry": 1}


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "github", "markdown"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_report_is_text_without_anything_that_hides_or_moves(form: str, text: str) -> None:
    report = written(form, problem(text, path=f"content/papers/{text[:40]}"))
    report.encode("utf-8")
    assert all(character.isprintable() or character == "\n" for character in report)


@pytest.mark.parametrize("text", HOSTILE)
def test_sarif_says_what_was_found_without_links_and_placeholders(text: str) -> None:
    report = written("sarif", problem(text, path=f"content/{text[:40]}"))
    Draft202012Validator(SARIF).validate(json.loads(report))
    [result] = results(report)
    assert sarif_text(result["message"]["text"]) == visible(cut(f"{text} — do it"))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == f"content/{text[:40]}".encode("utf-8", "replace").decode()


def test_sarif_names_each_rule_once_with_a_description() -> None:
    found = [
        problem("a", severity=Severity.ADVICE, rule="no-abstract"),
        problem("b", rule="no-such-rule-yet"),
        problem("c", severity=Severity.ADVICE, rule="no-abstract"),
    ]
    run = json.loads(written("sarif", *found))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["no-abstract", "no-such-rule-yet"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["note", "error"]
    assert rules[1]["shortDescription"]["text"] == "No such rule yet"
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [
        r["ruleId"] for r in run["results"]
    ]
    assert [r["level"] for r in run["results"]] == ["error", "note", "note"]


def test_columns_of_sarif_count_units_of_utf_16() -> None:
    line = "title: \U0001d738 and \U0001f4a9 X"
    column = line.index("X") + 1
    [result] = results(written("sarif", problem("x", column=column, excerpt=line)))
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": column + 2}


def test_without_its_line_a_column_is_not_guessed() -> None:
    [result] = results(written("sarif", problem("x", column=2_500, excerpt="x" * 2_000)))
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


@pytest.mark.parametrize("form", ["sarif", "gitlab"])
def test_fingerprints_stay_when_lines_move_and_differ_among_equals(form: str) -> None:
    def prints(*problems: Problem) -> list[str]:
        found = json.loads(written(form, *problems))
        if form == "gitlab":
            return [item["fingerprint"] for item in found]
        return [r["partialFingerprints"]["primaryLocationLineHash"] for r in results_of(found)]

    def results_of(found: Any) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = found["runs"][0]["results"]
        return listed

    before = prints(problem("a", line=3, excerpt="x: 1"), problem("a", line=9, excerpt="x: 1"))
    after = prints(problem("a", line=13, excerpt="  x: 1"), problem("a", line=19, excerpt="x: 1"))
    assert before == after
    assert len(set(before)) == 2
    assert prints(problem("b", excerpt="x: 1"))[0] not in before


def test_a_fix_is_told_as_a_replacement() -> None:
    replacement = Replacement(4, 9, 4, 11, "new", 'a: "\U0001d738', 'a: "\U0001d738xx')
    one = problem("x", fix=Fix(("new",)))
    report = written("sarif", one, replacement=lambda _: replacement)
    Draft202012Validator(SARIF).validate(json.loads(report))
    [fix] = results(report)[0]["fixes"]
    [change] = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 4, "startColumn": 7, "endLine": 4, "endColumn": 9},
            "insertedContent": {"text": "new"},
        }
    ]
    record = json.loads(written("json", one, replacement=lambda _: replacement))
    Draft202012Validator(JSON).validate(record)
    assert record["problems"][0]["fix"] == {
        "line": 4,
        "column": 9,
        "end_line": 4,
        "end_column": 11,
        "text": "new",
    }


def test_sarif_leaves_out_what_github_would_refuse_and_counts_it() -> None:
    many = [problem(str(n), severity=Severity.ADVICE) for n in range(25_001)]
    run = json.loads(written("sarif", *many, problem("grave")))["runs"][0]
    assert len(run["results"]) == 25_000
    assert run["results"][0]["level"] == "error"
    assert run["properties"]["leftOut"] == 2


@pytest.mark.parametrize("form", ["github", "json", "markdown", "sarif"])
def test_a_report_about_a_branch_says_so(form: str) -> None:
    report = unescape(written(form, since="v1@{2}").replace("<b></b>", ""))
    told = "7 entries checked: no problems in what changed since v1@{2}."
    assert (told if form in {"github", "markdown"} else '"since": "v1@{2}"') in report


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_reads_as_the_very_words(text: str) -> None:
    report = written("markdown", problem(text, path=f"content/{text[:40]}", rule=text[:30]))
    rows, elements = markdown_tables(report)
    *_, found = rows
    where = f"{visible(f'content/{text[:40]}')}:3:5"
    words = (where, visible(text[:30]), visible(cut(text)), "do it")
    assert found == [word.strip() for word in words]
    assert elements <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "b"}
    assert not re.search(r"https?:|@\w|(?<!&)#\d|www\.", report)


@pytest.mark.parametrize(
    "text", ["@ada", "#12", "GH-12", "see gh-12", "!12", "$12", "%12", '%"Next"', "~bug", "&12"]
)
def test_markdown_parts_what_a_host_would_take_for_a_reference(text: str) -> None:
    report = written("markdown", problem(f"x {text} y"))
    texts = [
        part
        for part in re.split(r"<[^>]*>", MarkdownIt("commonmark").enable("table").render(report))
        if part
    ]
    assert not any(text in unescape(part) for part in texts)


def test_markdown_counts_and_lists_by_severity() -> None:
    report = written(
        "markdown",
        problem("one", severity=Severity.ADVICE, rule="no-abstract"),
        problem("two"),
        problem("three", severity=Severity.WARNING),
    )
    assert "7 entries checked: 1 error, 1 warning, 1 advice." in report
    titles = [line for line in report.splitlines() if line.startswith("### ")]
    assert titles == ["### Errors", "### Warnings", "### Advice"]
    assert ["no-abstract", RULES["no-abstract"], "1"] in markdown_tables(report)[0]


def test_a_summary_stays_below_what_github_takes_and_counts_the_rest() -> None:
    many = [
        problem("\u8a9e|" * 300, severity=Severity.ADVICE, path=f"content/papers/{n}.md")
        for n in range(2_000)
    ]
    report = written("markdown", *many, problem("grave"))
    assert len(report.encode()) < 1_000_000
    assert "grave" in report
    shown = report.count("content/papers/") - 1
    assert f"\n{2_000 - shown:,} more: there is no room for them here.\n" in report


@pytest.mark.parametrize("text", HOSTILE)
def test_gitlab_finds_what_it_needs(text: str) -> None:
    [item] = json.loads(written("gitlab", problem(text, line=0, severity=Severity.ADVICE)))
    assert item.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
    assert item["severity"] == "info"
    assert item["location"] == {"path": "content/papers/a.md", "lines": {"begin": 1}}
    assert item["description"] == visible(cut(f"{text} — do it"))


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("content/papers/x/a.yaml", "entry"),
        ("content/collections/a.md", "collection"),
        ("content/pages/docs/a.md", "page"),
        ("content/site.yaml", "settings"),
        ("content/topics.yaml", "vocabulary"),
        ("content/metrics.yaml", "metrics"),
        ("content/static/a.pdf", "file"),
        ("themes/mine/theme.yaml", "theme"),
    ],
)
def test_a_problem_without_a_rule_has_that_of_its_file(path: str, rule: str) -> None:
    assert rule_of(problem("x", path=path)) == rule
    assert rule_of(problem("x", path=path, rule="duplicate")) == "duplicate"
    assert rule in RULES
