"""Words for topics → those of the shelf."""

import re
from collections.abc import Iterator
from typing import Final

from papershelf.intake.shelf import Words

_MOST: Final = 50
_BULLET: Final = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?")


def named_topics(text: str, topics: Words) -> tuple[list[str], list[str]]:
    """The ids of the topics that a text names, by id, name or alias, and the words that name none.

    Topics are parted by lines, commas or semicolons; a name may hold a comma itself.
    """
    known: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for line in text.split("\n")[:_MOST]:
        for word in _words(_BULLET.sub("", line.strip(), count=1).strip(), topics):
            found = topics.find(word)
            if found is None:
                unknown[word[:100]] = None
            else:
                known[found] = None
    return list(known)[:_MOST], list(unknown)[:_MOST]


def _words(line: str, topics: Words) -> Iterator[str]:
    if line and topics.find(line) is not None:
        yield line
        return
    parts = re.split("[,;]", line, maxsplit=_MOST)
    yield from filter(None, (part.strip(" `\"'“”") for part in parts))
