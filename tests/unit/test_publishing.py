"""What publishes a shelf: the files of each host are valid, and what they run makes its site."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.shelf_files import files_of
from tests.support.workflows import REPOSITORIES, Machine, read_yaml, run_github, run_gitlab

from papershelf import build
from papershelf.config import read_config
from papershelf.hosts import HOSTS
from papershelf.starter import make_shelf

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ADDRESS = "https://someone.example/shelf/"
MARKER = ".papershelf"
WRITES = {
    "Deploy": {"pages", "id-token"},
    "Pull request": {"contents", "pull-requests", "issues"},
    "Commit": {"contents"},
    "Publish": {"actions"},
    "Ask for a review": {"pull-requests"},
}
"""What jobs may write; the others nothing."""
Repository = Callable[[str], Path]


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, timeout=60)


def _commit(folder: Path) -> None:
    _git(folder, "add", "--force", ".")
    _git(folder, "commit", "--quiet", "--message", "Add papers")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Make the repository of a new shelf for a host."""

    def make(host: str) -> Path:
        shelf = tmp_path / "repository"
        make_shelf(shelf, title="My shelf", host=host)
        _git(shelf, "init", "--quiet", "--initial-branch", "main")
        _commit(shelf)
        return shelf

    return make


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "machine").mkdir()
    return Machine(tmp_path / "machine")


def _publish(host: str, machine: Machine, repository: Path) -> Path:
    machine.check_out(repository)
    if host == "gitlab":
        return run_gitlab(machine, {"CI_PAGES_URL": ADDRESS})
    return run_github(machine, {"${{ steps.pages.outputs.base_url }}": ADDRESS.rstrip("/")})


def _published(site: Path) -> dict[str, bytes]:
    return {path: content for path, content in files_of(site).items() if path != MARKER}


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_push_makes_the_site_at_the_address_that_the_host_gives(
    host: str, machine: Machine, repository: Repository, tmp_path: Path
) -> None:
    shelf = repository(host)
    site = _published(_publish(host, machine, shelf))
    build(shelf, tmp_path / "same", base_url=ADDRESS, repository=REPOSITORIES[host])
    assert site == _published(tmp_path / "same")
    assert f'rel="canonical" href="{ADDRESS}"'.encode() in site["index.html"]
    assert ".nojekyll" in site


def test_the_shelf_of_this_repository_is_published_without_a_warning(
    machine: Machine, tmp_path: Path
) -> None:
    ours = tmp_path / "ours"
    for folder in ("content", ".github"):
        shutil.copytree(ROOT / folder, ours / folder)
    _git(ours, "init", "--quiet", "--initial-branch", "main")
    _commit(ours)
    site = _published(_publish("github", machine, ours))
    assert (
        f'rel="canonical" href="{ADDRESS}docs/publish/"'.encode()
        in (site["docs/publish/index.html"])
    )


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_the_next_push_builds_on_what_the_last_one_left(
    host: str, machine: Machine, repository: Repository, tmp_path: Path
) -> None:
    shelf = repository(host)
    _publish(host, machine, shelf)
    entry = shelf / "content/papers/turing-1950.md"
    entry.write_text(entry.read_text().replace("Nine objections", "Many objections"), "utf-8")
    _commit(shelf)
    site = _published(_publish(host, machine, shelf))
    shutil.rmtree(machine.checkout / MARKER)
    build(shelf, tmp_path / "same", base_url=ADDRESS, repository=REPOSITORIES[host], clean=True)
    assert site == _published(tmp_path / "same")
    first, second = re.findall(r"([\d,]+) files.* ([\d,]+) written", "".join(machine.said))
    assert first[0] == first[1]
    assert int(second[1]) < int(second[0]) / 3


def test_nothing_is_believed_of_a_store_that_somebody_committed(
    machine: Machine, repository: Repository
) -> None:
    shelf = repository("github")
    wrong = {".papershelf/papers": b"x" * 40, "site/index.html": b"evil", "site/.papershelf": b""}
    for path, content in wrong.items():
        (shelf / path).parent.mkdir(exist_ok=True)
        (shelf / path).write_bytes(content)
    _commit(shelf)
    site = _publish("github", machine, shelf)
    assert b"evil" not in (site / "index.html").read_bytes()


def test_gitlab_builds_nothing_where_somebody_committed_what_it_caches(
    machine: Machine, repository: Repository
) -> None:
    shelf = repository("gitlab")
    (shelf / ".cache/papershelf").mkdir(parents=True)
    (shelf / ".cache/papershelf/store-key").write_bytes(b"k" * 32)
    _commit(shelf)
    with pytest.raises(subprocess.CalledProcessError):
        _publish("gitlab", machine, shelf)


def test_netlify_is_told_to_build_at_the_address_that_it_gives(
    machine: Machine, repository: Repository
) -> None:
    machine.check_out(repository("netlify"))
    settings = tomllib.loads((machine.checkout / "netlify.toml").read_text(encoding="utf-8"))
    machine.run(settings["build"]["command"], {"URL": "https://my-shelf.example"})
    site = files_of(machine.checkout / settings["build"]["publish"])
    assert b'rel="canonical" href="https://my-shelf.example/"' in site["index.html"]
    assert "_headers" in site


def test_previews_on_netlify_have_an_address_of_their_own_and_are_not_for_search_engines(
    machine: Machine, repository: Repository
) -> None:
    machine.check_out(repository("netlify"))
    settings = tomllib.loads((machine.checkout / "netlify.toml").read_text(encoding="utf-8"))
    assert set(settings["context"]) == {"deploy-preview", "branch-deploy"}
    (command,) = {context["command"] for context in settings["context"].values()}
    machine.run(command, {"DEPLOY_PRIME_URL": "https://deploy-preview-1.example"})
    home = files_of(machine.checkout / "site")["index.html"]
    assert b'<meta name="robots" content="noindex">' in home
    assert b"https://deploy-preview-1.example/" in home


