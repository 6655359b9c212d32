"""`papershelf diff` as it is used."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.branched import commit, edit, git, write

from papershelf.cli.main import cli
from papershelf.errors import MachineError, UsageError

NEW = "---\ntitle: A secret word\nauthors: [Ada Lovelace]\ndate: 2020\n---\n"


def diff(shelf: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["diff", "--shelf", str(shelf), *words])


def test_without_files_the_difference_is_text_on_standard_output(shelf: Path) -> None:
    write(shelf, "new.md", NEW)
    result = diff(shelf, "main", "--no-site")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:2] == ["+ A secret word (new)", "  content/papers/new.md:1"]
    assert lines[-1] == "This branch adds 1 entry."


def test_nothing_changed_is_said(shelf: Path) -> None:
    result = diff(shelf, "main")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "This branch changes nothing."
    assert "The site: no page is another one" in result.stdout


def test_with_files_no_word_of_the_content_is_said(shelf: Path, tmp_path: Path) -> None:
    write(shelf, "new.md", NEW.replace("date", "venu: x\ndate"))
    names = ("--markdown", "--html", "--json")
    files = {name: tmp_path / f"diff.{name[2:]}" for name in names}
    words = [word for name, file in files.items() for word in (name, str(file))]
    result = diff(shelf, "main", *words, "--site", str(tmp_path / "site"))
    assert result.exit_code == 0
    assert "secret" not in result.output
    assert result.stdout == ""
    assert "This branch adds 1 entry and brings" in result.stderr
    for file in files.values():
        assert "A secret word" in file.read_text(encoding="utf-8")
    assert json.loads(files["--json"].read_text(encoding="utf-8"))["counts"]["added"] == 1
    assert 'href="site/papers/new/' in files["--html"].read_text(encoding="utf-8")
    assert (tmp_path / "site/papers/new/index.html").is_file()


def test_the_page_leads_to_the_site_though_the_base_has_none(shelf: Path, tmp_path: Path) -> None:
    edit(shelf, "content/site.yaml", "title:", "theme: nowhere\ntitle:")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    edit(shelf, "content/site.yaml", "theme: nowhere\n", "")
    write(shelf, "new.md", NEW)
    page = tmp_path / "diff.html"
    result = diff(shelf, "main", "--html", str(page), "--site", str(tmp_path / "site"))
    assert "could not be compared" in result.stderr
    assert f"The site is in {tmp_path / 'site'}." in result.stderr
    assert 'href="site/papers/new/' in page.read_text(encoding="utf-8")


def test_errors_in_the_content_are_no_failure(shelf: Path) -> None:
    write(shelf, "new.md", NEW.replace("2020", "soon"))
    result = diff(shelf, "main", "--no-site")
    assert result.exit_code == 0
    assert "content/papers/new.md:4:7: error: date" in result.stdout


def test_the_markdown_is_no_longer_than_asked(shelf: Path, tmp_path: Path) -> None:
    for number in range(40):
        write(shelf, f"new-{number}.md", NEW.replace("secret", "x" * 300))
    file = tmp_path / "x.md"
    assert diff(shelf, "main", "--no-site", "--markdown", str(file), "--most-bytes", "5000")
    assert file.stat().st_size <= 5_000
    assert "more: there is no room for them here" in file.read_text(encoding="utf-8")


def test_options_that_contradict_each_other_are_refused(shelf: Path, tmp_path: Path) -> None:
    result = diff(shelf, "main", "--no-site", "--site", str(tmp_path / "site"))
    assert isinstance(result.exception, UsageError)


def test_one_file_cannot_hold_the_difference_in_two_forms(shelf: Path, tmp_path: Path) -> None:
    file = tmp_path / "x"
    words = ("--json", str(file), "--markdown", f"{tmp_path}/./x")
    result = diff(shelf, "main", "--no-site", *words)
    assert isinstance(result.exception, UsageError)
    assert "one file twice" in str(result.exception)
    assert not file.exists()


@pytest.mark.parametrize("base", ["nowhere", "--help=1", "-x", "main..branch", "a\nb", ""])
def test_a_base_that_is_no_revision_is_wrong_usage(shelf: Path, base: str) -> None:
    result = diff(shelf, "--no-site", "--", base)
    assert isinstance(result.exception, UsageError)
    assert "revision" in str(result.exception)


def test_a_folder_without_repository_cannot_be_compared(small: Path) -> None:
    result = diff(small, "main")
    assert isinstance(result.exception, MachineError)
    assert "it is in no git repository" in str(result.exception)


def test_a_folder_that_is_a_shelf_on_neither_side_is_told_of(shelf: Path) -> None:
    result = diff(shelf / "content", "main", "--no-site")
    assert isinstance(result.exception, MachineError)
    assert 'there is no folder "content" in' in str(result.exception)


def test_a_shelf_that_the_branch_removes_is_compared(shelf: Path) -> None:
    shutil.rmtree(shelf / "content")
    result = diff(shelf, "main", "--no-site")
    assert result.exit_code == 0
    assert "This branch removes" in result.stdout


def test_a_shallow_clone_says_how_to_get_the_rest(shelf: Path, tmp_path: Path) -> None:
    write(shelf, "new.md", NEW)
    commit(shelf)
    clone = tmp_path / "clone"
    address = f"file://{shelf}"
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "branch", address, str(clone))
    result = diff(clone, "main", "--no-site")
    assert isinstance(result.exception, UsageError)
    assert "shallow" in str(result.exception)


def test_the_merge_commit_of_a_request_is_compared_with_its_first_parent(
    shelf: Path, tmp_path: Path
) -> None:
    write(shelf, "new.md", NEW)
    commit(shelf)
    git(shelf, "switch", "-q", "main")
    edit(shelf, "lovelace-1843.md", "title: Sketch", "title: Theirs")
    commit(shelf)
    git(shelf, "switch", "-q", "-c", "merged")
    git(shelf, "merge", "-q", "--no-edit", "branch")
    clone = tmp_path / "clone"
    address = f"file://{shelf}"
    git(tmp_path, "clone", "-q", "--depth", "2", "--branch", "merged", address, str(clone))
    result = diff(clone, "HEAD^1", "--no-site")
    assert result.stdout.splitlines()[-1] == "This branch adds 1 entry."


def test_commands_for_a_log_are_not_heard(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write(shelf, "new.md", NEW.replace("A secret word", '"::error::x ##[add-mask]y"'))
    result = diff(shelf, "main", "--no-site")
    assert "::" not in result.output
    assert "##[" not in result.output
    assert "error" in result.output


def test_a_file_that_cannot_be_written_is_told_before_the_work(shelf: Path, tmp_path: Path) -> None:
    result = diff(shelf, "main", "--json", str(tmp_path / "no/such.json"))
    assert isinstance(result.exception, MachineError)
    assert "make it first" in str(result.exception)
