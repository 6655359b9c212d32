"""`check --fix`: what is safe to mend is mended, and a shelf reads as before."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf import load_library
from papershelf.checking import check
from papershelf.cli import main
from papershelf.errors import Fix, Location, Problem, Severity
from papershelf.mending import Replacements, mend, write
from papershelf.reports import Replacement

SMALL = Path(__file__).parents[1] / "collections/small"
NAMES = """---
title: Two people # on top
authors: Ada Lovelace and Emmy Noether # both
date: 2020

ids: {doi: "10.1000/x"} # with care
nobody-knows: "  this  "
---
A *note*.
"""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    shutil.copytree(SMALL, folder)
    return folder


def lay(shelf: Path, content: bytes | str, name: str = "two.md") -> Path:
    place = shelf / "content/papers" / name
    place.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def fixed(name: str, line: int, column: int, *texts: str, is_list: bool = False) -> Problem:
    location = Location(f"content/papers/{name}", line, column)
    return Problem(location, "odd", severity=Severity.WARNING, fix=Fix(texts, is_list=is_list))


SEVERAL = fixed("two.md", 3, 10, "Ada Lovelace", "Emmy Noether", is_list=True)


def test_a_value_is_mended_and_nothing_else_of_the_file(shelf: Path) -> None:
    place = lay(shelf, NAMES)
    before = load_library(shelf)
    mending = mend(shelf, [SEVERAL])
    assert (mending.values, mending.refused, write(mending)) == (1, [], [])
    line = "authors: Ada Lovelace and Emmy Noether # both\n"
    head, _, tail = NAMES.partition(line)
    text = place.read_text(encoding="utf-8")
    assert text.startswith(head + "authors: [")
    assert text.endswith("] # both\n" + tail)
    assert load_library(shelf) == before


def test_nothing_is_written_until_it_is_asked_for(shelf: Path) -> None:
    place = lay(shelf, NAMES)
    [mended] = mend(shelf, [SEVERAL]).files
    assert place.read_text(encoding="utf-8") == NAMES
    lines = list(mended.difference)
    assert lines[:2] == ["--- content/papers/two.md", "+++ content/papers/two.md"]
    changed = [line for line in lines[2:] if line[0] in "+-"]
    assert changed[0] == "-authors: Ada Lovelace and Emmy Noether # both"


def test_a_fix_that_makes_another_paper_is_left_out_and_the_others_are_not(shelf: Path) -> None:
    place = lay(shelf, NAMES)
    mending = mend(shelf, [fixed("two.md", 2, 8, "Another title"), SEVERAL])
    assert [str(location) for location, _ in mending.refused] == ["content/papers/two.md:2:8"]
    assert write(mending) == []
    text = place.read_text(encoding="utf-8")
    assert "title: Two people # on top" in text
    assert "authors: [" in text


@pytest.mark.parametrize("place", [(2, 1), (1, 1), (4, 7), (99, 1), (3, 12), (9, 1)])
def test_a_fix_of_what_is_no_such_value_changes_nothing(
    shelf: Path, place: tuple[int, int]
) -> None:
    lay(shelf, NAMES)
    mending = mend(shelf, [fixed("two.md", *place, "x")])
    assert mending.files == []
    assert len(mending.refused) == 1


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ("authors: [A B and C D, E F]\n", (3, 11), "authors: [A B, C D, E F]\n"),
        ("authors: # all\n  - A B and C D # two\n  - E F\n", (4, 5),
         "authors: # all\n  - A B\n  - C D # two\n  - E F\n"),
    ],
)  # fmt: skip
def test_several_names_in_one_item_become_several_items(
    shelf: Path, before: str, place: tuple[int, int], after: str
) -> None:
    path = lay(shelf, f"---\ntitle: T\n{before}date: 2020\n---\n")
    library = load_library(shelf)
    several = fixed("two.md", *place, "A B", "C D", is_list=True)
    mending = mend(shelf, [several])
    assert write(mending) == []
    assert (mending.values, mending.refused) == (1, [])
    assert path.read_text(encoding="utf-8") == f"---\ntitle: T\n{after}date: 2020\n---\n"
    assert load_library(shelf) == library


def test_in_a_list_a_bad_fix_spoils_only_itself(shelf: Path) -> None:
    items = "".join(
        f"- id: item-{n}\n  title: Item {n}\n  authors: A B and C D\n  date: 2020\n"
        for n in range(4)
    )
    place = lay(shelf, items, "items.yaml")
    problems = [fixed("items.yaml", 4 * n + 3, 12, "A B", "C D", is_list=True) for n in range(4)]
    problems += [fixed("items.yaml", 6, 10, "Worse"), fixed("items.yaml", 10, 3, "worst")]
    mending = mend(shelf, problems)
    assert sorted(location.line for location, _ in mending.refused) == [6, 10]
    assert mending.values == 4
    before = load_library(shelf)
    assert write(mending) == []
    assert load_library(shelf) == before
    text = place.read_text(encoding="utf-8")
    assert text.count("authors: [") == 4
    assert text.count("title: Item") == 4


@pytest.mark.parametrize(
    ("content", "after"),
    [
        (NAMES.replace("\n", "\r\n"), NAMES),
        (NAMES.replace("\n", "\r"), NAMES),
        (NAMES.replace("\n", "\r\n", 3), NAMES),
        ("\ufeff" + NAMES, NAMES),
        (NAMES + "\0\0\0", NAMES),
        ("\ufeff" + NAMES.replace("\n", "\r\n") + "\0", NAMES),
    ],
)
def test_line_ends_marks_and_nuls_at_the_end_are_mended(
    shelf: Path, content: str, after: str
) -> None:
    place = lay(shelf, content)
    mending = mend(shelf, check(shelf)[0])
    assert [mended.path for mended in mending.files] == ["content/papers/two.md"]
    assert "byte order mark or NUL" in list(mending.files[0].difference)[-1]
    assert write(mending) == []
    assert place.read_bytes() == after.encode()


@pytest.mark.parametrize(
    "content",
    [b"---\ntitle: \xff\r\n---\n", "---\r\ntitle: a\0b\r\n---\r\n", NAMES.encode("utf-16"), b"\0"],
)
def test_what_is_no_text_is_left_as_it_is(shelf: Path, content: bytes | str) -> None:
    place = lay(shelf, content)
    before = place.read_bytes()
    mending = mend(shelf, check(shelf)[0])
    assert mending.files == []
    assert place.read_bytes() == before


def test_a_file_of_which_only_a_part_is_read_is_left_as_it_is(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = lay(shelf, b"# much\r\n" * 500, "long.yaml")
    monkeypatch.setattr("papershelf.load.MAX_LIST_BYTES", 1_000)
    problem = Problem(Location("content/papers/long.yaml"), "has more bytes", "split it")
    mending = mend(shelf, [problem])
    assert (mending.files, write(mending)) == ([], [])
    assert place.read_bytes() == b"# much\r\n" * 500


def test_many_files_are_mended_as_one_is(shelf: Path) -> None:
    names = [f"two-{number}.md" for number in range(450)]
    for number, name in enumerate(names):
        lay(shelf, NAMES.replace("10.1000/x", f"10.1000/{number}"), name)
    several = [fixed(name, 3, 10, "Ada Lovelace", "Emmy Noether", is_list=True) for name in names]
    mending = mend(shelf, several)
    assert [mended.path for mended in mending.files] == sorted(
        f"content/papers/{name}" for name in names
    )
    assert mending.values == len(names)
    assert all(b"[Ada Lovelace, Emmy Noether] # both" in one.after for one in mending.files)


def test_a_link_is_not_written_through(shelf: Path) -> None:
    lay(shelf, NAMES)
    (shelf / "content/papers/linked.md").symlink_to("two.md")
    mending = mend(shelf, [fixed("linked.md", 3, 10, "Ada Lovelace", "E N", is_list=True)])
    assert mending.files == []
    [(location, why)] = mending.refused
    assert str(location) == "content/papers/linked.md"
    assert "link" in why


def test_a_file_that_changed_meanwhile_is_left_alone(shelf: Path) -> None:
    place = lay(shelf, NAMES)
    mending = mend(shelf, [SEVERAL])
    place.write_text("mine now", encoding="utf-8")
    [failure] = write(mending)
    assert "has changed meanwhile" in failure
    assert place.read_text(encoding="utf-8") == "mine now"
    assert [path.name for path in place.parent.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_became_a_link_meanwhile_is_left_alone(shelf: Path, tmp_path: Path) -> None:
    place = lay(shelf, NAMES)
    mending = mend(shelf, [SEVERAL])
    (tmp_path / "secret").write_text(NAMES, encoding="utf-8")
    place.unlink()
    place.symlink_to(tmp_path / "secret")
    assert len(write(mending)) == 1
    assert (tmp_path / "secret").read_text(encoding="utf-8") == NAMES


def test_a_read_only_file_is_told_and_the_others_are_mended(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(shelf, NAMES)
    other = lay(shelf, NAMES, "other.md")
    mending = mend(
        shelf, [SEVERAL, fixed("other.md", 3, 10, "Ada Lovelace", "Emmy Noether", is_list=True)]
    )
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: "two.md" not in str(path) and allowed(path, mode)
    )
    [failure] = write(mending)
    assert failure == "cannot write content/papers/two.md: it is read-only"
    assert "authors: [" in other.read_text(encoding="utf-8")


def test_the_mode_of_a_file_is_kept(shelf: Path) -> None:
    place = lay(shelf, NAMES)
    place.chmod(0o640)
    write(mend(shelf, [SEVERAL]))
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_fix_is_told_as_the_smallest_piece_of_its_file(shelf: Path) -> None:
    lay(shelf, NAMES)
    text = "https://doi.org/10.1000/x"
    lay(shelf, f'- id: a\n  ids: {{doi: "10.1/a"}}\n- id: b\n  ids: {{doi: "{text}"}}\n', "l.yaml")
    found = Replacements(shelf)(fixed("l.yaml", 4, 14, "10.1000/x"))
    assert isinstance(found, Replacement)
    assert (found.line, found.end_line) == (4, 4)
    lines = (shelf / "content/papers/l.yaml").read_text().split("\n")
    after = lines[3][: found.column - 1] + found.text + lines[3][found.end_column - 1 :]
    assert "10.1000/x" in after
    assert "https" not in after
    assert Replacements(shelf)(fixed("l.yaml", 4, 3, "x")) is None
    assert Replacements(shelf)(fixed("none.md", 4, 3, "x")) is None


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["papershelf", "check", "--shelf", str(shelf), *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capsys.readouterr()
        return int(stopped.value.code or 0), output.out, output.err

    return run


def test_the_command_shows_what_it_mends_and_checks_again(shelf: Path, run: Run) -> None:
    content = NAMES.replace("\n", "\r\n")
    place = lay(shelf, content)
    code, out, err = run("--dry-run")
    assert code == 1
    assert out.startswith("--- content/papers/two.md\n")
    assert "Would mend 1 file" in err
    assert place.read_bytes() == content.encode()
    code, out, err = run("--fix")
    assert code == 0
    assert "Mended 1 file" in err
    assert b"\r" not in place.read_bytes()
    assert "error" not in out
    code, out, err = run("--fix")
    assert "nothing that is safe to mend" in err


def test_what_the_advice_calls_safe_is_mended_and_no_longer_told(shelf: Path, run: Run) -> None:
    shutil.copytree(SMALL.parent / "advice/content", shelf / "content", dirs_exist_ok=True)
    before = check(shelf)[0]
    tidy = {"tidy", "footnote-marks"}
    assert tidy <= {problem.rule for problem in before}
    run("--fix")
    after = check(shelf)[0]
    assert not tidy & {problem.rule for problem in after}
    assert len(after) < len(before)
    assert {(p.rule, p.message) for p in after} <= {(p.rule, p.message) for p in before}


def test_settings_that_stop_the_check_are_mended_too(shelf: Path, run: Run) -> None:
    place = shelf / "content/site.yaml"
    text = place.read_bytes()
    place.write_bytes(text.replace(b"\n", b"\r\n"))
    assert run()[0] == 1
    assert run("--fix")[0] == 0
    assert place.read_bytes() == text


def test_what_cannot_be_written_ends_with_three(
    shelf: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(shelf, "\ufeff" + NAMES)
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: "two.md" not in str(path) and allowed(path, mode)
    )
    code, _, err = run("--fix")
    assert code == 3
    assert "cannot write content/papers/two.md: it is read-only" in err


def test_a_difference_cannot_speak_to_github_or_the_terminal(
    shelf: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    header = "---\ntitle: T\ndate: 2020\nauthors: Ada Lovelace and Emmy Noether\n---\n"
    lay(shelf, header + "  ::error::boo\n##[add-mask]x \u202e\n")
    several = fixed("two.md", 4, 10, "Ada Lovelace", "Emmy Noether", is_list=True)
    monkeypatch.setattr(
        "papershelf.checking.check",
        lambda *_, **_more: ([several], 1),
    )
    _, out, err = run("--dry-run")
    for line in (out + err).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
        assert "\u202e" not in line
    assert "boo" in out


LINKED = """title: T
authors: Ada Lovelace and Emmy Noether
date: 2020
links: {pdf: http://old.net/a, code: http://old.net/b}
"""
MENDED = LINKED.replace("Ada Lovelace and Emmy Noether", "[Ada Lovelace, Emmy Noether]")
BOTH = fixed("linked.yaml", 2, 10, "Ada Lovelace", "Emmy Noether", is_list=True)


def moved(line: int, column: int, text: str) -> Problem:
    location = Location("content/papers/linked.yaml", line, column)
    return Problem(location, "moved", severity=Severity.ADVICE, fix=Fix((text,), is_new=True))


def test_a_fix_that_is_to_say_another_thing_stands_beside_those_that_say_the_same(
    shelf: Path,
) -> None:
    place = lay(shelf, LINKED, "linked.yaml")
    other = fixed("linked.yaml", 1, 8, "Another")
    mending = mend(shelf, [moved(4, 14, "http://new.net/a"), BOTH, other])
    assert [why for _, why in mending.refused] == [
        "the fix would make another paper of it; mend it by hand"
    ]
    assert write(mending) == []
    after = place.read_text(encoding="utf-8")
    assert after == MENDED.replace("old.net/a", "new.net/a")


def test_a_fix_that_is_to_say_another_thing_leaves_no_entry_with_errors(shelf: Path) -> None:
    place = lay(shelf, LINKED, "linked.yaml")
    mending = mend(shelf, [moved(4, 38, "no address"), BOTH])
    assert [(str(at), why) for at, why in mending.refused] == [
        (
            "content/papers/linked.yaml:4:38",
            "the fix would make an entry with errors of it; mend it by hand",
        )
    ]
    assert write(mending) == []
    assert place.read_text(encoding="utf-8") == MENDED
