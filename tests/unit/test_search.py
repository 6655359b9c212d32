import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.support.index_files import Texts, index_outputs, input_of, table_of, write_index
from tests.support.node import ROOT
from tests.support.search_reader import SearchReader, unpacked
from tests.support.wording import english

from papershelf.config import Config
from papershelf.loading import load_shelf
from papershelf.output import Output
from papershelf.relate import relate
from papershelf.search import (
    FacetValue,
    SearchInput,
    SearchSettings,
    documents_digest,
    search_input,
    search_outputs,
    search_settings,
)
from papershelf.store import Store
from papershelf.tokens import tokens_of

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


def read(*texts: Texts) -> SearchReader:
    return SearchReader(index_outputs(texts, BOOSTS))


def names(outputs: list[Output]) -> set[str]:
    """The files of the folder."""
    return {output.path.split("/", 2)[2] for output in outputs if output.path.count("/") == 2}


def test_the_manifest_names_the_files_and_what_they_hold() -> None:
    outputs = index_outputs(
        [{"title": "Pointer Networks", "year": "2015"}, {"title": "Memory"}], BOOSTS
    )
    manifest = json.loads(outputs[-1].content)
    sizes = {output.path.rpartition("/")[2]: len(output.content) for output in outputs}
    assert manifest == {
        "version": 3,
        "folder": manifest["folder"],
        "documents": 2,
        "fields": [["title", 10.0, 3], ["authors", 5.0, 0], ["abstract", 1.0, 0], ["year", 2.0, 1]],
        # One title has a word, the other two.
        "longest": [0, "####"],
        "terms": [""],
        "rare": [],
        "positions": [""],
        "vocabulary": [""],
        "block": 66,
        "coverage": 0,
        "stopWords": [],
        "synonyms": [],
        "facets": {"year": sizes["facet-year.json"]},
        "orders": {
            name: sizes[f"order-{name}.json"] for name in ("newest", "added", "title", "trending")
        },
        "urls": ["papers/", "/"],
    }
    assert names(outputs) == {
        "terms-0.json",
        "positions-0.json",
        "vocabulary-0.json",
        "cards-0.json",
        "facet-year.json",
        "order-added.json",
        "order-newest.json",
        "order-title.json",
        "order-trending.json",
    }
    assert {output.path.split("/")[1] for output in outputs[:-1]} == {manifest["folder"]}


def test_the_folder_is_named_by_a_digest_of_everything_in_it() -> None:
    texts = [{"title": "Pointer Networks"}]
    folders = [
        json.loads(outputs[-1].content)["folder"]
        for outputs in (
            index_outputs(texts, BOOSTS),
            index_outputs(texts, BOOSTS),
            index_outputs([{"title": "Memory Networks"}], BOOSTS),
            index_outputs([{"title": "Pointer Networks", "summary": "What a card shows"}], BOOSTS),
            index_outputs(texts, {**BOOSTS, "title": 3}),
            index_outputs(texts, BOOSTS, synonyms=[["pointer", "reference"]]),
        )
    ]
    assert folders[0] == folders[1]
    assert len(set(folders)) == len(folders) - 1
    assert all(len(bytes.fromhex(folder)) == 6 for folder in folders)


def test_papers_with_few_words_come_first_and_the_newest_of_them() -> None:
    texts = [
        {"title": "Long title of one", "year": "2020"},
        {"title": "Short", "year": "2017"},
        {"title": "Brief", "year": "2019"},
    ]
    assert [row[1] for row in read(*texts).cards()] == ["Brief", "Short", "Long title of one"]


def test_cards_leave_out_what_is_empty_at_their_end() -> None:
    outputs = index_outputs([{"title": "A", "year": "2019"}, {"title": "", "slug": "b"}], BOOSTS)
    found = next(json.loads(one.content) for one in outputs if "/cards-" in one.path)
    assert found == [["b"], ["0", "A", "", "", "2019"]]


