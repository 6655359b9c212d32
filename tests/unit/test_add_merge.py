"""Several descriptions of a paper become one by stated rules."""

import json
from typing import Any

from tests.support import provider_answers as answers

from papershelf.adding.gather import Found
from papershelf.adding.merge import Merged, merge
from papershelf.draft import Draft
from papershelf.net.bodies import as_xml
from papershelf.providers.every import PROVIDERS


def found(name: str, answer: str) -> Found:
    value: Any = as_xml(answer.encode(), "x") if answer.startswith("<") else json.loads(answer)
    provider = next(one for one in PROVIDERS if one.name == name and one.knows(value))
    return Found(name, provider.read(value)[0])


def said(source: str, **fields: Any) -> Found:
    return Found(source, Draft(fields))


def of_all() -> Merged:
    return merge(
        [
            found("arXiv", answers.arxiv()),
            found("Semantic Scholar", answers.semantic_scholar()),
            found("Crossref", answers.crossref()),
            found("OpenAlex", json.dumps(answers.openalex())),
        ]
    )


def test_facts_of_the_publication_are_the_publishers() -> None:
    merged = of_all()
    assert merged.fields["venue"] == "Journal of Patience & Learning"
    assert merged.fields["date"] == "2024-06-05"
    assert merged.fields["type"] == "article"
    assert merged.origins["venue"] == "Crossref"


def test_the_abstract_is_the_preprints() -> None:
    assert of_all().origins["abstract"] == "arXiv"


def test_the_preprint_becomes_a_version() -> None:
    assert of_all().fields["versions"] == [
        {"label": "arXiv", "date": "2024-01-02", "url": "https://arxiv.org/abs/2401.01234"}
    ]


def test_a_preprint_alone_has_no_other_versions() -> None:
    merged = merge([found("arXiv", answers.arxiv())])
    assert "versions" not in merged.fields
    assert merged.fields["date"] == "2024-01-02"


def test_the_year_of_a_publication_stands_beside_the_date_of_its_preprint() -> None:
    merged = merge(
        [found("arXiv", answers.arxiv()), said("Semantic Scholar", title="W", year="2025")]
    )
    assert (merged.fields["date"], merged.fields["year"]) == ("2024-01-02", "2025")
    merged = merge(
        [found("arXiv", answers.arxiv()), said("Semantic Scholar", title="W", year="2024")]
    )
    assert "year" not in merged.fields


def test_ids_are_united() -> None:
    merged = of_all()
    assert merged.fields["ids"] == {
        "doi": answers.DOI,
        "pmid": "31452104",
        "arxiv": "2401.01234",
        "dblp": "journals/jpl/QuillS24",
    }
    assert merged.origins["ids"] == "Crossref, OpenAlex, Semantic Scholar"


def test_the_fullest_list_of_authors_of_the_same_length_is_taken_whole() -> None:
    merged = merge(
        [
            said("Crossref", title="T", authors=["Quill, A.", "Ström, B."]),
            said("OpenAlex", title="T", authors=["Ada Quill", "B. Ström"]),
            said("arXiv", title="T", authors=["Ada Quill", "Bo Ström"]),
        ]
    )
    assert merged.fields["authors"] == ["Ada Quill", "Bo Ström"]
    assert merged.origins["authors"] == "arXiv"


def test_lists_of_authors_are_never_mixed_and_their_lengths_are_told() -> None:
    merged = merge(
        [
            said("Crossref", title="T", authors=["Quill, A."]),
            said("arXiv", title="T", authors=["Ada Quill", "Bo Ström"]),
        ]
    )
    assert merged.fields["authors"] == ["Quill, A."]
    assert "authors: arXiv lists 2, and the 1 of Crossref are taken" in merged.conflicts


def test_the_best_written_of_the_same_titles_is_taken() -> None:
    merged = merge(
        [
            said("Crossref", title="WAITING WITH BERT"),
            said("OpenAlex", title="Waiting with bert"),
            said("arXiv", title="Waiting with BERT"),
        ]
    )
    assert merged.fields["title"] == "Waiting with BERT"
    assert merged.conflicts == []


def test_another_title_is_a_conflict_that_is_told() -> None:
    merged = merge(
        [said("Crossref", title="Waiting Networks"), said("arXiv", title="Networks that pause")]
    )
    assert merged.fields["title"] == "Waiting Networks"
    assert merged.conflicts == ['title: arXiv has "Networks that pause"']


def test_another_id_or_year_is_a_conflict_that_is_told() -> None:
    merged = merge(
        [
            said("Crossref", title="T", date="2024-06", ids={"doi": "10.5555/a"}),
            said("OpenAlex", title="T", date="2023", ids={"doi": "10.5555/b"}),
        ]
    )
    assert merged.fields["ids"] == {"doi": "10.5555/a"}
    assert merged.conflicts == [
        "doi: OpenAlex has 10.5555/b, and 10.5555/a is taken",
        "year: Crossref 2024, OpenAlex 2023",
    ]


def test_a_retraction_that_anybody_knows_of_counts() -> None:
    merged = merge([said("Crossref", title="T"), said("OpenAlex", title="T", status="retracted")])
    assert merged.fields["status"] == "retracted"
    assert merged.origins["status"] == "OpenAlex"


def test_what_no_field_holds_is_kept() -> None:
    merged = merge(
        [said("Crossref", title="T", extra={"a": "1"}), said("arXiv", title="T", extra={"b": "2"})]
    )
    assert merged.fields["extra"] == {"a": "1", "b": "2"}


def test_each_field_tells_where_it_came_from_and_when() -> None:
    draft = of_all().draft("2026-01-02")
    assert draft.fields["provenance"]["venue"] == {"source": "Crossref", "date": "2026-01-02"}
    assert list(draft.fields["provenance"])[:2] == ["type", "title"]
    assert set(draft.fields["provenance"]) == set(draft.fields) - {"provenance", "extra"}
