"""A paper as plain text in three styles: APA 7, MLA 9, Chicago author-date 17.

Titles keep the capitals they have: which words are names no program knows.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from papershelf.citation.texts import line
from papershelf.citation.work import Work
from papershelf.dates import PartialDate
from papershelf.model import Contributor
from papershelf.names import Name

_APA_MOST: Final = 20
_APA_SHOWN: Final = 19
_CHICAGO_MOST: Final = 10
_CHICAGO_SHOWN: Final = 7

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SHORT_MONTHS: Final = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept."),
    *("Oct.", "Nov.", "Dec."),
)
_ON_ITS_OWN: Final = frozenset({"preprint", "report", "dataset", "software"})
"""What is published by itself is dated as precisely as is known, not by the year of a volume."""
_WHOLE: Final = frozenset({"book", "dataset", "software", "report"})
"""Works that are no part of another: their titles stand without quotation marks."""
_PARTS: Final = frozenset({"paper-conference", "chapter"})
"""Works that are a part of the book that is named after "In"."""
_ENDED: Final = (".", "?", "!", "…", ".”", "?”", "!”", "…”")
_GIVEN_PARTS: Final = re.compile(r"[\s.]+")


def apa(work: Work, _key: str) -> str:
    """The reference in the style of the American Psychological Association, ended by a newline."""
    date = str(work.date.year)
    if work.type in _ON_ITS_OWN and work.date.month:
        date = f"{date}, {_month_day(work.date)}"
    role = _role(work, " (Ed.)", " (Eds.)")
    is_thesis = work.type == "thesis"
    kind = _commas(work.kind.genre, work.publisher if is_thesis else "")
    publisher = "" if is_thesis else work.publisher
    editors = _apa_people(work.paper.editors, _apa_straight) if work.paper.authors else ""
    roles = "Ed." if len(work.paper.editors) == 1 else "Eds."
    edited = f" ({editors}, {roles})" if editors and work.type in _WHOLE else ""
    title = f"{work.title}{edited}{f' [{kind}]' if kind else ''}{_remark(work)}"
    pages = work.pages.written("–")
    if work.type == "article":
        volume = f"{line(work.paper.volume)}{_in_brackets(line(work.paper.issue))}"
        where = [_commas(work.container, volume, pages)]
    else:
        inside = _commas(_volume(work), _counted_pages(work))
        holder = work.container and f"{work.container}{_in_brackets(inside, ' ')}"
        if work.type == "preprint":
            holder = _archive(work)
        elif work.type in _PARTS and holder:
            holder = f"In {editors} ({roles}), {holder}" if editors else f"In {holder}"
        where = [holder, publisher]
    people = f"{_apa_people(work.people, _apa_inverted)}{role}"
    return _sentences(people, f"({date})", title, *where, last=work.address)


def mla(work: Work, _key: str) -> str:
    """The entry in the style of the Modern Language Association, ended by a newline."""
    names = [person.name for person in work.people]
    people = _inverted(names[0])
    if len(names) == 2:
        people = f"{people}, and {_straight(names[1])}"
    elif len(names) > 2:
        people = f"{people}, et al."
    role = _role(work, ", editor", ", editors")
    editors = [_straight(person.name) for person in work.paper.editors]
    by = f"{editors[0]} et al." if len(editors) > 2 else " and ".join(editors)
    where = _commas(
        _archive(work) if work.type == "preprint" else work.container,
        f"edited by {by}" if by and work.paper.authors else "",
        f"vol. {line(work.paper.volume)}" if work.paper.volume else "",
        f"no. {line(work.paper.issue)}" if work.paper.issue else "",
        work.publisher,
        _mla_date(work.date),
        _counted_pages(work),
        work.address,
    )
    # That it is a preprint is said by where it lies.
    genre = "" if work.type == "preprint" else work.kind.genre
    return _sentences(f"{people}{role}", _quoted(work), genre, where)


def chicago(work: Work, _key: str) -> str:
    """The reference in Chicago's author-date style, ended by a newline."""
    names = [person.name for person in work.people]
    shown = names if len(names) <= _CHICAGO_MOST else names[:_CHICAGO_SHOWN]
    listed = [_inverted(shown[0]), *map(_straight, shown[1:])]
    if len(shown) < len(names):
        people = f"{', '.join(listed)}, et al."
    else:
        people = _listed(listed, "and", serial=True)
    role = _role(work, ", ed.", ", eds.")
    pages = work.pages.written("–")
    place = ": ".join(filter(None, (line(work.paper.place), work.publisher)))
    if work.type == "article":
        issue = _in_brackets(line(work.paper.issue), " ")
        numbers = f"{line(work.paper.volume)}{issue}".strip()
        journal = " ".join(filter(None, (work.container, numbers)))
        where = [f"{journal}: {pages}" if journal and pages else journal]
    elif work.type == "preprint":
        where = [_commas(work.kind.genre, _archive(work), _chicago_day(work))]
    else:
        editors = [_straight(person.name) for person in work.paper.editors]
        by = f"edited by {_listed(editors, 'and', serial=len(editors) > 2)}" if editors else ""
        inside = _commas(work.container, by if work.paper.authors else "", _volume(work), pages)
        before = "In " if work.type in _PARTS else ""
        holder = f"{before}{inside}" if work.container else ""
        where = [work.kind.genre, holder, place, _chicago_day(work)]
    year = str(work.date.year)
    return _sentences(f"{people}{role}", year, _quoted(work), *where, work.address)


