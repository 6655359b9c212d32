"""What is read from the answers of providers."""

import json
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import provider_answers as answers

from papershelf.net.bodies import as_xml
from papershelf.providers import Guest, Provider, Reference, Sources
from papershelf.providers.every import PROVIDERS
from papershelf.providers.marks import title_of


def provider(name: str) -> Provider:
    return next(one for one in PROVIDERS if one.name == name)


def read(name: str, answer: str) -> dict[str, Any]:
    """The fields of the one paper in an answer that the provider knows as its own."""
    value: Any = answer
    if "http://www.w3.org/2005/Atom" in answer:
        value = as_xml(answer.encode(), "test")
    elif answer.lstrip().startswith("{"):
        value = json.loads(answer)
    found = provider(name)
    assert found.knows(value)
    assert not any(one.knows(value) for one in PROVIDERS if one.name != name)
    (draft,) = found.read(value)
    return draft.fields


def test_arxiv_tells_of_a_preprint() -> None:
    fields = read("arXiv", answers.arxiv(doi=answers.DOI))
    assert fields["type"] == "preprint"
    assert fields["title"] == "Waiting Networks: Attention with BERT and $k$ Pauses"
    assert fields["authors"][1] == "Bo Ström"
    assert fields["authors"][0]["affiliations"] == ["Quiet Lab"]
    assert fields["date"] == "2024-01-02"
    assert fields["ids"] == {"arxiv": "2401.01234", "doi": answers.DOI}
    assert fields["links"] == {"pdf": "https://arxiv.org/pdf/2401.01234"}
    assert fields["abstract"].startswith("We let a network wait for $k$ steps before it answers;")
    assert "5% & more" in fields["abstract"]


def test_a_withdrawn_preprint_is_known_by_its_comment() -> None:
    comment = "This paper has been withdrawn by the authors"
    assert read("arXiv", answers.arxiv(comment=comment))["status"] == "withdrawn"


@pytest.mark.parametrize(
    ("comment", "is_withdrawn"),
    [
        ("This submission has been withdrawn by arXiv administrators", True),
        ("Withdrawn; see 2402.00001", True),
        ("The paper is withdrawn due to a gap in Lemma 3", True),
        ("Withdrawn from the workshop to extend it", False),
        ("On how troops were withdrawn, 12 pages", False),
    ],
)
def test_a_preprint_is_withdrawn_if_its_comment_says_so_of_it(
    comment: str, is_withdrawn: bool
) -> None:
    status = read("arXiv", answers.arxiv(comment=comment)).get("status")
    assert status == ("withdrawn" if is_withdrawn else None)


def test_an_error_of_arxiv_is_no_paper() -> None:
    error = answers.arxiv().replace("arxiv.org/abs/2401.01234v3", "arxiv.org/api/errors#bad")
    assert provider("arXiv").read(as_xml(error.encode(), "test")) == []
    assert provider("arXiv").read(as_xml(answers.NO_ARXIV.encode(), "test")) == []


def test_crossref_tells_of_an_article() -> None:
    fields = read("Crossref", answers.crossref())
    assert fields["title"] == "Waiting Networks: Attention With BERT and *k* Pauses"
    assert fields["authors"][0]["orcid"] == "0000-0002-1825-0097"
    assert fields["authors"][1] == "Ström, B."
    assert fields["venue"] == "Journal of Patience & Learning"
    assert fields["date"] == "2024-06-05"
    assert (fields["volume"], fields["issue"], fields["pages"]) == ("7", "2", "17-31")
    assert fields["license"] == "CC-BY-4.0"
    assert fields["abstract"] == "The printed abstract."
    assert fields["ids"] == {"doi": answers.DOI}


def test_a_date_keeps_the_precision_that_it_has() -> None:
    def date(**dates: Any) -> str:
        return str(read("Crossref", answers.crossref(published=None, **dates)).get("date"))

    assert date(issued={"date-parts": [[2024]]}) == "2024"
    assert date(issued={"date-parts": [[2024, 6]]}) == "2024-06"
    assert date(issued={"date-parts": [[2024, 0]]}) == "2024"
    assert date(issued={"date-parts": [[2024, 2, 31]]}) == "2024-02"
    assert date(issued={"date-parts": [[None]]}) == "None"


