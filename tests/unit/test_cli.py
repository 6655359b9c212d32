"""The command line: exit codes, messages, terminals and pipes."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from tests.support.shelf_files import files_of

from papershelf.cli import main
from papershelf.cli.main import cli
from papershelf.cli.options import STATUSES
from papershelf.schema import Status

GENERATOR = Path(__file__).parents[2] / "generator"
COMMAND = [sys.executable, "-m", "papershelf"]
BAD = "---\ntitle: Bad\nauthors: [Ada Lovelace]\ndate: 2o20\n---\n"
ODD = "---\ntitle: Odd\nauthors: [Ada Lovelace]\ndate: 2020\nvenu: X\n---\n"

Run = Callable[..., tuple[int, str, str]]

STAGES = re.compile(
    r"^((Reading entries|Reading words|Relating papers|Planning pages|Indexing for the search) …"
    r"|Writing pages: [\d,]+)\n",
    re.MULTILINE,
)
"""What a build says of its progress where there is no terminal."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process: its exit code, output and messages but for the stages."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["papershelf", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, output.out, STAGES.sub("", output.err)

    return run


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(GENERATOR), "TERM": "xterm", "COLUMNS": "80", **more}


def _write(shelf: Path, name: str, text: str) -> None:
    (shelf / "content/papers" / name).write_text(text, encoding="utf-8")


def test_a_build_says_in_one_line_what_it_did_and_how_to_look_at_it(small: Path, run: Run) -> None:
    code, out, err = run("build", "--shelf", small)
    assert code == 0
    assert err == ""
    did, look = out.splitlines()
    assert re.fullmatch(
        r"Built \d+ pages from 5 papers: (\d+) files, \d\.\d MB, \1 written, 0 removed, "
        r"in \d+\.\d\d s\.",
        did,
    )
    assert look == (
        f"The site is in {small / 'site'}{os.sep}. Look at it: papershelf serve --shelf {small}"
    )
    assert "0 written, 0 removed" in run("build", "--shelf", small)[1]
    assert ", 0 written" not in run("build", "--shelf", small, "--clean")[1]


def test_problems_stop_a_build_with_place_excerpt_hint_and_count(small: Path, run: Run) -> None:
    run("build", "--shelf", small)
    before = files_of(small / "site")
    _write(small, "bad.md", BAD)
    code, out, err = run("build", "--shelf", small)
    assert (code, out) == (1, "")
    lines = err.splitlines()
    assert lines[0].startswith("content/papers/bad.md:4:7: date: ")
    assert lines[1] == "    4 | date: 2o20"
    assert lines[2].startswith("      |       ^ ")
    assert lines[-1].startswith("1 problem in 1 file; ")
    assert lines[-1].endswith("entries checked. Nothing was written.")
    assert files_of(small / "site") == before


def test_lenient_leaves_bad_entries_out_and_says_which(small: Path, run: Run) -> None:
    _write(small, "bad.md", BAD)
    code, out, err = run("build", "--shelf", small, "--lenient")
    assert code == 0
    assert err.startswith("content/papers/bad.md:4:7: date: ")
    assert "Left out because of these problems: entries of 1 file." in err
    assert "from 5 papers, 1 entry left out: " in out
    assert not (small / "site/papers/bad").exists()


def test_strict_takes_warnings_for_errors(small: Path, run: Run) -> None:
    _write(small, "odd.md", ODD)
    code, _, err = run("build", "--shelf", small, "--strict")
    assert code == 1
    assert 'content/papers/odd.md:5:1: warning: unknown field "venu" — did you mean' in err
    assert "Nothing was written." in err
    assert not (small / "site").exists()
    code, out, err = run("build", "--shelf", small)
    assert code == 0
    assert "warning" in err
    assert "from 6 papers" in out


def test_strict_and_lenient_contradict_each_other(small: Path, run: Run) -> None:
    code, _, err = run("build", "--shelf", small, "--strict", "--lenient")
    assert code == 2
    assert "--strict and --lenient contradict each other" in err


