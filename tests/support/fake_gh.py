"""A `gh` that keeps what it is told in a file: pull requests, comments, labels taken off."""

import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.support.action_stores import announced

STATE = Path(os.environ["FAKE_GH"])
REPOSITORY = "someone/shelf"
BOT = "github-actions[bot]"
MARK = "<!-- Suggest "


def _option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1]


def _fields(words: list[str]) -> dict[str, str]:
    """What `-f` and `-F` give; a value of `-F` may be a file."""
    fields: dict[str, str] = {}
    for flag, given in pairwise(words):
        if flag in {"-f", "-F"}:
            name, _, value = given.partition("=")
            is_file = flag == "-F" and value.startswith("@")
            fields[name] = Path(value[1:]).read_text("utf-8") if is_file else value
    return fields


def _address(number: int) -> str:
    return f"https://github.com/{REPOSITORY}/pull/{number}"


def _comment(words: list[str], method: str, path: str, state: dict[str, Any]) -> str:
    """List, make or change comments of issues."""
    comments: list[dict[str, Any]] = state.setdefault("comments", [])
    *_, issue, what = path.split("/")
    if method == "GET":
        assert "--paginate" in words
        assert _fields(words) == {"per_page": "100"}
        ours = [
            f"{comment['id']} {comment['body'].split('-->')[0]}"
            for comment in comments
            if comment["issue"] == issue
            and comment["by"] == BOT
            and comment["body"].startswith(MARK)
        ]
        asked = _option(words, "--jq")
        assert f'.user.login == "{BOT}"' in asked
        assert f'startswith("{MARK}")' in asked
        assert r'"\(.id) \(.body | split("-->")[0])"' in asked
        return "\n".join(ours)
    body = _fields(words)["body"]
    assert len(body) <= 65_536
    if method == "POST":
        assert what == "comments"
        comments.append({"id": 1_000 + len(comments), "issue": issue, "by": BOT, "body": body})
    else:
        (comment,) = (comment for comment in comments if str(comment["id"]) == what)
        assert comment["by"] == BOT
        comment["body"] = body
    return ""


def _pull(words: list[str], method: str, path: str, state: dict[str, Any]) -> str:
    """List, open or change pull requests."""
    pulls: list[dict[str, Any]] = state.setdefault("pulls", [])
    given = _fields(words)
    if method == "GET":
        assert given["state"] == "open"
        found = [str(pull["number"]) for pull in pulls if pull["head"] == given["head"]]
        return found[0] if found else ""
    assert len(given["body"]) <= 65_536
    if method == "POST":
        if state.get("refuses"):
            sys.exit("gh: GitHub Actions is not permitted to create or approve pull requests.")
        assert set(given) == {"base", "head", "title", "body"}
        number = 100 + len(pulls)
        pulls.append({"number": number, **given, "head": f"someone:{given['head']}"})
        return _address(number)
    (pull,) = (pull for pull in pulls if path.endswith(f"/pulls/{pull['number']}"))
    pull.update(given)
    return _address(pull["number"])


def _artifacts(words: list[str]) -> str:
    """The ids of artifacts of a name, but for those that runs for forks made."""
    given = _fields(words)
    assert "--paginate" in words
    assert given.pop("per_page") == "100"
    assert "head_repository_id\n" in _option(words, "--jq")
    (name,) = given.values()
    found = [
        one
        for one in announced(Path(os.environ["ARTIFACTS"]))
        if one["name"] == name and not one["fork"]
    ]
    return "\n".join(str(one["id"]) for one in found)


def _actions(words: list[str], method: str, path: str, state: dict[str, Any]) -> str:
    """List artifacts, or start a workflow."""
    if method == "GET":
        assert path.endswith("/actions/artifacts")
        return _artifacts(words)
    state.setdefault("started", []).append([path.split("/")[-2], _fields(words)["ref"]])
    return ""


def _answer(words: list[str], state: dict[str, Any]) -> str:
    # Other commands of it want to stand in a repository, or know which comment is the last only.
    assert words[0] == "api", words
    method = _option(words, "--method")
    path = next(word for word in words if word.startswith(f"repos/{REPOSITORY}/"))
    if method == "DELETE":
        state.setdefault("labels taken off", []).append(path)
        return ""
    if path.endswith("/pages"):
        return "https://someone.github.io/shelf/"
    if "/actions/" in path:
        return _actions(words, method, path, state)
    answer = _comment if "comments" in path else _pull
    return answer(words, method, path, state)


if __name__ == "__main__":
    known = json.loads(STATE.read_text("utf-8")) if STATE.exists() else {}
    assert os.environ["GH_TOKEN"] == "the token"  # noqa: S105 - of no use anywhere
    answer = _answer(sys.argv[1:], known)
    STATE.write_text(json.dumps(known), encoding="utf-8")
    if answer:
        print(answer)
