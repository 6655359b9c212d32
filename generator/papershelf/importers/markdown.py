"""Markdown that shows what other formats say: texts as they are, marks, code and formulas."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from papershelf.markup import parse, to_text
from papershelf.markup.plain import maths_to_text

Kind = Literal["text", "open", "close", "code", "maths", "display", "link", "break"]

# What our Markdown may take for a sign of its own; between letters `_` is none.
_SIGN: Final = re.compile(
    r"[\\`*\[$]|_(?![^\W_])|(?<![^\W_])_|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|&(?=#|\w+;)"
)
# What makes a paragraph something else when it comes first.
_START: Final = re.compile(
    r"([-+*]|#{1,6})(?=\s|$)|>|(?<![^\n])(\d{1,9})([.)])(?=\s|$)|[=|-]+$|~~~"
)
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")
_TEX: Final = re.compile(r"[\\^_{}]")
_DEEPEST: Final = 8
_RISKY: Final = frozenset({"open", "code", "link"})
_DIGITS: Final = frozenset("0123456789")


class Piece(NamedTuple):
    """A part of a text that is not written in Markdown."""

    kind: Kind
    text: str = ""
    """Plain text; of `open` and `close` the mark (`*`, `**`), of formulas their TeX."""
    address: str = ""
    """Where a link leads."""


def text_to_markdown(text: str) -> str:
    """Inline Markdown that shows this plain text, escaped only where it would be read otherwise."""
    if parse.is_plain(text) or len(text) > parse.LONGEST or to_text(text) == _line(text):
        return text
    return _SIGN.sub(r"\\\g<0>", text)


def to_markdown(pieces: Sequence[Piece]) -> tuple[str, bool]:
    """Inline Markdown that shows these pieces, on one line, and whether all marks could be kept."""
    if all(piece.kind == "text" for piece in pieces):
        return text_to_markdown(_line("".join(piece.text for piece in pieces))), True
    written = _line(_written(pieces))
    if not any(piece.kind in _RISKY for piece in pieces):
        return written, True
    if len(written) > parse.LONGEST or to_text(written) == _line(_shown(pieces)):
        return written, True
    # Marks within words or beside punctuation are none to Markdown.
    bare = [piece for piece in pieces if piece.kind not in ("open", "close")]
    return _line(_written(bare)), False


def to_paragraphs(pieces: Sequence[Piece]) -> tuple[str, bool]:
    """Block Markdown likewise: a paragraph from each `break` to the next."""
    found: list[str] = []
    is_whole = True
    part: list[Piece] = []
    for piece in (*pieces, Piece("break")):
        if piece.kind != "break":
            part.append(piece)
            continue
        text, is_kept = to_markdown(part)
        is_whole = is_whole and is_kept
        found += [_START.sub(_escaped_start, text, count=1) if _START.match(text) else text]
        part = []
    return "\n\n".join(text for text in found if text), is_whole


def to_plain(pieces: Iterable[Piece]) -> str:
    """The text that the pieces show, on one line; a formula that Unicode cannot say as its TeX."""
    return _line("".join(map(_plain, pieces)))


def texts(text: str) -> list[Piece]:
    """Plain text of several paragraphs as pieces."""
    pieces: list[Piece] = []
    for part in _PARAGRAPHS.split(text.strip()):
        pieces += (Piece("break"), Piece("text", part))
    return pieces[1:]


def _escaped_start(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[2]}\\{found[3]}"
    return f"\\{found[0]}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _plain(piece: Piece) -> str:
    if piece.kind in ("maths", "display"):
        shown = maths_to_text(piece.text)
        return f"${shown}$" if _TEX.search(shown) else shown
    return "" if piece.kind in ("open", "close") else " " if piece.kind == "break" else piece.text


def _shown(pieces: Sequence[Piece]) -> str:
    return "".join(
        maths_to_text(piece.text.strip()) if piece.kind in ("maths", "display") else _plain(piece)
        for piece in pieces
    )


def _written(pieces: Sequence[Piece]) -> str:
    parts: list[str] = []
    opened: list[tuple[int, str]] = []
    too_deep = 0
    for piece in pieces:
        match piece.kind:
            case "text":
                parts.append(_SIGN.sub(r"\\\g<0>", piece.text))
            case "open" if len(opened) < _DEEPEST:
                opened.append((len(parts), piece.text))
            case "open":
                too_deep += 1
            case "close" if too_deep:
                too_deep -= 1
            case "close" if opened:
                start, mark = opened.pop()
                parts[start:] = [_marked("".join(parts[start:]), mark)]
            case "code":
                parts.append(_code(piece.text))
            case "maths" | "display":
                parts.append(_formula(piece))
            case "link":
                parts.append(_link(piece))
            case "break":
                parts.append(" ")
    for start, mark in reversed(opened):
        parts[start:] = [_marked("".join(parts[start:]), mark)]
    return _apart_from_digits([part for part in parts if part])


def _marked(inner: str, mark: str) -> str:
    """The text between marks; white space at its ends stands outside of them."""
    bare = inner.strip()
    if not bare:
        return inner
    start = inner.index(bare)
    return f"{inner[:start]}{mark}{bare}{mark}{inner[start + len(bare) :]}"


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text.strip() else text


def _formula(piece: Piece) -> str:
    tex = _line(piece.text)
    if not tex:
        return ""
    return f"$${tex}$$" if piece.kind == "display" else f"${tex}$"


def _link(piece: Piece) -> str:
    text = _SIGN.sub(r"\\\g<0>", piece.text).replace("]", r"\]")
    if not re.fullmatch(r"https?://[^\s<>()\\]+", piece.address):
        return text
    if piece.text == piece.address:
        return f"<{piece.address}>"
    return f"[{text}]({piece.address})"


def _apart_from_digits(parts: Sequence[str]) -> str:
    """The parts as one text; a formula beside a digit is told in Unicode, or the digit as a number.

    Our Markdown takes a dollar beside a digit for money.
    """
    result: list[str] = []
    before = ""
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else ""
        is_formula = len(part) > 2 and part[0] == part[-1] == "$"
        if is_formula and (before[-1:] in _DIGITS or following[:1] in _DIGITS):
            shown = maths_to_text(part.strip("$"))
            if not _TEX.search(shown):
                before = _SIGN.sub(r"\\\g<0>", shown)
                result.append(before)
                continue
            if before[-1:] in _DIGITS:
                result[-1] = f"{before[:-1]}&#{ord(before[-1])};"
        elif part[:1] in _DIGITS and before[-1:] == "$" and len(before) > 2 and before[0] == "$":
            part = f"&#{ord(part[0])};{part[1:]}"
        result.append(part)
        before = part
    return "".join(result)
