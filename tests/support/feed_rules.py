"""The rules of Atom (RFC 4287), JSON Feed 1.1 and OPML 2.0, and what of HTML a feed may hold."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_RELATIONS = {"alternate", "related", "self", "enclosure", "via"}
_ONCE = ("generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content")
_FEED_PARTS = {
    *("author", "category", "contributor", "generator", "icon", "id", "link", "logo"),
    *("rights", "subtitle", "title", "updated", "entry"),
}
_ENTRY_PARTS = {
    *("author", "category", "content", "contributor", "id", "link", "published", "rights"),
    *("source", "summary", "title", "updated"),
}
_ITEM_KEYS = {
    *("id", "url", "external_url", "title", "content_html", "content_text", "summary", "image"),
    *("banner_image", "date_published", "date_modified", "authors", "tags", "language"),
    "attachments",
}
_FEED_KEYS = {
    *("version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url"),
    *("icon", "favicon", "authors", "language", "expired", "hubs", "items"),
}


def read_xml(content: bytes) -> etree._Element:
    """The root of a strictly read document that asks for nothing from elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    return etree.fromstring(content, parser)


def check_atom(content: bytes, address: str) -> etree._Element:
    """Assert that a feed keeps the rules of Atom; `address`: where it is, to resolve links from."""
    feed = read_xml(content)
    assert feed.tag == f"{ATOM}feed"
    assert not any(f"{_XML}base" in element.attrib for element in feed.iter(etree.Element))
    _check_parts(feed, _FEED_PARTS)
    _check_common(feed, address)
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    assert feed.find(f"{ATOM}author") is not None
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _check_parts(entry, _ENTRY_PARTS)
        _check_common(entry, address)
        alternates = entry.findall(f"{ATOM}link[@rel='alternate']")
        assert alternates or entry.find(f"{ATOM}content") is not None
        published, updated = entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")
        assert published is not None
        assert updated is not None
        assert published <= updated <= (feed.findtext(f"{ATOM}updated") or "")
    ids = [feed.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    assert len(set(ids)) == len(ids)
    return feed


def _check_parts(element: etree._Element, allowed: set[str]) -> None:
    assert not (element.text or "").strip()
    for child in element.iterchildren(etree.Element):
        assert not (child.tail or "").strip()
        assert child.tag.startswith(_XHTML) or child.tag.removeprefix(ATOM) in allowed


def _check_common(element: etree._Element, address: str) -> None:
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1, name
    for name in _ONCE:
        assert len(element.findall(f"{ATOM}{name}")) <= 1, name
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id") or "")
    assert (element.findtext(f"{ATOM}title") or "").strip()
    for name in ("updated", "published"):
        for date in element.findall(f"{ATOM}{name}"):
            check_date(date.text or "")
    for name in ("title", "subtitle", "summary", "content"):
        for text in element.findall(f"{ATOM}{name}"):
            assert text.get("type", "text") in {"text", "html"}
            assert len(text) == 0
    for person in element.findall(f"{ATOM}author"):
        assert len(person.findall(f"{ATOM}name")) == 1
        assert (person.findtext(f"{ATOM}name") or "").strip()
        assert {child.tag for child in person} <= {f"{ATOM}name", f"{ATOM}uri", f"{ATOM}email"}
    assert all(category.get("term") for category in element.findall(f"{ATOM}category"))
    alternates = []
    for link in element.findall(f"{ATOM}link"):
        check_address(urljoin(address, link.attrib["href"]))
        assert link.get("rel") in _RELATIONS
        assert _MEDIA.fullmatch(link.get("type", "text/html"))
        if link.get("rel") == "alternate":
            alternates.append((link.get("type"), link.get("hreflang")))
    assert len(set(alternates)) == len(alternates)


def check_json_feed(content: bytes, address: str) -> dict[str, Any]:
    """Assert that a feed keeps the rules of JSON Feed 1.1; `address`: where it is."""
    feed: dict[str, Any] = json.loads(content.decode("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"].strip()
    assert set(feed) <= _FEED_KEYS
    for key in ("home_page_url", "feed_url"):
        if key in feed:
            check_address(urljoin(address, feed[key]))
    _check_json_authors(feed)
    for item in feed["items"]:
        assert set(item) <= _ITEM_KEYS
        assert all(value not in ("", [], None) for value in item.values())
        assert isinstance(item["id"], str)
        assert item.get("content_html") or item.get("content_text")
        for key in ("url", "external_url"):
            if key in item:
                check_address(urljoin(address, item[key]))
        check_date(item["date_published"])
        check_date(item["date_modified"])
        assert all(isinstance(tag, str) and tag for tag in item.get("tags", []))
        for attachment in item.get("attachments", []):
            check_address(urljoin(address, attachment["url"]))
            assert _MEDIA.fullmatch(attachment["mime_type"])
        _check_json_authors(item)
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    return feed


def _check_json_authors(thing: Mapping[str, Any]) -> None:
    for author in thing.get("authors", []):
        assert set(author) <= {"name", "url", "avatar"}
        assert author["name"].strip()


def check_opml(content: bytes, address: str) -> list[str]:
    """Assert that a list of feeds keeps the rules of OPML 2.0; return the addresses in it."""
    root = read_xml(content)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [child.tag for child in root] == ["head", "body"]
    assert root.findtext("head/title")
    outlines = list(root.iter("outline"))
    assert outlines
    assert all((outline.get("text") or "").strip() for outline in outlines)
    found = []
    for outline in outlines:
        if outline.get("type") is None:
            assert len(outline)
            continue
        assert outline.get("type") == "rss"
        assert not len(outline)
        found.append(urljoin(address, outline.attrib["xmlUrl"]))
        check_address(found[-1])
        check_address(urljoin(address, outline.attrib["htmlUrl"]))
    assert len(set(found)) == len(found)
    return found


def check_date(text: str) -> None:
    """Assert that a date is as RFC 3339 wants it."""
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", text)
    datetime.fromisoformat(text)


def check_address(address: str) -> None:
    """Assert that an address leads to the web and holds nothing that no address may hold."""
    parts = urlsplit(address)
    assert parts.scheme in {"http", "https"}
    assert parts.netloc
    assert not re.search(r'[\s<>"{}|\\^`\x00-\x1f]', address)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "style", "img", "iframe", "object", "form", "input", "svg"}
        assert tag not in {"base", "meta", "link", "h1", "embed", "video", "audio"}
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in {"style", "src", "srcset", "action"}
            if name == "href" and not (value or "").startswith("mailto:"):
                check_address(urljoin(self._address, value or ""))
                assert not (value or "").startswith("#")
        if tag not in {"br", "hr", "mspace"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "mspace":
            assert self._open.pop() == tag

    def handle_startendtag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        assert tag[0] == "m"

    def close(self) -> None:
        super().close()
        assert self._open == []


def check_html(html: str, address: str) -> None:
    """Assert that the HTML of an entry is well formed, safe, and right in any place."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
