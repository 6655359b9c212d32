"""The forms and workflows for contributors: valid, with few powers, and the same everywhere."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.workflows import read_yaml

from papershelf import starter

OURS = Path(__file__).parents[2] / ".github"
THEIRS = Path(starter.__file__).parent / "hosts/github/github"
FORMS = ("suggest-paper.yml", "correct-entry.yml")
WORKFLOWS = (
    "suggest.yml",
    "preview.yml",
    "publish.yml",
    "check-links.yml",
    "digest.yml",
    "counts.yml",
)
WITH_SECRETS = ("digest.yml", "counts.yml")
STABLE = {
    "suggest-paper.yml": ["link", "why", "topics", "name"],
    "correct-entry.yml": ["entry", "field", "value", "source", "name"],
}


def _check_schema(schema: str, *files: Path) -> None:
    checker = Path(sys.executable).parent / "check-jsonschema"
    done = subprocess.run(
        [checker, "--builtin-schema", schema, *files], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout.decode()


def test_the_forms_are_what_github_reads() -> None:
    _check_schema("vendor.github-issue-forms", *(OURS / "ISSUE_TEMPLATE" / name for name in FORMS))
    _check_schema("vendor.github-issue-config", OURS / "ISSUE_TEMPLATE/config.yml")


def test_a_new_shelf_has_the_forms_of_this_repository() -> None:
    ours, theirs = (
        {path.name: path.read_bytes() for path in (folder / "ISSUE_TEMPLATE").iterdir()}
        for folder in (OURS, THEIRS)
    )
    assert set(ours) == {*FORMS, "config.yml"}
    assert ours == theirs


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_new_shelf_has_the_workflows_of_this_repository(name: str) -> None:
    """They differ in where Papershelf comes from, and in how strict its own shelf is."""

    def told(folder: Path) -> list[str]:
        text = (folder / "workflows" / name).read_text(encoding="utf-8")
        lines = text.replace("the shelf of this repository", "the shelf").split("\n")
        return [
            line.replace("--strict --budget", "--budget")
            for line in lines
            if not re.search(r"pip install|python-version", line)
        ]

    assert told(OURS) == told(THEIRS)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_asks_for_one_thing_and_its_fields_keep_their_names(form: str) -> None:
    fields = read_yaml(OURS / "ISSUE_TEMPLATE" / form)["body"]
    assert [field["id"] for field in fields] == STABLE[form]
    required = [field["id"] for field in fields if field.get("validations", {}).get("required")]
    assert required == STABLE[form][:1]
    labels = [field["attributes"]["label"] for field in fields]
    assert len(set(labels)) == len(labels)


def test_no_form_sets_the_label_that_makes_a_workflow_run() -> None:
    """A form's labels are set by whoever fills it in."""
    suggest = (THEIRS / "workflows/suggest.yml").read_text(encoding="utf-8")
    assert "github.event.label.name == 'accepted'" in suggest
    labels = [read_yaml(OURS / "ISSUE_TEMPLATE" / form)["labels"] for form in FORMS]
    assert labels == [["suggestion"], ["correction"]]


def test_an_issue_without_a_form_may_be_written() -> None:
    assert read_yaml(OURS / "ISSUE_TEMPLATE/config.yml") == {"blank_issues_enabled": True}


def _jobs(folder: Path, name: str) -> dict[str, Any]:
    jobs: dict[str, Any] = read_yaml(folder / "workflows" / name)["jobs"]
    return jobs


@pytest.mark.parametrize("folder", [OURS, THEIRS], ids=["ours", "theirs"])
def test_only_the_job_that_runs_nothing_of_a_stranger_may_write(folder: Path) -> None:
    jobs = _jobs(folder, "suggest.yml")
    assert jobs["entry"]["permissions"] == {"contents": "read"}
    assert jobs["request"]["permissions"] == {
        "contents": "write",
        "pull-requests": "write",
        "issues": "write",
    }
    programs = re.compile(r"papershelf|python|pip|\b(?:ba)?sh\b|\beval\b")
    commands = [step.get("run", "") for step in jobs["request"]["steps"]]
    assert not [command for command in commands if programs.search(command)]
    assert _jobs(folder, "preview.yml")["preview"]["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("folder", [OURS, THEIRS], ids=["ours", "theirs"])
def test_where_strangers_words_are_read_there_is_no_secret(folder: Path) -> None:
    for job in (_jobs(folder, "suggest.yml")["entry"], _jobs(folder, "preview.yml")["preview"]):
        assert "github.token" not in str(job)
        for step in job["steps"]:
            if "actions/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
    for path in (folder / "workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert ("secrets." in text) == (path.name in WITH_SECRETS)
        assert "pull_request_target" not in text
        assert "workflow_run" not in read_yaml(path)[True]


@pytest.mark.parametrize("folder", [OURS, THEIRS], ids=["ours", "theirs"])
def test_every_pull_request_is_previewed(folder: Path) -> None:
    """Where a rule requires the check, a pull request that starts none would wait for ever."""
    on = read_yaml(folder / "workflows/preview.yml")[True]
    assert on == {"pull_request": None}
    on = read_yaml(folder / "workflows/suggest.yml")[True]
    assert on == {"issues": {"types": ["labeled"]}}
