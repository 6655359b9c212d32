"""What the pages of a site hold, as a browser would read them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

HOST = "https://shelf.example"
_ADDRESSES = frozenset({"href", "src", "action", "poster", "data", "formaction", "srcset"})


@dataclass
class Parsed:
    """The elements of a page."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    @cached_property
    def ids(self) -> set[str]:
        """What fragments may name: a place, or the collection from which a reader comes."""
        found = {attributes["id"] for _, attributes in self.elements if "id" in attributes}
        ways = (attributes.get("data-in", "") for _, attributes in self.elements)
        return found | {unquote(way.removeprefix("#")) for way in ways}

    @property
    def addresses(self) -> Iterator[str]:
        """Where the page leads and what it loads."""
        for tag, attributes in self.elements:
            for name, value in attributes.items():
                if name in _ADDRESSES:
                    yield value
            if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
                yield attributes["content"].partition("url=")[2]

    @property
    def shape(self) -> Counter[tuple[str, tuple[str, ...]]]:
        """How often each element stands there, with the names of its attributes."""
        return Counter((tag, tuple(sorted(attributes))) for tag, attributes in self.elements)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parsed = Parsed()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.parsed.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.parsed.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parse(html: bytes) -> Parsed:
    """The elements of a page."""
    reader = _Reader()
    reader.feed(html.decode())
    reader.close()
    return reader.parsed


def pages_of(site: Mapping[str, bytes]) -> dict[str, Parsed]:
    """The pages of a site by path."""
    return {path: parse(content) for path, content in site.items() if path.endswith(".html")}


def broken_links(site: Mapping[str, bytes], base_path: str = "/") -> list[str]:
    """The links within a site that lead to no file, or to no place in it."""
    pages = pages_of(site)
    broken: list[str] = []
    for path, page in pages.items():
        # Hosts answer with 404.html at any address.
        own = "far/away/from/home/" if path == "404.html" else path.removesuffix("index.html")
        broken += (
            f"{path}: {address}"
            for address in page.addresses
            if not _leads(site, pages, urljoin(f"{HOST}{base_path}{own}", address), base_path)
        )
    return broken


def _leads(
    site: Mapping[str, bytes], pages: Mapping[str, Parsed], address: str, base_path: str
) -> bool:
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != HOST:
        return parts.scheme == "mailto" or (
            parts.scheme in {"http", "https"} and parts.netloc != ""
        )
    if not parts.path.startswith(base_path):
        return False
    path = unquote(parts.path.removeprefix(base_path))
    if path == "" or path.endswith("/"):
        path += "index.html"
    if path.startswith("far/away/from/home/index.html"):
        path = "404.html"
    if path not in site:
        return False
    if not parts.fragment:
        return True
    if path in pages:
        return unquote(parts.fragment) in pages[path].ids
    return f'id="{parts.fragment}"'.encode() in site[path]
