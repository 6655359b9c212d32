"""The files of the search say of papers what a naive count of their words says."""

import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.digits import ascending, encode_numbers, zigzag
from papershelf.search import Card, SearchInput, SearchSettings, search_outputs
from papershelf.search.prefixes import SortedTerms, short_forms, utf16_order
from papershelf.text import fold
from papershelf.tokens import FIELDS, Stemmer, TokenTable, placed_words
from tests.laws.settings import few
from tests.support.index_files import (
    Texts,
    input_of,
    newest_of,
    table_of,
    values_of,
)
from tests.support.lunr_reference import lunr_index
from tests.support.papers import real_documents
from tests.support.search_reader import (
    DIGITS,
    Posting,
    SearchReader,
    lengthened,
    numbers,
    rising,
    signed,
    unpacked,
)

_WORDS = """
learning learned learn the of k-NN state-of-the-art C++ e.g. 3.5 ERDŐS don't x-s 2017 10.1000/182
深層学習 한국어 α λ \U00016f40 \U00016f41a \U00016f40b \ufa0e
"""
WORDS = st.sampled_from([*_WORDS.split(), "ab" * 40])
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
YEARS = st.sampled_from(["", "998", "1999", "2017", "2018"])
SEVERAL = st.lists(st.sampled_from(["a", "b", "\U00016f40", "code"]), max_size=3).map(", ".join)
PAPERS = st.fixed_dictionaries(
    {"title": SENTENCES, "abstract": SENTENCES, "year": YEARS, "ids": SENTENCES},
    optional={
        "summary": st.text(max_size=20),
        "topics": SEVERAL,
        "links": SEVERAL,
        "added": YEARS,
        "status": st.sampled_from(["", "retracted"]),
    },
)
SHELVES = st.lists(PAPERS, max_size=8)
BOOSTS = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from([0.0, 0.5, 4.0]))


def read(source: SearchInput, settings: SearchSettings) -> SearchReader:
    return SearchReader(search_outputs(source, settings)[0])


def terms_of(field: str, texts: Texts, stemmer: Stemmer) -> list[tuple[str, str, int]]:
    """Word, term and position of everything in one field that is no stop word."""
    text = texts.get(field, "")
    if field == "ids":
        return [(key, key, place) for place, key in enumerate(text.split())]
    return [
        (word, stemmer.stem(word), place)
        for word, place in placed_words(text)
        if not stemmer.is_stop_word(word)
    ]


def places_of(texts: Sequence[Texts], boosts: Mapping[str, float]) -> list[int]:
    """The number of the text at each place."""
    lengths = {
        field: [len(terms_of(field, text, Stemmer())) for text in texts]
        for field in FIELDS
        if boosts.get(field)
    }
    largest = max(lengths.values(), key=sum, default=[0] * len(texts))
    return sorted(newest_of(texts), key=lambda number: largest[number])


def naive(
    texts: Sequence[Texts], fields: Sequence[str], places: Sequence[int]
) -> dict[str, dict[str, dict[int, Posting]]]:
    stemmer = Stemmer()
    found: dict[str, dict[str, dict[int, Posting]]] = {}
    for place, number in enumerate(places):
        for field in fields:
            terms = terms_of(field, texts[number], stemmer)
            for _, term, position in terms:
                before = found.setdefault(term, {}).setdefault(field, {})
                _, _, at = before.get(place, (0, 0, []))
                before[place] = (len(at) + 1, len(terms), [*at, position])
    return found


@few(150)
@given(texts=SHELVES, boosts=BOOSTS)
def test_files_hold_exactly_the_postings_of_the_papers(
    texts: list[Texts], boosts: Mapping[str, float]
) -> None:
    reader = read(input_of(texts, table_of(texts)), SearchSettings(boosts))
    fields = [field for field in FIELDS if boosts.get(field)]
    expected = naive(texts, fields, places_of(texts, boosts))
    assert reader.fields == fields
    assert reader.postings() == expected
    assert reader.terms("terms") == sorted(expected, key=utf16_order)
    assert reader.terms("positions") == reader.terms("terms")
    assert [total for _, _, total in reader.manifest["fields"]] == [
        sum(len(terms_of(field, text, Stemmer())) for text in texts) for field in fields
    ]


@few(100)
@given(texts=SHELVES, boosts=BOOSTS)
def test_the_vocabulary_has_the_commonest_word_of_each_term(
    texts: list[Texts], boosts: Mapping[str, float]
) -> None:
    reader = read(input_of(texts, table_of(texts)), SearchSettings(boosts))
    counts: dict[str, dict[str, int]] = {}
    for field in reader.fields:
        for text in texts if field != "ids" else ():
            for word, term, _ in terms_of(field, text, Stemmer()):
                words = counts.setdefault(term, {})
                words[word] = words.get(word, 0) + 1
    postings = reader.postings()
    assert reader.vocabulary() == {
        term: (
            min(words, key=lambda word: (-words[word], len(word), word)),
            sum(map(len, postings[term].values())),
        )
        for term, words in counts.items()
    }


