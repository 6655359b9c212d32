import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.text import fold, shorten, slugify


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdős", "erdos"),
        ("naïve Müller", "naive muller"),
        ("ﬁrst", "first"),
        ("Łukasz Kaiser", "lukasz kaiser"),
        ("Søren Ærø, Đoković, Þórr", "soren aero, dokovic, thorr"),
        ("STRASSE straße ẞ", "strasse strasse ss"),
        ("İstanbul ısı", "istanbul isi"),
        ("ΟΔΟΣ οδος οδοσ", "οδοσ οδοσ οδοσ"),
        ("O’Connor", "o'connor"),
        ("few‐shot – few−shot", "few-shot - few-shot"),
        ("𝜸-ℓ₂", "γ-l2"),
        ("深度学习 ガ 한국", "深度学习 ガ 한국"),
    ],
)
def test_letters_are_folded_to_what_people_type(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_any_character_twice_changes_nothing() -> None:
    once = [fold(chr(code)) for code in range(0x110000)]
    assert [fold(text) for text in once] == once


@given(st.text())
def test_folding_any_text_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_and_composition_do_not_matter(text: str) -> None:
    assert fold(text.lower()) == fold(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Attention Is All You Need!", "attention-is-all-you-need"),
        ("  C++ & Ω  ", "c-ω"),
        ("深度 学习", "深度-学习"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("Müller/Łoś", "muller-los"),
        ("?!…", ""),
        ("", ""),
    ],
)
def test_slugs_keep_letters_and_digits_of_any_script(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_the_slug_of_a_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.text())
def test_slugs_have_no_space_and_no_hyphen_at_their_ends(text: str) -> None:
    slug = slugify(text)
    assert not any(character.isspace() for character in slug)
    assert slug == slug.strip("-")
    assert "--" not in slug


@pytest.mark.parametrize(
    ("text", "length", "shortened"),
    [
        ("short", 5, "short"),
        ("a long sentence", 8, "a long…"),
        ("a long sentence", 7, "a long…"),
        ("a long, sentence", 9, "a long…"),
        ("Donaudampfschifffahrt", 6, "Donau…"),
        ("any text", 1, "…"),
        ("any text", 0, ""),
    ],
)
def test_texts_are_cut_between_words(text: str, length: int, shortened: str) -> None:
    assert shorten(text, length) == shortened


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_a_shortened_text_is_never_too_long(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length


@given(st.text())
def test_a_text_that_fits_is_left_alone(text: str) -> None:
    assert shorten(text, len(text)) == text
