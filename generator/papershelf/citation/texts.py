"""Titles and other texts as formats want them: plain Unicode on one line, or LaTeX."""

import re
from collections.abc import Collection, Iterable
from types import MappingProxyType
from typing import Final

from markdown_it.token import Token

from papershelf.citation.maths import latex_maths
from papershelf.markup import parse

_ESCAPED: Final = MappingProxyType(
    str.maketrans(
        {
            **{sign: f"\\{sign}" for sign in "&%$#_"},
            "\\": r"\textbackslash{}",
            "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}",
            # Not \{ and \}: BibTeX counts braces whatever stands before them.
            "{": r"\textbraceleft{}",
            "}": r"\textbraceright{}",
        }
    )
)
# Fonts make one sign of two: a dash of --, a quotation mark of '', ¿ of ?`.
_LIGATURE: Final = re.compile(r"([-'`,<>])(?=\1)|[?!](?=`)")
_SPECIAL: Final = re.compile(r"[&%$#_\\~^{}`]|--|''|,,|<<|>>")
# With combining marks, which no bracket may part from their letter.
_LETTERS: Final = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD: Final = re.compile(rf"{_LETTERS}(?:[-'’./+&@]{_LETTERS})*")
_BLANKS: Final = re.compile(r"(\s+)")
_AROUND: Final = ".,;:!?()[]'\"“”‘’«»"
_BETWEEN_PARTS: Final = re.compile(r"[-'’./+&@]")
_MARKS: Final = MappingProxyType({"em_open": r"\emph{", "strong_open": r"\textbf{"})
_MARK_ENDS: Final = frozenset({"em_close", "strong_close"})


def line(text: str) -> str:
    """A plain text on one line, without characters that no file may hold."""
    if not text:
        return text
    # Nearly all texts; of all blanks the space alone counts as printable.
    if text.isprintable() and "  " not in text and text.strip() == text:
        return text
    return " ".join(parse.clean(text).split())


def escaped(text: str) -> str:
    """A plain text as LaTeX on one line, its special characters escaped; braces stay balanced."""
    return _escaped(line(text))


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return _LIGATURE.sub(r"\g<0>{}", text.translate(_ESCAPED))


def latex_title(text: str, kept: Collection[str] = ()) -> str:
    """Inline Markdown as LaTeX on one line; braces keep words like LoRA from being lower-cased.

    `kept` are words whose case is to be kept besides, as `bare_word` has them.
    """
    text = parse.clean(text)
    if parse.is_plain(text) or len(text) > parse.LONGEST:
        return _protected(" ".join(text.split()), kept)
    return " ".join("".join(_pieces(parse.parse_inline(text), kept)).split())


def bare_word(text: str) -> str:
    """What stands between two blanks, without the punctuation around it."""
    return text.strip(_AROUND)


def needs_keeping(word: str) -> bool:
    """Whether only `kept` keeps the case of a word: its capitals do not tell by themselves."""
    return word != word.lower() and latex_title(word) == word


def _pieces(tokens: Iterable[Token], kept: Collection[str]) -> Iterable[str]:
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                yield _protected(token.content, kept)
            case "code_inline":
                yield rf"\texttt{{{_escaped(token.content)}}}"
            case "math_inline" | "math_inline_double":
                yield latex_maths(token.content) or _escaped(f"${token.content}$")
            case "image":
                yield from _pieces(token.children or (), kept)
            case "softbreak" | "hardbreak":
                yield " "
            case kind if kind in _MARKS:
                yield _MARKS[kind]
            case kind if kind in _MARK_ENDS:
                yield "}"


def _protected(text: str, kept: Collection[str]) -> str:
    if not kept:
        return _guarded(text)
    return "".join(_kept(part, kept) for part in _BLANKS.split(text))


def _kept(part: str, kept: Collection[str]) -> str:
    """A stretch without blanks, in braces if its word is one of `kept`."""
    bare = bare_word(part)
    if bare not in kept:
        return _guarded(part, kept)
    before, _, after = part.partition(bare)
    return f"{_escaped(before)}{{{_escaped(bare)}}}{_escaped(after)}"


def _guarded(text: str, kept: Collection[str] = ()) -> str:
    pieces: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found[0]
        if word in kept or _has_fixed_case(word):
            pieces += (_escaped(text[end : found.start()]), "{")
            pieces += (_escaped(word), "}")
            end = found.end()
    return "".join((*pieces, _escaped(text[end:])))


def _has_fixed_case(word: str) -> bool:
    """Whether lower-casing would spoil a word: LoRA, mT5, S4, Pointer-GAN, but not In-Context."""
    tail = word[1:]
    if not tail or (tail.islower() and tail.isalpha()):
        return False
    return any(
        part[1:] != part[1:].lower()
        or (part != part.lower() and any(character.isdigit() for character in part))
        for part in _BETWEEN_PARTS.split(word)
    )
