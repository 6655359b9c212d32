"""Tables, JSON, YAML and Markdown hold lists of papers in many shapes."""

import json
from typing import Any

import pytest
from tests.support.imported import read

from papershelf.draft import Draft
from papershelf.errors import UsageError
from papershelf.importers import IMPORTERS, Importer, Source
from papershelf.importers.described import describe
from papershelf.importers.json_lists import JSON, JSON_LINES
from papershelf.importers.markdown_lists import MARKDOWN
from papershelf.importers.table import CSV
from papershelf.importers.yaml_lists import YAML


def fields(importer: Importer, text: str) -> list[dict[str, Any]]:
    """What the papers of a text hold."""
    return [draft.fields for draft in read(importer, text)[0]]


TABLES = {
    "Scopus": (
        "Authors;Author full names;Title;Year;Source title;Page start;Page end;DOI;Document Type\n"
        '"Lovelace A.; Turing A.";"Lovelace, Ada (1); Turing, Alan (2)";Notes;1843;Memoirs;1;9;'
        "10.1000/182;Article\n"
    ),
    "Web of Science": (
        "Publication Type\tAuthors\tAuthor Full Names\tArticle Title\tSource Title\tStart Page\t"
        "End Page\tDOI\tPublication Year\n"
        "J\tLovelace, A; Turing, A\tLovelace, Ada; Turing, Alan\tNotes\tMemoirs\t1\t9\t10.1000/182"
        "\t1843\n"
    ),
    "Zotero": (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Pages"\n'
        '"ABCD","journalArticle","1843","Lovelace, Ada; Turing, Alan","Notes","Memoirs",'
        '"10.1000/182","1–9"\n'
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_of_other_programs_are_understood(name: str) -> None:
    [paper] = fields(CSV, TABLES[name])
    assert paper["title"] == "Notes"
    assert paper["authors"] == ["Ada Lovelace", "Alan Turing"]
    assert (paper["year"], paper["venue"], paper["pages"]) == ("1843", "Memoirs", "1-9")
    assert paper["ids"] == {"doi": "10.1000/182"}


def test_unknown_columns_and_cells_too_many_are_kept() -> None:
    drafts, _ = read(CSV, "title,shoe size,title\nA,42,B,more\nC\n")
    assert drafts[0].fields["extra"] == {
        "shoe size": "42",
        "title": "B",
        "further cells": "more",
    }
    assert "4 cells" in drafts[0].problems[0].message
    assert drafts[1].fields == {"title": "C"}
    assert "1 cells" in drafts[1].problems[0].message


def test_somebody_may_say_what_a_column_holds() -> None:
    source = Source(
        "file", b"Werk,Wer\nA,Ada Lovelace\n", columns={"werk": "title", "Wer": "authors"}
    )
    [draft] = CSV.read(source)
    assert isinstance(draft, Draft)
    assert draft.fields == {"title": "A", "authors": ["Ada Lovelace"]}
    with pytest.raises(UsageError, match='no column "Wann"'):
        [*CSV.read(Source("file", b"title\nA\n", columns={"Wann": "year"}))]


def test_the_apostrophe_before_what_looks_like_a_formula_goes() -> None:
    [paper] = fields(CSV, "title,keywords\n'=1+1,\"a;' -b\"\n")
    assert paper == {"title": "=1+1", "keywords": ["a", "-b"]}


def test_line_breaks_in_cells_belong_to_them() -> None:
    drafts, problems = read(CSV, 'title,abstract\nA,"One\n\nTwo"\nB,x\n')
    assert problems == []
    assert [draft.line for draft in drafts] == [2, 5]
    assert drafts[0].fields["abstract"] == "One\n\nTwo"


def test_a_thousand_broken_rows_are_each_named_and_cost_no_other() -> None:
    rows = "".join(f'"T{n},x\n' if n % 2 else f"T{n},Ada Lovelace\n" for n in range(2_000))
    drafts, problems = read(CSV, f"title,authors\n{rows}")
    assert len(drafts) == 2_000
    assert [p.location.line for p in problems] == [n + 2 for n in range(2_000) if n % 2]


def test_numbers_in_json_stay_as_they_were_written() -> None:
    [paper] = fields(JSON, '[{"title": "A", "arxiv": 1706.03760, "year": 2015, "n": NaN}]')
    assert paper == {"title": "A", "ids": {"arxiv": "1706.03760"}, "year": "2015"}


SHAPES = {
    "list": '[{"title": "A"}, {"title": "B"}]',
    "object with a list": '{"meta": {"count": 2}, "papers": [{"title": "A"}, {"title": "B"}]}',
    "map": '{"a": {"title": "A"}, "b": {"title": "B"}}',
    "nested": '{"data": {"papers": {"a": {"title": "A"}, "b": {"title": "B"}}}}',
    "wrapped": '[{"paper": {"title": "A"}}, {"content": {"title": {"value": "B"}}}]',
    "one after the other": '{"title": "A"} {"title": "B"}',
}


@pytest.mark.parametrize("name", SHAPES)
def test_papers_are_found_in_json_of_every_shape(name: str) -> None:
    assert [paper["title"] for paper in fields(JSON, SHAPES[name])] == ["A", "B"]


def test_lists_in_json_and_yaml_are_sections() -> None:
    text = '{"Origins": [{"title": "A"}], "More": [{"name": "Deep", "papers": [{"title": "B"}]}]}'
    sections = [paper["extra"]["section"] for paper in fields(JSON, text)]
    assert sections == ["Origins", "More / Deep"]
    text = "Origins:\n  - title: A\nMore:\n  - name: Deep\n    papers:\n      - title: B\n"
    assert [paper["extra"]["section"] for paper in fields(YAML, text)] == sections


def test_semantic_scholar_and_openreview_are_understood() -> None:
    scholar = (
        '[{"paperId": "0123", "title": "A", "externalIds": {"DOI": "10.1000/182", "CorpusId": 7},'
        ' "openAccessPdf": {"url": "https://example.org/a.pdf"}, "journal": {"name": "J",'
        ' "volume": "3"}, "authors": [{"authorId": "1", "name": "Ada Lovelace"}],'
        ' "publicationTypes": ["JournalArticle"], "publicationDate": "2015-06-09"}]'
    )
    [paper] = fields(JSON, scholar)
    assert paper["ids"] == {"doi": "10.1000/182", "corpusid": "7"}
    assert paper["links"] == {"pdf": "https://example.org/a.pdf"}
    assert (paper["venue"], paper["volume"], paper["type"]) == ("J", "3", "article")
    assert (paper["date"], paper["authors"]) == ("2015-06-09", ["Ada Lovelace"])


@pytest.mark.parametrize(
    ("importer", "good", "bad"),
    [
        (JSON_LINES, '{"title": "A"}\n', '{"title": \n'),
        (JSON, '{"title": "A"},\n', '{"title": },\n'),
        (YAML, "- title: A\n", '- title: "A\n'),
    ],
)
def test_a_thousand_broken_items_are_each_named_and_cost_no_other(
    importer: Importer, good: str, bad: str
) -> None:
    text = "".join(bad if n % 2 else good for n in range(2_000))
    first = 2 if importer is JSON else 1
    drafts, problems = read(
        importer, f"[\n{text}{good.rstrip().rstrip(',')}\n]" if first == 2 else text
    )
    assert len(drafts) == 1_000 + (first == 2)
    assert [p.location.line for p in problems] == [n + first for n in range(2_000) if n % 2]


def test_an_item_of_a_list_tells_people_venue_year_and_links() -> None:
    text = (
        "- [Pointer Networks](https://arxiv.org/abs/1506.03134) - Oriol Vinyals, Meire Fortunato. "
        "*NeurIPS 2015*. [[code](https://github.com/x/y)] "
        "![](https://img.shields.io/github/stars/x/z)\n"
    )
    assert fields(MARKDOWN, text) == [
        {
            "title": "Pointer Networks",
            "ids": {"arxiv": "1506.03134"},
            "links": {"code": ["https://github.com/x/y", "https://github.com/x/z"]},
            "authors": ["Oriol Vinyals", "Meire Fortunato"],
            "venue": "NeurIPS",
            "year": "2015",
        }
    ]


_ARXIV = "https://arxiv.org/abs"
ITEMS = {
    f"* **Attention Is All You Need** [[paper]({_ARXIV}/1706.03762)]": "Attention Is All You Need",
    f"1. 🔥 [2020/05] [Few-Shot Learners]({_ARXIV}/2005.14165)": "Few-Shot Learners",
    f"- (NeurIPS 2020) **Big Bird: Long** [paper]({_ARXIV}/2007.14062)": "Big Bird: Long",
    f"- To Align and so on. A. Author et al. ICLR 2015 [[pdf]({_ARXIV}/1409.0473)]": (
        "To Align and so on"
    ),
    '- "Deep Things for All", He et al., CVPR 2016. [[paper]](https://example.org/a.pdf)': (
        "Deep Things for All"
    ),
    "- Words Alone. Ada Lovelace, Alan Turing. NeurIPS 2015.": "Words Alone",
    "- [On $O(n)$ and *E. coli*](https://example.org/a)": "On $O(n)$ and *E. coli*",
}


@pytest.mark.parametrize("item", ITEMS)
def test_titles_are_found_wherever_lists_put_them(item: str) -> None:
    [paper] = fields(MARKDOWN, f"# List\n\n{item}\n")
    assert paper["title"] == ITEMS[item]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("- [Origins](#origins)", "places of the list"),
        ("- [Awesome things](https://github.com/a/awesome-b)", "other lists"),
        ("- [A library for it](https://github.com/a/b) - Just that.", "not to a paper"),
        ("- just words", "no link"),
    ],
)
def test_what_is_no_paper_is_left_out_and_told(item: str, why: str) -> None:
    drafts, problems = read(MARKDOWN, f"- [Notes](https://arxiv.org/abs/1706.03762)\n{item}\n")
    assert len(drafts) == 1
    assert (problems[0].location.line, problems[0].severity.value) == (2, "advice")
    assert why in problems[0].message


