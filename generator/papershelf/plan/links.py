"""Where relative links in Markdown lead: to other files of the shelf, or to pages of the site."""

import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from papershelf.markup import section_id
from papershelf.model import Library
from papershelf.plan.cards import paper_url, term_url
from papershelf.urls import file_path, file_url, site_path, stored_address


class LinkMap:
    """Finds the address behind a link as an author writes it.

    A link starts at the file it is written in, as in an editor (`../papers/one.md`,
    `../static/figure.png`), or at the root of the site (`/topics/`).
    """

    def __init__(self, library: Library, has_page: Callable[[str], bool]) -> None:
        """Take what a site has; `has_page` is asked for the files of pages."""
        self._has_page = has_page
        self._library = library
        self._files: frozenset[str] = frozenset()
        self._bodies = {
            site_path(*page.path.split("/")): page.body for page in library.pages.values()
        }

    def add_files(self, paths: Iterable[str]) -> None:
        """Take the paths of the other files of the site, once they are known."""
        self._files |= frozenset(map(file_url, paths))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The address of the first page that each file of the shelf makes."""
        library = self._library
        found: dict[str, str] = {}
        for paper in library.papers.values():
            if paper.source not in found:
                found[paper.source] = paper_url(paper.id)
        for collection in library.collections.values():
            found[collection.source] = term_url("collections", collection.id)
        for page in library.pages.values():
            found[page.source] = site_path(*page.path.split("/"))
        for digest in library.digests.values():
            found[digest.source] = site_path(digest.kind, digest.key)
        for path in library.static:
            found[f"content/static/{path}"] = stored_address(f"static/{path}")
        return found

    def __getstate__(self) -> dict[str, Any]:
        # Another process needs what follows from the library, not the library.
        kept = {**self.__dict__, "sources": self.sources}
        del kept["_library"]
        return kept

    def resolve(self, source: str, target: str) -> str | None:
        """The site path (with its fragment) of a link in a file, or None if it leads nowhere."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        if path.startswith("/"):
            written = parts.path.lstrip("/")
            url = f"{written}/" if self._has(f"{written}/") else written
        else:
            folder = posixpath.dirname(source) if source.startswith("content/") else "content"
            url = self.sources.get(posixpath.normpath(posixpath.join(folder, path)), "")
            if not url:
                return None
        if not self._has(url):
            return None
        if not parts.fragment:
            return url
        if url not in self._bodies:
            return url
        section = section_id(self._bodies[url], parts.fragment)
        return f"{url}#{section}" if section else None

    def _has(self, url: str) -> bool:
        if url in self._files:
            return True
        slugs = unquote(url).split("/")
        # Only the address itself is one: others would lead there on some hosts and not on others.
        return url == site_path(*slugs[:-1]) and self._has_page(file_path(*slugs[:-1]))
