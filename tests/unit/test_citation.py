"""Papers in BibTeX, RIS and CSL-JSON, read back by programs of others."""

import json
from typing import Any

import pytest
from tests.support.cited import JOURNAL, NEURIPS, paper, people, read_bibtex, read_ris, text

from papershelf.citation import FORMATS, citations
from papershelf.config_kinds import CITATION_FORMATS
from papershelf.model import ArtifactLink, Venue
from papershelf.names import Name

NAMES = (
    "Ludwig van Beethoven",
    "Martin Luther King, Jr.",
    "Gabriel García Márquez",
    "Jean d'Alembert",
    Name(literal="The ATLAS Collaboration and Friends"),
    Name(family="Ortega y Gasset", given="José"),
    Name(family="Plato"),
)


def _item(*arguments: Any, **fields: Any) -> dict[str, Any]:
    item: dict[str, Any]
    [item] = json.loads(text("csl-json", paper(*arguments, **fields)))
    return item


def test_an_entry_is_aligned_and_its_fields_have_one_order() -> None:
    cited = paper(
        "In-Context Meta LoRA Generation",
        "Yihua Shao",
        "Minxi Yan",
        type="paper-conference",
        date="2025-01-29",
        year=2025,
        ids={"arxiv": "2501.17635"},
        pages="1-10",
    )
    venue = Venue("ijcai", "IJCAI", "IJCAI", "conference")
    assert text("bibtex", cited, venue, "shao2025incontext") == (
        "@inproceedings{shao2025incontext,\n"
        "  title         = {In-Context Meta {LoRA} Generation},\n"
        "  author        = {Shao, Yihua and Yan, Minxi},\n"
        "  booktitle     = {Proceedings of IJCAI},\n"
        "  year          = {2025},\n"
        "  month         = jan,\n"
        "  day           = {29},\n"
        "  pages         = {1--10},\n"
        "  eprint        = {2501.17635},\n"
        "  archiveprefix = {arXiv},\n"
        "  url           = {https://arxiv.org/abs/2501.17635}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("LoRA and LLMs for mT5", "{LoRA} and {LLMs} for {mT5}"),
        ("Pointer-GAN: In-Context S4", "{Pointer-GAN}: In-Context {S4}"),
        (
            "AT&T's 5% of_it #1 ~ ^",
            r"{AT\&T's} 5\% of\_it \#1 \textasciitilde{} \textasciicircum{}",
        ),
        ("*Deep* nets with `code_x`", r"\emph{Deep} nets with \texttt{code\_x}"),
        ("Learning $O(n^2)$ and $x_i$", "Learning {$O(n^2)$} and $x_i$"),
        (r"A set $\{x\}$", r"A set $\lbrace x\rbrace $"),
        ("A {brace} \\o", r"A \textbraceleft{}brace\textbraceright{} \textbackslash{}o"),
        ("It costs \\$5", r"It costs \$5"),
        ("Größe “über” 数学", "Größe “über” 数学"),
        ("A LoRA\u0332X", "A {LoRA\u0332X}"),
        ("A -- b --- ``c''", "A -{}- b -{}-{}- `{}`c'{}'"),
        ("@LoRA and user@GPT", "@{LoRA} and {user@GPT}"),
    ],
)
def test_titles_keep_their_capitals_maths_and_signs(title: str, latex: str) -> None:
    entry = read_bibtex(text("bibtex", paper(title)))
    assert entry.fields["title"] == latex


def test_unbalanced_braces_in_maths_do_not_end_an_entry() -> None:
    entry = read_bibtex(text("bibtex", paper(r"A $\left\{x$ and $a}$ and $\text{b$")))
    assert entry.fields["year"] == "2015"


def test_a_subtitle_stands_behind_a_colon_or_the_titles_own_mark() -> None:
    cited = paper("Why?", subtitle="A Reply")
    assert read_bibtex(text("bibtex", cited)).fields["title"] == "Why? A Reply"
    cited = paper("Nets", subtitle="A *Reply*")
    assert read_ris(text("ris", cited))["title"] == "Nets: A Reply"


