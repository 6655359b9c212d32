"""Hostile forms change nothing but the text of one entry, whatever the steps of the workflow do."""

import re
from pathlib import Path

import pytest
from tests.support.actions import Job
from tests.support.hostile_words import HOSTILE, RUNS, SHELL
from tests.support.issue_forms import filled_in, labelled
from tests.support.report_readers import workflow_command
from tests.support.suggestion_host import (
    Host,
    suggested_paper,
)


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
    event = suggested_paper()
    # The words stand in the difference, too.
    host.runner.sparing = ""
    if place == "in the form":
        event = suggested_paper(why=HOSTILE, name=HOSTILE, topics=HOSTILE)
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
    jobs = host.label(suggested_paper(why="word " * 200_000))
    assert jobs["request"].result == "success"
    _assert_harmless(host, jobs, 12, main)