def test_a_build_shows_twenty_warnings_and_counts_the_rest(small: Path, run: Run) -> None:
    for number in range(23):
        _write(small, f"odd-{number}.md", ODD)
    code, _, err = run("build", "--shelf", small)
    assert code == 0
    assert err.count("warning: ") == 20
    assert err.splitlines()[-1] == "3 more warnings; all of them: papershelf check"


def test_drafts_are_shown_when_asked_for(small: Path, run: Run) -> None:
    assert "from 5 papers" in run("build", "--shelf", small)[1]
    assert not (small / "site/papers/draft-2024").exists()
    assert "from 6 papers" in run("build", "--shelf", small, "--drafts")[1]
    assert (small / "site/papers/draft-2024/index.html").is_file()


@pytest.mark.parametrize(
    ("given", "base_path"),
    [
        ("https://example.org", "/"),
        ("https://example.org/shelf", "/shelf/"),
        ("HTTPS://Example.ORG/Shelf/", "/Shelf/"),
        ("http://localhost:8000/a b".replace(" ", "%20"), "/a%20b/"),
    ],
)
def test_the_base_url_is_where_the_site_will_be(
    small: Path, run: Run, given: str, base_path: str
) -> None:
    assert run("build", "--shelf", small, "--base-url", given)[0] == 0
    page = (small / "site/404.html").read_text(encoding="utf-8")
    assert f'href="{base_path}papers/"' in page
    home = (small / "site/index.html").read_text(encoding="utf-8")
    host = given.lower().split("/")[2]
    assert f"{host}{base_path}" in home
    assert 'href="papers/"' in home or 'href="./papers/"' in home


@pytest.mark.parametrize(
    "given",
    [
        "example.org",
        "/shelf/",
        "ftp://example.org/",
        "https://example.org/?a=1",
        "https://",
        "#",
        "",
    ],
)
def test_a_base_url_that_is_none_is_refused(small: Path, run: Run, given: str) -> None:
    code, out, err = run("build", "--shelf", small, "--base-url", given)
    assert (code, out) == (2, "")
    assert err.startswith("papershelf: --base-url: ")
    assert not (small / "site").exists()


def test_the_output_may_be_elsewhere(small: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "a site"
    code, out, _ = run("build", "--shelf", small, "--output", other)
    assert code == 0
    assert f"The site is in {other}{os.sep}." in out
    assert (other / "index.html").is_file()
    assert not (small / "site").exists()


@pytest.mark.parametrize("name", ["content", "content/static", "content/new", "themes/new"])
def test_the_output_may_not_be_among_its_sources(small: Path, run: Run, name: str) -> None:
    before = files_of(small / "content")
    code, _, err = run("build", "--shelf", small, "--output", small / name)
    assert code == 2
    assert "is inside" in err
    assert "choose another --output" in err
    assert files_of(small / "content") == before
    assert not (small / "themes").exists()


def test_a_folder_that_is_not_ours_is_a_matter_of_the_machine(small: Path, run: Run) -> None:
    (small / "site").mkdir()
    (small / "site/mine.txt").write_bytes(b"mine")
    code, _, err = run("build", "--shelf", small)
    assert code == 3
    assert "holds files that Papershelf did not make (mine.txt)" in err
    assert files_of(small / "site") == {"mine.txt": b"mine"}


def test_a_folder_without_content_is_no_shelf(tmp_path: Path, run: Run) -> None:
    for command in ("build", "check"):
        code, _, err = run(command, "--shelf", tmp_path)
        assert code == 3
        assert err.startswith('papershelf: there is no folder "content" in ')
        assert "papershelf init" in err
    assert list(tmp_path.iterdir()) == []


def test_check_counts_and_writes_nothing(small: Path, run: Run) -> None:
    code, out, err = run("check", "--shelf", small)
    assert (code, err) == (0, "")
    assert re.fullmatch(r"\d+ entries checked: no problems\.\n", out)
    _write(small, "odd.md", ODD)
    code, out, _ = run("check", "--shelf", small)
    assert code == 0
    assert out.endswith(" entries checked: 1 warning.\n")
    assert run("check", "--shelf", small, "--strict")[0] == 1
    _write(small, "bad.md", BAD)
    code, out, _ = run("check", "--shelf", small)
    assert code == 1
    assert out.endswith(" entries checked: 1 error, 1 warning.\n")
    assert not (small / "site").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["build", "--no-such-option"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["build", "stray"],
        ["no-such-command"],
        ["init", "--host", "nobody", "somewhere"],
        ["schema", "--of", "nothing"],
        [],
    ],
)
def test_wrong_usage_is_told_and_exits_with_two(arguments: list[str], run: Run) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Usage: papershelf" in err


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "-h"], ["--version"]])
def test_help_and_version_are_no_mistakes(arguments: list[str], run: Run) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert "papershelf" in out


