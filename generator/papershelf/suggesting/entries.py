"""The entry that somebody names by its id, its file, its page or its paper."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from papershelf.adding.known import Shelved
from papershelf.errors import UsageError, suggest
from papershelf.model import Paper
from papershelf.providers import read_reference
from papershelf.text import slugify

_MOST: Final = 2_000
_MOST_SIMILAR: Final = 5
_FILE: Final = re.compile(r"content/papers/[^\s?#]+\.(?:md|yaml|yml)")
_ADDRESS: Final = re.compile(r"https?://\S+|/\S*")
_BESIDE: Final = re.compile(r"[\s()\[\]<>\"'`]+")
_WITHOUT_SCHEME: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?/")
_MOST_WORDS: Final = 5
_OURS: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Entries:
    """The entries of a shelf by all that may name one."""

    def __init__(self, papers: Sequence[Paper], base_url: str) -> None:
        """`base_url`: where the site is; empty where the shelf does not say."""
        self._papers = papers
        self._base = urlsplit(base_url)

    def find(self, text: str) -> list[Paper]:
        """The entries that a text names: none, one, or several where it is not clear."""
        lines = (part.strip().strip("<>`\"'") for part in text.split("\n"))
        name = next(filter(None, lines), "")[:_MOST]
        for each in dict.fromkeys([name, *_addresses(name)]):
            for found in self._ways(each):
                if found:
                    return found
        return []

    def similar(self, text: str) -> list[str]:
        """Ids that may have been meant."""
        name = text.strip().split("\n")[0][:_MOST]
        bare = unquote(name.rstrip("/").rpartition("/")[2]).removesuffix(".md") or name
        ids = [paper.id for paper in self._papers]
        sought = slugify(bare)
        begun = [one for one in ids if sought and sought in slugify(one)] if len(sought) > 2 else []
        return list(dict.fromkeys(filter(None, [suggest(bare, ids), *begun])))[:_MOST_SIMILAR]

    def _ways(self, name: str) -> Iterator[list[Paper]]:
        if not name:
            return
        papers = self._papers
        yield [paper for paper in papers if paper.id == name]
        if file := _FILE.search(unquote(name).replace("\\", "/")):
            yield [paper for paper in papers if paper.source == file[0]]
        elif _ADDRESS.fullmatch(name):
            slug = self._slug(name)
            yield [paper for paper in papers if slug and slugify(paper.id) == slug]
            yield [paper for paper in papers if slug and slug in map(slugify, paper.aliases)]
        elif re.fullmatch(r"[^\s/]+\.(?:md|yaml|yml)", name):
            yield [paper for paper in papers if paper.source.rpartition("/")[2] == name]
        else:
            yield [paper for paper in papers if name in paper.aliases]
            slug = slugify(name)
            yield [paper for paper in papers if slug and slugify(paper.id) == slug]
            yield [paper for paper in papers if slug and slugify(paper.title) == slug]
        yield self._by_paper(name)

    def _slug(self, address: str) -> str:
        """The slug in the address of a page of this site; empty where it is none."""
        try:
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            return ""
        if host and self._base.hostname and host not in {self._base.hostname, *_OURS}:
            return ""
        path = parts.path
        if host not in _OURS and self._base.path and path.startswith(self._base.path):
            path = "/" + path.removeprefix(self._base.path)
        found = re.search(r"/papers/([^/]+)/?(?:index\.html)?$", path)
        return slugify(unquote(found[1])) if found else ""

    def _by_paper(self, name: str) -> list[Paper]:
        try:
            reference = read_reference(name)
        except UsageError:
            return []
        found = Shelved(self._papers).find(reference)
        return [paper for paper in self._papers if found is not None and paper.id == found]


def _addresses(text: str) -> Iterator[str]:
    """What may be addresses among other words, or lack their beginning."""
    words = [word.strip(".,;:") for word in _BESIDE.split(text) if "/" in word]
    for word in words[:_MOST_WORDS]:
        if _WITHOUT_SCHEME.match(word):
            yield f"https://{word}"
        else:
            yield word if _ADDRESS.fullmatch(word) else f"/{word}"