def test_a_table_in_markdown_gives_a_paper_a_row() -> None:
    text = (
        "## Origins\n\n| Title | Venue | Date | Code |\n|:--|:--|:--|--|\n"
        "| [Foo: bar](https://arxiv.org/abs/2101.00001) | ICLR | 2021-01 "
        "| [Github](https://github.com/a/c) |\n"
    )
    assert fields(MARKDOWN, text) == [
        {
            "title": "Foo: bar",
            "ids": {"arxiv": "2101.00001"},
            "venue": "ICLR",
            "date": "2021-01",
            "links": {"code": "https://github.com/a/c"},
            "extra": {"section": "Origins"},
        }
    ]


@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
def test_an_empty_file_is_told(importer: Importer) -> None:
    drafts, problems = read(importer, "")
    assert drafts == []
    assert ["empty" in problem.message for problem in problems] == [True]


DEEP = {
    "lists": '[{"title": "A", "x": ' + "[" * 900 + "]" * 900 + "}]",
    "maps": '[{"title": "A", "x": ' + '{"y":' * 900 + "1" + "}" * 900 + "}]",
    "papers": '{"title": "A", "papers": [' * 300 + "]}" * 300,
    "people": '[{"title": "A", "authors": ' + "[" * 900 + "]" * 900 + "}]",
    "wrapped": '[{"title": ' + '{"value":' * 900 + '"A"' + "}" * 900 + "}]",
    "open": "[" * 100_000,
    "open maps": '{"a":' * 100_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_no_depth_is_too_deep_to_be_told(name: str) -> None:
    for importer in (JSON, JSON_LINES):
        drafts, problems = read(importer, DEEP[name])
        assert drafts or problems


def test_mixed_encodings_cost_no_more_than_a_word() -> None:
    drafts, problems = read(CSV, b"title,authors\nCaf\xe9,Ada\nCaf\xc3\xa9,Ada\n")
    assert [draft.fields["title"] for draft in drafts] == ["Café", "Café"]
    assert [problem.location.line for problem in problems] == [2]


def test_tags_of_other_programs_are_keywords_and_no_topics_of_the_shelf() -> None:
    [paper] = fields(CSV, "title,tags\nA,one; two\n")
    assert paper == {"title": "A", "keywords": ["one", "two"]}
    topics = [{"id": "T1", "display_name": "Engines"}]
    [paper] = fields(JSON, json.dumps([{"title": "A", "topics": topics}]))
    assert paper == {"title": "A", "keywords": ["Engines"], "extra": {"topics": topics}}


def test_bibtex_within_a_record_says_what_the_record_does_not() -> None:
    bibtex = "@article{a, title={Other}, author={Lovelace, Ada}, year=2015}"
    [paper] = fields(JSON, json.dumps([{"title": "Notes", "bibtex": bibtex}]))
    assert paper["title"] == "Notes"
    assert paper["authors"] == ["Ada Lovelace"]
    assert paper["extra"] == {"bibtex": bibtex}


def test_values_within_values_are_kept_however_deep_they_are() -> None:
    deep: Any = {"page": 7, "of": "Ada"}
    for _ in range(20_000):
        deep = [deep]
    draft = describe({"title": "Notes", "odd": deep}, "refs.json", 1)
    assert draft.fields["extra"]["odd"] == f'{"[" * 20_000}{{"page": 7, "of": "Ada"}}{"]" * 20_000}'
    assert "too deep" in draft.problems[0].message
