"""A paper as a BibTeX entry: fields in a fixed order, `=` aligned; in Unicode or in ASCII."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from papershelf.citation.ascii import ascii_address, ascii_latex
from papershelf.citation.languages import babel_name
from papershelf.citation.texts import bare_word, escaped, latex_title, line
from papershelf.citation.work import Work, joined
from papershelf.model import Contributor
from papershelf.names import Name

KEEP_CASE: Final = "keep_case"
"""Under `extra`: the words of the title whose case styles must keep, besides those we see."""
# Macros that every BibTeX style defines, in its own language.
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)


def bibtex(work: Work, key: str) -> str:
    """The entry with all names and Unicode as it is, ended by a newline."""
    return entry(work, key, values_of(work))


def ascii_bibtex(work: Work, key: str) -> str:
    """The entry for BibTeX and TeX of old: all that is not ASCII as LaTeX, or percent-encoded."""
    return entry(work, key, in_ascii(values_of(work)))


def in_ascii(values: Mapping[str, str]) -> dict[str, str]:
    """The values of an entry in ASCII."""
    return {
        name: value
        if value.isascii()
        else (ascii_address if name in _VERBATIM else ascii_latex)(value)
        for name, value in values.items()
    }


def entry(work: Work, key: str, values: Mapping[str, str]) -> str:
    """The entry of a work with these values."""
    names = [name for name in _ORDER if name in values]
    width = max(map(len, names))
    lines = (f"  {name:<{width}} = {_value(name, values[name])}" for name in names)
    return f"@{work.kind.bibtex}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def values_of(work: Work) -> dict[str, str]:
    """What the fields of the entry say, in LaTeX with Unicode."""
    values = {name: value for name, make in _FIELDS for value in (make(work),) if value}
    if work.publisher:
        values[work.kind.publisher] = escaped(work.publisher)
    if work.container:
        _contain(values, work)
    return values


def _contain(values: dict[str, str], work: Work) -> None:
    """Add what a work appeared in: to its field, to the publisher's, or to the note."""
    container = escaped(work.container)
    places = (work.kind.container, work.kind.publisher)
    if container in map(values.get, places):
        return
    # An event publishes nothing.
    is_event = work.container == line(work.paper.event)
    candidates = places[:1] if is_event else places
    free = next((name for name in candidates if name not in values), "note")
    values[free] = ". ".join(filter(None, (values.get(free), container)))


def _value(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def _title(work: Work) -> str:
    kept = _kept_case(work.paper.extra.get(KEEP_CASE))
    return joined(latex_title(work.paper.title, kept), latex_title(work.paper.subtitle, kept))


def _kept_case(words: object) -> frozenset[str]:
    """What a curator or importer may have written there: a word, words, or anything."""
    items = words if isinstance(words, list) else [words]
    return frozenset(
        bare for item in items if isinstance(item, str) for bare in map(bare_word, item.split())
    ) - {""}


def _month(work: Work) -> str:
    return _MONTHS[work.date.month - 1] if work.date.month else ""


def _day(work: Work) -> str:
    return str(work.date.day) if work.date.month and work.date.day else ""


def _pages(work: Work) -> str:
    return escaped(work.pages.written("–")).replace("–", "--")


def _verbatim(text: str) -> str:
    """An address or identifier as it is; only what would end the field is percent-encoded."""
    text = line(text)
    for sign, code in (("\\", "%5C"), ("{", "%7B"), ("}", "%7D"), (" ", "%20"), ("^", "%5E")):
        text = text.replace(sign, code)
    return text


def _id(kind: str) -> Callable[[Work], str]:
    return lambda work: _verbatim(work.paper.ids.get(kind, ""))


_FIELDS: Final[tuple[tuple[str, Callable[[Work], str]], ...]] = (
    ("title", _title),
    ("author", lambda work: _people(work.paper.authors)),
    ("editor", lambda work: _people(work.paper.editors)),
    ("year", lambda work: str(work.date.year)),
    ("month", _month),
    ("day", _day),
    ("volume", lambda work: escaped(work.paper.volume)),
    ("number", lambda work: escaped(work.paper.issue)),
    ("pages", _pages),
    ("series", lambda work: escaped(work.paper.series)),
    ("address", lambda work: escaped(work.paper.place)),
    ("doi", _id("doi")),
    ("isbn", _id("isbn")),
    ("issn", _id("issn")),
    ("eprint", _id("arxiv")),
    ("archiveprefix", lambda work: "arXiv" if "arxiv" in work.paper.ids else ""),
    ("url", lambda work: "" if work.doi_url else _verbatim(work.url)),
    ("langid", lambda work: babel_name(work.paper.language)),
    ("note", lambda work: work.remark),
)
_VERBATIM: Final = frozenset({"doi", "isbn", "issn", "eprint", "url"})
# Some readers drop an escaped sign that stands alone before "and".
_DIVIDES: Final = re.compile(r",|\b(?:and|others)\b|(?:^| )\\[&%$#_]$", re.IGNORECASE)
_ORDER: Final = (
    *("title", "author", "editor", "journal", "booktitle", "howpublished", "school"),
    *("institution", "year", "month", "day", "volume", "number", "pages", "series", "publisher"),
    *("address", "doi", "isbn", "issn", "eprint", "archiveprefix", "url", "langid", "note"),
)


def _people(people: Iterable[Contributor]) -> str:
    return " and ".join(_name(person.name) for person in people)


def _name(name: Name) -> str:
    if name.literal or not name.family or (name.suffix and not name.given):
        return f"{{{escaped(name.literal or name.display)}}}"
    words = name.family.split()
    # BibTeX takes words in lower case for particles, and several words alone for given names.
    is_whole = any(word[0].islower() for word in words) or (len(words) > 1 and not name.given)
    family = escaped(name.family)
    last = f"{{{family}}}" if is_whole else _guarded(family)
    if name.particle:
        # What is written without a space before the family name stays so.
        space = " " if name.last != name.particle + name.family else ""
        last = f"{escaped(name.particle)}{space}{last}"
    parts = (last, _guarded(escaped(name.suffix)), _guarded(escaped(name.given)))
    return ", ".join(part for part in parts if part)


def _guarded(text: str) -> str:
    """A part of a name, in braces where BibTeX would see several parts or names in it."""
    return f"{{{text}}}" if _DIVIDES.search(text) else text
