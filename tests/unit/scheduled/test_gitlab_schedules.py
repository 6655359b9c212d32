"""What GitLab does by schedules: which jobs run, what they send and what they commit."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.support.merge_requests import commit, git
from tests.support.scheduled_pipeline import Pipelines
from tests.support.stand_ins import COUNTED
from tests.support.workflows import Machine

from papershelf.starter import make_shelf

ADDRESSES = ["ada@example.org", "bad-grace@example.org", "mary@example.org"]
DAY = "2026-03-12"
ALL = [f"2026-W11 {address}" for address in ADDRESSES]
SCHEDULE = {"CI_PIPELINE_SOURCE": "schedule"}


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    path = tmp_path / "outbox"
    path.touch()
    return path


@pytest.fixture
def pipelines(tmp_path: Path, outbox: Path) -> Pipelines:
    """A project on GitLab with a new shelf that sends its digests."""
    shelf = tmp_path / "shelf"
    make_shelf(shelf, title="My shelf", host="gitlab")
    git(shelf, "init", "--quiet", "--initial-branch", "main")
    commit(shelf)
    git(tmp_path, "clone", "--quiet", "--bare", str(shelf), "project.git")
    (tmp_path / "machine").mkdir()
    addresses = tmp_path / "list"
    addresses.write_text("\n".join(ADDRESSES), encoding="utf-8")
    variables = {
        "PAPERSHELF_LIST": str(addresses),
        "PAPERSHELF_LEDGER_KEY": "00112233445566778899aabbccddeeff",
        "OUTBOX": str(outbox),
    }
    machine = Machine(tmp_path / "machine")
    return Pipelines(machine, tmp_path / "project.git", "digest enrich", variables)


def _tree(pipelines: Pipelines) -> list[str]:
    return git(pipelines.repository, "ls-tree", "-r", "main").splitlines()


@pytest.mark.parametrize(
    ("given", "jobs"),
    [
        (SCHEDULE, ["links"]),
        ({**SCHEDULE, "PAPERSHELF_JOB": "digest"}, ["digest"]),
        ({**SCHEDULE, "PAPERSHELF_JOB": "counts"}, ["pages", "counts"]),
        ({**SCHEDULE, "PAPERSHELF_JOB": "digest", "CI_COMMIT_BRANCH": "tried"}, []),
        ({**SCHEDULE, "PAPERSHELF_JOB": "counts", "CI_COMMIT_BRANCH": "tried"}, []),
        ({"CI_PIPELINE_SOURCE": "web", "PAPERSHELF_JOB": "digest"}, ["pages", "digest"]),
        ({"CI_PIPELINE_SOURCE": "push"}, ["pages"]),
        ({"CI_PIPELINE_SOURCE": "push", "PAPERSHELF_JOB": "digest"}, ["pages"]),
        (
            {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_COMMIT_BRANCH": ""},
            ["check", "preview"],
        ),
    ],
)
def test_a_schedule_says_by_a_variable_which_job_runs(
    given: dict[str, str], jobs: list[str], pipelines: Pipelines
) -> None:
    assert pipelines.jobs(given) == jobs


def test_the_first_digest_is_sent_when_somebody_says_that_the_ledger_is_new(
    pipelines: Pipelines, outbox: Path
) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        pipelines.run("digest", DAY=DAY)
    assert b"LEDGER=new" in failed.value.stdout
    assert outbox.read_text() == ""
    pipelines.run("digest", DAY=DAY, LEDGER="new")
    assert outbox.read_text().splitlines() == ALL
    written = pipelines.machine.checkout / "digests"
    assert (written / "2026-W11.md").is_file()
    pipelines.run("digest", DAY=DAY)
    assert outbox.read_text().splitlines() == ALL
    pipelines.run("digest", DAY="2026-03-16")
    assert len(outbox.read_text().splitlines()) == 6


@pytest.mark.parametrize("wrong", ["torn", "refused", "down"])
def test_a_digest_that_was_torn_off_is_resumed(
    wrong: str, pipelines: Pipelines, outbox: Path
) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        pipelines.run("digest", wrong, DAY=DAY, LEDGER="new")
    pipelines.run("digest", DAY=DAY)
    assert sorted(outbox.read_text().splitlines()) == sorted(ALL)


def test_without_its_ledger_nothing_is_sent_again(pipelines: Pipelines, outbox: Path) -> None:
    pipelines.run("digest", DAY=DAY, LEDGER="new")
    pipelines.lose_caches()
    with pytest.raises(subprocess.CalledProcessError):
        pipelines.run("digest", DAY=DAY)
    assert outbox.read_text().splitlines() == ALL


def test_without_a_list_the_digest_is_written_and_kept(pipelines: Pipelines, outbox: Path) -> None:
    pipelines.variables = {}
    pipelines.run("digest", DAY=DAY, PERIOD="month")
    text = (pipelines.machine.checkout / "digests/2026-03.md").read_text("utf-8")
    assert "https://someone.gitlab.io/shelf" in text
    assert outbox.read_text() == ""


def test_without_a_key_for_the_ledger_nothing_is_sent(pipelines: Pipelines, outbox: Path) -> None:
    del pipelines.variables["PAPERSHELF_LEDGER_KEY"]
    with pytest.raises(subprocess.CalledProcessError) as failed:
        pipelines.run("digest", DAY=DAY, LEDGER="new")
    assert b"PAPERSHELF_LEDGER_KEY is missing" in failed.value.stdout
    assert outbox.read_text() == ""


def test_words_of_variables_run_nothing(pipelines: Pipelines, tmp_path: Path) -> None:
    for name in ("DAY", "PERIOD", "LEDGER"):
        with pytest.raises(subprocess.CalledProcessError):
            pipelines.run("digest", **{"DAY": DAY, name: "$(touch ran); touch ran `touch ran`"})
    assert not list(tmp_path.rglob("ran"))


def test_new_counts_are_committed_and_handed_over_to_be_published(pipelines: Pipelines) -> None:
    before = _tree(pipelines)
    pipelines.run("counts")
    (added,) = set(_tree(pipelines)) - set(before)
    assert added.endswith("\tcontent/metrics.yaml")
    assert added.startswith("100644 ")
    assert git(pipelines.repository, "show", "main:content/metrics.yaml") == COUNTED.strip()
    pipelines.run("counts")
    assert git(pipelines.repository, "rev-list", "--count", "main") == "2"
    assert "No count has changed" in pipelines.machine.said[-1]


@pytest.mark.parametrize("wrong", ["down", "more", "wrong", "link"])
def test_what_is_no_count_is_not_committed(wrong: str, pipelines: Pipelines) -> None:
    before = _tree(pipelines)
    with pytest.raises(subprocess.CalledProcessError):
        pipelines.run("counts", wrong)
    assert _tree(pipelines) == before


def test_a_store_that_somebody_committed_is_not_believed(pipelines: Pipelines) -> None:
    clone = pipelines.repository.parent / "shelf"
    (clone / ".papershelf/sent").mkdir(parents=True)
    (clone / ".papershelf/sent/begun").touch()
    commit(clone)
    git(clone, "push", "--quiet", str(pipelines.repository), "main")
    for job in ("digest", "counts"):
        with pytest.raises(subprocess.CalledProcessError):
            pipelines.run(job, DAY=DAY)


def test_a_commit_that_somebody_pushed_meanwhile_is_kept(pipelines: Pipelines) -> None:
    hook = pipelines.repository / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert os.access(hook, os.X_OK)
    before = _tree(pipelines)
    with pytest.raises(subprocess.CalledProcessError):
        pipelines.run("counts")
    assert _tree(pipelines) == before
