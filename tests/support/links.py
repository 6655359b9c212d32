"""Where the files of a site lead, whatever their type, and the places in them."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import lxml.etree
import lxml.html

_ATTRIBUTES = ("href", "src", "action", "poster", "data", "formaction", "xmlUrl", "htmlUrl")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_IMPORTED = re.compile(r"""(?:\bfrom|\bimport|\bimport\(|new URL\()\s*["'](\.{1,2}/[^"']+)""")
_MARKDOWN = re.compile(r"(?<!\\)\]\(([^\s()]+)\)|<([a-z]+:[^\s<>]+|[\w./%-]+)>")
_STYLE = re.compile(r"""<\?xml-stylesheet[^?]*href=["']([^"']+)""")
_FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
# XML parsers are told to look at nothing but the text.
_XML = lxml.etree.XMLParser(resolve_entities=False, no_network=True)

Json = Any


def links_of(path: str, content: bytes, site: str) -> Iterator[str]:
    """The addresses in a file as written; of data only those on the site, which begin with `site`.

    `path`: where the file lies, whose ending tells its type.
    """
    kind = path.rpartition(".")[2]
    read = _READERS.get(kind)
    if read is not None:
        yield from read(content, site)


def places_of(path: str, content: bytes) -> frozenset[str]:
    """The ids that a fragment may name in a file."""
    if path.endswith(".html"):
        return frozenset(map(str, _page(content).xpath("//@id")))
    if path.endswith((".svg", ".xml")):
        tree = _tree(content)
        pages = (_page(text.encode()) for text in _pages_in(tree))
        return frozenset(str(name) for part in (tree, *pages) for name in part.xpath("//@id"))
    return frozenset()


def _pages_in(tree: lxml.etree._Element) -> Iterator[str]:
    """The HTML that a feed holds as text."""
    for element in tree.iter(lxml.etree.Element):
        if element.get("type") == "html" and (element.text or "").strip():
            yield element.text


def _page(content: bytes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(content.decode())


def _tree(content: bytes) -> lxml.etree._Element:
    return lxml.etree.fromstring(content, _XML)


def _in_html(content: bytes, site: str) -> Iterator[str]:
    for element in _page(content).iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            if name in _ATTRIBUTES or name in (_XLINK, "xlink:href"):
                yield value
            elif name in ("srcset", "imagesrcset"):
                yield from (part.split()[0] for part in value.split(",") if part.split())
        if element.tag == "meta":
            text = element.get("content", "")
            if element.get("http-equiv", "").lower() == "refresh":
                yield text.partition("url=")[2]
            elif site and text.startswith(site):
                yield text
        elif element.tag == "script" and element.get("type") == "application/ld+json":
            yield from _on_site(json.loads(element.text_content()), site)


def _in_xml(content: bytes, site: str) -> Iterator[str]:
    yield from _STYLE.findall(content.decode())
    tree = _tree(content)
    for page in _pages_in(tree):
        yield from _in_html(page.encode(), site)
    for element in tree.iter(lxml.etree.Element):
        for name, value in element.attrib.items():
            if name in _ATTRIBUTES or name == _XLINK:
                yield value
        text = (element.text or "").strip()
        name = lxml.etree.QName(element).localname
        if name in ("loc", "uri", "logo", "icon") and text:
            yield text


def _in_json(content: bytes, site: str) -> Iterator[str]:
    yield from _on_site(json.loads(content), site)


def _in_json_lines(content: bytes, site: str) -> Iterator[str]:
    for line in content.splitlines():
        yield from _on_site(json.loads(line), site)


def _on_site(value: Json, site: str) -> Iterator[str]:
    """The texts in data that are addresses on the site; data say nothing of what is relative."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "@id":
                yield from _on_site(inner, site)
    elif isinstance(value, list):
        for inner in value:
            yield from _on_site(inner, site)
    elif isinstance(value, str) and site and value.startswith(site) and "{" not in value:
        yield value


def _in_css(content: bytes, _site: str) -> Iterator[str]:
    for found in _CSS.finditer(content.decode()):
        yield found[1] or found[2]


def _in_script(content: bytes, _site: str) -> Iterator[str]:
    yield from _IMPORTED.findall(content.decode())


def _in_markdown(content: bytes, _site: str) -> Iterator[str]:
    for found in _MARKDOWN.finditer(_FENCED.sub("", content.decode())):
        yield found[1] or found[2]


def _in_text(content: bytes, site: str) -> Iterator[str]:
    yield from re.findall(r"^Sitemap: (\S+)$", content.decode(), re.MULTILINE)
    yield from _in_markdown(content, site)


_READERS: dict[str, Callable[[bytes, str], Iterator[str]]] = {
    "html": _in_html,
    "xml": _in_xml,
    "opml": _in_xml,
    "svg": _in_xml,
    "json": _in_json,
    "jsonl": _in_json_lines,
    "css": _in_css,
    "js": _in_script,
    "md": _in_markdown,
    "txt": _in_text,
}


def is_state(fragment: str) -> bool:
    """Whether a fragment names no place but how a page is read: a way through it, or a text."""
    return fragment.startswith(("in=", ":~:")) or unquote(fragment).startswith("in=")
