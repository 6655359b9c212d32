"""Run what GitLab runs for a merge request: jobs of .gitlab-ci.yml, in a clone of the branch."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.workflows import Machine, read_yaml

_IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org")


def git(folder: Path, *words: str) -> str:
    """What git says to a command in a folder."""
    done = subprocess.run(
        ["git", *_IDENTITY, *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.strip()


def commit(folder: Path, message: str = "Change papers") -> None:
    """Commit all that is in a folder."""
    git(folder, "add", "--force", ".")
    git(folder, "commit", "--quiet", "--message", message)


def job_of(path: Path, name: str) -> dict[str, Any]:
    """A job with what it extends."""
    jobs = read_yaml(path)
    job: dict[str, Any] = jobs[name]
    return {**jobs[job["extends"]], **job}


def run_for_merge_request(
    machine: Machine, source: Path, branch: str, target: Path, name: str
) -> dict[str, Any]:
    """Run a job for a merge request from a branch of one repository to the main branch of another.

    Returns what the job declares. Raises CalledProcessError if it fails.
    """
    machine.check_out(source)
    git(machine.checkout, "checkout", "--quiet", "--detach", f"origin/{branch}")
    job = job_of(machine.checkout / ".gitlab-ci.yml", name)
    machine.run("\n".join([*job["before_script"], *job["script"]]), variables_of(source, target))
    return job


def variables_of(source: Path, target: Path) -> Mapping[str, str]:
    """What GitLab tells a job of a merge request between two repositories."""
    assert target.suffix == ".git"
    return {
        "CI_PROJECT_ID": "1" if source == target else "2",
        "CI_MERGE_REQUEST_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_PROJECT_URL": str(target.with_suffix("")),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    }
