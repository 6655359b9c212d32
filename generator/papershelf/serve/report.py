"""The state of a preview as the browser gets it."""

import json
from collections.abc import Callable, Sequence

from papershelf.errors import Problem
from papershelf.serve.state import State
from papershelf.urls import web_address

SHOWN = 50
"""So many problems are told in each message; the panel lists all."""

Editor = Callable[[Problem], str]
"""The address that opens a problem's file in an editor; empty where there is none."""


def state_json(state: State, *, editor: Editor, follow: bool = False) -> dict[str, object]:
    """A state in values of JSON: addresses are absolute paths on this server.

    `problems` has the grave ones first and at most `SHOWN`; `more` counts the others. `follow` says
    whether browsers are to go to the page that was edited.
    """
    site = state.site
    return {
        "version": state.version,
        "site": site.key if site else "",
        "style": web_address(site.base_path + site.stylesheet) if site else "",
        "search": site.search if site else "",
        "rebuilt": state.rebuilt,
        "failed": state.is_failed,
        "failure": state.failure,
        "problems": [_problem_json(problem, editor) for problem in first(state.problems)],
        "more": max(len(state.problems) - SHOWN, 0),
        "papers": state.numbers.papers,
        "drafts": state.numbers.drafts,
        "seconds": state.numbers.seconds,
        "catching_up": state.catching_up,
        "edited": web_address(site.base_path + state.edited) if site and state.edited else "",
        "follow": follow,
    }


def encoded(values: dict[str, object]) -> bytes:
    """JSON on one line, in ASCII: names of files may hold bytes that are no text."""
    return json.dumps(values, separators=(",", ":")).encode("ascii")


def first(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that are shown where there is no room for all: the grave ones first."""
    return sorted(problems, key=lambda problem: not problem.is_grave)[:SHOWN]


def _problem_json(problem: Problem, editor: Editor) -> dict[str, object]:
    return {
        "path": problem.location.path,
        "line": problem.location.line,
        "column": problem.location.column,
        "message": problem.message,
        "hint": problem.hint,
        "severity": problem.severity.value,
        "excerpt": problem.excerpt,
        "editor": editor(problem),
    }
