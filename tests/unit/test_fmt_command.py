"""papershelf fmt: which files it writes, and what it says."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from papershelf.cli.main import cli
from papershelf.errors import MachineError, UsageError
from papershelf.replacing import replace_file

ROOT = Path(__file__).parents[2]
UNTIDY = "---\nyear:   2015\ntitle: 'A title'\n---\n\nA note.\n\n\n"
TIDY = "---\ntitle: A title\nyear: 2015\n---\nA note.\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "content/papers").mkdir(parents=True)
    (tmp_path / "content/papers/a.md").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "content/papers/b.md").write_text(TIDY, encoding="utf-8")
    return tmp_path


def run(shelf: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["fmt", *arguments, "--shelf", str(shelf)])


def text_of(shelf: Path, name: str = "a.md") -> str:
    return (shelf / "content/papers" / name).read_bytes().decode()


def test_only_files_that_change_are_written(shelf: Path) -> None:
    tidy = shelf / "content/papers/b.md"
    os.utime(tidy, ns=(1, 1))
    (shelf / "content/papers/a.md").chmod(0o640)
    result = run(shelf)
    assert result.exit_code == 0
    assert "content/papers/a.md\n" in result.output
    assert "Formatted 1 of 2 files" in result.output
    assert text_of(shelf) == TIDY
    assert tidy.stat().st_mtime_ns == 1
    assert stat.S_IMODE((shelf / "content/papers/a.md").stat().st_mode) == 0o640
    assert sorted(path.name for path in tidy.parent.iterdir()) == ["a.md", "b.md"]
    assert "Formatted 0 of 2 files" in run(shelf).output


def test_check_names_files_and_writes_nothing(shelf: Path) -> None:
    result = run(shelf, "--check")
    assert result.exit_code == 1
    assert "content/papers/a.md\n" in result.output
    assert "Would format 1 of 2 files" in result.output
    assert text_of(shelf) == UNTIDY
    run(shelf)
    assert run(shelf, "--check").exit_code == 0


def test_diff_shows_lines_and_writes_nothing(shelf: Path) -> None:
    (shelf / "content/papers/a.md").write_bytes(
        b"---\ntitle:  A\x1b\n".replace(b"\x1b", b"\r") + b"---\n"
    )
    result = run(shelf, "--diff")
    assert result.exit_code == 0
    assert "-title:  A\\x0d\n+title: A\n" in result.output
    assert text_of(shelf) == "---\ntitle:  A\r\n---\n"


def test_line_ends_and_a_byte_order_mark_are_mended(shelf: Path) -> None:
    windows = b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()
    (shelf / "content/papers/a.md").write_bytes(windows)
    assert run(shelf).exit_code == 0
    assert text_of(shelf) == TIDY


def test_the_others_are_formatted_when_one_does_not_read(shelf: Path) -> None:
    (shelf / "content/papers/0.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    result = run(shelf)
    assert result.exit_code == 1
    assert "content/papers/0.md:2:" in result.output
    assert "Formatted 1 of 3 files, 1 file left alone" in result.output
    assert text_of(shelf) == TIDY


def test_paths_choose_files(shelf: Path) -> None:
    (shelf / "content/papers/c.md").write_text(UNTIDY, encoding="utf-8")
    assert run(shelf, str(shelf / "content/papers/c.md")).exit_code == 0
    assert (text_of(shelf), text_of(shelf, "c.md")) == (UNTIDY, TIDY)
    assert "Formatted 1 of 3" in run(shelf, str(shelf / "content/papers")).output


@pytest.mark.parametrize("name", ["content/papers/none.md", "elsewhere.md", "content/static/a.md"])
def test_a_path_that_has_no_canonical_form_is_wrong_usage(shelf: Path, name: str) -> None:
    (shelf / "elsewhere.md").write_text(UNTIDY, encoding="utf-8")
    (shelf / "content/static").mkdir()
    (shelf / "content/static/a.md").write_text(UNTIDY, encoding="utf-8")
    result = run(shelf, str(shelf / name))
    assert isinstance(result.exception, UsageError)


def test_links_are_followed_within_the_content_only(shelf: Path) -> None:
    outside = shelf / "outside.md"
    outside.write_text(UNTIDY, encoding="utf-8")
    papers = shelf / "content/papers"
    (papers / "out.md").symlink_to(outside)
    (shelf / "content/static").mkdir()
    (papers / "a.md").rename(shelf / "content/static/kept.md")
    (papers / "in.md").symlink_to("../static/kept.md")
    result = run(shelf)
    assert result.exit_code == 1
    assert "content/papers/out.md: is a link that leads out" in result.output
    assert outside.read_text(encoding="utf-8") == UNTIDY
    assert (papers / "in.md").is_symlink()
    assert (shelf / "content/static/kept.md").read_text(encoding="utf-8") == TIDY


def test_a_read_only_file_is_named_and_the_others_are_formatted(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("c.md", "d.md"):
        (shelf / "content/papers" / name).write_text(UNTIDY, encoding="utf-8")
    allowed = os.access

    def access(path: Path, mode: int) -> bool:
        return Path(path).name not in {"a.md", "c.md"} and allowed(path, mode)

    monkeypatch.setattr(os, "access", access)
    result = run(shelf)
    assert isinstance(result.exception, MachineError)
    for name in ("a.md", "c.md"):
        assert f"cannot write content/papers/{name}: it is read-only\n" in result.output
        assert text_of(shelf, name) == UNTIDY
    assert text_of(shelf, "d.md") == TIDY
    assert "Formatted 1 of 4 files, 2 files left alone" in result.output
    assert run(shelf, "--check").exit_code == 1


def test_a_file_that_may_not_be_written_is_a_matter_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(MachineError, match=r"content/a\.md: it is read-only"):
        replace_file(file, b"after", shown="content/a.md")
    monkeypatch.undo()

    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(MachineError, match="No space left"):
        replace_file(file, b"after")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before"]


def test_our_own_content_is_formatted() -> None:
    result = run(ROOT, "--check")
    assert "Would format 0 of" in result.output, "run: papershelf fmt"
    assert result.exit_code == 0
