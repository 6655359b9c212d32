"""What we write is read by programs of others, which find the same values."""

from collections.abc import Callable

import pytest
from tests.support.cited import JOURNAL, NEURIPS, paper, people
from tests.support.readers import (
    FACTS,
    Reader,
    by_bib2xml,
    by_bibtexparser,
    by_json,
    by_pybtex,
    by_ris2xml,
    by_rispy,
    has_bibutils,
    written,
)

from papershelf.citation import Work, work_of
from papershelf.citation.bibtex import ascii_bibtex, bibtex
from papershelf.citation.csl import csl_json
from papershelf.citation.ris import ris
from papershelf.model import ArtifactLink, Paper, Venue
from papershelf.names import Name

Write = Callable[[Work, str], str]

_with_bibutils = pytest.mark.skipif(
    not has_bibutils(), reason="bibutils is not installed: no bib2xml and ris2xml"
)
WAYS = (
    pytest.param(bibtex, by_bibtexparser, id="bibtexparser"),
    pytest.param(bibtex, by_pybtex, id="pybtex"),
    pytest.param(bibtex, by_bib2xml, id="bib2xml", marks=_with_bibutils),
    pytest.param(ascii_bibtex, by_bibtexparser, id="bibtexparser-ascii"),
    pytest.param(ascii_bibtex, by_pybtex, id="pybtex-ascii"),
    pytest.param(ascii_bibtex, by_bib2xml, id="bib2xml-ascii", marks=_with_bibutils),
    pytest.param(ris, by_rispy, id="rispy"),
    pytest.param(ris, by_ris2xml, id="ris2xml", marks=_with_bibutils),
    pytest.param(csl_json, by_json, id="json"),
)
"""How a paper is written, and who reads it."""

_BIBUTILS = (by_bib2xml, by_ris2xml)
_SIGNS = "5% of_it #1 & 2 ~ {x} }{ $5 @LoRA, @ {y} a = {b}, <c> (d) [e] | f"


def _read_back(write: Write, read: Reader, cited: Paper, venue: Venue | None = None) -> None:
    """Assert that a reader finds what the paper is; bibutils knows fewer facts."""
    work = work_of(cited, venue)
    [(key, found)] = read(write(work, "lovelace1843notes")).items()
    wanted = written(work)
    names = [*FACTS] if read not in _BIBUTILS else [*found.facts]
    assert key == "lovelace1843notes"
    assert found.title == wanted.title
    assert found.authors == wanted.authors
    assert {name: found.facts.get(name) for name in names} == {
        name: wanted.facts.get(name) for name in names
    }


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_an_article_comes_back_with_all_its_facts(write: Write, read: Reader) -> None:
    cited = paper(
        "Attention and Memory",
        "Ada Lovelace",
        type="article",
        date="2015-06-09",
        volume="12",
        issue="3",
        pages="S1–S20",
        publisher="Springer",
        ids={"doi": "10.1000/182", "arxiv": "1506.03134", "isbn": "9780306406157"},
    )
    _read_back(write, read, cited, JOURNAL)


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_a_conference_paper_comes_back_with_its_address(write: Write, read: Reader) -> None:
    cited = paper(
        "Pointer Networks",
        "Ada Lovelace",
        "Ludwig van Beethoven",
        type="paper-conference",
        date="2015-06",
        pages="7",
        series="LNCS",
        place="Paris",
        links=(ArtifactLink("page", "https://example.org/a_b%20c~d/é?x={1}&y=2#z"),),
        editors=people("Alan Turing"),
    )
    _read_back(write, read, cited, NEURIPS)