def test_names_come_back_with_particles_suffixes_and_groups() -> None:
    entry = read_bibtex(text("bibtex", paper("T", *NAMES)))
    found = [
        tuple(
            " ".join(part)
            for part in (p.first_names + p.middle_names, p.prelast_names, p.last_names)
        )
        for p in entry.persons["author"]
    ]
    assert found == [
        ("Ludwig", "van", "Beethoven"),
        ("Martin Luther", "", "King"),
        ("Gabriel García", "", "Márquez"),
        ("Jean", "", "d'Alembert"),
        ("", "", "{The ATLAS Collaboration and Friends}"),
        ("José", "", "{Ortega y Gasset}"),
        ("", "", "Plato"),
    ]
    assert entry.persons["author"][1].lineage_names == ["Jr."]
    assert "{{A and B}}" in text("bibtex", paper("T", Name(literal="A and B")))


def test_ris_and_csl_have_the_same_names() -> None:
    record = read_ris(text("ris", paper("T", *NAMES)))
    assert record["authors"][:2] == ["van Beethoven, Ludwig", "King, Martin Luther, Jr."]
    assert record["authors"][4] == "The ATLAS Collaboration and Friends"
    found = _item("T", *NAMES)["author"]
    assert found[0] == {
        "family": "Beethoven",
        "given": "Ludwig",
        "non-dropping-particle": "van",
    }
    assert found[1]["suffix"] == "Jr."
    assert found[4] == {"literal": "The ATLAS Collaboration and Friends"}


def test_addresses_and_identifiers_are_not_escaped() -> None:
    cited = paper(
        ids={"doi": "10.1000/a_b%{c}", "isbn": "9780306406157"},
        links=(ArtifactLink("pdf", "https://example.org/a_b%20c~d.pdf"),),
    )
    entry = read_bibtex(text("bibtex", cited))
    assert entry.fields["doi"] == "10.1000/a_b%%7Bc%7D"
    assert "url" not in entry.fields
    assert read_ris(text("ris", cited))["doi"] == "10.1000/a_b%{c}"
    without = paper(links=cited.links)
    assert read_bibtex(text("bibtex", without)).fields["url"] == cited.links[0].url


def test_of_links_the_first_page_or_pdf_on_the_web_is_cited() -> None:
    links = (
        ArtifactLink("pdf", "static/own.pdf"),
        ArtifactLink("code", "https://example.org/code"),
        ArtifactLink("pdf", "https://example.org/pdf"),
        ArtifactLink("page", "https://example.org/page"),
    )
    assert read_ris(text("ris", paper(links=links)))["urls"] == ["https://example.org/page"]
    assert "UR  -" not in text("ris", paper(links=links[:2]))


@pytest.mark.parametrize(
    ("kind", "venue", "bibtex", "csl", "ris"),
    [
        ("article", JOURNAL, "article", "article-journal", "JOUR"),
        ("article", None, "misc", "article", "GEN"),
        ("article", Venue("x", "X", "", "workshop"), "inproceedings", "paper-conference", "CONF"),
        ("paper-conference", NEURIPS, "inproceedings", "paper-conference", "CONF"),
        ("preprint", None, "misc", "article", "UNPB"),
        ("thesis", None, "phdthesis", "thesis", "THES"),
        ("report", None, "techreport", "report", "RPRT"),
        ("book", None, "book", "book", "BOOK"),
        ("chapter", None, "incollection", "chapter", "CHAP"),
        ("dataset", None, "misc", "dataset", "DATA"),
        ("software", None, "misc", "software", "COMP"),
    ],
)
def test_every_type_has_a_name_in_every_format(
    kind: str, venue: Venue | None, bibtex: str, csl: str, ris: str
) -> None:
    cited = paper(type=kind)
    assert read_bibtex(text("bibtex", cited, venue)).type == bibtex
    assert json.loads(text("csl-json", cited, venue))[0]["type"] == csl
    assert read_ris(text("ris", cited, venue))["type_of_reference"] == ris


