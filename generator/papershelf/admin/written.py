"""What Sveltia CMS would write otherwise than it was: such files are better edited by hand.

It reads YAML with types and flattens maps to dotted paths before it writes the whole file anew.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from papershelf.content_files import ContentFile
from papershelf.load import read_bytes, read_entries
from papershelf.yamltext import Node

_HEADER = re.compile(r"---\n(?P<head>.*?)\n---(?:\n.*)?", re.DOTALL)
_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    re.ASCII,
)
_OTHER_WORDS = frozenset({"~", "null", "Null", "NULL", "True", "TRUE", "False", "FALSE"})
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", re.ASCII)
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What it writes as they are, and a reader of YAML takes for the ends of lines."""
_MOST_DIGITS = 15
"""What every number of a browser holds exactly."""


@dataclass(frozen=True, slots=True)
class Written:
    """The fields of a file that the program keeps as they are."""

    path: str
    fields: Mapping[str, Node]


def read_written(file: ContentFile) -> Written | None:
    """The one entry of a file; None where the program would not keep what stands in it."""
    content = read_bytes(file)
    entries, problems = read_entries(content, file.path)
    if problems or len(entries) != 1 or entries[0].position is not None:
        return None
    entry = entries[0]
    if not isinstance(entry.node.value, dict) or not is_kept(entry.node) or b"\r" in content:
        return None
    if file.path.endswith(".md"):
        # Else it takes all of the file for its text.
        header = _HEADER.fullmatch(content.decode())
        if header is None or "\n---" in f"\n{header['head']}":
            return None
    return Written(file.path, entry.node.value)


def is_kept(node: Node) -> bool:
    """Whether it would write the same values, all of them and under the same names."""
    if isinstance(node.value, dict):
        return all(_is_kept_name(name) and is_kept(child) for name, child in node.value.items())
    if isinstance(node.value, list):
        return all(map(is_kept, node.value))
    if node.value is None:
        return True
    # It takes white space away from both ends; line ends there mean nothing to us either.
    if _LINE_ENDS.search(node.value) or node.value.strip("\n") != node.value.strip():
        return False
    return not node.raw or _is_kept_word(node.value)


def _is_kept_name(name: str) -> bool:
    is_number = _NUMBER.fullmatch(name)
    return not is_number and "." not in name and name not in {"", "__proto__", *_OTHER_WORDS}


def _is_kept_word(text: str) -> bool:
    if text in _OTHER_WORDS:
        return False
    # 1706.03760 would lose its last digit, 007 its zeros, and a long number its end.
    return not _NUMBER.fullmatch(text) or (
        len(text) <= _MOST_DIGITS and _PLAIN_NUMBER.fullmatch(text) is not None
    )
