"""Names of people in all the ways that files write them."""

from typing import Any

from papershelf.names import looks_like_several, tidy


def read_people(value: object) -> list[Any]:
    """The people in a text or list, in order, each as an entry writes it: a text or a map."""
    if isinstance(value, str):
        return [tidy(name)[0] or name for name in looks_like_several(value) or [value]]
    if isinstance(value, list):
        return [person for item in value for person in read_people(item)]
    return [value] if isinstance(value, dict) else []
