"""A form becomes an entry and a pull request: the steps of the workflow, run as GitHub would."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.support import provider_answers as answers
from tests.support.actions import Job, Runner
from tests.support.hostile_words import HOSTILE, RUNS, SHELL
from tests.support.issue_forms import filled_in, labelled
from tests.support.origins import Origin, git
from tests.support.provider_server import Providers, provider_server
from tests.support.report_readers import workflow_command

from papershelf.starter import make_shelf

PAPER = f"https://arxiv.org/abs/{answers.ARXIV_ID}"
BRANCH = "suggestions/issue-12"
BOT = "41898282+github-actions[bot]@users.noreply.github.com"
ENTRY = "content/papers/quill-2024.yaml"


@dataclass
class Host:
    """A shelf on GitHub, as far as its workflow for suggestions goes."""

    origin: Origin
    runner: Runner

    def label(self, event: dict[str, Any]) -> dict[str, Job]:
        """What the workflow does about a label that is set."""
        return self.runner.run("suggest.yml", "issues", event, "refs/heads/main")

    def take(self, answer: Path, number: int = 12) -> Job:
        """What the second job does with an answer of the first."""
        event = labelled(number, "")
        handed_over = {"answer": answer}
        jobs = self.runner.run(
            "suggest.yml", "issues", event, "refs/heads/main", handed_over=handed_over
        )
        return jobs["request"]

    @property
    def pulls(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.runner.told.get("pulls", [])
        return found

    @property
    def comments(self) -> dict[str, str]:
        """What is answered last on each issue."""
        found = self.runner.told.get("comments", [])
        return {comment["issue"]: comment["body"] for comment in found}

    @property
    def answers(self) -> list[str]:
        """The issues that are answered, for each comment."""
        return [comment["issue"] for comment in self.runner.told.get("comments", [])]

    @property
    def freed(self) -> list[str]:
        """The issues whose label was taken off."""
        found = self.runner.told.get("labels taken off", [])
        return [re.sub(r".*/issues/(\d+)/labels/accepted$", r"\1", path) for path in found]


@pytest.fixture(scope="module")
def providers() -> Iterator[Providers]:
    with provider_server() as server:
        server.on("/arxiv", answers.arxiv())
        yield server


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A new shelf, which tests leave as it is."""
    folder = tmp_path_factory.mktemp("new")
    make_shelf(folder / "shelf", title="My shelf")
    return Origin.of(folder / "shelf", folder / "origin.git")


@pytest.fixture
def host(tmp_path: Path, origin: Origin, providers: Providers) -> Host:
    """A host with a new shelf, of which no site is built."""
    copy = origin.copied(tmp_path)
    return Host(copy, Runner(tmp_path / "runs", copy.folder, providers.base, sparing="all"))


@pytest.fixture(scope="module")
def suggested(
    tmp_path_factory: pytest.TempPathFactory, origin: Origin, providers: Providers
) -> Host:
    """A host after a paper was suggested and accepted, which tests leave as it is."""
    folder = tmp_path_factory.mktemp("suggested")
    copy = origin.copied(folder)
    host = Host(copy, Runner(folder / "runs", copy.folder, providers.base))
    host.label(_suggested(why="It waits.", name="Helen Helper"))
    return host


@pytest.fixture
def waiting(tmp_path: Path, suggested: Host, providers: Providers) -> Host:
    """A host on which a suggestion waits."""
    copy = suggested.origin.copied(tmp_path)
    runner = Runner(tmp_path / "runs", copy.folder, providers.base, sparing="all")
    runner.folder.mkdir()
    runner.gh.write_bytes(suggested.runner.gh.read_bytes())
    return Host(copy, runner)


def _suggested(number: int = 12, link: str = PAPER, **values: str) -> dict[str, Any]:
    return labelled(number, filled_in("suggest-paper", {"link": link, **values}))


