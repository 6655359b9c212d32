"""Whether an entry to be may stand in a file that has errors."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from papershelf.content_files import ContentFile
from papershelf.load import read_bytes

_WORD: Final = re.compile(r"\w+")
_VERSION: Final = re.compile(r"v\d+$")
# An ISBN names a whole book, also in its chapters.
_KINDS: Final = ("doi", "arxiv", "acl", "openreview", "pmcid", "semanticscholar")


class Faulty:
    """The files of papers that have errors, in which ids can only be looked for as words."""

    def __init__(self, files: Iterable[ContentFile]) -> None:
        # By each word of a line: a large file is not to be read through for each paper.
        self._lines: dict[str, list[tuple[str, str]]] = {}
        for file in files:
            for line in read_bytes(file).decode("utf-8", "replace").lower().splitlines():
                for word in _words(line):
                    self._lines.setdefault(word, []).append((line, file.path))

    def find(self, values: Iterable[str]) -> tuple[str, str] | None:
        """The first id of a paper that stands in such a file, and the path of that from the shelf.

        Numbers alone, as PMIDs are, could be anything and count for nothing.
        """
        for value in values if self._lines else ():
            sought = value.lower()
            places = [self._lines.get(word, []) for word in _WORD.findall(sought)]
            lines = min(places, key=len, default=[])
            if not lines or sought.isdigit():
                continue
            whole = re.compile(rf"(?<![\w.]){re.escape(sought)}(?:v\d+)?(?![\w/]|\.\w)")
            for line, path in lines:
                if whole.search(line):
                    return value, path
        return None

    def find_paper(self, ids: Mapping[str, Any]) -> tuple[str, str] | None:
        """The same for the ids of a paper, by their kinds; an arXiv id in any version."""
        named = {
            str(ids[kind]) if kind != "arxiv" else _VERSION.sub("", str(ids[kind])): kind
            for kind in _KINDS
            if ids.get(kind)
        }
        found = self.find(named)
        return (f"{named[found[0]]}:{found[0]}", found[1]) if found else None


def _words(line: str) -> set[str]:
    words = set(_WORD.findall(line))
    return words | {_VERSION.sub("", word) for word in words}