def _sentences(*parts: str, last: str = "") -> str:
    """Parts as sentences, each with one stop at its end; an address has none behind it."""
    ended = [part if part.endswith(_ENDED) else f"{part}." for part in parts if part]
    return " ".join((*ended, last) if last else ended) + "\n"


def _commas(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _in_brackets(text: str, before: str = "") -> str:
    return f"{before}({text})" if text else ""


def _role(work: Work, one: str, several: str) -> str:
    if work.paper.authors:
        return ""
    return one if len(work.paper.editors) == 1 else several


def _remark(work: Work) -> str:
    return f" [{work.remark}]" if work.remark else ""


def _quoted(work: Work) -> str:
    if work.type in _WHOLE:
        return f"{work.title}{_remark(work)}"
    if work.remark:
        return f"“{work.title}”{_remark(work)}"
    return f"“{work.title}{'' if work.title.endswith(_ENDED) else '.'}”"


def _archive(work: Work) -> str:
    """Where a preprint lies."""
    return work.container or ("arXiv" if "arxiv" in work.paper.ids else "")


def _volume(work: Work) -> str:
    return f"vol. {line(work.paper.volume)}" if work.paper.volume else ""


def _counted_pages(work: Work) -> str:
    pages = work.pages.written("–")
    return f"{'pp.' if work.pages.are_several else 'p.'} {pages}" if pages else ""


def _month_day(date: PartialDate) -> str:
    return f"{_MONTHS[date.month - 1]} {date.day or ''}".strip()


def _chicago_day(work: Work) -> str:
    return _month_day(work.date) if work.type in _ON_ITS_OWN and work.date.month else ""


def _mla_date(date: PartialDate) -> str:
    month = _SHORT_MONTHS[date.month - 1] if date.month else ""
    return " ".join(str(part) for part in (date.day, month, date.year) if part)


def _straight(name: Name) -> str:
    return line(name.display)


def _inverted(name: Name) -> str:
    if name.literal or not name.last:
        return line(name.display)
    return _commas(*map(line, (name.last, name.given, name.suffix)))


def _apa_inverted(name: Name) -> str:
    if name.literal or not name.last:
        return line(name.display)
    return _commas(line(name.last), _initials(name.given), line(name.suffix))


def _apa_straight(name: Name) -> str:
    if name.literal or not name.last:
        return line(name.display)
    return _commas(f"{_initials(name.given)} {line(name.last)}".strip(), line(name.suffix))


def _initials(given: str) -> str:
    """ "Jean-Paul M." as "J.-P. M."."""
    parts = (part.split("-") for part in _GIVEN_PARTS.split(line(given)))
    return " ".join(
        "-".join(f"{piece[0]}." for piece in part if piece) for part in parts if any(part)
    )


def _apa_people(people: Sequence[Contributor], form: Callable[[Name], str]) -> str:
    if len(people) > _APA_MOST:
        shown = (*people[:_APA_SHOWN], people[-1])
        *listed, last = (form(person.name) for person in shown)
        return f"{', '.join(listed)}, . . . {last}"
    names = [form(person.name) for person in people]
    # Inverted names hold commas themselves, so that one stands before the last of two as well.
    return _listed(names, "&", serial=form is _apa_inverted or len(names) > 2)


def _listed(names: Sequence[str], word: str, *, serial: bool) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{',' if serial else ''} {word} {names[-1]}"
