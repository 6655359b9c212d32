"""Texts of XML elements: plain, or as Markdown with the marks that their elements mean."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from papershelf.importers.html_text import MARKS, shifted
from papershelf.importers.markdown import Piece, to_markdown, to_paragraphs
from papershelf.importers.mathml import mathml_to_tex

Meaning = Callable[[Element], str]
"""What an element within a text means: a tag of HTML, `tex`, `mathml`, or empty."""
_TAGS: Final[Mapping[str, str]] = {
    **{tag: tag for tag in (*MARKS, "sup", "sub")},
    "tex-math": "tex",
    "math": "mathml",
    "inf": "sub",
    "italic": "i",
    "bold": "b",
}


def by_tag(element: Element) -> str:
    """What an element means where its name says so."""
    return _TAGS.get(element.tag.lower(), "")


def plain_text(element: Element | None) -> str:
    """All text of an element on one line; empty if there is none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def find_text(element: Element, path: str) -> str:
    """That of the first element that a path leads to."""
    return plain_text(element.find(path))


def find_texts(element: Element, path: str) -> list[str]:
    """Those of all elements that a path leads to, without empty ones."""
    return [text for found in element.iterfind(path) if (text := plain_text(found))]


def marked(element: Element | None, meaning: Meaning = by_tag) -> str:
    """A title or other line as inline Markdown."""
    return to_markdown([*_pieces(element, meaning)])[0] if element is not None else ""


def marked_paragraph(element: Element, meaning: Meaning = by_tag) -> str:
    """A paragraph as Markdown, which begins no heading or list."""
    return to_paragraphs([*_pieces(element, meaning)])[0]


def _pieces(element: Element, meaning: Meaning) -> Iterator[Piece]:
    if element.text:
        yield Piece("text", element.text)
    for child in element:
        yield from _piece(child, meaning)
        if child.tail:
            yield Piece("text", child.tail)


def _piece(element: Element, meaning: Meaning) -> Iterator[Piece]:
    match meaning(element):
        case "sup" | "sub" as tag:
            yield shifted(tag, "".join(element.itertext()))
        case "tex":
            yield Piece("maths", "".join(element.itertext()).strip().strip("$"))
        case "mathml":
            yield Piece("maths", mathml_to_tex(element))
        case tag if tag in MARKS:
            yield Piece("open", MARKS[tag])
            yield from _pieces(element, meaning)
            yield Piece("close", MARKS[tag])
        case _:
            yield from _pieces(element, meaning)
