"""The terms that words of a query may stand for."""

from collections.abc import Callable, Iterator
from functools import partial

from papershelf.query.language import Clause, Identifier, Phrase, Words
from papershelf.query.near import holds, is_within
from papershelf.query.subject import Subject
from papershelf.tokens import Stemmer


class Lookup:
    """Finds terms of a subject, whether a paper that can be found has them or not."""

    def __init__(self, subject: Subject, stemmer: Stemmer) -> None:
        self._table = subject.table
        self._stemmer = stemmer
        self._vocabulary: frozenset[str] | None = None
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def stems(self, words: tuple[str, ...]) -> list[str]:
        """The terms of words without those that are passed over."""
        return [self._stemmer.stem(word) for word in words if not self._stemmer.is_stop_word(word)]

    def expanded(self, word: str, edits: int) -> tuple[str, ...]:
        """The terms that a word may stand for; none for an empty one."""
        root = self._stemmer.stem(word)
        if not word or not (edits or "*" in word):
            return (root,) if word else ()
        known = self._known.get((word, edits))
        if known is None:
            is_meant: Callable[[str], bool] = (
                partial(holds, word) if "*" in word else partial(is_within, root, edits)
            )
            known = tuple(filter(is_meant, self._terms_of_words()))
            self._known[word, edits] = known
        return known

    def terms(self, clause: Clause) -> Iterator[str]:
        """All terms that a clause may mean."""
        match clause:
            case Words(parts=parts, joined=joined, edits=edits):
                for word in (*parts, joined):
                    yield from self.expanded(word, edits)
            case Phrase(parts=parts):
                yield from map(self._stemmer.stem, parts)
            case Identifier(candidates=candidates, otherwise=otherwise):
                yield from candidates
                for words in otherwise or ():
                    yield from self.terms(words)

    def _terms_of_words(self) -> frozenset[str]:
        if self._vocabulary is None:
            stems, is_id = self._table.stems, self._table.is_id.tolist()
            found = (stem for stem, own in zip(stems, is_id, strict=True) if not own)
            self._vocabulary = frozenset(found)
        return self._vocabulary
