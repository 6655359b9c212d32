"""Real papers for tests."""

import gzip
import json
from itertools import islice

import pytest
from tests.support.node import ROOT

from papershelf.search import Document


def real_documents(count: int) -> list[Document]:
    """Return the first `count` real papers, or skip the test where they are not at hand."""
    path = ROOT.parent / "shared/data/papers-95k.jsonl.gz"
    if not path.is_file():
        # They are no tool that can be installed: a checkout on its own does without them.
        pytest.skip(f"The real papers are missing: {path} does not exist.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_document(place, line) for place, line in enumerate(islice(lines, count))]


def _document(place: int, line: str) -> Document:
    paper = json.loads(line)
    fields = {
        "title": paper["title"],
        "authors": ", ".join(paper.get("authors") or []),
        "abstract": paper.get("abstract") or "",
        "venue": paper.get("venue") or "",
        "year": str(paper.get("year") or ""),
    }
    card = {"title": paper["title"], "authors": fields["authors"], "year": paper.get("year")}
    return Document(url=f"papers/{place}/", fields=fields, card=card)
