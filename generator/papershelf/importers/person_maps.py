"""People as JSON and YAML have them: maps with names of their own for the parts."""

from collections.abc import Mapping
from typing import Any, Final

from papershelf.importers.values import as_list, as_text, first_found, name_of
from papershelf.names import Name, parse_name

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "given": ("given", "first", "firstname", "first_name", "firstName", "forename", "given_name"),
    "family": ("family", "last", "lastname", "last_name", "lastName", "surname", "family_name"),
    "particle": ("particle", "non-dropping-particle"),
    "suffix": ("suffix",),
    "literal": ("literal",),
    "native": ("native",),
    "orcid": ("orcid", "ORCID"),
    "affiliations": ("affiliations", "affiliation", "institutions"),
    "equal": ("equal",),
    "corresponding": ("corresponding", "is_corresponding"),
}
_WHOLE: Final = (
    "name",
    "display_name",
    "fullname",
    "full_name",
    "author",
    "raw_author_name",
    "text",
)


def person_of(found: dict[str, Any]) -> Any:
    """A person in the fields of entries, or a name alone where there is no more."""
    inner = found.get("author")
    if isinstance(inner, dict):
        found = {**{k: v for k, v in found.items() if k != "author"}, **inner}
    person: dict[str, Any] = {}
    for part, names in _PARTS.items():
        value = first_found(found, names)
        if part == "affiliations":
            value = [word for word in (name_of(item) for item in as_list(value)) if word]
        elif part in {"equal", "corresponding"}:
            value = value if value is True or str(value).lower() == "true" else None
        else:
            value = as_text(value)
        if value:
            person[part] = value
    whole = as_text(first_found(found, _WHOLE)) or ""
    if not person.keys() & {"given", "family", "literal"}:
        if not whole:
            return as_text(next(iter(found.values()), "")) or ""
        if not person:
            return whole
        return _parts_of(parse_name(whole)) | person
    if person.keys() <= _NAME_PARTS:
        name = Name(**person)
        return next((t for t in (name.display, name.inverted) if parse_name(t) == name), person)
    return person


_NAME_PARTS: Final = frozenset({"given", "particle", "family", "suffix", "literal"})


def _parts_of(name: Name) -> dict[str, Any]:
    return {part: text for part in sorted(_NAME_PARTS) if (text := getattr(name, part))}
