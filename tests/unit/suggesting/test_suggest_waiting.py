"""A paper that waits in a branch of another suggestion is not suggested again."""

import subprocess
from pathlib import Path

import pytest
from tests.support import provider_answers as answers
from tests.support.added import ENTRY
from tests.support.provider_server import Providers
from tests.support.suggested import CORRECTION, SUGGESTION, Suggest, body, tree

PATTERN = "refs/heads/suggestions/*"
FORM = body(SUGGESTION, {"link": "2401.01234"})


@pytest.fixture
def repository(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shelf in a repository, on its branch main."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(shelf, "init", "-q", "-b", "main")
    git(shelf, "add", ".github", "content")
    commit(shelf)
    return shelf


def git(shelf: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    run = ["git", "-C", str(shelf), *who, *words]
    return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def commit(shelf: Path) -> None:
    git(shelf, "commit", "-q", "-m", "x")


def put(shelf: Path, branch: str, files: dict[str, str]) -> None:
    """Commit files on a new branch and come back."""
    git(shelf, "checkout", "-q", "-b", branch)
    for name, text in files.items():
        path = shelf / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        git(shelf, "add", name)
    commit(shelf)
    git(shelf, "checkout", "-q", "main")


def entry(**fields: str) -> str:
    lines = {"title": "Something", "authors": "[Ada Quill]", "date": "2024", **fields}
    return "---\n" + "".join(f"{name}: {text}\n" for name, text in lines.items()) + "---\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/papers/x.md", entry(ids='{arxiv: "2401.01234"}')),
        ("content/papers/x.yaml", "- {title: A, authors: [B C], year: 2024, ids: {arxiv: "
         '"2401.01234v2"}}\n'),
        ("content/papers/novak-2015.md", entry(ids='{arxiv: "2401.01234"}')),
    ],
)  # fmt: skip
def test_a_paper_that_waits_is_known_and_nobody_is_asked(
    suggest: Suggest, repository: Path, server: Providers, path: str, text: str
) -> None:
    put(repository, "suggestions/issue-7", {path: text})
    before = tree(repository)
    done = suggest(FORM, "--waiting", PATTERN)
    assert (done.code, done.outcome) == (1, "known")
    assert "was suggested already, in #7." in done.comment
    assert "can delete its branch suggestions/issue-7 and set the label" in done.comment
    assert server.asked == []
    assert tree(repository) == before


def test_a_paper_that_waits_is_known_by_its_title_too(suggest: Suggest, repository: Path) -> None:
    title = "'Waiting Networks: Attention with BERT and $k$ Pauses'"
    people = "[Ada Quill, Bo Ström]"
    put(
        repository,
        "suggestions/issue-7",
        {"content/papers/x.md": entry(title=title, authors=people)},
    )
    assert suggest(FORM, "--waiting", PATTERN).outcome == "known"


def test_a_paper_that_only_seems_to_wait_is_not_called_the_same(
    suggest: Suggest, repository: Path
) -> None:
    title = "Waiting Network - Attention with BERT and k Pauses"
    alike = entry(title=title, authors="[Ada Quill, Bo Ström]")
    put(repository, "suggestions/issue-7", {"content/papers/x.md": alike})
    done = suggest(FORM, "--waiting", PATTERN)
    assert done.outcome == "known"
    assert "The paper seems to have been suggested already, in #7." in done.comment
    assert "papershelf add arxiv:2401.01234 --force" in done.comment


def test_the_branch_of_the_same_issue_does_not_count(suggest: Suggest, repository: Path) -> None:
    put(repository, "suggestions/issue-12", {ENTRY: entry(ids='{arxiv: "2401.01234"}')})
    assert suggest(FORM, "--waiting", PATTERN).outcome == "added"


def test_other_branches_do_not_count(suggest: Suggest, repository: Path) -> None:
    put(repository, "mine", {ENTRY: entry(ids='{arxiv: "2401.01234"}')})
    assert suggest(FORM, "--waiting", PATTERN).outcome == "added"


def test_what_was_on_the_shelf_when_a_branch_began_does_not_wait(
    suggest: Suggest, repository: Path
) -> None:
    kept = '- {id: k, title: K, authors: [B C], year: 2024, ids: {arxiv: "2401.01234"}}\n'
    more = "- {id: l, title: L, authors: [B D], year: 2024}\n"
    (repository / "content/papers/more.yaml").write_text(kept, encoding="utf-8")
    git(repository, "add", "content")
    commit(repository)
    put(repository, "suggestions/issue-7", {"content/papers/more.yaml": kept + more})
    git(repository, "rm", "-q", "content/papers/more.yaml")
    commit(repository)
    assert suggest(FORM, "--waiting", PATTERN).outcome == "added"


@pytest.mark.parametrize("text", ["", "---\n", "\0", "---\ntitle: {a\n---\n", "x" * 5_000_000])
def test_broken_files_of_branches_are_passed_over(
    suggest: Suggest, repository: Path, text: str
) -> None:
    put(repository, "suggestions/issue-7", {"content/papers/x.md": text})
    put(repository, "suggestions/odd", {"content/papers/y.md": entry(), "other/z": "x"})
    assert suggest(FORM, "--waiting", PATTERN).outcome == "added"


def test_links_in_branches_are_not_followed(suggest: Suggest, repository: Path) -> None:
    outside = repository.parent / "outside.md"
    outside.write_text(entry(ids='{arxiv: "2401.01234"}'), encoding="utf-8")
    git(repository, "checkout", "-q", "-b", "suggestions/issue-7")
    (repository / "content/papers/x.md").symlink_to(outside)
    git(repository, "add", "content/papers/x.md")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    assert suggest(FORM, "--waiting", PATTERN).outcome == "added"


def test_a_shallow_clone_knows_what_waits(
    suggest: Suggest, repository: Path, server: Providers, tmp_path: Path
) -> None:
    put(
        repository,
        "suggestions/issue-7",
        {"content/papers/x.md": entry(ids=f"{{doi: {answers.DOI}}}")},
    )
    clone = tmp_path / "clone"
    words = ("--depth", "1", "--no-single-branch", "-b", "main", f"file://{repository}", str(clone))
    git(repository, "clone", "-q", *words)
    done = suggest(FORM, "--waiting", "refs/remotes/origin/suggestions/*", "--shelf", str(clone))
    assert done.outcome == "known"
    assert "#7" in done.comment


def test_where_git_cannot_tell_what_waits_the_person_is_told_and_nothing_is_added(
    suggest: Suggest, shelf: Path, server: Providers
) -> None:
    before = tree(shelf)
    done = suggest(FORM, "--waiting", PATTERN)
    assert (done.code, done.outcome, done.err) == (3, "nothing", "")
    assert "not a git repository" in done.comment
    assert "Nothing is wrong with the form" in done.comment
    assert server.asked == []
    assert tree(shelf) == before


def test_the_comment_does_not_say_where_the_shelf_is_on_the_machine(
    suggest: Suggest, shelf: Path
) -> None:
    (shelf / ".git").write_text(f"gitdir: {shelf / 'gone'}\n", encoding="utf-8")
    done = suggest(FORM, "--waiting", PATTERN)
    assert done.code == 3
    assert "not a git repository: gone" in done.comment
    assert str(shelf) not in done.comment


def test_a_correction_needs_no_branches(suggest: Suggest) -> None:
    values = {"entry": "novak-2015", "field": "Title", "value": "Another"}
    assert suggest(body(CORRECTION, values), "--waiting", PATTERN).outcome == "corrected"