NAMES: tuple[str | Name, ...] = (
    "Ludwig van Beethoven",
    "Charles de la Vallée Poussin",
    Name(particle="van der", family="Bourg Wit", given="Jan"),
    "Jean d'Alembert",
    "al-Khwarizmi, Muhammad",
    "Jean-Paul Sartre",
    "García Márquez, Gabriel José",
    Name(family="Ortega y Gasset", given="José"),
    Name(family="Plato"),
    Name(given="Socrates"),
    Name(family="bell hooks"),
    Name(family="hooks", given="bell"),
    "Ángel Ångström",
    "Émile Østergård",
    Name(family="others", given="Ann"),
    Name(family="Sign", given="Ann &"),
)
_LINEAGES: tuple[str | Name, ...] = ("Martin Luther King, Jr.", "John Doe III")
_GROUPS: tuple[str | Name, ...] = (
    Name(literal="The {ATLAS} Collaboration"),
    Name(literal="Research and Development"),
    Name(literal="The ATLAS Collaboration, CERN"),
    Name(literal="others"),
    Name(given="Anna and Bob", family="Smith"),
    Name(given="X", family="Smith, Jones"),
)
_CHINESE: tuple[str | Name, ...] = ("毛泽东", Name(family="王", given="伟"))


def _can_have(read: Reader, write: Write) -> tuple[str | Name, ...]:
    """The names that the format and the reader know how to tell apart."""
    names = NAMES
    if read is by_ris2xml:
        # Two words without a comma are a person to it.
        return tuple(name for name in names if name != Name(family="bell hooks"))
    names += _LINEAGES
    if write is not ris:
        names += _GROUPS
    return names if write is ascii_bibtex else names + _CHINESE


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_names_come_back_part_by_part(write: Write, read: Reader) -> None:
    names = _can_have(read, write)
    if read is by_bib2xml:
        names = tuple(name for name in names if name != "Jean d'Alembert")
    _read_back(write, read, paper("Together", *names))
    for name in names:
        _read_back(write, read, paper("Alone", name))


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_signs_come_back_from_every_field(write: Write, read: Reader) -> None:
    cited = paper(
        # Markdown of its own: what stands in the title is escaped.
        "".join(f"\\{sign}" if sign in "_{}$@<[]&~#%" else sign for sign in _SIGNS),
        Name(given="50% {of} it_is", family="A$b & #c"),
        type="paper-conference",
        **dict.fromkeys(("volume", "issue", "series", "place"), _SIGNS),
        publisher=f"Publisher {_SIGNS}",
        event=f"Event {_SIGNS}",
    )
    _read_back(write, read, cited)


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_lines_and_controls_do_not_end_a_value(write: Write, read: Reader) -> None:
    cited = paper(
        "One\nER  - \nTY  - BOOK\r\n@book{x, y = {z}}",
        Name(given="A\nB", family="C\u2028D"),
        publisher="X\nPB  - Y",
        type="paper-conference",
    )
    _read_back(write, read, cited)


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_letters_of_europe_come_back(write: Write, read: Reader) -> None:
    title = "Größe, façade, naïve, Łódź, Šimůnek, Čapek, Erdős, Gödel, Ñandú, ångström"
    cited = paper(title, "Jiří Dvořák", publisher="Przegląd Æsthetik", type="paper-conference")
    _read_back(write, read, cited)


@pytest.mark.parametrize(("write", "read"), WAYS)
@pytest.mark.parametrize("pages", ["7", "12–14", "S1-12–S1-20", "12-14, 18", "1,024–1,030"])
def test_pages_come_back(write: Write, read: Reader, pages: str) -> None:
    if read in _BIBUTILS and pages != "7":
        # It splits what has several dashes or numbers.
        pages = "12–14"
    _read_back(write, read, paper(pages=pages, type="article"), JOURNAL)


@pytest.mark.parametrize(
    ("write", "read"), [way for way in WAYS if way.values[0] is not ascii_bibtex]
)
def test_letters_of_the_world_come_back(write: Write, read: Reader) -> None:
    title = "数学 한국어 हिन्दी עברית العربية ไทย 😀👩‍🔬 𝐋𝐨 x̱̂ ﬁ"
    names = (Name(family="Иванова", given="Юлия"), Name(literal="國立臺灣大學"), "Şükrü Iğdır")
    cited = paper(title, *names, publisher="𠮷野家", type="paper-conference")
    _read_back(write, read, cited)


