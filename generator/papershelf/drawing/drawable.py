"""What can be drawn of a text: hostile and unknown characters go, letters are never lost unsaid."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from papershelf.drawing.fonts import Font, Fonts

LONGEST = 600
"""Characters of a text that are kept: no card has room for more."""
_MOST_MARKS = 2
_SHAPED = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
"""Scripts whose letters change or change places beside each other."""
_JOINERS = "\u200c\u200d"
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Drawable:
    """What of a text can be drawn."""

    text: str
    missing: str = ""
    """The first letter or digit that no font has; empty where all is there."""


def drawable(text: str, fonts: Fonts) -> Drawable:
    """The text without what cannot be drawn: signs are left out, lost letters are told.

    An accent that no font has is left out too. The result is one line in NFC.
    """
    text = text[: 4 * LONGEST]
    if text.isascii() and text.isprintable():
        return Drawable(_cut(" ".join(text.split())))
    text = _cut(_clean(text))
    if is_shaped(text):
        return _drawable_whole(text, fonts)
    kept: list[str] = []
    missing = ""
    for character in text:
        if character in _JOINERS:
            continue
        if character == " " or fonts.has(character):
            kept.append(character)
        elif replaced := _replaced(character, fonts):
            kept.append(replaced)
        elif unicodedata.category(character)[0] in "LN":
            missing = missing or character
    return Drawable(" ".join("".join(kept).split()), missing)


def is_shaped(text: str) -> bool:
    """Whether a text has letters that only a shaping engine can set."""
    return bool(_SHAPED.search(text))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text is one of a script written from the right."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def is_cjk(character: str) -> bool:
    """Whether lines may be broken before and after a character without a space."""
    return bool(_CJK.match(character))


def whole_font(text: str, fonts: Sequence[Font]) -> Font | None:
    """The first font that has all characters of a text but its spaces."""
    needed = {ord(character) for character in text if character not in f" {_JOINERS}"}
    return next((font for font in fonts if all(c in font.glyphs for c in needed)), None)


@cache
def can_shape() -> bool:
    """Whether Pillow can set such scripts here: it needs FriBiDi, which not each machine has."""
    from PIL import features

    return bool(features.check("raqm"))


def _drawable_whole(text: str, fonts: Fonts) -> Drawable:
    # The shaping engine takes a line with one font.
    first = _SHAPED.search(text)
    missing = first.group() if first else ""
    letters = "".join(c for c in text if unicodedata.category(c)[0] in "LNM")
    font = whole_font(letters, fonts.shelf)
    if font is None or not can_shape():
        return Drawable("", missing)
    kept = "".join(c for c in text if c in f" {_JOINERS}" or ord(c) in font.glyphs)
    return Drawable(" ".join(kept.split()))


def _clean(text: str) -> str:
    """One line in NFC without controls, turning signs, unknown characters and floods of marks."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(character)
        if kind[0] == "M":
            marks += 1
            if marks > _MOST_MARKS or not kept or "\ufe00" <= character <= "\ufe0f":
                continue
        elif character not in _JOINERS:
            marks = 0
        if character.isspace():
            kept.append(" ")
        elif kind[0] != "C" or character in _JOINERS:
            kept.append(character)
    return " ".join("".join(kept).split())


def _replaced(character: str, fonts: Fonts) -> str:
    """The same as other characters, or without its accent; empty where no font has them."""
    same = unicodedata.normalize("NFKC", character)
    if same != character and all(map(fonts.has, same)):
        return same
    base, *accents = list(unicodedata.normalize("NFKD", character))
    is_accented = accents and all(unicodedata.category(accent)[0] == "M" for accent in accents)
    return base if is_accented and fonts.has(base) else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