def test_a_form_becomes_a_pull_request_of_one_entry_and_is_answered(suggested: Host) -> None:
    host = suggested
    assert set(host.origin.branches()) == {"main", BRANCH}
    assert host.origin.branches()["main"] == git(host.origin.clone, "rev-parse", "main").strip()
    (change,) = host.origin.changes(BRANCH)
    assert re.fullmatch(r"000000 100644 A content/papers/[\w-]+\.(md|yaml)", change)
    (pull,) = host.pulls
    assert (pull["head"], pull["base"]) == (f"someone:{BRANCH}", "main")
    assert "Waiting Networks" in pull["title"]
    assert "Closes #12" in pull["body"]
    assert "The site builds without a warning." in pull["body"]
    assert "What it says comes from arXiv." in pull["body"]
    assert pull["body"].count("Ada Quill") == 1
    assert "/someone/shelf/actions/runs/1234567890" in pull["body"]
    assert "https://github.com/someone/shelf/pull/100" in host.comments["12"]
    assert host.freed == []
    log = git(host.origin.folder, "log", "-1", "--format=%an|%ae|%B", BRANCH)
    assert log.startswith(f"github-actions[bot]|{BOT}|{pull['title']}\n")
    assert "Co-authored-by: " in log
    assert "77+helper@users.noreply.github.com" in log


def test_the_preview_of_a_suggestion_is_handed_over_with_its_site(suggested: Host) -> None:
    preview = suggested.runner.artifacts / "preview"
    assert "Waiting Networks" in (preview / "diff.html").read_text(encoding="utf-8")
    assert list((preview / "site/papers").glob("quill-2024*/index.html"))


def test_a_correction_changes_one_file_that_is_there(host: Host) -> None:
    values = {"entry": "turing-1950", "field": "Title", "value": "Computing machinery & minds"}
    host.label(labelled(12, filled_in("correct-entry", values), title="A correction"))
    (change,) = host.origin.changes(BRANCH)
    assert change == "100644 100644 M content/papers/turing-1950.md"
    before, after = (
        git(host.origin.folder, "show", f"{branch}:content/papers/turing-1950.md").splitlines()
        for branch in ("main", BRANCH)
    )
    assert len(set(before) ^ set(after)) == 2
    assert len(host.pulls) == 1


@pytest.mark.parametrize(
    ("label", "sender"),
    [("suggestion", "User"), ("correction", "User"), ("accepted!", "User"), ("accepted", "Bot")],
)
def test_no_other_label_starts_anything_and_no_program_does(
    label: str, sender: str, host: Host
) -> None:
    event = labelled(12, filled_in("suggest-paper", {"link": PAPER}), label=label, sender=sender)
    assert {job.result for job in host.label(event).values()} == {"skipped"}
    assert host.runner.told == {}


def test_a_form_that_names_no_paper_is_answered_and_may_be_labelled_again(host: Host) -> None:
    jobs = host.label(_suggested(link="my favourite one"))
    assert [job.result for job in jobs.values()] == ["success", "success"]
    assert set(host.origin.branches()) == {"main"}
    assert host.pulls == []
    assert host.comments["12"].strip()
    assert host.freed == ["12"]


def test_the_same_paper_in_a_second_form_is_told_of_the_one_that_waits(waiting: Host) -> None:
    host = waiting
    host.label(_suggested(13))
    assert set(host.origin.branches()) == {"main", BRANCH}
    assert len(host.pulls) == 1
    assert re.search(r"#12\b", host.comments["13"])
    assert host.freed == ["13"]


def test_of_two_forms_for_one_paper_that_are_labelled_at_once_one_is_told_of_the_other(
    host: Host, tmp_path: Path
) -> None:
    patch = _patch(host, _write("content/papers/a-2024-b.yaml"))
    host.take(_answer(tmp_path / "first", patch))
    job = host.take(_answer(tmp_path / "second", patch, request="Closes #13\n"), 13)
    assert job.result == "success"
    assert set(host.origin.branches()) == {"main", BRANCH}
    assert len(host.pulls) == 1
    assert "suggested already, in #12. " in host.comments["13"]
    assert host.freed == ["13"]
    assert "::" not in job.log


