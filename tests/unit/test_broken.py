"""Collections of mistakes: each is told with its place, what was found and what would do.

`tests/collections/broken/NAME/` holds the part of a shelf that is wrong, laid over the good shelf
`tests/collections/small/`, and in `expected.txt` what `papershelf check` says of it. After a change
of wording: PAPERSHELF_GOLDEN=write pytest tests/unit/test_broken.py, then read the difference.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf.checking import check
from papershelf.cli import main
from papershelf.errors import ContentError, Problem, Severity
from papershelf.load import MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_LIST_BYTES

COLLECTIONS = Path(__file__).parents[1] / "collections"
BROKEN = sorted(folder for folder in (COLLECTIONS / "broken").iterdir() if folder.is_dir())
HEADER = "---\ntitle: Wrong somewhere\nauthors: [Ada Lovelace]\ndate: 2020-01-02\n"
WRONG = "content/papers/wrong.md"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The small shelf, to be broken."""
    folder = tmp_path / "shelf"
    shutil.copytree(COLLECTIONS / "small", folder)
    return folder


Told = Callable[[Path], tuple[str, int]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Told:
    """The problem lines of `papershelf check`, and its exit code."""

    def tell(shelf: Path) -> tuple[str, int]:
        monkeypatch.setattr(sys, "argv", ["papershelf", "check", "--shelf", str(shelf)])
        with pytest.raises(SystemExit) as stopped:
            main()
        lines = capsys.readouterr().err.splitlines(keepends=True)
        # Without its settings a shelf cannot be checked to the end, which the last line says.
        return "".join(line for line in lines if "Nothing was written" not in line), int(
            stopped.value.code or 0
        )

    return tell


def problems(shelf: Path) -> list[Problem]:
    """Every problem of a shelf, from the files alone."""
    try:
        return list(check(shelf)[0])
    except ContentError as error:
        return list(error.problems)


def test_the_small_shelf_has_no_problems(shelf: Path, told: Told) -> None:
    assert told(shelf) == ("", 0)


def test_there_are_mistakes_to_look_at() -> None:
    assert len(BROKEN) > 100


@pytest.mark.parametrize("mistake", BROKEN, ids=lambda folder: folder.name)
def test_every_mistake_is_told_as_expected(mistake: Path, shelf: Path, told: Told) -> None:
    shutil.copytree(mistake / "content", shelf / "content", dirs_exist_ok=True)
    found, code = told(shelf)
    expected = mistake / "expected.txt"
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    errors = [p for p in problems(shelf) if p.severity is Severity.ERROR]
    assert code == bool(errors)


@pytest.mark.parametrize("mistake", BROKEN, ids=lambda folder: folder.name)
def test_every_mistake_has_a_place_in_its_file_and_a_hint(mistake: Path, shelf: Path) -> None:
    shutil.copytree(mistake / "content", shelf / "content", dirs_exist_ok=True)
    found = problems(shelf)
    assert found
    for problem in found:
        path = shelf / problem.location.path
        assert path.is_file()
        assert problem.hint
        lines = path.read_text(encoding="utf-8").split("\n")
        if problem.location.line:
            assert 1 <= problem.location.line <= len(lines)
            line = lines[problem.location.line - 1]
            assert 1 <= problem.location.column <= len(line) + 1
            assert problem.excerpt == line


def test_twenty_mistakes_in_ten_files_yield_all_twenty_in_order(shelf: Path) -> None:
    mistake = COLLECTIONS / "broken" / "twenty-mistakes-in-ten-files"
    shutil.copytree(mistake / "content", shelf / "content", dirs_exist_ok=True)
    found = problems(shelf)
    places = [(p.location.path, p.location.line) for p in found]
    assert places == sorted(places)
    assert len(found) >= 20
    assert len({path for path, _ in places}) >= 10


def write(content: bytes, path: str = WRONG) -> Callable[[Path], None]:
    """A mistake that is a file."""

    def lay(shelf: Path) -> None:
        (shelf / path).write_bytes(content)

    return lay


def link(target: str, path: str = WRONG) -> Callable[[Path], None]:
    """A mistake that is a symbolic link, relative to the shelf where it is not absolute."""

    def lay(shelf: Path) -> None:
        place = shelf / path
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
        place.symlink_to(target if target.startswith("/") else shelf / target)

    return lay


GOOD = (HEADER + "---\nA note.\n").encode()

# Mistakes that git would mangle or editors would mend, with what is said of them.
RAW: dict[str, tuple[Callable[[Path], None], str]] = {
    "not UTF-8": (
        write(GOOD.replace(b"Ada", "Añ".encode("latin-1"))),
        f"{WRONG}:3:12: not UTF-8: the byte 0xF1 — save the file as UTF-8",
    ),
    "not UTF-8 after other letters": (
        write("---\ntitle: \u00e9\u00e8".encode() + b"\xff\n---\n"),
        f"{WRONG}:2:10: not UTF-8: the byte 0xFF — save the file as UTF-8",
    ),
    "UTF-16": (
        write(GOOD.decode().encode("utf-16")),
        f"{WRONG}:1:1: not UTF-8: the byte 0xFF — save the file as UTF-8",
    ),
    "NUL": (
        write(GOOD.replace(b"Wrong", b"Wr\0ng")),
        f"{WRONG}:2:10: a NUL character — remove it",
    ),
    "byte order mark": (
        write(b"\xef\xbb\xbf" + GOOD),
        f"{WRONG}:1:1: a byte order mark — save the file as UTF-8 without BOM",
    ),
    "byte order mark in the middle": (
        write(GOOD.replace(b"Wrong", "Wr\ufeffong".encode())),
        f"{WRONG}:2:10: an invisible character (U+FEFF) — remove it",
    ),
    "CRLF": (
        write(GOOD.replace(b"\n", b"\r\n")),
        f"{WRONG}:1:4: a carriage return — save the file with Unix line ends (LF)",
    ),
    "CRLF in site.yaml": (
        write(b"title: A\r\n", "content/site.yaml"),
        "content/site.yaml:1:9: a carriage return — save the file with Unix line ends (LF)",
    ),
    "control character": (
        write(GOOD.replace(b"Wrong", "é\x01".encode())),
        f"{WRONG}:2:9: a control character (U+0001) — remove it; it cannot be shown anywhere",
    ),
    "900 brackets": (
        write(b"---\na: " + b"[" * 900 + b"\n---\n"),
        f"{WRONG}:2:102: nested 100 deep or deeper — write it flatter",
    ),
    "50,000 braces": (
        write(b"---\n" + b"{a: " * 50_000 + b"\n---\n"),
        f"{WRONG}:2:397: nested 100 deep or deeper — write it flatter",
    ),
    "50,000 dashes": (
        write(b"- " * 50_000, "content/papers/wrong.yaml"),
        "content/papers/wrong.yaml:1:199: nested 100 deep or deeper — write it flatter",
    ),
    "600 deeper and deeper lines": (
        write(
            b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(600)) + b"---\n",
        ),
        f"{WRONG}:101:100: nested 100 deep or deeper — write it flatter",
    ),
    "header over its size": (
        write(b"---\n" + b"# comment\n" * 30_000 + b"---\n"),
        f"{WRONG}:1:1: the header has 300,000 bytes — "
        f"{MAX_HEADER_BYTES:,} bytes at most; put a long text below it",
    ),
    "file over its size": (
        write(GOOD + b"x" * (MAX_HEADER_BYTES + MAX_BODY_BYTES)),
        f"{WRONG}: has more than {MAX_HEADER_BYTES + MAX_BODY_BYTES:,} bytes — "
        "split it into several files",
    ),
    "link out of content": (
        link("/etc/passwd"),
        f"{WRONG}: is a link that leads out of the content folder — put the file itself here",
    ),
    "link to a file beside content": (
        link("content/../README.md"),
        f"{WRONG}: is a link that leads out of the content folder — put the file itself here",
    ),
    "folder linked out of content": (
        link("/etc", "content/papers/etc"),
        "content/papers/etc: is a link that leads out of the content folder — "
        "put the file itself here",
    ),
    "static file linked out of content": (
        link("/etc/passwd", "content/static/picture.svg"),
        "content/static/picture.svg: is a link that leads out of the content folder — "
        "put the file itself here",
    ),
    "settings linked out of content": (
        link("/etc/passwd", "content/site.yaml"),
        "content/site.yaml: is a link that leads out of the content folder — "
        "put the file itself here",
    ),
    "link to nothing": (
        link("content/papers/nothing.md"),
        f"{WRONG}: is a link to nothing — remove the link",
    ),
    "link to itself": (
        link(WRONG),
        f"{WRONG}: is a link to nothing — remove the link",
    ),
    "link to a folder": (
        link("content/pages", "content/papers/pages"),
        "content/papers/pages: is a link to a folder — link to files, or move the folder here",
    ),
    "file that never ends": (
        lambda shelf: os.mkfifo(shelf / WRONG),
        f"{WRONG}: is no regular file — remove it",
    ),
    # Names that a checkout on Windows or macOS could not keep.
    "name of a device": (
        write(GOOD, "content/papers/aux.md"),
        'content/papers/aux.md:1:1: the file name makes no id: "aux" is a name that Windows '
        "reserves — rename the file or give an id; choose another id",
    ),
    "collection with the name of a device": (
        write(b"---\ntitle: A\n---\n", "content/collections/nul.md"),
        'content/collections/nul.md:1:1: the file name makes no id: "nul" is a name that Windows '
        "reserves — rename it; choose another id",
    ),
    "collections that differ in case": (
        write(b"---\ntitle: A\n---\n", "content/collections/First-Steps.md"),
        'content/collections/first-steps.md:1:1: the name "first-steps" differs from '
        '"First-Steps" only in form — both would be collections/first-steps/; rename one',
    ),
    "pages that differ in case": (
        write(b"---\ntitle: A\n---\n", "content/pages/About.md"),
        "content/pages/about.md:1:1: the page would have the address about/ — "
        "content/pages/About.md has it already; rename one",
    ),
    "name with a line break": (
        write(GOOD, "content/papers/wrong\n.md"),
        "content/papers/wrong\\n.md: has a name with characters that cannot be shown — rename it",
    ),
    "name that is no text": (
        lambda shelf: Path(os.fsdecode(os.fsencode(shelf) + b"/content/static/\xff")).touch(),
        "content/static/\\udcff: has a name with characters that cannot be shown — rename it",
    ),
}