@pytest.mark.parametrize(
    "more",
    [
        {"updated-by": [{"type": "retraction", "DOI": "10.5555/notice"}]},
        {"title": ["RETRACTED: Waiting Networks"]},
        {"title": ["Retracted article: Waiting Networks"]},
    ],
)
def test_a_retraction_is_a_status(more: dict[str, Any]) -> None:
    fields = read("Crossref", answers.crossref(**more))
    assert fields["status"] == "retracted"
    assert fields["title"].startswith("Waiting Networks")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"title": ["WITHDRAWN: Waiting Networks"]}, "withdrawn"),
        ({"updated-by": [{"type": "withdrawal", "DOI": "10.5555/notice"}]}, "withdrawn"),
        ({"title": ["Withdrawn: Waiting Networks in Retreat"]}, None),
        (
            {
                "title": ["Retracted: Waiting Networks"],
                "update-to": [{"type": "retraction", "DOI": "10.5555/other"}],
            },
            None,
        ),
    ],
)
def test_what_is_withdrawn_or_only_says_so_of_another_is_not_retracted(
    more: dict[str, Any], status: str | None
) -> None:
    fields = read("Crossref", answers.crossref(**more))
    assert fields.get("status") == status
    if status is None and "title" in more:
        assert fields["title"] == more["title"][0]


def test_a_chapter_is_in_its_book_rather_than_in_the_series_of_that() -> None:
    titles = ["Lecture Notes in Patience", "Computer Waiting &amp; Vision"]
    more: dict[str, Any] = {"type": "book-chapter", "container-title": titles}
    fields = read("Crossref", answers.crossref(**more))
    assert fields["venue"] == "Computer Waiting & Vision"
    assert fields["series"] == "Lecture Notes in Patience"


def test_the_number_of_an_article_stands_for_its_pages() -> None:
    fields = read("Crossref", answers.crossref(page=None, **{"article-number": "e0123456"}))
    assert fields["pages"] == "e0123456"


def test_markup_that_was_escaped_twice_is_markup() -> None:
    title = "Rest &amp;amp; sleep of &lt;i&gt;Drosophila&lt;/i&gt; at P &amp;lt; 0.05"
    assert read("Crossref", answers.crossref(title=[title]))["title"] == (
        "Rest & sleep of *Drosophila* at P < 0.05"
    )


@pytest.mark.parametrize("part", ["<a ", "<!--", "</", "<a b='", "<a b='>", "<?", "<![CDATA["])
def test_tags_without_an_end_are_read_as_fast_as_text(part: str) -> None:
    """A parser that starts again at each of them would need minutes."""
    title = title_of(f"<!-- aside -->Rest <i>now</i> {part * 50_000}")
    assert title.startswith("Rest *now*")


def test_formulas_of_publishers_become_maths() -> None:
    title = (
        "Search for <mml:math><mml:msubsup><mml:mi>H</mml:mi><mml:mn>0</mml:mn><mml:mo>+</mml:mo>"
        "</mml:msubsup><mml:mo>→</mml:mo><mml:mi>γ</mml:mi></mml:math> in CO<sub>2</sub> &lt; 5"
    )
    fields = read("Crossref", answers.crossref(title=[title]))
    assert fields["title"].startswith(r"Search for $H_{0}^{+} \to \gamma$ in CO₂ ")


def test_the_tex_of_a_formula_counts_before_its_mathml() -> None:
    abstract = (
        "<jats:p>For <jats:inline-formula><jats:alternatives>"
        "<jats:tex-math>\\begin{document}$$x_1$$"
        "\\end{document}</jats:tex-math><mml:math><mml:mi>y</mml:mi></mml:math></jats:alternatives>"
        "</jats:inline-formula> only.</jats:p>"
    )
    assert read("Crossref", answers.crossref(abstract=abstract))["abstract"] == "For $x_1$ only."