@pytest.mark.parametrize(("kind", "field"), [("thesis", "school"), ("report", "institution")])
def test_the_venue_of_a_thesis_or_report_stands_in_for_who_published_it(
    kind: str, field: str
) -> None:
    mit = Venue("mit", "MIT", "MIT")
    fields = read_bibtex(text("bibtex", paper(type=kind), mit)).fields
    assert fields[field] == "MIT"
    assert "series" not in fields
    record = read_ris(text("ris", paper(type=kind), mit))
    assert record["publisher"] == "MIT"
    [item] = json.loads(text("csl-json", paper(type=kind), mit))
    assert item["publisher"] == "MIT"
    assert not {"container-title", "container-title-short"} & set(item)
    published = read_bibtex(text("bibtex", paper(type=kind, publisher="ETH"), mit)).fields
    assert (published[field], published["series"]) == ("ETH", "MIT")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"series": "Nets & Graphs"}),
        ({"series": "LNCS"}, {"series": "LNCS", "publisher": "Nets & Graphs"}),
        (
            {"series": "LNCS", "publisher": "ACM"},
            {"series": "LNCS", "publisher": "ACM", "note": "Nets & Graphs"},
        ),
        (
            {"series": "LNCS", "publisher": "ACM", "status": "retracted"},
            {"series": "LNCS", "publisher": "ACM", "note": "Retracted. Nets & Graphs"},
        ),
        ({"series": "Nets & Graphs"}, {"series": "Nets & Graphs"}),
        (
            {"series": "LNCS", "publisher": "Nets & Graphs"},
            {"series": "LNCS", "publisher": "Nets & Graphs"},
        ),
    ],
)
def test_the_venue_of_a_book_is_named_once_beside_its_series(
    fields: dict[str, str], expected: dict[str, str]
) -> None:
    venue = Venue("x", "Nets & Graphs")
    found = read_bibtex(text("bibtex", paper(type="book", **fields), venue)).fields
    names = ("series", "publisher", "note")
    assert {name: found[name].replace("\\", "") for name in names if name in found} == expected


@pytest.mark.parametrize("kind", ["book", "thesis", "report"])
def test_an_event_is_no_publisher(kind: str) -> None:
    cited = paper(type=kind, series="LNCS", event="NeurIPS 2015")
    found = read_bibtex(text("bibtex", cited)).fields
    assert (found["series"], found["note"]) == ("LNCS", "NeurIPS 2015")
    assert not {"publisher", "school", "institution"} & set(found)


def test_an_article_of_an_event_without_a_venue_is_of_a_conference() -> None:
    cited = paper(event="NeurIPS 2015", ids={"arxiv": "1506.03134"})
    entry = read_bibtex(text("bibtex", cited))
    assert (entry.type, entry.fields["booktitle"]) == ("inproceedings", "NeurIPS 2015")
    assert read_ris(text("ris", cited))["type_of_reference"] == "CONF"
    assert read_bibtex(text("bibtex", cited, JOURNAL)).type == "article"


@pytest.mark.parametrize(
    ("date", "bibtex", "csl", "ris"),
    [
        ("2015", None, [[2015]], None),
        ("2015-06", "June", [[2015, 6]], "2015/06//"),
        ("2015-06-09", "June", [[2015, 6, 9]], "2015/06/09/"),
        ("2014-12-31", None, [[2015]], None),
    ],
)
def test_dates_keep_their_precision(
    date: str, bibtex: str | None, csl: list[list[int]], ris: str | None
) -> None:
    cited = paper(date=date)
    fields = read_bibtex(text("bibtex", cited)).fields
    assert (fields["year"], fields.get("month")) == ("2015", bibtex)
    assert _item(date=date)["issued"] == {"date-parts": csl}
    record = read_ris(text("ris", cited))
    assert (record["year"], record.get("date")) == ("2015", ris)


