"""Over any papers and any text, a query finds without a browser what it finds in one."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.settings import few
from tests.laws.test_search_parity import Digits
from tests.support.asked import Asked
from tests.support.conversation import Ask, conversation
from tests.support.index_files import Texts, index_outputs
from tests.support.searched import searching

BOOSTS = {"title": 3.0, "authors": 2.0, "note": 1.0, "year": 1.0, "ids": 1.0}
SYNONYMS = (("ab", "ba bab"), ("einst", "stein", "the"), ("the of", "nest"))
LINKS = "code, pdf, video"
IDS = ("10.1234/x-1", "10.1234/x-2", "1706.03762", "n19-1423", "hep-th/9711200", "sent")
TYPED_IDS = (
    *IDS,
    "https://doi.org/10.1234/X-1",
    "arXiv:1706.03762v5",
    "https://aclanthology.org/N19-1423.pdf",
    "(hep-th/9711200v2)",
    "10.48550/arXiv.1706.03762",
    "10.9999/nothing",
    "https://example.org/ab-ba/3",
)
ODD = (
    "ab-ba",
    "ab-ba-st",
    "a-*",
    "*-*",
    "*",
    "st*-*n",
    "the-ab",
    "C++",
    "α",
    "$\\alpha$",
    "学习",
    "ab's",
)
PIECES = 30


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with conversation("language.mjs") as process:
        yield process


def differences(
    ask: Ask,
    papers: Sequence[Texts],
    queries: Sequence[str],
    *,
    exact: bool,
    synonyms: Sequence[Sequence[str]] = (),
) -> list[str]:
    """The queries that find other papers in the browser.

    Those in which it guesses are left out, and those that ask for what no paper can have: it passes
    that over.
    """
    outputs = index_outputs(papers, BOOSTS, synonyms=synonyms)
    files = {one.path.removeprefix("search/"): one.content.decode() for one in outputs}
    asked = Asked(papers, BOOSTS, synonyms=synonyms)
    steps = [{"request": searching(text, exact=exact)} for text in queries]
    wrong = []
    for text, reply in zip(queries, ask({"files": files, "steps": steps}), strict=True):
        assert reply["type"] == "answer", (text, reply)
        theirs = {int(name) for name in reply["found"]}
        query = asked.read(text)
        if reply["replaced"] or any(note.kind == "unknown-value" for note in query.notes):
            continue
        ours = asked.answer(query)
        if ours != theirs:
            wrong.append(f"{text!r}: {sorted(ours)}, in the browser {sorted(theirs)}")
    return wrong


_WORDS = st.text("ab", min_size=1, max_size=5) | st.text("einst", min_size=2, max_size=6)


def piece(digits: Digits, known: Sequence[str]) -> str:
    """A word, a phrase, a filter, an id or something odd, with any operators."""
    word, other = digits.choice(known), digits.choice(known)
    cut = digits.below(len(word)) + 1
    term = digits.choice(
        [
            word,
            word,
            f"{word[:cut]}*",
            f"*{word[-cut:]}",
            f"{word[:cut]}*{other[-1]}",
            f"{word[:cut]}e{word[cut:]}~1",
            f"{word[: cut - 1]}{word[cut:]}~2",
            f"{word}-{other}~1",
            f'"{word} {other}"',
            f'"{word} the {other}"',
            f'"{word}"',
            digits.choice(ODD),
            digits.choice(ODD),
            digits.choice(TYPED_IDS),
            digits.choice(["year:2019", "year:2018..2020", "year:..2019", "year:x", "year:2021-"]),
            digits.choice(["has:code", "has:PDF", "has:note", "has:abstract"]),
            "OR",
            "OR",
        ]
    )
    if term == "OR":
        return term
    sign = digits.choice(["", "", "", "+", "-", "+-"])
    scope = digits.choice(["", "", "", "title:", "Author:", "note:", "id:", "nothing:", "title::"])
    boost = digits.choice(["", "", "^2", "~", "^.5~1"])
    return f"{sign}{scope}{term}{boost}"


@st.composite
def shelves(draw: st.DrawFn) -> tuple[list[dict[str, str]], list[str]]:
    """Papers and what is asked of them."""
    known = draw(st.lists(_WORDS, min_size=2, max_size=10, unique=True))
    texts = st.lists(st.sampled_from([*known, *known, *ODD, "the"]), max_size=6).map(" ".join)
    papers = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "title": texts,
                    "authors": texts,
                    "note": texts,
                    "year": st.sampled_from(["2018", "2019", "2020", "2021"]),
                    "ids": st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(" ".join),
                    "links": st.sampled_from(["", "code", "code, pdf"]),
                }
            ),
            min_size=2,
            max_size=8,
        )
    )
    # Everything is had by some paper: the browser passes over what none has.
    papers[0] |= {"links": LINKS, "note": "note", "abstract": "abstract"}
    drawn = draw(st.binary(min_size=6 * PIECES, max_size=6 * PIECES))
    queries = [""]
    for start in range(0, len(drawn), 6):
        digits = Digits(int.from_bytes(drawn[start : start + 6]))
        is_last = digits.below(3) == 0
        queries[-1] = f"{queries[-1]} {piece(digits, known)}".strip()
        if is_last:
            queries.append("")
    return papers, queries


@few(60)
@given(shelf=shelves())
def test_a_query_finds_what_it_finds_in_a_browser_that_does_not_guess(
    ask: Ask, shelf: tuple[list[dict[str, str]], list[str]]
) -> None:
    papers, queries = shelf
    wrong = differences(ask, papers, queries, exact=True)
    assert not wrong, "\n".join(wrong)


@few(40)
@given(shelf=shelves())
def test_synonyms_find_what_they_find_in_a_browser(
    ask: Ask, shelf: tuple[list[dict[str, str]], list[str]]
) -> None:
    papers, queries = shelf
    wrong = differences(ask, papers, queries, exact=False, synonyms=SYNONYMS)
    assert not wrong, "\n".join(wrong)


_LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "abAB12 -.'+/:\"*~^äßﬁαΣ学习かナ한²\u0301\u00a0\u0085\ufeff😀𝒜"
)


@few(60)
@given(
    titles=st.lists(st.text(_LETTERS, max_size=20), min_size=1, max_size=4),
    queries=st.lists(st.text(_LETTERS, max_size=15), min_size=1, max_size=10),
)
def test_any_text_is_read_as_in_a_browser(ask: Ask, titles: list[str], queries: list[str]) -> None:
    papers: list[dict[str, str]] = [{"title": title, "year": "2019"} for title in titles]
    papers[0]["links"] = LINKS
    wrong = differences(ask, papers, [*titles, *queries], exact=True)
    assert not wrong, "\n".join(wrong)
