"""Names: reading, writing, comparing, telling one from several."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papershelf.names import Name, looks_like_several, parse_name, same_person, tidy

VOCABULARY = (
    "Ada Lovelace van der de la y al-Khwarizmi d'Alembert Jr. III J. K.-R. 王小明 Team The "
    "Łukasz O’Neil {ATLAS} , , ; and & bin Müller"
)
WORDS = st.sampled_from(VOCABULARY.split())
WRITTEN = st.lists(WORDS, max_size=7).map(" ".join) | st.text(max_size=30)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lovelace", Name("Ada", "", "Lovelace")),
        ("Lovelace, Ada", Name("Ada", "", "Lovelace")),
        ("  Ada \n Lovelace ", Name("Ada", "", "Lovelace")),
        ("Plato", Name("", "", "Plato")),
        ("J. R. R. Tolkien", Name("J. R. R.", "", "Tolkien")),
        ("Quoc V. Le", Name("Quoc V.", "", "Le")),
        ("bell hooks", Name("bell", "", "hooks")),
        ("van Gogh", Name("", "van", "Gogh")),
        ("Ludwig van Beethoven", Name("Ludwig", "van", "Beethoven")),
        ("van Beethoven, Ludwig", Name("Ludwig", "van", "Beethoven")),
        ("Beethoven, Ludwig van", Name("Ludwig", "van", "Beethoven")),
        ("Jan van den Berg", Name("Jan", "van den", "Berg")),
        ("Charles de la Vallée Poussin", Name("Charles", "de la", "Vallée Poussin")),
        ("Abdul bin Saleh", Name("Abdul", "bin", "Saleh")),
        ("Muhammad al-Khwarizmi", Name("Muhammad", "al-", "Khwarizmi")),
        ("Jean d'Alembert", Name("Jean", "d'", "Alembert")),
        ("José Ortega y Gasset", Name("José", "", "Ortega y Gasset")),
        ("García Márquez, Gabriel José", Name("Gabriel José", "", "García Márquez")),
        ("Martin Luther King, Jr.", Name("Martin Luther", "", "King", "Jr.")),
        ("King, Jr., Martin Luther", Name("Martin Luther", "", "King", "Jr.")),
        ("King, Martin Luther, Jr.", Name("Martin Luther", "", "King", "Jr.")),
        ("John Doe III", Name("John", "", "Doe", "III")),
        ("王小明", Name(literal="王小明")),
        ("홍길동", Name(literal="홍길동")),
        ("{The ATLAS Collaboration}", Name(literal="The ATLAS Collaboration")),
        ("{Barnes and Noble}", Name(literal="Barnes and Noble")),
        ("The ATLAS Collaboration", Name(literal="The ATLAS Collaboration")),
        ("Gemma Team", Name(literal="Gemma Team")),
        ("OpenAI", Name("", "", "OpenAI")),
        ("", Name()),
    ],
)
def test_a_name_is_read_into_its_parts(text: str, name: Name) -> None:
    assert parse_name(text) == name


def test_a_name_knows_its_forms() -> None:
    name = parse_name("Ludwig van Beethoven")
    assert (name.display, name.sort_key, name.inverted) == (
        "Ludwig van Beethoven",
        "Beethoven, Ludwig van",
        "van Beethoven, Ludwig",
    )
    king = parse_name("Martin Luther King, Jr.")
    assert (king.display, king.sort_key, king.inverted) == (
        "Martin Luther King, Jr.",
        "King, Martin Luther, Jr.",
        "King, Jr., Martin Luther",
    )
    atlas = parse_name("The ATLAS Collaboration")
    assert (atlas.display, atlas.sort_key, atlas.inverted) == (
        "The ATLAS Collaboration",
        "The ATLAS Collaboration",
        "{The ATLAS Collaboration}",
    )


@pytest.mark.parametrize(
    "text",
    ["Ada Lovelace", "Ludwig van Beethoven", "John Doe III", "Muhammad al-Khwarizmi", "王小明"],
)
def test_a_name_in_reading_order_is_shown_as_written(text: str) -> None:
    assert parse_name(text).display == text


def test_composed_and_decomposed_letters_make_one_name() -> None:
    assert parse_name(unicodedata.normalize("NFD", "José Müller")) == parse_name("José Müller")


@given(WRITTEN)
@example("Vallée Poussin,")
@example("la la land")
@example(", Jr.")
@example("Smith, Jr., ")
def test_the_inverted_form_reads_back(text: str) -> None:
    name = parse_name(text)
    assert parse_name(name.inverted) == name


@given(WRITTEN)
def test_no_form_has_stray_space_and_no_letter_is_lost(text: str) -> None:
    name = parse_name(text)
    for form in (name.display, name.sort_key, name.inverted):
        assert form == " ".join(form.split())
    read = [c for c in unicodedata.normalize("NFC", text) if c.isalpha()]
    assert sorted(read) == sorted(c for c in name.display if c.isalpha())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lovelace and Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace & Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace; Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace|Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Lovelace, Ada and Turing, Alan", ["Lovelace, Ada", "Turing, Alan"]),
        ("Lovelace, Ada; Turing, Alan", ["Lovelace, Ada", "Turing, Alan"]),
        ("Ada B, Alan C, Kurt D", ["Ada B", "Alan C", "Kurt D"]),
        ("Ada B, Alan C, and Kurt D", ["Ada B", "Alan C", "Kurt D"]),
        ("Ada Byron, Martin King, Jr., Kurt D", ["Ada Byron", "Martin King, Jr.", "Kurt D"]),
        ("Smith, J., Jones, A. B.", ["Smith, J.", "Jones, A. B."]),
        ("{Barnes and Noble} and Ada B", ["{Barnes and Noble}", "Ada B"]),
        (
            "Ada Lovelace and the ATLAS Collaboration",
            ["Ada Lovelace", "the ATLAS Collaboration"],
        ),
        ("王小明、李四", ["王小明", "李四"]),
    ],
)
def test_several_names_in_one_string_are_found(text: str, names: list[str]) -> None:
    assert looks_like_several(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace",
        "Lovelace, Ada",
        "García Márquez, Gabriel José",
        "King, Jr., Martin Luther",
        "King, Martin Luther, Jr.",
        "Research and Development Team",
        "The Barnes and Noble Collaboration",
        "{Barnes and Noble}",
        "Anders Sand",
        "",
    ],
)
def test_one_name_is_not_taken_for_several(text: str) -> None:
    assert looks_like_several(text) is None


@given(WRITTEN)
def test_several_names_are_at_least_two_and_none_is_empty(text: str) -> None:
    names = looks_like_several(text)
    assert names is None or (len(names) > 1 and all(name.strip() for name in names))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ada Lovelace", "A. Lovelace"),
        ("Ada Lovelace", "Lovelace, A. B."),
        ("Müller, K.-R.", "Klaus-Robert Muller"),
        ("van Beethoven, L.", "Beethoven, Ludwig"),
        ("John Doe III", "John Doe"),
        ("The ATLAS Collaboration", "the atlas collaboration"),
    ],
)
def test_compatible_names_may_be_one_person(a: str, b: str) -> None:
    assert same_person(parse_name(a), parse_name(b))
    assert same_person(parse_name(b), parse_name(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ada Lovelace", "Alan Lovelace"),
        ("Ada Lovelace", "Ada Lovelock"),
        ("Ada Lovelace", "Lovelace"),
        ("Jan van Berg", "Jan de Berg"),
        ("King, Jr., M.", "King, Sr., M."),
        ("Ada B. Lovelace", "Ada C. Lovelace"),
    ],
)
def test_incompatible_names_are_two_people(a: str, b: str) -> None:
    assert not same_person(parse_name(a), parse_name(b))


@given(WRITTEN)
def test_everybody_is_the_same_person_as_themselves(text: str) -> None:
    assert same_person(parse_name(text), parse_name(text))


@pytest.mark.parametrize(
    ("text", "clean", "marks"),
    [
        ("Gupta*", "Gupta", "*"),
        ("Wei Wu†", "Wei Wu", "†"),
        ("Li Wei¹,²", "Li Wei", "¹,²"),
        ("Ada $^{1}$ Byron", "Ada Byron", "$^{1}$"),
        ("Ann^1", "Ann", "^1"),
        ("O'Neil", "O'Neil", ""),
        ("Jiashi FENG", "Jiashi FENG", ""),
    ],
)
def test_footnote_marks_are_dropped_and_told(text: str, clean: str, marks: str) -> None:
    assert tidy(text) == (clean, marks)


@given(WRITTEN)
def test_a_tidy_name_stays_tidy(text: str) -> None:
    clean, _ = tidy(text)
    assert tidy(clean) == (clean, "")