def test_cards_come_in_blocks() -> None:
    reader = read(*({"title": f"word{number}"} for number in range(121)))
    assert [len(reader.file(f"cards-{number}")) for number in range(2)] == [66, 55]
    assert len(reader.cards()) == 121


def test_accents_and_case_are_folded_before_indexing() -> None:
    assert read({"authors": "Paul ERDŐS"}).terms("terms") == ["erdo", "paul"]


def test_terms_are_sorted_as_javascript_sorts() -> None:
    # One of the few letters above the surrogates that folding leaves alone, and one beyond them.
    terms = read({"title": "z \ufa0e \U00016f40"}).terms("terms")
    assert terms == sorted(terms, key=lambda term: term.encode("utf-16-be"))
    assert terms != sorted(terms)


def test_the_files_of_many_terms_are_small_and_their_borders_tell_them_apart() -> None:
    texts = [{"title": f"common {number:x}zz{number * 7919:x}"} for number in range(9000)]
    outputs = index_outputs(texts, BOOSTS)
    reader = SearchReader(outputs)
    borders = reader.manifest["rare"]
    assert len(borders) > 2
    assert borders == sorted(borders)
    firsts = [unpacked(file["terms"])[0] for file in reader.kind("rare")]
    assert all(first.startswith(border) for first, border in zip(firsts, borders, strict=True))
    sizes = [len(output.content) for output in outputs if "/rare-" in output.path]
    assert max(sizes) < 120_000


def test_a_common_word_has_a_file_of_its_own() -> None:
    texts = [{"title": f"common w{number}"} for number in range(16_000)]
    reader = SearchReader(index_outputs(texts, {"title": 1}))
    alone = [file for file in reader.kind("terms") if " " not in file["terms"]]
    assert [file["terms"] for file in alone] == ["!common"]


def test_an_empty_library_has_a_manifest_alone() -> None:
    outputs = index_outputs([], BOOSTS)
    assert [output.path for output in outputs] == ["search/manifest.json"]
    manifest = json.loads(outputs[0].content)
    assert manifest["documents"] == 0
    assert manifest["terms"] == manifest["positions"] == manifest["vocabulary"] == []
    assert manifest["facets"] == manifest["orders"] == {}


def test_papers_without_any_text_are_counted() -> None:
    reader = read({}, {})
    assert reader.manifest["documents"] == 2
    assert reader.postings() == {}
    assert len(reader.cards()) == len(reader.order("title")) == 2


def test_fields_without_a_boost_are_not_searched() -> None:
    texts = [{"title": "seen", "venue": "unseen", "abstract": "gone"}]
    reader = SearchReader(index_outputs(texts, {"title": 1, "abstract": 0}))
    assert reader.fields == ["title"]
    assert list(reader.postings()) == list(reader.vocabulary()) == ["seen"]


def test_an_id_is_no_word_and_may_look_like_one() -> None:
    texts = [{"title": "running", "ids": "run 10.1000/182"}]
    reader = SearchReader(index_outputs(texts, {"title": 1, "ids": 1}))
    assert reader.vocabulary() == {"run": ("running", 2)}
    assert reader.postings()["run"] == {"title": {0: (1, 1, [0])}, "ids": {0: (1, 2, [0])}}
    assert reader.postings()["10.1000/182"] == {"ids": {0: (1, 2, [1])}}


def test_papers_that_are_not_among_the_newest_are_left_out_everywhere() -> None:
    texts = [{"title": "red"}, {"title": "two words"}, {"title": "blue of sky"}]
    source = input_of(texts, table_of(texts))
    source = replace(
        source,
        newest=[2, 0],
        facets={"has": [FacetValue("code", "Code", [0, 1]), FacetValue("pdf", "PDF", [1])]},
    )
    reader = SearchReader(search_outputs(source, SearchSettings(BOOSTS))[0])
    assert reader.manifest["documents"] == 2
    assert set(reader.postings()) == set(reader.vocabulary()) == {"red", "blue", "sky"}
    assert reader.facet("has") == [("code", "Code", [0])]
    assert sorted(reader.order("trending")) == sorted(reader.order("added")) == [0, 1]


