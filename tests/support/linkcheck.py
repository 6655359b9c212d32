"""What tests of the check of links share: a shelf, a web, and a check of the one in the other."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from papershelf.errors import Problem
from papershelf.linkcheck import LinkReport, Wishes

DAY = date(2026, 3, 1)
USUAL = Wishes()
NEVER_DEAD = (401, 403, 407, 429, 451, 500, 502, 503, 504, 520, 999)
"""Answers that do not tell whether a page is there."""
Check = Callable[..., LinkReport]


class Silent:
    """Shows no progress; counts."""

    def __init__(self) -> None:
        self.done = 0

    def stage(self, name: str, total: int) -> None:
        """Nobody looks."""

    def advance(self) -> None:
        self.done += 1


def link(shelf: Path, *addresses: str) -> None:
    """Make entries with a link each."""
    for number, address in enumerate(addresses):
        text = f"title: Paper\nauthors: [Ada Lovelace]\nyear: 2020\nlinks: {{pdf: '{address}'}}\n"
        (shelf / f"content/papers/p{number}.yaml").write_text(text, encoding="utf-8")


def settings(shelf: Path, text: str) -> None:
    """Write the settings of a shelf."""
    (shelf / "content/site.yaml").write_text(text, encoding="utf-8")


def rules(problems: Sequence[Problem]) -> list[str]:
    """The rules of problems."""
    return [problem.rule for problem in problems]
