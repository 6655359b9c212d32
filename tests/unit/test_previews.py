"""A pull request is checked and shown: the steps of the workflow, run as GitHub would."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.actions import Job, Runner
from tests.support.origins import Origin, git
from tests.support.report_readers import Command, workflow_command

from papershelf.starter import make_shelf

PRIVATE = "of no concern to anybody"
NOTICE = "::notice::The main branch has a Papershelf without previews."
Change = Callable[[Path], object]


@dataclass
class Host:
    """A shelf on GitHub, as far as its workflow for previews goes."""

    origin: Origin
    runner: Runner

    def preview(self, change: Change, *, since: str = "main") -> Job:
        """What the workflow does about a pull request."""
        ref = self.origin.request(7, change, since=since)
        event = {"action": "opened", "number": 7, "pull_request": {"number": 7}}
        return self.runner.run("preview.yml", "pull_request", event, ref)["preview"]

    @property
    def handed_over(self) -> Path:
        """What can be downloaded of the last run."""
        return self.runner.artifacts / "preview"


@dataclass
class Seen:
    """A pull request that was looked at, which tests leave as it is."""

    host: Host
    job: Job

    @property
    def handed_over(self) -> Path:
        return self.host.handed_over


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A new shelf, which tests leave as it is."""
    folder = tmp_path_factory.mktemp("new")
    make_shelf(folder / "shelf", title="My shelf")
    return Origin.of(folder / "shelf", folder / "origin.git")


def _host(folder: Path, origin: Origin) -> Host:
    copy = origin.copied(folder)
    (folder / "secret.txt").write_text(PRIVATE, encoding="utf-8")
    return Host(copy, Runner(folder / "runs", copy.folder))


@pytest.fixture
def host(tmp_path: Path, origin: Origin) -> Host:
    return _host(tmp_path, origin)


Look = Callable[[Change], Seen]


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory, origin: Origin) -> Look:
    def look(change: Change) -> Seen:
        host = _host(tmp_path_factory.mktemp("looked"), origin)
        return Seen(host, host.preview(change))

    return look


def _write(path: str, text: str) -> Change:
    def write(shelf: Path) -> None:
        (shelf / path).parent.mkdir(parents=True, exist_ok=True)
        (shelf / path).write_text(text, encoding="utf-8")

    return write


def _replace(path: str, old: str, new: str) -> Change:
    def replace(shelf: Path) -> None:
        text = (shelf / path).read_text("utf-8")
        assert old in text
        (shelf / path).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def _link(path: str, target: str) -> Change:
    def link(shelf: Path) -> None:
        (shelf / path).parent.mkdir(parents=True, exist_ok=True)
        (shelf / path).symlink_to(target)

    return link


def _all(*changes: Change) -> Change:
    def change_all(shelf: Path) -> None:
        for change in changes:
            change(shelf)

    return change_all


ADDED = _write(
    "content/papers/hoare-1969.yaml",
    "title: An Axiomatic Basis\nauthors: [C. A. R. Hoare]\ndate: 1969\n",
)
CHANGED = _replace("content/papers/turing-1950.md", "Nine objections", "Many objections")
BROKEN = _write("content/papers/broken.yaml", "title: Broken\ndate: 1969-10\npages: [\n")


def _removed(shelf: Path) -> None:
    (shelf / "content/papers/codd-1970.yaml").unlink()


def _annotations(job: Job) -> list[Command]:
    """The lines of the log that the runner of GitHub takes for more than text."""
    found = (workflow_command(line) for line in re.split(r"[\r\n]", job.log))
    return [command for command in found if command is not None]


def _repository_inside(shelf: Path) -> None:
    inside = shelf / "content/inside"
    inside.mkdir()
    git(inside, "init", "--quiet")
    git(inside, "commit", "--quiet", "--allow-empty", "--message", "Begin")