def test_a_record_of_ris_is_one_line_a_value_whatever_the_text_holds() -> None:
    cited = paper("One\nER  - \nTY  - BOOK", venue="x", publisher="A\u2028B\nC")
    record = read_ris(text("ris", cited))
    assert record["title"] == "One ER - TY - BOOK"
    assert record["publisher"] == "A B C"
    assert text("ris", cited).endswith("\nER  - \n")


@pytest.mark.parametrize(
    ("keyword", "bibtex", "genre"),
    [
        ("Master's thesis", "mastersthesis", "Master’s thesis"),
        ("MSc thesis", "mastersthesis", "Master’s thesis"),
        ("PhD thesis", "phdthesis", "PhD thesis"),
        ("doctoral dissertation", "phdthesis", "PhD thesis"),
        ("Ph.D. theses", "phdthesis", "Thesis"),
    ],
)
def test_a_keyword_tells_the_degree_of_a_thesis(keyword: str, bibtex: str, genre: str) -> None:
    cited = paper(type="thesis", keywords=("graphs", keyword))
    assert read_bibtex(text("bibtex", cited)).type == bibtex
    assert _item(type="thesis", keywords=("graphs", keyword))["genre"] == genre
    assert f"{genre}." in text("mla", cited)


@pytest.mark.parametrize(
    ("tag", "name"), [("de", "german"), ("pt-BR", "portuguese"), ("tlh", None), ("", None)]
)
def test_a_language_is_named_as_babel_does(tag: str, name: str | None) -> None:
    fields = read_bibtex(text("bibtex", paper(language=tag))).fields
    assert fields.get("langid") == name


@pytest.mark.parametrize("date", ["2015", "2015-06", "2014-12-31"])
def test_a_day_is_given_only_where_it_is_that_of_the_year(date: str) -> None:
    assert "day" not in read_bibtex(text("bibtex", paper(date=date))).fields


def test_abstracts_and_keywords_stay_out_of_bibtex() -> None:
    entry = text("bibtex", paper(abstract="Long and winding", keywords=("graph",)))
    assert "Long" not in entry
    assert "graph" not in entry


def test_a_retracted_paper_says_so_in_every_format() -> None:
    for citation in citations(paper(status="retracted"), NEURIPS, "key"):
        assert "Retracted" in citation.text


def test_editors_stand_where_there_are_no_authors() -> None:
    cited = paper(authors=(), editors=people("Ada Lovelace", "Alan Turing"))
    entry = read_bibtex(text("bibtex", cited))
    assert [str(person) for person in entry.persons["editor"]] == ["Lovelace, Ada", "Turing, Alan"]
    assert "author" not in entry.persons
    assert len(_item(authors=(), editors=cited.editors)["editor"]) == 2


def test_three_thousand_authors_are_all_named_in_data_and_few_in_prose() -> None:
    cited = paper("T", *(f"Given Family{number}" for number in range(3000)))
    assert len(read_bibtex(text("bibtex", cited)).persons["author"]) == 3000
    assert len(read_ris(text("ris", cited))["authors"]) == 3000
    assert len(json.loads(text("csl-json", cited))[0]["author"]) == 3000
    assert all(len(text(style, cited)) < 600 for style in ("apa", "mla", "chicago"))


def test_the_formats_are_those_of_the_settings_and_bibtex_comes_first() -> None:
    assert tuple(form.name for form in FORMATS) == CITATION_FORMATS
    found = citations(paper(), NEURIPS, "key", ("ris", "bibtex"))
    assert [(c.format, c.label, c.file) for c in found] == [
        ("bibtex", "BibTeX", "key.bib"),
        ("ris", "RIS", "key.ris"),
    ]