def test_the_command_that_cloudflare_is_to_be_given_makes_the_site(
    machine: Machine, repository: Repository
) -> None:
    machine.check_out(repository("cloudflare"))
    readme = (machine.checkout / "README.md").read_text(encoding="utf-8")
    command, folder = re.findall(r"^- Build .*: `(.+)`$", readme, re.MULTILINE)
    machine.run(command, {})
    assert "_headers" in files_of(machine.checkout / folder)


@pytest.mark.parametrize("host", HOSTS)
def test_a_new_shelf_names_its_host_and_says_how_to_publish(host: str, tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf", host=host)
    text = (tmp_path / "content/site.yaml").read_text(encoding="utf-8")
    config, problems = read_config(text, "content/site.yaml")
    assert (config.host, problems) == (host, [])
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "depends on the host" not in readme
    assert "base_url" in readme.partition("## Publish it")[2]
    build(tmp_path, strict=True)


def test_the_wheel_that_a_new_shelf_wants_is_the_one_a_checkout_makes(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    (wanted,) = (
        line
        for line in (tmp_path / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert wanted == f"./{project['name']}-{project['version']}-py3-none-any.whl[mail]"


def _workflows(folder: Path) -> dict[str, Any]:
    return {path.name: read_yaml(path) for path in sorted(folder.glob(".github/workflows/*.yml"))}


@pytest.fixture(params=["ours", "of a new shelf"])
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with workflows: this repository, and a new shelf."""
    if request.param == "ours":
        return ROOT
    make_shelf(tmp_path / "new", title="My shelf")
    return tmp_path / "new"


def test_zizmor_finds_nothing_in_the_workflows(checkout: Path) -> None:
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--persona=auditor", "--quiet", checkout / ".github"],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("custom.github-workflows-require-timeout", ".github/workflows/*.yml"),
        ("vendor.dependabot", ".github/dependabot.yml"),
    ],
)
def test_the_workflows_are_what_github_reads(schema: str, files: str, checkout: Path) -> None:
    found = sorted(checkout.glob(files))
    assert found
    _check_schema(schema, *found)


def test_the_job_for_gitlab_is_what_gitlab_reads(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf", host="gitlab")
    _check_schema("vendor.gitlab-ci", tmp_path / ".gitlab-ci.yml")


def _check_schema(schema: str, *files: Path) -> None:
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", schema, *files],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout.decode()


def test_every_action_is_pinned_with_its_version_beside(checkout: Path) -> None:
    pinned = re.compile(r"uses: [\w./\-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
    for path in checkout.glob(".github/workflows/*.yml"):
        used = [line for line in path.read_text(encoding="utf-8").split("\n") if "uses:" in line]
        assert used
        assert [line for line in used if not pinned.search(line)] == []


def test_workflows_have_no_permissions_but_those_of_their_jobs(checkout: Path) -> None:
    for workflow in _workflows(checkout).values():
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            writes = {name for name, may in job["permissions"].items() if may == "write"}
            assert writes == WRITES.get(job["name"], set())


def test_no_workflow_writes_an_expression_into_a_command(checkout: Path) -> None:
    for workflow in _workflows(checkout).values():
        for job in workflow["jobs"].values():
            assert not [step for step in job["steps"] if "${{" in step.get("run", "")]


def test_what_publishes_never_runs_for_a_pull_request(checkout: Path) -> None:
    workflow = _workflows(checkout)["publish.yml"]
    # YAML 1.1 takes the key `on` for true.
    assert workflow[True] == {"push": {"branches": ["main"]}, "workflow_dispatch": None}
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}
    for other in _workflows(checkout).values():
        if "pull_request" in other[True]:
            uses = [step.get("uses", "") for job in other["jobs"].values() for step in job["steps"]]
            assert not [action for action in uses if "cache" in action]


def test_links_are_checked_by_a_clock_and_by_hand_with_a_memory_of_their_own(
    checkout: Path,
) -> None:
    workflow = _workflows(checkout)["check-links.yml"]
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}
    (time,) = workflow[True]["schedule"]
    # At full hours everybody's jobs begin, and some are dropped.
    assert int(time["cron"].split()[0]) % 5
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    steps = job["steps"]
    (check,) = (step["run"] for step in steps if "papershelf check" in step.get("run", ""))
    assert check.endswith('--format markdown >> "$GITHUB_STEP_SUMMARY"')
    assert "--links" in check.split()
    caches = [step for step in steps if "actions/cache/" in step.get("uses", "")]
    assert {step["with"]["path"] for step in caches} == {".papershelf/links.json"}
    # The memory is kept when links are dead, and never taken for that of builds.
    assert [step.get("if") for step in caches] == [None, "${{ !cancelled() }}"]
    assert all(step["with"]["key"].startswith("links-") for step in caches)
    forgets = [number for number, step in enumerate(steps) if "rm -rf .papershelf" in str(step)]
    assert forgets[0] < steps.index(caches[0])


def test_gitlab_checks_links_by_a_schedule_and_publishes_without_one(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf", host="gitlab")
    jobs = read_yaml(tmp_path / ".gitlab-ci.yml")
    scheduled = '$CI_PIPELINE_SOURCE == "schedule"'
    assert jobs["links"]["rules"] == [{"if": f"{scheduled} && $PAPERSHELF_JOB == null"}]
    assert {"if": scheduled, "when": "never"} in jobs["pages"]["rules"]
    assert jobs["links"]["cache"]["when"] == "always"
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "Pipeline schedules" in readme
