"""Values as JSON, YAML and tables have them: texts, lists and maps of anything."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from papershelf.importers.addresses import kind_of_label
from papershelf.importers.headings import field_of
from papershelf.schema import LINK_KINDS

_BETWEEN: Final = re.compile(r"\s*[;|]\s*")
_COMMAS: Final = re.compile(r"\s*,\s*")
_MOST_DEEP: Final = 30
NAMES: Final = ("name", "display_name", "title", "label")
"""What the name of something may be called in a map of it."""
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})


def unlocked(value: Any) -> Any:
    """A value alone, without white space around it."""
    # OpenReview's way to say who may read a value.
    while isinstance(value, dict) and value.keys() in ({"value"}, {"value", "readers"}):
        value = value["value"]
    return value.strip() if isinstance(value, str) else value


def as_text(value: Any) -> str | None:
    """A text, number or truth as a text; None for lists and maps."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, list) and len(value) == 1:
        return as_text(value[0])
    return value.strip() if isinstance(value, str) else None


def first_found(found: dict[str, Any], names: tuple[str, ...]) -> Any:
    """The first value that is there under one of these names; an empty text if none is."""
    return next((found[name] for name in names if found.get(name)), "")


def first_of(value: Any) -> Any:
    """The first of a list, or a value that is none."""
    return value[0] if isinstance(value, list) and value else value


def as_list(value: Any) -> list[Any]:
    """A list, or one of a value that is none."""
    return value if isinstance(value, list) else [value]


def words_of(value: Any) -> Iterator[str]:
    """The terms in a list, or in a text that separates them by semicolons, bars or commas."""
    for item in as_list(value):
        if isinstance(item, dict):
            yield as_text(first_found(item, ("id", *NAMES))) or ""
        elif isinstance(item, str):
            if isinstance(value, list) and len(value) > 1:
                yield item.strip()
                continue
            parts = _BETWEEN.split(item.strip())
            if len(parts) == 1 and not isinstance(value, list):
                parts = _COMMAS.split(parts[0])
            yield from parts
        elif (text := as_text(item)) is not None:
            yield text


def says_more(value: Any, names: Sequence[str]) -> bool:
    """Whether some values say more than one text each, which has one of these names in a map."""
    return any(
        isinstance(item, list) or (isinstance(item, dict) and not _is_one(item, names))
        for item in as_list(value)
    )


def _is_one(item: dict[str, Any], names: Sequence[str]) -> bool:
    said = {name: part for name, part in item.items() if part not in _NOTHING}
    return len(said) <= 1 and all(
        name in names and as_text(part) is not None for name, part in said.items()
    )


def membership(item: Any) -> Any:
    """What a collection says of a paper, in the fields of entries."""
    if not isinstance(item, dict) or not item.get("id"):
        return item
    return {key: item[key] for key in ("id", "section", "order", "note") if item.get(key)}


def shorter(place: dict[str, Any]) -> Any:
    """The id alone where there is no more."""
    return place["id"] if len(place) == 1 else place


def link_kind(word: str) -> str:
    """The kind of link that a word means, or the word itself."""
    word = word.strip().lower()
    named = field_of(word)
    if word in LINK_KINDS or not word:
        return word
    return (
        named.removeprefix("links.") if named.startswith("links.") else kind_of_label(word) or word
    )


def ended(url: str) -> str:
    """An address found in a text, without the signs of the text behind it."""
    url = url.rstrip(",;")
    return url if "(" in url else url.rstrip(")")


def related(item: Any) -> Any:
    """What a paper relates to or cites, in the fields of entries."""
    # The address of a paper of the same shelf follows from its id.
    if isinstance(item, dict) and item.get("id") and "url" in item:
        return {key: value for key, value in item.items() if key != "url"}
    return item


def is_deep(value: Any) -> bool:
    """Whether values are nested deeper than anybody can want."""
    level, depth = [value], 0
    while level and depth <= _MOST_DEEP:
        depth += 1
        level = [
            inner
            for item in level
            if isinstance(item, (dict, list))
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
    return bool(level)


def name_of(value: Any) -> str:
    """A name that may stand in a map."""
    if isinstance(value, dict):
        value = first_found(value, NAMES)
    return as_text(value) or ""


def shown(text: str) -> str:
    """A found text for a message: one line, not too long."""
    text = " ".join(text[:200].split())
    return f'"{text if len(text) <= 60 else text[:59] + "…"}"'


def every(taken: Iterable[bool]) -> bool:
    """Whether all are true; none is passed over, as `all` would once one is not."""
    return all([*taken])
