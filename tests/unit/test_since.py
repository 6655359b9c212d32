"""A branch is told of what it did: the problems in what it changed, and those it caused."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support.branched import IDENTITY, commit, git, write

from papershelf.checking import check
from papershelf.cli import main
from papershelf.content_files import ContentFiles
from papershelf.errors import MachineError, PapershelfError, Problem, UsageError
from papershelf.revision import Revision
from papershelf.since import problems_since
from papershelf.validate import CheckedMemory

SMALL = Path(__file__).parents[1] / "collections/small"
ODD = "---\ntitle: Odd\nauthors: [Ada Lovelace]\ndate: 2020\nvenu: X\n---\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A shelf on a branch, with an old problem on `main`."""
    folder = tmp_path / "shelf"
    shutil.copytree(SMALL, folder)
    git(folder, "init", "-q", "-b", "main")
    write(folder, "old.md", ODD)
    commit(folder)
    git(folder, "switch", "-q", "-c", "branch")
    return folder


def check_then(
    folder: Path, found: tuple[ContentFiles, list[Problem]], memory: CheckedMemory
) -> Sequence[Problem]:
    return check(folder, found, memory)[0]


def since(shelf: Path, revision: str = "main") -> list[tuple[str, str]]:
    found = problems_since(Revision(shelf, revision), check(shelf)[0], check_then)
    return [(str(p.location).removeprefix("content/"), p.message) for p in found]


def test_what_was_wrong_before_is_not_told(shelf: Path) -> None:
    assert [str(p.location) for p in check(shelf)[0]] == ["content/papers/old.md:5:1"]
    assert since(shelf) == []


@pytest.mark.parametrize("state", ["untracked", "staged", "committed"])
def test_a_new_entry_is_told_of_committed_or_not(shelf: Path, state: str) -> None:
    write(shelf, "new.md", ODD)
    if state != "untracked":
        git(shelf, "add", "-A")
    if state == "committed":
        commit(shelf)
    assert [place for place, _ in since(shelf)] == ["papers/new.md:5:1"]


def test_an_old_problem_of_an_entry_that_was_touched_is_told(shelf: Path) -> None:
    write(shelf, "old.md", ODD.replace("2020", "2021"))
    assert [place for place, _ in since(shelf)] == ["papers/old.md:5:1"]


def test_in_a_list_only_the_changed_items_count(shelf: Path) -> None:
    items = [
        f"- id: item-{n}\n  title: Item {n}\n  authors: [A B]\n  date: 2020\n  venu: X\n"
        for n in range(3)
    ]
    write(shelf, "list.yaml", "".join(items))
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    write(shelf, "list.yaml", "# On top\n" + "".join([items[2], items[0].replace("2020", "2021")]))
    assert [place for place, _ in since(shelf)] == ["papers/list.yaml:11:3"]


def test_what_a_removed_entry_breaks_elsewhere_is_told(shelf: Path) -> None:
    (shelf / "content/papers/old.md").write_text(ODD.replace("venu: X\n", ""), encoding="utf-8")
    collection = shelf / "content/collections/more.md"
    collection.write_text("---\ntitle: More\npapers: [old]\n---\n", encoding="utf-8")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    (shelf / "content/papers/old.md").unlink()
    assert since(shelf) == [("collections/more.md:3:10", 'unknown paper "old"')]


def test_a_problem_that_only_moved_to_another_line_is_not_new(shelf: Path) -> None:
    page = shelf / "content/pages/page.md"
    page.write_text("---\ntitle: P\n---\n[dead](../papers/none.md)\n", encoding="utf-8")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    write(shelf, "fine.md", ODD.replace("venu: X\n", ""))
    assert since(shelf) == []


def test_a_file_that_was_only_renamed_has_no_new_problems(shelf: Path) -> None:
    git(shelf, "mv", "content/papers/old.md", "content/papers/odd.md")
    assert since(shelf) == []


def test_advice_about_an_entry_is_told_where_the_entry_has_changed(shelf: Path) -> None:
    settings = shelf / "content/site.yaml"
    text = settings.read_text(encoding="utf-8").partition("check:")[0]
    settings.write_text(text, encoding="utf-8")
    for path in shelf.glob("content/papers/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\nabstract:", "\nsummary:"), encoding="utf-8")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    fine = ODD.replace("venu: X\n", "").replace("Odd", "Fine")
    write(shelf, "fine.md", fine.replace("date", "abstract: The first one.\ndate"))
    write(shelf, "other.md", fine.replace("Fine", "Other"))
    everywhere = {p.location.path for p in check(shelf)[0] if p.rule == "no-abstract"}
    assert {"content/papers/old.md", "content/papers/other.md"} <= everywhere
    told = [place for place, message in since(shelf) if message == "no abstract"]
    assert [place.partition(":")[0] for place in told] == ["papers/other.md"]


