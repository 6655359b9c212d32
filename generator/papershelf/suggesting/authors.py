"""A new list of authors, with what the entry knew of those whose names stay."""

import re
from collections.abc import Sequence
from typing import Any, Final

from papershelf.importers.people import as_map, people_of
from papershelf.names import Name, same_person
from papershelf.suggesting.new_value import UnfitError
from papershelf.suggesting.wording import said
from papershelf.text import slugify

_PARTS: Final = ("given", "particle", "family", "suffix", "literal")
_AND: Final = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)
_LINKED: Final = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_BETWEEN: Final = re.compile(r",\s+|\s[/·]\s")
_MOST_NOTES: Final = 10
_MOST_COMPARED: Final = 200
"""Names that each new one is compared with."""


def new_authors(lines: Sequence[str], known: object) -> tuple[list[Any], list[str]]:
    """The people whom lines name, as an entry writes them, and what is to be told of the names.

    `known`: the authors as the entry has them now. An ORCID, affiliations and whatever else an
    entry says of somebody stay with the name, also where that is written in full now. Raises
    UnfitError for lines that leave somebody out, or of which nobody knows how many they name.
    """
    bare = [_AND.sub("", _LINKED.sub(r"\1", line.replace("**", ""))).strip() for line in lines]
    found = people_of(bare if len(bare) > 1 else next(iter(bare), ""))
    if found.has_others:
        raise UnfitError(said("The value does not name everybody: write each name on a line."))
    old = known if isinstance(known, list) else [known] if isinstance(known, (str, dict)) else []
    named = [person for person in found.people if any(map(str.isalpha, _name(person).display))]
    if len(named) == len(bare) == 1 and _may_be_several(bare[0]):
        what = "may be one name or several: write each on a line, given names first"
        raise UnfitError(said("“{text}” {what}.", text=bare[0][:200], what=what))
    left = _Left([person for person in old if isinstance(person, (str, dict))])
    exact = [left.take(person) for person in named]
    people = [
        _together(person, left.take_alike(person) if earlier is None else earlier)
        for person, earlier in zip(named, exact, strict=True)
    ]
    return people, [note.rstrip(".") for note in found.notes[:_MOST_NOTES]]


def _may_be_several(text: str) -> bool:
    """Whether a line that was read as one name has parts that are whole names by themselves."""
    parts = [part.split() for part in _BETWEEN.split(text)]
    return len(parts) > 1 and all(len(words) > 1 for words in parts)


class _Left:
    """The authors of the entry who were not found in the new list yet."""

    def __init__(self, people: Sequence[Any]) -> None:
        self._by_key: dict[str, list[Any]] = {}
        for person in people:
            self._by_key.setdefault(_key(person), []).append(person)

    def take(self, person: Any) -> Any:
        """The one of the very same name; None where there is none."""
        return self._take(_key(person))

    def take_alike(self, person: Any) -> Any:
        """The only one whose name may be a shorter or longer form of it."""
        if len(self._by_key) > _MOST_COMPARED:
            return None
        name = _name(person)
        alike = [
            key
            for key, people in self._by_key.items()
            if people and same_person(_name(people[0]), name)
        ]
        return self._take(alike[0]) if len(alike) == 1 else None

    def _take(self, key: str) -> Any:
        people = self._by_key.get(key)
        person = people.pop(0) if people else None
        if people == []:
            del self._by_key[key]
        return person


def _key(person: Any) -> str:
    """The name for comparing; of somebody who is named by an identity alone, that."""
    return slugify(_name(person).display) or str(as_map(person).get("id", ""))


def _name(person: Any) -> Name:
    parts = as_map(person)
    return Name(**{part: str(parts[part]) for part in _PARTS if parts.get(part)})


def _together(person: Any, earlier: Any) -> Any:
    if earlier is None:
        return person
    if not isinstance(earlier, dict) and not isinstance(person, dict):
        return earlier if _name(person) == _name(earlier) else person
    is_same = _name(earlier) in {_name(person), Name()}
    if isinstance(earlier, dict) and isinstance(person, str) and is_same:
        return earlier
    more = {part: value for part, value in as_map(earlier).items() if part not in _PARTS}
    return {**as_map(person), **more, **_beside(person)} if more or _beside(person) else person


def _beside(person: Any) -> dict[str, Any]:
    """What is said of a person beside the name."""
    known = person if isinstance(person, dict) else {}
    return {part: value for part, value in known.items() if part not in _PARTS}