def test_datacite_tells_of_a_data_set() -> None:
    fields = read("DataCite", answers.datacite())
    assert fields["type"] == "dataset"
    assert (fields["title"], fields["subtitle"]) == ("Ten Thousand Pauses", "A corpus")
    assert fields["authors"][1] == "The Pause Consortium"
    assert (fields["date"], fields["publisher"]) == ("2023-11-05", "Zenodo")
    assert (fields["license"], fields["abstract"]) == ("CC-BY-4.0", "All pauses.")


@pytest.mark.parametrize(
    ("said", "language", "kept"),
    [("eng", None, None), ("en-US", None, None), ("deu", "de", None), ("qqq", None, "qqq")],
)
def test_the_language_at_datacite_is_a_tag_or_kept(
    said: str, language: str | None, kept: str | None
) -> None:
    answer = json.loads(answers.datacite())
    answer["data"]["attributes"]["language"] = said
    fields = read("DataCite", json.dumps(answer))
    assert fields.get("language") == language
    assert fields["extra"].get("language") == kept


@pytest.mark.parametrize("name", ["Crossref", "DataCite", "OpenAlex", "Semantic Scholar"])
def test_a_doi_that_holds_signs_of_addresses_is_asked_for_whole(name: str) -> None:
    asked = provider(name).request(Reference("doi", "10.1/a?b#c%2f"), Sources(), Guest())
    parts = urlsplit(asked.url)
    assert (parts.query, parts.fragment) == ("", "")
    assert unquote(parts.path).endswith("10.1/a?b#c%2f")


def test_openalex_tells_of_an_article() -> None:
    fields = read("OpenAlex", json.dumps(answers.openalex()))
    assert fields["abstract"] == "Waiting is Waiting"
    assert fields["ids"] == {"doi": answers.DOI, "pmid": "31452104"}
    assert fields["pages"] == "17-31"
    assert "license" not in fields, "it does not say of which version"
    assert (
        read("OpenAlex", json.dumps(answers.openalex(is_retracted=True)))["status"] == "retracted"
    )


def test_semantic_scholar_tells_of_a_paper_and_its_preprint() -> None:
    fields = read("Semantic Scholar", answers.semantic_scholar())
    assert fields["ids"]["arxiv"] == "2401.01234"
    assert fields["ids"]["doi"] == answers.DOI
    assert fields["venue"] == "Journal of Patience"
    preprint = answers.semantic_scholar(venue="arXiv.org", publicationVenue=None)
    assert read("Semantic Scholar", preprint)["type"] == "preprint"
    assert "date" not in read("Semantic Scholar", preprint)


def test_pubmed_tells_of_an_article() -> None:
    fields = read("PubMed", answers.pubmed())
    assert fields["title"] == "Rest and *Drosophila* CO₂ & sleep"
    assert fields["authors"][0]["family"] == "Müller"
    assert fields["authors"][1] == "Rest Study Group"
    assert fields["abstract"] == "**Background:** Flies rest.\n\n**Results:** They **do**."
    assert fields["date"].startswith("2019-08")
    assert fields["pages"].startswith("1234-")
    assert fields["ids"]["pmcid"] == "PMC6812345"
    assert "status" not in fields
    assert read("PubMed", answers.pubmed(retracted=True))["status"] == "retracted"


@pytest.mark.parametrize("version", [1, 2])
def test_openreview_tells_of_a_submission_in_both_versions(version: int) -> None:
    answer = json.loads(answers.openreview(version=version))
    (draft,) = provider("OpenReview").read(answer)
    assert draft.fields["title"] == "Pausing for Thought"
    assert draft.fields["authors"] == ["Ada Quill", "Bo Ström"]
    assert draft.fields["venue"] == "ICLR 2024"
    assert draft.fields["date"] == "2024-01-16"
    assert draft.fields["abstract"] == "We pause.\n\nThen we think about $x$."


