"""Over any papers, our reader finds and scores what the real lunr.js does."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.tokens import is_stop_word
from tests.laws.settings import few
from tests.support.conversation import Ask, conversation
from tests.support.parity import disagreement, questions

BOOSTS = (0.5, 1.0, 2.0, 10.0)
FIELDS = ("title", "abstract", "keywords")
MISSING = "zzz"
PIECES = 50
"""Words of all queries over one library: half of them end a query."""

Shelf = tuple[dict[str, float], list[dict[str, str]], list[str]]

# So few letters that wildcards and typos find several words.
_WORDS = (st.text("ab", min_size=1, max_size=6) | st.text("einst", min_size=2, max_size=6)).filter(
    lambda word: not is_stop_word(word)
)


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with conversation("parity.mjs") as process:
        yield process


class Digits:
    """Choices out of one number: hypothesis draws it far faster than each choice."""

    def __init__(self, number: int) -> None:
        self._number = number

    def below(self, count: int) -> int:
        self._number, digit = divmod(self._number, count)
        return digit

    def choice(self, values: Sequence[str]) -> str:
        return values[self.below(len(values))]


def piece(digits: Digits, known: Sequence[str], fields: Sequence[str]) -> str:
    """A word, what it begins or ends with, or one like it, with any operators."""
    word = digits.choice(known)
    cut = digits.below(len(word)) + 1
    start, end = word[:cut], word[cut:]
    typo = digits.choice([word, f"{start}b{end}", f"{end}{start}", f"{start}{end[1:]}"])
    # Stop words are passed over, and lunr takes them for words that no paper has.
    typo = word if is_stop_word(typo) else typo
    term = digits.choice(
        [
            word,
            word,
            f"{start}*",
            f"*{word[-cut:]}",
            f"{start}*{end}",
            f"{typo}~1",
            f"{typo}~2",
            MISSING,
        ]
    )
    presence = digits.choice(["", "", "", "+", "-"])
    scope = digits.choice(["", "", *(f"{name}:" for name in fields)])
    boost = digits.choice(["", "", "", "^2", "^10"])
    return f"{presence}{scope}{term}{boost}"


def queries(numbers: Sequence[int], known: Sequence[str], fields: Sequence[str]) -> list[str]:
    """The pieces of these numbers, cut into queries."""
    found = [""]
    for number in numbers:
        digits = Digits(number)
        is_last = digits.below(2) == 0
        found[-1] = f"{found[-1]} {piece(digits, known, fields)}".strip()
        if is_last:
            found.append("")
    return [text for text in found if text]


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    """Boosts of the fields, papers, and what is asked."""
    known = draw(st.lists(_WORDS, min_size=1, max_size=12, unique=True))
    fields = draw(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True))
    boosts = {name: draw(st.sampled_from(BOOSTS)) for name in fields}
    texts = st.lists(st.sampled_from(known), max_size=8).map(" ".join)
    papers = draw(
        st.lists(st.fixed_dictionaries(dict.fromkeys(fields, texts)), min_size=1, max_size=8)
    )
    drawn = draw(st.binary(min_size=3 * PIECES, max_size=3 * PIECES))
    numbers = [int.from_bytes(drawn[start : start + 3]) for start in range(0, len(drawn), 3)]
    return boosts, papers, queries(numbers, known, fields)


@few(400)
@given(shelf=shelves())
def test_our_reader_finds_and_scores_what_lunr_does(ask: Ask, shelf: Shelf) -> None:
    boosts, papers, asked = shelf
    begun = {word[: len(word) // 2 + 1] for text in papers[0].values() for word in text.split()}
    typed = sorted(word for word in begun if len(word) > 1 and not is_stop_word(word))
    answers = ask(questions(papers, boosts, asked, typed))
    wrong = [line for answer in answers if (line := disagreement(answer))]
    assert not wrong, "\n".join(wrong)
