"""What papershelf suggest takes for an issue: an event, the answer of an API, a webhook."""

import io
import json
import sys
from pathlib import Path

import pytest
from tests.support.added import ENTRY, fields
from tests.support.suggested import (
    SUGGESTION,
    Suggest,
    body,
    event,
    issue,
    tree,
)

from papershelf.cli.main import main

LINK = "https://arxiv.org/abs/2401.01234v2"


def test_an_issue_may_come_from_standard_input(
    shelf: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = json.dumps(event(body(SUGGESTION, {}))).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    monkeypatch.setattr(sys, "argv", ["papershelf", "suggest", "-", "--shelf", str(shelf)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert "Issue 12: nothing; no file changed" in capfd.readouterr().out


def test_an_issue_of_the_api_needs_no_event(suggest: Suggest) -> None:
    assert suggest(issue(body(SUGGESTION, {"link": LINK}))).outcome == "added"


def gitlab(text: str) -> dict[str, object]:
    return {
        "iid": 7,
        "title": "A paper",
        "description": text,
        "author": {"username": "ada.q", "id": 99},
        "web_url": "https://gitlab.com/group/sub/shelf/-/issues/7",
    }


def test_an_issue_of_gitlab_is_read_too(suggest: Suggest, shelf: Path) -> None:
    done = suggest(gitlab(body(SUGGESTION, {"link": LINK})))
    assert done.answer["branch.txt"] == "suggestions/issue-7\n"
    assert fields(shelf / ENTRY)["submitted_by"] == "ada.q"
    trailer = "Co-authored-by: ada.q <99-ada.q@users.noreply.gitlab.com>"
    assert trailer in done.answer["message.txt"]


def test_who_labels_an_issue_of_gitlab_is_not_who_wrote_it(suggest: Suggest, shelf: Path) -> None:
    found = gitlab(body(SUGGESTION, {"link": LINK}))
    attributes = {"iid": 7, "title": "x", "description": found["description"], "author_id": 99}
    maintainer = {"username": "boss", "id": 1}
    hook = {"object_kind": "issue", "user": maintainer, "object_attributes": attributes}
    assert suggest(hook).outcome == "added"
    assert "submitted_by" not in fields(shelf / ENTRY)
    (shelf / ENTRY).unlink()
    assert suggest({**hook, "user": {"username": "ada", "id": 99}}).outcome == "added"
    assert fields(shelf / ENTRY)["submitted_by"] == "ada"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"[]",
        b"null",
        b'"issue"',
        b'{"issue": []}',
        b'{"number": "12; rm -rf /", "title": "x", "body": ""}',
        b'{"number": -1, "title": "x", "body": ""}',
        b'{"number": true, "title": "x", "body": ""}',
        b'{"number": 12, "title": 3, "body": ""}',
        b'{"number": 12, "title": "x", "body": ["y"]}',
        json.dumps({"issue": {**issue("x"), "pull_request": {}}}).encode(),
        b" " * (32 * 1024 * 1024 + 1),
    ],
    ids=lambda data: str(data[:20]),
)
def test_what_is_no_issue_is_wrong_usage(suggest: Suggest, shelf: Path, data: bytes) -> None:
    before = tree(shelf)
    done = suggest(data)
    assert done.code == 2
    assert "give GitHub's event of an issue" in done.err
    assert done.answer == {}
    assert tree(shelf) == before