def test_authors_of_newer_venues_at_openreview_are_maps() -> None:
    answer = json.loads(answers.openreview())
    answer["notes"][0]["content"]["authors"]["value"] = [
        {"fullname": "Ada Quill", "username": "~Ada_Quill1"},
        {"username": "~Bo1"},
    ]
    assert read("OpenReview", json.dumps(answer))["authors"] == ["Ada Quill"]


@pytest.mark.parametrize(
    ("said", "kind", "venue"),
    [
        ("Accepted by TMLR", "article", "TMLR"),
        ("Decision pending for TMLR", "preprint", None),
        ("ICLR 2024 oral", "paper-conference", "ICLR 2024"),
    ],
)
def test_the_venue_at_openreview_tells_the_kind_of_paper(
    said: str, kind: str, venue: str | None
) -> None:
    answer = json.loads(answers.openreview())
    answer["notes"][0]["content"]["venue"]["value"] = said
    fields = read("OpenReview", json.dumps(answer))
    assert (fields["type"], fields.get("venue")) == (kind, venue)


def test_a_review_is_no_paper() -> None:
    answer = answers.openreview().replace('"forum": "rJl-b3RcF7"', '"forum": "rJl-other7"')
    assert provider("OpenReview").read(json.loads(answer)) == []


def test_the_acl_anthology_tells_of_a_paper() -> None:
    fields = read("ACL Anthology", answers.acl())
    assert fields["title"] == "Pauses in BERT: Reading *slowly*"
    assert fields["ids"]["acl"] == "2023.acl-long.1"
    assert fields["authors"][1] in ("Ström, Bo", "Bo Ström")
    assert fields["date"] == "2023-07"


def test_open_library_tells_of_a_book() -> None:
    fields = read("Open Library", answers.open_library())
    assert (fields["type"], fields["title"], fields["date"]) == (
        "book",
        "Slow Reading",
        "2016-11-18",
    )
    assert provider("Open Library").read({}) == []


def test_what_could_be_markup_is_text() -> None:
    title = "<script>alert(1)</script> \x1b[2J [x](javascript:1) \u202egnp"
    fields = read("Crossref", answers.crossref(title=[title]))
    assert "<script" not in fields["title"]
    assert "\x1b" not in fields["title"]
    assert r"\[x](javascript" in fields["title"]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
SHAPES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


def altered(value: Any, data: st.DataObject) -> Any:
    """An answer in which any part may be anything else."""
    if data.draw(st.integers(0, 6)) == 0:
        return data.draw(SHAPES)
    if isinstance(value, dict):
        return {key: altered(item, data) for key, item in value.items()}
    if isinstance(value, list):
        return [altered(item, data) for item in value]
    return value


JSON_ANSWERS = [
    answers.crossref(),
    answers.crossref_list(answers.work()),
    answers.datacite(),
    json.dumps(answers.openalex()),
    answers.semantic_scholar(),
    answers.openreview(),
    answers.openreview(version=1),
    answers.open_library(),
    answers.pmc_ids(),
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_answer_of_any_shape_breaks_a_reader(data: st.DataObject) -> None:
    answer = altered(json.loads(data.draw(st.sampled_from(JSON_ANSWERS))), data)
    for one in PROVIDERS:
        if one.name not in {"arXiv", "PubMed"}:
            for draft in one.read(answer) if one.knows(answer) else []:
                assert isinstance(draft.fields, dict)


def test_xml_without_any_of_its_elements_breaks_no_reader() -> None:
    whole = as_xml(answers.arxiv().encode(), "test")
    for number in range(len(list(whole.iter()))):
        root = as_xml(answers.arxiv().encode(), "test")
        list(root.iter())[number].clear()
        assert len(provider("arXiv").read(root)) <= 1


def test_articles_of_pubmed_that_break_off_break_no_reader() -> None:
    whole = answers.pubmed()
    for end in range(0, len(whole), 97):
        assert len(provider("PubMed").read(whole[:end])) <= 1
