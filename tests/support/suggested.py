"""What tests of papershelf suggest share: forms as hosts hand them over, and what a run did."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

SUGGESTION = {
    "link": "Link to the paper",
    "why": "Why should people read it?",
    "topics": "Topics",
    "name": "Your name",
}
CORRECTION = {
    "entry": "Which entry?",
    "field": "What is wrong?",
    "value": "What should it say?",
    "source": "Where can it be seen?",
    "name": "Your name",
}
OPTIONS = (
    *("Title", "Authors", "Year or date", "Venue", "Links", "Ids", "Topics", "Abstract"),
    *("Summary or note", "Something else"),
)
"""As the form lists the fields."""


@dataclass(frozen=True)
class Done:
    """What a run of the command came to."""

    code: int
    out: str
    err: str
    answer: Mapping[str, str]
    """The files of the answer by their names."""

    @property
    def outcome(self) -> str:
        return self.answer["outcome.txt"].strip()

    @property
    def comment(self) -> str:
        """What the person reads."""
        return unescape(self.answer["comment.md"].replace("<b></b>", ""))


Suggest = Callable[..., Done]


def body(labels: Mapping[str, str], answers: Mapping[str, str]) -> str:
    """A body as GitHub makes it of a form."""
    return "\n\n".join(
        f"### {label}\n\n{answers.get(name) or '_No response_'}" for name, label in labels.items()
    )


def issue(text: str, *, number: int = 12, title: str = "A paper", **user: Any) -> dict[str, Any]:
    """An issue as GitHub's REST API tells of it."""
    return {
        "number": number,
        "title": title,
        "body": text,
        "html_url": f"https://github.com/someone/shelf/issues/{number}",
        "user": {"login": "octo-cat", "id": 583231, "type": "User", **user},
        "labels": [{"name": "accepted"}],
    }


def event(text: str, **more: Any) -> dict[str, Any]:
    """The event of a label that was set."""
    return {
        "action": "labeled",
        "issue": issue(text, **more),
        "label": {"name": "accepted"},
        "sender": {"login": "maintainer", "id": 1},
    }


def template(labels: Mapping[str, str], options: Sequence[str] = OPTIONS) -> str:
    """An issue form as a shelf keeps it; JSON is YAML."""
    questions = [
        {
            "type": "dropdown" if name == "field" else "textarea",
            "id": name,
            "attributes": {"label": label} | ({"options": options} if name == "field" else {}),
        }
        for name, label in labels.items()
    ]
    return json.dumps({"name": "A form", "description": "…", "body": questions}, indent=2)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, what is remembered between runs aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".papershelf" not in path.relative_to(folder).parts
    }


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """The files that are not as they were."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
