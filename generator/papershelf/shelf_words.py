"""The words that a shelf has of its own: what editors can complete."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from papershelf.content_files import content_file
from papershelf.errors import MachineError
from papershelf.load import decode, read_bytes
from papershelf.markup import to_text
from papershelf.model import Library
from papershelf.text import shorten
from papershelf.yamltext import YamlError, parse_yaml, plain

MOST_WORDS = 5_000
"""With more of a kind none of them are listed: editors would become slow."""
_LONGEST = 120

T = TypeVar("T")


class Words(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words with what they mean, each group in its order; a group of too many is empty."""

    topics: dict[str, str] = {}
    other_topics: dict[str, str] = {}
    """Names and aliases of topics."""
    is_closed: bool = False
    """Whether there is a vocabulary, so that other topics are mistakes."""
    venues: dict[str, str] = {}
    collections: dict[str, str] = {}
    authors: dict[str, str] = {}
    papers: dict[str, str] = {}
    curators: dict[str, str] = {}


def words_of(shelf: Path, library: Library) -> Words:
    """The words of a shelf whose content is this library."""
    content = shelf / "content"
    topics = {key: topic.name for key, topic in library.topics.items()}
    others = _other_words(_tree(content / "topics.yaml"), topics)
    if len(others) > MOST_WORDS:
        # Without their other words, those would be mistakes.
        topics, others = {}, {}
    declared = {str(venue.get("id")) for venue in _maps(_tree(content / "venues.yaml"))}
    settings = _tree(content / "site.yaml")
    curators = settings.get("curators", []) if isinstance(settings, dict) else []
    return Words(
        topics=_short(topics),
        other_topics=_short(others),
        is_closed=(content / "topics.yaml").is_file(),
        venues=_short(
            {key if key in declared else v.name: v.name for key, v in library.venues.items()}
        ),
        collections=_short(library.collections, lambda c: to_text(c.title)),
        authors=_short(library.identities, lambda who: "; ".join(who.names)),
        papers=_short(library.papers, lambda paper: to_text(paper.title)),
        curators=_short(
            {str(who["id"]): str(who.get("name", "")) for who in _maps(curators) if "id" in who}
        ),
    )


def _short(words: Mapping[str, T], meaning: Callable[[T], str] = str) -> dict[str, str]:
    """Words with short meanings; none of them if they are too many."""
    if len(words) > MOST_WORDS:
        return {}
    return {word: shorten(" ".join(meaning(of).split()), _LONGEST) for word, of in words.items()}


def _tree(path: Path) -> Any:
    """What a YAML file of the shelf holds; nothing if that cannot be read, which checks report."""
    try:
        # Finding all files of a large shelf anew would take longer than all else.
        real = path.resolve(strict=True)
        if not real.is_relative_to(path.parent.resolve()) or not real.is_file():
            return None
        found = content_file(path.name, str(real), real.stat())
        return plain(parse_yaml(decode(read_bytes(found), path.name)[0]))
    except (OSError, RuntimeError, YamlError, MachineError):
        return None


def _maps(tree: Any) -> list[dict[str, Any]]:
    several: Sequence[Any] = tree if isinstance(tree, list) else [tree]
    return [item for item in several if isinstance(item, dict)]


def _other_words(tree: Any, topics: Mapping[str, str]) -> dict[str, str]:
    """Other words for topics, each with its topic; what stands for several means the first."""
    found: dict[str, str] = {}
    for topic in _maps(tree):
        key = topic.get("id")
        if isinstance(key, str) and key in topics:
            for word in _strings([topic.get("name"), topic.get("aliases")]):
                if word not in topics:
                    found.setdefault(word, key)
    return found


def _strings(values: Sequence[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from _strings(value)
        elif isinstance(value, str):
            yield " ".join(value.split())