def test_forms_for_two_papers_or_for_one_entry_do_not_stand_in_each_others_way(
    host: Host, tmp_path: Path
) -> None:
    changes = [
        _write("content/papers/a.yaml"),
        _write("content/papers/turing-1950.md", "---\ntitle: One\n---\n"),
        _write("content/papers/b.yaml"),
        _write("content/papers/turing-1950.md", "---\ntitle: Two\n---\n"),
    ]
    for number, change in enumerate(changes, 12):
        host.take(_answer(tmp_path / str(number), _patch(host, change)), number)
    assert len(host.pulls) == 4
    assert host.freed == []


def test_an_answer_that_changes_is_a_new_comment_as_nobody_is_told_of_an_old_one(
    host: Host, tmp_path: Path
) -> None:
    nothing = _answer(tmp_path / "nothing", "", outcome="nothing\n", comment="Which one?\n")
    added = _answer(tmp_path / "added", _patch(host, _write("content/papers/a.yaml")))
    for answer, count in ((nothing, 1), (nothing, 2), (added, 3), (added, 3), (nothing, 4)):
        host.take(answer)
        assert host.answers == ["12"] * count
    assert "Which one?" in host.comments["12"]
    host.take(added)
    assert len(host.answers) == 5
    assert "pull/100" in host.comments["12"]


def test_a_pull_request_that_is_opened_anew_is_told_in_a_new_comment(
    host: Host, tmp_path: Path
) -> None:
    answer = _answer(tmp_path / "answer", _patch(host, _write("content/papers/a.yaml")))
    host.take(answer)
    told = host.runner.told
    told["pulls"][0]["head"] = "closed"
    host.runner.gh.write_text(json.dumps(told), encoding="utf-8")
    host.take(answer)
    assert host.answers == ["12", "12"]
    assert "pull/101" in host.comments["12"]


def test_a_form_that_is_labelled_again_updates_its_pull_request(waiting: Host) -> None:
    host = waiting
    first = host.origin.branches()[BRANCH]
    host.origin.change_main(lambda shelf: (shelf / "NEWS").write_text("new", "utf-8"))
    jobs = host.label(_suggested(why="It waits well."))
    assert [job.result for job in jobs.values()] == ["success", "success"]
    second = host.origin.branches()[BRANCH]
    assert second != first
    assert (
        git(host.origin.folder, "rev-parse", f"{second}^", "main").split()[0]
        == (host.origin.branches()["main"])
    )
    (pull,) = host.pulls
    assert "Closes #12" in pull["body"]
    assert host.comments["12"].count("It waits for a review") == 1
    assert host.answers == ["12"]


def test_what_another_workflow_says_on_the_issue_is_left_alone(host: Host, tmp_path: Path) -> None:
    other = {"id": 7, "issue": "12", "by": "github-actions[bot]", "body": "Welcome!"}
    theirs = {"id": 8, "issue": "12", "by": "mallory", "body": "<!-- Suggest -->"}
    host.runner.folder.mkdir()
    host.runner.gh.write_text(json.dumps({"comments": [other, theirs]}), encoding="utf-8")
    answer = _answer(tmp_path / "answer", _patch(host, _write("content/papers/a.yaml")))
    host.take(answer)
    host.take(answer)
    first, second, ours = host.runner.told["comments"]
    assert [first, second] == [other, theirs]
    assert "It waits for a review" in ours["body"]


def test_what_breaks_is_answered_with_the_address_of_the_log(host: Host) -> None:
    host.origin.change_main(
        lambda shelf: (shelf / "content/site.yaml").write_text("title: [", "utf-8")
    )
    jobs = host.label(_suggested())
    assert [job.result for job in jobs.values()][1] == "success"
    assert set(host.origin.branches()) == {"main"}
    assert host.freed == ["12"]
    assert host.comments["12"].strip()


