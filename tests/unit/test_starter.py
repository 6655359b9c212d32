"""The shelf that `papershelf init` makes."""

import subprocess
import unicodedata
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st

from papershelf import replacing, starter
from papershelf.build import build, load_library
from papershelf.checking import check
from papershelf.cli.main import cli
from papershelf.config import read_config
from papershelf.dump import dump_entry
from papershelf.errors import MachineError, UsageError
from papershelf.replacing import replace_file
from papershelf.starter import make_shelf

ROOT = Path(__file__).parents[2]
STARTER = Path(starter.__file__).parent / "shelf"


def _content(folder: Path) -> dict[str, bytes]:
    """The files in a folder but for what commands remember."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".papershelf" not in path.relative_to(folder).parts
    }


def test_a_new_shelf_builds_at_once_without_a_warning(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    count = make_shelf(shelf, title="My shelf")
    assert count == len(_content(shelf))
    assert check(shelf)[0] == []
    report = build(shelf, strict=True)
    assert report.papers == 3
    assert (shelf / "site/collections/beginnings/index.html").is_file()
    assert "My shelf" in (shelf / "site/index.html").read_text(encoding="utf-8")


def test_the_sample_entries_show_both_forms_and_are_in_a_collection(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    assert {path.suffix for path in (tmp_path / "content/papers").iterdir()} == {".md", ".yaml"}
    library = load_library(tmp_path)
    assert sorted(library.papers) == ["codd-1970", "shannon-1948", "turing-1950"]
    for paper in library.papers.values():
        assert paper.note
        assert paper.summary
        assert paper.topics
        assert paper.ids["doi"]
    (collection,) = library.collections.values()
    assert [item.paper for item in collection.papers] == [
        "shannon-1948",
        "turing-1950",
        "codd-1970",
    ]
    assert all(item.note and item.section for item in collection.papers)


def test_the_sample_entries_are_on_the_shelf_since_the_day_it_is_made(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf", today=date(2031, 2, 3))
    assert {paper.added for paper in load_library(tmp_path).papers.values()} == {"2031-02-03"}


def test_each_new_shelf_has_feeds_of_its_own(tmp_path: Path) -> None:
    def feed_id(name: str, given: UUID | None = None) -> str | None:
        make_shelf(tmp_path / name, title="My shelf", feed_id=given)
        text = (tmp_path / name / "content/site.yaml").read_text(encoding="utf-8")
        return read_config(text, "content/site.yaml")[0].feed_id

    assert UUID(feed_id("one") or "").version == 4
    assert feed_id("two") != feed_id("three")
    assert feed_id("four", UUID(int=7)) == str(UUID(int=7))


def test_every_line_that_is_filled_in_stands_in_the_sample_files() -> None:
    folder = Path(starter.__file__).parent / "shelf"
    lines = [line for text in _content(folder).values() for line in text.decode().split("\n")]
    assert lines.count("title: A shelf of papers") == 1
    assert lines.count("added: 2026-01-01") == 3
    assert lines.count("feed_id: 00000000-0000-0000-0000-000000000000") == 1


def test_no_sample_file_is_stored_with_a_leading_dot() -> None:
    folder = Path(starter.__file__).parent / "shelf"
    assert not list(folder.rglob(".*"))


def test_what_builds_leave_behind_is_ignored_by_git(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    build(tmp_path)
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/site/", "/.papershelf/"} <= set(ignored)
    assert (tmp_path / ".gitattributes").read_text(encoding="utf-8") == "* text=auto eol=lf\n"


@pytest.mark.parametrize("gitignore", [STARTER / "gitignore", ROOT / ".gitignore"])
def test_what_a_killed_command_leaves_beside_a_file_is_ignored_by_git(
    gitignore: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".gitignore").write_bytes(gitignore.read_bytes())
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    entry = tmp_path / "content/papers/turing-1950.md"
    entry.parent.mkdir(parents=True)

    def leave(temporary: Path, *_: object) -> None:
        temporary.write_bytes(b"half")

    monkeypatch.setattr(replacing, "put_in_place", leave)
    replace_file(entry, b"whole")
    assert len(list(entry.parent.iterdir())) == 1
    command = ["git", "-C", str(tmp_path), "ls-files", "--others", "--exclude-standard"]
    assert subprocess.check_output(command, text=True).split() == [".gitignore"]


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The signs that turn the direction of a line are dropped from every line."""


