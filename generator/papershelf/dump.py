"""Write an entry as a file that reads back as the same."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any


def dump_entry(fields: Mapping[str, Any], note: str = "") -> str:
    """The text of an entry file (`.md`) that reads back as the same fields and note.

    Values are texts, booleans, numbers, lists and maps of them; texts are quoted whenever YAML
    could read them as something else. Characters that no file may hold are left out of the note,
    halves of characters are replaced.
    """
    lines = ["---"]
    for key, value in fields.items():
        lines.extend(_dump(key, value, 0))
    lines.append("---")
    note = re.sub("\r\n?", "\n", re.sub("[\0\ufeff]", "", note)).lstrip("\n").rstrip()
    text = "\n".join(lines) + "\n" + (note + "\n" if note else "")
    return _HALVES.sub("\ufffd", text)


_HALVES = re.compile("[\ud800-\udfff]")
_LONGEST_KEY = 500
"""YAML wants longer ones marked as keys."""


def _dump(key: str, value: Any, indent: int) -> Iterator[str]:
    margin = " " * indent
    name = f"{margin}{_scalar(key)}:"
    if len(name) > _LONGEST_KEY:
        yield f"{margin}? {_scalar(key)}"
        name = f"{margin}:"
    if _is_nested(value):
        yield name
        yield from _dump_items(value, indent + 2)
    else:
        yield f"{name} {_scalar(value)}"


def _dump_items(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _dump(key, item, indent)
        return
    for item in value:
        if _is_nested(item):
            first, *others = _dump_items(item, indent + 2)
            yield " " * indent + "- " + first[indent + 2 :]
            yield from others
        else:
            yield " " * indent + "- " + _scalar(item)


def _is_nested(value: Any) -> bool:
    return isinstance(value, (Mapping, list, tuple)) and len(value) > 0


_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_./\-]*(?: [A-Za-z0-9_./\-]+)*")
_WORDS_YAML_READS = frozenset(
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"]
)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[]"
    text = _HALVES.sub("\ufffd", str(value))
    if _BARE.fullmatch(text) and text.lower() not in _WORDS_YAML_READS:
        return text
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text, re.ASCII):
        return text
    # JSON's string is a YAML double-quoted one once the characters that YAML folds are escaped.
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]",
        lambda match: f"\\u{ord(match.group()):04x}",
        json.dumps(text, ensure_ascii=False),
    )
