"""What programs and publishers make of BibTeX, RIS and CSL-JSON is read as a librarian would."""

import json
from typing import Any

import pytest

from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers import IMPORTERS
from papershelf.importers.importer import Source

BY_NAME = {importer.name: importer for importer in IMPORTERS}


def _read(name: str, text: str) -> Draft:
    [draft] = BY_NAME[name].read(Source("refs", text.encode()))
    assert isinstance(draft, Draft)
    return draft


def _bibtex(body: str, kind: str = "article") -> Draft:
    return _read("bibtex", f"@{kind}{{key,\n{body}\n}}")


def _ris(*lines: str, kind: str = "JOUR") -> Draft:
    return _read("ris", "\n".join((f"TY  - {kind}", *lines, "ER  - ")))


def _csl(**variables: Any) -> Draft:
    return _read("csl-json", json.dumps([{"type": "article-journal", **variables}]))


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        pytest.param(
            "doi={{10.1000/xyz}}, issn={{1234-5678}}, eissn={{2345-6789}}, unique-id={{WOS:1}}",
            {
                "ids": {"doi": "10.1000/xyz", "issn": "1234-5678"},
                "extra": {"eissn": "2345-6789", "unique-id": "WOS:1"},
            },
            id="Web of Science puts everything in two pairs of braces",
        ),
        pytest.param(
            "note = {arXiv:2004.08476 [cs]}",
            {
                "type": "preprint",
                "ids": {"arxiv": "2004.08476"},
                "extra": {"primaryclass": "cs"},
            },
            id="Zotero notes a preprint with its subject",
        ),
        pytest.param(
            "number = {arXiv:1706.03760}, eprint = {1706.03760}, archiveprefix = {arXiv}",
            {"type": "preprint", "ids": {"arxiv": "1706.03760"}},
            id="Zotero numbers a preprint by its id",
        ),
        pytest.param(
            "url = {https://link.springer.com/10.1007/978-3-16-148410-0 https://other.org/b}",
            {
                "ids": {"doi": "10.1007/978-3-16-148410-0"},
                "links": {
                    "page": [
                        "https://link.springer.com/10.1007/978-3-16-148410-0",
                        "https://other.org/b",
                    ]
                },
            },
            id="Mendeley puts several addresses in a field",
        ),
        pytest.param(
            'title = "{`}Dogs{\'} and {``}Cats{\'\'}", url = "https://aclanthology.org/N19-1423/"',
            {"title": "‘Dogs’ and “Cats”", "ids": {"acl": "N19-1423"}},
            id="the ACL Anthology guards quotation marks",
        ),
        pytest.param(
            "doi = {10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O}, "
            "url = {https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O}",
            {"ids": {"doi": "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"}},
            id="old DOIs of Wiley hold angles",
        ),
        pytest.param(
            "isbn = {978-3-16-148410-0 0-306-40615-2}, issn = {1234-5678 (Print), 2345-6789}",
            {
                "ids": {"isbn": "978-3-16-148410-0", "issn": "1234-5678"},
                "extra": {"isbn": "0-306-40615-2", "issn": "2345-6789"},
            },
            id="Zotero puts several numbers in a field",
        ),
        pytest.param(
            "isbn = {978 3 16 148410 0}",
            {"ids": {"isbn": "978 3 16 148410 0"}},
            id="blanks may divide a number",
        ),
        pytest.param(
            "github = {https://github.com/a/b_c}, pdf = {https://arxiv.org/pdf/1706.03760},"
            " url = {https://github.com/a/d}, video = {https://youtu.be/x}, biburl = {https://d.org}",
            {
                "type": "preprint",
                "ids": {"arxiv": "1706.03760"},
                "links": {
                    "code": ["https://github.com/a/b_c", "https://github.com/a/d"],
                    "pdf": "https://arxiv.org/pdf/1706.03760",
                    "video": "https://youtu.be/x",
                },
                "extra": {"biburl": "https://d.org"},
            },
            id="the kind of a link is told by its field, or by its address",
        ),
        pytest.param(
            r"file = {a\_b.pdf:C\:\\x\\a_b%20.pdf:application/pdf}, url = {https://a.org/x%20_y#z~}",
            {
                "extra": {"file": r"a\_b.pdf:C\:\\x\\a_b%20.pdf:application/pdf"},
                "links": {"page": "https://a.org/x%20_y#z~"},
            },
            id="paths and addresses are no LaTeX",
        ),
        pytest.param(
            "doi = {10.48550/arXiv.1706.03760}",
            {
                "type": "preprint",
                "ids": {"doi": "10.48550/arXiv.1706.03760", "arxiv": "1706.03760"},
            },
            id="arXiv's DOIs tell its ids",
        ),
        pytest.param(
            "day = {5}, month = {may}",
            {"extra": {"day": "5", "month": "may"}},
            id="a day without a year is kept",
        ),
    ],
)
def test_bibtex(body: str, fields: dict[str, Any]) -> None:
    draft = _bibtex(body)
    assert draft.fields == {"type": "article", **fields}
    assert draft.problems == []


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("A. Smith, B. Jones, C. Doe", ["A. Smith", "B. Jones", "C. Doe"]),
        ("A. Smith, B. Jones, C. Doe and D. Roe", ["A. Smith", "B. Jones", "C. Doe", "D. Roe"]),
        ("Lovelace A, Turing A, Hopper G", ["A. Lovelace", "A. Turing", "G. Hopper"]),
        ("Ada Lovelace|Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        (r"Doe, John \& Roe, Jane", ["John Doe", "Jane Roe"]),
        (r"John Doe\and Jane Roe \and Bo Foo", ["John Doe", "Jane Roe", "Bo Foo"]),
        (r"\'{\i}\~{n}igo and Nguy\~{\^e}n, V\u{a}n", ["íñigo", "Văn Nguyễn"]),
        (r"Li\textsuperscript{1,2}, Fei and Wu$^\dagger$, Wei", ["Fei Li", "Wei Wu"]),
        (
            "Lovelace, Ada (0000-0002-1825-0097) and Turing, Alan <alan@example.org>",
            [
                {"family": "Lovelace", "given": "Ada", "orcid": "0000-0002-1825-0097"},
                "Alan Turing",
            ],
        ),
        ("{Barnes & Noble}", [{"literal": "Barnes & Noble"}]),
        ("King, Jr., Martin Luther", ["Martin Luther King, Jr."]),
        ("García Márquez, Gabriel José", ["García Márquez, Gabriel José"]),
        ("SMITH, J. and DOE, J. K.", ["J. Smith", "J. K. Doe"]),
        ("LOVELACE, ADA", ["ADA LOVELACE"]),
    ],
)
def test_names_of_bibtex(names: str, people: list[Any]) -> None:
    assert _bibtex(f"author = {{{names}}}").fields["authors"] == people


