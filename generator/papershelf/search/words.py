"""Text to the words that are indexed; the browser's twin is `lib/tokenizer.js`."""

import re
from typing import Final

from papershelf.text import fold, is_word_character

# White space and hyphens as in lunr, spelled out because Python and JavaScript disagree on `\s`;
# half a surrogate pair cannot be written to a file, so it separates words too.
_SEPARATORS: Final = re.compile(r"[ \t-\r\u0085\u1680\u200b\u2028\u2029\ufeff\ud800-\udfff-]+")
# The stemmer calls itself once for each "y" of a run, and nobody searches for a longer word.
_LONGEST_WORD: Final = 64


def words(text: str) -> list[str]:
    """Split `text` into folded words without punctuation around them, in order of appearance."""
    trimmed = (_trim(word) for word in _SEPARATORS.split(fold(text)))
    return [word[:_LONGEST_WORD] for word in trimmed if word]


def _trim(word: str) -> str:
    # lunr.py's own trimmer leaves "(gpt-3.5)," and "don't," as they are, where lunr.js trims them.
    start, end = 0, len(word)
    while start < end and not is_word_character(word[start]):
        start += 1
    while end > start and not is_word_character(word[end - 1]):
        end -= 1
    return word[start:end]
