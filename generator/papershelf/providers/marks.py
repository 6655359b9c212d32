"""HTML, JATS and MathML in titles and abstracts as Markdown with `$maths$`."""

import re
from html.parser import HTMLParser
from typing import Final

from papershelf.importers.plain import marked_line, marked_text, wrapped
from papershelf.providers.mathml import Element, to_tex
from papershelf.providers.values import block, line

_SIMPLE: Final = {
    "italic": "i",
    "bold": "b",
    "emphasis": "em",
    **{tag: tag for tag in ("i", "em", "b", "strong", "sub", "sup", "tt")},
}
_BREAKS: Final = frozenset({"p", "br", "break", "sec", "title", "list-item", "li", "div"})
_ALTERNATIVES: Final = "alternatives"
"""Says the same formula several times."""
_LONGEST: Final = 200_000


def title_of(markup: str) -> str:
    """A title with HTML or MathML in it as inline Markdown on one line."""
    return line(_read(markup[:_LONGEST]))


def abstract_of(markup: str) -> str:
    """An abstract in JATS or HTML as Markdown; a heading that only says "Abstract" is left out."""
    text = _read(markup[:_LONGEST])
    paragraphs = (line(part) for part in re.split(r"\n\s*\n", text))
    kept = [part for part in paragraphs if part and part.lower().strip(".:") != "abstract"]
    return "\n\n".join(kept)


def plain_line(text: str) -> str:
    """A title without markup as inline Markdown; `$maths$` stays."""
    return marked_line(line(text))


def plain_block(text: str) -> str:
    """An abstract without markup as Markdown; `$maths$` stays, lines are joined to paragraphs."""
    paragraphs = (line(part) for part in re.split(r"\n\s*\n", block(text[:_LONGEST])))
    return marked_text("\n\n".join(part for part in paragraphs if part))


def _read(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return marked_text(block(markup))
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Gathers Markdown; tags that nothing closes leave no trace."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._maths: Element | None = None
        self._inner: list[Element] = []
        self._tex = 0

    def text(self) -> str:
        """All of it."""
        self._end_maths()
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if name == "tex-math":
            self._tex += 1
            self._pieces.append("\0")
        elif self._inner:
            element = Element(name, dict(attrs))
            self._inner[-1].children.append(element)
            if len(self._inner) < _DEEPEST:
                self._inner.append(element)
        elif name == "math":
            self._maths = Element(name, dict(attrs))
            self._inner = [self._maths]
        elif name in _BREAKS:
            self._pieces.append("\n\n")
        elif (name in _SIMPLE or name == _ALTERNATIVES) and len(self._open) < _DEEPEST:
            self._open.append((name, len(self._pieces)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        if self._inner:
            self._inner[-1].children.append(Element(name, dict(attrs)))
        elif name in _BREAKS:
            self._pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "tex-math" and self._tex:
            self._end_tex()
        elif self._inner:
            self._close_maths(name)
        elif name in _BREAKS:
            self._pieces.append("\n\n")
        elif self._open and self._open[-1][0] == name:
            _, start = self._open.pop()
            inner = "".join(self._pieces[start:])
            del self._pieces[start:]
            if name == _ALTERNATIVES:
                found = re.search(r"\$[^$]+\$", inner)
                inner = found[0] if found else inner
            self._pieces.append(wrapped(_SIMPLE.get(name, ""), inner))

    def handle_data(self, data: str) -> None:
        if self._tex:
            self._pieces.append(data)
        elif self._inner:
            self._inner[-1].text += data
        else:
            # Line ends in markup are spaces; those between blocks come from the tags.
            self._pieces.append(marked_line(re.sub(r"\s+", " ", data)))

    def _close_maths(self, name: str) -> None:
        names = [element.name for element in self._inner]
        if name in names:
            del self._inner[len(names) - 1 - names[::-1].index(name) :]
        if not self._inner:
            self._end_maths()

    def _end_maths(self) -> None:
        if self._maths is not None:
            tex = to_tex(self._maths)
            self._pieces.append(f"${tex}$" if tex else "")
        self._maths, self._inner = None, []

    def _end_tex(self) -> None:
        self._tex -= 1
        start = len(self._pieces) - 1 - self._pieces[::-1].index("\0")
        source = "".join(self._pieces[start + 1 :])
        del self._pieces[start:]
        # Publishers wrap it in a whole document.
        inner = re.search(r"\\begin\{document\}(.*?)\\end\{document\}", source, re.DOTALL)
        tex = line(inner[1] if inner else source).strip("$ ")
        self._pieces.append(f"${tex}$" if tex else "")


_DEEPEST: Final = 50