def test_papers_of_one_date_are_ordered_by_their_places() -> None:
    texts = [{"title": title} for title in ("three words here", "two words", "one")]
    source = replace(
        input_of(texts, table_of(texts)), newest=[0, 1, 2], date_key=["2019", "2017", "2017"]
    )
    reader = SearchReader(search_outputs(source, SearchSettings(BOOSTS))[0])
    assert reader.order("newest") == [2, 0, 1]


def test_only_so_many_people_are_offered_to_narrow_by() -> None:
    texts = [{"title": "one"}, {"title": "two words"}]
    people = [FacetValue(f"p{number:04}", "", [number % 2]) for number in range(2001)]
    people.append(FacetValue("zuse", "Konrad Zuse", [0, 1]))
    source = replace(input_of(texts, table_of(texts)), facets={"author": people})
    found = SearchReader(search_outputs(source, SearchSettings(BOOSTS))[0]).facet("author")
    assert len(found) == 2000
    assert [key for key, _, _ in found[:3]] == ["zuse", "p0000", "p0001"]


def test_stop_words_and_synonyms_are_told_as_words() -> None:
    settings = SearchSettings(
        BOOSTS,
        stop_words=["Paper", "ERDŐS number", "paper"],
        synonyms=[["LLM", "Large Language-Model"], ["GPT", "gpt", "?"], []],
    )
    texts = [{"title": "The paper on erdos"}]
    outputs, _ = search_outputs(input_of(texts, table_of(texts, settings.stop_words)), settings)
    reader = SearchReader(outputs)
    assert reader.manifest["stopWords"] == ["erdos", "number", "paper"]
    assert reader.manifest["synonyms"] == [
        [["llm"], ["large", "language", "languagemodel", "model"]]
    ]
    assert reader.postings() == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_valid_files(text: str) -> None:
    reader = read(
        {"title": text, "abstract": text, "authors": text, "year": text}, {"title": "plain"}
    )
    terms = reader.terms("terms")
    assert "plain" in terms
    assert terms == sorted(set(terms), key=lambda term: term.encode("utf-16-be"))
    assert set(reader.postings()) == set(reader.vocabulary()) == set(terms)
    assert len(reader.cards()) == 2
    assert reader.facet("author")


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "from tests.support.index_files import index_outputs\n"
        "texts = ['deep reinforcement learning', 'learning to learn', 'ﬁne tuning 𝜸']\n"
        "texts = [{'title': text, 'topics': text} for text in texts]\n"
        "print(index_outputs(texts, {'title': 1, 'year': 2, 'topics': 2}))\n"
    )
    path = os.pathsep.join([str(ROOT / "generator"), str(ROOT)])
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1


def test_the_report_tells_what_every_part_costs() -> None:
    texts = [{"title": "Pointer Networks", "authors": "Vinyals", "year": "2015"}]
    outputs, report = search_outputs(input_of(texts, table_of(texts)), SearchSettings(BOOSTS))
    sizes = {output.path.rpartition("/")[2]: len(output.content) for output in outputs}
    reader = SearchReader(outputs)
    assert report.documents == 1
    assert report.files == len(outputs)
    assert report.bytes == sum(sizes.values()) == sum(report.costs.values())
    assert report.cards == sizes["cards-0.json"]
    assert report.vocabulary == sizes["vocabulary-0.json"]
    assert report.facets == sum(reader.manifest["facets"].values())
    assert report.orders == sum(reader.manifest["orders"].values())
    # Field, number of places and the place; the weight; the position.
    one_posting = 3 + 1 + 1
    assert report.fields == {
        "title": 2 * one_posting,
        "authors": one_posting,
        "abstract": 0,
        "year": one_posting,
    }


