"""Where relative links in Markdown lead: to other files of the shelf, or to pages of the site."""

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from papershelf.markup import section_id
from papershelf.model import Library
from papershelf.plan.cards import paper_url, stored_address, term_url
from papershelf.plan.page import Page
from papershelf.urls import site_path


class LinkMap:
    """Finds the address behind a link as an author writes it.

    A link starts at the file it is written in, as in an editor (`../papers/one.md`,
    `../static/figure.png`), or at the root of the site (`/topics/`).
    """

    def __init__(self, library: Library, pages: Iterable[Page], files: Iterable[str] = ()) -> None:
        """Take what a site has; `files`: the addresses of its feeds and exports."""
        # The page for what is not there has an address of no use to anybody.
        self._urls = {page.url for page in pages if page.path.endswith("index.html")} | {
            stored_address(f"static/{path}") for path in library.static
        }
        self._urls.update(filter(None, files))
        self._sources: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        for paper in library.papers.values():
            self._sources.setdefault(paper.source, paper_url(paper.id))
        for collection in library.collections.values():
            self._sources[collection.source] = term_url("collections", collection.id)
        for page in library.pages.values():
            url = site_path(*page.path.split("/"))
            self._sources[page.source] = url
            self._bodies[url] = page.body
        for path in library.static:
            self._sources[f"content/static/{path}"] = stored_address(f"static/{path}")

    def resolve(self, source: str, target: str) -> str | None:
        """The site path (with its fragment) of a link in a file, or None if it leads nowhere."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        if path.startswith("/"):
            url: str | None = parts.path.lstrip("/")
            if url not in self._urls and f"{url}/" in self._urls:
                url = f"{url}/"
        else:
            folder = posixpath.dirname(source) if source.startswith("content/") else "content"
            url = self._sources.get(posixpath.normpath(posixpath.join(folder, path)))
        if url is None or url not in self._urls:
            return None
        if not parts.fragment:
            return url
        if url not in self._bodies:
            return url
        section = section_id(self._bodies[url], parts.fragment)
        return f"{url}#{section}" if section else None
