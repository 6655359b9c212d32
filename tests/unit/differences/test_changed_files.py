"""Which files a branch changes beside entries, and what each of them means."""

import os
from pathlib import Path

import pytest
from tests.support.branched import commit, difference, edit, git, summary, write

from papershelf.differences.file_kinds import kind_of
from papershelf.differences.model import Change, FileKind

KINDS = {
    FileKind.WORKFLOW: [
        ".github/workflows/site.yml",
        ".GitHub/Workflows/site.yml",
        "sub/.github/actions/x/action.yml",
        ".github/ISSUE_TEMPLATE/config.yml",
        ".gitlab-ci.yml",
        ".gitlab/ci/more.yml",
        "netlify.toml",
        "wrangler.jsonc",
        "CODEOWNERS",
        "action.yaml",
        "content/static/_headers",
        "content/static/.htaccess",
    ],
    FileKind.PROGRAM: [
        "requirements.txt",
        "requirements-dev.txt",
        "deep/constraints.txt",
        "setup.py",
        "conftest.py",
        "Makefile",
        "makefile",
        "pyproject.toml",
        "package.json",
        ".pre-commit-config.yaml",
        ".githooks/pre-commit",
        ".gitattributes",
        ".gitmodules",
        "tools/run.sh",
        "papershelf/__init__.PY",
        "README.py",
        ".editor/tasks.json",
        "deep/.tool/x.md",
        "content/static/extra.js",
    ],
    FileKind.THEME: ["themes/own/theme.yaml", "themes/own/assets/js/x.js"],
    FileKind.SETTINGS: ["content/site.yaml"],
    FileKind.VOCABULARY: ["content/topics.yaml", "content/metrics.yaml"],
    FileKind.COLLECTION: ["content/collections/a.md"],
    FileKind.PAGE: ["content/pages/docs/a.md"],
    FileKind.STATIC: [
        "content/static/a.pdf",
        "content/fonts/A.otf",
        "content/static/.well-known/x",
    ],
    FileKind.ENTRIES: ["content/papers/a.md", "content/papers/deep/b.yaml"],
    FileKind.DOCUMENT: [
        "README.md",
        "LICENSE",
        "LICENSE-MIT",
        "Licence.txt",
        "CITATION.cff",
        "docs/how-to.md",
        ".github/ISSUE_TEMPLATE/words.md",
        ".github/pull_request_template.md",
    ],
    FileKind.OTHER: [
        "content/papers/a.txt",
        "content/papers/..name.md",
        "content/papers/.hidden/name.md",
        "content/pages/.a.md",
        "content/static/.env",
        "content/odd.yaml",
        "elsewhere/content/site.yaml",
        "readmes",
        "notes.txt",
        "ORDERS.md",
        ".tool.json",
    ],
}


@pytest.mark.parametrize(
    ("path", "kind"), [(path, kind) for kind, paths in KINDS.items() for path in paths]
)
def test_the_path_of_a_file_tells_what_it_means(path: str, kind: FileKind) -> None:
    assert kind_of(path, before="100644", after="100644") is kind


def test_content_is_that_of_the_shelf_wherever_it_is() -> None:
    assert kind_of("shelf/content/papers/a.md", "shelf/") is FileKind.ENTRIES
    assert kind_of("content/papers/a.md", "shelf/") is FileKind.OTHER
    assert kind_of("themes/a.css", "shelf/") is FileKind.OTHER


def test_what_a_file_is_counts_more_than_its_name() -> None:
    path = "content/papers/a.md"
    assert kind_of(path, after="120000") is FileKind.LINK
    assert kind_of(path, before="120000") is FileKind.LINK
    assert kind_of(path, after="160000") is FileKind.LINK
    assert kind_of(path, before="100644", after="100755") is FileKind.PROGRAM
    assert kind_of(path, before="100755", after="100755") is FileKind.ENTRIES


def test_grave_files_come_first_from_the_whole_repository(shelf: Path) -> None:
    write(shelf, "content/pages/new.md", "---\ntitle: New\n---\n")
    write(shelf, ".github/workflows/x.yml", "on: push\n")
    write(shelf, "content/topics.yaml", "")
    write(shelf, "themes/own/a.css", "a {}\n")
    commit(shelf)
    write(shelf, "./run.py", "print()\n")
    files = difference(shelf).files
    assert [(file.path, file.kind, file.change) for file in files] == [
        (".github/workflows/x.yml", FileKind.WORKFLOW, Change.ADDED),
        ("run.py", FileKind.PROGRAM, Change.ADDED),
        ("themes/own/a.css", FileKind.THEME, Change.ADDED),
        ("content/pages/new.md", FileKind.PAGE, Change.ADDED),
        ("content/topics.yaml", FileKind.VOCABULARY, Change.CHANGED),
    ]
    assert [file.size_after for file in files] == [9, 8, 5, 19, 0]
    assert files[-1].size_before > 0


