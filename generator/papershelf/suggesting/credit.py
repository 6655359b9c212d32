"""Whom a suggestion is owed to, in the entry and in the commit."""

import unicodedata
from typing import Final

from pydantic import TypeAdapter, ValidationError

from papershelf.fields import Line
from papershelf.suggesting.issue import Person

_LONGEST: Final = 80
_BESIDE: Final = frozenset(" .'’-,\u200c\u200d·")
_LINE: Final = TypeAdapter[str](Line)


def credited(name: str, person: Person | None) -> str:
    """The name somebody gave, if it is one; else the login; empty where there is neither."""
    login = person.login if person else ""
    try:
        bare = _LINE.validate_python(name.partition("\n")[0])
    except ValidationError:
        return login
    return bare if _is_name(bare) else login


def _is_name(text: str) -> bool:
    """Whether a text is of letters, and what stands between them in names."""
    categories = [unicodedata.category(c)[0] for c in text if c not in _BESIDE]
    return len(text) <= _LONGEST and "L" in categories and set(categories) <= set("LMN")


def trailer(name: str, person: Person | None) -> str:
    """The line of a commit message that credits the person; empty where the host knows nobody."""
    if person is None or not person.mailbox:
        return ""
    shown = name if name and _is_name(name) else person.login
    return f"Co-authored-by: {shown} <{person.mailbox}>"