@pytest.mark.parametrize("name", RAW)
def test_files_that_cannot_be_read_are_told(name: str, shelf: Path, told: Told) -> None:
    lay, expected = RAW[name]
    lay(shelf)
    found = problems(shelf)
    assert [f"{p.location}: {p.message} — {p.hint}" for p in found] == [expected]
    text, code = told(shelf)
    assert text.count("\n") <= 3
    assert code == 1


def test_nesting_that_the_parser_itself_refuses_is_told_alike(shelf: Path, told: Told) -> None:
    write(b"---\na: " + b"[" * 50_000 + b"\n---\n")(shelf)
    [problem] = problems(shelf)
    # Ours comes first, or, with libyaml of 2026 and later, the parser's own limit of a thousand.
    assert str(problem.location) in {f"{WRONG}:2:102", f"{WRONG}:2:1003"}
    assert f"{problem.message} — {problem.hint}" == "nested 100 deep or deeper — write it flatter"
    text, code = told(shelf)
    assert text.count("\n") <= 3
    assert code == 1


def test_a_list_over_its_size_is_told_without_being_read(shelf: Path) -> None:
    path = shelf / "content/papers/wrong.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_LIST_BYTES * 50)
    [problem] = problems(shelf)
    assert str(problem.location) == "content/papers/wrong.yaml"
    assert problem.message == f"has more than {MAX_LIST_BYTES:,} bytes"


def test_a_whole_folder_that_leads_out_of_content_is_told(shelf: Path, tmp_path: Path) -> None:
    shutil.move(shelf / "content/pages", tmp_path / "pages")
    (shelf / "content/pages").symlink_to(tmp_path / "pages")
    assert [(p.location.path, p.message) for p in problems(shelf) if "link" in p.message][:1] == [
        ("content/pages", "is a link that leads out of the content folder")
    ]


def test_ids_that_differ_only_in_their_unicode_form_are_told(shelf: Path) -> None:
    text = GOOD.decode()
    (shelf / "content/papers/caf\u00e9.md").write_text(text, encoding="utf-8")
    (shelf / "content/papers/cafe\u0301.md").write_text(text, encoding="utf-8")
    [problem] = problems(shelf)
    assert problem.message == 'the id "caf\u00e9" is taken'
    assert "papers/cafe/" in problem.hint
