"""One field of one entry in the bytes of its file, everything else proven to be as it was."""

from typing import Any, Final

from papershelf.edits import with_field
from papershelf.errors import PapershelfError, Problem
from papershelf.load import Entry, read_entries, split_markdown
from papershelf.source import Source
from papershelf.suggesting.items import with_field_of_item
from papershelf.yamltext import YamlError, plain

NOTE: Final = "note"


class UnsafeError(PapershelfError):
    """A file is written in a way in which one value cannot be changed alone."""

    exit_code = 1


def entry_in(content: bytes, path: str, position: int) -> Entry:
    """The entry at a place of a file; UnsafeError for a file that does not read."""
    entries, problems = read_entries(content, path)
    if problems or position >= len(entries):
        raise UnsafeError(f"{path} does not read; mend it first")
    return entries[position]


def rewritten(content: bytes, path: str, position: int, key: str, value: Any) -> bytes:
    """The bytes of a file with a field of the entry at a place set.

    `value`: as for `dump_entry`; a note is put where the entry has it. Raises UnsafeError where
    anything else would read otherwise then.
    """
    entry = entry_in(content, path, position)
    text = content.decode()
    in_body = key == NOTE and path.endswith(".md") and not _has(entry, NOTE)
    try:
        if in_body:
            changed = _with_body(text, value)
        elif entry.position is None:
            changed = with_field(text, key, value)
        else:
            changed = with_field_of_item(text, position, key, value)
    except (YamlError, ValueError):
        raise _unsafe(path) from None
    new = changed.encode()
    _prove(content, new, path, position, "" if in_body else key)
    return new


def _has(entry: Entry, key: str) -> bool:
    return isinstance(entry.node.value, dict) and key in entry.node.value


def _with_body(text: str, note: str) -> str:
    parts = split_markdown(text, Source("", ()))
    if isinstance(parts, Problem):
        raise ValueError(parts.message)  # noqa: TRY004 - of the text, not a type
    head = text[: len(text) - len(parts.body)]
    return f"{head.rstrip(' ')}{'' if head.endswith(chr(10)) else chr(10)}{note.strip()}\n"


def _prove(before: bytes, after: bytes, path: str, position: int, key: str) -> None:
    """Make sure that all but a field of one entry reads as before; without a key, but its body."""
    old, _ = read_entries(before, path)
    new, problems = read_entries(after, path)
    if problems or len(old) != len(new):
        raise _unsafe(path)
    for place, (one, other) in enumerate(zip(old, new, strict=True)):
        left, right = plain(one.node), plain(other.node)
        if place == position and key:
            left, right = ({k: v for k, v in each.items() if k != key} for each in (left, right))
        is_own_body = place == position and not key
        if left != right or (one.body != other.body and not is_own_body):
            raise _unsafe(path)


def _unsafe(path: str) -> UnsafeError:
    return UnsafeError(f"{path} is written in a way in which this cannot be changed alone")