def test_characters_that_move_the_cursor_are_shown_as_numbers(small: Path, run: Run) -> None:
    text = '---\ntitle: T\nauthors: [A B]\ndate: "\\e[31m20"\n---\n'
    _write(small, "bad.md", text)
    code, _, err = run("check", "--shelf", small)
    assert code == 1
    assert "\x1b" not in err


def _on_a_terminal(arguments: list[str], environment: dict[str, str]) -> tuple[int, bytes, bytes]:
    """Run the command with its messages on a pseudo-terminal."""
    first, second = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=environment, stdout=subprocess.PIPE, stderr=second
    )
    os.close(second)
    shown = b""
    while True:
        try:
            part = os.read(first, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    out, _ = process.communicate()
    os.close(first)
    return process.returncode, out, shown


def test_a_bar_is_drawn_on_a_terminal_and_elsewhere_stages_are_lines(small: Path) -> None:
    arguments = ["build", "--shelf", str(small), "--clean"]
    code, out, shown = _on_a_terminal(arguments, _environment())
    assert code == 0
    assert b"Writing pages" in shown
    assert out.startswith(b"Built ")
    piped = subprocess.run(
        [*COMMAND, *arguments], env=_environment(), check=True, capture_output=True
    )
    pages = out.split()[1].decode()
    stages = (
        "Reading entries …\nReading words …\nRelating papers …\nPlanning pages …\n"
        "Indexing for the search …\n"
        f"Writing pages: {pages}\n"
    )
    assert piped.stderr.decode() == stages
    code, _, shown = _on_a_terminal(arguments, _environment(TERM="dumb"))
    assert (code, shown.decode().replace("\r", "")) == (0, stages)


def test_colours_are_for_terminals_that_want_them(small: Path) -> None:
    _write(small, "bad.md", BAD)
    arguments = ["check", "--shelf", str(small)]
    code, _, shown = _on_a_terminal(arguments, _environment(NO_COLOR=""))
    assert code == 1
    assert b"\x1b[31m" in shown
    _, _, shown = _on_a_terminal(arguments, _environment(NO_COLOR="1"))
    assert b"\x1b" not in shown
    piped = subprocess.run(
        [*COMMAND, *arguments], env=_environment(), check=False, capture_output=True
    )
    assert b"\x1b" not in piped.stderr


_INTERRUPTED = """
import os, signal, sys
from papershelf import build
def interrupt(*_):
    os.killpg(os.getpgid(0), signal.SIGINT)
    while True:
        signal.pause()
import papershelf.stages
papershelf.stages._render_piece = interrupt
from papershelf.cli import main
main()
"""


def test_ctrl_c_stops_with_130_and_leaves_the_old_site(small: Path) -> None:
    build = ["build", "--shelf", str(small)]
    subprocess.run([*COMMAND, *build], env=_environment(), check=True, capture_output=True)
    before = files_of(small / "site")
    stopped = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED, *build, "--clean"],
        env=_environment(),
        check=False,
        capture_output=True,
        start_new_session=True,
    )
    assert stopped.returncode == 130
    assert STAGES.sub("", stopped.stderr.decode()).strip() == "Stopped."
    assert files_of(small / "site") == before


