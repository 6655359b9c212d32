"""EndNote, PubMed and the ACL Anthology write papers as XML."""

import pytest
from tests.support.import_samples import ACL, ENDNOTE, PUBMED
from tests.support.imported import read

from papershelf.importers import Importer
from papershelf.importers.acl_xml import ACL_XML, full_id
from papershelf.importers.endnote_xml import ENDNOTE_XML
from papershelf.importers.pubmed_xml import PUBMED_XML
from papershelf.importers.xml_kinds import OTHER_XML

FILES = [(ENDNOTE_XML, ENDNOTE), (PUBMED_XML, PUBMED), (ACL_XML, ACL)]


def test_endnote_gives_styled_titles_and_numbers_of_every_kind() -> None:
    [first, second], problems = read(ENDNOTE_XML, ENDNOTE)
    assert problems == []
    assert first.fields == {
        "title": "On *E. coli* and H₂",
        "type": "article",
        "authors": ["Ada Lovelace", "The ATLAS Collaboration"],
        "venue": "Journal of Made Up Things",
        "date": "2015-06-09",
        "volume": "12",
        "issue": "3",
        "pages": "S1-S20",
        "keywords": ["engines", "notes"],
        "abstract": "What it says.",
        "ids": {"isbn": "9780306406157", "issn": "0028-0836", "doi": "10.1000/182"},
        "links": {"pdf": "https://example.org/a.pdf"},
        "extra": {"url": "internal-pdf://1/a.pdf", "custom1": "kept"},
    }
    assert (first.line, first.key) == (3, "1")
    assert second.fields["type"] == "paper-conference"


def test_pubmed_gives_formulas_groups_and_retractions() -> None:
    [paper], problems = read(PUBMED_XML, PUBMED)
    assert problems == []
    assert paper.fields["title"] == "On *x*² é $x^{2}$"
    assert paper.fields["authors"] == [
        {
            "given": "Ada",
            "family": "Lovelace",
            "orcid": "0000-0002-1825-0097",
            "affiliations": ["Somewhere"],
        },
        "The Made Up Group",
    ]
    assert paper.fields["abstract"] == "**Background:** One.\n\n**Methods:** Two."
    assert paper.fields["ids"] == {
        "pmid": "123",
        "doi": "10.1000/182",
        "issn": "0028-0836",
        "pmcid": "PMC77",
    }
    assert (paper.fields["date"], paper.fields["status"]) == ("2015-06", "retracted")
    assert paper.fields["extra"]["mesh"] == ["Engines"]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", {"year": "1998"}),
        ("<Year>2015</Year><Season>Spring</Season>", {"date": "2015"}),
        ("<Year>2015</Year><Month>0</Month>", {"date": "2015"}),
        ("<Year>20x5</Year>", {}),
    ],
)
def test_dates_of_pubmed_are_as_precise_as_they_are_known(
    said: str, fields: dict[str, str]
) -> None:
    text = PUBMED.replace("<Year>2015</Year><Month>Jun</Month>", said)
    [paper], _ = read(PUBMED_XML, text)
    assert {name: paper.fields[name] for name in ("date", "year") if name in paper.fields} == fields


def test_the_anthology_gives_ids_and_what_a_volume_says_of_its_papers() -> None:
    [first, second], problems = read(ACL_XML, ACL)
    assert problems == []
    assert first.fields["title"] == "BERT with $O(n)$"
    assert first.fields["ids"]["acl"] == "2023.acl-long.1"
    assert first.fields["date"] == "2023-07"
    assert first.fields["venue"] == "Proceedings of the Meeting"
    assert first.fields["editors"] == ["Ed Itor"]
    assert first.fields["awards"] == ["Best Paper"]
    assert first.fields["links"] == {
        "pdf": "https://aclanthology.org/2023.acl-long.1.pdf",
        "video": "https://aclanthology.org/2023.acl-long.1.mp4",
    }
    assert first.key == "lovelace-2023-bert"
    assert second.fields["ids"] == {"acl": "2023.acl-long.2"}


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("2023.acl", "long", "1"), "2023.acl-long.1"),
        (("P19", "1", "1"), "P19-1001"),
        (("W19", "1", "2"), "W19-0102"),
        (("D19", "50", "3"), "D19-5003"),
        (("D19", "1", "3"), "D19-1003"),
        (("P19", "x", "1"), ""),
    ],
)
def test_ids_of_the_anthology_are_put_together_as_it_does(
    parts: tuple[str, str, str], wanted: str
) -> None:
    assert full_id(*parts) == wanted


