"""Words to terms: what is common is passed over, endings are removed."""

from collections.abc import Iterable

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS

from papershelf.tokens.words import words


def is_stop_word(word: str) -> bool:
    """Tell whether a folded word is too common in English to be in the index."""
    return word in WORDS


class Stemmer:
    """Porter's stemmer as lunr.py has it, remembering each distinct word.

    `stop_words` are texts whose words are passed over beside the usual ones.
    """

    def __init__(self, stop_words: Iterable[str] = ()) -> None:
        extra = (word for text in stop_words for word in words(text))
        self.stop_words = frozenset([*WORDS, *extra])
        self._porter = PorterStemmer()
        self._stems: dict[str, str] = {}

    def is_stop_word(self, word: str) -> bool:
        """Tell whether a folded word is passed over."""
        return word in self.stop_words

    def stem(self, word: str) -> str:
        """Return the term under which a folded word is found."""
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._porter.stem(word)
        return known
