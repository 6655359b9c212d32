"""The words from memory are the words of the papers, whatever was edited."""

from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from papershelf.model import Library, Paper, Topic, Venue
from papershelf.store import Store
from papershelf.tokens import FIELDS, TokenTable, placed_words, tokens_of, words
from tests.laws.settings import few, workshop

PIECES = "graph graphs the of k-NN state-of-the-art $\\ell_2$ α 深度学习 x *y* C++"
texts = st.lists(
    st.sampled_from(PIECES.split()),
    max_size=6,
).map(" ".join)
papers = st.builds(
    Paper,
    id=st.sampled_from("abcde"),
    title=texts,
    abstract=texts,
    keywords=st.lists(texts, max_size=2).map(tuple),
    topics=st.sampled_from([(), ("t",), ("t", "u")]),
    venue=st.sampled_from(["", "v"]),
    year=st.sampled_from([2020, 2021]),
    ids=st.sampled_from([{}, {"doi": "10.1/graph"}, {"arxiv": "1706.03762v2"}]),
)
Edition = tuple[Library, Sequence[str], Mapping[str, Sequence[str]], Sequence[str], bool]


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """A shelf as it may be at one time, whether its memory is lost, and its stop words."""
    drawn = {paper.id: paper for paper in draw(st.lists(papers, max_size=5))}
    topics = {key: Topic(key, draw(texts)) for key in "tu"}
    venues = {"v": Venue("v", draw(texts), draw(texts))}
    order = draw(st.permutations(sorted(drawn)))
    collections = draw(st.dictionaries(st.sampled_from("abcde"), st.lists(texts, max_size=2)))
    stop_words = draw(st.sampled_from([(), (), ("graph",)]))
    shelf = Library(drawn, {}, topics, venues, {}, {})
    return shelf, order, collections, stop_words, draw(st.integers(0, 5)) == 0


def meaning(table: TokenTable) -> Counter[tuple[str, str, str, str, bool, int]]:
    """Every token with all that is known of it, but for the numbers of words."""
    found: Counter[tuple[str, str, str, str, bool, int]] = Counter()
    for cell, (start, end) in enumerate(zip(table.starts[:-1], table.starts[1:], strict=True)):
        paper, field = divmod(cell, len(FIELDS))
        for word, position in zip(table.word[start:end], table.position[start:end], strict=True):
            about = (table.words[word], table.stems[word], bool(table.is_id[word]), int(position))
            found[table.papers[paper], FIELDS[field], *about] += 1
    return found


def bags(table: TokenTable, weights: Mapping[str, float]) -> tuple[list[int], ...]:
    starts, terms, counts = table.bags(weights)
    return starts.tolist(), terms.tolist(), counts.tolist()


@few(60)
@given(st.lists(editions(), min_size=1, max_size=5))
def test_after_any_edits_the_table_from_memory_means_what_a_fresh_one_does(
    history: list[Edition],
) -> None:
    with workshop() as folder:
        store = Store(folder / "store", b"version", b"k" * 32)
        for number, (shelf, order, collections, stop_words, is_lost) in enumerate(history):
            if is_lost:
                store.forget("tokens")
            fresh_store = Store(folder / f"fresh{number}", b"version", b"k" * 32)
            known, fresh = (
                tokens_of(shelf, order, collections, place, stop_words=stop_words)
                for place in (store, fresh_store)
            )
            assert known.papers == fresh.papers == tuple(order)
            assert meaning(known) == meaning(fresh)
            assert known.terms == fresh.terms
            assert known.lengths.tolist() == fresh.lengths.tolist()
            weights = {"title": 2.0, "abstract": 1.0}
            assert bags(known, weights) == bags(fresh, weights)
            assert set(known.word.tolist()) == set(range(len(known.words)))


@few(60)
@given(st.lists(papers, max_size=4, unique_by=lambda paper: paper.id))
def test_bags_count_what_the_table_holds(drawn: list[Paper]) -> None:
    shelf = Library(
        {paper.id: paper for paper in drawn},
        {},
        {key: Topic(key, key) for key in "tu"},
        {"v": Venue("v", "Venue")},
        {},
        {},
    )
    with workshop() as folder:
        store = Store(folder, b"version", b"k" * 32)
        table = tokens_of(shelf, [paper.id for paper in drawn], {}, store)
    starts, terms, counts = table.bags({"title": 3, "year": 1})
    for number, paper in enumerate(table.papers):
        part = slice(starts[number], starts[number + 1])
        expected: Counter[str] = Counter()
        for (owner, field, _, stem, _, _), count in meaning(table).items():
            if owner == paper:
                expected[stem] += count * {"title": 3, "year": 1}.get(field, 0)
        named = [table.terms[term] for term in terms[part]]
        assert named == [term for term in table.terms if expected[term]]
        assert counts[part].tolist() == [expected[term] for term in named]


@few(300)
@given(st.text())
def test_words_have_rising_places_and_no_word_is_split_again(text: str) -> None:
    placed = placed_words(text)
    places = [place for _, place in placed]
    assert places == sorted(places)
    assert set(places) == set(range(len(set(places))))
    for word in words(text):
        assert 0 < len(word) <= 64
        assert not any(character.isspace() for character in word)
        # One Greek letter gave its name.
        assert words(word) == [word] or len(word) == 64
