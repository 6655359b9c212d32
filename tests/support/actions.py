"""Run a workflow of GitHub Actions as its runner would: jobs, steps, conditions, artifacts."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.action_stores import announce, give_back, keep, newest
from tests.support.expressions import filled_in, value_of
from tests.support.workflows import GENERATOR, read_yaml

REPOSITORY = "someone/shelf"
_HERE = Path(__file__).parent
_PYTHON = """#!/bin/sh
if [ "$1 $2" = "-m pip" ]; then
  cp -R . "$INSTALLED"
  echo "$*" > "$INSTALLED/.asked"
  exit 0
fi
echo "only pip is called so" >&2
exit 1
"""
# Without the folder of the script in the path of modules.
_SCRIPT = '#!/bin/sh\nexec "{python}" -P "{script}" "$@"\n'


@dataclass
class Done:
    """What a step did."""

    name: str
    outcome: str
    """As GitHub calls it: success, failure, skipped."""
    log: str = ""


@dataclass
class Job:
    """What a job did."""

    result: str
    steps: list[Done] = field(default_factory=list)
    workspace: Path = Path()
    temp: Path = Path()
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> str:
        """Everything that was printed."""
        return "".join(step.log for step in self.steps)

    def step(self, name: str) -> Done:
        """The step of a name."""
        (found,) = (step for step in self.steps if step.name == name)
        return found


@dataclass
class Runner:
    """Runs the jobs of workflows against a repository, with a `gh` that keeps what it is told.

    `origin`: the repository, bare. `providers`: the address of a server that plays all of them.
    """

    folder: Path
    origin: Path
    providers: str = ""
    without: str = ""
    """A command that Papershelf has not yet."""
    sparing: str = ""
    """What is not done, as it takes long: `site`, or `all` that shows a change."""
    standing_in: str = ""
    """The commands of Papershelf for which others stand in."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Of the repository."""
    secrets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By environments."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What commands find beside what GitHub tells them."""
    commands: Mapping[str, str] = field(default_factory=dict)
    """Scripts that stand before the commands of the machine, by their names."""
    run_number: int = 0
    attempt: int = 1
    """Of the run with that number; more than one while somebody runs it again."""

    @property
    def caches(self) -> Path:
        """What runs kept, by keys."""
        return self.folder / "caches"

    @property
    def gh(self) -> Path:
        """Where the fake `gh` keeps pull requests, comments and labels, as JSON."""
        return self.folder / "gh.json"

    @property
    def listed(self) -> Path:
        """Where the artifacts of all runs are listed, for the fake `gh` too."""
        return self.folder / "artifacts.json"

    @property
    def told(self) -> dict[str, Any]:
        """What `gh` was told."""
        told: dict[str, Any] = json.loads(self.gh.read_text("utf-8")) if self.gh.exists() else {}
        return told

    @property
    def artifacts(self) -> Path:
        """What the last run handed over, by name."""
        return self.folder / f"run-{self.run_number}" / "artifacts"

    @property
    def installed(self) -> Path:
        """The folder that Papershelf was installed from in the last run, as it was then."""
        return self.folder / f"run-{self.run_number}" / "installed"

    def run(
        self,
        workflow: str,
        name: str,
        event: Mapping[str, Any],
        revision: str,
        *,
        handed_over: Mapping[str, Path] | None = None,
        outputs: Mapping[str, str] | None = None,
    ) -> dict[str, Job]:
        """Run a workflow of a revision for an event; gives its jobs by their ids.

        `handed_over`, `outputs`: artifacts and outputs as if the jobs that others need had made
        them; these do not run.
        """
        self.run_number += 1
        run = self.folder / f"run-{self.run_number}"
        run.mkdir(parents=True)
        show = self._git("show", f"{revision}:.github/workflows/{workflow}")
        (run / "workflow.yml").write_text(show, encoding="utf-8")
        (run / "event.json").write_text(json.dumps(event), encoding="utf-8")
        for artifact, source in (handed_over or {}).items():
            shutil.copytree(source, run / "artifacts" / artifact, symlinks=True)
        jobs: dict[str, Job] = {}
        began = self._git("rev-parse", revision).strip()
        for id_, job in read_yaml(run / "workflow.yml")["jobs"].items():
            if handed_over is not None and "needs" not in job:
                jobs[id_] = Job("success", outputs=dict(outputs or {}))
                continue
            jobs[id_] = _JobRun(self, run, id_, job, name, event, revision, jobs, began).go()
        return jobs

    def _git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.origin, check=True, capture_output=True, timeout=60
        )
        return done.stdout.decode()


