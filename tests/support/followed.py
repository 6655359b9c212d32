"""Shelves that are built to be followed, and their feeds as independent readers read them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree
from tests.support.feed_rules import ATOM, read_xml
from tests.support.shelf_files import files_of

from papershelf import build

Files = dict[str, bytes]


def write_entry(shelf: Path, name: str, fields: str, note: str = "") -> None:
    """Write an entry with the lines of its header."""
    text = f"---\n{fields}\n---\n{note}\n"
    (shelf / f"content/papers/{name}.md").write_text(text, encoding="utf-8")


def settings(shelf: Path, **lines: str | None) -> None:
    """Set lines of site.yaml, or take them out."""
    path = shelf / "content/site.yaml"
    text = path.read_text(encoding="utf-8")
    for key, value in lines.items():
        text = re.sub(f"(?m)^{key}:.*\n", "", text)
        text += f"{key}: {value}\n" if value is not None else ""
    path.write_text(text, encoding="utf-8")


def built(shelf: Path, base_url: str | None = None) -> Files:
    """The files of the site of a shelf as it is now."""
    build(shelf, base_url=base_url, jobs=1)
    return files_of(shelf / "site")


def atoms(files: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """The Atom feeds of a site by their paths."""
    return {path: read_xml(found) for path, found in files.items() if path.endswith("feed.xml")}


def texts(element: etree._Element, path: str) -> list[str]:
    """The texts at a path of names of Atom: "entry/title"."""
    qualified = "/".join(f"{ATOM}{name}" for name in path.split("/"))
    return [found.text or "" for found in element.findall(qualified)]


def parsed(content: bytes, address: str) -> Any:
    """A feed as feedparser reads it, as it stands: neither cleaned nor with whole addresses."""
    headers = {"content-type": "application/xml", "content-location": address}
    return feedparser.parse(
        content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def pairs(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, bytes]]:
    """The folder of each feed with its Atom and its JSON."""
    for path in files:
        if path.endswith("feed.xml"):
            folder = path.removesuffix("feed.xml")
            yield folder, files[path], files[f"{folder}feed.json"]
