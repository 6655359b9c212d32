"""Each format on its own: other programs read what it says, and content is never more than text."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.laws.settings import few
from tests.support.cited import NEURIPS, paper
from tests.support.exported import exported, is_formula, records_of, rows_of, text_of
from tests.support.shelves import HOSTILE

from papershelf.config_kinds import EXPORT_FORMATS
from papershelf.exporters import EXPORTERS, exporters_of, record_schema
from papershelf.exporters.table import guarded
from papershelf.model import (
    ArtifactLink,
    CollectionPaper,
    Contributor,
    Paper,
    Reference,
    Relation,
    Thumbnail,
    Version,
)
from papershelf.names import Name

_TEXTS = st.text(max_size=40) | st.sampled_from(
    (*HOSTILE, '=HYPERLINK("x")', "a\nb\r\nc", '"q"', "\ud800", "\x00\x0c", "\u2028", "1. one", "#")
)
# Addresses and identifiers are checked more strictly than texts.
_NAMES = st.text(max_size=40) | st.sampled_from(HOSTILE)
_HOSTILE_PAPERS = st.builds(
    lambda a, b, c, d: paper(
        a,
        Name(literal=b),
        Name(given=c, family=a or "x"),
        summary=b,
        abstract=c,
        note=a,
        keywords=(b, c),
        volume=a,
        publisher=c,
        ids={"doi": d, "arxiv": d, d: d},
        links=(ArtifactLink("pdf", d), ArtifactLink("code", f"static/{d}")),
    ),
    *[_TEXTS] * 3,
    _NAMES,
)
_PAPERS = st.lists(_HOSTILE_PAPERS, max_size=3)


def test_every_format_that_settings_may_name_but_one_has_an_exporter() -> None:
    names = [exporter.name for exporter in EXPORTERS]
    assert {*EXPORT_FORMATS} - {*names} <= {"bibtex-ascii"}
    assert [*names] == [name for name in EXPORT_FORMATS if name in names]
    files = [exporter.file for exporter in EXPORTERS]
    assert len({*files}) == len(files)


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
@few(25)
@given(papers=_PAPERS)
def test_every_format_can_be_written_as_utf_8(exporter: object, papers: list[Paper]) -> None:
    [found] = [each for each in EXPORTERS if each is exporter]
    text = text_of(found.name, *map(exported, papers))
    text.encode()
    for one in papers:
        found.paper(exported(one)).encode()


def test_csl_json_is_one_array_with_a_line_for_each_item() -> None:
    text = text_of("csl-json", exported(paper("One", id="a")), exported(paper("Two", id="b")))
    assert [item["title"] for item in json.loads(text)] == ["One", "Two"]
    assert [line[:9] for line in text.split("\n")] == ["[", '{"id":"a"', '{"id":"b"', "]", ""]
    assert json.loads(text_of("csl-json")) == []


@few(25)
@given(papers=_PAPERS)
def test_csl_json_of_anything_is_json(papers: list[Paper]) -> None:
    assert len(json.loads(text_of("csl-json", *map(exported, papers)))) == len(papers)


def test_a_table_has_these_columns_for_ever() -> None:
    # Programs rely on them: new ones come last.
    assert text_of("csv") == (
        "\ufeffkey,id,type,title,authors,editors,year,date,venue,volume,issue,pages,publisher,"
        "doi,arxiv,acl,openreview,dblp,pmid,isbn,issn,url,pdf,code,topics,keywords,collections,"
        "language,status,added,summary\r\n"
    )


def test_a_row_tells_the_facts_of_a_paper() -> None:
    cited = paper(
        "Pointer *Networks* for $n^2$",
        "Oriol Vinyals",
        "Ludwig van Beethoven",
        Name(literal="The ATLAS Collaboration"),
        subtitle="A study",
        date="2015-06",
        pages="3--12",
        ids={"arxiv": "1506.03134"},
        links=(ArtifactLink("pdf", "static/a b.pdf"), ArtifactLink("code", "https://x.org/ü")),
        keywords=("a; b", "c"),
        summary='He said "no", twice.',
    )
    [row] = rows_of(text_of("csv", exported(cited, NEURIPS, topics=("Graphs", "Trees"))))
    assert row["title"] == "Pointer Networks for n²: A study"
    assert row["authors"] == "Vinyals, Oriol; van Beethoven, Ludwig; The ATLAS Collaboration"
    assert (row["year"], row["date"], row["pages"]) == ("2015", "2015-06", "3–12")
    assert row["venue"] == NEURIPS.name
    assert row["arxiv"] == "1506.03134"
    assert row["url"] == "https://example.org/papers/one/"
    assert row["pdf"] == "https://example.org/a%20b.pdf"
    assert row["code"] == "https://x.org/%C3%BC"
    assert (row["topics"], row["keywords"]) == ("Graphs; Trees", "a, b; c")
    assert row["summary"] == 'He said "no", twice.'


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://evil.example")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " \n =1",
        '"=1',
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\u200b=1",
        "\ufeff=1",
        "a;=1",
        'a; "=1',
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert is_formula(text)
    cited = paper(text, Name(literal=text), volume=text, summary=text, keywords=("a", text))
    [row] = rows_of(text_of("csv", exported(cited, topics=(text,))))
    assert not any(map(is_formula, row.values()))


@few(25)
@given(papers=_PAPERS)
def test_a_table_of_anything_has_a_line_for_each_paper_and_no_formula(papers: list[Paper]) -> None:
    text = text_of("csv", *map(exported, papers))
    assert text.count("\n") == len(papers) + 1
    rows = rows_of(text)
    assert len(rows) == len(papers)
    assert all(None not in row and None not in row.values() for row in rows)
    assert not any(is_formula(cell) for row in rows for cell in row.values())


@pytest.mark.parametrize("text", ["", "plain", "a - b = c", "x; y", "1 + 1", "it's", "3–12"])
def test_a_cell_that_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_json_lines_hold_all_that_the_page_shows() -> None:
    cited = paper(
        "Pointer *Networks*",
        editors=(Contributor(Name(literal="A Group"), orcid="0000-0001-5109-3700"),),
        date="2015-06-09",
        added="2016-01-01",
        note="So *it* is.\n\nAnd more.",
        abstract="An abstract.",
        ids={"doi": "10.1/x"},
        links=(ArtifactLink("pdf", "static/x.pdf", "Paper"),),
        topics=("graphs",),
        thumbnail=Thumbnail("static/x.png", "A square"),
        versions=(Version("v1", "2015", "static/v1.pdf"),),
        provenance={},
        extra={"secret": "x"},
    )
    [record] = records_of(
        text_of(
            "jsonl",
            exported(
                cited,
                NEURIPS,
                topics=("Graphs",),
                collections=("First steps",),
                memberships=(("first", CollectionPaper("one", "Origins", "It *begins*.")),),
                people=(("0000-0002-1825-0097", "奥"), ("", "")),
                curated_by="Ada",
            ),
        )
    )
    assert record == {
        "id": "one",
        "url": "https://example.org/papers/one/",
        "citation_key": "one",
        "type": "article",
        "status": "published",
        "title": "Pointer Networks",
        "title_markdown": "Pointer *Networks*",
        "year": 2015,
        "date": "2015-06-09",
        "added": "2016-01-01",
        "authors": [
            {
                "name": "Oriol Vinyals",
                "given": "Oriol",
                "family": "Vinyals",
                "orcid": "0000-0002-1825-0097",
                "native": "奥",
            }
        ],
        "editors": [
            {"name": "A Group", "literal": "A Group", "orcid": "0000-0001-5109-3700"},
        ],
        "venue": {"id": "neurips", "name": NEURIPS.name, "acronym": "NeurIPS"},
        "ids": {"doi": "10.1/x"},
        "links": [{"kind": "pdf", "url": "https://example.org/x.pdf", "label": "Paper"}],
        "topics": [{"id": "graphs", "name": "Graphs", "url": "https://example.org/topics/graphs/"}],
        "collections": [
            {
                "id": "first",
                "title": "First steps",
                "url": "https://example.org/collections/first/",
                "section": "Origins",
                "note": "It *begins*.",
            }
        ],
        "note": "So *it* is.\n\nAnd more.",
        "abstract": "An abstract.",
        "versions": [{"label": "v1", "date": "2015", "url": "https://example.org/v1.pdf"}],
        "thumbnail": {"url": "https://example.org/x.png", "alt": "A square"},
        "curated_by": "Ada",
    }


def test_nothing_is_told_of_a_paper_without_a_page() -> None:
    cited = paper(
        relations=(
            Relation("extends", "draft"),
            Relation("extends", "other"),
            Relation("same_as", "draft", "A title", "https://example.org/x"),
        ),
        references=(Reference("draft"), Reference("draft", "Words"), Reference("other")),
    )
    text = text_of("jsonl", exported(cited, root="", named=frozenset({"other"})))
    assert "draft" not in text
    [record] = records_of(text)
    assert record["relations"] == [
        {"type": "extends", "id": "other", "url": "papers/other/"},
        {"type": "same_as", "title": "A title", "url": "https://example.org/x"},
    ]
    assert record["references"] == [
        {"text": "Words"},
        {"id": "other", "url": "papers/other/"},
    ]


@few(25)
@given(papers=_PAPERS)
def test_json_lines_of_anything_follow_their_schema(papers: list[Paper]) -> None:
    text = text_of("jsonl", *map(exported, papers))
    # Programs that end a line wherever Unicode does find the same lines.
    assert len(text.splitlines()) == len(papers)
    validator = jsonschema.Draft202012Validator(json.loads(record_schema()))
    for record in records_of(text):
        validator.validate(record)


def test_the_schema_explains_its_fields_and_refuses_what_is_none() -> None:
    schema = json.loads(record_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": "one"}, schema)
    [record] = records_of(text_of("jsonl", exported(paper())))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "date": "June"}, schema)
    jsonschema.validate({**record, "something_new": 1}, schema)


def test_a_list_in_markdown_tells_of_each_paper_in_two_lines() -> None:
    cited = paper("Pointer *Networks*", summary="Attention as a $p$ointer.", status="retracted")
    assert text_of("markdown", exported(cited, NEURIPS)) == (
        "- **Retracted.** [Pointer Networks](https://example.org/papers/one/). Oriol Vinyals."
        " NeurIPS 2015.\n"
        "  Attention as a pointer.\n"
    )


def test_a_list_in_markdown_leads_to_papers_where_the_site_has_no_address() -> None:
    # A path would start from wherever the list is read.
    assert "](https://doi.org/10.1/x)" in text_of(
        "markdown", exported(paper(ids={"doi": "10.1/x"}), root="")
    )
    assert text_of("markdown", exported(paper(), root="")).startswith("- Pointer Networks. Oriol")


def test_a_paper_of_many_people_names_the_first_of_them() -> None:
    cited = paper("Many", *(f"Ann Author{number}" for number in range(3000)))
    text = text_of("markdown", exported(cited))
    assert "Ann Author7 and 2,992 more." in text
    assert len(text) < 400
    [row] = rows_of(text_of("csv", exported(cited)))
    assert row["authors"].count("; ") == 2999
    [record] = records_of(text_of("jsonl", exported(cited)))
    assert len(record["authors"]) == 3000


@few(25)
@given(papers=_PAPERS.filter(bool))
def test_content_makes_no_markup_in_markdown(papers: list[Paper]) -> None:
    text = text_of("markdown", *map(exported, papers))
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(text)
    kinds = {token.type for token in tokens}
    assert kinds <= {
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("paragraph_open", "paragraph_close", "inline"),
    }
    assert sum(token.type == "list_item_open" for token in tokens) == len(papers)
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        *("text", "text_special", "softbreak", "link_open", "link_close"),
    }
    links = [child.attrs["href"] for child in inline if child.type == "link_open"]
    assert links == ["https://example.org/papers/one/"] * len(papers)


def test_exporters_come_in_the_order_of_the_table_and_unknown_names_are_passed_over() -> None:
    found = exporters_of(("csv", "bibtex", "none", "csv"))
    assert [exporter.name for exporter in found] == ["bibtex", "csv"]
    alone = exporters_of(EXPORT_FORMATS, alone=True)
    assert [exporter.paper_file for exporter in alone] == [
        "paper.bib",
        "paper.ris",
        "paper.csl.json",
    ]
