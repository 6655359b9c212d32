"""A field of LaTeX as Unicode with our Markdown, or as plain text.

Comments are none here: `5% of_it` in a field means what it says. Commands that nobody knows stay
as they were written, and are told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from papershelf.citation.texts import bare_word, needs_keeping
from papershelf.importers.latex_signs import MARKS, accented, letter_of, sign_of
from papershelf.importers.markdown import Piece, to_markdown, to_paragraphs, to_plain

_SPECIAL: Final = re.compile(r"[\\{}$~]|--|``|''|,,|[!?]`|(?<!\w)`")
_TOKEN: Final = re.compile(
    r"\\(?P<word>[A-Za-z@]+)\*?|\\(?P<sign>.)|(?P<dollar>\$\$?)|(?P<brace>[{}])"
    r"|(?P<tie>~)|(?P<dash>---?)|(?P<quote>``|''|,,|[!?]`)|(?P<par>\n[ \t]*\n\s*)",
    re.DOTALL,
)
_BRACE: Final = re.compile(r"\\.|([{}])", re.DOTALL)
_BLANK: Final = re.compile(r"\s*")
_OPTION: Final = re.compile(r"\s*\[[^\]\n]*\]")
_QUOTED: Final = re.compile(r"(?<![\w`])`(?=\w)([^`'\n]*(?:\w'\w[^`'\n]*)*)'(?![\w'])")
_LONE_QUOTE: Final = re.compile(r"\{([`'])\}")
_NUMBERS: Final = re.compile(r"\[(U\+[0-9A-F]{4,6}(?: U\+[0-9A-F]{4,6})*)\]")
_ORDINAL: Final = re.compile("st|nd|rd|th")
_TEX: Final = re.compile(r"[\\^_{}=<>]")
_RAISED: Final = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_PART_START: Final = re.compile(r"(?:^|:\s)\s*")
_WORD: Final = re.compile(r"\S+")

_WRAPS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("emph", "textit", "textsl", "mkbibemph", "bibemph"), "*")
    | dict.fromkeys(("textbf", "mkbibbold"), "**")
    | dict.fromkeys(
        (
            *("textrm", "textsf", "textsc", "textup", "textmd", "textnormal", "mbox", "hbox"),
            *("text", "uline", "underline", "lowercase", "uppercase", "MakeUppercase"),
            *("MakeLowercase", "nolinkurl", "bibnamefont", "bibfnamefont", "textlatin"),
        ),
        "",
    )
)
_SWITCHES: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), "*")
    | dict.fromkeys(("bf", "bfseries"), "**")
    | dict.fromkeys(("tt", "ttfamily", "sc", "scshape", "sf", "sffamily"), "")
)
# Only there to sort by, or for a style to fill in.
_UNSEEN: Final = frozenset({"noopsort", "SortNoop", "sortnoop", "providecommand", "printfirst"})
_SPACES: Final = frozenset(" ,;:\n\t")
_EMPTY: Final = frozenset("!/-@")
_ARROWED: Final = MappingProxyType({"---": "—", "--": "–", "``": "“", "''": "”", ",,": "„"})
_INVERTED: Final = MappingProxyType({"!`": "¡", "?`": "¿"})
_DEEPEST: Final = 20


@dataclass(frozen=True)
class Latex:
    """What a field of LaTeX says."""

    pieces: tuple[Piece, ...]
    unknown: tuple[str, ...] = ()
    """The commands that nobody knows, each once; they stand in the text as they were written."""
    guarded: tuple[tuple[int, int], ...] = ()
    """Which parts of its text stood in braces, by their places."""

    @property
    def text(self) -> str:
        """As plain text on one line."""
        return to_plain(self.pieces)

    @cached_property
    def markdown(self) -> tuple[str, bool]:
        """As inline Markdown, and whether all marks could be kept."""
        return to_markdown(self.pieces)

    @cached_property
    def paragraphs(self) -> tuple[str, bool]:
        """As block Markdown, likewise."""
        return to_paragraphs(self.pieces)

    @property
    def protected(self) -> tuple[str, ...]:
        """The words whose case braces keep, and our own export would not.

        Braces around the whole of a text tell nothing of its words.
        """
        shown = (piece for piece in self.pieces if piece.kind not in ("open", "close"))
        text = "".join(piece.text for piece in shown)
        # ACL writes quotation marks in braces: these guard no word.
        groups = [
            (start, end) for start, end in self.guarded if re.search(r"[^\W_]", text[start:end])
        ]
        guarded = [
            found
            for found in _WORD.finditer(text)
            if any(start < found.end() and found.start() < end for start, end in groups)
        ]
        if len(guarded) == len(text.split()):
            return ()
        # Styles keep the case of what starts a title, or comes behind its colon.
        starts = {found.end() for found in _PART_START.finditer(text)}
        words = [bare_word(found[0]) for found in guarded if found.start() not in starts]
        return tuple(dict.fromkeys(filter(needs_keeping, words)))


def read_latex(text: str) -> Latex:
    """What a field says; braces, escapes and commands become what they stand for."""
    if not _SPECIAL.search(text):
        if "\n" not in text:
            return Latex((Piece("text", text),))
        if "\n\n" not in text and not re.search(r"\n[ \t]+\n", text):
            return Latex((Piece("text", " ".join(text.split())),))
    if "`" in text:
        # The ACL Anthology writes {`}so{'}.
        text = _QUOTED.sub(r"‘\1’", _LONE_QUOTE.sub(r"\1", text))
    return _Reader(text).read()


_Group = tuple[int, list[str], bool]
"""Where its text starts, the marks that end with it, and whether it guards the case of words."""


@dataclass
class _Reader:
    source: str
    pieces: list[Piece] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    guarded: list[tuple[int, int]] = field(default_factory=list)
    size: int = 0
    ends: dict[int, int] = field(default_factory=dict)
    """Where the braces that are closed end, by where they start."""
    dollars_end: int = -1
    """From where on a dollar has no partner; -1 if that is not known."""
    unclosed: set[str] = field(default_factory=set)
    """The brackets of formulas that no longer have a partner."""

    def read(self) -> Latex:
        starts: list[int] = []
        for found in _BRACE.finditer(self.source):
            if found[1] == "{":
                starts.append(found.start())
            elif found[1] and starts:
                self.ends[starts.pop()] = found.start()
        self._run(0, len(self.source), 0)
        return Latex(tuple(self.pieces), tuple(self.unknown), tuple(self.guarded))

    def _text(self, text: str) -> None:
        if text:
            self.pieces.append(Piece("text", text))
            self.size += len(text)

    def _run(self, start: int, end: int, depth: int) -> None:
        """Read a part of the source; marks that are opened in it are closed in it."""
        source = self.source
        groups: list[_Group] = [(self.size, [], False)]
        at = start
        while at < end:
            found = _TOKEN.search(source, at, end)
            if found is None:
                self._text(source[at:end])
                break
            self._text(source[at : found.start()])
            at = found.end()
            match found.lastgroup:
                case "word":
                    at = self._command(found, end, depth, groups[-1][1])
                case "sign":
                    at = self._control(found, end, depth)
                case "dollar":
                    at = self._dollars(found, end)
                case "brace" if found[0] == "{":
                    at = self._group(found.start(), end, groups)
                case "brace":
                    self._close(groups)
                case "tie":
                    self._text(" ")
                case "dash":
                    self._text(_ARROWED[found[0]])
                case "quote":
                    self._text(_ARROWED.get(found[0]) or _INVERTED[found[0]])
                case _:
                    self.pieces.append(Piece("break"))
        while groups:
            self._end_marks(groups.pop()[1])

    def _end_marks(self, marks: list[str]) -> None:
        self.pieces += (Piece("close", mark) for mark in reversed(marks))

    def _group(self, start: int, end: int, groups: list[_Group]) -> int:
        """A brace that opens: past it, or past the whole group where it stands for a letter."""
        close = self.ends.get(start, -1)
        if 0 <= close < end and close - start < 1_000:
            inner = self.source[start + 1 : close]
            numbers = _NUMBERS.fullmatch(inner)
            if numbers:
                self._text("".join(_character(n) for n in numbers[1].split()))
                return close + 1
            if inner.startswith("$") and inner.endswith("$") and inner.count("$") == 2:
                letter = letter_of(inner[1:-1])
                if letter:
                    self._text(letter)
                    return close + 1
        # Braces that only hold a command guard nothing: `Erd{\H o}s`.
        groups.append((self.size, [], not self.source.startswith("\\", start + 1)))
        return start + 1

    def _close(self, groups: list[_Group]) -> None:
        if len(groups) < 2:
            # A brace that closes nothing is a slip, and braces never show.
            return
        start, marks, guards = groups.pop()
        self._end_marks(marks)
        if len(groups) == 1 and self.size > start and guards:
            self.guarded.append((start, self.size))

    def _dollars(self, found: re.Match[str], end: int) -> int:
        sign = found[0]
        start = found.end()
        close = -1 if 0 <= self.dollars_end <= start else self._partner(start, end, sign)
        tex = self.source[start:close] if close >= 0 else ""
        if close < 0 or (len(sign) == 1 and _is_prose(tex)) or not _is_balanced(tex):
            self._text("$")
            return found.start() + 1
        self._formula(tex, "display" if len(sign) == 2 else "maths")
        return close + len(sign)

    def _partner(self, start: int, end: int, sign: str) -> int:
        at = start
        while (at := self.source.find(sign, at, end)) >= 0:
            if self.source[at - 1] != "\\":
                return at
            at += 1
        self.dollars_end = start
        return -1

    def _formula(self, tex: str, kind: str) -> None:
        if tex.strip():
            shown = Piece("display" if kind == "display" else "maths", tex)
            self.pieces.append(shown)
            self.size += len(tex)

    def _control(self, found: re.Match[str], end: int, depth: int) -> int:
        sign = found["sign"]
        if sign in MARKS:
            return self._accent(sign, found.end(), end, depth)
        if sign in "([" and sign not in self.unclosed:
            close = self.source.find("\\)" if sign == "(" else "\\]", found.end(), end)
            if close >= 0:
                kind = "maths" if sign == "(" else "display"
                self._formula(self.source[found.end() : close], kind)
                return close + 2
            self.unclosed.add(sign)
        if sign == "\\":
            option = _OPTION.match(self.source, found.end(), end)
            self._text(" ")
            return option.end() if option else found.end()
        if sign in _SPACES:
            self._text(" ")
        elif sign not in _EMPTY:
            # An escaped sign is itself; what is no escape keeps its backslash.
            self._text(sign if sign in "&%$#_{}\"|<>*+='`." else f"\\{sign}")
        return found.end()

    def _command(self, found: re.Match[str], end: int, depth: int, marks: list[str]) -> int:
        name, after = found["word"], found.end()
        if name in MARKS and (len(name) > 1 or not _is_alone(self.source, after, end)):
            return self._accent(name, after, end, depth)
        if name in _SWITCHES:
            if _SWITCHES[name]:
                self.pieces.append(Piece("open", _SWITCHES[name]))
                marks.append(_SWITCHES[name])
            return self._blank(after, end)
        if name in _WRAPS or name in _HANDLED:
            argument = self._argument(after, end)
            if argument and depth < _DEEPEST:
                return self._wrapped(name, argument, end, depth)
        sign = sign_of(name)
        if sign is not None:
            self._text(sign)
            after = self._blank(after, end)
            # Braces that only end the command.
            return after + 2 if self.source.startswith("{}", after) else after
        if name in ("par", "newline"):
            self.pieces.append(Piece("break"))
            return self._blank(after, end)
        return self._unknown(found, end)

    def _unknown(self, found: re.Match[str], end: int) -> int:
        """A command that nobody knows, with its arguments as they were written."""
        self.unknown.setdefault(found[0])
        after = found.end()
        while after < end and self.source[after] == "{" and after in self.ends:
            if self.ends[after] >= end:
                break
            after = self.ends[after] + 1
        self._text(self.source[found.start() : after])
        return after

    def _blank(self, at: int, end: int) -> int:
        found = _BLANK.match(self.source, at, end)
        # A blank line ends a paragraph whatever stands before it.
        return found.end() if found and found[0].count("\n") < 2 else at

    def _argument(self, at: int, end: int) -> tuple[int, int, int] | None:
        """Where the argument at a place starts and ends, and what comes then."""
        at = self._blank(at, end)
        if at >= end or self.source[at] == "}":
            return None
        if self.source[at] == "{":
            close = self.ends.get(at, end)
            return (at + 1, close, close + 1) if close < end else None
        found = _TOKEN.match(self.source, at, end) if self.source[at] == "\\" else None
        stop = found.end() if found else at + 1
        return at, stop, stop

    def _accent(self, command: str, at: int, end: int, depth: int) -> int:
        argument = self._argument(at, end)
        if argument is None or depth >= _DEEPEST:
            self._text(accented(command, ""))
            return at
        start, stop, after = argument
        base = self.source[start:stop]
        if "\\" in base and stop == after:
            # A command as a bare argument takes its own: `\'\i`, `\'\^e`.
            inner = _TOKEN.match(self.source, start, end)
            if inner and (inner["sign"] or inner["word"]) in MARKS:
                nested = self._argument(inner.end(), end)
                after = stop = nested[2] if nested else stop
            elif inner and inner["word"]:
                after = self._blank(after, end)
        self._text(accented(command, self._said(start, stop, depth)))
        return after

    def _said(self, start: int, stop: int, depth: int) -> str:
        """A part of the source as plain text."""
        inner = _Reader(self.source, ends=self.ends)
        inner._run(start, stop, depth + 1)
        self.unknown |= inner.unknown
        return "".join(
            to_plain([piece]) if piece.kind != "text" else piece.text for piece in inner.pieces
        )

    def _wrapped(self, name: str, argument: tuple[int, int, int], end: int, depth: int) -> int:
        start, stop, after = argument
        if name in _HANDLED:
            return _HANDLED[name](self, argument, end, depth)
        mark = _WRAPS[name]
        if mark:
            self.pieces.append(Piece("open", mark))
        self._run(start, stop, depth + 1)
        if mark:
            self.pieces.append(Piece("close", mark))
        return after

    def code(self, argument: tuple[int, int, int], _end: int, depth: int) -> int:
        start, stop, after = argument
        text = self._said(start, stop, depth)
        self.pieces.append(Piece("code", text))
        self.size += len(text)
        return after

    def quoted(self, argument: tuple[int, int, int], _end: int, depth: int) -> int:
        self._text("“")
        self._run(argument[0], argument[1], depth + 1)
        self._text("”")
        return argument[2]

    def ensured(self, argument: tuple[int, int, int], _end: int, _depth: int) -> int:
        self._formula(self.source[argument[0] : argument[1]], "maths")
        return argument[2]

    def first_of_two(self, argument: tuple[int, int, int], end: int, depth: int) -> int:
        self._run(argument[0], argument[1], depth + 1)
        second = self._argument(argument[2], end)
        return second[2] if second else argument[2]

    def second_of_two(self, argument: tuple[int, int, int], end: int, depth: int) -> int:
        second = self._argument(argument[2], end)
        if second is None:
            self._run(argument[0], argument[1], depth + 1)
            return argument[2]
        self._run(second[0], second[1], depth + 1)
        return second[2]

    def unseen(self, argument: tuple[int, int, int], _end: int, _depth: int) -> int:
        return argument[2]

    def address(self, argument: tuple[int, int, int], _end: int, _depth: int) -> int:
        address = plain_address(self.source[argument[0] : argument[1]])
        self.pieces.append(Piece("link", address, address))
        self.size += len(address)
        return argument[2]

    def link(self, argument: tuple[int, int, int], end: int, depth: int) -> int:
        second = self._argument(argument[2], end)
        if second is None:
            return self.address(argument, end, depth)
        text = self._said(second[0], second[1], depth)
        address = plain_address(self.source[argument[0] : argument[1]])
        self.pieces.append(Piece("link", text, address))
        self.size += len(text)
        return second[2]

    def raised(self, argument: tuple[int, int, int], _end: int, depth: int) -> int:
        return self._leveled(argument, depth, "^")

    def lowered(self, argument: tuple[int, int, int], _end: int, depth: int) -> int:
        return self._leveled(argument, depth, "_")

    def _leveled(self, argument: tuple[int, int, int], depth: int, level: str) -> int:
        text = self._said(argument[0], argument[1], depth)
        moved = text.translate(_RAISED if level == "^" else _LOWERED)
        if text and all(new != old for new, old in zip(moved, text, strict=True)):
            self._text(moved)
        elif _ORDINAL.fullmatch(text) or not text.isascii() or not text.replace(" ", "").isalnum():
            # "19th" is as good as its raised form, and no formula says more than letters.
            self._text(text)
        else:
            self._formula(rf"{level}{{\mathrm{{{text}}}}}", "maths")
        return argument[2]


_HANDLED: Final = MappingProxyType(
    {
        "texttt": _Reader.code,
        "enquote": _Reader.quoted,
        "mkbibquote": _Reader.quoted,
        "ensuremath": _Reader.ensured,
        "texorpdfstring": _Reader.first_of_two,
        "bibinfo": _Reader.second_of_two,
        "textcolor": _Reader.second_of_two,
        "foreignlanguage": _Reader.second_of_two,
        "url": _Reader.address,
        "href": _Reader.link,
        "textsuperscript": _Reader.raised,
        "mkbibsuperscript": _Reader.raised,
        "textsubscript": _Reader.lowered,
        **dict.fromkeys(_UNSEEN, _Reader.unseen),
    }
)


def plain_address(text: str) -> str:
    r"""An address as it is: without the escapes that LaTeX needs, `\%`, `\_`, `{\_}`, `\~{}`."""
    text = text.replace(r"\~{}", "~").replace(r"{\~}", "~").replace(r"\textasciitilde{}", "~")
    text = re.sub(r"\{(\\?[_%&#~$])\}", r"\1", text)
    text = re.sub(r"\\textasciitilde\s*|\$\\sim\$", "~", text).replace(r"\textunderscore", "_")
    return re.sub(r"\\([_%&#~$])", r"\1", text)


def _character(number: str) -> str:
    code = int(number.removeprefix("U+"), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _is_alone(source: str, after: int, end: int) -> bool:
    """Whether a command of one letter, as `\\c`, has nothing that it could stand on."""
    return after >= end or source[after] in ".,;:)}]"


def _is_prose(tex: str) -> bool:
    """Whether what stands between two dollars is more likely prose between two sums."""
    if _TEX.search(tex):
        return False
    return tex != tex.strip() or (tex[:1].isdigit() and " " in tex)


def _is_balanced(tex: str) -> bool:
    depth = 0
    for found in _BRACE.finditer(tex):
        depth += (found[1] == "{") - (found[1] == "}")
        if depth < 0:
            return False
    return depth == 0
