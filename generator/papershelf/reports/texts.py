"""Texts of the content where a format shows them to people."""

import json

from papershelf.errors import Problem
from papershelf.text import visible

_MOST = 2_000


def told(problem: Problem) -> str:
    """What was found and what would do, in one line that only prints."""
    return shown(f"{problem.message} — {problem.hint}" if problem.hint else problem.message)


def shown(text: str) -> str:
    """One line that only prints, of a length that every reader takes."""
    return visible(text if len(text) <= _MOST else text[: _MOST - 1] + "…")


def whole(text: str) -> str:
    """The text itself, without halves of characters, which no file in UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()


def json_of(value: object, *, indent: int | None = None) -> str:
    """A value as JSON in ASCII, in which a log of GitHub Actions finds no command of the old form.

    Such a command may start anywhere in a line, and what goes to standard output goes to a log.
    """
    return json.dumps(value, indent=indent).replace("##[", "##\\u005b")