def test_links_modes_and_repositories_within_are_named(shelf: Path) -> None:
    (shelf / "content/papers/link.md").symlink_to("/etc/passwd")
    (shelf / "content/papers/lovelace-1843.md").chmod(0o755)
    commit(shelf)
    inner = shelf / "inner"
    git(shelf, "init", "-q", str(inner))
    write(inner, "content/a.txt", "a")
    commit(inner)
    found = {file.path: file.kind for file in difference(shelf).files}
    assert found == {
        "content/papers/link.md": FileKind.LINK,
        "content/papers/lovelace-1843.md": FileKind.PROGRAM,
        "inner": FileKind.LINK,
    }
    git(shelf, "add", "-A")
    assert {file.path: file.kind for file in difference(shelf).files} == found


def test_a_workflow_that_is_moved_away_is_told_of(shelf: Path) -> None:
    write(shelf, ".github/workflows/x.yml", "on: push\njobs: {a: {}, b: {}}\n")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    git(shelf, "mv", ".github/workflows/x.yml", "content/static/x.yml")
    (file,) = difference(shelf).files
    assert (file.kind, file.path) == (FileKind.WORKFLOW, "content/static/x.yml")
    assert file.earlier_path == ".github/workflows/x.yml"


def test_names_that_are_no_text_are_shown(shelf: Path) -> None:
    name = os.fsdecode(b"b\xffa\x1b[2J\nx")
    try:
        (shelf / name).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    (file,) = difference(shelf).files
    assert file.path.isprintable()
    assert file.kind is FileKind.OTHER


def test_what_git_ignores_and_what_a_build_made_is_no_change(shelf: Path) -> None:
    write(shelf, "./.gitignore", "ignored\n")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    write(shelf, "ignored/x", "x")
    write(shelf, "site/.papershelf", "x")
    write(shelf, "site/papers/x.html", "x")
    assert difference(shelf).is_empty


def test_a_file_that_is_only_written_again_has_not_changed(shelf: Path) -> None:
    index = (shelf / ".git/index").read_bytes()
    page = shelf / "content/papers/lovelace-1843.md"
    os.utime(page, ns=(1, 1))
    assert difference(shelf).is_empty
    assert (shelf / ".git/index").read_bytes() == index


def test_an_edit_within_the_tick_of_a_checkout_is_seen(shelf: Path) -> None:
    path = shelf / "content/papers/lovelace-1843.md"
    # A coarse clock gives the file before and after, and the index, one and the same time.
    git(shelf, "config", "core.trustctime", "false")
    git(shelf, "add", "-A")
    index = shelf / ".git/index"
    time = path.stat().st_mtime_ns
    edit(shelf, path.name, "date: 1843", "date: 1844")
    for file in (path, index):
        os.utime(file, ns=(time, time))
    assert summary(difference(shelf)) == ["changed lovelace-1843"]


def test_nobody_hides_files_that_are_committed_as_those_of_a_build(shelf: Path) -> None:
    write(shelf, ".github/.papershelf", "x")
    write(shelf, ".github/workflows/x.yml", "on: push\n")
    commit(shelf)
    assert [file.path for file in difference(shelf).files] == [
        ".github/.papershelf",
        ".github/workflows/x.yml",
    ]


def test_the_reports_themselves_are_no_change_unless_they_are_committed(shelf: Path) -> None:
    report = shelf / "report.md"
    report.write_text("# Earlier\n", encoding="utf-8")
    assert [file.path for file in difference(shelf).files] == ["report.md"]
    assert difference(shelf, reports=[report]).is_empty
    commit(shelf)
    assert [file.path for file in difference(shelf, reports=[report]).files] == ["report.md"]


def test_a_document_of_the_repository_is_named_without_alarm(shelf: Path) -> None:
    write(shelf, "./LICENSE", "Do as you like.\n")
    (file,) = difference(shelf).files
    assert (file.kind, file.is_grave) == (FileKind.DOCUMENT, False)


def test_a_file_in_conflict_counts_once(shelf: Path) -> None:
    write(shelf, "content/pages/x.md", "---\ntitle: Ours\n---\n")
    commit(shelf)
    git(shelf, "switch", "-q", "main")
    write(shelf, "content/pages/x.md", "---\ntitle: Theirs\n---\n")
    commit(shelf)
    git(shelf, "switch", "-q", "branch")
    with pytest.raises(Exception, match="merge"):
        git(shelf, "merge", "-q", "main")
    paths = [file.path for file in difference(shelf).files]
    assert paths == ["content/pages/x.md"]
