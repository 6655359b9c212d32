"""What a query finds; the twin of `search-index.js`, without scores and guesses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain

import numpy as np

from papershelf.query.hits import Hits
from papershelf.query.language import Clause, Has, Identifier, Phrase, Query, Words, Years
from papershelf.query.lookup import Lookup
from papershelf.query.subject import Papers, Subject
from papershelf.tokens import Stemmer

Synonyms = Sequence[Sequence[Sequence[str]]]
"""Groups of alternatives as lists of words."""


def found_by(query: Query, subject: Subject, stemmer: Stemmer, synonyms: Synonyms = ()) -> Papers:
    """The papers that a query finds: all of them if nothing was asked.

    `stemmer` is one like that by which the words of the subject were read.
    """
    lookup = Lookup(subject, stemmer)
    clauses = chain.from_iterable(query.groups)
    terms = chain(
        chain.from_iterable(map(lookup.terms, clauses)),
        (term for group in synonyms for words in group for term in lookup.stems(tuple(words))),
    )
    return _Finder(subject, lookup, Hits.of(subject, terms), synonyms).find(query)


@dataclass(frozen=True, slots=True, eq=False)
class _Meant:
    """What a clause means on the shelf."""

    suits: Papers
    touched: Papers | None
    """The papers with any word of it; None for what only narrows."""
    is_unwanted: bool
    is_required: bool
    words: tuple[str, ...] = ()
    """The words of it for which others may stand."""

    @property
    def scores(self) -> bool:
        """Whether papers are found by it rather than left out."""
        return self.touched is not None and not self.is_unwanted


class _Finder:
    """Puts together what the clauses of a query mean."""

    def __init__(self, subject: Subject, lookup: Lookup, hits: Hits, synonyms: Synonyms) -> None:
        self._subject = subject
        self._lookup = lookup
        self._hits = hits
        self._synonyms = synonyms
        self._nobody: Papers = np.zeros_like(subject.searched)

    def find(self, query: Query) -> Papers:
        """The papers that a query finds."""
        read = [list(chain.from_iterable(map(self._meant, group))) for group in query.groups]
        groups = [group for group in read if group]
        everybody = self._subject.searched
        found = self._nobody.copy()
        scoring = [one.touched for group in groups for one in group if one.scores]
        for touched in (*scoring, *self._synonymous(groups)):
            if touched is not None:
                found |= touched
        if not scoring and (groups or not query.text):
            found |= everybody
        needed = everybody.copy()
        for group in groups:
            if not _is_required(group):
                continue
            suiting = [~one.suits if one.is_unwanted else one.suits for one in group]
            papers = reduce(np.logical_or, suiting)
            needed &= papers
            # A paper may suit "word OR year:2019" without any word.
            if len(group) > 1 and any(one.scores for one in group):
                found |= papers
        return found & needed

    def _meant(self, clause: Clause) -> Iterator[_Meant]:
        unwanted, required = clause.sign == "-", clause.sign == "+"
        match clause:
            case Years(first=first, last=last):
                years = self._subject.years
                suits = (years >= first) & (years <= last)
                yield _Meant(suits, None, unwanted, is_required=True)
            case Has(kind=kind):
                suits = self._subject.belongings.get(kind, self._nobody)
                yield _Meant(suits, None, unwanted, is_required=True)
            case Phrase(field=field, parts=parts, offsets=offsets):
                terms = [term for part in parts for term in self._lookup.expanded(part, 0)]
                placed = list(zip(terms, offsets, strict=True))
                fields = [field] if field else self._subject.fields
                having = (self._hits.phrase(placed, name) for name in fields)
                suits = reduce(np.logical_or, having, self._nobody)
                yield _Meant(suits, self._hits.papers(terms, field), unwanted, is_required=True)
            case Identifier(candidates=candidates, otherwise=otherwise):
                term = next(filter(self._hits.has, candidates), None)
                if term is not None or otherwise is None:
                    papers = self._hits.papers([term] if term is not None else [], "ids")
                    yield _Meant(papers, papers, unwanted, required)
                else:
                    yield from chain.from_iterable(map(self._meant, otherwise))
            case Words():
                yield self._words(clause, unwanted, required)

    def _words(self, clause: Words, unwanted: bool, required: bool) -> _Meant:
        parts = [self._terms(part, clause.edits) for part in clause.parts]
        whole = self._terms(clause.joined, clause.edits)
        field, papers = clause.field, self._hits.papers
        suits = reduce(np.logical_and, (papers(terms, field) for terms in parts))
        touched = papers([*chain.from_iterable(parts), *whole], field)
        is_plain = clause.is_plain and not field and not unwanted
        words = clause.parts if is_plain else ()
        return _Meant(suits | papers(whole, field), touched, unwanted, required, words)

    def _terms(self, word: str, edits: int) -> Sequence[str]:
        terms = self._lookup.expanded(word, edits)
        # What stands for other letters stands for words, not for ids.
        return self._hits.worded(terms) if edits or "*" in word else terms

    def _synonymous(self, groups: Sequence[Sequence[_Meant]]) -> Iterator[Papers]:
        """The papers with what means the same as words of the query."""
        typed = _spaced(
            term
            for one in chain.from_iterable(groups)
            for term in (self._lookup.stems(one.words) if one.words else [_BREAK])
        )
        for group in self._synonyms:
            terms_of = [self._lookup.stems(tuple(words)) for words in group]
            # One of stop words alone is never typed.
            is_typed = [bool(terms) and _spaced(terms) in typed for terms in terms_of]
            if not any(is_typed):
                continue
            for terms, known in zip(terms_of, is_typed, strict=True):
                if not known:
                    yield self._in_one_field(terms)

    def _in_one_field(self, terms: Sequence[str]) -> Papers:
        if len(terms) < 2:
            return self._hits.papers(terms)
        having = [
            reduce(np.logical_and, (self._hits.papers([term], field) for term in terms))
            for field in self._subject.fields
        ]
        return reduce(np.logical_or, having, self._nobody)


# No word is one: what stands on either side is not taken for neighbours.
_BREAK = "|"


def _spaced(terms: Iterable[str]) -> str:
    return f" {' '.join(terms)} "


def _is_required(group: Sequence[_Meant]) -> bool:
    return any(one.is_required or one.is_unwanted for one in group)
