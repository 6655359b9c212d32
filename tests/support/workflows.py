"""Run what hosts run to build a site: the commands of their files, with their caches."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

GENERATOR = Path(__file__).parents[2] / "generator"
_PYTHON = f'#!/bin/sh\n[ "$1 $2" = "-m pip" ] && exit 0\nexec "{sys.executable}" "$@"\n'
_PIP = "#!/bin/sh\n"
REPOSITORIES = {
    "github": "https://github.com/someone/shelf",
    "gitlab": "https://gitlab.com/someone/shelf",
}
"""Where the shelves are kept, as the hosts tell their jobs."""
_TOLD = {
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "someone/shelf",
    "CI_PROJECT_URL": REPOSITORIES["gitlab"],
}
_PAPERSHELF = f'#!/bin/sh\nexec "{sys.executable}" -m papershelf "$@"\n'


@dataclass(frozen=True)
class Machine:
    """Where jobs run: always anew but for the cache, and always in the same place."""

    folder: Path
    said: list[str] = field(default_factory=list)
    """What each command printed."""

    @property
    def checkout(self) -> Path:
        """Where the shelf is checked out."""
        return self.folder / "checkout"

    def check_out(self, repository: Path) -> None:
        """Begin anew, with a clone of a repository."""
        shutil.rmtree(self.checkout, ignore_errors=True)
        shutil.rmtree(self.folder / "home", ignore_errors=True)
        (self.folder / "home").mkdir(parents=True)
        bin_ = self.folder / "bin"
        bin_.mkdir(exist_ok=True)
        for name, script in {"python": _PYTHON, "pip": _PIP, "papershelf": _PAPERSHELF}.items():
            (bin_ / name).write_text(script, encoding="utf-8")
            (bin_ / name).chmod(0o755)
        run = subprocess.run
        run(["git", "clone", "--quiet", repository, self.checkout], check=True, timeout=60)

    def run(self, command: str, variables: Mapping[str, str]) -> None:
        """Run a command in the checkout; raises CalledProcessError if it fails."""
        done = subprocess.run(
            ["bash", "-e", "-c", command],
            cwd=self.checkout,
            env={
                "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.folder / "home"),
                "PYTHONPATH": str(GENERATOR),
                **_TOLD,
                **variables,
            },
            check=True,
            capture_output=True,
            timeout=120,
        )
        self.said.append(done.stdout.decode())

    def restore(self) -> None:
        """Fetch what was kept, if anything was."""
        if self._cache.exists():
            self._tar("--extract", [])

    def keep(self, paths: Sequence[str], *, form: str = "posix") -> None:
        """Keep files and folders; `form`: posix has time stamps in full, ustar whole seconds."""
        home = str(self.folder / "home")
        there = [path.replace("~", home, 1).rstrip("/") for path in paths]
        found = [path for path in there if (self.checkout / path).exists()]
        self._tar("--create", ["--format", form, *found])

    @property
    def _cache(self) -> Path:
        return self.folder / "cache.tar"

    def _tar(self, what: str, rest: Sequence[str]) -> None:
        subprocess.run(
            ["tar", "-P", what, "--file", self._cache, *rest],
            cwd=self.checkout,
            check=True,
            timeout=60,
        )


def run_github(machine: Machine, outputs: Mapping[str, str]) -> Path:
    """Run the build job of publish.yml, its actions as far as they matter here.

    `outputs`: expressions that stand in `env`, with what they come to. Returns the folder that is
    handed over to be published.
    """
    handed_over = Path()
    path = machine.checkout / ".github/workflows/publish.yml"
    for step in read_yaml(path)["jobs"]["build"]["steps"]:
        action, values = step.get("uses", ""), step.get("with", {})
        if "run" in step:
            variables = {name: outputs[value] for name, value in step.get("env", {}).items()}
            machine.run(step["run"], variables)
        elif action.startswith("actions/cache/restore@"):
            machine.restore()
        elif action.startswith("actions/cache/save@"):
            machine.keep(values["path"].split())
        elif action.startswith("actions/upload-pages-artifact@"):
            assert values["include-hidden-files"] is True
            handed_over = machine.checkout / values["path"]
    return handed_over


def run_gitlab(machine: Machine, variables: Mapping[str, str]) -> Path:
    """Run the job of .gitlab-ci.yml; returns the folder that is published."""
    job = read_yaml(machine.checkout / ".gitlab-ci.yml")["pages"]
    own = {
        name: value.replace("$CI_PROJECT_DIR", str(machine.checkout))
        for name, value in job["variables"].items()
    }
    machine.restore()
    machine.run("\n".join(job["script"]), {**variables, **own})
    machine.keep(job["cache"]["paths"], form="ustar")
    published: str = job["artifacts"]["paths"][0]
    return machine.checkout / published


def read_yaml(path: Path) -> Any:
    """The content of a YAML file that is ours."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
