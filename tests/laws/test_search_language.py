"""Over any papers, a query finds exactly the papers that it means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.tokens import Stemmer, is_stop_word, placed_words, words
from tests.laws.settings import few
from tests.laws.test_search_parity import Digits
from tests.support.conversation import Ask, conversation
from tests.support.parity import index_files
from tests.support.searched import searching

Paper = Mapping[str, str]

BOOSTS = {"title": 2.0, "abstract": 1.0}
WORDS = ("cat", "dog", "owl")
YEARS = ("2019", "2020", "2021")
LINKS = ("code", "pdf")


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with conversation("language.mjs") as process:
        yield process


def found_by(ask: Ask, papers: Sequence[Paper], texts: Sequence[str]) -> list[set[int]]:
    """The papers that each text finds, by their numbers."""
    steps = [{"request": searching(text, exact=True)} for text in texts]
    replies: list[dict[str, Any]] = ask({"files": index_files(papers, BOOSTS), "steps": steps})
    for text, reply in zip(texts, replies, strict=True):
        assert reply["type"] == "answer", (text, reply)
        assert reply["total"] == len(reply["found"])
    return [{int(name) for name in reply["found"]} for reply in replies]


_LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "abAB12 -.'+/äßﬁαΣ学习かナ한\u0301😀𝒜"
)


@few(200)
@given(titles=st.lists(st.text(_LETTERS, max_size=30), min_size=1, max_size=5))
def test_a_word_of_any_text_finds_the_papers_that_have_it(ask: Ask, titles: list[str]) -> None:
    stem = Stemmer().stem
    held = [{stem(word) for word in words(title) if not is_stop_word(word)} for title in titles]
    asked = sorted({word for title in titles for word in words(title) if not is_stop_word(word)})
    expected = [
        {number for number, terms in enumerate(held) if stem(word) in terms} for word in asked
    ]
    found = found_by(ask, [{"title": title} for title in titles], asked)
    assert dict(zip(asked, found, strict=True)) == dict(zip(asked, expected, strict=True))


@dataclass(frozen=True)
class Piece:
    """A word, a phrase or a filter as it is typed, with the papers that it means."""

    text: str
    papers: frozenset[int]
    touched: frozenset[int]
    """Papers that score, because they have a word of it."""
    scores: bool
    required: bool
    unwanted: bool


def has_words(paper: Paper, names: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the words stand next to each other in one of the fields; "the" may be any word."""
    for name in names:
        placed = {place: word for word, place in placed_words(paper.get(name, ""))}
        for start in range(-len(wanted), len(placed)):
            if all(
                word == "the" or placed.get(start + offset) == word
                for offset, word in enumerate(wanted)
            ):
                return True
    return False


def piece(digits: Digits, papers: Sequence[Paper]) -> Piece:
    """What a number says, typed and meant."""
    numbers = range(len(papers))
    sign = digits.choice(["", "", "+", "-"])
    name = digits.choice(["", "", "title", "abstract"])
    kind = digits.choice(["word", "word", "phrase", "year", "has"])
    if kind in {"year", "has"}:
        first, last = sorted((digits.choice(YEARS), digits.choice(YEARS)))
        link = digits.choice(LINKS)
        text = f"year:{first}..{last}" if kind == "year" else f"has:{link}"
        meant = frozenset(
            number
            for number in numbers
            if (
                first <= papers[number]["year"] <= last
                if kind == "year"
                else link in papers[number]["links"]
            )
        )
        return Piece(sign + text, meant, frozenset(), False, sign != "-", sign == "-")
    wanted = [digits.choice(WORDS)]
    if kind == "phrase":
        wanted += [digits.choice([*WORDS, "the"]), digits.choice(WORDS)]
    fields = [name] if name else list(BOOSTS)
    typed = f'"{" ".join(wanted)}"' if kind == "phrase" else wanted[0]
    meant = frozenset(n for n in numbers if has_words(papers[n], fields, wanted))
    touched = frozenset(
        n
        for n in numbers
        if any(has_words(papers[n], fields, [word]) for word in wanted if word != "the")
    )
    scope = f"{name}:" if name else ""
    required = sign != "-" and (sign == "+" or kind == "phrase")
    return Piece(f"{sign}{scope}{typed}", meant, touched, sign != "-", required, sign == "-")


def meaning(groups: Sequence[Sequence[Piece]], count: int) -> set[int]:
    """The papers that groups of alternatives find."""
    everything = set(range(count))
    pieces = [one for group in groups for one in group]
    scored = [one for one in pieces if one.scores]
    found = {paper for one in scored for paper in one.touched} if scored else everything
    wanted = []
    for group in groups:
        if len(group) == 1 and group[0].unwanted:
            wanted.append(everything - group[0].papers)
        elif any(one.required or one.unwanted for one in group):
            papers = {
                paper
                for one in group
                for paper in (everything - one.papers if one.unwanted else one.papers)
            }
            wanted.append(papers)
            if any(one.scores for one in group):
                found |= papers
    return found.intersection(*wanted)


@st.composite
def shelves(draw: st.DrawFn) -> list[dict[str, str]]:
    """Papers of few words; each has a year and a link."""
    texts = st.lists(st.sampled_from([*WORDS, "the"]), max_size=6).map(" ".join)
    return draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "title": texts,
                    "abstract": texts,
                    "year": st.sampled_from(YEARS),
                    "links": st.sampled_from([", ".join(LINKS), *LINKS]),
                }
            ),
            min_size=1,
            max_size=6,
        )
    )


@few(200)
@given(papers=shelves(), drawn=st.binary(min_size=200, max_size=200))
def test_signs_phrases_years_and_alternatives_find_what_they_mean(
    ask: Ask, papers: list[dict[str, str]], drawn: bytes
) -> None:
    # Both kinds of links are known: what no paper has is told and passed over.
    papers[0]["links"] = ", ".join(LINKS)
    queries: list[list[list[Piece]]] = [[]]
    for start in range(0, len(drawn), 4):
        digits = Digits(int.from_bytes(drawn[start : start + 4]))
        follows = digits.choice(["end", "and", "or"])
        one = piece(digits, papers)
        if follows == "or" and queries[-1]:
            queries[-1][-1].append(one)
        else:
            queries[-1].append([one])
        if follows == "end":
            queries.append([])
    asked = [query for query in queries if query]
    texts = [" ".join(" OR ".join(one.text for one in group) for group in query) for query in asked]
    expected = [meaning(query, len(papers)) for query in asked]
    found = found_by(ask, papers, texts)
    wrong = [
        f"{text}: {sorted(got)}, not {sorted(meant)}"
        for text, got, meant in zip(texts, found, expected, strict=True)
        if got != meant
    ]
    assert not wrong, "\n".join(wrong)