@pytest.mark.parametrize(
    ("kind", "said", "keyword"),
    [
        ("phdthesis", "Master's thesis", "Master’s thesis"),
        ("thesis", "phdthesis", "PhD thesis"),
        ("mastersthesis", "Diplomarbeit", "Master’s thesis"),
    ],
)
def test_the_degree_is_that_which_is_said(kind: str, said: str, keyword: str) -> None:
    assert _bibtex(f"type = {{{said}}}", kind).fields["keywords"] == [keyword]


def test_what_is_no_field_is_kept_whole() -> None:
    draft = _bibtex("title = {T},\n 0.05 of what stands here and is longer than any message says")
    assert draft.fields["extra"]["unread"].endswith("longer than any message says")


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (["SP  - 100", "EP  - 10"], {"pages": "100-10"}),
        (["SP  - 10-20", "EP  - 20"], {"pages": "10-20"}),
        (["AU  - Vaswani, A., Shazeer, N."], {"authors": ["A. Vaswani", "N. Shazeer"]}),
        (["AU  - King, Martin Luther, Jr."], {"authors": ["Martin Luther King, Jr."]}),
        (["UR  - https://github.com/x/tool"], {"links": {"code": "https://github.com/x/tool"}}),
        (["UR  - https://pubmed.ncbi.nlm.nih.gov/123/"], {"ids": {"pmid": "123"}}),
        (["SN  - 1234-5678 (Print) 2345-6789 (Online)"], {"ids": {"issn": "1234-5678"}}),
        (["ID  - a", "ID  - b"], {"extra": {"ID": "b"}}),
    ],
)
def test_ris(lines: list[str], fields: dict[str, Any]) -> None:
    found = _ris(*lines).fields
    assert {name: found[name] for name in fields} == fields


