"""Commands of LaTeX as Unicode: what our own writer has, read backwards, and what it never writes.

The tables are those of `citation.letters`; signs beyond them are pylatexenc's.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from papershelf.citation.letters import ACCENTS, BELOW, MATHS, MATHS_ACCENTS, TEXT
from papershelf.markup.plain import maths_to_text

MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {command: mark for mark, command in ACCENTS.items()} | {"t": "\u0361", "G": "\u030f"}
)
"""Combining marks by the commands that set them."""

_SPELLINGS: Final = (
    "lq ‘ rq ’ ldots … dots … textless < textgreater > textbar | textasciitilde ~ "
    "textasciicircum ^ textasciigrave ` textquotesingle ' textquotedbl \" textbackslash \\ "
    "textbraceleft { textbraceright } lbrace { rbrace } textunderscore _ textdollar $ "
    "textpercent % textampersand & textnumbersign # slash / textcelsius ℃ copyright © "
    "pounds £ S § P ¶ dag † ddag ‡ textquotestraightdblbase „ quotedblbase „ glqq „ grqq “ "
    "flqq « frqq » guillemetleft « guillemetright » textnumero № textohm Ω textperiodcentered · "
    "textasteriskcentered * textdiv ÷ textbar | degree ° euro € colon : newblock \u0020 "
    "quad \u0020 qquad \u0020 enspace \u0020 space \u0020 thinspace \u0020 textvisiblespace ␣ "
    "TeX TeX LaTeX LaTeX BibTeX BibTeX XeTeX XeTeX LaTeXe LaTeX2ε LuaTeX LuaTeX pdfTeX pdfTeX"
)
_NOTHING: Final = (
    "relax protect xspace nobreak allowbreak noindent null ignorespaces leavevmode sloppy "
    "textup mdseries upshape rmfamily normalfont normalsize small large rm textcompwordmark "
    "linebreak nolinebreak hfill"
)
_TABLE: Final[Mapping[str, str]] = MappingProxyType(
    # Of the signs that share a command, the first.
    {command.removeprefix("\\"): sign for sign, command in reversed([*TEXT.items()])}
    | dict(zip(*[iter(_SPELLINGS.split(" "))] * 2, strict=True))
    | dict.fromkeys(_NOTHING.split(), "")
)
_MATHS: Final[Mapping[str, str]] = MappingProxyType(
    {command: sign for sign, command in MATHS.items() if command.startswith("\\")}
)
_MATHS_MARKS: Final[Mapping[str, str]] = MappingProxyType(
    {command: mark for mark, command in MATHS_ACCENTS.items() if mark != "\u0342"}
)
_ACCENTED: Final = re.compile(r"\{?\\([a-z]+)\{(\\?[A-Za-z]+|\{.+\})\}\}?")
_LEVELED: Final = re.compile(r"[\^_]\{?[0-9+\-n]+\}?")
# The accents on their own, where nothing stands below them.
_ALONE: Final[Mapping[str, str]] = MappingProxyType(
    {unicodedata.normalize("NFKD", sign)[1:]: sign for sign in "´¨¯˘˙˚¸˛˝"}
    | {"\u0300": "`", "\u0302": "^", "\u0303": "~", "\u030c": "ˇ"}
)
_SIGN: Final = re.compile(r"[^\x00-\x7f]")


def sign_of(command: str) -> str | None:
    """What a command without arguments sets in running text; None if nobody knows."""
    known = _TABLE.get(command)
    if known is None:
        known = _MATHS.get(f"\\{command}")
    return _foreign(command) if known is None else known


@cache
def _foreign(command: str) -> str | None:
    spec = _signs().get_macro_spec(command)
    sign = getattr(spec, "simplify_repl", None)
    # Some stand for more than a sign: the current day, a missing picture.
    return sign if isinstance(sign, str) and len(sign) == 1 and _SIGN.match(sign) else None


@cache
def _signs() -> Any:
    # Its tables take a while to load, and most files need none of them.
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


def accented(command: str, text: str) -> str:
    """The text with the mark of this command on its first letter, in NFC."""
    mark = MARKS[command]
    if not text.strip():
        return f"{_ALONE.get(mark, mark)}{text}"
    end = 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    letter = text[:end]
    if command not in BELOW:
        # The dot gives way to the mark.
        letter = letter.replace("ı", "i").replace("ȷ", "j")
    return unicodedata.normalize("NFC", f"{letter}{mark}{text[end:]}")


def letter_of(tex: str) -> str:
    """The letter that a formula in braces of its own was written for; empty if it is a formula."""
    tex = tex.strip()
    if tex in _MATHS:
        return _MATHS[tex]
    if tex == "-":
        return "−"
    if _LEVELED.fullmatch(tex):
        shown = maths_to_text(tex)
        return shown if shown != tex else ""
    found = _ACCENTED.fullmatch(tex) if len(tex) < 100 else None
    if found and found[1] in _MATHS_MARKS:
        inner = found[2] if found[2].isalpha() and len(found[2]) == 1 else letter_of(found[2])
        return unicodedata.normalize("NFC", inner + _MATHS_MARKS[found[1]]) if inner else ""
    return ""
