"""The words behind the terms, for words typed in part or wrongly."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from papershelf.digits import Integers, encode_numbers
from papershelf.search.prefixes import SortedTerms, short_forms
from papershelf.search.shards import Shards, cut
from papershelf.tokens import FIELDS, TokenTable

_FILE_BYTES: Final = 96_000


def surfaces_of(table: TokenTable, fields: Sequence[int], papers: Sequence[int]) -> dict[str, str]:
    """The commonest word of each term in these papers and fields; ids have none.

    Of words equally common the shorter, then the smaller.
    """
    asked = np.zeros((len(table.papers), len(FIELDS)), dtype=np.bool_)
    asked[np.ix_(np.array(papers, dtype=np.int64), np.array(fields, dtype=np.int64))] = True
    found = table.word[np.repeat(asked.ravel(), np.diff(table.starts))]
    counts = np.bincount(found, minlength=len(table.words))
    counts[table.is_id] = 0
    by_word = sorted(np.flatnonzero(counts).tolist(), key=table.words.__getitem__)
    words = np.array(by_word, dtype=np.int64)
    lengths = np.fromiter((len(table.words[word]) for word in by_word), np.int64, len(by_word))
    terms = table.term_of_word[words]
    # Stable: among equals the smaller word stays first, and comes last into the dictionary.
    order = np.lexsort((lengths, -counts[words], terms))[::-1]
    return {
        table.terms[term]: table.words[word]
        for term, word in zip(terms[order].tolist(), words[order].tolist(), strict=True)
    }


def vocabulary(terms: Sequence[str], surfaces: Mapping[str, str], counts: Integers) -> Shards:
    """The files of the terms that `surfaces` has words for, with their numbers of postings."""
    chosen = [place for place, term in enumerate(terms) if term in surfaces]
    kept = [terms[place] for place in chosen]
    coded = SortedTerms(kept)
    words = short_forms([surfaces[term] for term in kept], kept)
    sizes = coded.sizes() + np.fromiter(map(len, words), dtype=np.int64, count=len(words)) + 2
    ranges = list(cut(sizes, _FILE_BYTES))
    text, offsets = encode_numbers(counts[chosen], np.arange(len(chosen) + 1))
    contents = [
        json.dumps(
            {
                "terms": coded.front_coded(start, end),
                "words": " ".join(words[start:end]),
                "counts": text[offsets[start] : offsets[end]],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for start, end in ranges
    ]
    return Shards(coded.borders([start for start, _ in ranges]), contents)
