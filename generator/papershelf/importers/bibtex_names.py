"""The people in a field of BibTeX or biblatex."""

import re
from collections.abc import Iterator
from typing import Any, Final

from papershelf.importers.latex import read_latex
from papershelf.names import Name, parse_name

# What is escaped divides nothing: the tilde of `\~n` is no blank.
_AND: Final = re.compile(
    r"\s*\\and(?![A-Za-z])|\\.|[{}]|\s+and(?=\s|$)|^and\s", re.IGNORECASE | re.DOTALL
)
_COMMA: Final = re.compile(r"\\.|[{},]", re.DOTALL)
_SPACE: Final = re.compile(r"\\.|[{}]|[\s~]+", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\.", re.DOTALL)
_RAISED: Final = re.compile(r"\\textsuperscript\s*(\{[^{}]*\})")
_EXTENDED: Final = re.compile(r"(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
# Braces that hold a command hold one letter: `{\'e}`.
_GUARD: Final = re.compile(r"\{(?!\\)")


def split_names(text: str) -> list[str]:
    """The names of a field, as they were written; `and` within braces divides nothing."""
    return [name for name in (part.strip() for part in _split(text, _AND)) if name]


def read_name(latex: str) -> tuple[Any, tuple[str, ...]]:
    """A name as a map of its parts, and the commands in it that nobody knows.

    A text where nothing but the order of the words tells them.
    """
    if _EXTENDED.match(latex):
        return _extended(latex)
    # Marks of footnotes, which those who read people know by this form.
    latex = _RAISED.sub(r"$^\1$", latex)
    if not _GUARD.search(latex):
        read = read_latex(latex)
        if "," not in latex:
            return read.text, read.unknown
        name = parse_name(read.text)
        # "田中, 太郎" tells its parts, though such names are literal elsewhere.
        if name.literal.isascii():
            return _map(name), read.unknown
    bare = latex.strip()
    if is_one_group(bare):
        read = read_latex(bare)
        return _map(Name(literal=read.text)), read.unknown
    parts = [part.strip() for part in _split(latex, _COMMA)]
    unknown: list[str] = []

    def said(text: str) -> str:
        read = read_latex(text)
        unknown.extend(read.unknown)
        return read.text

    if len(parts) == 1:
        words = [word for word in _split(latex, _SPACE) if word]
        # Of a name without commas, the last word is the family name, and what is low before it.
        first = next(
            (n for n, word in enumerate(words[:-1]) if n and word[0].islower()), len(words) - 1
        )
        given, last, suffix = " ".join(words[:first]), " ".join(words[first:]), ""
    else:
        last, *others = parts
        suffix, given = (others[0], " ".join(others[1:])) if len(others) > 1 else ("", others[0])
    words = [word for word in _split(last, _SPACE) if word]
    count = 0
    while count < len(words) - 1 and words[count][0].islower():
        count += 1
    family = said(" ".join(words[count:]))
    particle = said(" ".join(words[:count]))
    if not particle and not last.startswith("{"):
        spoken = parse_name(f"{family}, x")
        # "d'Alembert" and "al-Khwarizmi" carry their particle without a blank.
        if spoken.last == family and spoken.particle and " " not in spoken.particle:
            particle, family = spoken.particle, spoken.family
    name = Name(said(given), particle, family, said(suffix))
    return _map(name), tuple(unknown)


def _extended(latex: str) -> tuple[Any, tuple[str, ...]]:
    """A name of biblatex, `family=Vinyals, given=Oriol`; initials and switches say nothing more."""
    found: dict[str, str] = {}
    unknown: list[str] = []
    for part in _split(latex, _COMMA):
        key, _, value = part.partition("=")
        read = read_latex(value.strip().strip('"'))
        unknown += read.unknown
        found[key.strip().lower()] = read.text
    name = Name(
        found.get("given", ""),
        found.get("prefix", ""),
        found.get("family", ""),
        found.get("suffix", ""),
    )
    return _map(name), tuple(unknown)


def _map(name: Name) -> dict[str, str]:
    parts = ("family", "given", "particle", "suffix", "literal")
    return {part: getattr(name, part) for part in parts if getattr(name, part)}


def is_one_group(text: str) -> bool:
    """Whether one pair of braces holds all of a text."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return place == len(text) - 1
    return False


def _split(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    depth = start = 0
    for found in separator.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(depth - 1, 0)
        elif not depth and not _ESCAPED.fullmatch(found[0]):
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]
