"""Words for topics → those of the shelf, and those of an entry with them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from papershelf.errors import suggest
from papershelf.intake.shelf import Words
from papershelf.suggesting.new_value import UnfitError
from papershelf.suggesting.wording import Sentence, said

_MOST: Final = 50
_MOST_SHOWN: Final = 20
_BULLET: Final = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?")

# A hyphen with a blank makes a list; one without takes a topic away.
_LESS: Final = frozenset("-−")
_SIGNS: Final = _LESS | {"+"}
_SIGNED: Final = re.compile(r"(?:^|(?<=[\s,;]))([+−]\s*|-(?=\S))")


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


def new_topics(lines: Sequence[str], known: object, topics: Words) -> list[str]:
    """The topics of an entry as lines have them: all of them, or with more (`+`) and less (`-`).

    `known`: those that it has now; what stays is written as it was. Raises UnfitError for lines
    that name no topic, or one that the shelf does not know.
    """
    now = [str(one) for one in known] if isinstance(known, list) else [str(known)] if known else []
    # A list that also has a plus is one of changes.
    has_plus = any(line.startswith("+") for line in lines)
    signed: list[tuple[str, str]] = []
    for line in lines:
        text = re.sub(r"^-\s+", "-" if has_plus else "", line)
        start, *parts = (
            [text] if text[:1] not in _SIGNS and topics.find(text) else _SIGNED.split(text)
        )
        for sign, words in [("", start), *zip(parts[::2], parts[1::2], strict=True)]:
            ids, unknown = named_topics(words, topics)
            if unknown and topics.faulty:
                raise UnfitError(_unread(unknown, topics))
            if unknown and topics.is_closed:
                raise UnfitError(_unknown(unknown, topics))
            signed += [(sign.strip(), topic) for topic in [*ids, *unknown]]
    if not signed:
        raise UnfitError(said("The value names no topic."))
    written = {topics.find(topic) or topic: topic for topic in now}
    gone = {topic for sign, topic in signed if sign in _LESS}
    if none := [topic for topic in gone if topic not in written]:
        names = ", ".join(sorted(none))
        raise UnfitError(said("The entry has no topic {names} to take away.", names=names))
    plain = [topic for sign, topic in signed if not sign]
    kept = plain or list(written)
    more = [topic for sign, topic in signed if sign == "+"]
    left = dict.fromkeys(topic for topic in [*kept, *more] if topic not in gone)
    return [written.get(topic, topic) for topic in left]


def left_out(names: Sequence[str], topics: Words) -> Sentence:
    """That a new entry goes without some topics."""
    if topics.faulty:
        return _unread(names, topics)
    return said("Unknown topics, left out: {names}.", names=", ".join(names))


def _unread(names: Sequence[str], topics: Words) -> Sentence:
    """That it cannot be known whether the shelf has such topics."""
    return said(
        "The shelf’s own file {file} has errors, so that {names} could not be looked up in it. "
        "A maintainer has to mend that file first.",
        file=topics.faulty,
        names=", ".join(names),
    )


def _unknown(names: Sequence[str], topics: Words) -> Sentence:
    """That the shelf has no such topics, and which it has, those of likely names first."""
    known = list(dict.fromkeys(topics.ids.values()))
    near = filter(None, (suggest(name, known) for name in names))
    some = list(dict.fromkeys([*near, *known]))[:_MOST_SHOWN]
    return said(
        "The shelf has no topic {names}. It has {some}{more}.",
        names=", ".join(names),
        some=", ".join(some) or "none",
        more=" and others" if len(some) < len(known) else "",
    )
