"""Which of the names and addresses in commits are one person, and what may be shown of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError

from papershelf.fields import Line
from papershelf.history.log import Contact
from papershelf.history.model import Editor
from papershelf.text import is_word_character

_LONGEST: Final = 200
"""What is longer is no name."""
_BOT: Final = "[bot]"
_ADDRESS: Final = re.compile(r"\S@\S")
_LINE: Final[TypeAdapter[str]] = TypeAdapter(Line)
_NAME: Final = r"[a-z0-9](?:[a-z0-9_.-]{0,98}[a-z0-9])?"


def _hidden(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


_LOGINS: Final = (
    (_hidden(rf"(?:\d+\+)?({_NAME})@users\.noreply\.github\.com"), "https://github.com/"),
    (_hidden(rf"\d+-({_NAME})@users\.noreply\.gitlab\.com"), "https://gitlab.com/"),
    (_hidden(rf"({_NAME})@noreply\.codeberg\.org"), "https://codeberg.org/"),
)
"""Addresses that hosts give to those who hide theirs, and where their people are."""


def editors_of(contacts: Sequence[Contact]) -> tuple[tuple[Editor, ...], Mapping[int, int]]:
    """The people behind contacts, and for the place of each contact that of its person.

    Contacts are one person by address, by login, and by name, unless that name goes with several
    logins. Programs and those without a name that can be shown are nobody.
    """
    seen = [_Seen(contact) for contact in contacts]
    same = _Same(len(seen))
    first: dict[str, int] = {}
    for place, one in enumerate(seen):
        if one.is_program:
            continue
        for key in (one.email, one.page):
            if key:
                same.join(first.setdefault(key, place), place)
    by_name: dict[str, list[int]] = {}
    for place, one in enumerate(seen):
        if one.name and not one.is_program:
            by_name.setdefault(one.name, []).append(place)
    pages: dict[int, set[str]] = {}
    for place, one in enumerate(seen):
        if one.page:
            pages.setdefault(same.root(place), set()).add(one.page)
    for places in by_name.values():
        roots = {same.root(place) for place in places}
        found = {page for root in roots for page in pages.get(root, ())}
        if len(found) <= 1:
            for place in places[1:]:
                same.join(places[0], place)
            pages[same.root(places[0])] = found
    return _gathered(seen, same)


def _gathered(
    seen: Sequence["_Seen"], same: "_Same"
) -> tuple[tuple[Editor, ...], Mapping[int, int]]:
    groups: dict[int, list[int]] = {}
    for place, one in enumerate(seen):
        if not one.is_program:
            groups.setdefault(same.root(place), []).append(place)
    editors: list[Editor] = []
    of: dict[int, int] = {}
    for places in groups.values():
        names = dict.fromkeys(seen[place].name for place in places if seen[place].name)
        logins = dict.fromkeys(seen[place].login for place in places if seen[place].login)
        shown = tuple(names) or tuple(logins)
        if not shown:
            continue
        url = next((seen[place].page for place in places if seen[place].page), "")
        of |= dict.fromkeys(places, len(editors))
        editors.append(Editor(shown, tuple(logins), url))
    return tuple(editors), of


class _Seen:
    """A contact, and what it tells."""

    __slots__ = ("email", "is_program", "login", "name", "page")

    def __init__(self, contact: Contact) -> None:
        self.email = contact.email.casefold()
        self.is_program = contact.name.endswith(_BOT) or f"{_BOT}@" in self.email
        self.name = _name(contact.name)
        self.login, self.page = next(_login(contact.email), ("", ""))


def _login(email: str) -> Iterator[tuple[str, str]]:
    for pattern, host in _LOGINS:
        found = pattern.fullmatch(email)
        if found:
            yield found[1], host + found[1].lower()


def _name(written: str) -> str:
    """A name as a line of an entry would be; empty where it is none, or an address."""
    if len(written) > _LONGEST or _ADDRESS.search(written):
        return ""
    try:
        name = _LINE.validate_python(written)
    except ValidationError:
        return ""
    return name if any(map(is_word_character, name)) else ""


class _Same:
    """Which of a number of things are one."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, place: int) -> int:
        """The first of all that are one with it."""
        parents = self._parents
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Let two be one."""
        one, other = self.root(one), self.root(other)
        self._parents[max(one, other)] = min(one, other)