@pytest.mark.parametrize(
    "arguments", [["schema", "--format", "markdown"], ["--help"], ["check", "--shelf", "SMALL"]]
)
def test_a_reader_that_goes_away_is_no_mistake(small: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, *(str(small) if a == "SMALL" else a for a in arguments)],
        env=_environment(),
        check=False,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_without_streams_to_speak_to_a_command_works_as_well(small: Path, closed: str) -> None:
    command = f'exec "$0" -m papershelf check --shelf "$1" {closed}'
    done = subprocess.run(["sh", "-c", command, sys.executable, str(small)], check=False)
    assert done.returncode == 0


def test_help_needs_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys; sys.argv = ['papershelf', '--help']\n"
        "from papershelf.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=_environment(), check=True, capture_output=True
    )
    modules = set(done.stdout.decode().splitlines())
    assert "click" in modules
    heavy = {"pydantic", "jinja2", "rich", "lunr", "markdown_it", "math_core", "yaml", "numpy"}
    assert not modules & (heavy | {"httpx", "rapidfuzz", "pylatexenc", "msgspec", "starlette"})


def test_a_search_over_its_budget_tells_what_each_field_costs(small: Path, run: Run) -> None:
    settings = small / "content/site.yaml"
    settings.write_text(settings.read_text() + "search: {budget: 0.001}\n", encoding="utf-8")
    for out in (run("build", "--shelf", small)[1], run("build", "--shelf", small)[1]):
        assert "over its budget of 0.001 MB (search.budget in content/site.yaml)" in out
        costs = re.findall(r"^  (\w+) +[\d,]+\.\d kB +(\d+)%$", out, re.MULTILINE)
        assert {"title", "authors", "note", "cards"} <= {part for part, _ in costs}
        assert 95 <= sum(int(share) for _, share in costs) <= 105


def test_what_a_site_takes_is_shown_when_asked_for_and_when_a_limit_is_near(
    small: Path, run: Run
) -> None:
    heading = "What the site takes, and what it may take:"
    assert heading not in run("build", "--shelf", small)[1]
    for out in (run("build", "--shelf", small, "--budget")[1] for _ in range(2)):
        assert heading in out
        assert re.search(r"^  the whole site +\d+ kB +of +1,000 MB +0%$", out, re.MULTILINE)
        assert re.search(
            r"^  pages of papers +\d+ +\d+ kB +\d+%  related: false", out, re.MULTILINE
        )
    settings = small / "content/site.yaml"
    settings.write_text(settings.read_text() + "budget: {files: 10}\n", encoding="utf-8")
    code, out, err = run("build", "--shelf", small)
    assert code == 0
    assert re.search(r"^  files +\d+ +of +10 +\d+%$", out, re.MULTILINE)
    assert "content/site.yaml: warning: files: " in err


@pytest.mark.parametrize("option", ["--budget", "--strict"])
def test_too_large_a_site_is_refused_with_what_takes_the_room(
    small: Path, run: Run, option: str
) -> None:
    settings = small / "content/site.yaml"
    settings.write_text(settings.read_text() + "budget: {files: 10}\n", encoding="utf-8")
    code, out, err = run("build", "--shelf", small, option)
    assert code == 1
    assert "By kinds of files" in out
    assert "more than the 10 of budget.files" in err
    assert "Nothing was written." in err
    assert not (small / "site/index.html").exists()


def test_a_shelf_for_another_host_is_made_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("init", "--host", "netlify")
    assert code == 0
    assert (tmp_path / "netlify.toml").is_file()
    assert "\nNext: papershelf serve; README.md says how to publish it.\n" in out
    code, _, err = run("init")
    assert code == 2
    assert "the current folder is not empty" in err


def test_the_list_of_commands_tells_each_in_a_whole_sentence() -> None:
    listed = CliRunner().invoke(cli, ["--help"], prog_name="papershelf", terminal_width=80).output

    assert "..." not in listed.partition("Commands:")[2]


def test_statuses_on_the_command_line_are_those_of_entries() -> None:
    assert get_args(Status) == STATUSES
