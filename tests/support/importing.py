"""What tests of papershelf import share: drafts, and the papers and errors of a shelf."""

from collections.abc import Callable
from pathlib import Path

from papershelf.checking import check
from papershelf.errors import Problem

PAPERS = ("content", "papers")
ONE = {"title": "One", "authors": ["Ada Lovelace"], "date": "1843", "key": "one"}
TWO = {"title": "Two", "authors": ["Ada Lovelace"], "date": "1844", "ids": {"doi": "10.1000/2"}}
NO_PEOPLE = {"title": "Nobody's", "date": "1845", "odd": "kept"}
Run = Callable[..., tuple[int, str, str]]


def papers_of(shelf: Path) -> dict[str, str]:
    """The files of papers and what is in them."""
    folder = shelf.joinpath(*PAPERS)
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def errors(shelf: Path) -> list[Problem]:
    """What stops a build of the shelf."""
    return [problem for problem in check(shelf)[0] if problem.is_grave]