@pytest.mark.parametrize(("write", "read"), WAYS)
@pytest.mark.parametrize(
    "title",
    [r"Nets of $\alpha$ and $\Gamma$", "LoRA, mT5 and Pointer-GAN in S4", "α-nets of *BERT*"],
)
def test_maths_and_capitals_come_back(write: Write, read: Reader, title: str) -> None:
    _read_back(write, read, paper(title))


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_three_thousand_authors_come_back(write: Write, read: Reader) -> None:
    _read_back(write, read, paper("T", *(f"Ada van Lovelace{n}" for n in range(3000))))


@pytest.mark.parametrize(("write", "read"), WAYS)
def test_a_file_of_many_papers_has_as_many_records(write: Write, read: Reader) -> None:
    works = {
        f"key{place}": work_of(paper(f"{title} {place}", name), venue)
        for place, (title, name, venue) in enumerate(
            (title, name, venue)
            for title in ("Notes", r"On \{braces\} and \@article\{x,", "LoRA: 100%", "$O(n^2)$ {")
            for name in NAMES
            for venue in (None, NEURIPS, JOURNAL)
        )
    }
    if write is csl_json:
        pieces = ",".join(write(work, key).strip()[1:-1] for key, work in works.items())
        text = f"[{pieces}]"
    else:
        text = "\n".join(write(work, key) for key, work in works.items())
    assert list(read(text)) == list(works)


def _bib2xml_title(title: str) -> str:
    [found] = by_bib2xml(bibtex(work_of(paper(title), None), "key")).values()
    return found.title


@_with_bibutils
@pytest.mark.parametrize(
    ("title", "found"),
    [
        ('Ada\'s "Notes"', "Ada’s ”Notes”"),
        ("a \\\\ b", r"a \textbackslash b"),
        ("a \\^ b", "a ⌃ b"),
        ("a -- b", "a – b"),
    ],
)
def test_bib2xml_takes_some_signs_for_others(title: str, found: str) -> None:
    assert _bib2xml_title(title) == found


@_with_bibutils
def test_bib2xml_knows_few_commands_of_latex() -> None:
    work = work_of(paper("œuvre, Þór, ω"), None)
    [found] = by_bib2xml(ascii_bibtex(work, "key")).values()
    assert found.title == r"øeuvre, \THór, ømega"
    [found] = by_bib2xml(bibtex(work, "key")).values()
    assert found.title == "œuvre, Þór, ω"


def test_a_suffix_without_given_names_is_no_given_name() -> None:
    work = work_of(paper("T", Name(family="King", suffix="Jr.")), None)
    [found] = by_rispy(ris(work, "key")).values()
    assert found.authors == (("", "King", "Jr."),)
    [found] = by_json(csl_json(work, "key")).values()
    assert found.authors == (("", "King", "Jr."),)
    # BibTeX has no such names: it stands in braces.
    [found] = by_pybtex(bibtex(work, "key")).values()
    assert found.authors == (("", "King, Jr.", ""),)


@_with_bibutils
def test_bibutils_takes_the_stops_of_initials_away() -> None:
    work = work_of(paper("T", "J. R. R. Tolkien"), None)
    for write, read in ((bibtex, by_bib2xml), (ris, by_ris2xml)):
        [found] = read(write(work, "key")).values()
        assert found.authors == (("J R R", "Tolkien", ""),)


@_with_bibutils
def test_ris2xml_splits_groups_into_people() -> None:
    groups = (Name(literal="The {ATLAS} Collaboration"), Name(literal="Research and Development"))
    work = work_of(paper("T", *groups), None)
    [found] = by_ris2xml(ris(work, "key")).values()
    assert found.authors == (
        ("The {ATLAS}", "Collaboration", ""),
        ("", "Research", ""),
        ("", "Development", ""),
    )
    [record] = by_rispy(ris(work, "key")).values()
    assert record.authors == tuple(("", group.literal, "") for group in groups)
