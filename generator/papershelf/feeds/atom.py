"""Atom 1.0 (RFC 4287), with what a browser shows of it.

Browsers have given up XSLT, and the CSS that they still follow makes no links. So the feed holds
its headings and links a second time as elements of XHTML, which Atom allows anywhere and readers
pass over: what a person sees who opens it. Contents are escaped HTML, which every reader
understands; some lose the mathematics of XHTML contents, or their namespace.
"""

from collections.abc import Iterable, Iterator

from papershelf.feeds.model import Entry, Feed
from papershelf.feeds.xml import HEAD, element, opened

_NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:h": "http://www.w3.org/1999/xhtml"}
_VIEWPORT = {"name": "viewport", "content": "width=device-width, initial-scale=1"}


def atom(feed: Feed, entries: Iterable[str]) -> bytes:
    """A feed with its entries as `atom_entry` writes them."""
    return "".join((*_head(feed), *entries, "</feed>\n")).encode()


def _head(feed: Feed) -> Iterator[str]:
    yield HEAD
    if feed.stylesheet:
        yield f'<?xml-stylesheet type="text/css" href="{feed.stylesheet}"?>\n'
    yield opened("feed", {**_NAMESPACES, "xml:lang": feed.language, "h:dir": feed.direction})
    yield "\n"
    parts = (
        element("h:meta", attributes=_VIEWPORT),
        element("title", feed.title),
        element("h:h1", feed.title),
        element("subtitle", feed.subtitle) if feed.subtitle else "",
        element("h:p", feed.words.about),
        _ways(feed),
        element("id", feed.id),
        element("updated", feed.updated),
        _link("alternate", feed.page, "text/html"),
        _link("alternate", feed.json, "application/feed+json"),
        _link("self", feed.atom, "application/atom+xml"),
        *(_author(author.name, author.url) for author in feed.authors),
        element("generator", feed.generator),
    )
    yield from (f"{part}\n" for part in parts if part)


def _ways(feed: Feed) -> str:
    words = feed.words
    ways = ((words.page, feed.page), (words.json, feed.json), (words.opml, feed.opml))
    links = "".join(
        f"<h:li>{element('h:a', label, {'href': address})}</h:li>" for label, address in ways
    )
    return f"<h:ul>{links}</h:ul>"


def atom_entry(entry: Entry) -> str:
    """An entry as XML."""
    return "\n".join((*filter(None, _entry(entry)), "</entry>\n"))


def _entry(entry: Entry) -> Iterator[str]:
    yield opened("entry", {"xml:lang": entry.language})
    yield element("title", entry.title)
    yield f"<h:h2>{element('h:a', entry.title, {'href': entry.url})}</h:h2>"
    yield element("h:p", entry.dated) if entry.dated else ""
    for author in entry.authors:
        yield _author(author.name, author.url)
    yield element("id", entry.id)
    yield _link("alternate", entry.url, "text/html")
    yield element("published", entry.published)
    yield element("updated", entry.updated)
    for slug, name in entry.topics:
        yield element("category", attributes={"term": slug, "label": name})
    if entry.elsewhere and all(related.url != entry.elsewhere for related in entry.related):
        yield _link("related", entry.elsewhere)
    for related in entry.related:
        rel = "enclosure" if related.type else "related"
        yield _link(rel, related.url, related.type, related.label)
    yield element("summary", entry.summary) if entry.summary else ""
    if entry.html:
        yield element("content", entry.html, {"type": "html"})


def _author(name: str, url: str) -> str:
    uri = element("uri", url) if url else ""
    return f"<author>{element('name', name)}{uri}</author>"


def _link(rel: str, address: str, media: str = "", title: str = "") -> str:
    return element("link", attributes={"rel": rel, "type": media, "href": address, "title": title})
