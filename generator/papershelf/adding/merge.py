"""Several descriptions of one paper as one, by rules that stand in one table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from rapidfuzz import fuzz

from papershelf.adding.gather import Found
from papershelf.draft import Draft
from papershelf.fields import shown
from papershelf.markup import to_text
from papershelf.names import parse_name
from papershelf.schema import EntryForm
from papershelf.text import fold

_FIRST_HAND: Final = (
    *("ACL Anthology", "Crossref", "PubMed", "PubMed Central", "DataCite", "OpenReview"),
    "Open Library",
)
_GATHERED: Final = ("OpenAlex", "Semantic Scholar")
_PUBLISHED: Final = (*_FIRST_HAND, *_GATHERED, "arXiv")
_WRITTEN: Final = (*_FIRST_HAND, "arXiv", *_GATHERED)
_ABSTRACT: Final = (
    *("arXiv", "PubMed", "OpenReview", "ACL Anthology", "Crossref", "DataCite"),
    *("Semantic Scholar", "OpenAlex"),
)
_OPEN: Final = ("ACL Anthology", "arXiv", "OpenReview", *_PUBLISHED)
ORDER: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {"title": _WRITTEN, "authors": _WRITTEN, "abstract": _ABSTRACT, "links": _OPEN}
)
"""The sources of a field, the best first, where they are not those of `_PUBLISHED`: publishers and
registries, then who gathers from them, then who keeps preprints. What authors wrote themselves is
better there than where it was gathered."""
_GRAVE: Final = ("retracted", "withdrawn")
_PREPRINTS: Final = "arXiv"
_SAME_TITLE: Final = 90.0


@dataclass(slots=True)
class Merged:
    """A paper as all sources together describe it."""

    fields: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    """Field to source, several parted by commas."""
    conflicts: list[str] = field(default_factory=list)
    """What sources contradict each other in, in words."""

    def draft(self, today: str) -> Draft:
        """The entry to be, which tells where each field came from."""
        order = {name: place for place, name in enumerate(EntryForm.model_fields)}
        provenance = {
            name: {"source": self.origins[name], "date": today}
            for name in sorted(self.origins, key=lambda name: order.get(name, len(order)))
        }
        return Draft({**self.fields, "provenance": provenance} if provenance else dict(self.fields))


def merge(found: Sequence[Found]) -> Merged:
    """One description of several.

    * A fact is that of the first source of its order that has it.
    * The title is the best written one of those that say the same.
    * The authors are one source's: of the lists as long as the first one's the one that has most
      names in full. Lists are never mixed.
    * Ids and links are united; of two of a kind the first one's stays. A link to what is open and
      stays where it is comes first.
    * The date is that of the publication, and the preprint becomes one of the versions.
    * A retraction that anybody knows of counts.
    """
    merged = Merged()
    names = dict.fromkeys(name for one in found for name in one.draft.fields)
    for name in names:
        said = _in_order(name, found)
        match name:
            case "title":
                _take(merged, name, _best_title(said))
            case "authors" | "editors":
                _take(merged, name, _fullest(said))
            case "ids" | "links":
                _unite(merged, name, said)
            case "status":
                _take(merged, name, _gravest(said))
            case "extra":
                merged.fields[name] = {
                    key: v for one in reversed(said) for key, v in one[1].items()
                }
            case _:
                _take(merged, name, said[0])
    _tell_conflicts(merged, found)
    _settle_dates(merged, found)
    return merged


_Said = tuple[str, Any]
"""A source and what it says of a field."""


def _in_order(name: str, found: Sequence[Found]) -> list[_Said]:
    order = ORDER.get(name, _PUBLISHED)
    said = [(one.source, one.draft.fields[name]) for one in found if name in one.draft.fields]
    return sorted(said, key=lambda one: order.index(one[0]) if one[0] in order else len(order))


def _take(merged: Merged, name: str, said: _Said) -> None:
    merged.origins[name], merged.fields[name] = said


def _best_title(said: Sequence[_Said]) -> _Said:
    """Of the titles that say the same as the first one, that with the most telling capitals."""
    letters = _letters(said[0][1])
    same = [one for one in said if _letters(one[1]) == letters]
    return min(same, key=lambda one: (_is_shouted(one[1]), -_inner_capitals(one[1])))


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, fold(to_text(title))))


def _is_shouted(title: str) -> bool:
    text = to_text(title)
    return text.isupper() or text.islower()


def _inner_capitals(title: str) -> int:
    """How many words have a capital behind their first letter: BERT, LoRA."""
    words = to_text(title).split()
    return sum(1 for word in words if any(sign.isupper() for sign in word[1:]))


def _fullest(said: Sequence[_Said]) -> _Said:
    length = len(said[0][1])
    alike = [one for one in said if len(one[1]) == length]
    return max(alike, key=lambda one: sum(map(_is_full, one[1])))


def _is_full(person: Any) -> bool:
    """Whether a person's given name is there in full rather than as an initial."""
    if isinstance(person, dict):
        given = person.get("given") or parse_name(person.get("literal", "")).given
    else:
        given = parse_name(person).given
    return any(len(word.strip(".")) > 1 for word in given.replace("-", " ").split())


