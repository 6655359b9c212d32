"""Plain text of other programs as Markdown that shows the same."""

import re
from typing import Final

from papershelf.markup import to_text
from papershelf.markup.parse import LONGEST, is_plain

_MATHS: Final = re.compile(r"(?<![\\$])\$(?!\s|\$)(?:\\.|[^$\\\n]){1,500}(?<![\s\\])\$(?![\d$])")
_SIGNS: Final = re.compile(r"[\\`*_\[\]<>~]")
_BEGINNING: Final = re.compile(r"^(\s{0,3})(#{1,6}(?=\s|$)|[-+>=|](?=\s|[-=]|$)|\d{1,9}(?=[.)]\s))")
_TAG: Final = re.compile(r"<(/?)(i|em|b|strong|sub|sup|tt|sc|scp)\s*/?>", re.IGNORECASE)
_EMPTY_TAG: Final = re.compile(r"<(?:br|p|/p)\s*/?>", re.IGNORECASE)
_RAISED: Final = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ")


def marked_line(text: str) -> str:
    """A title or other line as inline Markdown; `$maths$` stays maths, simple HTML tags are read.

    A text that shows as itself comes back as it is.
    """
    if is_plain(text) or len(text) > LONGEST:
        return text
    if "<" in text and _TAG.search(text):
        return "".join(_from_tags(text))
    return text if to_text(text) == text else _escaped(text)


def marked_text(text: str) -> str:
    """A text of several paragraphs as Markdown, in which no line begins a heading or a list."""
    lines = text.split("\n")
    return "\n".join(_BEGINNING.sub(_guarded, marked_line(line)) for line in lines)


def _guarded(found: re.Match[str]) -> str:
    sign = found[2]
    return f"{found[1]}{sign}\\" if sign.isdigit() else f"{found[1]}\\{sign}"


def _escaped(text: str) -> str:
    pieces: list[str] = []
    end = 0
    for maths in _MATHS.finditer(text):
        pieces += (_plain(text[end : maths.start()]), maths[0])
        end = maths.end()
    return "".join((*pieces, _plain(text[end:])))


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text).replace("$", r"\$")


def raised(text: str) -> str:
    """What stands above the line: in Unicode where all of it has signs, else as maths."""
    shown = text.translate(_RAISED)
    return shown if _is_moved(shown, text) else f"$^{{{_in_maths(text)}}}$"


def lowered(text: str) -> str:
    """What stands below the line, likewise."""
    shown = text.translate(_LOWERED)
    return shown if _is_moved(shown, text) else f"$_{{{_in_maths(text)}}}$"


def _is_moved(shown: str, text: str) -> bool:
    return all(a != b for a, b in zip(shown, text, strict=True))


def _in_maths(text: str) -> str:
    text = re.sub(r"[{}$\\]", "", text)
    return text if len(text) == 1 else rf"\text{{{text}}}"


_MARKS: Final = {"i": "*", "em": "*", "b": "**", "strong": "**", "tt": "`"}


def _from_tags(text: str) -> list[str]:
    """The pieces of a line with simple tags; those that nothing closes are left out."""
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    end = 0
    for tag in _TAG.finditer(text):
        pieces.append(_escaped(_EMPTY_TAG.sub(" ", text[end : tag.start()])))
        end = tag.end()
        name = tag[2].lower()
        if not tag[1]:
            if len(opened) < 20:
                opened.append((name, len(pieces)))
        elif opened and opened[-1][0] == name:
            _, start = opened.pop()
            inner = "".join(pieces[start:])
            del pieces[start:]
            pieces.append(wrapped(name, inner))
    pieces.append(_escaped(_EMPTY_TAG.sub(" ", text[end:])))
    return pieces


def wrapped(tag: str, inner: str) -> str:
    """Marked text within one of the tags that titles use, as Markdown; others leave no trace."""
    if not inner.strip():
        return inner
    if tag in {"sup", "sub"}:
        return raised(inner) if tag == "sup" else lowered(inner)
    mark = _MARKS.get(tag, "")
    before = inner[: len(inner) - len(inner.lstrip())]
    behind = inner[len(inner.rstrip()) :]
    return f"{before}{mark}{inner.strip()}{mark}{behind}"