@few(100)
@given(texts=SHELVES, boosts=BOOSTS)
def test_cards_facets_and_orders_go_by_the_places_of_the_papers(
    texts: list[Texts], boosts: Mapping[str, float]
) -> None:
    source = input_of(texts, table_of(texts))
    reader = read(source, SearchSettings(boosts))
    places = places_of(texts, boosts)
    cards = [source.cards[number] for number in places]
    assert [Card(*row) for row in reader.cards()] == cards
    for name in source.facets:
        found: dict[str, list[int]] = {}
        for place, number in enumerate(places):
            for value in values_of(name, texts[number]):
                found.setdefault(value, []).append(place)
        expected = sorted(
            ((value, value.upper(), papers) for value, papers in found.items()),
            key=lambda entry: (
                int(entry[0]) if name == "year" else -len(entry[2]),
                entry[0],
            ),
        )
        assert (name in reader.manifest["facets"]) == bool(expected)
        if expected:
            assert reader.facet(name) == expected
    if texts:
        everyone = range(len(texts))
        years = [texts[number].get("year", "") for number in places]
        assert reader.order("newest") == sorted(everyone, key=lambda p: years[p], reverse=True)
        added = [texts[number].get("added", "") for number in places]
        assert reader.order("added") == sorted(everyone, key=lambda p: added[p], reverse=True)
        assert reader.order("title") == sorted(everyone, key=lambda p: fold(cards[p].title))
        assert reader.order("trending") == [places.index(n) for n in newest_of(texts)[::-1]]
    orders = {"newest", "added", "title", "trending"}
    assert set(reader.manifest["orders"]) == (orders if texts else set())


@few(60)
@given(texts=SHELVES, boosts=BOOSTS, seed=st.integers(0, 99))
def test_the_numbering_of_words_and_papers_does_not_matter(
    texts: list[Texts], boosts: Mapping[str, float], seed: int
) -> None:
    table = table_of(texts)
    source = input_of(texts, table)
    chance = random.Random(seed)  # noqa: S311
    turned = input_of(texts, renumbered(table, chance))
    settings = SearchSettings(boosts)
    assert search_outputs(turned, settings) == search_outputs(source, settings)
    papers = list(range(len(texts)))
    chance.shuffle(papers)
    shuffled = [texts[number] for number in papers]
    moved = input_of(shuffled, table_of(shuffled))
    place = {number: new for new, number in enumerate(papers)}
    moved = SearchInput(
        table=moved.table,
        newest=[place[number] for number in source.newest],
        date_key=moved.date_key,
        added=[place[number] for number in source.added],
        added_key=moved.added_key,
        cards=[source.cards[number] for number in papers],
        facets=dict(reversed(list(moved.facets.items()))),
        trending=[place[number] for number in source.trending],
    )
    assert search_outputs(moved, settings) == search_outputs(source, settings)


def renumbered(table: TokenTable, chance: random.Random) -> TokenTable:
    """The same table with its words in another order."""
    order = list(range(len(table.words)))
    chance.shuffle(order)
    new = np.zeros(len(order), dtype=np.uint32)
    new[order] = np.arange(len(order), dtype=np.uint32)
    return TokenTable(
        papers=table.papers,
        words=[table.words[word] for word in order],
        stems=[table.stems[word] for word in order],
        is_id=table.is_id[order],
        word=new[table.word],
        position=table.position,
        starts=table.starts,
    )


NUMBERS = st.one_of(
    st.integers(0, 80), st.integers(1300, 1400), st.integers(0, 400_000), st.integers(0, 2**53)
)


@few(300)
@given(st.lists(NUMBERS), st.data())
def test_numbers_are_read_back(values: list[int], data: st.DataObject) -> None:
    bounds = data.draw(st.lists(st.integers(0, len(values))))
    text, offsets = encode_numbers(
        np.array(values, dtype=np.int64), np.array(bounds, dtype=np.int64)
    )
    assert list(numbers(text)) == values
    assert [list(numbers(text[offset:])) for offset in offsets] == [values[b:] for b in bounds]


@few(300)
@given(st.integers(0, 2**53))
def test_a_number_is_written_as_the_format_says(number: int) -> None:
    rest, expected = number, ""
    while rest >= 75:
        rest -= 75
        expected += DIGITS[75 + rest % 17]
        rest //= 17
    expected += DIGITS[rest]
    found, _ = encode_numbers(np.array([number]), np.zeros(0, dtype=np.int64))
    assert found == expected


