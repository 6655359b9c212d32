"""What differs between two texts, by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.differences.marks import MOST_SHOWN, Kind, Stretch, compared, plain
from papershelf.text import visible


def written(stretches: list[Stretch] | object) -> str:
    """Stretches with marks in brackets, notes in braces and addresses in angle brackets."""
    assert isinstance(stretches, list)
    told = ""
    for stretch in stretches:
        shapes = {Kind.SAME: "{}", Kind.MARKED: "[{}]", Kind.NOTE: "{{{}}}"}
        text = "".join(shapes[piece.kind].format(piece.text) for piece in stretch.pieces)
        told += f"<{text}>" if stretch.address else text
    return told


def both(before: str, after: str) -> tuple[str, str]:
    old, new = compared(before, after)
    return written(old), written(new)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("Pointer Nets", "Pointer Networks", "Pointer [Nets]", "Pointer [Networks]"),
        ("2023-08", "2023-08-22", "2023-08", "2023-08[-22]"),
        ("Ada\nBob", "Ada\nBob\n", "Ada\nBob", "Ada\nBob[↵\n]"),
        ("深度学习模型很好", "深度学习的模型很好", "深度学习模型很好", "深度学习[的]模型很好"),
        ("", "all", "", "[all]"),
        ("same", "same", "same", "same"),
        ("a b", "c d", "[a b]", "[c d]"),
    ],
)
def test_only_what_differs_is_marked(before: str, after: str, old: str, new: str) -> None:
    assert both(before, after) == (old, new)


def test_a_mark_stays_with_its_letter() -> None:
    old, new = both("one e\u0301tat", "one etat")
    assert (old, new) == ("one [e\u0301tat]", "one [etat]")


def test_a_word_between_two_changes_is_part_of_them() -> None:
    _, new = both("start of one long sentence and end", "start by two longer phrases and end")
    assert new == "start [by two longer phrases] and end"


def test_texts_with_little_in_common_are_marked_whole() -> None:
    old, new = both("A cat sat on the mat.", "Purple elephants never dance without the band!")
    assert old.count("[") == new.count("[") == 1


def test_long_parts_that_stay_are_folded_to_a_few_words() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    old, new = both(f"{words} old {words}", f"{words} new {words}")
    assert "[new]" in new
    assert new.count("words as before") == 2
    assert len(new.split()) < 40
    assert old.replace("[old]", "[new]") == new


def test_a_short_part_is_not_folded() -> None:
    _, new = both("a few words before old", "a few words before new")
    assert "as before" not in new


def test_a_value_of_ten_megabytes_is_cut_and_says_so() -> None:
    huge = "x" * 10_000_000
    old, new = both(f"{huge}a", f"{huge}b")
    assert len(old) < 3 * MOST_SHOWN
    assert "9,999,800 characters as before" in new
    old, _ = both(huge, "another")
    assert "9,980,000 more characters" in old


@pytest.mark.parametrize(
    ("before", "after"),
    [("a." * 10_000, "b," * 9_999), ("a b " * 4_999, "b a " * 4_999), ("q " * 10**6, "w " * 10**6)],
)
def test_texts_made_to_be_slow_are_marked_within_a_bound(before: str, after: str) -> None:
    old, new = both(before, after)
    assert len(old) < 20 * MOST_SHOWN
    assert len(new) < 20 * MOST_SHOWN


def test_an_address_leads_exactly_where_it_says() -> None:
    _, new = both("pdf: https://example.org/a", "pdf: https://example.org/b")
    assert new == "pdf: <https://example.org/[b]>"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "http://example.org/",
        "https://example.org@evil.example/",
        "https://exаmple.org/",
        'https://example.org/"onclick=',
        "https://example.org/\u202etxt.exe",
        "file:///etc/passwd",
        "xhttps://example.org/",
        "https://",
        "https://example.org/" + "a" * 3_000,
    ],
)
def test_what_only_looks_like_an_address_leads_nowhere(text: str) -> None:
    assert not any(stretch.address for stretch in plain(text, Kind.SAME))


@given(st.text(), st.text())
def test_marks_lose_no_word(before: str, after: str) -> None:
    for text, stretches in zip((before, after), compared(before, after), strict=True):
        pieces = [piece for stretch in stretches for piece in stretch.pieces]
        if any(piece.kind is Kind.NOTE for piece in pieces):
            continue
        told = "".join(piece.text for piece in pieces).replace("↵", "")
        assert told == "\n".join(map(visible, text.split("\n"))).replace("↵", "")


@given(st.text())
def test_a_text_is_shown_whole_where_nothing_is_like_it(text: str) -> None:
    told = "".join(p.text for stretch in plain(text, Kind.SAME) for p in stretch.pieces)
    assert told == "\n".join(map(visible, text.split("\n")))


def test_items_of_a_list_that_stay_are_folded_to_the_one_beside_a_change() -> None:
    people = [f"Given{number} Family{number}" for number in range(12)]
    old, new = both("\n".join(people), "\n".join([*people, "Ada Lovelace"]))
    assert old == "{… 10 lines as before …}\nGiven10 Family10\nGiven11 Family11"
    assert new == f"{old}[\nAda Lovelace]"
    old, new = both("\n".join(people), "\n".join([*people[:6], "Ada Lovelace", *people[6:]]))
    assert new.startswith("{… 5 lines as before …}\nGiven5 Family5\n")
    assert new.endswith("Given6 Family6\nGiven7 Family7\n{… 4 lines as before …}")
    assert new.count("Ada Lovelace") == 1
    assert "Ada" not in old


def test_a_change_within_an_item_keeps_the_item() -> None:
    people = [f"Given{number} Family{number}" for number in range(12)]
    _, new = both("\n".join(people), "\n".join(people).replace("Given6 Fam", "Given6 Sam"))
    assert "\nGiven5 Family5\nGiven6 [Samily6]\nGiven7 Family7\n" in new
    assert new.count("4 lines as before") == new.count("5 lines as before") == 1


def test_a_short_list_is_not_folded() -> None:
    _, new = both("a\nb\nc\nd", "a\nb\nc\nd\ne")
    assert new == "a\nb\nc\nd[\ne]"
