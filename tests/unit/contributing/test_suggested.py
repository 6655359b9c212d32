"""A form becomes an entry and a pull request: the steps of the workflow, run as GitHub would."""

import json
import re
from pathlib import Path

import pytest
from tests.support.issue_forms import filled_in, labelled
from tests.support.origins import git
from tests.support.suggestion_host import (
    BOT,
    BRANCH,
    PAPER,
    Host,
    answer_of,
    patch_of,
    suggested_paper,
    written,
)


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
    jobs = host.label(suggested_paper(link="my favourite one"))
    assert [job.result for job in jobs.values()] == ["success", "success"]
    assert set(host.origin.branches()) == {"main"}
    assert host.pulls == []
    assert host.comments["12"].strip()
    assert host.freed == ["12"]


def test_the_same_paper_in_a_second_form_is_told_of_the_one_that_waits(waiting: Host) -> None:
    host = waiting
    host.label(suggested_paper(13))
    assert set(host.origin.branches()) == {"main", BRANCH}
    assert len(host.pulls) == 1
    assert re.search(r"#12\b", host.comments["13"])
    assert host.freed == ["13"]


def test_of_two_forms_for_one_paper_that_are_labelled_at_once_one_is_told_of_the_other(
    host: Host, tmp_path: Path
) -> None:
    patch = patch_of(host, written("content/papers/a-2024-b.yaml"))
    host.take(answer_of(tmp_path / "first", patch))
    job = host.take(answer_of(tmp_path / "second", patch, request="Closes #13\n"), 13)
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
        written("content/papers/a.yaml"),
        written("content/papers/turing-1950.md", "---\ntitle: One\n---\n"),
        written("content/papers/b.yaml"),
        written("content/papers/turing-1950.md", "---\ntitle: Two\n---\n"),
    ]
    for number, change in enumerate(changes, 12):
        host.take(answer_of(tmp_path / str(number), patch_of(host, change)), number)
    assert len(host.pulls) == 4
    assert host.freed == []


def test_an_answer_that_changes_is_a_new_comment_as_nobody_is_told_of_an_old_one(
    host: Host, tmp_path: Path
) -> None:
    nothing = answer_of(tmp_path / "nothing", "", outcome="nothing\n", comment="Which one?\n")
    added = answer_of(tmp_path / "added", patch_of(host, written("content/papers/a.yaml")))
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
    answer = answer_of(tmp_path / "answer", patch_of(host, written("content/papers/a.yaml")))
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
    jobs = host.label(suggested_paper(why="It waits well."))
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
    answer = answer_of(tmp_path / "answer", patch_of(host, written("content/papers/a.yaml")))
    host.take(answer)
    host.take(answer)
    first, second, ours = host.runner.told["comments"]
    assert [first, second] == [other, theirs]
    assert "It waits for a review" in ours["body"]


def test_what_breaks_is_answered_with_the_address_of_the_log(host: Host) -> None:
    host.origin.change_main(
        lambda shelf: (shelf / "content/site.yaml").write_text("title: [", "utf-8")
    )
    jobs = host.label(suggested_paper())
    assert [job.result for job in jobs.values()][1] == "success"
    assert set(host.origin.branches()) == {"main"}
    assert host.freed == ["12"]
    assert host.comments["12"].strip()
