"""A shelf on GitHub, as far as its workflow for suggestions goes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import provider_answers as answers
from tests.support.actions import Job, Runner
from tests.support.issue_forms import filled_in, labelled
from tests.support.origins import Origin, git

PAPER = f"https://arxiv.org/abs/{answers.ARXIV_ID}"
BRANCH = "suggestions/issue-12"
BOT = "41898282+github-actions[bot]@users.noreply.github.com"
ENTRY = "content/papers/quill-2024.yaml"

Patch = Callable[[Path], object]
"""Does something to a checkout."""


@dataclass
class Host:
    """A shelf on GitHub, as far as its workflow for suggestions goes."""

    origin: Origin
    runner: Runner

    def label(self, event: dict[str, Any]) -> dict[str, Job]:
        """What the workflow does about a label that is set."""
        return self.runner.run("suggest.yml", "issues", event, "refs/heads/main")

    def take(self, answer: Path, number: int = 12) -> Job:
        """What the second job does with an answer of the first."""
        event = labelled(number, "")
        handed_over = {"answer": answer}
        jobs = self.runner.run(
            "suggest.yml", "issues", event, "refs/heads/main", handed_over=handed_over
        )
        return jobs["request"]

    @property
    def pulls(self) -> list[dict[str, Any]]:
        """The pull requests as they are now."""
        found: list[dict[str, Any]] = self.runner.told.get("pulls", [])
        return found

    @property
    def comments(self) -> dict[str, str]:
        """What is answered last on each issue."""
        found = self.runner.told.get("comments", [])
        return {comment["issue"]: comment["body"] for comment in found}

    @property
    def answers(self) -> list[str]:
        """The issues that are answered, for each comment."""
        return [comment["issue"] for comment in self.runner.told.get("comments", [])]

    @property
    def freed(self) -> list[str]:
        """The issues whose label was taken off."""
        found = self.runner.told.get("labels taken off", [])
        return [re.sub(r".*/issues/(\d+)/labels/accepted$", r"\1", path) for path in found]


def suggested_paper(number: int = 12, link: str = PAPER, **values: str) -> dict[str, Any]:
    """The event of a labelled suggestion."""
    return labelled(number, filled_in("suggest-paper", {"link": link, **values}))


def patch_of(host: Host, change: Patch) -> str:
    """A patch of what is done to a checkout."""
    clone = host.origin.clone
    change(clone)
    git(clone, "add", "--all", "--force", ".")
    patch = git(clone, "diff", "--cached", "--binary", "HEAD")
    git(clone, "reset", "--quiet", "--hard")
    return patch


def written(path: str, text: str = "title: T\n") -> Patch:
    """Writes a file of a checkout."""

    def write(shelf: Path) -> None:
        (shelf / path).parent.mkdir(parents=True, exist_ok=True)
        (shelf / path).write_text(text, encoding="utf-8")

    return write


def answer_of(folder: Path, patch: str, **files: str) -> Path:
    """What the first job hands over, in a new folder; `files`: other texts than usual."""
    texts = {
        "outcome": "added\n",
        "subject": "Add it (#12)\n",
        "message": "Add it (#12)\n",
        "comment": "Thank you.\n",
        "request": "Closes #12\n",
    }
    folder.mkdir()
    for name, text in {**texts, **files}.items():
        suffix = "md" if name in {"comment", "request"} else "txt"
        (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    (folder / "entry.patch").write_text(patch, encoding="utf-8")
    return folder
