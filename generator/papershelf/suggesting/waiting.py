"""Papers that wait in branches of suggestions, read without changing or fetching anything."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from papershelf.adding.known import Shelved
from papershelf.errors import UsageError
from papershelf.git import Git
from papershelf.intake.known import Known
from papershelf.model import Paper
from papershelf.providers import Reference
from papershelf.validate import check_bytes

_PAPERS: Final = "content/papers"
_MOST_BRANCHES: Final = 1_000
_MOST_FILES: Final = 50
"""Of one branch; a suggestion changes one."""
_MOST_BYTES: Final = 4 * 1024 * 1024
_FILE: Final = re.compile(r"100(?:644|755)")
_NONE: Final = re.compile(r"0+")
_NUMBER: Final = re.compile(r"issue-([1-9][0-9]{0,11})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that waits."""

    branch: str
    """The full name of the branch it is in."""
    is_certain: bool = True
    """Whether it is the same paper beyond doubt."""


@dataclass(slots=True)
class Waiting:
    """The papers of all branches, each known by the branch it is in."""

    _papers: list[Paper] = field(default_factory=list)
    _branches: list[str] = field(default_factory=list)
    _known: Known = field(default_factory=Known)
    _shelved: Shelved | None = None

    def add(self, branch: str, paper: Paper) -> None:
        """Know a paper of a branch."""
        kept = msgspec.structs.replace(paper, id=str(len(self._papers)))
        self._papers.append(kept)
        self._branches.append(branch)
        self._known.add(kept)
        self._shelved = None

    def named(self, reference: Reference) -> Match | None:
        """The paper that a reference names."""
        self._shelved = self._shelved or Shelved(self._papers)
        found = self._shelved.find(reference)
        return Match(self._branches[int(found)]) if found else None

    def alike(self, paper: Paper) -> Match | None:
        """A paper that is, or seems to be, the same."""
        for match in self._known.find(paper):
            return Match(self._branches[int(match.id)], match.is_certain)
        return None


def look_at_pattern(pattern: str) -> None:
    """Make sure that branches can be asked for by a pattern; UsageError where they cannot."""
    if not pattern.startswith("refs/") or not pattern.isprintable():
        raise UsageError("--waiting takes full names, as refs/remotes/origin/suggestions/*")


def read_waiting(shelf: Path, pattern: str, own: str) -> Waiting:
    """What the branches add or change whose full names match a pattern of `git for-each-ref`.

    `own`: the end of the name of a branch that is passed over. Files that do not read are passed
    over too. Raises MachineError where git cannot tell.
    """
    git = Git(shelf, "cannot read the branches of suggestions")
    waiting = Waiting()
    asked = ("--sort=refname", f"--count={_MOST_BRANCHES}", "--format=%(refname)")
    for branch in git.ask("for-each-ref", *asked, "--", pattern).split("\n"):
        if branch and not branch.endswith(f"/{own}"):
            for paper in _papers(git, branch):
                waiting.add(branch, paper)
    return waiting


def issue_of(branch: str) -> int:
    """The number of the issue that a branch came from; 0 where its name does not tell."""
    found = _NUMBER.fullmatch(branch.rpartition("/")[2])
    return int(found[1]) if found else 0


def _papers(git: Git, branch: str) -> Iterator[Paper]:
    """The papers that a branch adds or changes."""
    asked = ("diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--relative")
    try:
        raw = git.run(*asked, f"HEAD...{branch}", "--", _PAPERS)
    except subprocess.CalledProcessError:
        # A shallow clone does not know where the branch began.
        try:
            raw = git.run(*asked, "HEAD", branch, "--", _PAPERS)
        except subprocess.CalledProcessError:
            return
    fields = raw.split("\0")
    for details, path in list(zip(fields[::2], fields[1::2], strict=False))[:_MOST_FILES]:
        _, mode, before, after, *_ = [*details.split(" "), "", "", ""]
        if _FILE.fullmatch(mode) and not _NONE.fullmatch(after):
            earlier = _read(git, before, path) if not _NONE.fullmatch(before) else []
            yield from (paper for paper in _read(git, after, path) if paper not in earlier)


def _read(git: Git, blob: str, path: str) -> list[Paper]:
    try:
        if int(git.run("cat-file", "-s", blob)) > _MOST_BYTES:
            return []
        content = os.fsencode(git.run("cat-file", "blob", blob))
    except (subprocess.CalledProcessError, ValueError):
        return []
    checked = check_bytes(content, path)
    return [*checked.papers, *checked.salvaged]