def test_an_index_is_written_to_disk_as_it_is_made(tmp_path: Path) -> None:
    texts = [{"title": "Pointer Networks"}]
    write_index(tmp_path, texts, BOOSTS)
    for output in index_outputs(texts, BOOSTS):
        assert (tmp_path / output.path).read_bytes() == output.content


def shelf_input(shelf: Path, **changes: Any) -> tuple[SearchInput, Config, bytes]:
    """What the search sees of a shelf whose settings are changed so."""
    store = Store(shelf / ".papershelf", b"", b"key")
    loaded = load_shelf(shelf, store, lenient=True)
    search = loaded.config.search.model_copy(update=changes)
    config = loaded.config.model_copy(update={"search": search})
    relations = relate(loaded.library)
    table = tokens_of(loaded.library, relations.shown, {}, store)
    source = search_input(loaded.library, relations, config, english(), table)
    return source, config, documents_digest(loaded.library, relations, config, english())


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    papers = tmp_path / "content" / "papers"
    papers.mkdir(parents=True)
    entries = {
        "one": "title: On *marks*\nauthors: [A B, C D, E F, G H]\nyear: 2017\n"
        "summary: A **short** one.\nvenue: icml\nlinks: {code: https://example.org/}\n"
        "topics: [vision]",
        "two": "title: Second\nauthors: [A B, C D]\nyear: 2019\nabstract: Long $x^2$ text\n"
        "featured: true\nnote: A note",
        "three": "title: Third\nauthors: [A B]\nyear: 2019\nweight: 5\nsearch: false",
        "four": "title: Fourth\nauthors: [A B]\nyear: 2018\nstatus: hidden",
    }
    for name, text in entries.items():
        (papers / f"{name}.md").write_text(f"---\n{text}\n---\n", encoding="utf-8")
    (tmp_path / "content/site.yaml").write_text("title: Shelf\n", encoding="utf-8")
    (tmp_path / "content/venues.yaml").write_text("- {id: icml, name: Machines, acronym: ICML}\n")
    (tmp_path / "content/topics.yaml").write_text(
        "- {id: images, name: Images}\n- {id: vision, name: Vision, parent: images}\n"
    )
    return tmp_path


def test_hidden_papers_and_those_that_ask_for_it_are_not_searched(shelf: Path) -> None:
    source, config, _ = shelf_input(shelf)
    assert [source.table.papers[number] for number in source.newest] == ["two", "one"]
    assert [source.table.papers[number] for number in source.trending] == ["two", "one"]
    reader = SearchReader(search_outputs(source, search_settings(config))[0])
    assert reader.manifest["documents"] == 2
    assert "third" not in reader.postings()
    assert "fourth" not in reader.postings()


def test_cards_show_plain_text(shelf: Path) -> None:
    source, config, _ = shelf_input(shelf)
    reader = SearchReader(search_outputs(source, search_settings(config))[0])
    assert {row[0]: row[1:] for row in reader.cards()} == {
        "one": ["On marks", "A B, C D, E F and 1 more", "ICML", "2017", "A short one.", ""],
        "two": ["Second", "A B and C D", "", "2019", "A note", ""],
    }


def test_cards_tell_that_a_paper_is_no_published_one(shelf: Path) -> None:
    for name, status in (("five", "retracted"), ("six", "withdrawn"), ("seven", "published")):
        (shelf / f"content/papers/{name}.md").write_text(
            f"---\ntitle: {name}\nauthors: [A B]\nyear: 2018\nstatus: {status}\n---\n"
        )
    source, config, _ = shelf_input(shelf)
    reader = SearchReader(search_outputs(source, search_settings(config))[0])
    found = {row[0]: row[6] for row in reader.cards() if row[6]}
    assert found == {"five": "retracted", "six": "withdrawn"}