@given(
    title=st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=TURNING), max_size=60
    )
)
def test_any_title_is_quoted_so_that_it_reads_back(title: str) -> None:
    # The line that make_shelf fills in, without writing a shelf for each of many titles.
    assume(title.strip())
    line = dump_entry({"title": title}).split("\n")[1]
    config, problems = read_config(f"{line}\nlanguage: en\n", "content/site.yaml")
    assert problems == []
    assert config.title == " ".join(unicodedata.normalize("NFC", title).split())


@pytest.mark.parametrize(
    "title",
    [
        'She said: "#1"',
        "it's",
        "- a",
        "{{ title }} {% x %}",
        "no",
        "2026",
        "Ünïcödé 李飞飞 🎉",
        "a: b # c",
        "*x* $y$ <b>&amp;</b>",
        "back\\slash",
        "title: A shelf of papers",
        "%TAG & !x | >",
    ],
)
def test_a_title_may_have_any_characters(title: str, tmp_path: Path) -> None:
    make_shelf(tmp_path, title=title)
    text = (tmp_path / "content/site.yaml").read_text(encoding="utf-8")
    config, problems = read_config(text, "content/site.yaml")
    assert problems == []
    assert config.title == title
    build(tmp_path, strict=True)


@pytest.mark.parametrize("title", ["", " \t", "a\x01b", "a\udc80b"])
def test_a_title_that_no_shelf_may_have_is_refused(title: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--title"):
        make_shelf(tmp_path / "shelf", title=title)
    assert not (tmp_path / "shelf").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is not empty \(it holds notes\.txt\)"):
        make_shelf(tmp_path, title="My shelf")
    assert _content(tmp_path) == {"notes.txt": b"mine"}


def test_a_fresh_git_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref", encoding="utf-8")
    make_shelf(tmp_path, title="My shelf")
    assert check(tmp_path)[0] == []


def test_a_file_is_no_folder_for_a_shelf(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is not a folder"):
        make_shelf(file, title="My shelf")
    with pytest.raises((UsageError, MachineError)):
        make_shelf(file / "inside", title="My shelf")
    assert _content(tmp_path) == {"file": b"mine"}


def test_missing_parents_are_made(tmp_path: Path) -> None:
    make_shelf(tmp_path / "a/b/shelf", title="My shelf")
    assert check(tmp_path / "a/b/shelf")[0] == []


def test_a_folder_that_cannot_be_written_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = 3

    def fail_later(path: Path, content: bytes) -> int:
        nonlocal before
        before -= 1
        if before < 0:
            raise OSError(28, "No space left on device")
        with path.open("wb") as file:
            return file.write(content)

    monkeypatch.setattr(Path, "write_bytes", fail_later)
    with pytest.raises(MachineError, match=r"cannot make a shelf in .*: No space left on device"):
        make_shelf(tmp_path / "new/shelf", title="My shelf")
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_cannot_be_written_is_a_matter_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(MachineError, match="Permission denied"):
        make_shelf(tmp_path / "shelf", title="My shelf")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_it_made_and_what_comes_next(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["init", str(tmp_path / "shelf"), "--title", "My shelf"])
    assert result.exit_code == 0
    first, second = result.output.splitlines()
    assert first.startswith(f"Made a shelf of {len(_content(tmp_path))} files in ")
    assert second.startswith("Next: cd ")


def test_a_shelf_made_where_one_stands_is_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = CliRunner().invoke(cli, ["init"]).output
    assert "files in the current folder.\nNext: papershelf serve;" in output