def test_a_broken_record_is_named_by_its_line_and_the_rest_is_read() -> None:
    records = "".join(
        f"<record><titles><title>T{n}</title></titles></record>\n"
        if n % 2
        else f"<record><titles><title>T{n}</titles></record>\n"
        for n in range(2_000)
    )
    drafts, problems = read(ENDNOTE_XML, f"<xml><records>\n{records}</records></xml>")
    assert [draft.line for draft in drafts] == [n + 2 for n in range(2_000) if n % 2]
    assert [problem.location.line for problem in problems] == [n + 2 for n in range(0, 2_000, 2)]


@pytest.mark.parametrize(("importer", "text"), FILES)
def test_a_truncated_file_gives_what_came_before(importer: Importer, text: str) -> None:
    whole, _ = read(importer, text)
    for end in range(0, len(text), 37):
        drafts, problems = read(importer, text[:end])
        assert len(drafts) <= len(whole)
        assert problems or len(drafts) == len(whole)


def test_a_declared_encoding_is_followed() -> None:
    text = ENDNOTE.replace("UTF-8", "ISO-8859-1").replace("Things", "Dïngs").replace("–", "-")
    [first, _], problems = read(ENDNOTE_XML, text.encode("latin-1"))
    assert (first.fields["venue"], problems) == ("Journal of Made Up Dïngs", [])


BOMBS = {
    "entities": '<!DOCTYPE xml [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]>'
    "<xml><records><record><titles><title>&b;</title></titles></record></records></xml>",
    "external": '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<xml><records><record><titles><title>&x;</title></titles></record></records></xml>",
    "parameters": '<!DOCTYPE xml [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'
    "<xml><records><record><titles><title>x</title></titles></record></records></xml>",
    "deep": "<xml><records><record>" + "<a>" * 100_000,
    "deep outside": "<xml>" + "<a>" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str) -> None:
    drafts, problems = read(ENDNOTE_XML, BOMBS[name])
    assert drafts == []
    assert problems[0].location.line == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"/>', "export as CSL JSON or BibTeX"),
        ('<?xml version="1.0"?><mods/>', "export as BibTeX"),
        ('<?xml version="1.0"?><other/>', "EndNote XML, PubMed XML"),
        ("<!DOCTYPE html><html><body>x</body></html>", "web page"),
        ('<?xml version="1.0"?><xml><nothing/></xml>', "EndNote XML, PubMed XML"),
    ],
)
def test_xml_of_another_kind_is_told_what_would_do(text: str, words: str) -> None:
    assert OTHER_XML.looks_like(text)
    [problem] = read(OTHER_XML, text)[1]
    assert words in problem.hint


def test_a_particle_before_a_family_name_of_pubmed_is_no_part_of_it() -> None:
    author = "<Author><LastName>{}</LastName><ForeName>Jan</ForeName><Suffix>{}</Suffix></Author>"
    people = author.format("van der Berg", "Jr") + author.format("Le", "")
    text = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        f"<ArticleTitle>T</ArticleTitle><AuthorList>{people}</AuthorList>"
        "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    [draft], _ = read(PUBMED_XML, text)
    assert draft.fields["authors"] == ["Jan van der Berg, Jr", "Jan Le"]
