"""BibTeX in ASCII: every letter as LaTeX, and addresses percent-encoded."""

import unicodedata
from collections.abc import Iterable

import pytest
from tests.support.cited import JOURNAL, paper
from tests.support.readers import decoded

from papershelf.citation import work_of
from papershelf.citation.ascii import ascii_latex
from papershelf.citation.bibtex import ascii_bibtex
from papershelf.citation.letters import ACCENTS, MATHS, TEXT
from papershelf.model import ArtifactLink
from papershelf.names import Name


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Müller", r"M{\"u}ller"),
        ("Søren Ångström", r"S{\o}ren {\AA}ngstr{\"o}m"),
        ("Šimůnek", r"{\v{S}}im{\r{u}}nek"),
        ("García", r"Garc{\'\i}a"),
        ("ị ģ ą ş ș", r"{\d{i}} {\c{g}} {\k{a}} {\c{s}} {\textcommabelow{s}}"),
        ("Nguyễn", r"Nguy{\~{\^e}}n"),
        ("e\u0301 e\u0302\u0301", r"{\'e} {\'{\^e}}"),
        ("“x” – ‘y’", "{\\textquotedblleft}x{\\textquotedblright} {\\textendash} "
         "{\\textquoteleft}y{\\textquoteright}"),
        ("α-divergence", r"{$\alpha$}-divergence"),
        ("φύσις", r"{$\varphi$}{${\acute{\upsilon}}$}{$\sigma$}{$\iota$}{$\varsigma$}"),
        ("10² ≤ x₁", r"10{\texttwosuperior} {$\leq$} x{$_{1}$}"),
        ("Йод", r"{\CYRISHRT}{\cyro}{\cyrd}"),
        ("ﬁne ＡＢ，％", r"{fi}ne {A}{B}{,}{\%}"),
        ("Ħal", "{H}al"),
        ("Mu¨ller, Franc¸ois", r"Mu{\"{}}ller, Franc{\c{}}ois"),
        ("数学 and 統計", "{[U+6570 U+5B66]} and {[U+7D71 U+8A08]}"),
        ("한 😀", "{[U+D55C]} {[U+1F600]}"),
        ("a\u00adb\u200dc\ufe0f", "abc"),
    ],
)  # fmt: skip
def test_letters_are_commands_that_end_where_the_letter_does(text: str, latex: str) -> None:
    assert ascii_latex(text) == latex


@pytest.mark.parametrize(
    ("maths", "latex"),
    [
        (r"$α+β$", r"$\alpha +\beta $"),
        (r"$x²_é$", r"$x{}^{2}_{\acute{e}}$"),
        (r"$ø$", r"${\mbox{{\o}}}$"),
        (r"$数$", r"${\mbox{[U+6570]}}$"),
        (r"\$ α \$", r"\$ {$\alpha$} \$"),
        (r"\alphä", r"\alph{\"a}"),
    ],
)
def test_formulas_have_the_commands_of_formulas(maths: str, latex: str) -> None:
    assert ascii_latex(maths) == latex


def _read_back(letters: Iterable[str]) -> dict[str, str]:
    """Letters with what pylatexenc makes of their commands, where it is another."""
    written = [*letters]
    found = decoded(" | ".join(map(ascii_latex, written))).split(" | ")
    pairs = zip(written, found, strict=True)
    return {letter: read for letter, read in pairs if unicodedata.normalize("NFC", read) != letter}


def test_every_letter_of_the_table_is_read_back() -> None:
    wrong = _read_back([*TEXT, *MATHS])
    # What looks alike is one command, and pylatexenc does not know the suits and two more.
    assert wrong == {"―": "—", "∣": "|", "ℏ": "ħ", "−": "-", **dict.fromkeys("¬△♠♣♥♦", "")}


def test_every_letter_with_accents_is_read_back() -> None:
    # Those that pylatexenc knows.
    accents = set(ACCENTS) - {"\u0309", "\u0326"}
    marks = {
        chr(code): {*unicodedata.normalize("NFD", chr(code))[1:]}
        for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    }
    accented = [letter for letter, found in marks.items() if found and found <= accents]
    assert len(accented) > 400
    assert _read_back(accented) == {"Ǯ": "[U+01EE]", "ǯ": "[U+01EF]", "ẛ": "s"}


@pytest.mark.parametrize("form", ["%s", "a%s", "$%s$", "$a%s_2$", r"{B%s}"])
def test_no_letter_stays_beyond_ascii_or_unbalances_braces(form: str) -> None:
    letters = (*range(0x80, 0xD800), *range(0xE000, 0x11000), *range(0x1D400, 0x1FB00))
    for code in letters[::3]:
        latex = ascii_latex(form % chr(code))
        assert latex.isascii()
        assert latex.count("{") == latex.count("}")


def test_an_entry_has_no_byte_beyond_ascii() -> None:
    cited = paper(
        "Über *Größe* und `æ` in $α$ and LÖRA",
        "Łukasz Šimůnek",
        Name(literal="数学会"),
        type="article",
        publisher="Éditions Ω",
        ids={"doi": "10.1000/é_數", "arxiv": "ü/1"},
    )
    entry = ascii_bibtex(work_of(cited, JOURNAL), "key")
    assert entry.isascii()
    assert entry.count("{") == entry.count("}")
    assert r"{\"U}ber \emph{Gr{\"o}{\ss}e} und \texttt{{\ae}} in $\alpha $ and {L{\"O}RA}" in entry
    assert r"{\v{S}}im{\r{u}}nek, {\L}ukasz and {{[U+6570 U+5B66 U+4F1A]}}" in entry
    assert "{10.1000/%C3%A9_%E6%95%B8}" in entry
    assert "{%C3%BC/1}" in entry


def test_the_host_of_an_address_is_percent_encoded() -> None:
    cited = paper(links=(ArtifactLink("page", "https://bücher.example/é?q=ß#ü"),))
    entry = ascii_bibtex(work_of(cited, None), "key")
    assert "https://b%C3%BCcher.example/%C3%A9?q=%C3%9F#%C3%BC" in entry


@pytest.mark.parametrize("sign", "，ａ＆；")
def test_signs_that_look_like_ascii_divide_no_names(sign: str) -> None:
    name = Name(family=f"A{sign}B", given="C")
    entry = ascii_bibtex(work_of(paper("T", name), None), "key")
    [authors] = [line for line in entry.splitlines() if "author" in line]
    assert authors.count(", ") == 1
    assert "{" in authors.partition("A")[2]