class _JobRun:
    def __init__(
        self,
        runner: Runner,
        run: Path,
        id_: str,
        job: Mapping[str, Any],
        name: str,
        event: Mapping[str, Any],
        revision: str,
        before: Mapping[str, Job],
        began: str,
    ) -> None:
        self._runner, self._run, self._job, self._revision = runner, run, job, revision
        self._began = began
        self._place = run / id_
        self._temp, self._workspace = self._place / "temp", self._place / "checkout"
        self._failed = False
        self._steps: dict[str, dict[str, Any]] = {}
        needs = job.get("needs", [])
        needed = [needs] if isinstance(needs, str) else needs
        self._can_go = all(before[need].result == "success" for need in needed)
        self._context: dict[str, Any] = {
            "github": {
                "event": event,
                "event_name": name,
                "ref": revision,
                "ref_name": revision.removeprefix("refs/heads/"),
                "ref_type": "branch",
                "repository": REPOSITORY,
                "run_attempt": runner.attempt,
                "run_id": runner.run_number,
                "token": "the token",
            },
            "inputs": event.get("inputs", {}),
            "runner": {"temp": str(self._temp)},
            "vars": runner.variables,
            "secrets": runner.secrets.get(job.get("environment", {}).get("name", ""), {}),
            "needs": {
                need: {"result": before[need].result, "outputs": before[need].outputs}
                for need in needed
            },
            "steps": self._steps,
            "always": lambda: True,
            "cancelled": lambda: False,
            "failure": lambda: self._failed,
        }

    def go(self) -> Job:
        condition = str(self._job.get("if", ""))
        asks = _asks(condition)
        if condition and not value_of(condition, self._context):
            return Job("skipped")
        if not asks and not self._can_go:
            return Job("skipped")
        for folder in (self._temp, self._place / "home", self._place / "bin"):
            folder.mkdir(parents=True)
        self._tools()
        summary = self._place / "summary.md"
        summary.touch()
        steps = [self._step(step) for step in self._job["steps"]]
        return Job(
            "failure" if self._failed else "success",
            steps,
            self._workspace,
            self._temp,
            summary.read_text("utf-8"),
            {
                name: filled_in(text, self._context)
                for name, text in self._job.get("outputs", {}).items()
            },
        )

    def _tools(self) -> None:
        python = sys.executable
        texts = {
            "python": _PYTHON,
            "papershelf": _SCRIPT.format(python=python, script=_HERE / "papershelf_here.py"),
            "gh": _SCRIPT.format(python=python, script=_HERE / "fake_gh.py"),
        }
        for name, text in {**texts, **self._runner.commands}.items():
            path = self._place / "bin" / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755)

    def _step(self, step: Mapping[str, Any]) -> Done:
        condition = str(step.get("if", ""))
        asks = _asks(condition)
        wanted = not condition or bool(value_of(condition, self._context))
        outputs: dict[str, str] = {}
        if not wanted or (self._failed and not asks):
            done = Done(step["name"], "skipped")
        elif "run" in step:
            done, outputs = self._command(step)
        else:
            values = {
                key: filled_in(text, self._context) if isinstance(text, str) else text
                for key, text in step.get("with", {}).items()
            }
            outcome, outputs = self._action(step["uses"].partition("@")[0], values)
            done = Done(step["name"], outcome)
        self._failed = self._failed or done.outcome == "failure"
        if "id" in step:
            self._steps[step["id"]] = {"outcome": done.outcome, "outputs": outputs}
        return done

    def _command(self, step: Mapping[str, Any]) -> tuple[Done, dict[str, str]]:
        output = self._place / "output"
        output.write_text("", encoding="utf-8")
        script = self._place / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        own = {**self._job.get("env", {}), **step.get("env", {})}
        done = subprocess.run(
            ["bash", "-e", script],
            cwd=self._workspace if self._workspace.exists() else self._place,
            env={
                **self._environment(output),
                **self._runner.environment,
                **{name: filled_in(str(text), self._context) for name, text in own.items()},
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=240,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        outcome = "failure" if done.returncode else "success"
        return Done(step["name"], outcome, done.stdout.decode("utf-8", "replace")), outputs

    def _environment(self, output: Path) -> dict[str, str]:
        owner = REPOSITORY.partition("/")[0]
        return {
            "PATH": f"{self._place / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self._place / "home"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join([str(GENERATOR), str(_HERE.parents[1])]),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_PATH": str(self._run / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_REPOSITORY_OWNER": owner,
            "GITHUB_RUN_ID": "1234567890",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self._place / "summary.md"),
            "GITHUB_WORKSPACE": str(self._workspace),
            "RUNNER_TEMP": str(self._temp),
            "FAKE_GH": str(self._runner.gh),
            "ARTIFACTS": str(self._runner.listed),
            "INSTALLED": str(self._run / "installed"),
            "PROVIDERS": self._runner.providers,
            "WITHOUT": self._runner.without,
            "SPARING": self._runner.sparing,
            "STANDING_IN": self._runner.standing_in,
        }

    def _action(self, action: str, values: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        """The outcome of a step that uses an action, and its outputs."""
        if action == "actions/checkout":
            assert values["persist-credentials"] is False
            self._check_out(int(values.get("fetch-depth", 1)), values.get("ref", ""))
        elif action == "actions/upload-artifact":
            return self._hand_over(values)
        elif action == "actions/download-artifact":
            # Whoever wrote the archive decides whether there are links in it.
            source = self._run / "artifacts" / values["name"]
            if not source.exists():
                return "failure", {}
            shutil.copytree(source, values["path"], symlinks=True)
        elif action == "actions/cache/restore":
            kept = newest(self._runner.caches, values["key"], values["restore-keys"])
            if kept is not None:
                give_back(kept, self._cached(values["path"]))
        elif action == "actions/cache/save":
            keep(self._runner.caches, values["key"], self._cached(values["path"]))
        else:
            assert action == "actions/setup-python", action
            assert "cache" not in values
        return "success", {}

    def _cached(self, listed: str) -> list[Path]:
        """The folders that a cache is of: in the checkout, or at home."""
        home = str(self._place / "home")
        return [self._workspace / line.replace("~", home, 1) for line in listed.split()]

    def _hand_over(self, values: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
        name = values["name"]
        source, target = Path(values["path"]), self._run / "artifacts" / name
        assert not target.exists()
        # An artifact of an earlier attempt would be in the way.
        assert values["overwrite"] is True
        if source.is_file():
            target.mkdir(parents=True)
            shutil.copy(source, target)
        elif source.exists() or values.get("if-no-files-found") != "ignore":
            hidden = values.get("include-hidden-files")
            # It follows links, as the action does.
            left = None if hidden else shutil.ignore_patterns(".*")
            shutil.copytree(source, target, ignore=left)
        return "success", {
            "artifact-id": announce(self._runner.listed, name, self._runner.run_number)
        }

    def _check_out(self, depth: int, ref: str) -> None:
        """The revision of the run, or a branch as it is now; others only with the whole past."""
        git = ["git", "-c", "protocol.file.allow=always", "-C", str(self._workspace)]
        origin = self._runner.origin.as_uri()
        self._workspace.mkdir()
        fetch = [*git, "fetch", "--quiet", "--no-tags"]
        if depth:
            wanted = [f"--depth={depth}", "origin", ref or self._began]
        else:
            wanted = ["origin", "+refs/heads/*:refs/remotes/origin/*", ref or self._began]
        commands = [
            [*git, "init", "--quiet"],
            [*git, "remote", "add", "origin", origin],
            [*fetch, *wanted],
            [*git, "checkout", "--quiet", "--detach", "FETCH_HEAD" if ref else self._began],
        ]
        for command in commands:
            subprocess.run(
                command,
                check=True,
                timeout=60,
                env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            )


def _asks(condition: str) -> bool:
    """Whether a condition says itself what is done after a failure."""
    return any(f"{word}()" in condition for word in ("always", "cancelled", "failure"))