def _unite(merged: Merged, name: str, said: Sequence[_Said]) -> None:
    united: dict[str, Any] = {}
    sources: list[str] = []
    for source, values in said:
        for kind, value in values.items():
            if kind not in united:
                united[kind] = value
                sources.append(source)
            elif united[kind] != value and name == "ids":
                merged.conflicts.append(
                    f"{kind}: {source} has {value}, and {united[kind]} is taken"
                )
    merged.fields[name] = united
    merged.origins[name] = ", ".join(dict.fromkeys(sources))


def _gravest(said: Sequence[_Said]) -> _Said:
    grave = (one for status in _GRAVE for one in said if one[1] == status)
    return next(grave, said[0])


def _tell_conflicts(merged: Merged, found: Sequence[Found]) -> None:
    title = to_text(merged.fields.get("title", ""))
    people = len(merged.fields.get("authors", ()))
    for one in found:
        other = to_text(one.draft.fields.get("title", ""))
        if other and fuzz.token_sort_ratio(fold(title), fold(other)) < _SAME_TITLE:
            merged.conflicts.append(f"title: {one.source} has {shown(other)}")
        count = len(one.draft.fields.get("authors", ()))
        if count and count != people:
            taken = merged.origins.get("authors", "")
            merged.conflicts.append(
                f"authors: {one.source} lists {count}, and the {people} of {taken} are taken"
            )
    published = [one for one in found if one.source != _PREPRINTS]
    years = dict.fromkeys(year for one in published if (year := _year(one.draft)))
    if len(years) > 1:
        listed = ", ".join(
            f"{one.source} {year}" for one in published if (year := _year(one.draft))
        )
        merged.conflicts.append(f"year: {listed}")


def _year(draft: Draft) -> str:
    return str(draft.fields.get("date") or draft.fields.get("year") or "")[:4]


def _settle_dates(merged: Merged, found: Iterable[Found]) -> None:
    """Leave one date, with a year beside it only where the date is that of the preprint."""
    fields = merged.fields
    date, year = fields.get("date", ""), fields.get("year", "")
    if year and date and (date[:4] == year or merged.origins["date"] != _PREPRINTS):
        del fields["year"], merged.origins["year"]
    preprint = next((one.draft.fields for one in found if one.source == _PREPRINTS), None)
    if preprint is None or "date" not in preprint:
        return
    is_published = fields.get("venue") or merged.origins["date"] != _PREPRINTS
    if is_published and preprint["date"] != fields["date"]:
        address = f"https://arxiv.org/abs/{preprint['ids']['arxiv']}"
        version = {"label": _PREPRINTS, "date": preprint["date"], "url": address}
        _take(merged, "versions", (_PREPRINTS, [version]))
