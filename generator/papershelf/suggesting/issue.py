"""What a code host says of an issue, however it wraps it."""

import json
import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeGuard
from urllib.parse import urlsplit

from papershelf.errors import MachineError, UsageError

STANDARD_INPUT: Final = "-"
MOST_BYTES: Final = 32 * 1024 * 1024
"""Of a file with an issue: the longest body that hosts take, with every character escaped."""
MOST_CHARACTERS: Final = 100_000
"""Of a body that are read; GitHub takes 65,536."""
_MOST_TITLE: Final = 1_000
_MOST_NUMBER: Final = 10**12
_WHAT_WOULD_DO: Final = (
    "give GitHub's event of an issue, an issue of GitHub's REST API, or an issue of GitLab's API "
    "or webhook, as JSON"
)
_LOGIN: Final = re.compile(r"[A-Za-z0-9-]{1,39}(?:\[bot\])?", re.ASCII)
_GITLAB_LOGIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}", re.ASCII)
_ISSUE: Final = re.compile(
    r"(https?://[\w.:-]+(?:/[\w.~-]+)+?)(?:/-)?/(?:issues|work_items)/\d+", re.ASCII
)
_JOINERS: Final = "\u200c\u200d"
"""Characters without a form that words of some scripts need."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who opened the issue, by the name and the number that the host gave."""

    login: str
    number: int
    mailbox: str
    """The address for commits at which the host knows the person; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue."""

    number: int
    title: str
    """One line."""
    body: str
    """Lines parted by line feeds, without what cannot be seen."""
    person: Person | None
    repository: str
    """The web address of its repository; empty where the file does not tell."""
    is_cut: bool
    """Whether the body was too long to be read to its end."""


def read_issue(name: str) -> Issue:
    """The issue in a file; `-` is standard input.

    Raises UsageError for what is no issue, MachineError where the file cannot be read.
    """
    shown = "standard input" if name == STANDARD_INPUT else name
    content = _content(name, shown)
    if len(content) > MOST_BYTES:
        raise UsageError(f"{shown} has more than {MOST_BYTES:,} bytes; {_WHAT_WOULD_DO}")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise UsageError(f"{shown} is no JSON; {_WHAT_WOULD_DO}") from None
    issue = _of_gitlab(data) or _of_github(data)
    if issue is None:
        raise UsageError(f"{shown} holds no issue; {_WHAT_WOULD_DO}")
    return issue


def _content(name: str, shown: str) -> bytes:
    try:
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"there is no file {shown}") from None
    except IsADirectoryError:
        raise UsageError(f"{shown} is a folder; {_WHAT_WOULD_DO}") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise MachineError(f"cannot read {shown}: {why}") from None


def _of_github(data: Any) -> Issue | None:
    found = _map(data).get("issue", data)
    if "pull_request" in _map(found):
        raise UsageError(f"the file is about a pull request; {_WHAT_WOULD_DO}")
    issue, user = _map(found), _map(_map(found).get("user"))
    address = _address(issue.get("html_url"))
    person = None
    login, number = user.get("login"), user.get("id")
    if isinstance(login, str) and _LOGIN.fullmatch(login) and _is_number(number):
        mailbox = f"{number}+{login}@users.noreply.{_host(address) or 'github.com'}"
        person = Person(login, number, mailbox)
    return _issue(issue, "number", "body", person, address)


def _of_gitlab(data: Any) -> Issue | None:
    found = _map(data)
    is_webhook = "object_attributes" in found
    issue = _map(found.get("object_attributes")) if is_webhook else found
    if "iid" not in issue:
        return None
    # Of a webhook the user is who did something to the issue, which may be somebody else.
    user = _map(found.get("user") if is_webhook else issue.get("author"))
    is_author = not is_webhook or user.get("id") == issue.get("author_id")
    address = _address(issue.get("url" if is_webhook else "web_url"))
    person = None
    login, number = user.get("username"), user.get("id")
    if is_author and isinstance(login, str) and _GITLAB_LOGIN.fullmatch(login):
        host = _host(address)
        known = number if _is_number(number) else 0
        mailbox = f"{known}-{login}@users.noreply.{host}" if known and host else ""
        person = Person(login, known, mailbox)
    return _issue(issue, "iid", "description", person, address)


def _issue(
    issue: Mapping[str, Any], number: str, body: str, person: Person | None, address: str
) -> Issue | None:
    title, text = issue.get("title"), issue.get(body) or ""
    if not _is_number(issue.get(number)) or not isinstance(title, str) or not isinstance(text, str):
        return None
    return Issue(
        issue[number],
        " ".join(clean(title[:_MOST_TITLE]).split()),
        clean(text[:MOST_CHARACTERS]),
        person,
        address,
        len(text) > MOST_CHARACTERS,
    )


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < _MOST_NUMBER


def _address(value: Any) -> str:
    """The repository of an issue, of the issue's own address."""
    found = _ISSUE.fullmatch(value) if isinstance(value, str) and len(value) < 1_000 else None
    return found[1] if found else ""


def _host(address: str) -> str:
    host = urlsplit(address).hostname or ""
    return host if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host, re.ASCII) else ""


def clean(text: str) -> str:
    """The text in NFC with line feeds, without controls and signs that turn it around or hide."""
    text = re.sub("\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = text.encode("utf-8", "ignore").decode().replace("\t", " ")
    if not text.isascii() or not text.replace("\n", "").isprintable():
        text = "".join(filter(_is_seen, text))
    return unicodedata.normalize("NFC", text)


def _is_seen(character: str) -> bool:
    if character == "\n" or character in _JOINERS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cn", "Co", "Cs"}
