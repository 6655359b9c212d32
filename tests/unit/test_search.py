import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.node import ROOT

from papershelf.output import Output
from papershelf.search import Document, search_outputs
from papershelf.search.words import words

BOOSTS = {"title": 10.0, "authors": 5.0, "abstract": 1.0, "year": 2.0}

HOSTILE = [
    "BERT: Pre-training",
    "^~*:+-\"'`",
    "C++ a:b x^5 y~1 z*",
    "__proto__ constructor toString",
    "\ud800 a\udfffb",
    "\x00\x1f\u2028\ufeff",
    "y" * 10_000,
    "א ב שלום عربى 👩‍👩‍👧",
    "</script><script>alert(1)</script>",
    "ﬁ 𝜸 \uffff \U0010ffff",
]


def document(place: int, **fields: str) -> Document:
    return Document(url=f"papers/{place}/", fields=fields, card={"title": fields.get("title", "")})


def files(outputs: list[Output]) -> dict[str, Any]:
    """The contents by the first word of the name."""
    return {
        output.path.removeprefix("search/").removesuffix(".json").split("-")[0]: json.loads(
            output.content
        )
        for output in outputs
    }


def test_the_manifest_names_the_files_and_what_they_hold() -> None:
    outputs = list(search_outputs([document(0, title="Pointer Networks")], BOOSTS))
    manifest = files(outputs)["manifest"]
    assert manifest["version"] == 1
    assert manifest["documents"] == 1
    assert manifest["fields"] == BOOSTS
    assert {output.path for output in outputs} == {
        "search/manifest.json",
        f"search/{manifest['index']}",
        f"search/{manifest['papers']}",
    }


def test_file_names_carry_a_digest_of_the_content() -> None:
    names = [
        {output.path for output in search_outputs([document(0, title=title)], BOOSTS)}
        for title in ("Pointer Networks", "Memory Networks")
    ]
    assert names[0] & names[1] == {"search/manifest.json"}


def test_cards_are_in_the_order_of_the_documents() -> None:
    documents = [document(0, title="B"), document(1, title="A")]
    papers = files(list(search_outputs(documents, BOOSTS)))["papers"]
    assert papers == [
        {"title": "B", "url": "papers/0/"},
        {"title": "A", "url": "papers/1/"},
    ]


def test_accents_and_case_are_folded_before_indexing() -> None:
    index = files(list(search_outputs([document(0, authors="Paul ERDŐS")], BOOSTS)))["index"]
    assert [term for term, _ in index["invertedIndex"]] == ["erdo", "paul"]


def test_terms_are_sorted_as_javascript_sorts() -> None:
    # One of the few letters above the surrogates that folding leaves alone, and one beyond them.
    text = "z \ufa0e \U00016f40"
    index = files(list(search_outputs([document(0, title=text)], BOOSTS)))["index"]
    terms = [term for term, _ in index["invertedIndex"]]
    assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))
    assert terms != sorted(terms)


def test_an_empty_library_has_an_empty_index() -> None:
    found = files(list(search_outputs([], BOOSTS)))
    assert found["manifest"]["documents"] == 0
    assert found["papers"] == []
    assert found["index"]["invertedIndex"] == []
    assert found["index"]["fieldVectors"] == []


def test_papers_without_any_text_are_counted() -> None:
    found = files(list(search_outputs([document(0), document(1)], BOOSTS)))
    assert found["manifest"]["documents"] == 2
    assert found["index"]["invertedIndex"] == []


def test_fields_without_a_boost_are_not_searched() -> None:
    documents = [document(0, title="seen", venue="unseen")]
    index = files(list(search_outputs(documents, BOOSTS)))["index"]
    assert [term for term, _ in index["invertedIndex"]] == ["seen"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_valid_files(text: str) -> None:
    documents = [document(0, title=text, abstract=text), document(1, title="plain")]
    found = files(list(search_outputs(documents, BOOSTS)))
    terms = [term for term, _ in found["index"]["invertedIndex"]]
    assert "plain" in terms
    assert terms == sorted(set(terms), key=lambda term: term.encode("utf-16-be"))


@settings(max_examples=50)
@given(st.lists(st.text(max_size=40), max_size=5), st.permutations(sorted(BOOSTS)))
def test_the_order_of_mappings_does_not_matter(titles: list[str], names: list[str]) -> None:
    documents = [document(place, title=text, year=text) for place, text in enumerate(titles)]
    turned = [
        Document(
            url=one.url,
            fields=dict(reversed(list(one.fields.items()))),
            card=dict(reversed(list(one.card.items()))),
        )
        for one in documents
    ]
    expected = list(search_outputs(documents, BOOSTS))
    assert list(search_outputs(turned, {name: BOOSTS[name] for name in names})) == expected


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "from papershelf.search import Document, search_outputs\n"
        "texts = ['deep reinforcement learning', 'learning to learn', 'ﬁne tuning 𝜸']\n"
        "documents = [Document(url=text, fields={'title': text}, card={}) for text in texts]\n"
        "print(list(search_outputs(documents, {'title': 1, 'year': 2})))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "generator")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pre-training, (GPT-3.5).", ["pre", "training", "gpt", "3.5"]),
        ("don’t DON'T,", ["don't", "don't"]),
        ("_C++_ / a", ["c", "a"]),
        ("zero\u200bwidth", ["zero", "width"]),
        (" - ", []),
    ],
)
def test_punctuation_around_words_is_trimmed(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_words_are_stable_when_split_again(text: str) -> None:
    found = words(text)
    assert words(" ".join(found)) == found
