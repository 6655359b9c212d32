"""The hooks for pre-commit: what they are, and what they do at a commit."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from tests.support.workflows import read_yaml

from papershelf.cli.main import cli
from papershelf.starter import make_shelf

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
PAPERSHELF = f'#!/bin/sh\nexec "{sys.executable}" -m papershelf "$@"\n'


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new shelf, committed, with the hooks switched on; all else that git reads is out of it."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/papershelf").write_text(PAPERSHELF, encoding="utf-8")
    (tmp_path / "bin/papershelf").chmod(0o755)
    for name, value in {
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "generator"),
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{role}_NAME": "A" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": "a@example.org" for role in ("AUTHOR", "COMMITTER")},
    }.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "shelf"
    make_shelf(folder, title="My shelf")
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main", folder], check=True)
    _run(folder, *PRE_COMMIT, "install")
    return folder


def _run(folder: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(
        words,
        cwd=folder,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    return done.returncode, done.stdout


def _commit(folder: Path) -> tuple[int, str]:
    _run(folder, "git", "add", ".")
    return _run(folder, "git", "commit", "--message", "Change papers")


def _hooks(config: Any) -> dict[str, Any]:
    return {hook["id"]: hook for hook in config}


@pytest.mark.parametrize(
    ("what", "path"), [("manifest", MANIFEST), ("config", "shelf/.pre-commit-config.yaml")]
)
def test_the_hooks_are_what_pre_commit_reads(what: str, path: Path | str, tmp_path: Path) -> None:
    make_shelf(tmp_path / "shelf", title="My shelf")
    code, said = _run(tmp_path, *PRE_COMMIT, f"validate-{what}", str(path))
    assert code == 0, said


def test_the_hooks_of_a_new_shelf_do_what_those_of_this_repository_do(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    config = read_yaml(tmp_path / ".pre-commit-config.yaml")
    (local,) = config["repos"]
    here, there = _hooks(read_yaml(MANIFEST)), _hooks(local["hooks"])
    assert list(here) == list(there) == ["papershelf-fmt", "papershelf-check"]
    for name, hook in here.items():
        same = ("name", "entry", "files", "pass_filenames", "require_serial")
        assert {key: hook[key] for key in same} == {key: there[name][key] for key in same}
        _, command, *options = shlex.split(hook["entry"])
        # The parent gives its settings; click remembers what it made of them.
        parent = click.Context(cli, **cli.context_settings)
        cli.commands[command].make_context(command, options, parent)


def test_a_new_shelf_passes_its_own_hooks(shelf: Path) -> None:
    _run(shelf, "git", "add", ".")
    code, said = _run(shelf, *PRE_COMMIT, "run", "--all-files")
    assert code == 0, said
    assert said.count("Passed") == 2


def test_a_broken_entry_blocks_the_commit_with_its_line(shelf: Path) -> None:
    assert _commit(shelf)[0] == 0
    before = _run(shelf, "git", "rev-parse", "HEAD")
    broken = "title: Broken\nauthors: [A Person]\ndate: 1950-13\n"
    (shelf / "content/papers/broken.yaml").write_text(broken, encoding="utf-8")
    code, said = _commit(shelf)
    assert code == 1
    assert "content/papers/broken.yaml:3:7" in said
    assert _run(shelf, "git", "rev-parse", "HEAD") == before


def test_an_untidy_entry_is_tidied_and_can_then_be_committed(shelf: Path) -> None:
    assert _commit(shelf)[0] == 0
    untidy = shelf / "content/papers/untidy.yaml"
    untidy.write_text("year: 1950\ntitle: 'Untidy'\nauthors:\n- A Person\n", encoding="utf-8")
    code, said = _commit(shelf)
    assert code == 1
    assert "content/papers/untidy.yaml" in said
    tidy = untidy.read_text(encoding="utf-8")
    assert tidy == "title: Untidy\nauthors: [A Person]\nyear: 1950\n"
    assert _commit(shelf)[0] == 0


def test_a_commit_without_content_asks_nothing_of_papershelf(shelf: Path) -> None:
    assert _commit(shelf)[0] == 0
    (shelf / "NOTES.md").write_text("Call the printer.\n", encoding="utf-8")
    code, said = _commit(shelf)
    assert code == 0
    assert said.count("Skipped") == 2
