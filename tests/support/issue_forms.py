"""Issue forms as GitHub shows and stores them, and the events that tell of issues."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.workflows import read_yaml

OURS = Path(__file__).parents[2] / ".github/ISSUE_TEMPLATE"


def filled_in(form: str, values: Mapping[str, str]) -> str:
    """The body of an issue that was made with a form; `values` by the ids of its fields."""
    body: list[str] = []
    left = dict(values)
    for item in read_yaml(OURS / f"{form}.yml")["body"]:
        value = left.pop(item["id"], "") or "_No response_"
        body.append(f"### {item['attributes']['label']}\n\n{value}")
    assert not left
    return "\n\n".join(body)


def labelled(
    number: int,
    body: str,
    *,
    title: str = "A paper for the shelf",
    label: str = "accepted",
    sender: str = "User",
    login: str = "helper",
) -> dict[str, Any]:
    """The event of a label that is set on an issue."""
    return {
        "action": "labeled",
        "label": {"name": label},
        "issue": {
            "number": number,
            "title": title,
            "body": body,
            "state": "open",
            "user": {"login": login, "id": 77, "type": "User"},
            "labels": [{"name": "suggestion"}, {"name": label}],
            "html_url": f"https://github.com/someone/shelf/issues/{number}",
        },
        "repository": {"full_name": "someone/shelf", "default_branch": "main"},
        "sender": {"login": "curator", "id": 5, "type": sender},
    }
