"""Pure functions on strings: folding for comparison, slugs, shortening."""

import re
import unicodedata
from types import MappingProxyType
from typing import Final

_ASCII_WORDS: Final = "".join(chr(c).lower() if chr(c).isalnum() else " " for c in range(128))
"""What each ASCII character is to a slug: itself in lower case, or a break between words."""
_MARKS: Final = re.compile("[\u0300-\u036f]")

# Letters that Unicode does not decompose, and signs typed in several ways. The browser's
# `lib/fold.js` holds the same table; `tests/unit/test_javascript_twins.py` compares both.
_FOLDED: Final = MappingProxyType(
    str.maketrans(
        {
            "æ": "ae",
            "ð": "d",
            "ø": "o",
            "þ": "th",
            "ß": "ss",
            "đ": "d",
            "ħ": "h",
            "ı": "i",
            "ĸ": "k",
            "ł": "l",
            "ŋ": "n",
            "œ": "oe",
            "ŧ": "t",
            "ƀ": "b",
            "ƙ": "k",
            "ƴ": "y",
            "ǥ": "g",
            "ɓ": "b",
            "ɖ": "d",
            "ɗ": "d",
            "ɨ": "i",
            "ʉ": "u",
            "ς": "σ",
            "\u02bc": "'",
            "\u2018": "'",
            "\u2019": "'",
            "\u2010": "-",
            "\u2012": "-",
            "\u2013": "-",
            "\u2014": "-",
            "\u2212": "-",
            "\u00ad": "",
        }
    )
)


def fold(text: str) -> str:
    """Return `text` without case, accents and typographic variants, for comparing and searching.

    Idempotent. The browser computes the same for every character that both Unicode versions know;
    a younger character is left alone by the older side, so it is found as it was typed.
    """
    if text.isascii():
        return text.lower()
    folded = _fold_once(text)
    # Lower-casing and the table can yield what decomposes again.
    while folded != text:
        text, folded = folded, _fold_once(folded)
    return folded


def _fold_once(text: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    # Not casefold(), which browsers lack. The final sigma that lower() may choose is in the table.
    return unicodedata.normalize("NFC", bare).lower().translate(_FOLDED)


def is_word_character(character: str) -> bool:
    """Tell whether `character` is a letter, a mark on one, or a digit, of any script."""
    return character.isalnum() or unicodedata.category(character)[0] in "LMN"


_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(text: str) -> str:
    """Return `text` folded, with a hyphen for each run of other than letters and digits.

    Letters of any script stay; the result may be empty.
    """
    if _SLUG.fullmatch(text):
        # Nearly every id is one already, and an edit asks for those of all papers.
        return text
    if text.isascii():
        # Most texts; the general way takes thirty times as long.
        return "-".join(text.translate(_ASCII_WORDS).split())
    spaced = (character if is_word_character(character) else " " for character in fold(text))
    return "-".join("".join(spaced).split())


def shorten(text: str, length: int) -> str:
    """Return `text` in at most `length` characters, cut between words and ended with "…"."""
    if len(text) <= length:
        return text
    if length < 1:
        return ""
    head, following = text[: length - 1], text[length - 1]
    if not following.isspace():
        words = head.rsplit(maxsplit=1)
        # A first word too long for the length is cut inside, rather than lost.
        if len(words) == 2 and not head[-1].isspace():
            head = words[0]
    return head.rstrip().rstrip(",;:.–—-").rstrip() + "…"


def visible(text: str) -> str:
    """A text that cannot move the cursor or colour the terminal."""
    return "".join(c if c.isprintable() or c == " " else f"\\x{ord(c):02x}" for c in text)


_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def calm(text: str) -> str:
    """A text without signs that turn what follows around or steer a terminal.

    Those that join or part letters stay: scripts and emoji need them.
    """
    return text if text.isprintable() else _UNSEEN.sub("", text)