def test_the_latest_on_the_shelf_come_in_an_order_of_their_own(shelf: Path) -> None:
    for name, added in (("old", "2020-01-01"), ("new", "2026-03-01"), ("mid", "2024-02")):
        (shelf / f"content/papers/{name}.md").write_text(
            f"---\ntitle: {name}\nauthors: [A B]\nyear: 1999\nadded: {added}\n---\n"
        )
    source, config, _ = shelf_input(shelf)
    reader = SearchReader(search_outputs(source, search_settings(config))[0])
    slugs = [row[0] for row in reader.cards()]
    # The others were never put there: their years stand for it.
    expected = ["new", "mid", "old", "two", "one"]
    assert [slugs[place] for place in reader.order("added")] == expected


def test_papers_put_on_the_shelf_together_are_ordered_by_their_places() -> None:
    texts = [{"title": title} for title in ("three words here", "two words", "one")]
    source = replace(
        input_of(texts, table_of(texts)), added=[0, 1, 2], added_key=["2026", "2025", "2025"]
    )
    reader = SearchReader(search_outputs(source, SearchSettings(BOOSTS))[0])
    assert reader.order("added") == [2, 0, 1]


def test_snippets_come_from_the_fields_that_the_shelf_names(shelf: Path) -> None:
    source, _, _ = shelf_input(shelf, snippets=["abstract", "summary"])
    assert {card.text for card in source.cards} == {"Long x² text", "A short one.", ""}


def test_facets_count_what_is_searched(shelf: Path) -> None:
    source, config, _ = shelf_input(shelf)
    reader = SearchReader(search_outputs(source, search_settings(config))[0])
    slugs = [row[0] for row in reader.cards()]
    found = {
        name: [
            (key, label, [slugs[place] for place in places])
            for key, label, places in reader.facet(name)
        ]
        for name in reader.manifest["facets"]
    }
    assert {key: label for key, label, _ in found["has"]} == {
        "abstract": "Abstract",
        "code": "Code",
        "note": "Note",
    }
    assert found["year"] == [("2017", "2017", ["one"]), ("2019", "2019", ["two"])]
    assert found["venue"] == [("icml", "ICML", ["one"])]
    assert found["topic"] == [("images", "Images", ["one"]), ("vision", "Vision", ["one"])]
    assert [key for key, _, _ in found["author"]] == ["a-b", "c-d", "e-f", "g-h"]
    assert sorted(found["author"][0][2]) == ["one", "two"]


def test_the_digest_changes_with_all_that_the_files_show(shelf: Path) -> None:
    digests = [shelf_input(shelf)[2], shelf_input(shelf)[2]]
    changes: list[dict[str, Any]] = [
        {"stop_words": ["x"]},
        {"synonyms": [["a", "b"]]},
        {"snippets": ["note"]},
    ]
    digests += [shelf_input(shelf, **change)[2] for change in changes]
    for name, text in (
        ("content/venues.yaml", "- {id: icml, name: Machines, acronym: ML}\n"),
        ("content/topics.yaml", "- {id: images, name: Pictures}\n- {id: vision, name: Vision}\n"),
        ("content/papers/five.md", "---\ntitle: Fifth\nauthors: [A B]\nyear: 2018\n---\n"),
        ("content/collections/all.md", "---\ntitle: All\npapers: [one]\n---\n"),
        ("content/collections/all.md", "---\ntitle: Every\npapers: [one]\n---\n"),
        ("content/collections/all.md", "---\ntitle: Every\npapers: [two]\n---\n"),
        ("content/authors.yaml", "- {id: ab, names: [Albert B, A B]}\n"),
    ):
        (shelf / name).parent.mkdir(exist_ok=True)
        (shelf / name).write_text(text, encoding="utf-8")
        digests.append(shelf_input(shelf)[2])
    assert digests[0] == digests[1]
    assert len(set(digests)) == len(digests) - 1
