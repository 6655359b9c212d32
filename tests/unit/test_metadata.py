"""What machines find of papers of every type, and of hostile ones."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from tests.support.cited import JOURNAL, NEURIPS, paper, people
from tests.support.machines import Machines, context_object, zotero_item

from papershelf.citation import work_of
from papershelf.metadata import (
    Named,
    Subject,
    article,
    citation_tags,
    coins,
    licence_address,
    locale_of,
    paper_properties,
    script_text,
    signposts,
    website,
)
from papershelf.metadata.highwire import DESCRIBED_UP_TO
from papershelf.metadata.linked import FIRST_PEOPLE, MAX_PEOPLE
from papershelf.model import Contributor, Paper, Venue
from papershelf.names import Name

MEETING = Venue(NEURIPS.id, NEURIPS.name, NEURIPS.acronym, "conference")
UNIVERSITY = Venue("cuni", "Charles University")


def _subject(shown: Paper, venue: Venue | None = None, **fields: Any) -> Subject:
    def named(contributors: tuple[Contributor, ...]) -> tuple[Named, ...]:
        return tuple(Named(contributor, contributor.orcid) for contributor in contributors)

    subject = Subject(
        work_of(shown, venue),
        named(shown.authors),
        named(shown.editors),
        venue=venue.name if venue else "",
        keywords=shown.keywords,
    )
    return replace(subject, **fields)


def _tags(shown: Paper, venue: Venue | None = None, **fields: Any) -> dict[str, str]:
    found = [(tag.name, tag.content) for tag in citation_tags(_subject(shown, venue, **fields))]
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


def _page(shown: Paper, venue: Venue | None = None) -> Machines:
    tags = citation_tags(_subject(shown, venue))
    return Machines([(tag.name, tag.content) for tag in tags], [("og:type", "article")])


_BASE = {"citation_title": "Pointer Networks", "citation_author": "Vinyals, Oriol"}


@pytest.mark.parametrize(
    ("fields", "venue", "expected"),
    [
        (
            {"volume": "3", "issue": "2", "pages": "11--20", "ids": {"issn": "2049-3630"}},
            JOURNAL,
            {
                "citation_publication_date": "2015",
                "citation_journal_title": JOURNAL.name,
                "citation_volume": "3",
                "citation_issue": "2",
                "citation_firstpage": "11",
                "citation_lastpage": "20",
                "citation_issn": "2049-3630",
            },
        ),
        (
            {"date": "2015-06-09", "pages": "7", "publisher": "A Press"},
            MEETING,
            {
                "citation_publication_date": "2015/06/09",
                "citation_conference_title": NEURIPS.name,
                "citation_inbook_title": f"Proceedings of the {NEURIPS.name}",
                "citation_firstpage": "7",
                "citation_publisher": "A Press",
            },
        ),
        (
            {"date": "2015-06", "ids": {"arxiv": "1506.03134"}},
            None,
            {
                "citation_publication_date": "2015",
                "citation_date": "2015/06",
                "citation_arxiv_id": "1506.03134",
                "citation_public_url": "https://arxiv.org/abs/1506.03134",
                "DC.type": "preprint",
            },
        ),
        (
            {"type": "thesis"},
            UNIVERSITY,
            {
                "citation_publication_date": "2015",
                "citation_dissertation_institution": UNIVERSITY.name,
            },
        ),
        (
            {"type": "report", "publisher": "A laboratory", "series": "Notes", "issue": "TR-12"},
            None,
            {
                "citation_publication_date": "2015",
                "citation_technical_report_institution": "A laboratory",
                "citation_technical_report_number": "TR-12",
                "citation_series_title": "Notes",
            },
        ),
        (
            {"type": "book", "publisher": "A Press", "ids": {"isbn": "978-3-16-148410-0"}},
            None,
            {
                "citation_publication_date": "2015",
                "citation_isbn": "978-3-16-148410-0",
                "citation_publisher": "A Press",
                "DC.type": "book",
            },
        ),
        (
            {"type": "chapter", "event": "A book", "pages": "1-9, 12"},
            None,
            {
                "citation_publication_date": "2015",
                "citation_inbook_title": "A book",
                "citation_firstpage": "1",
                "citation_lastpage": "12",
                "DC.type": "bookSection",
            },
        ),
        (
            {"type": "dataset", "ids": {"doi": "10.1000/1"}, "language": "cs"},
            None,
            {
                "citation_publication_date": "2015",
                "citation_doi": "10.1000/1",
                "citation_language": "cs",
                "DC.type": "dataset",
            },
        ),
        (
            {"type": "software", "keywords": ("one", "two")},
            None,
            {
                "citation_publication_date": "2015",
                "citation_keywords": "one; two",
                "DC.type": "computerProgram",
            },
        ),
    ],
    ids=lambda value: value.get("type", "") if isinstance(value, dict) else "",
)
def test_a_paper_has_the_citation_tags_of_its_type(
    fields: dict[str, Any], venue: Venue | None, expected: dict[str, str]
) -> None:
    assert _tags(paper(**fields), venue) == _BASE | expected


@pytest.mark.parametrize(
    ("fields", "venue", "kind", "schema", "matrix"),
    [
        ({}, JOURNAL, "journalArticle", "ScholarlyArticle", "journal"),
        ({}, None, "journalArticle", "ScholarlyArticle", "journal"),
        ({}, MEETING, "conferencePaper", "ScholarlyArticle", "book"),
        ({"event": "A day"}, None, "conferencePaper", "ScholarlyArticle", "book"),
        ({"type": "paper-conference"}, None, "conferencePaper", "ScholarlyArticle", "book"),
        ({"type": "preprint"}, None, "preprint", "ScholarlyArticle", "dc"),
        ({"type": "thesis"}, UNIVERSITY, "thesis", "Thesis", "dissertation"),
        ({"type": "thesis"}, None, "thesis", "Thesis", "dissertation"),
        ({"type": "report"}, UNIVERSITY, "report", "Report", "book"),
        ({"type": "report"}, None, "report", "Report", "book"),
        ({"type": "book"}, None, "book", "Book", "book"),
        ({"type": "book", "ids": {"isbn": "9783161484100"}}, None, "book", "Book", "book"),
        ({"type": "chapter"}, None, "bookSection", "Chapter", "book"),
        ({"type": "dataset"}, None, "dataset", "Dataset", "dc"),
        ({"type": "software"}, None, "computerProgram", "SoftwareSourceCode", "dc"),
    ],
)
def test_every_reader_takes_a_paper_for_what_it_is(
    fields: dict[str, Any], venue: Venue | None, kind: str, schema: str, matrix: str
) -> None:
    shown = paper(**fields)
    assert zotero_item(_page(shown, venue)).type == kind
    assert article(_subject(shown, venue))["@type"] == schema
    [form] = context_object(coins(work_of(shown, venue)))["rft_val_fmt"]
    assert form == f"info:ofi/fmt:kev:mtx:{matrix}"
    links = signposts(_subject(shown, venue), (), ())
    assert [link.url for link in links if link.rel == "type"] == [
        "https://schema.org/AboutPage",
        f"https://schema.org/{schema}",
    ]


@pytest.mark.parametrize(
    ("name", "last", "first"),
    [
        ("Oriol Vinyals", "Vinyals", "Oriol"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("Mary Ann van Dyke", "van Dyke", "Mary Ann"),
        (Name(given="María José", family="Núñez Pérez"), "Núñez Pérez", "María José"),
        ("King, Jr., Martin Luther", "King", "Martin Luther"),
        ("毛泽东", "毛泽东", ""),
        (Name(literal="One; two"), "One", "two"),
    ],
)
def test_zotero_takes_a_name_for_one_person_with_family_and_given_name(
    name: str | Name, last: str, first: str
) -> None:
    item = zotero_item(_page(paper("One", name)))
    assert item.creators == [(last, first)]


def test_a_name_is_written_as_it_is_wherever_zotero_does_not_take_it_for_two() -> None:
    spaced = "\N{NO-BREAK SPACE}"
    alone = paper("One", "Mary Ann van Dyke")
    assert _tags(alone)["citation_author"] == f"van{spaced}Dyke, Mary Ann"
    assert context_object(coins(work_of(alone, None)))["rft.au"] == ["van Dyke, Mary Ann"]
    two = _page(paper("One", "Mary Ann van Dyke", "Ada Lovelace"))
    assert two.named("citation_author") == ["van Dyke, Mary Ann", "Lovelace, Ada"]
    assert zotero_item(two).creators == [("van Dyke", "Mary Ann"), ("Lovelace", "Ada")]


@pytest.mark.parametrize(
    ("date", "scholar", "zotero", "social"),
    [
        ("2015", "2015", "2015", []),
        ("2015-06", "2015", "2015/06", []),
        ("2015-06-09", "2015/06/09", "2015/06/09", ["2015-06-09"]),
    ],
)
def test_every_reader_gets_as_much_of_a_date_as_it_can_read(
    date: str, scholar: str, zotero: str, social: list[str]
) -> None:
    shown = paper(date=date)
    assert _tags(shown)["citation_publication_date"] == scholar
    assert zotero_item(_page(shown)).fields["date"] == zotero
    told = {item.name: item.content for item in paper_properties(_subject(shown))}
    assert [told[name] for name in told if name == "article:published_time"] == social


def test_affiliations_and_orcid_follow_their_author() -> None:
    authors = (
        Contributor(Name("Ada", "", "Lovelace"), affiliations=("A", "B\nC"), orcid="0000-0001"),
        Contributor(Name("Alan", "", "Turing"), affiliations=("D",)),
    )
    tags = citation_tags(_subject(paper(authors=authors, editors=people("Eva Novak"))))
    assert [(tag.name, tag.content) for tag in tags[1:8]] == [
        ("citation_author", "Lovelace, Ada"),
        ("citation_author_institution", "A"),
        ("citation_author_institution", "B C"),
        ("citation_author_orcid", "0000-0001"),
        ("citation_author", "Turing, Alan"),
        ("citation_author_institution", "D"),
        ("citation_editor", "Novak, Eva"),
    ]


def test_of_thousands_of_authors_all_names_are_told_and_nothing_else() -> None:
    authors = tuple(
        Contributor(Name("A", "", f"B{number}"), affiliations=("C",), orcid="0000-0001")
        for number in range(3000)
    )
    subject = _subject(paper(authors=authors))
    names = [tag.name for tag in citation_tags(subject)]
    assert names.count("citation_author") == 3000
    assert "citation_author_institution" not in names
    assert len(article(subject)["author"]) == FIRST_PEOPLE
    assert len(article(_subject(paper(authors=authors[:20])))["author"]) == MAX_PEOPLE
    assert len(context_object(coins(subject.work))["rft.au"]) == DESCRIBED_UP_TO
    few = _subject(paper(authors=authors[:DESCRIBED_UP_TO]))
    assert [tag.name for tag in citation_tags(few)].count("citation_author_orcid") == 100


def test_an_address_stands_once_and_a_pdf_wherever_it_lies() -> None:
    tags = _tags(
        paper(ids={"arxiv": "1506.03134"}),
        url="https://example.org/papers/one/",
        pdf_url="https://example.org/one.pdf",
    )
    assert tags["citation_abstract_html_url"] == "https://example.org/papers/one/"
    assert tags["citation_pdf_url"] == "https://example.org/one.pdf"
    assert tags["citation_public_url"] == "https://arxiv.org/abs/1506.03134"


def test_linked_data_says_who_where_when_and_under_which_licence() -> None:
    authors = (
        Contributor(
            Name("Ada", "", "Lovelace"), orcid="0000-0002-1825-0097", affiliations=("A house",)
        ),
        Contributor(Name(literal="The Large Collaboration")),
        Contributor(Name(literal="李伟")),
    )
    shown = paper(
        authors=authors,
        date="2015-06-09",
        volume="12",
        issue="3",
        pages="1--20",
        publisher="A Press",
        ids={"doi": "10.1000/a(b)", "arxiv": "1506.03134", "issn": "2049-3630"},
        license="CC-BY-4.0",
        keywords=("one",),
        language="en",
        status="retracted",
    )
    subject = _subject(shown, JOURNAL, url="https://a.example/", image="https://a.example/card.png")
    assert article(subject) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": "Pointer Networks",
        "author": (
            {
                "@type": "Person",
                "name": "Ada Lovelace",
                "sameAs": "https://orcid.org/0000-0002-1825-0097",
                "affiliation": ({"@type": "Organization", "name": "A house"},),
            },
            {"@type": "Organization", "name": "The Large Collaboration"},
            {"@type": "Person", "name": "李伟"},
        ),
        "datePublished": "2015-06-09",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "3",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "12",
                "isPartOf": {"@type": "Periodical", "name": JOURNAL.name, "issn": "2049-3630"},
            },
        },
        "pagination": "1-20",
        "publisher": {"@type": "Organization", "name": "A Press"},
        "identifier": "https://doi.org/10.1000/a(b)",
        "sameAs": ("https://arxiv.org/abs/1506.03134",),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "keywords": ("one",),
        "inLanguage": "en",
        "creativeWorkStatus": "Retracted",
        "url": "https://a.example/",
        "image": "https://a.example/card.png",
    }


def test_a_data_set_has_the_name_and_the_description_that_search_engines_require() -> None:
    data = article(_subject(paper(type="dataset"), description="What is in it."))
    assert data["name"] == "Pointer Networks"
    assert data["description"] == "What is in it."
    assert "headline" not in data


def test_links_lead_to_identifiers_people_files_and_collections() -> None:
    authors = tuple(Contributor(Name("A", "", "B"), orcid="0000-0002-1825-0097") for _ in range(2))
    subject = _subject(
        paper(ids={"doi": "10.1000/1"}, authors=authors, license="MIT"), pdf="one.pdf"
    )
    collections = [f"collections/c{number}/" for number in range(40)]
    links = signposts(subject, (), collections)
    assert [(link.rel, link.url, link.type) for link in links[:6]] == [
        ("cite-as", "https://doi.org/10.1000/1", ""),
        ("author", "https://orcid.org/0000-0002-1825-0097", ""),
        ("item", "one.pdf", "application/pdf"),
        ("type", "https://schema.org/AboutPage", ""),
        ("type", "https://schema.org/ScholarlyArticle", ""),
        ("license", "https://spdx.org/licenses/MIT.html", ""),
    ]
    assert [link.url for link in links if link.rel == "collection"] == collections


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-sa-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Apache-2.0", "https://spdx.org/licenses/Apache-2.0.html"),
        ("BSD-3-Clause", "https://spdx.org/licenses/BSD-3-Clause.html"),
        ("CDLA-Permissive-2.0", "https://spdx.org/licenses/CDLA-Permissive-2.0.html"),
        ("GPL-3.0-or-later", "https://spdx.org/licenses/GPL-3.0-or-later.html"),
        ("OFL-1.1", "https://spdx.org/licenses/OFL-1.1.html"),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
        ("GPL", ""),
        ("Apache", ""),
        ("MIT-License", ""),
        ("CC-BY-4.5", ""),
        ("https://example.org/a?b='ü'", "https://example.org/a?b='%C3%BC'"),
        ("all rights reserved", ""),
        ("proprietary", ""),
        ("MIT/../x", ""),
        ("https://a b", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_licence_has_an_address_only_where_it_is_known(licence: str, address: str) -> None:
    assert licence_address(licence) == address


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", ""),
        ("en-GB", "en_GB"),
        ("de", "de_DE"),
        ("pt-BR", "pt_BR"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant-TW", "zh_TW"),
        ("tlh", ""),
    ],
)
def test_a_language_is_a_locale_with_a_country(language: str, locale: str) -> None:
    assert locale_of(language) == locale


def test_json_in_a_script_holds_nothing_that_could_end_it() -> None:
    value = {"a": '</script><!-- & \u2028\u2029 " \\ \n'}
    text = script_text(value)
    assert not re.search("[<>&\u2028\u2029\n]", text)
    assert json.loads(text) == value


def test_a_title_of_marks_alone_is_told_by_its_id() -> None:
    shown = paper("![](https://example.org/x.png)", id="only-marks")
    assert _tags(shown)["citation_title"] == "only-marks"
    assert article(_subject(shown))["headline"] == "only-marks"
    assert context_object(coins(work_of(shown, None)))["rft.atitle"] == ["only-marks"]


def test_the_home_page_tells_how_to_search() -> None:
    data = website("A shelf", "", "en", "https://a.example/", "https://a.example/search/?q=")
    assert data["potentialAction"] == {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": "https://a.example/search/?q={search_term_string}",
        },
        "query-input": "required name=search_term_string",
    }
    assert "potentialAction" not in website("A shelf", "", "en", "https://a.example/", "")