def test_what_main_did_since_is_not_the_doing_of_the_branch(shelf: Path) -> None:
    git(shelf, "switch", "-q", "main")
    write(shelf, "mains.md", ODD)
    commit(shelf)
    git(shelf, "switch", "-q", "branch")
    write(shelf, "mine.md", ODD)
    commit(shelf)
    assert [place for place, _ in since(shelf)] == ["papers/mine.md:5:1"]


def test_a_shelf_in_a_folder_of_its_repository_is_found(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shelf = root / "docs/the shelf"
    shutil.copytree(SMALL, shelf)
    git(root, "init", "-q", "-b", "main")
    (root / "content").mkdir()
    (root / "content/site.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    commit(root)
    write(shelf, "new.md", ODD)
    assert [place for place, _ in since(shelf, "HEAD")] == ["papers/new.md:5:1"]


def test_a_file_that_is_only_copied_is_what_it_was(shelf: Path) -> None:
    (shelf / "content/static/CNAME").write_text("other.example\n", encoding="utf-8")
    commit(shelf)
    assert "other-domain" in {problem.rule for problem in check(shelf)[0]}
    assert since(shelf, "HEAD") == []


def test_on_a_branch_that_makes_the_shelf_everything_is_new(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    git(shelf, "init", "-q", "-b", "main")
    commit(shelf)
    shutil.copytree(SMALL / "content", shelf / "content")
    write(shelf, "new.md", ODD)
    assert [place for place, _ in since(shelf, "main")] == ["papers/new.md:5:1"]


def test_settings_that_could_not_be_read_then_hide_nothing_now(shelf: Path) -> None:
    (shelf / "content/site.yaml").write_text("[", encoding="utf-8")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    shutil.copy(SMALL / "content/site.yaml", shelf / "content/site.yaml")
    write(shelf, "new.md", ODD)
    assert [place for place, _ in since(shelf)] == ["papers/new.md:5:1"]


def test_what_is_remembered_of_the_shelf_is_not_that_of_the_revision(shelf: Path) -> None:
    write(shelf, "old.md", ODD.replace("venu: X\n", "abstrac: X\n"))
    problems = check(shelf)[0]
    before = (shelf / ".papershelf/papers").read_bytes()
    assert problems_since(Revision(shelf, "main"), problems, check_then) == problems
    assert (shelf / ".papershelf/papers").read_bytes() == before


def refused(shelf: Path, name: str) -> PapershelfError:
    with pytest.raises(PapershelfError) as caught:
        Revision(shelf, name)
    return caught.value


@pytest.mark.parametrize(
    "name", ["-x", "--output=/tmp/x", "", "no-such-branch", "HEAD\0", "a..b", "^main"]
)
def test_what_is_no_revision_is_wrong_usage(shelf: Path, name: str) -> None:
    error = refused(shelf, name)
    assert isinstance(error, UsageError)
    assert name.replace("\0", "") in str(error)


def test_a_branch_without_commits_has_no_past(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "shelf")
    assert isinstance(refused(tmp_path / "shelf", "HEAD"), UsageError)


def test_without_a_repository_that_is_said(tmp_path: Path) -> None:
    error = refused(tmp_path, "main")
    assert isinstance(error, MachineError)
    assert "in no git repository" in str(error)


def test_without_git_that_is_said(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    error = refused(shelf, "main")
    assert isinstance(error, MachineError)
    assert "git is not installed" in str(error)


def test_branches_without_common_history_are_told(shelf: Path) -> None:
    git(shelf, "switch", "-q", "--orphan", "other")
    commit(shelf)
    assert "shares no history" in str(refused(shelf, "main"))


def test_a_shallow_clone_says_what_to_fetch(shelf: Path, tmp_path: Path) -> None:
    for text in ("a", "b"):
        (shelf / "README.md").write_text(text, encoding="utf-8")
        commit(shelf)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", shelf.as_uri(), str(clone))
    error = refused(clone, "main")
    assert "fetch-depth: 0" in str(error)
    git(clone, "fetch", "-q", "--depth", "1", "origin", "main:main")
    error = refused(clone, "main")
    assert isinstance(error, MachineError)
    assert "fetch-depth: 0" in str(error)


def spy(tmp_path: Path, place: Path) -> Path:
    """A program at a place, and the file that is there once it ran."""
    trace = tmp_path / "it-ran"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\necho ran >> {trace}\ncat\n", encoding="utf-8")
    place.chmod(0o755)
    return trace


def test_git_starts_no_watcher_no_hook_and_nothing_that_shows_differences(
    shelf: Path, tmp_path: Path
) -> None:
    program = tmp_path / "hooks/post-index-change"
    trace = spy(tmp_path, program)
    for name in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command"):
        git(shelf, "config", name, str(program))
    git(shelf, "config", "core.hooksPath", str(program.parent))
    (shelf / "content/papers/.gitattributes").write_text("* diff=x\n", encoding="utf-8")
    for path in shelf.glob("content/papers/*.md"):
        # Git looks into files whose times have changed, and would write down that it did.
        os.utime(path, ns=(1, 1))
    write(shelf, "new.md", ODD)
    assert since(shelf) == [("papers/new.md:5:1", 'unknown field "venu"')]
    assert not trace.exists()


def test_content_that_looks_like_a_repository_is_none(shelf: Path, tmp_path: Path) -> None:
    trace = spy(tmp_path, tmp_path / "spy")
    inner = tmp_path / "inner"
    shutil.copytree(SMALL, inner / "shelf")
    git(inner, "init", "-q", "-b", "main")
    commit(inner)
    git(inner / "shelf", "init", "-q", "--bare", ".")
    settings = f"[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = {tmp_path / 'spy'}\n"
    (inner / "shelf/config").write_text(settings, encoding="utf-8")
    assert "bare repository" in str(refused(inner / "shelf", "main"))
    assert not trace.exists()


def test_a_partial_clone_fetches_nothing_and_says_what_would_do(
    shelf: Path, tmp_path: Path
) -> None:
    git(shelf, "config", "uploadpack.allowFilter", "true")
    write(shelf, "old.md", f"{ODD}Now with a note.\n")
    commit(shelf)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--filter=blob:none", shelf.as_uri(), str(clone))
    with pytest.raises(MachineError, match="without --filter"):
        since(clone, "HEAD~1")


def test_content_that_is_a_repository_of_its_own_is_told(shelf: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q", "-b", "main")
    shutil.copytree(shelf / "content", outer / "content")
    git(outer / "content", "init", "-q", "-b", "main")
    commit(outer / "content")
    commit(outer)
    with pytest.raises(MachineError, match="a repository of its own"):
        since(outer)


def test_nothing_of_a_revision_leaves_its_folder(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    (shelf / "content/papers/deep").mkdir(parents=True)
    (shelf / "content/papers/one.md").write_text("one", encoding="utf-8")
    (shelf / "content/static").mkdir()
    (shelf / "content/static/big.pdf").write_bytes(b"x" * 100)
    links = {
        "content/papers/out.md": "/etc/passwd",
        "content/papers/up.md": "../../../../../../etc/passwd",
        "content/papers/deep/again": "..",
        "content/papers/trick": "deep/again/../../../../..",
        "content/papers/fine.md": "one.md",
        "content/papers/deep/fine.md": "../one.md",
    }
    for path, target in links.items():
        (shelf / path).symlink_to(target)
    git(shelf, "init", "-q", "-b", "main")
    commit(shelf)
    folder = tmp_path / "out/shelf"
    folder.mkdir(parents=True)
    Revision(shelf, "main").extract(folder, named_only=("content/static/",))
    root = folder.resolve()
    inside = {"content/papers/fine.md", "content/papers/deep/fine.md", "content/papers/deep/again"}
    for path in links:
        end = (folder / path).resolve()
        assert (folder / path).is_symlink()
        assert end.is_relative_to(root) == (path in inside)
        assert end.exists() == (path in inside)
    assert (folder / "content/papers/fine.md").read_text() == "one"
    assert (folder / "content/static/big.pdf").read_bytes() == b""


@pytest.mark.parametrize("name", ["..", ".", "a/../../x"])
def test_paths_that_lead_elsewhere_are_not_written(tmp_path: Path, name: str) -> None:
    shelf = tmp_path / "shelf"
    (shelf / "content").mkdir(parents=True)
    git(shelf, "init", "-q", "-b", "main")
    (shelf / "evil").write_text("evil", encoding="utf-8")
    key = git(shelf, "hash-object", "-w", "evil").strip()

    def tree(*entries: bytes) -> str:
        done = subprocess.run(
            ["git", "-C", str(shelf), "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
            input=b"".join(entries),
            check=True,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    content = tree(b"100644 " + name.encode() + b"\0" + bytes.fromhex(key))
    root = tree(b"40000 content\0" + bytes.fromhex(content))
    made = git(shelf, "commit-tree", "-m", "evil", root).strip()
    git(shelf, "update-ref", "refs/heads/main", made)
    folder = tmp_path / "out/shelf"
    folder.mkdir(parents=True)
    Revision(shelf, "main").extract(folder)
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_the_command_looks_at_a_branch_alone(
    shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(shelf, "new.md", ODD)

    def run(*words: str) -> tuple[object, str, str]:
        command = ["papershelf", "check", "--shelf", str(shelf), "--strict", *words]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capsys.readouterr()
        return stopped.value.code, output.out, output.err

    code, out, err = run("--since", "main")
    assert code == 1
    assert out.endswith(" 1 warning in what changed since main.\n")
    assert "new.md" in err
    assert "old.md" not in err
    (shelf / "content/papers/new.md").unlink()
    code, out, err = run("--since", "main")
    assert (code, err) == (0, "")
    assert run("--since", "-x")[0] == 2