def _name_that_is_no_text(shelf: Path) -> None:
    entry = "title: T\nauthors: [A. B.]\ndate: 1999\n"
    Path(os.fsdecode(os.fsencode(shelf) + b"/content/papers/\xff\n.yaml")).write_text(
        entry, "utf-8"
    )


@pytest.fixture(scope="module")
def several(look: Look) -> Seen:
    """A pull request that does a bit of everything to entries."""
    return look(_all(ADDED, CHANGED, BROKEN, _removed))


@pytest.fixture(scope="module")
def sound(look: Look) -> Seen:
    """A pull request with nothing wrong in it."""
    return look(CHANGED)


EVIL = "open('pwned', 'w').close()\n"
PROGRAMS = ("requirements.txt", "pip.py", "papershelf.py", "sitecustomize.py", "click.py")
BESIDE = {
    ".github/workflows/publish.yml": "on: push\n",
    "themes/mine/theme.yaml": "name: Mine\n",
    "notes.txt": "by the way\n",
    "content/site.yaml": "title: Mine now\nlanguage: en\n",
}
_TITLE = "::error file=x::y ::add-mask::z ##[error]w ${{ github.token }} $(touch pwned)"
_WORDS = f"title: '{_TITLE}'\ndate: 1969-10\ntopics: ['::stop-commands::x']\n'::set-env::': y\n"


@pytest.fixture(scope="module")
def hostile(look: Look) -> Seen:
    """A pull request that tries to run something, or to be heard as a command."""
    return look(
        _all(
            CHANGED,
            *(_write(name, EVIL) for name in PROGRAMS),
            *(_write(path, text) for path, text in BESIDE.items()),
            _write(".papershelf/papers", EVIL),
            _write("site/index.html", EVIL),
            _write(".gitattributes", "* filter=evil diff=evil\n"),
            _write("content/papers/hostile.yaml", _WORDS),
            _write("content/papers/::error::x.yaml", _WORDS),
            _write("content/papers/$(touch pwned).yaml", _WORDS),
            _repository_inside,
            _name_that_is_no_text,
        )
    )


def test_added_changed_broken_and_removed_entries_are_annotated_and_shown(several: Seen) -> None:
    job = several.job
    assert job.result == "failure"
    assert [step.name for step in job.steps if step.outcome == "failure"] == [
        "Check what the change brings"
    ]
    (broken,) = (
        command
        for command in _annotations(job)
        if command.properties["file"] == "content/papers/broken.yaml" and command.name == "error"
    )
    assert int(broken.properties["line"]) in {3, 4}
    for name in ("hoare-1969", "turing-1950", "broken", "codd-1970"):
        assert name in job.summary
    page = (several.handed_over / "diff.html").read_text(encoding="utf-8")
    assert "hoare-1969" in page
    assert (several.handed_over / "site/papers/hoare-1969/index.html").is_file()
    assert not (several.handed_over / "site/papers/codd-1970").exists()


def test_an_entry_that_goes_while_a_collection_names_it_is_annotated_there(several: Seen) -> None:
    (problem,) = (
        command
        for command in _annotations(several.job)
        if command.properties["file"] == "content/collections/beginnings.md"
    )
    path = several.host.origin.clone / "content/collections/beginnings.md"
    line = path.read_text("utf-8").split("\n")
    assert "codd-1970" in line[int(problem.properties["line"]) - 1]
    assert "content/collections/beginnings.md" in several.job.summary


def test_a_change_without_problems_passes_and_annotates_nothing(sound: Seen) -> None:
    assert sound.job.result == "success"
    assert _annotations(sound.job) == []
    assert "turing-1950" in sound.job.summary
    site = sound.handed_over / "site"
    assert "Many objections" in (site / "papers/turing-1950/index.html").read_text("utf-8")
    assert (site / ".nojekyll").exists()


def test_a_shelf_that_credits_people_by_its_commits_is_shown_without_all_of_them(
    sound: Seen,
) -> None:
    """Only two commits are there, which would be a warning where a site is built to be read."""
    settings = sound.host.origin.clone / "content/site.yaml"
    assert "credit: {history: true}" in settings.read_text("utf-8")
    assert git(sound.job.workspace, "rev-parse", "--is-shallow-repository").strip() == "true"
    # That of the paper, and the people of the statistics.
    assert "2 pages changed" in sound.job.summary


