"""Markdown for other places than a page: as Markdown with whole addresses, and as plain text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from papershelf.markup import parse
from papershelf.markup.links import Kind, kind_of
from papershelf.markup.links import write as written
from papershelf.markup.plain import inline_text, maths_to_text
from papershelf.reports.plain_markdown import plain_ends, readable_piece
from papershelf.text import calm

Resolve = Callable[[str], str | None]
_AT_START: Final = re.compile(r"\A(-|\d{1,9}[.)])")
"""What would begin a list, or underline a heading, at the start of a line of Markdown."""
_NOT_IN_TARGETS: Final = re.compile(r"[()\s<>\\]")
_FENCES: Final = re.compile("`+")


def to_markdown(text: str, *, resolve: Resolve, headings: int = 2) -> str:
    """Block Markdown as Markdown without HTML, pictures as links.

    `headings` is the level of its highest heading, as `to_html` has it.

    `resolve` turns relative targets into whole addresses, or into None: then only the text remains.
    """
    return _written(_Markdown(resolve, headings), text)


def to_paragraphs(text: str, *, resolve: Resolve) -> str:
    """Block Markdown as plain text, blocks with an empty line between, addresses in brackets.

    A tab stands before each line of code, behind the marks of lists it is in, and nowhere else.
    """
    return _written(_Plain(resolve), text)


def markdown_link(label: str, address: str) -> str:
    """A link in Markdown; `label`: Markdown."""
    target = _NOT_IN_TARGETS.sub(lambda found: f"%{ord(found[0]):02X}", address)
    return f"[{label}]({target})"


def _written(writer: "_Plain", text: str) -> str:
    text = parse.clean(text)
    if len(text) > parse.LONGEST:
        return "\n\n".join(writer.paragraph(part) for part in parse.paragraphs(text))
    return writer.whole(parse.parse_block(text))


class _Plain:
    """Writes tokens as plain text; a block is a list of lines."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    def whole(self, tokens: Sequence[Token]) -> str:
        """All of a text, with an empty line between its blocks."""
        return "\n\n".join("\n".join(block) for block in self.blocks(tokens))

    def paragraph(self, text: str) -> str:
        """A paragraph that is not parsed."""
        return "\n".join(self._lines(self._text(" ".join(text.split()))))

    def blocks(self, tokens: Sequence[Token]) -> Iterator[list[str]]:
        """The blocks of tokens, those with anything in them."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            end = _end(tokens, place)
            inner = tokens[place + 1 : end]
            lines = self._block(token, inner)
            if any(map(str.strip, lines)):
                yield lines
            place = end + 1

    def _block(self, token: Token, inner: Sequence[Token]) -> list[str]:
        match token.type:
            case "paragraph_open" | "heading_open":
                line = "".join(self._inline(each.children or ()) for each in inner)
                return self._heading(line, token) if token.tag != "p" else self._lines(line)
            case "fence" | "code_block":
                return self._code(_calm_lines(token.content))
            case "math_block":
                return [self._text(" ".join(maths_to_text(token.content).split()))]
            case "hr":
                return [self._rule]
            case "blockquote_open":
                return [f"> {line}".rstrip() for line in _joined(self.blocks(inner))]
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, inner)
            case "table_open":
                return self._table(inner)
            case "footnote_block_open":
                return _joined(self.blocks(inner))
            case "footnote_open":
                lines = _joined(self.blocks(inner))
                return [f"{self._note(token)} {lines[0]}", *lines[1:]] if lines else []
            case _:
                return []

    def _list(self, token: Token, inner: Sequence[Token]) -> list[str]:
        number = int(token.attrs.get("start", 1))
        is_loose = any(t.type == "paragraph_open" and not t.hidden for t in inner)
        lines: list[str] = []
        place = 0
        while place < len(inner):
            end = _end(inner, place)
            mark = f"{number}. " if token.tag == "ol" else "- "
            item = list(self.blocks(inner[place + 1 : end]))
            own = _joined(item) if is_loose else [line for block in item for line in block]
            if is_loose and lines:
                lines.append("")
            lines += [
                f"{mark if not n else ' ' * len(mark)}{line}".rstrip()
                for n, line in enumerate(own or [""])
            ]
            number, place = number + 1, end + 1
        return lines

    def _table(self, inner: Sequence[Token]) -> list[str]:
        rows: list[list[str]] = []
        for token in inner:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(" ".join(self._inline(token.children or ()).split()))
        return self._rows(rows)

    def _inline(self, tokens: Iterable[Token]) -> str:
        parts: list[str] = []
        links: list[tuple[int, str | None]] = []
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    parts.append(self._text(token.content))
                case "code_inline":
                    parts.append(self._inline_code(calm(token.content)))
                case "math_inline" | "math_inline_double":
                    parts.append(self._text(" ".join(maths_to_text(token.content).split())))
                case "softbreak" | "hardbreak":
                    parts.append("\n")
                case "image":
                    shown = " ".join(inline_text(token.children or ()).split()) or "picture"
                    address = self._address(str(token.attrs.get("src", "")))
                    # A link within a link is none.
                    is_linked = address is not None and not any(link for _, link in links)
                    parts.append(
                        self._link(self._text(shown), address or "")
                        if is_linked
                        else self._text(shown)
                    )
                case "link_open":
                    links.append((len(parts), self._address(str(token.attrs.get("href", "")))))
                case "link_close":
                    start, address = links.pop()
                    shown = "".join(parts[start:])
                    if address is not None and shown.strip():
                        parts[start:] = [self._link(shown, address)]
                case "footnote_ref":
                    parts.append(self._note(token))
                case kind if kind.endswith(("_open", "_close")):
                    parts.append(self._sign(kind.partition("_")[0]))
        return "".join(parts)

    def _address(self, target: str) -> str | None:
        match kind_of(target):
            case Kind.EXTERNAL:
                return written(target)
            case Kind.RELATIVE:
                return self._resolve(target)
            case _:
                return None

    def _text(self, text: str) -> str:
        return calm(text)

    def _inline_code(self, text: str) -> str:
        return text

    def _link(self, shown: str, address: str) -> str:
        bare = address.removeprefix("mailto:")
        return bare if shown in (address, bare) else f"{shown} [{bare}]"

    def _sign(self, kind: str) -> str:
        del kind
        return ""

    def _note(self, token: Token) -> str:
        return self._text(f"[{int(token.meta.get('id', 0)) + 1}]")

    def _heading(self, line: str, token: Token) -> list[str]:
        del token
        return [" ".join(line.split())]

    def _lines(self, line: str) -> list[str]:
        return [" ".join(line.split())]

    def _code(self, lines: list[str]) -> list[str]:
        return [f"\t{line}" for line in lines]

    def _rows(self, rows: list[list[str]]) -> list[str]:
        return [" | ".join(row) for row in rows]

    @property
    def _rule(self) -> str:
        return "* * *"


class _Markdown(_Plain):
    """Writes tokens as Markdown that holds no HTML and no sign with a meaning but its own."""

    def __init__(self, resolve: Resolve, headings: int) -> None:
        super().__init__(resolve)
        self._top = headings
        self._shift = 0

    def whole(self, tokens: Sequence[Token]) -> str:
        levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
        self._shift = self._top - min(levels, default=self._top)
        return super().whole(tokens)

    def _inline(self, tokens: Iterable[Token]) -> str:
        return plain_ends(super()._inline(tokens))

    def _text(self, text: str) -> str:
        # What follows, such as the bracket of a link, may give its last sign a meaning.
        return readable_piece(text)

    def _inline_code(self, text: str) -> str:
        if not text.strip():
            return ""
        fence = "`" * (max(map(len, _FENCES.findall(text)), default=0) + 1)
        room = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{room}{text}{room}{fence}"

    def _link(self, shown: str, address: str) -> str:
        is_bare = shown == self._text(address)
        return f"<{address}>" if is_bare else markdown_link(shown, address)

    def _sign(self, kind: str) -> str:
        return {"em": "*", "strong": "**", "s": "~~"}.get(kind, "")

    def _heading(self, line: str, token: Token) -> list[str]:
        level = min(6, int(token.tag[1:]) + self._shift)
        return [f"{'#' * level} {' '.join(line.split())}"]

    def _lines(self, line: str) -> list[str]:
        lines = (" ".join(part.split()) for part in line.split("\n"))
        return [_AT_START.sub(_entities, part, count=1) for part in lines]

    def _code(self, lines: list[str]) -> list[str]:
        longest = max((len(run) for text in lines for run in _FENCES.findall(text)), default=0)
        fence = "`" * max(3, longest + 1)
        return [fence, *lines, fence]

    def _rows(self, rows: list[list[str]]) -> list[str]:
        written_rows = [f"| {' | '.join(row)} |" for row in rows]
        return [*written_rows[:1], "|" + " --- |" * len(rows[0]), *written_rows[1:]] if rows else []

    @property
    def _rule(self) -> str:
        return "---"


def _calm_lines(text: str) -> list[str]:
    """The lines of code, without signs that steer."""
    return [calm(line.replace("\t", "    ")) for line in text.rstrip("\n").split("\n")]


def _entities(found: re.Match[str]) -> str:
    return f"{found[1][:-1]}&#{ord(found[1][-1])};"


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where the block that begins at `start` ends: its closing token, or itself."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += tokens[place].nesting
        if depth <= 0:
            return place
    return len(tokens) - 1


def _joined(blocks: Iterable[list[str]]) -> list[str]:
    """The lines of blocks, with an empty one between."""
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if lines else block
    return lines
