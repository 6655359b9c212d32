"""What a change of one file brings to the check of its shelf, before the file is written."""

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from papershelf.checking import Found, check
from papershelf.content_files import content_file, find_files
from papershelf.errors import ContentError, Problem
from papershelf.reports.rules import rule_of
from papershelf.store import open_store
from papershelf.validate import CheckedMemory
from papershelf.version import program_digest

_SLIGHT: Final = frozenset({"no-abstract", "no-collection", "no-link", "rare-topic"})
"""Advice on what an entry does not have yet, which is told by itself."""


def new_problems(shelf: Path, path: str, content: bytes) -> list[Problem]:
    """The problems that are there with other bytes in a file, and not without.

    `path`: of a file of papers from the shelf, which may be a new one. Problems are the same where
    path, rule and message are. Nothing in the content folder is written.
    """
    files, told = find_files(shelf)
    with tempfile.TemporaryDirectory(prefix="papershelf-") as folder:
        place = Path(folder) / "entry"
        place.write_bytes(content)
        changed = content_file(path, str(place), place.stat())
        others = (file for file in files.papers if file.path != path)
        papers = sorted([*others, changed], key=lambda file: file.path)
        # What is remembered of the shelf must not become that of the change.
        memory = CheckedMemory(open_store(shelf, program_digest()), write_from=sys.maxsize)
        memory.doubt([path])
        after = _problems(shelf, (replace(files, papers=papers), told), memory)
    if not after:
        return []
    left = Counter(map(_key, _problems(shelf, (files, told))))
    new: list[Problem] = []
    for problem in after:
        key = _key(problem)
        if left[key]:
            left[key] -= 1
        else:
            new.append(problem)
    return new


def _problems(shelf: Path, found: Found, memory: CheckedMemory | None = None) -> list[Problem]:
    problems: Sequence[Problem]
    try:
        problems, _ = check(shelf, found, memory, is_trial=True)
    except ContentError as error:
        problems = error.problems
    return [problem for problem in problems if rule_of(problem) not in _SLIGHT]


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.location.path, rule_of(problem), problem.message
