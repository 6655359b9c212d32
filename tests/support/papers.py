"""Real papers for tests."""

import gzip
import json
from itertools import islice

import pytest
from tests.support.node import ROOT


def real_documents(count: int) -> list[dict[str, str]]:
    """Return the texts of the first `count` real papers by field.

    The test is skipped where they are not at hand.
    """
    path = ROOT.parent / "shared/data/papers-95k.jsonl.gz"
    if not path.is_file():
        # They are no tool that can be installed: a checkout on its own does without them.
        pytest.skip(f"The real papers are missing: {path} does not exist.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_texts(line) for line in islice(lines, count)]


def _texts(line: str) -> dict[str, str]:
    paper = json.loads(line)
    return {
        "title": paper["title"],
        "authors": ", ".join(paper.get("authors") or []),
        "abstract": paper.get("abstract") or "",
        "keywords": ", ".join(paper.get("keywords") or []),
        "venue": paper.get("venue") or "",
        "year": str(paper.get("year") or ""),
    }
