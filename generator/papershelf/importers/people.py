"""Names of people in all the ways that files write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from papershelf.importers.shouted import speak
from papershelf.names import Name, looks_like_several, parse_name, tidy
from papershelf.text import fold

_ORCID: Final = re.compile(
    r"[\[(<]?\s*(?:https?://)?(?:orcid\.org/|ORCID:?\s*)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\s*[\])>]?",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[<(\[]?\s*(?:mailto:)?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\s*[>)\]]?")
_OTHERS: Final = re.compile(
    r"(?:,?\s+|^)(?:(?:and|&)\s+)?(?:et\.? al\.?|(?:and|&) others|u\. ?a\.|…|\.\.\.)\s*$"
    r"|^others$",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"(?<=[^\W\d_])\s?(?:\[\s*\d[\d,\s]*\]|\d+(?:\s?,\s?\d+)*(?![^\W_]))")
_IN_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_ROLE: Final = re.compile(
    r"(?:eds?|editors?|hrsg|authors?|contributors?|corresponding author)\.?", re.I
)
_SCRIPT: Final = re.compile(
    r"<su[pb]>[^<]{0,40}</su[pb]>|\\textsuperscript\{[^{}]{0,40}\}", re.IGNORECASE
)
_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("given", "first", "firstname", "forename", "given_name", "givenname"), "given"
        ),
        **dict.fromkeys(("first_name", "givennames", "given_names", "fore"), "given"),
        **dict.fromkeys(
            ("family", "last", "lastname", "surname", "family_name", "last_name"), "family"
        ),
        **dict.fromkeys(("familyname",), "family"),
        **dict.fromkeys(
            ("particle", "non-dropping-particle", "dropping-particle", "von"), "particle"
        ),
        "prefix": "particle",
        **dict.fromkeys(("suffix", "jr"), "suffix"),
        **dict.fromkeys(("literal", "collective", "collab", "organization"), "literal"),
        **dict.fromkeys(
            ("name", "fullname", "full_name", "display_name", "author", "text"), "name"
        ),
        **dict.fromkeys(("orcid", "orcid_id"), "orcid"),
        **dict.fromkeys(
            ("affiliation", "affiliations", "institution", "institutions"), "affiliations"
        ),
        **{name: name for name in ("id", "native", "equal", "corresponding")},
    }
)
"""The keys that files use for what a person's map may hold."""
_DEEPEST: Final = 5
_SILENT: Final = frozenset(
    [
        "sequence",
        "authorid",
        "creatortype",
        "comma-suffix",
        "static-ordering",
        "parse-names",
        "order",
        "position",
        "authenticated-orcid",
        "isinstitution",
        "position_index",
        "url",
        "type",
    ]
)


@dataclass
class People:
    """The people that a value names, as entries write them, and what is to be told of them."""

    people: list[Any] = field(default_factory=list)
    """Texts or maps, in order."""
    notes: list[str] = field(default_factory=list)
    """What was changed or left out, each a part of a sentence."""
    free: list[bool] = field(default_factory=list)
    """Of each, whether nothing tells the family name but its place."""
    has_others: bool = False
    """Whether there are more, as "et al." says."""


def read_people(value: object) -> list[Any]:
    """The people in a text or list, in order, each as an entry writes it: a text or a map."""
    return people_of(value).people


def people_of(value: object, *, apart: bool = False) -> People:
    """The people in a text, a list of texts, pairs or maps, or a map, and what is to be told.

    `apart`: each text is one name, whatever it contains.
    """
    found = People()
    items = _pairs(value) if isinstance(value, list) and not apart else value
    _read(items, found, 0, apart=apart)
    found.people = speak(found.people, found.free, found.notes)
    return found


def written(name: Name) -> Any:
    """A name as an entry writes it: a text where that reads as the same, else a map."""
    if name.literal:
        reads = parse_name(name.literal) == name
        return name.literal if reads else {"literal": name.literal}
    for text in (name.display, name.inverted):
        if parse_name(text) == name and not looks_like_several(text):
            return text
    parts = {
        "family": name.family,
        "given": name.given,
        "particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _pairs(items: list[Any]) -> list[Any]:
    """The items, those of a list of `[given, family]` pairs as maps."""
    are_pairs = items and all(
        isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item)
        for item in items
    )
    # Whole names in lists by twos have a blank each.
    if not are_pairs or all(" " in first.strip() and " " in last.strip() for first, last in items):
        return items
    return [{"given": first, "family": last} for first, last in items]


def _read(value: object, found: People, depth: int, *, apart: bool) -> None:
    if isinstance(value, str):
        _read_text(value, found, apart=apart)
    elif isinstance(value, Mapping):
        _read_map(value, found)
    elif isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            _read(item, found, depth + 1, apart=apart)
    elif value is not None:
        found.notes.append(f"{str(value)[:60]!r} is no name: it was left out")


def _read_text(text: str, found: People, *, apart: bool) -> None:
    text = _SCRIPT.sub(lambda mark: _drop(mark[0], "mark", found), text)
    if "@" in text:
        text = _without_mail(text, found)
    if _OTHERS.search(text):
        found.has_others = True
        text = _OTHERS.sub("", text)
    if not text.strip(" ,;.&"):
        return
    if re.search(r"\d", text):
        text = _without_numbers(text, found)
    for name in (None if apart else looks_like_several(text)) or [text]:
        if _OTHERS.fullmatch(name):
            found.has_others = True
        else:
            _read_name(name, found)


