"""What a record says of its paper in another format: a `bibtex` text in JSON or YAML."""

from collections.abc import Mapping
from typing import Any, Final

from papershelf.draft import Draft
from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.importer import Source

_NAMES: Final = ("bibtex", "bib", "bibtex_entry", "citation")
_OTHERS: Final = {"authors": "editors", "editors": "authors", "year": "date", "date": "year"}
"""A field that is not missing where the other one is given."""


def fill_in(draft: Draft, record: Mapping[str, Any], source: str) -> None:
    """Give a draft the fields that only the BibTeX in its record says; the text itself is kept."""
    text = next((record[name] for name in _NAMES if isinstance(record.get(name), str)), "")
    if not text.lstrip().startswith("@"):
        return
    found = [*BIBTEX.read(Source(source, text.encode("utf-8", "replace")))]
    if len(found) != 1 or not isinstance(found[0], Draft):
        return
    known = {*draft.fields}
    for name, value in found[0].fields.items():
        if name != "extra" and name not in known and _OTHERS.get(name) not in known:
            draft.fields[name] = value
    draft.key = draft.key or found[0].key
