"""Selections of papers as readers of pages keep and export them, and a shelf to pick them from."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from papershelf.content_files import find_files
from papershelf.exporters import exporters_of, joined
from papershelf.loading import load_shelf
from papershelf.plan.cited import Cited
from papershelf.relate import relate
from papershelf.store import open_store
from papershelf.version import program_digest

KEY = "papershelf-papers:/"


class ShelfExports:
    """What the exporters of a shelf make of any papers."""

    def __init__(self, shelf: Path) -> None:
        """Read the shelf in a folder."""
        self._shelf = shelf

    @cached_property
    def _cited(self) -> Cited:
        store = open_store(self._shelf, program_digest())
        loaded = load_shelf(self._shelf, store, find_files(self._shelf))
        relations = relate(loaded.library, drafts=False)
        return Cited(loaded.library, relations, loaded.config)

    def text(self, name: str, papers: Iterable[str]) -> str:
        """The file with these papers in one format, in their order."""
        [exporter] = exporters_of([name])
        pieces = (exporter.piece(self._cited.exported(paper)) for paper in papers)
        return "".join(joined(exporter, pieces))


def seed(page: Page, address: str, entries: dict[str, dict[str, Any]] | str) -> None:
    """Have the browser keep entries, or any text in their place."""
    page.goto(address + "404.html")
    text = entries if isinstance(entries, str) else json.dumps({"version": 1, "papers": entries})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def kept(page: Page) -> dict[str, Any]:
    """The entries that the browser keeps."""
    text = page.evaluate(f"localStorage.getItem({KEY!r})")
    return dict(json.loads(text)["papers"]) if text else {}


def in_basket(papers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Entries of papers that lie in the basket, in their order."""
    return {
        paper: {"title": f"Remembered {paper}", "facts": "", "basket": time, "changed": time}
        for time, paper in enumerate(papers, 1)
    }


def lay_stand_ins(shelf: Path, count: int) -> list[str]:
    """Write a shelf of papers that stand for real ones; the ids of its papers."""
    papers = shelf / "content" / "papers"
    papers.mkdir(parents=True)
    settings = (
        "title: Stand-ins\nrelated: false\nsearch: {enabled: false}\nper_paper: {cards: false}\n"
    )
    (shelf / "content/site.yaml").write_text(settings, encoding="utf-8")
    entries = "".join(
        f"- id: p{number}\n  title: Stand-in {number}\n  authors: [Ada Lovelace]\n"
        f"  year: {2000 + number % 20}\n"
        for number in range(count)
    )
    (papers / "all.yaml").write_text(entries, encoding="utf-8")
    return [f"p{number}" for number in range(count)]