def test_a_preview_leaves_the_repository_as_it_is(sound: Seen) -> None:
    assert set(sound.host.origin.branches()) == {"main"}
    assert sound.host.runner.told == {}
    assert git(sound.job.workspace, "config", "--get-all", "remote.origin.url").strip() == (
        sound.host.origin.folder.as_uri()
    )


def test_a_change_cannot_bring_the_program_that_looks_at_it(hostile: Seen) -> None:
    installed = hostile.host.runner.installed
    assert hostile.job.step("Show the difference").outcome == "success"
    assert (installed / "requirements.txt").read_text("utf-8") == (
        hostile.host.origin.clone / "requirements.txt"
    ).read_text("utf-8")
    assert not (installed / "pip.py").exists()
    assert not list(hostile.host.runner.folder.rglob("pwned"))
    assert EVIL not in (hostile.handed_over / "site/index.html").read_text("utf-8")


def test_what_is_more_than_an_entry_is_named_to_the_reviewer(hostile: Seen) -> None:
    for path in ("requirements.txt", "content/inside", *BESIDE):
        assert path in hostile.job.summary
    assert "runs on the host of the repository" in hostile.job.summary


def test_words_and_names_of_a_change_are_no_commands_of_the_runner(hostile: Seen) -> None:
    found = _annotations(hostile.job)
    assert found
    assert "turing-1950" in hostile.job.summary
    for command in found:
        assert command.name in {"error", "warning", "notice"}
        assert command.properties["file"].startswith("content/")
    places = {command.properties["file"] for command in found}
    for name in ("hostile", "::error::x", "$(touch pwned)"):
        assert f"content/papers/{name}.yaml" in places


def test_only_what_the_branch_itself_did_is_told_where_main_went_on(host: Host) -> None:
    old = host.origin.branches()["main"]
    host.origin.change_main(_all(ADDED, BROKEN))
    job = host.preview(CHANGED, since=old)
    places = {command.properties["file"] for command in _annotations(job)}
    assert places <= {"content/papers/broken.yaml"}
    assert "turing-1950" in job.summary
    assert "hoare-1969" not in job.summary


def test_links_lead_nothing_out_of_the_machine(host: Host, tmp_path: Path) -> None:
    secret = str(tmp_path / "secret.txt")
    job = host.preview(
        _all(
            CHANGED,
            _link("content/static/secret.txt", secret),
            _link("content/static/folder", str(tmp_path)),
            _link("content/papers/secret.md", secret),
            _link("content/pages/secret.md", secret),
            _link("themes/mine/static/secret.txt", secret),
            _link(".papershelf", str(tmp_path)),
            _link("site", str(tmp_path)),
        )
    )
    assert "turing-1950" in job.summary
    files = [path for path in host.handed_over.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if PRIVATE.encode() in path.read_bytes()]
    assert PRIVATE not in job.log + job.summary
    assert (tmp_path / "secret.txt").read_text("utf-8") == PRIVATE


def test_many_changed_entries_are_shown(host: Host) -> None:
    papers = [
        _write(
            f"content/papers/paper-{number}.yaml",
            f"title: Paper {number}\nauthors: [A. B.]\ndate: 1999\n",
        )
        for number in range(500)
    ]
    host.runner.sparing = "site"
    job = host.preview(_all(*papers))
    assert "paper-499" in job.summary
    assert len(job.summary.encode()) < 1_000_000
    assert "paper-499" in (host.handed_over / "diff.html").read_text("utf-8")


def test_a_main_branch_with_an_older_papershelf_is_no_failure(host: Host) -> None:
    host.runner.without = "diff"
    job = host.preview(CHANGED)
    assert job.result == "success"
    assert NOTICE in job.log
    assert not host.handed_over.exists()
