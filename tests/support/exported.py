"""Papers as exporters see them, and the files that exporters make of them."""

import csv
import io
import json
import re
from typing import Any

from papershelf.exporters import Exported, exporters_of, write
from papershelf.model import Paper, Venue

# What a spreadsheet may take for a formula: so no cell begins, seen without blanks and quotes.
_FORMULA = re.compile(r"(?:^|;)[\s\"“”‘\u00ad\u200b\u2060\ufeff\x00-\x1f]*[=+@\-＝＋－＠]")


def exported(
    paper: Paper, venue: Venue | None = None, root: str = "https://example.org/", **more: Any
) -> Exported:
    """A paper with a key that is its id."""
    facts: dict[str, Any] = {"topics": (), "collections": (), "root": root, **more}
    return Exported(paper=paper, key=paper.id, venue=venue, url=f"{root}papers/one/", **facts)


def text_of(name: str, *papers: Exported) -> str:
    """The file with these papers in one format."""
    [exporter] = exporters_of([name])
    return "".join(write(exporter, papers))


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file as a strict reader gives them."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def records_of(text: str) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in text.split("\n")[:-1]]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might calculate a cell."""
    return _FORMULA.search(cell) is not None
