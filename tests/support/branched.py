"""A shelf on a branch of a git repository, and what the branch changes."""

import os
import subprocess
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from papershelf.checking import check
from papershelf.differences.comparing import compare
from papershelf.differences.model import Difference, EntryChange
from papershelf.differences.sites import SiteWish
from papershelf.errors import Problem
from papershelf.since import Found
from papershelf.validate import CheckedMemory

IDENTITY: Mapping[str, str] = MappingProxyType(
    {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.example",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.example",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
)


class Silence:
    """Is told of what is done, and tells nobody."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""

    def advance(self) -> None:
        """A piece is done."""


def git(folder: Path, *words: str) -> str:
    """What git says."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path, message: str = "More") -> None:
    """Commit all that is in a folder."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)


def write(shelf: Path, path: str, text: str) -> None:
    """Write a file of a shelf, below content/papers unless the path says otherwise."""
    place = shelf / (path if "/" in path else f"content/papers/{path}")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def edit(shelf: Path, path: str, old: str, new: str) -> None:
    """Replace a piece of a file that is there."""
    place = shelf / (path if "/" in path else f"content/papers/{path}")
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")


def difference(
    shelf: Path,
    base: str = "main",
    wish: SiteWish | None = None,
    *,
    reports: Collection[Path] = (),
) -> Difference:
    """What the branch changes."""

    def look(folder: Path, found: Found, memory: CheckedMemory) -> Sequence[Problem]:
        return check(folder, found, memory)[0]

    return compare(shelf, base, look, Silence(), wish, reports=reports)


def fields(entry: EntryChange) -> dict[str, tuple[str | None, str | None]]:
    """The fields of an entry before and after."""
    return {field.name: (field.before, field.after) for field in entry.fields}


def summary(found: Difference) -> list[str]:
    """Each entry in a word or two: "changed lovelace-1843"."""
    return [f"{entry.change} {entry.id}" for entry in found.entries]
