"""Turns any prefix of the shared corpus of real papers into a shelf, in folders of a thousand."""

import argparse
import gzip
import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from papershelf.dump import dump_entry
from papershelf.fields import WebAddress
from papershelf.text import shorten, slugify

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "papers-95k.jsonl.gz"
PAPERS_A_FOLDER = 1000


def records(count: int) -> Iterator[dict[str, Any]]:
    """The first papers of the corpus; exits with a sentence where it is missing."""
    if not CORPUS.is_file():
        raise SystemExit(f"The corpus is missing: it lies beside the checkout, at {CORPUS}.")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            yield json.loads(line)


def _text(value: object) -> str:
    """One line without the control characters that some abstracts were scraped with."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())


@cache
def _addresses() -> TypeAdapter[str]:
    return TypeAdapter(WebAddress)


def _is_address(value: object) -> bool:
    """Some of the scraped addresses hold spaces, control characters or no host."""
    try:
        _addresses().validate_python(value)
    except ValidationError:
        return False
    return True


def entry_of(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of one entry."""
    kinds = ("pdf", "page", "code", "project")
    links = {kind: record[kind] for kind in kinds if _is_address(record.get(kind, ""))}
    authors = [_text(name) for name in record.get("authors", [])]
    fields: dict[str, Any] = {
        "title": _text(record["title"]),
        "authors": [name for name in dict.fromkeys(authors) if name] or ["Anonymous"],
        "type": "paper-conference",
        "year": str(record["year"]),
        "venue": record["venue"],
        "links": links,
        "keywords": [word for word in map(_text, record.get("keywords", [])) if word],
        "abstract": _text(record.get("abstract", "")),
    }
    return {key: value for key, value in fields.items() if value}


def make_shelf(folder: Path, count: int, *, search: bool) -> None:
    """Write a shelf of `count` papers into a new folder."""
    papers = folder / "content" / "papers"
    papers.mkdir(parents=True)
    settings = f"title: {count} papers\nsearch:\n  enabled: {str(search).lower()}\n"
    (folder / "content" / "site.yaml").write_text(settings, encoding="utf-8")
    for number, record in enumerate(records(count)):
        if number % PAPERS_A_FOLDER == 0:
            part = papers / f"{number // PAPERS_A_FOLDER:03}"
            part.mkdir()
        slug = slugify(shorten(record["title"], 40).replace("…", "")) or "paper"
        name = f"{number:06}-{slug.encode()[:60].decode('utf-8', 'ignore').rstrip('-')}.md"
        (part / name).write_text(dump_entry(entry_of(record)), encoding="utf-8")


def main() -> None:
    """Command line: COUNT FOLDER."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--search", action="store_true", help="build the search index as well")
    arguments = parser.parse_args()
    make_shelf(arguments.folder, arguments.count, search=arguments.search)


if __name__ == "__main__":
    main()