def _assert_harmless(host: Host, jobs: dict[str, Job], number: int, main: str) -> None:
    """Nothing but one entry on a branch of its own, and nothing done that a text asked for."""
    branches = host.origin.branches()
    assert branches.pop("main") == main
    assert set(branches) <= {f"suggestions/issue-{number}"}
    for branch in branches:
        (change,) = host.origin.changes(branch)
        assert re.fullmatch(r"(000000|100644) 100644 [AM] content/papers/[\w.-]+", change)
    assert not [path for path in host.runner.folder.rglob("*") if RUNS in path.name]
    assert not (Path.cwd() / RUNS).exists()
    for job in jobs.values():
        for line in re.split(r"[\r\n]", job.log):
            assert workflow_command(line) is None
    for pull in host.pulls:
        assert re.fullmatch(r"[^`$@<>\x00-\x1f]+", pull["title"])
        assert re.findall(r"(?i)\b(?:closes|fixes) ([^\s&]*#\d+)", pull["body"]) == [f"#{number}"]
    assert set(host.runner.told) <= {"pulls", "comments", "labels taken off"}
    assert host.answers == [str(number)]


@pytest.mark.parametrize("place", ["in the form", "around the form"])
def test_a_hostile_form_changes_nothing_but_one_entry(place: str, host: Host) -> None:
    main = host.origin.branches()["main"]
    event = _suggested()
    # The words stand in the difference, too.
    host.runner.sparing = ""
    if place == "in the form":
        event = _suggested(why=HOSTILE, name=HOSTILE, topics=HOSTILE)
    else:
        event["issue"]["title"] = event["issue"]["user"]["login"] = HOSTILE
    jobs = host.label(event)
    assert [job.result for job in jobs.values()] == ["success", "success"]
    _assert_harmless(host, jobs, 12, main)


@pytest.mark.parametrize(
    "body",
    [
        "",
        HOSTILE,
        "\n\n### Link\n\n" + SHELL,
        "### Link\r\n\r\nhttps://example.org/$(touch pwned)\r\n",
        "### " * 100_000,
        "\ud800",
        filled_in(
            "correct-entry", {"entry": "../../../etc/passwd", "field": "Title", "value": "x"}
        ),
        filled_in("correct-entry", {"entry": HOSTILE, "field": "Title", "value": HOSTILE}),
    ],
    ids=["empty", "all", "shell", "address", "headings", "surrogate", "path", "correction"],
)
def test_a_form_that_makes_no_sense_changes_nothing(body: str, host: Host) -> None:
    main = host.origin.branches()["main"]
    jobs = host.label(labelled(12, body))
    assert jobs["request"].result == "success"
    _assert_harmless(host, jobs, 12, main)
    assert set(host.origin.branches()) == {"main"}
    assert host.freed == ["12"]


def test_a_hostile_correction_changes_nothing_but_the_text_of_its_entry(host: Host) -> None:
    main = host.origin.branches()["main"]
    host.runner.sparing = ""
    values = {"entry": "turing-1950", "field": "Abstract", "value": HOSTILE, "name": HOSTILE}
    jobs = host.label(labelled(12, filled_in("correct-entry", {**values, "source": HOSTILE})))
    assert jobs["request"].result == "success"
    _assert_harmless(host, jobs, 12, main)


def test_a_megabyte_of_text_is_no_more_than_one_entry(host: Host) -> None:
    main = host.origin.branches()["main"]
    jobs = host.label(_suggested(why="word " * 200_000))
    assert jobs["request"].result == "success"
    _assert_harmless(host, jobs, 12, main)


Patch = Callable[[Path], object]


def _patch(host: Host, change: Patch) -> str:
    """A patch of what is done to a checkout."""
    clone = host.origin.clone
    change(clone)
    git(clone, "add", "--all", "--force", ".")
    patch = git(clone, "diff", "--cached", "--binary", "HEAD")
    git(clone, "reset", "--quiet", "--hard")
    return patch


def _write(path: str, text: str = "title: T\n") -> Patch:
    def write(shelf: Path) -> None:
        (shelf / path).parent.mkdir(parents=True, exist_ok=True)
        (shelf / path).write_text(text, encoding="utf-8")

    return write


