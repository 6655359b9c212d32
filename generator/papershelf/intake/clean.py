"""Values from anywhere as an entry may hold them: texts, lists and maps that a file can keep."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_STRANGE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_UNNAMED: Final = "unnamed"
_DEEPEST: Final = 20
"""Levels of lists and maps that stay; what lies deeper becomes one text."""


@dataclass(slots=True)
class Cleaning:
    """Cleans the values of one entry and remembers what it had to mend."""

    mended: dict[str, None] = field(default_factory=dict)
    """Names of the fields with characters that no file may hold."""
    lost: dict[str, None] = field(default_factory=dict)
    """Names of the fields with something too deep to be written."""

    def fields(self, values: Mapping[Any, Any]) -> dict[str, Any]:
        """The fields that say something, with everything in them cleaned."""
        cleaned = ((self.text(str(key), "a name"), value) for key, value in values.items())
        return _named((key, self._value(value, key, 0)) for key, value in cleaned)

    def text(self, text: str, name: str) -> str:
        """A text without the characters that no file may hold.

        Those that Windows-1252 was taken for become what they were; halves of a character are
        joined, or become U+FFFD.
        """
        if not _STRANGE.search(text):
            return text
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").replace("\v", " ")
        cleaned = _STRANGE.sub(_mended, _PAIR.sub(_joined, text))
        if cleaned != text.replace("\ufeff", ""):
            self.mended[name] = None
        return cleaned

    def _value(self, value: Any, name: str, depth: int) -> Any:
        if isinstance(value, str):
            return self.text(value, name)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return _number(value)
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else str(value)
        if depth >= _DEEPEST:
            return self._flat(value, name)
        if isinstance(value, Mapping):
            return _named(
                (self.text(str(key), name), self._value(item, name, depth + 1))
                for key, item in value.items()
            )
        if isinstance(value, (list, tuple)):
            items = (self._value(item, name, depth + 1) for item in value)
            return [item for item in items if not is_empty(item)]
        return self.text(str(value), name)

    def _flat(self, value: Any, name: str) -> str:
        try:
            return self.text(json.dumps(value, ensure_ascii=False, default=str), name)
        except (RecursionError, ValueError):
            self.lost[name] = None
            return ""


def _named(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """What says something, by names that differ; names may have become alike, or nothing."""
    found: dict[str, Any] = {}
    for written, value in pairs:
        if is_empty(value):
            continue
        name = bare = written.strip() or _UNNAMED
        number = 1
        while name in found:
            number += 1
            name = f"{bare} {number}"
        found[name] = value
    return found


def is_empty(value: Any) -> bool:
    """Whether a value says nothing."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (list, dict)) and not value)


def _number(value: int) -> str:
    try:
        return str(value)
    except ValueError:
        # Python refuses to write thousands of digits in tens.
        return hex(value)


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _mended(found: re.Match[str]) -> str:
    sign = found[0]
    if "\x80" <= sign <= "\x9f":
        return bytes([ord(sign)]).decode("cp1252", "ignore")
    return "\ufffd" if unicodedata.category(sign) == "Cs" else ""
