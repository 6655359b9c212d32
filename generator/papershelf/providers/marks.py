"""HTML, JATS, MathML and TeX in titles and abstracts as Markdown with `$maths$`."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

from papershelf.importers.html_text import shifted
from papershelf.importers.latex import read_latex
from papershelf.importers.markdown import Piece, to_markdown, to_paragraphs
from papershelf.importers.mathml import mathml_to_tex
from papershelf.providers.values import block, line

_MARKS: Final = MappingProxyType(
    {
        **dict.fromkeys(("i", "em", "italic", "emphasis"), "*"),
        **dict.fromkeys(("b", "strong", "bold"), "**"),
    }
)
_MOVED: Final = frozenset({"sup", "sub"})
_BREAKS: Final = frozenset({"p", "br", "break", "sec", "title", "list-item", "li", "div"})
_ALTERNATIVES: Final = "alternatives"
"""Says the same formula several times."""
_FORMULA: Final = re.compile(r"(?<![\\$\d])\$(?![\s$])((?:\\.|[^$\\\n]){1,500})(?<!\s)\$(?![\d$])")
_LONGEST: Final = 200_000
_DEEPEST: Final = 50


_TWICE: Final = re.compile(r"&amp;(?=(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});)", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"&lt;(/?(?:i|b|em|strong|sub|sup|italic|bold|scp))&gt;", re.IGNORECASE)


_ASIDE: Final = re.compile(r"<!--(?:(?!-->|<!--).)*-->|<[?!][A-Za-z][^<>]*>", re.DOTALL)
_NO_TAG: Final = re.compile(r"<(?!/?[A-Za-z](?:[^<>\"']|\"[^<>\"]*\"|'[^<>']*')*+>)")


def _mended(markup: str) -> str:
    """Markup without what was escaped twice, as some publishers hand it in, and of tags alone.

    The parser looks again and again for the end of what has none, so that only whole tags go in.
    """
    escaped = _HIDDEN.sub(r"<\1>", _TWICE.sub("&", markup[:_LONGEST]))
    return _NO_TAG.sub("&lt;", _ASIDE.sub("", escaped))


def title_of(markup: str) -> str:
    """A title with HTML or MathML in it as inline Markdown on one line."""
    pieces = [piece for piece in _read(markup) if piece.kind != "break"]
    return to_markdown(pieces)[0]


def abstract_of(markup: str) -> str:
    """An abstract in JATS or HTML as Markdown; a heading that only says "Abstract" is left out."""
    found, _ = to_paragraphs(_read(markup))
    return re.sub(
        r"\A(?:\*\*)?abstract(?:\*\*)?[.:]?\s*(?:\n\n|\Z)", "", found, flags=re.IGNORECASE
    )


def plain_line(text: str) -> str:
    """A title without markup as inline Markdown; `$maths$` stays."""
    return to_markdown(list(_plain(line(text[:_LONGEST]))))[0]


def plain_block(text: str) -> str:
    """An abstract without markup as Markdown; `$maths$` stays, lines are joined to paragraphs."""
    pieces: list[Piece] = []
    for part in re.split(r"\n\s*\n", block(text[:_LONGEST])):
        pieces += (*_plain(line(part)), Piece("break"))
    return to_paragraphs(pieces)[0]


def tex_line(text: str) -> str:
    """A title in which TeX may stand as inline Markdown."""
    return read_latex(line(text[:_LONGEST])).markdown[0]


def tex_block(text: str) -> str:
    """An abstract in which TeX may stand as Markdown."""
    parts = (read_latex(line(part)).pieces for part in re.split(r"\n\s*\n", block(text[:_LONGEST])))
    pieces: list[Piece] = []
    for part in parts:
        pieces += (*part, Piece("break"))
    return to_paragraphs(pieces)[0]


def _plain(text: str) -> Iterator[Piece]:
    end = 0
    for formula in _FORMULA.finditer(text):
        yield Piece("text", text[end : formula.start()])
        yield Piece("maths", formula[1])
        end = formula.end()
    yield Piece("text", text[end:])


def _read(markup: str) -> list[Piece]:
    reader = _Reader()
    reader.feed(_mended(markup))
    reader.close()
    return reader.pieces()


class _Reader(HTMLParser):
    """Gathers pieces; tags that nobody knows leave no trace but their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[Piece] = []
        self._open: list[tuple[str, int]] = []
        self._maths: Element | None = None
        self._inner: list[Element] = []
        self._tex: list[str] | None = None

    def pieces(self) -> list[Piece]:
        """All of it."""
        self._end_maths()
        return self._pieces

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if name == "tex-math":
            self._tex = []
        elif self._inner:
            element = _element(name, attrs)
            self._inner[-1].append(element)
            if len(self._inner) < _DEEPEST:
                self._inner.append(element)
        elif name == "math":
            self._maths = _element(name, attrs)
            self._inner = [self._maths]
        elif name in _BREAKS:
            self._pieces.append(Piece("break"))
        elif len(self._open) < _DEEPEST and (
            name in _MARKS or name in _MOVED or name == _ALTERNATIVES
        ):
            self._open.append((name, len(self._pieces)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if self._inner:
            self._inner[-1].append(_element(name, attrs))
        elif name in _BREAKS:
            self._pieces.append(Piece("break"))

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "tex-math":
            self._end_tex()
        elif self._inner:
            self._close_maths(name)
        elif name in _BREAKS:
            self._pieces.append(Piece("break"))
        elif self._open and self._open[-1][0] == name:
            _, start = self._open.pop()
            self._pieces[start:] = _closed(name, self._pieces[start:])

    def handle_data(self, data: str) -> None:
        if self._tex is not None:
            self._tex.append(data)
        elif self._inner:
            self._inner[-1].text = (self._inner[-1].text or "") + data
        else:
            # Line ends in markup are spaces; those between blocks come from the tags.
            self._pieces += _plain(re.sub(r"\s+", " ", data))

    def _close_maths(self, name: str) -> None:
        names = [element.tag for element in self._inner]
        if name in names:
            del self._inner[len(names) - 1 - names[::-1].index(name) :]
        if not self._inner:
            self._end_maths()

    def _end_maths(self) -> None:
        if self._maths is not None and (tex := mathml_to_tex(self._maths)):
            self._pieces.append(Piece("maths", tex))
        self._maths, self._inner = None, []

    def _end_tex(self) -> None:
        source = "".join(self._tex or ())
        self._tex = None
        # Publishers wrap it in a whole document.
        inner = re.search(r"\\begin\{document\}(.*?)\\end\{document\}", source, re.DOTALL)
        tex = line(inner[1] if inner else source).strip("$ ")
        if tex:
            self._pieces.append(Piece("maths", tex))


def _element(name: str, attributes: list[tuple[str, str | None]]) -> Element:
    return Element(name, {key: value or "" for key, value in attributes})


def _closed(name: str, inner: list[Piece]) -> list[Piece]:
    """What stands between two tags."""
    if name == _ALTERNATIVES:
        return next(([piece] for piece in inner if piece.kind == "maths"), inner)
    if name in _MOVED:
        text = "".join(piece.text for piece in inner).strip()
        return [shifted(name, text)] if text else inner
    return [Piece("open", _MARKS[name]), *inner, Piece("close", _MARKS[name])]
