"""What the second job takes of the first one: a patch of one entry, and answers that fit."""

import json
from pathlib import Path

import pytest
from tests.support.hostile_words import HOSTILE, RUNS, SHELL
from tests.support.issue_forms import labelled
from tests.support.origins import git
from tests.support.suggestion_host import (
    BRANCH,
    Host,
    Patch,
    answer_of,
    patch_of,
    written,
)


def _link(shelf: Path) -> None:
    (shelf / "content/papers/x.md").symlink_to("../../../../etc/passwd")


def _two(shelf: Path) -> None:
    written("content/papers/a.yaml")(shelf)
    written("content/papers/b.yaml")(shelf)


def _program(shelf: Path) -> None:
    written("content/papers/a.yaml")(shelf)
    (shelf / "content/papers/a.yaml").chmod(0o755)


@pytest.mark.parametrize(
    "change",
    [
        written(".github/workflows/evil.yml"),
        written("content/site.yaml"),
        written("content/papers/a.exe"),
        written("content/papers-too/a.yaml"),
        written("themes/mine/base.html"),
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
    job = host.take(answer_of(tmp_path / "answer", patch_of(host, change)))
    assert job.result == "failure"
    assert "something else than one entry" in job.log
    assert host.origin.branches() == before
    assert host.pulls == []
    assert "/someone/shelf/actions/runs/1234567890" in host.comments["12"]
    assert host.freed == ["12"]


def test_lines_of_a_patch_are_no_commands_of_the_runner(host: Host, tmp_path: Path) -> None:
    # Git complains of spaces at the end of a line, and shows it.
    text = "title: T\nnote: |-\n\n\n::add-mask::T \n::set-output name=opened::true\t\n"
    patch = patch_of(host, written("content/papers/a.yaml", text))
    job = host.take(answer_of(tmp_path / "answer", patch))
    assert job.result == "success"
    assert "::" not in job.log
    evil = patch.replace("+++ b/content/papers/a.yaml", '+++ "b/../x\\n::add-mask::T\\n"')
    job = host.take(answer_of(tmp_path / "evil", evil))
    assert job.result == "failure"
    assert "add-mask" not in job.log


@pytest.mark.parametrize("name", ["request.md", "comment.md", "subject.txt", "message.txt"])
def test_an_answer_that_is_a_link_shows_nothing_of_what_it_leads_to(
    name: str, host: Host, tmp_path: Path
) -> None:
    answer = answer_of(tmp_path / "answer", patch_of(host, written("content/papers/a.yaml")))
    (answer / name).unlink()
    (answer / name).symlink_to("/proc/self/environ")
    job = host.take(answer)
    assert job.result == "failure"
    assert "GH_TOKEN" not in job.log + json.dumps(host.runner.told)
    assert host.freed == ["12"]


def test_an_answer_of_many_megabytes_is_not_read(host: Host, tmp_path: Path) -> None:
    patch = patch_of(host, written("content/papers/a.yaml"))
    job = host.take(answer_of(tmp_path / "answer", patch, subject="T" * 5_000_000))
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
    patch = patch_of(host, written("content/papers/a.yaml")).replace("content/papers/a.yaml", path)
    job = host.take(answer_of(tmp_path / "answer", patch))
    assert job.result == "failure"
    assert host.origin.branches() == before
    assert not list(tmp_path.rglob("outside*"))


def test_words_that_a_program_let_through_still_run_nothing(host: Host, tmp_path: Path) -> None:
    patch = patch_of(host, written("content/papers/a.yaml"))
    words = {
        name: f"{SHELL}\n{HOSTILE}".replace("\0", "").replace("\ud800", "")
        for name in ("subject", "message", "comment", "request")
    }
    job = host.take(answer_of(tmp_path / "answer", patch, **words))
    assert job.result == "success"
    assert host.origin.changes(BRANCH) == ["000000 100644 A content/papers/a.yaml"]
    assert not [path for path in tmp_path.rglob("*") if RUNS in path.name]
    assert "::" not in job.log
    assert host.pulls[0]["title"] == SHELL


def test_texts_that_are_too_long_for_github_are_cut(host: Host, tmp_path: Path) -> None:
    patch = patch_of(host, written("content/papers/a.yaml"))
    # Three bytes each, and one before: a letter stands where the text is cut.
    text = "a" + "無" * 70_000
    job = host.take(answer_of(tmp_path / "answer", patch, request=text, comment=text))
    assert job.result == "success"
    assert host.pulls[0]["body"] == "a" + "無" * 19_999
    assert host.comments["12"].endswith("a" + "無" * 19_999)


def test_a_branch_that_somebody_worked_on_is_left_alone(host: Host, tmp_path: Path) -> None:
    answer = answer_of(tmp_path / "answer", patch_of(host, written("content/papers/a.yaml")))
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
    host.take(answer_of(tmp_path / "answer", patch_of(host, written("content/papers/a.yaml"))))
    assert host.pulls[0] == theirs
    assert [pull["head"] for pull in host.pulls[1:]] == [f"someone:{BRANCH}"]


def test_where_actions_may_open_no_pull_request_the_answer_says_what_to_switch_on(
    host: Host, tmp_path: Path
) -> None:
    host.runner.folder.mkdir()
    host.runner.gh.write_text('{"refuses": true}', encoding="utf-8")
    host.take(answer_of(tmp_path / "answer", patch_of(host, written("content/papers/a.yaml"))))
    assert BRANCH in host.origin.branches()
    assert "Allow GitHub Actions to create and approve pull requests" in host.comments["12"]
    assert f"/compare/main...{BRANCH}?expand=1" in host.comments["12"]
    assert host.freed == ["12"]
