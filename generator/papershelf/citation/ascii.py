"""LaTeX with Unicode in it as LaTeX in ASCII alone, for BibTeX and TeX of old."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Final

from papershelf.citation.letters import ACCENTS, BELOW, MATHS, MATHS_ACCENTS, PLAIN, TEXT
from papershelf.citation.texts import escaped
from papershelf.text import fold

_MARK: Final = "[\u0300-\u036f]"
_LETTER: Final = re.compile(rf"(?:[A-Za-z0-9]|[^\x00-\x7f]){_MARK}*")
# Commands go first: their names are no letters that a mark may stand on.
_PART: Final = re.compile(
    rf"\\(?:[A-Za-z]+|.)|(?P<dollar>\$)|(?P<run>(?:[A-Za-z0-9]{_MARK}+|[^\x00-\x7f])+)", re.DOTALL
)
_LEVELS: Final = MappingProxyType({"<super>": "^", "<sub>": "_"})
_BARE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") | {r"\i", r"\j"}
_PLAIN: Final = MappingProxyType(str.maketrans(dict(PLAIN)))
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def ascii_latex(text: str) -> str:
    """LaTeX that sets the same in ASCII; braces stay balanced.

    What LaTeX has no command for becomes the nearest letter without its marks or, where there is
    none, its numbers in Unicode: `{[U+6570 U+5B66]}`. Signs without a width are dropped.
    """
    if text.isascii():
        return text
    in_maths = False

    def replaced(found: re.Match[str]) -> str:
        nonlocal in_maths
        if found["dollar"]:
            in_maths = not in_maths
        return _run(found["run"], in_maths) if found["run"] else found[0]

    return _PART.sub(replaced, text)


def ascii_address(text: str) -> str:
    """An address or identifier with what is not ASCII percent-encoded."""
    if text.isascii():
        return text
    return "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in text
    )


def _run(text: str, in_maths: bool) -> str:
    make = _in_maths if in_maths else _in_text
    pieces: list[str] = []
    for is_known, letters in groupby(_LETTER.findall(text), lambda letter: make(letter) != ""):
        if is_known:
            pieces += map(make, letters)
            continue
        numbers = " ".join(f"U+{ord(sign):04X}" for sign in "".join(letters) if not _is_empty(sign))
        shown = numbers and f"{{[{numbers}]}}"
        pieces.append(rf"{{\mbox{shown}}}" if shown and in_maths else shown)
    return "".join(pieces)


def _is_empty(sign: str) -> bool:
    """Whether a sign only tells how others are set."""
    return unicodedata.category(sign) == "Cf" or _SELECTORS.match(sign) is not None


@lru_cache(4096)
def _in_text(letter: str) -> str:
    """A letter with its marks in running text; empty where LaTeX cannot say it."""
    if letter.isascii():
        return letter
    if letter in TEXT:
        return f"{{{TEXT[letter]}}}"
    if letter in MATHS:
        return f"{{${MATHS[letter]}$}}"
    if letter in PLAIN:
        return PLAIN[letter]
    base, marks = _taken_apart(letter)
    return _accented(base, marks) or _leveled(letter, "{$%s$}") or _plain(letter)


@lru_cache(4096)
def _in_maths(letter: str) -> str:
    """The same in a formula."""
    if letter in MATHS:
        return f"{MATHS[letter]} "
    maths = _maths_accented(*_taken_apart(letter)) or _leveled(letter, "{}%s")
    text = maths or _in_text(letter)
    return text if maths or not text else rf"{{\mbox{{{text}}}}}"


def _taken_apart(letter: str) -> tuple[str, str]:
    """The longest beginning that is ASCII or has a command, and the marks on it."""
    decomposed = unicodedata.normalize("NFD", letter)
    for end in range(len(decomposed), 0, -1):
        base = unicodedata.normalize("NFC", decomposed[:end])
        if base in TEXT or base in MATHS or base in PLAIN or base.isascii():
            return base, decomposed[end:]
    return "", decomposed


def _accented(base: str, marks: str) -> str:
    """A letter in running text with those of its marks that have a command."""
    if base in MATHS or base in PLAIN:
        return f"{{${_maths_accented(base, marks)}$}}"
    accents = [ACCENTS[mark] for mark in marks if mark in ACCENTS]
    if not (base or len(accents) == len(marks)):
        return ""
    text = TEXT.get(base, base)
    if text in ("i", "j") and accents and accents[0] not in BELOW:
        text = f"\\{text}"
    for accent in accents:
        # `\'e` and `\'\i`, but `\v{s}` and `\'{\^e}`.
        is_bare = not accent.isalpha() and text in _BARE
        text = f"\\{accent}{text}" if is_bare else f"\\{accent}{{{text}}}"
    return f"{{{text}}}"


def _maths_accented(base: str, marks: str) -> str:
    """A letter in a formula with those of its marks that have a command; empty for no letter."""
    if base in TEXT or not base or not marks:
        return ""
    text = MATHS.get(base) or PLAIN.get(base, base)
    for mark in marks:
        if mark in MATHS_ACCENTS:
            text = f"{{\\{MATHS_ACCENTS[mark]}{{{text}}}}}"
    return text


def _leveled(letter: str, form: str) -> str:
    """A letter or figure set higher or lower, in a formula."""
    kind, _, numbers = unicodedata.decomposition(letter[0]).partition(" ")
    if kind not in _LEVELS:
        return ""
    plain = "".join(chr(int(number, 16)) for number in numbers.split())
    return form % f"{_LEVELS[kind]}{{{plain}}}" if plain.isascii() else ""


def _plain(letter: str) -> str:
    """Letters that stand for one without a command, in braces, for they divide no names.

    Empty where there are none.
    """
    compatible = unicodedata.normalize("NFKD", letter)
    if compatible.startswith(" "):
        # An accent that stands alone: "Mu¨ller".
        return _accented("", compatible[1:])
    folded = fold(compatible.translate(_PLAIN))
    if not folded.isascii():
        return ""
    text = folded.upper() if letter.isupper() else folded
    return f"{{{escaped(text)}}}" if text else ""
