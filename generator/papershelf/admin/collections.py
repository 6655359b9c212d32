"""The collections of Sveltia CMS: the files of a shelf by folder and by kind."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from papershelf.admin.fields import Schema, fields_of
from papershelf.admin.written import is_kept, read_written
from papershelf.content_files import ContentFile, ContentFiles
from papershelf.load import read_bytes, read_entries
from papershelf.schema import LINK_KINDS
from papershelf.shelf_schema import shelf_schema
from papershelf.shelf_words import Words

MOST_PAPERS = 5_000
"""With more of them the program, which fetches every file, would be no help."""
_MOST_FOLDERS = 100


@dataclass(frozen=True, slots=True)
class _Kind:
    """Files of one form, each a record of its own."""

    schema: str
    folder: str
    label: str
    one: str
    body: str
    """What the text below the header is called."""
    hint: str = ""
    """What the name of a new file should be."""


_KINDS = (
    _Kind(
        "entry", "papers", "Papers", "Paper", "Note", "family name and year, such as shannon-1948"
    ),
    _Kind("collection", "collections", "Collections", "Collection", "Introduction"),
    _Kind("page", "pages", "Pages", "Page", "Text"),
)
_KEYS = {"links": LINK_KINDS}
_LISTS = {"topics": "Topics", "venues": "Venues", "authors": "Authors"}
_NAME = r"^[A-Za-z0-9_][A-Za-z0-9_.\-]*$"


def collections_of(files: ContentFiles, words: Words, prefix: str) -> list[dict[str, Any]]:
    """All collections; `prefix`: the way to the shelf in its repository, empty or with a slash."""
    found: list[dict[str, Any]] = []
    for kind, of_kind in zip(_KINDS, (files.papers, files.collections, files.pages), strict=True):
        if len(of_kind) <= MOST_PAPERS:
            found += _folders(kind, of_kind, words, prefix)
    vocabularies = sorted(files.vocabularies.items())
    lists = {name: _list_file(name, file, words, prefix) for name, file in vocabularies}
    shown = [made for made in lists.values() if made is not None]
    if shown:
        hidden = len(lists) - len(shown)
        note = {"description": _hidden_note(hidden)} if hidden else {}
        found.append({"name": "lists", "label": "Lists", **note, "files": shown})
    return found


def _folders(
    kind: _Kind, files: Sequence[ContentFile], words: Words, prefix: str
) -> Iterable[dict[str, Any]]:
    """One for each folder and ending of files; new ones can be made where there are none."""
    top = f"content/{kind.folder}"
    groups: dict[tuple[str, str], list[ContentFile]] = {(top, "md"): []}
    for file in files:
        folder, _, name = file.path.rpartition("/")
        groups.setdefault((folder, name.rpartition(".")[2]), []).append(file)
    schema = msgspec.json.decode(shelf_schema(kind.schema, words))
    form = schema["$defs"]["Item"] if kind.schema == "entry" else schema
    for number, ((folder, ending), group) in enumerate(sorted(groups.items())[:_MOST_FOLDERS]):
        inner = folder.removeprefix(top).strip("/")
        note = ", ".join(filter(None, (inner, "" if ending == "md" else ending.upper())))
        made = _collection(kind, form, schema.get("$defs", {}), group, ending)
        yield {
            "name": kind.folder if (folder, ending) == (top, "md") else f"{kind.folder}-{number}",
            "label": f"{kind.label} ({note})" if note else kind.label,
            "label_singular": kind.one,
            "folder": prefix + folder,
            **made,
        }


def _collection(
    kind: _Kind,
    form: Schema,
    forms: Mapping[str, Schema],
    files: Sequence[ContentFile],
    ending: str,
) -> dict[str, Any]:
    written = [read_written(file) for file in files]
    kept = [each for each in written if each is not None]
    fields, holds = fields_of(form, forms, [each.fields for each in kept], _KEYS)
    hidden = [
        file
        for file, each in zip(files, written, strict=True)
        if each is None or not holds(each.fields)
    ]
    made: dict[str, Any] = {"extension": ending}
    if ending == "md":
        made["format"] = "yaml-frontmatter"
        fields = [field for field in fields if field["name"] != "note"]
        fields.append({"name": "body", "label": kind.body, "widget": "text", "required": False})
    else:
        made["format"] = "yaml"
    slug = {"template": "{{title}}", "editable": ["create"], "pattern": [_NAME, "is no file name"]}
    made |= {"slug": {**slug, "hint": kind.hint} if kind.hint else slug, "fields": fields}
    if hidden:
        made["description"] = _hidden_note(len(hidden))
        made["filter"] = {"field": "slug", "pattern": _all_but(hidden)}
    return made


def _hidden_note(count: int) -> str:
    files = "1 file is" if count == 1 else f"{count} files are"
    return f"{files} not shown here, to be edited by hand."


def _all_but(files: Sequence[ContentFile]) -> str:
    """A pattern of JavaScript for the names of all files but these."""
    names = (file.path.rpartition("/")[2].rpartition(".")[0] for file in files)
    escaped = (re.sub(r"[.*+?^${}()|\[\]\\/]", r"\\\g<0>", name) for name in names)
    return f"^(?!(?:{'|'.join(escaped)})$)"


def _list_file(name: str, file: ContentFile, words: Words, prefix: str) -> dict[str, Any] | None:
    """A file with a list; None where the program would not keep what stands in it."""
    entries, problems = read_entries(read_bytes(file), file.path)
    schema = msgspec.json.decode(shelf_schema(name, words))
    forms = schema["$defs"]
    items = [entry.node.value for entry in entries if isinstance(entry.node.value, dict)]
    fields, holds = fields_of(forms["Item"], forms, items)
    is_list = bool(entries) and all(entry.position is not None for entry in entries)
    if problems or not is_list or len(items) != len(entries) or not all(map(holds, items)):
        return None
    if not all(is_kept(entry.node) for entry in entries):
        return None
    return {
        "name": name,
        "label": _LISTS[name],
        "file": prefix + file.path,
        "format": "yaml",
        "fields": [
            {
                "name": "items",
                "label": _LISTS[name],
                "widget": "list",
                "root": True,
                "summary": "{{fields.id}}",
                "fields": fields,
            }
        ],
    }