def test_a_thesis_of_ris_tells_its_degree() -> None:
    assert _ris("M3  - PhD Thesis", kind="THES").fields == {
        "type": "thesis",
        "keywords": ["PhD thesis"],
    }


def test_crossref_gives_lists() -> None:
    draft = _csl(
        type="journal-article",
        title=["Of <i>it</i>"],
        subtitle=["More"],
        ISSN=["1234-5678", "2345-6789"],
        indexed={"x": 1},
        **{"container-title": ["Nature"], "reference-count": 3},
    )
    assert draft.problems == []
    assert draft.fields == {
        "type": "article",
        "title": "Of *it*",
        "subtitle": "More",
        "venue": "Nature",
        "ids": {"issn": "1234-5678"},
        "extra": {"ISSN": "2345-6789", "indexed": {"x": 1}, "reference-count": 3},
    }


def test_what_csl_guards_from_its_style_keeps_its_case() -> None:
    title = 'Of <span class="nocase">Markov and DNA</span>'
    assert _csl(title=title).fields["extra"] == {"keep_case": ["Markov"]}


def test_the_note_of_zotero_tells_a_preprint_on_a_line_of_its_own() -> None:
    fields = _csl(note="arXiv:1901.00001 [cs]\nA remark").fields
    assert fields["ids"] == {"arxiv": "1901.00001"}
    assert fields["extra"] == {"primaryclass": "cs", "note": "A remark"}


def test_zoteros_own_json_is_read_as_its_csl_would_be() -> None:
    data = {
        "key": "ABCD",
        "version": 3,
        "itemType": "conferencePaper",
        "title": "Of <i>it</i>",
        "creators": [
            {"creatorType": "author", "firstName": "Ada", "lastName": "Lovelace"},
            {"creatorType": "editor", "firstName": "Ed", "lastName": "Itor"},
            {"creatorType": "author", "name": "CERN"},
        ],
        "abstractNote": "An abstract.",
        "proceedingsTitle": "Proceedings of it",
        "date": "2020-05",
        "pages": "1-2",
        "DOI": "10.1000/abc",
        "extra": "arXiv:2001.00001 [cs]",
        "tags": [{"tag": "one"}],
        "dateAdded": "2021-01-01T00:00:00Z",
    }
    items = [{"key": "ABCD", "meta": {"numChildren": 2}, "data": data}, {"itemType": "attachment"}]
    text = json.dumps(items)
    assert [name for name, one in BY_NAME.items() if one.looks_like(text)] == ["csl-json"]
    draft, problem = BY_NAME["csl-json"].read(Source("refs", text.encode()))
    assert isinstance(draft, Draft)
    assert isinstance(problem, Problem)
    assert "no paper" in problem.message
    assert (draft.key, draft.problems) == ("ABCD", [])
    assert draft.fields == {
        "type": "paper-conference",
        "title": "Of *it*",
        "authors": ["Ada Lovelace", {"literal": "CERN"}],
        "editors": ["Ed Itor"],
        "abstract": "An abstract.",
        "venue": "Proceedings of it",
        "date": "2020-05",
        "pages": "1-2",
        "ids": {"arxiv": "2001.00001", "doi": "10.1000/abc"},
        "keywords": ["one"],
        "extra": {
            "primaryclass": "cs",
            "zotero": {
                "version": 3,
                "dateAdded": "2021-01-01T00:00:00Z",
                "key": "ABCD",
                "meta": {"numChildren": 2},
            },
        },
    }


@pytest.mark.parametrize("value", [None, 5, "x", [5], ["x", None], [{"a": 1}], {"a": {"b": 1}}])
@pytest.mark.parametrize("name", ["creators", "tags", "date", "title", "DOI", "extra", "data"])
def test_whatever_zoteros_json_holds_raises_nothing(name: str, value: Any) -> None:
    text = json.dumps([{"itemType": "book", "title": "T", name: value}])
    assert list(BY_NAME["csl-json"].read(Source("refs", text.encode())))