def _without_mail(text: str, found: People) -> str:
    return _MAIL.sub(lambda mail: _drop(mail[0].strip("<>()[] "), "address", found), text)


def _without_numbers(text: str, found: People) -> str:
    # An ORCID is no footnote mark.
    parts = re.split(f"({_ORCID.pattern})", text, flags=re.IGNORECASE)
    kept = [
        part
        if place % 3
        else _NUMBERS.sub(lambda mark: _drop(mark[0].strip(), "mark", found), part)
        for place, part in enumerate(parts)
        if place % 3 != 2
    ]
    return "".join(kept)


def _drop(text: str, kind: str, found: People) -> str:
    what = "the e-mail address" if kind == "address" else "the mark"
    found.notes.append(f'{what} "{text[:60]}" was left out')
    return ""


def _read_name(text: str, found: People) -> None:
    more: dict[str, Any] = {}
    orcid = _ORCID.search(text)
    if orcid:
        more["orcid"] = orcid[1].upper()
        text = f"{text[: orcid.start()]} {text[orcid.end() :]}"
    while bracket := _IN_BRACKETS.search(text):
        inner, text = bracket[1].strip(), text[: bracket.start()]
        if not text.strip():
            text = inner
            break
        if _ROLE.fullmatch(inner) or not re.search(r"[^\W\d_]", inner):
            _drop(bracket[0].strip(), "mark", found)
        else:
            more["affiliations"] = [inner, *more.get("affiliations", [])]
            found.notes.append(f'"{inner[:60]}" behind the name was taken for an affiliation')
    bare, marks = tidy(text)
    if marks:
        found.notes.append(f'the mark "{marks[:20]}" of {bare or text} was left out')
    if not bare:
        found.notes.append(f'"{text.strip()[:60]}" is no name: it was left out')
        return
    if more:
        found.people.append({**as_map(bare), **more})
    else:
        found.people.append(written(parse_name(bare)) if "," in bare else bare)
    found.free.append("," not in bare)


def are_longer(people: Sequence[Any], others: Sequence[Any]) -> bool:
    """Whether some people are the others, by as much of their names or more."""
    return len(people) == len(others) and all(
        _family(one) == _family(other) for one, other in zip(people, others, strict=True)
    )


def _family(person: Any) -> str:
    name = as_map(person)
    return fold(str(name.get("family") or name.get("literal") or ""))


def as_map(person: Any) -> dict[str, Any]:
    """A person as a map."""
    if isinstance(person, dict):
        return person
    name = parse_name(person)
    parts = ("family", "given", "particle", "suffix", "literal")
    return {part: getattr(name, part) for part in parts if getattr(name, part)}


def _read_map(person: Mapping[Any, Any], found: People) -> None:
    known: dict[str, Any] = {}
    for key, value in person.items():
        if value is None or value in ("", [], {}):
            continue
        part = _PARTS.get(str(key).lower())
        if part == "name" and isinstance(value, Mapping):
            _read_map({**person, key: None, **value}, found)
            return
        if part is None:
            if str(key).lower() not in _SILENT:
                found.notes.append(f'"{str(key)[:40]}: {str(value)[:60]}" of a person was left out')
        elif part == "affiliations":
            known[part] = [*known.get(part, []), *_affiliations(value)]
        elif part == "particle" and part in known:
            known[part] = f"{value} {known[part]}"
        elif isinstance(value, (str, int, float, bool)):
            known[part] = value if isinstance(value, bool) else str(value)
        else:
            found.notes.append(f'"{str(key)[:40]}: {str(value)[:60]}" of a person was left out')
    name = known.pop("name", "")
    orcid = _ORCID.search(known.get("orcid", ""))
    if orcid:
        known["orcid"] = orcid[1].upper()
    if name and not {"family", "given", "literal"} & known.keys():
        inner = People()
        _read_text(name, inner, apart=True)
        found.notes += inner.notes
        found.has_others = found.has_others or inner.has_others
        found.people += [{**as_map(one), **known} if known else one for one in inner.people]
        found.free += inner.free
        return
    if {"family", "given", "literal", "id"} & known.keys():
        found.people.append(_simplest(_without_marks(known, found)))
        found.free.append(False)
    else:
        found.notes.append(f"a person without a name was left out: {str(dict(person))[:60]}")


def _without_marks(person: dict[str, Any], found: People) -> dict[str, Any]:
    for part in ("family", "given"):
        text = person.get(part, "")
        orcid = _ORCID.search(text)
        if orcid:
            person.setdefault("orcid", orcid[1].upper())
            text = f"{text[: orcid.start()]} {text[orcid.end() :]}"
        if "@" in text:
            text = _without_mail(text, found)
        bare, marks = tidy(text)
        if bare and bare != person.get(part):
            person[part] = bare
            if marks:
                found.notes.append(f'the mark "{marks[:20]}" of {bare} was left out')
    return person


def _simplest(person: dict[str, Any]) -> Any:
    """A map as the text that says the same, where there is one."""
    parts = ("given", "particle", "family", "suffix", "literal")
    if not person.keys() <= {*parts}:
        return person
    name = Name(**person)
    said = written(name)
    return said if isinstance(said, str) else person


def _affiliations(value: object) -> list[str]:
    items: Sequence[object] = value if isinstance(value, list) else [value]
    texts = (
        str(item.get("name") or item.get("display_name") or "")
        if isinstance(item, Mapping)
        else str(item)
        for item in items
        if item is not None
    )
    return [text for text in texts if text.strip()]
