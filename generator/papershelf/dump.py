"""Write entries as files that read back as the same, in the form that `papershelf fmt` gives."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from papershelf.formatting.shapes import entries_or_one
from papershelf.formatting.tree import Document, tree_of
from papershelf.formatting.writing import write_document
from papershelf.schema import EntryForm

_HALVES = re.compile("[\ud800-\udfff]")


def dump_entry(fields: Mapping[str, Any], note: str = "", *, modeline: str = "") -> str:
    """The text of an entry file (`.md`) that reads back as the same fields and note.

    Values are texts, booleans, numbers, lists and maps of them; texts are quoted whenever YAML
    could read them as something else. Lists and maps too deep to be read become texts of JSON.
    Fields come in the order of the schema. `modeline`: the first comment of the header, with or
    without its `#`. Characters that no file may hold are left out of the note, halves of characters
    are replaced.
    """
    header = _dump(fields, modeline) if fields else _comment(modeline)
    note = re.sub("\r\n?", "\n", re.sub("[\0\ufeff]", "", note)).lstrip("\n").rstrip()
    return f"---\n{header}---\n" + (_HALVES.sub("\ufffd", note) + "\n" if note else "")


def dump_list(entries: Iterable[Mapping[str, Any]], *, modeline: str = "") -> str:
    """The text of a file (`.yaml`) that holds a list of entries; values as for `dump_entry`."""
    return _dump(list(entries), modeline)


def _dump(values: Any, modeline: str) -> str:
    head = _comment(modeline).splitlines()
    return write_document(Document(tree_of(values), head), entries_or_one(EntryForm))


def _comment(text: str) -> str:
    line = _HALVES.sub("\ufffd", " ".join(text.split()))
    return f"{line if line.startswith('#') else f'# {line}'}\n" if line else ""
