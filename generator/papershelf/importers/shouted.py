"""Names with a part in capitals: a shouted family name, or initials without full stops."""

import re
from collections.abc import Sequence
from typing import Any, Final

from papershelf.names import Name, parse_name

_CAPITALS: Final = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_INITIALS: Final = re.compile(r"[A-Z]{1,3}")
_PARTICLES: Final = frozenset(
    [
        "AL",
        "BEN",
        "BIN",
        "DA",
        "DAL",
        "DE",
        "DEL",
        "DELLA",
        "DEN",
        "DER",
        "DI",
        "DOS",
        "DU",
        "EL",
        "LA",
        "LE",
        "TEN",
        "TER",
        "VAN",
        "VON",
        "ZU",
    ]
)
_LONG: Final = 4
"""Letters in capitals that are no initials."""
_STOPPED: Final = re.compile(r"(?:[^\W\d_](?:\.[ -]?|[ -]|$)){1,4}|[A-Z]{1,2}")
_NUMERAL: Final = re.compile("[IVX]+")


def speak(people: Sequence[Any], free: Sequence[bool], notes: list[str]) -> list[Any]:
    """The people with shouted family names spoken, and initials with their stops.

    Only where a name is sure to be meant so: "Jiashi FENG", "FENG Jiashi", and "Vinyals O" where
    the others in the list are written alike. What may be either stays, and is told. `free`: whose
    family name nothing tells but its place; of others only the case of that may change.
    """
    shapes = [
        _shape(person) if is_free else _known_shape(person)
        for person, is_free in zip(people, free, strict=True)
    ]
    initials = sum(shape == "initials" for shape in shapes)
    is_shouted = "shouted" in shapes or "known" in shapes
    result: list[Any] = []
    for person, shape in zip(people, shapes, strict=True):
        if shape == "whole":
            notes.append(f"{person} is all in capitals: it is kept as it is")
        if shape == "known" or (shape == "short" and is_shouted):
            spoken = _spoken_family(person)
            notes.append(f"{person} became {spoken}")
            result.append(spoken)
        elif shape == "shouted" or (shape == "initials" and is_shouted and _last(person) > 1):
            spoken = _spoken(person)
            notes.append(f"{person} became {spoken}")
            result.append(spoken)
        elif shape == "initials" and (initials > 1 or _last(person) == 1):
            stopped = _stopped(person)
            notes.append(f"{person} became {stopped}")
            result.append(stopped)
        else:
            if shape == "initials":
                notes.append(f"{person}: whether {person.split()[-1]} is the family name is unsure")
            result.append(person)
    return result


def _shape(person: Any) -> str:
    if not isinstance(person, str) or "," in person or not re.search("[A-Z]{2}| [A-Z]$", person):
        return ""
    if parse_name(person).literal:
        return ""
    words = [word for word in person.split() if word.upper() not in _PARTICLES]
    loud = [_is_loud(word) for word in words]
    if len(words) < 2:
        return ""
    if all(loud) or all(word == word.upper() for word in words):
        return "whole" if any(len(word.strip(".")) >= _LONG for word in words) else ""
    if _INITIALS.fullmatch(words[-1]) and not any(loud[:-1]):
        return "" if _NUMERAL.fullmatch(words[-1]) and len(words[-1]) > 1 else "initials"
    # One run of capitals at an end, and mixed case for the rest.
    ends = loud.index(True) if any(loud) else -1
    rest = [word for word, is_loud in zip(words, loud, strict=True) if not is_loud]
    is_run = ends >= 0 and (all(loud[ends:]) or all(loud[: sum(loud)]))
    is_sure = any(len(word) >= _LONG for word, is_loud in zip(words, loud, strict=True) if is_loud)
    if is_run and is_sure and any(word != word.upper() for word in rest):
        return "shouted"
    return ""


def _known_shape(person: Any) -> str:
    """The same of a name whose family name is known: of `SMITH, J.` too it is a shout."""
    if not isinstance(person, str) or not re.search("[A-Z]{2}", person):
        return ""
    name = parse_name(person)
    words = name.family.split()
    if not words or not name.given or not all(map(_is_loud, words)):
        return ""
    is_spoken = name.given != name.given.upper() or _STOPPED.fullmatch(name.given)
    if len(name.family) < _LONG:
        # "LI, X." shouts where others do.
        return "short" if is_spoken else ""
    return "known" if is_spoken else "whole"


def _is_loud(word: str) -> bool:
    return (
        len(word) > 1
        and word == word.upper()
        and "." not in word
        and bool(_CAPITALS.fullmatch(word))
    )


def _last(person: str) -> int:
    return len(person.split()[-1])


def _spoken(person: str) -> str:
    words = person.split()
    is_family = [_is_loud(word) for word in words]
    family = " ".join(_quiet(word) for word, is_one in zip(words, is_family, strict=True) if is_one)
    given = " ".join(word for word, is_one in zip(words, is_family, strict=True) if not is_one)
    return f"{given} {family}"


def _spoken_family(person: str) -> Any:
    name = parse_name(person)
    family = " ".join(map(_quiet, name.family.split()))
    spoken = Name(name.given, name.particle, family, name.suffix)
    return spoken.display if parse_name(spoken.display) == spoken else spoken.inverted


def _quiet(word: str) -> str:
    if word in _PARTICLES:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


def _stopped(person: str) -> str:
    *family, initials = person.split()
    given = " ".join(f"{letter}." for letter in initials)
    name = Name(given=given, family=" ".join(family))
    return name.display if parse_name(name.display) == name else name.inverted
