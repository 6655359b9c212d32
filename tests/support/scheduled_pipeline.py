"""Run what GitLab runs by a schedule: jobs of .gitlab-ci.yml, with their caches and artifacts."""

import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.action_stores import give_back, keep, newest
from tests.support.workflows import GENERATOR, Machine, read_yaml

_HERE = Path(__file__).parent
_SCRIPT = f'#!/bin/sh\nexec "{sys.executable}" -P "{_HERE / "papershelf_here.py"}" "$@"\n'
# Every comparison of our rules; they are joined by && alone.
_RULE = re.compile(r"\$(\w+) (==|=~) (?:\"(.*)\"|/(.*)/|\$(\w+)|(null))")


@dataclass
class Pipelines:
    """A project on GitLab whose pipelines run by schedules."""

    machine: Machine
    repository: Path
    """Bare, as GitLab has it."""
    standing_in: str = ""
    """The commands of Papershelf for which others stand in."""
    variables: dict[str, str] = field(default_factory=dict)
    """Of the project."""

    def jobs(self, given: Mapping[str, str]) -> list[str]:
        """The jobs of a pipeline with variables, in their order."""
        self.machine.check_out(self.repository)
        listed = self._file()
        known = {"CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BRANCH": "main", **given}
        return [
            name
            for name, job in listed.items()
            if not name.startswith(".")
            if "rules" in {**listed.get(job.get("extends", ""), {}), **job}
            and _is_wanted({**listed.get(job.get("extends", ""), {}), **job}["rules"], known)
        ]

    def run(self, name: str, wrong: str = "", **given: str) -> None:
        """Run a job on a machine where nothing is but its cache; `wrong`: see stand_ins.py.

        Raises CalledProcessError if it fails; its cache is kept even so.
        """
        self.machine.check_out(self.repository)
        (self.machine.folder / "bin/papershelf").write_text(_SCRIPT, encoding="utf-8")
        job = self._file()[name]
        assert job["cache"]["when"] == "always"
        kept = self.machine.folder / f"cache {job['cache']['key']}"
        cached = [self.machine.checkout / path for path in job["cache"]["paths"]]
        if last := newest(kept, "", ""):
            give_back(last, cached)
        variables = {
            "CI_DEFAULT_BRANCH": "main",
            "CI_PAGES_URL": "https://someone.gitlab.io/shelf",
            "CI_SERVER_HOST": "gitlab.com",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": f"{GENERATOR}:{_HERE.parents[1]}",
            "STANDING_IN": self.standing_in,
            "STAND_IN": wrong,
            **dict.fromkeys(("PROVIDERS", "SPARING", "WITHOUT"), ""),
            **{
                name: value.replace("$CI_PROJECT_DIR", str(self.machine.checkout))
                for name, value in job.get("variables", {}).items()
            },
            **self.variables,
            **given,
        }
        try:
            self.machine.run("\n".join(job["script"]), variables)
        finally:
            keep(kept, "", cached)

    def lose_caches(self) -> None:
        """Do what happens to caches now and then."""
        for cache in list(self.machine.folder.glob("cache *")):
            shutil.rmtree(cache)

    def _file(self) -> dict[str, Any]:
        listed: dict[str, Any] = read_yaml(self.machine.checkout / ".gitlab-ci.yml")
        return listed


def _is_wanted(rules: list[Mapping[str, str]], known: Mapping[str, str]) -> bool:
    """What the first rule says that applies; without one a job does not run."""
    for rule in rules:
        if all(_holds(part, known) for part in rule["if"].split(" && ")):
            return rule.get("when") != "never"
    return False


def _holds(comparison: str, known: Mapping[str, str]) -> bool:
    found = _RULE.fullmatch(comparison)
    assert found, comparison
    name, operator, text, pattern, other, _ = found.groups()
    value = known.get(name)
    if operator == "=~":
        return bool(value and re.search(pattern, value))
    return value == (known.get(other) if other else text)
