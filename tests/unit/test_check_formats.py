"""`papershelf check` on shelves of mistakes, in every format, as golden files.

After a change of wording: PAPERSHELF_GOLDEN=write pytest tests/unit/test_check_formats.py, then
read the difference.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.support.report_readers import JSON, SARIF, markdown_tables, workflow_command

from papershelf.cli import main
from papershelf.cli.checking import FORMATS
from papershelf.load import MAX_HEADER_BYTES
from papershelf.reports import RULES

COLLECTIONS = Path(__file__).parents[1] / "collections"
GOLDEN = Path(__file__).parent / "reports"
SHELVES = {
    "advice": [COLLECTIONS / "small", COLLECTIONS / "advice"],
    "broken": [COLLECTIONS / "small", COLLECTIONS / "broken/twenty-mistakes-in-ten-files"],
    # What is wrong in none of the others.
    "rest": [COLLECTIONS / "small", COLLECTIONS / "rest"],
    # Without errors: only then the site is planned, and what is wrong with that is seen.
    "planned": [COLLECTIONS / "small", COLLECTIONS / "planned"],
}
CODES = {"advice": 1, "broken": 1, "rest": 1, "planned": 0}
ELSEWHERE = {
    *("dead-link", "failing-link", "link-memory", "moved-link"),
    *("private-link", "reserved-link", "unsure-link"),
}
"""Rules of `check --links`: tests/unit/links/ has a server with each kind of link."""
OF_A_FILE = {"collection", "digest", "entry", "file", "metrics", "page", "vocabulary"}
"""What a problem without a rule of its own would have; today all problems there have one."""
ALONE = {"theme", "admin", "history", "empty-period"}
"""Without a theme nothing else is looked at: tests/unit/test_theme.py. The page for editing is
none of those shelves': tests/unit/test_admin.py. Only builds read the past: test_history.py. The
introductions of digests: tests/unit/digests/test_introductions.py."""
ENDINGS = {"gitlab": "json", "json": "json", "markdown": "md", "sarif": "sarif"}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Check one of the shelves: the exit code, what is printed, and the messages."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("papershelf.cli.reporting.version_of", lambda _: "1.2.3")

    def run(name: str, *words: str) -> tuple[int, str, str]:
        shelf = tmp_path / name
        is_new = not (shelf / "content/papers").exists()
        for part in SHELVES[name]:
            shutil.copytree(part / "content", shelf / "content", dirs_exist_ok=True)
        if name == "rest" and is_new:
            lay_what_git_would_not_keep(shelf / "content/papers")
        monkeypatch.setattr(sys, "argv", ["papershelf", "check", "--shelf", str(shelf), *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capsys.readouterr()
        return int(stopped.value.code or 0), output.out, output.err

    return run


def lay_what_git_would_not_keep(papers: Path) -> None:
    """Files that a checkout might change, that lead out of it, or that are too large for it."""
    (papers / "latin.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    (papers / "long.md").write_bytes(b"---\n" + b"# much\n" * MAX_HEADER_BYTES + b"---\n")
    (papers / "out.md").symlink_to("/nowhere")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", SHELVES)
def test_the_report_is_that_of_the_golden_file(
    name: str, form: str, run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "report"
    code, out, err = run(name, "--format", form, "--output", str(target))
    assert (code, out) == (CODES[name], "")
    assert err.endswith(f" The report is in {target}.\n")
    actual = target.read_text(encoding="utf-8")
    golden = GOLDEN / f"{name}-{form}.{ENDINGS.get(form, 'txt')}"
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == golden.read_text(encoding="utf-8")


def test_the_golden_files_hold_every_rule() -> None:
    reports = (json.loads((GOLDEN / f"{name}-json.json").read_text()) for name in SHELVES)
    found = {rule for report in reports for rule in report["rules"]}
    assert RULES.keys() - found == ELSEWHERE | OF_A_FILE | ALONE


@pytest.mark.parametrize("name", SHELVES)
def test_every_format_tells_as_many_problems(name: str, run: Run) -> None:
    reports = {form: run(name, "--format", form)[1] for form in FORMATS if form != "text"}
    found = json.loads(reports["json"])
    Draft202012Validator(JSON).validate(found)
    number = len(found["problems"])
    assert number > 8
    assert sum(found["counts"].values()) == sum(found["rules"].values()) == number
    sarif = json.loads(reports["sarif"])
    Draft202012Validator(SARIF).validate(sarif)
    assert len(sarif["runs"][0]["results"]) == number
    assert len(json.loads(reports["gitlab"])) == number
    lines = reports["github"].splitlines()
    assert len([line for line in lines if workflow_command(line)]) == number
    rows = [row for row in markdown_tables(reports["markdown"])[0] if len(row) == 4]
    tables = sum(1 for kind in found["counts"].values() if kind)
    assert len(rows) - tables == number


@pytest.mark.parametrize("form", FORMATS)
def test_settings_that_cannot_be_read_are_told_in_every_format(
    form: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "broken/content").mkdir(parents=True)
    code, out, err = run("broken", "--format", form)
    assert code == 1
    assert "content/site.yaml" in out + err


def test_a_report_has_a_place_or_is_refused_before_anything_is_checked(
    run: Run, tmp_path: Path
) -> None:
    code, out, err = run("advice", "--format", "json", "--output", str(tmp_path / "no/report"))
    assert (code, out) == (3, "")
    assert "make it first" in err


def test_on_standard_output_is_the_report_alone(run: Run) -> None:
    _, out, err = run("advice", "--format", "sarif")
    json.loads(out)
    assert err.endswith("advice.\n")
    assert err.count("\n") == 1


WAY_OUT = "check.without in content/site.yaml leaves kinds of advice out"


def test_how_to_hear_less_advice_is_said_once_and_only_where_there_is_any(run: Run) -> None:
    _, out, err = run("advice")
    assert err.splitlines()[-1] == WAY_OUT
    assert (out + err).count("check.without") == 1
    _, out, err = run("broken")
    assert "check.without" not in out + err
