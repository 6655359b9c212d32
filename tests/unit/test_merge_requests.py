"""What GitLab runs for a merge request, from the project itself and from forks."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.merge_requests import commit, git, job_of, run_for_merge_request, variables_of
from tests.support.workflows import Machine, read_yaml

from papershelf.starter import make_shelf

BROKEN = "title: Broken\nauthors: [A Person]\ndate: 1950-13\nadded: 2026-01-01\n"
GOOD = "title: Good\nauthors: [A Person]\ndate: 1950-12\nadded: 2026-01-01\ntopics: [databases]\n"


@dataclass(frozen=True)
class Projects:
    """A project on GitLab, a fork of it, and somebody's clone of the fork on a branch."""

    target: Path
    fork: Path
    clone: Path
    machine: Machine

    def push(self, branch: str = "paper", *, to: Path) -> None:
        commit(self.clone)
        git(self.clone, "push", "--quiet", "--force", str(to), f"HEAD:refs/heads/{branch}")

    def run(self, job: str, *, source: Path) -> str:
        """What the job printed on standard output."""
        run_for_merge_request(self.machine, source, "paper", self.target, job)
        return self.machine.said[-1]


@pytest.fixture
def projects(tmp_path: Path) -> Projects:
    shelf = tmp_path / "shelf"
    make_shelf(shelf, title="My shelf", host="gitlab")
    git(shelf, "init", "--quiet", "--initial-branch", "main")
    commit(shelf)
    for name in ("target.git", "fork.git"):
        git(tmp_path, "clone", "--quiet", "--bare", str(shelf), name)
    (tmp_path / "machine").mkdir()
    return Projects(
        tmp_path / "target.git", tmp_path / "fork.git", shelf, Machine(tmp_path / "machine")
    )


def _write(projects: Projects, path: str, text: str) -> None:
    file = projects.clone / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _report(projects: Projects) -> list[tuple[str, int]]:
    path = projects.machine.checkout / "gl-code-quality-report.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    return [(item["location"]["path"], item["location"]["lines"]["begin"]) for item in found]


@pytest.mark.parametrize("source", ["target", "fork"])
def test_a_broken_entry_fails_the_check_and_is_reported_at_its_line(
    source: str, projects: Projects
) -> None:
    repository = getattr(projects, source)
    _write(projects, "content/papers/broken.yaml", BROKEN)
    projects.push(to=repository)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        projects.run("check", source=repository)
    assert failed.value.returncode == 1
    assert b"content/papers/broken.yaml:3:7" in failed.value.stderr
    assert ("content/papers/broken.yaml", 3) in _report(projects)


def test_what_was_wrong_before_is_not_held_against_a_merge_request(projects: Projects) -> None:
    _write(projects, "content/papers/broken.yaml", BROKEN)
    projects.push("main", to=projects.target)
    _write(projects, "content/papers/good.yaml", GOOD)
    projects.push(to=projects.fork)
    projects.run("check", source=projects.fork)
    assert {path for path, _ in _report(projects)} <= {"content/papers/good.yaml"}


def test_a_merge_request_is_tried_on_the_target_branch_as_it_is_now(projects: Projects) -> None:
    (projects.clone / "content/papers/codd-1970.yaml").unlink()
    collection = projects.clone / "content/collections/beginnings.md"
    before = collection.read_text(encoding="utf-8")
    collection.write_text(before.partition("  - id: codd-1970")[0] + "---\n", encoding="utf-8")
    projects.push(to=projects.fork)
    # Meanwhile another collection of the target names what the merge request removes.
    git(projects.clone, "checkout", "--quiet", "HEAD~1")
    second = "---\ntitle: Second\ncurator: editors\npapers: [codd-1970]\n---\n"
    _write(projects, "content/collections/second.md", second)
    projects.push("main", to=projects.target)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        projects.run("check", source=projects.fork)
    assert b"content/collections/second.md" in failed.value.stderr


def test_a_merge_request_that_conflicts_fails_with_the_name_of_the_file(
    projects: Projects,
) -> None:
    entry = "content/papers/codd-1970.yaml"
    text = (projects.clone / entry).read_text(encoding="utf-8")
    for summary, branch, target in (
        ("One", "paper", projects.fork),
        ("Another", "main", projects.target),
    ):
        changed = text.replace("summary: Data as relations", f"summary: {summary}")
        assert changed != text
        _write(projects, entry, changed)
        projects.push(branch, to=target)
        git(projects.clone, "checkout", "--quiet", "HEAD~1")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        projects.run("check", source=projects.fork)
    assert entry.encode() in failed.value.stdout


def test_the_program_comes_from_the_target_branch(projects: Projects) -> None:
    _write(projects, "requirements.txt", "./evil-1.0-py3-none-any.whl\n")
    _write(projects, "pip/__main__.py", "raise SystemExit('evil')\n")
    projects.push(to=projects.fork)
    job = job_of(projects.clone / ".gitlab-ci.yml", "check")
    steps = job["before_script"]
    (install,) = (step for step in steps if "pip install" in step)
    assert install.startswith('(cd "$trusted" && ')
    show = install.partition("&& ")[0] + "&& grep -v '^#' requirements.txt; ls)"
    until = steps[: steps.index(install)]
    projects.machine.check_out(projects.fork)
    commands = "\n".join([*until, show])
    projects.machine.run(commands, variables_of(projects.fork, projects.target))
    shown = projects.machine.said[-1]
    assert "papershelf-" in shown
    assert "evil" not in shown
    assert "pip" not in shown.split()


def test_the_preview_holds_the_difference_and_the_site(projects: Projects) -> None:
    _write(projects, "content/papers/good.yaml", GOOD)
    # A link of that name would lead what is kept elsewhere.
    (projects.clone / "preview").symlink_to("content")
    projects.push(to=projects.fork)
    projects.run("preview", source=projects.fork)
    preview = projects.machine.checkout / "preview"
    assert not preview.is_symlink()
    assert "Good" in (preview / "diff.html").read_text(encoding="utf-8")
    assert (preview / "site/papers/good/index.html").is_file()


def test_jobs_for_merge_requests_run_for_nothing_else_and_need_no_secret(
    projects: Projects,
) -> None:
    jobs = read_yaml(projects.clone / ".gitlab-ci.yml")
    for name in ("check", "preview"):
        job = job_of(projects.clone / ".gitlab-ci.yml", name)
        assert job["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
        assert not job.keys() & {"secrets", "id_tokens", "cache", "environment"}
        assert "TOKEN" not in str(job)
    others = jobs.keys() - {"check", "preview", ".merge-request"}
    assert "merge_request" not in str({name: jobs[name] for name in others})


def test_the_check_is_kept_when_it_fails_and_the_preview_is_shown_by_its_name(
    projects: Projects,
) -> None:
    jobs = read_yaml(projects.clone / ".gitlab-ci.yml")
    kept = jobs["check"]["artifacts"]
    assert kept["when"] == "always"
    assert kept["reports"] == {"codequality": "gl-code-quality-report.json"}
    shown = jobs["preview"]["artifacts"]
    # GitLab shows no artifact whose path has a variable, a pattern or a leading "./".
    assert shown["paths"] == ["preview/"]
    assert set(shown["expose_as"]) <= set("abcdefghijklmnopqrstuvwxyzW -_")