@few(200)
@given(st.lists(st.integers(-(2**40), 2**40)))
def test_numbers_of_either_sign_are_read_back(values: list[int]) -> None:
    assert [signed(n) for n in zigzag(np.array(values, dtype=np.int64)).tolist()] == values


@few(200)
@given(st.lists(st.frozensets(st.integers(0, 5000), max_size=9)))
def test_rising_lists_are_read_back(groups: list[frozenset[int]]) -> None:
    values = np.array([place for group in groups for place in sorted(group)], dtype=np.int64)
    bounds = np.cumsum([0, *map(len, groups)])
    found, starts = ascending(values, bounds, np.arange(len(groups)))
    text, offsets = encode_numbers(found, starts)
    for number, group in enumerate(groups):
        source = numbers(text[offsets[number] : offsets[number + 1]])
        assert next(source) == number
        assert rising(source) == sorted(group)


SPELLINGS = st.text(
    st.one_of(
        st.sampled_from("ab\U00016f40\U00016f41\U00016b40\ufa0e\uffff"),
        st.characters(exclude_categories=["Cs", "Z", "Cc"]),
    ),
    min_size=1,
    max_size=8,
)
LONG = st.tuples(st.sampled_from(["a" * 89, "a" * 90, "b" * 120]), SPELLINGS).map("".join)


@few(300)
@given(st.sets(SPELLINGS | LONG, min_size=1), st.data())
def test_front_coded_terms_are_read_back(terms: set[str], data: st.DataObject) -> None:
    ordered = sorted(terms, key=utf16_order)
    coded = SortedTerms(ordered)
    start = data.draw(st.integers(0, len(ordered) - 1))
    end = data.draw(st.integers(start + 1, len(ordered)))
    text = coded.front_coded(start, end)
    assert unpacked(text) == ordered[start:end]
    for before, item in zip(ordered[start:], text.split(" ")[1 : end - start], strict=False):
        # As much as can be shared is shared.
        longer = DIGITS.index(item[0]) + 1
        after = lengthened(before, item).encode("utf-16-le")[: 2 * longer]
        same = before.encode("utf-16-le")[: 2 * longer] == after
        assert longer > 91 or not same or 0xD8 <= after[-1] <= 0xDB


@few(300)
@given(st.sets(SPELLINGS | LONG, min_size=2))
def test_borders_are_the_shortest_texts_between_terms(terms: set[str]) -> None:
    ordered = sorted(terms, key=utf16_order)
    borders = SortedTerms(ordered).borders(range(len(ordered)))
    assert borders[0] == ""
    for last, border, first in zip(ordered, borders[1:], ordered[1:], strict=False):
        assert utf16_order(last) < utf16_order(border) <= utf16_order(first)
        assert utf16_order(border[:-1]) <= utf16_order(last)


@few(200)
@given(st.lists(st.tuples(SPELLINGS | LONG, SPELLINGS | LONG), min_size=1))
def test_words_are_read_back_from_their_terms(pairs: list[tuple[str, str]]) -> None:
    words = [word for word, _ in pairs]
    terms = [term for _, term in pairs]
    forms = short_forms(words, terms)
    assert [
        lengthened(term, form) if form else term for term, form in zip(terms, forms, strict=True)
    ] == words


def test_weights_are_those_of_lunr() -> None:
    texts = real_documents(500)
    boosts = {"title": 4.0, "authors": 3.0, "abstract": 1.0, "venue": 2.0, "year": 1.0}
    reader = read(input_of(texts, table_of(texts)), SearchSettings(boosts))
    places = places_of(texts, boosts)
    stemmer = Stemmer()
    documents = [
        {field: [w for w, _, _ in terms_of(field, texts[n], stemmer)] for field in boosts}
        for n in places
    ]
    serialized = lunr_index(documents, boosts)
    names = {posting["_index"]: term for term, posting in serialized["invertedIndex"]}
    expected = {
        (field, int(place), names[index]): weight
        for reference, vector in serialized["fieldVectors"]
        for field, _, place in [reference.partition("/")]
        for index, weight in zip(vector[::2], vector[1::2], strict=True)
    }
    found = {}
    count = len(texts)
    averages = {name: total / count for name, _, total in reader.manifest["fields"]}
    for term, fields in reader.postings().items():
        frequency = sum(map(len, fields.values()))
        rarity = math.log(1 + abs((count - frequency + 0.5) / (frequency + 0.5)))
        for field, postings in fields.items():
            for place, (tf, length, _) in postings.items():
                share = 0.25 + 0.75 * length / averages[field]
                weight = rarity * (2.2 * tf) / (1.2 * share + tf) * boosts[field]
                found[field, place, term] = round(weight, 3)
    assert len(expected) > 40_000
    assert found == pytest.approx(expected, abs=1.001e-3)