def _link(shelf: Path) -> None:
    (shelf / "content/papers/x.md").symlink_to("../../../../etc/passwd")


def _two(shelf: Path) -> None:
    _write("content/papers/a.yaml")(shelf)
    _write("content/papers/b.yaml")(shelf)


def _program(shelf: Path) -> None:
    _write("content/papers/a.yaml")(shelf)
    (shelf / "content/papers/a.yaml").chmod(0o755)


def _answer(folder: Path, patch: str, **files: str) -> Path:
    texts = {
        "outcome": "added\n",
        "subject": "Add it (#12)\n",
        "message": "Add it (#12)\n",
        "comment": "Thank you.\n",
        "request": "Closes #12\n",
    }
    folder.mkdir()
    for name, text in {**texts, **files}.items():
        suffix = "md" if name in {"comment", "request"} else "txt"
        (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    (folder / "entry.patch").write_text(patch, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "change",
    [
        _write(".github/workflows/evil.yml"),
        _write("content/site.yaml"),
        _write("content/papers/a.exe"),
        _write("content/papers-too/a.yaml"),
        _write("themes/mine/base.html"),
        _link,
        _two,
        _program,
        lambda shelf: (shelf / "content/papers/turing-1950.md").unlink(),
    ],
    ids=[
        *("workflow", "settings", "program", "beside", "theme", "link", "two", "executable"),
        "removed",
    ],
)
def test_a_patch_of_anything_but_one_entry_is_refused(
    change: Patch, host: Host, tmp_path: Path
) -> None:
    before = host.origin.branches()
    job = host.take(_answer(tmp_path / "answer", _patch(host, change)))
    assert job.result == "failure"
    assert "something else than one entry" in job.log
    assert host.origin.branches() == before
    assert host.pulls == []
    assert "/someone/shelf/actions/runs/1234567890" in host.comments["12"]
    assert host.freed == ["12"]


def test_lines_of_a_patch_are_no_commands_of_the_runner(host: Host, tmp_path: Path) -> None:
    # Git complains of spaces at the end of a line, and shows it.
    text = "title: T\nnote: |-\n\n\n::add-mask::T \n::set-output name=opened::true\t\n"
    patch = _patch(host, _write("content/papers/a.yaml", text))
    job = host.take(_answer(tmp_path / "answer", patch))
    assert job.result == "success"
    assert "::" not in job.log
    evil = patch.replace("+++ b/content/papers/a.yaml", '+++ "b/../x\\n::add-mask::T\\n"')
    job = host.take(_answer(tmp_path / "evil", evil))
    assert job.result == "failure"
    assert "add-mask" not in job.log


@pytest.mark.parametrize("name", ["request.md", "comment.md", "subject.txt", "message.txt"])
def test_an_answer_that_is_a_link_shows_nothing_of_what_it_leads_to(
    name: str, host: Host, tmp_path: Path
) -> None:
    answer = _answer(tmp_path / "answer", _patch(host, _write("content/papers/a.yaml")))
    (answer / name).unlink()
    (answer / name).symlink_to("/proc/self/environ")
    job = host.take(answer)
    assert job.result == "failure"
    assert "GH_TOKEN" not in job.log + json.dumps(host.runner.told)
    assert host.freed == ["12"]


def test_an_answer_of_many_megabytes_is_not_read(host: Host, tmp_path: Path) -> None:
    patch = _patch(host, _write("content/papers/a.yaml"))
    job = host.take(_answer(tmp_path / "answer", patch, subject="T" * 5_000_000))
    assert job.result == "failure"
    assert host.pulls == []
    assert "says why" in host.comments["12"]


def test_a_first_job_that_leaves_no_answer_is_told_of(host: Host) -> None:
    event = labelled(12, "")
    job = host.runner.run("suggest.yml", "issues", event, "refs/heads/main", handed_over={})
    assert job["request"].result == "failure"
    assert "/someone/shelf/actions/runs/1234567890" in host.comments["12"]
    assert host.freed == ["12"]


@pytest.mark.parametrize(
    "path", ["../outside.md", "/etc/outside.md", ".git/hooks/outside", "content/papers/../../x.md"]
)
def test_a_patch_that_leaves_the_shelf_is_refused(path: str, host: Host, tmp_path: Path) -> None:
    before = host.origin.branches()
    patch = _patch(host, _write("content/papers/a.yaml")).replace("content/papers/a.yaml", path)
    job = host.take(_answer(tmp_path / "answer", patch))
    assert job.result == "failure"
    assert host.origin.branches() == before
    assert not list(tmp_path.rglob("outside*"))


def test_words_that_a_program_let_through_still_run_nothing(host: Host, tmp_path: Path) -> None:
    patch = _patch(host, _write("content/papers/a.yaml"))
    words = {
        name: f"{SHELL}\n{HOSTILE}".replace("\0", "").replace("\ud800", "")
        for name in ("subject", "message", "comment", "request")
    }
    job = host.take(_answer(tmp_path / "answer", patch, **words))
    assert job.result == "success"
    assert host.origin.changes(BRANCH) == ["000000 100644 A content/papers/a.yaml"]
    assert not [path for path in tmp_path.rglob("*") if RUNS in path.name]
    assert "::" not in job.log
    assert host.pulls[0]["title"] == SHELL


def test_texts_that_are_too_long_for_github_are_cut(host: Host, tmp_path: Path) -> None:
    patch = _patch(host, _write("content/papers/a.yaml"))
    # Three bytes each, and one before: a letter stands where the text is cut.
    text = "a" + "無" * 70_000
    job = host.take(_answer(tmp_path / "answer", patch, request=text, comment=text))
    assert job.result == "success"
    assert host.pulls[0]["body"] == "a" + "無" * 19_999
    assert host.comments["12"].endswith("a" + "無" * 19_999)


def test_a_branch_that_somebody_worked_on_is_left_alone(host: Host, tmp_path: Path) -> None:
    answer = _answer(tmp_path / "answer", _patch(host, _write("content/papers/a.yaml")))
    host.take(answer)
    clone = host.origin.clone
    git(clone, "fetch", "--quiet", "origin", BRANCH)
    git(clone, "checkout", "--quiet", "-B", "mine", "FETCH_HEAD")
    (clone / "content/papers/mine.yaml").write_text("title: Mine\n", encoding="utf-8")
    host.origin.commit("Mend it by hand")
    git(clone, "push", "--quiet", "origin", f"HEAD:{BRANCH}")
    before = host.origin.branches()
    git(clone, "checkout", "--quiet", "main")
    host.take(answer)
    assert host.origin.branches() == before
    assert "left as it is" in host.comments["12"]
    assert host.freed == ["12"]


def test_a_branch_of_a_fork_with_the_same_name_is_not_taken_for_ours(
    host: Host, tmp_path: Path
) -> None:
    theirs = {"number": 100, "head": f"mallory:{BRANCH}", "base": "main", "title": "T", "body": "B"}
    host.runner.folder.mkdir()
    host.runner.gh.write_text(json.dumps({"pulls": [theirs]}), encoding="utf-8")
    host.take(_answer(tmp_path / "answer", _patch(host, _write("content/papers/a.yaml"))))
    assert host.pulls[0] == theirs
    assert [pull["head"] for pull in host.pulls[1:]] == [f"someone:{BRANCH}"]


def test_where_actions_may_open_no_pull_request_the_answer_says_what_to_switch_on(
    host: Host, tmp_path: Path
) -> None:
    host.runner.folder.mkdir()
    host.runner.gh.write_text('{"refuses": true}', encoding="utf-8")
    host.take(_answer(tmp_path / "answer", _patch(host, _write("content/papers/a.yaml"))))
    assert BRANCH in host.origin.branches()
    assert "Allow GitHub Actions to create and approve pull requests" in host.comments["12"]
    assert f"/compare/main...{BRANCH}?expand=1" in host.comments["12"]
    assert host.freed == ["12"]
