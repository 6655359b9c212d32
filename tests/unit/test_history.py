"""Who changed which entry, as git's log tells."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.commits import begin, commit, git

from papershelf.errors import Problem
from papershelf.git import environment
from papershelf.history import Origin, Past, past_key, read_past
from papershelf.store import Store


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """An empty shelf in a repository."""
    folder = tmp_path / "shelf"
    begin(folder)
    return folder


def write(shelf: Path, name: str, more: str = "") -> Path:
    """An entry long enough to be known under another name."""
    path = shelf / "content/papers" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"# a line of {name}, number {number}\n" for number in range(30))
    path.write_text(f"title: {name}\n{lines}{more}\n", encoding="utf-8")
    return path


def read(shelf: Path) -> tuple[Past, list[Problem]]:
    return read_past(Origin(shelf), Store(shelf.parent / "store", b"", b"key"))


def edits(shelf: Path) -> dict[str, list[str]]:
    """The latest names of those who changed each file."""
    past, problems = read(shelf)
    assert problems == []
    return {
        path.removeprefix("content/papers/"): [past.editors[place].names[0] for place in places]
        for path, places in past.edits.items()
    }


def test_whoever_changed_a_file_first_comes_first(shelf: Path) -> None:
    for day, name in enumerate(["Ada", "Bob", "Ada", "Cleo"]):
        write(shelf, "a.yaml", f"day: {day}")
        commit(shelf, name, day=day)
    assert edits(shelf) == {"a.yaml": ["Ada", "Bob", "Cleo"]}


def test_the_past_of_an_earlier_commit_knows_nothing_later(shelf: Path) -> None:
    for day, name in enumerate(["Ada", "Bob"]):
        write(shelf, "a.yaml", f"day: {day}")
        commit(shelf, name, day=day)
    store = Store(shelf.parent / "store", b"", b"key")
    for last, people in (("HEAD", {"Ada", "Bob"}), ("HEAD^", {"Ada"}), ("HEAD", {"Ada", "Bob"})):
        past, _ = read_past(Origin(shelf, last), store)
        assert {editor.names[0] for editor in past.editors} == people


def test_a_file_keeps_its_people_under_a_new_name(shelf: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    git(shelf, "mv", "content/papers/a.yaml", "content/papers/b.yaml")
    commit(shelf, "Bob", day=1)
    (shelf / "content/papers/deep").mkdir()
    git(shelf, "mv", "content/papers/b.yaml", "content/papers/deep/c.yaml")
    path = shelf / "content/papers/deep/c.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}more: 1\n", encoding="utf-8")
    commit(shelf, "Cleo", day=2)
    assert edits(shelf) == {"deep/c.yaml": ["Ada", "Cleo"]}


def test_a_file_does_not_inherit_the_people_of_one_that_had_its_name(shelf: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    git(shelf, "mv", "content/papers/a.yaml", "content/papers/b.yaml")
    commit(shelf, "Bob", day=1)
    (shelf / "content/papers/a.yaml").write_text("something: else\n", encoding="utf-8")
    commit(shelf, "Cleo", day=2)
    assert edits(shelf) == {"b.yaml": ["Ada"], "a.yaml": ["Cleo"]}


def test_files_that_swap_their_names_swap_their_people(shelf: Path) -> None:
    folder = shelf / "content/papers"
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    write(shelf, "b.yaml")
    commit(shelf, "Bob", day=1)
    for day, (old, new) in enumerate([("a", "c"), ("b", "a"), ("c", "b")], 2):
        git(shelf, "mv", str(folder / f"{old}.yaml"), str(folder / f"{new}.yaml"))
        commit(shelf, "Cleo", day=day)
    assert edits(shelf) == {"a.yaml": ["Bob"], "b.yaml": ["Ada"]}


def test_a_change_on_a_branch_that_did_not_know_of_a_new_name_counts(shelf: Path) -> None:
    path = write(shelf, "a.yaml")
    commit(shelf, "Ada")
    git(shelf, "switch", "-q", "-c", "side")
    path.write_text(f"more: 1\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    commit(shelf, "Bob", day=3)
    git(shelf, "switch", "-q", "main")
    git(shelf, "mv", "content/papers/a.yaml", "content/papers/b.yaml")
    commit(shelf, "Cleo", day=1)
    git(shelf, "-c", "user.name=Merger", "-c", "user.email=m@m.example", "merge", "-q", "side")
    assert edits(shelf) == {"b.yaml": ["Ada", "Bob"]}


def test_co_authors_count_and_programs_do_not(shelf: Path) -> None:
    write(shelf, "a.yaml")
    trailers = (
        "Co-authored-by: Bob <bob@mail.example>",
        "Co-authored-by: helper[bot] <1+helper[bot]@users.noreply.github.com>",
        "co-authored-by: nothing that is a person",
        "Co-authored-by: <nameless@mail.example>",
    )
    message = "Add a paper\n\n" + "\n".join(trailers)
    commit(shelf, "papers[bot]", "7+papers[bot]@users.noreply.github.com", message)
    assert edits(shelf) == {"a.yaml": ["Bob"]}


def test_an_address_or_a_login_or_a_name_makes_one_person(shelf: Path) -> None:
    people = [
        ("A. Lovelace", "ada@mail.example"),
        ("Ada Lovelace", "ADA@mail.example"),
        ("Ada Lovelace", "ada@home.example"),
        ("countess", "12+Ada-L@users.noreply.github.com"),
        ("Ada Lovelace", "ada-l@users.noreply.github.com"),
        ("Bob", "3-bob.b@users.noreply.gitlab.com"),
        ("Cleo", "cleo@noreply.codeberg.org"),
    ]
    for day, (name, email) in enumerate(people):
        write(shelf, "a.yaml", f"day: {day}")
        commit(shelf, name, email, day=day)
    past, _ = read(shelf)
    assert {editor.names: editor.url for editor in past.editors} == {
        ("Ada Lovelace", "countess", "A. Lovelace"): "https://github.com/ada-l",
        ("Bob",): "https://gitlab.com/bob.b",
        ("Cleo",): "https://codeberg.org/cleo",
    }


def test_two_people_with_one_name_and_two_logins_stay_two(shelf: Path) -> None:
    for day, login in enumerate(["one", "other"]):
        write(shelf, "a.yaml", f"day: {day}")
        commit(shelf, "Li Wei", f"{day}+{login}@users.noreply.github.com", day=day)
    assert edits(shelf) == {"a.yaml": ["Li Wei", "Li Wei"]}


def test_the_mailmap_names_authors_and_co_authors(shelf: Path) -> None:
    write(shelf, "a.yaml")
    (shelf / ".mailmap").write_text(
        "Ada Lovelace <ada@mail.example>\nBob Builder <bob@new.example> <bob@mail.example>\n",
        encoding="utf-8",
    )
    commit(shelf, "ada", message="More\n\nCo-authored-by: bobby <bob@mail.example>")
    assert edits(shelf) == {"a.yaml": ["Ada Lovelace", "Bob Builder"]}
    before = past_key(Origin(shelf))
    (shelf / ".mailmap").write_text("Countess <ada@mail.example>\n", encoding="utf-8")
    assert past_key(Origin(shelf)) != before
    assert edits(shelf) == {"a.yaml": ["Countess", "bobby"]}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada\x1b[31m", None),
        ("x" * 1_000, None),
        ("ada@mail.example", None),
        ("Ada (ada@mail.example)", None),
        ("\u202eadA", "adA"),
        ("\u200b", None),
        ("Ada   Lovelace", "Ada Lovelace"),
        ('A&da\'s "$(rm)" `x`', 'A&da\'s "$(rm)" `x`'),
    ],
)
def test_a_name_is_shown_as_a_line_would_be_or_not_at_all(
    shelf: Path, name: str, shown: str | None
) -> None:
    write(shelf, "a.yaml")
    commit(shelf, name, "somebody@mail.example")
    past, problems = read(shelf)
    assert problems == []
    assert [editor.names[0] for editor in past.editors] == ([shown] if shown else [])


def test_somebody_without_a_name_to_show_goes_by_the_login(shelf: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "me@home.example", "5+Ada@users.noreply.github.com")
    assert edits(shelf) == {"a.yaml": ["Ada"]}


def test_no_address_is_remembered(shelf: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada", "secret@mail.example")
    read(shelf)
    remembered = (shelf.parent / "store/history").read_bytes()
    assert b"Ada" in remembered
    assert b"secret" not in remembered


def test_what_lies_elsewhere_does_not_count(shelf: Path) -> None:
    (shelf / "content/pages").mkdir(parents=True)
    (shelf / "content/pages/about.md").write_text("x", encoding="utf-8")
    (shelf / "content/papers-old").mkdir()
    (shelf / "content/papers-old/a.yaml").write_text("x", encoding="utf-8")
    commit(shelf)
    assert edits(shelf) == {}


def test_paths_are_those_of_a_shelf_within_its_repository(tmp_path: Path) -> None:
    begin(tmp_path / "all")
    shelf = tmp_path / "all/the shelf"
    write(shelf, "é ä.yaml")
    write(tmp_path / "all", "other.yaml")
    commit(tmp_path / "all")
    assert edits(shelf) == {"é ä.yaml": ["Ada"]}


def test_a_shelf_that_moves_within_its_repository_keeps_its_people(tmp_path: Path) -> None:
    begin(tmp_path / "all")
    write(tmp_path / "all", "a.yaml")
    write(tmp_path / "all/other", "b.yaml")
    commit(tmp_path / "all", "Ada")
    shelf = tmp_path / "all/deep/new"
    shelf.mkdir(parents=True)
    git(tmp_path / "all", "mv", "content", "deep/new/content")
    commit(tmp_path / "all", "Bob", day=1)
    path = shelf / "content/papers/a.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}more: 1\n", encoding="utf-8")
    commit(tmp_path / "all", "Cleo", day=2)
    assert edits(shelf) == {"a.yaml": ["Ada", "Cleo"]}
    assert edits(tmp_path / "all/other") == {"b.yaml": ["Ada"]}


def test_a_change_of_nothing_but_the_mode_does_not_count(shelf: Path) -> None:
    path = write(shelf, "a.yaml")
    commit(shelf, "Ada")
    path.chmod(0o755)
    commit(shelf, "Bob", day=1)
    assert edits(shelf) == {"a.yaml": ["Ada"]}


def test_settings_of_whoever_builds_change_nothing(shelf: Path, tmp_path: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    path = write(shelf, "a.yaml", "more: 1")
    commit(shelf, "Bob", day=1)
    (tmp_path / "mailmap").write_text("Evil <ada@mail.example>\n", encoding="utf-8")
    for setting, value in {
        "mailmap.file": str(tmp_path / "mailmap"),
        "log.showRoot": "false",
        "log.follow": "true",
        "log.showSignature": "true",
        "color.ui": "always",
        "diff.orderFile": str(tmp_path / "nowhere"),
        "diff.renames": "false",
        "diff.external": "false",
        "core.quotePath": "true",
        "format.pretty": "oneline",
    }.items():
        git(shelf, "config", setting, value)
    assert path.is_file()
    assert edits(shelf) == {"a.yaml": ["Ada", "Bob"]}


def test_a_part_of_the_past_credits_nobody_and_says_so(shelf: Path, tmp_path: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    write(shelf, "a.yaml", "more: 1")
    commit(shelf, "Bob", day=1)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", shelf.as_uri(), str(clone))
    past, [problem] = read(clone)
    assert past.edits == {}
    assert "not all here" in problem.message
    assert "fetch-depth: 0" in problem.hint
    assert not problem.is_grave
    git(clone, "fetch", "-q", "--unshallow")
    assert edits(clone) == {"a.yaml": ["Ada", "Bob"]}


def test_a_shelf_in_no_repository_has_no_past_and_no_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    past, problems = read(tmp_path)
    assert (past.edits, problems) == ({}, [])
    begin(tmp_path)
    assert read(tmp_path) == (past, [])
    commit(tmp_path)
    assert edits(tmp_path) == {"a.yaml": ["Ada"]}


def test_without_git_a_repository_is_a_problem_and_a_folder_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.yaml")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(tmp_path)[1] == []
    (tmp_path / ".git").mkdir()
    [problem] = read(tmp_path)[1]
    assert "git is not installed" in problem.message
    assert problem.hint == "install git"


def test_a_past_that_cannot_be_read_is_a_problem(shelf: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    write(shelf, "a.yaml", "more: 1")
    commit(shelf, "Bob", day=1)
    first = git(shelf, "rev-parse", "HEAD^{commit}~1")
    (shelf / ".git/objects" / first[:2] / first[2:]).unlink()
    past, [problem] = read(shelf)
    assert past.edits == {}
    assert "git log failed" in problem.message


def test_the_past_is_read_again_only_when_there_is_another_commit(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    past, _ = read(shelf)
    with monkeypatch.context() as patch:
        patch.setattr("papershelf.history.reading.commits", _not_asked)
        assert read(shelf) == (past, [])
        again, _ = read_past(Origin(shelf), Store(shelf.parent / "other", b"", b"key"), past)
        assert again is past
    write(shelf, "a.yaml", "more: 1")
    commit(shelf, "Bob", day=1)
    assert edits(shelf) == {"a.yaml": ["Ada", "Bob"]}


def _not_asked(*_: object) -> None:
    raise AssertionError("the log was read")


def test_a_commit_that_names_very_many_people_counts_for_some(shelf: Path) -> None:
    write(shelf, "a.yaml")
    trailers = "\n".join(f"Co-authored-by: P{n} <p{n}@mail.example>" for n in range(3_000))
    commit(shelf, "Ada", message=f"More\n\n{trailers}")
    assert len(edits(shelf)["a.yaml"]) == 51


def test_a_mailmap_that_is_a_link_is_not_followed(shelf: Path, tmp_path: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    before = past_key(Origin(shelf))
    (tmp_path / "secret").write_text("Evil <ada@mail.example>\n", encoding="utf-8")
    (shelf / ".mailmap").symlink_to(tmp_path / "secret")
    assert past_key(Origin(shelf)) == before
    assert edits(shelf) == {"a.yaml": ["Ada"]}


def test_names_in_no_encoding_stop_nothing(shelf: Path) -> None:
    write(shelf, "a.yaml")
    git(shelf, "add", "-A")
    tree = git(shelf, "write-tree")
    raw = (
        f"tree {tree}\nauthor ".encode()
        + b"J\xf6rg \x01:100644 <j\xf6rg@mail.example> 1600000000 +0000\n"
        + b"committer C <c@c.example> 1600000000 +0000\n\nMore\n"
    )
    made = subprocess.run(
        ["git", "-C", str(shelf), "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        input=raw,
        check=True,
        capture_output=True,
    )
    git(shelf, "update-ref", "refs/heads/main", made.stdout.decode().strip())
    past, problems = read(shelf)
    assert problems == []
    assert past.edits == {}
    shutil.rmtree(shelf / ".git")


def test_a_past_that_only_this_clone_believes_in_does_not_count(shelf: Path) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    write(shelf, "a.yaml", "more: 1")
    commit(shelf, "Bob", day=1)
    head, first = git(shelf, "rev-parse", "HEAD", "HEAD~1").split()
    (shelf / ".git/info/grafts").write_text(f"{head}\n", encoding="utf-8")
    assert edits(shelf) == {"a.yaml": ["Ada", "Bob"]}
    (shelf / ".git/info/grafts").unlink()
    git(shelf, "replace", head, first)
    assert edits(shelf) == {"a.yaml": ["Ada", "Bob"]}


def test_no_program_runs_to_fetch_what_a_partial_clone_lacks(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    git(shelf, "mv", "content/papers/a.yaml", "content/papers/b.yaml")
    path = shelf / "content/papers/b.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}more: 1\n", encoding="utf-8")
    commit(shelf, "Bob", day=1)
    git(shelf, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-qn", "--filter=blob:none", shelf.as_uri(), str(clone))
    git(clone, "config", "remote.origin.url", f"ext::sh -c touch% {tmp_path}/ran")
    git(clone, "config", "protocol.ext.allow", "always")
    # As git does that does not know this variable yet.
    monkeypatch.setattr(
        "papershelf.history.log.environment",
        lambda: {k: v for k, v in environment().items() if k != "GIT_NO_LAZY_FETCH"},
    )
    past, [problem] = read(clone)
    assert past.edits == {}
    assert "not allowed" in problem.message
    assert not (tmp_path / "ran").exists()


def test_a_past_that_could_not_be_read_is_tried_and_told_of_again(
    shelf: Path, tmp_path: Path
) -> None:
    write(shelf, "a.yaml")
    commit(shelf, "Ada")
    write(shelf, "a.yaml", "more: 1")
    commit(shelf, "Bob", day=1)
    first = git(shelf, "rev-parse", "HEAD^{commit}~1")
    lost = shelf / ".git/objects" / first[:2] / first[2:]
    lost.rename(tmp_path / "lost")
    store = Store(tmp_path / "store", b"", b"key")
    before, told = read_past(Origin(shelf), store)
    again, told_again = read_past(Origin(shelf), store, before)
    assert told_again == told
    assert before.key != past_key(Origin(shelf))
    (tmp_path / "lost").rename(lost)
    assert len(read_past(Origin(shelf), store, again)[0].editors) == 2


def test_a_mailmap_that_makes_one_address_none_still_maps_the_others(shelf: Path) -> None:
    write(shelf, "a.yaml")
    (shelf / ".mailmap").write_text(
        "Bob Builder <bob@mail.example>\nOdd <no address@x> <cleo@mail.example>\n",
        encoding="utf-8",
    )
    trailers = "Co-authored-by: cleo <cleo@mail.example>\nCo-authored-by: bob <bob@mail.example>"
    commit(shelf, "Ada", message=f"More\n\n{trailers}")
    assert edits(shelf) == {"a.yaml": ["Ada", "cleo", "Bob Builder"]}
