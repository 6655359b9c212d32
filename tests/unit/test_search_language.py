"""What readers may type beyond the language of lunr, from entries to answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.conversation import conversation
from tests.support.papers import real_documents
from tests.support.parity import index_files
from tests.support.searched import FOUND, PAPERS, Reader, Reply, searching, write_shelf


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = write_shelf(tmp_path_factory.mktemp("shelf"))
    with conversation("language.mjs") as ask:
        yield Reader(ask, folder)


def notes(reply: Reply, kind: str) -> list[dict[str, Any]]:
    return [note for note in reply["notes"] if note["kind"] == kind]


@pytest.mark.parametrize("text", ["erdos", "ERDŐS", "Erdo\u030bs", "renyi", "Alfréd"])
def test_case_and_accents_do_not_matter(shelf: Reader, text: str) -> None:
    assert shelf.found(text) == ["erdos-1959"]


@pytest.mark.parametrize("text", ["学", "学习", "深度学习", "综述", "深度学习综述"])
def test_chinese_is_found_by_neighbouring_characters(shelf: Reader, text: str) -> None:
    assert shelf.found(text) == ["zhou-2020"]


def test_characters_that_are_no_neighbours_find_nothing(shelf: Reader) -> None:
    assert shelf.found("深综") == []


def test_a_word_with_a_typo_is_mended_and_told(shelf: Reader) -> None:
    reply = shelf.search("transfromers")
    assert set(reply["found"]) == {"devlin-2019", "vaswani-2017"}
    assert [one["word"] for one in reply["replaced"]] == ["transfromers"]
    assert reply["replaced"][0]["by"][0] in {"transformer", "transformers"}


def test_a_word_that_nothing_is_like_is_told(shelf: Reader) -> None:
    reply = shelf.search("attention zzyzx")
    assert reply["missing"] == ["zzyzx"]
    assert reply["replaced"] == []
    assert reply["found"] == shelf.found("attention")


def test_a_known_word_is_not_mended(shelf: Reader) -> None:
    assert shelf.search("graph")["replaced"] == []


def test_a_mistyped_query_that_finds_nothing_is_answered_with_a_suggestion(shelf: Reader) -> None:
    assert shelf.search("+attnetoin")["suggestions"]["spelling"] == "+attention"


def test_a_piece_that_stands_in_the_way_is_named(shelf: Reader) -> None:
    drops = shelf.search("attention year:1959")["suggestions"]["drops"]
    assert {"text": "year:1959", "total": 3} in drops


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"attention is all you need"', ["vaswani-2017"]),
        ('"all you need is attention"', ["detail-2016"]),
        ('"random graphs"', ["erdos-1959"]),
        ('"graphs random"', []),
        ('"attention need"', []),
        ('"need attention"', []),
        ('"Need is Attention"', ["detail-2016"]),
        ('"pre-training of deep"', ["devlin-2019"]),
        ('"深度学习"', ["zhou-2020"]),
        ('"学习深度"', []),
        ('title:"random graphs"', ["erdos-1959"]),
        ('abstract:"random graphs"', []),
        ('+"attention is all you need" shazeer', ["vaswani-2017"]),
        ('shazeer -"attention is all you need"', ["detail-2016"]),
        ('"shazeer"', ["vaswani-2017", "detail-2016"]),
        ('"erdős"', ["erdos-1959"]),
        ('"attention is all you need', ["vaswani-2017"]),
        ('"networks graph"', []),
        ('""', []),
    ],
)
def test_phrases_want_their_words_in_order(shelf: Reader, text: str, expected: list[str]) -> None:
    assert sorted(shelf.found(text)) == sorted(expected)


def test_a_phrase_ranks_as_its_words_do(shelf: Reader) -> None:
    phrase = shelf.search('"attention is all you need"')
    words = shelf.search("attention need")
    scores = dict(zip(words["found"], [one["score"] for one in words["results"]], strict=True))
    assert phrase["results"][0]["score"] == pytest.approx(scores["vaswani-2017"], abs=1e-3)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("year:2017", {2017}),
        ("year:2016..2018", {2016, 2017, 2018}),
        ("year:..1978", {1959, 1978}),
        ("year:2023..", {2023, 2024}),
        ("attention year:2017..2018", {2017, 2018}),
        ("attention -year:2017", {2016, 2018}),
        ("attention -year:2017..2018", {2016}),
        ("year:2018 OR year:1959", {2018, 1959}),
        ("year:2030..", set()),
    ],
)
def test_years_narrow_what_is_found(shelf: Reader, text: str, years: set[int]) -> None:
    assert {int(str(PAPERS[name]["year"])) for name in shelf.found(text)} == years


def test_years_do_not_change_scores(shelf: Reader) -> None:
    scores = {}
    for text in ("attention", "attention year:2017"):
        reply = shelf.search(text)
        place = reply["found"].index("vaswani-2017")
        scores[text] = reply["results"][place]["score"]
    assert scores["attention"] == scores["attention year:2017"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("has:code", {"vaswani-2017", "devlin-2019"}),
        ("has:code attention", {"vaswani-2017"}),
        ("has:video", {"detail-2016"}),
        ("has:abstract", {"vaswani-2017", "knn-2018", "robust-2021"}),
        ("has:note", {"shalom-2022"}),
        ("attention -has:code", {"detail-2016", "velickovic-2018"}),
        ("has:code OR has:video", {"vaswani-2017", "devlin-2019", "detail-2016"}),
        ("has:code has:pdf", {"vaswani-2017"}),
    ],
)
def test_what_a_paper_has_narrows(shelf: Reader, text: str, expected: set[str]) -> None:
    assert set(shelf.found(text)) == expected


def test_what_no_paper_can_have_is_told(shelf: Reader) -> None:
    told = [note for note in shelf.search("attention has:fun")["notes"] if note.get("valid")]
    assert {"code", "video", "abstract"} <= set(told[0]["valid"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("erdos OR maldacena", {"erdos-1959", "maldacena-1997"}),
        ("+attention +graph OR +need", {"vaswani-2017", "detail-2016", "velickovic-2018"}),
        (
            '"random graphs" OR "attention is all you need"',
            {"erdos-1959", "vaswani-2017"},
        ),
        ('year:1959 OR "all you need"', {"erdos-1959", "vaswani-2017", "detail-2016"}),
        ("attention year:1959 OR has:video", {"detail-2016"}),
        ("title:graphs OR author:shazeer has:code", {"vaswani-2017"}),
    ],
)
def test_one_of_several_is_enough(shelf: Reader, text: str, expected: set[str]) -> None:
    assert set(shelf.found(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.18653/v1/N19-1423", "devlin-2019"),
        ("doi:10.18653/V1/n19-1423", "devlin-2019"),
        ("https://doi.org/10.18653/v1/N19-1423", "devlin-2019"),
        ("http://dx.doi.org/10.18653/v1/N19-1423", "devlin-2019"),
        ("https://aclanthology.org/N19-1423/", "devlin-2019"),
        ("https://www.aclweb.org/anthology/N19-1423", "devlin-2019"),
        ("https://aclanthology.org/N19-1423.pdf", "devlin-2019"),
        ("N19-1423", "devlin-2019"),
        ("1706.03762", "vaswani-2017"),
        ("1706.03762v5", "vaswani-2017"),
        ("arXiv:1706.03762v5", "vaswani-2017"),
        ("arxiv:1706.03762", "vaswani-2017"),
        ("https://arxiv.org/abs/1706.03762", "vaswani-2017"),
        ("https://arxiv.org/abs/1706.03762v7", "vaswani-2017"),
        ("https://arxiv.org/pdf/1706.03762.pdf", "vaswani-2017"),
        ("arxiv.org/pdf/1706.03762v2", "vaswani-2017"),
        ("https://arxiv.org/abs/1706.03762?context=cs", "vaswani-2017"),
        ("conf/nips/VaswaniSPUJGKP17", "vaswani-2017"),
        ("hep-th/9711200", "maldacena-1997"),
        ("arXiv:hep-th/9711200v3", "maldacena-1997"),
        ("https://arxiv.org/abs/hep-th/9711200", "maldacena-1997"),
        ("https://openreview.net/forum?id=rJXMpikCZ", "velickovic-2018"),
        ("https://openreview.net/pdf?id=rJXMpikCZ", "velickovic-2018"),
        ("attention 10.18653/v1/N19-1423", "devlin-2019"),
        ("see https://doi.org/10.18653/v1/N19-1423.", "devlin-2019"),
        ("(arXiv:1706.03762)", "vaswani-2017"),
        ("https://doi.org/10.48550/arXiv.1706.03762", "vaswani-2017"),
        ("rJXMpikCZ", "velickovic-2018"),
        ("DOI: 10.18653/v1/N19-1423", "devlin-2019"),
        ("<https://doi.org/10.18653/v1/N19-1423>,", "devlin-2019"),
        ('Vaswani et al., "Attention is all you need", NeurIPS 2017', "vaswani-2017"),
    ],
)
def test_a_pasted_id_finds_its_paper_first(shelf: Reader, text: str, expected: str) -> None:
    assert shelf.found(text)[:1] == [expected]


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("llm", "kaplan-2020"),
        ("large language models", "agents-2023"),
        ("gnn", "velickovic-2018"),
    ],
)
def test_synonyms_find_each_other(shelf: Reader, text: str, also: str) -> None:
    assert also in shelf.found(text)


def test_a_synonym_weighs_less_than_the_word_itself(shelf: Reader) -> None:
    assert shelf.found("llm")[0] == "agents-2023"
    assert shelf.found("large language models")[0] == "kaplan-2020"


def test_the_extra_stop_words_of_a_shelf_are_passed_over(shelf: Reader) -> None:
    assert shelf.found("via") == []
    assert shelf.search("via graphs")["results"] == shelf.search("graphs")["results"]


def test_a_query_of_stop_words_is_told(shelf: Reader) -> None:
    reply = shelf.search("of the")
    assert reply["total"] == 0
    assert reply["notes"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++", ["knn-2018"]),
        ("c++", ["knn-2018"]),
        ("+C++", ["knn-2018"]),
        ("GPT-4o", ["openai-2024"]),
        ("gpt4o", ["openai-2024"]),
        ("4o", ["openai-2024"]),
        ("+gpt-4o", ["openai-2024"]),
        ("GPT\u20114o", ["openai-2024"]),
        ("ＧＰＴ－４ｏ", ["openai-2024"]),
        ("k-NN", ["knn-2018"]),
        ("kNN", ["knn-2018"]),
        ("e.g.", ["knn-2018"]),
        ("L1", ["knn-2018"]),
        ("state-of-the-art", ["knn-2018"]),
        ("stateoftheart", ["knn-2018"]),
        ("+stateoftheart", ["knn-2018"]),
        ("state art", ["knn-2018"]),
        ("pre-training", ["devlin-2019"]),
        ("pretraining", ["devlin-2019"]),
        ("-pre-training bert", []),
        ("devlin-*", ["devlin-2019"]),
        ("pre-train*", ["devlin-2019"]),
    ],
)
def test_words_with_signs_are_found_as_typed(shelf: Reader, text: str, expected: list[str]) -> None:
    assert shelf.found(text) == expected


def test_one_letter_of_a_language_is_not_another_language(shelf: Reader) -> None:
    assert "knn-2018" not in shelf.found("title:C")


@pytest.mark.parametrize(
    "text",
    [
        r"$\ell_2$",
        r"\ell_2",
        "ℓ₂",
        "ℓ2",
        "l2",
        r"$\alpha$-divergence",
        "α-divergence",
        "alpha divergence",
        "alpha",
        r"\alpha",
        "α",
        r"$O(n^2)$",
        "O(n²)",
        r"$\mathbb{R}^n$",
        "ℝⁿ",
        "H2O",
        "H₂O",
        "H$_2$O",
    ],
)
def test_tex_and_unicode_meet(shelf: Reader, text: str) -> None:
    assert shelf.found(text)[:1] == ["robust-2021"]


def test_an_unknown_field_is_told_and_its_words_are_searched(shelf: Reader) -> None:
    reply = shelf.search("method:attention")
    (note,) = notes(reply, "unknown-field")
    assert note["name"] == "method"
    assert {"title", "authors", "abstract"} <= set(note["valid"])
    assert reply["found"] == shelf.found("method attention")


def test_a_pasted_title_is_found_with_its_colon(shelf: Reader) -> None:
    assert shelf.found(str(PAPERS["devlin-2019"]["title"]))[0] == "devlin-2019"


def test_pasted_titles_of_real_papers_find_them_first() -> None:
    papers = real_documents(1000)
    files = index_files(papers, {"title": 4, "authors": 3, "keywords": 2, "venue": 1, "year": 1})
    titles = [paper["title"] for paper in papers]
    with conversation("language.mjs") as ask:
        steps = [{"request": searching(title, limit=1)} for title in titles]
        replies = ask({"files": files, "steps": steps})
    first = [reply["found"] == [str(number)] for number, reply in enumerate(replies)]
    # A "-word" in a title says that the word is not wanted.
    assert sum(first) >= 0.99 * len(titles)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author:novak", {"robust-2021", "agents-2023"}),
        ("authors:novak", {"robust-2021", "agents-2023"}),
        ("title:novak", set()),
        ("topic:attention", {"vaswani-2017", "detail-2016", "velickovic-2018"}),
        ("collection:classics", {"vaswani-2017", "erdos-1959"}),
        ("collections:monumental", {"vaswani-2017", "erdos-1959"}),
        ("venue:neurips", {"vaswani-2017", "detail-2016"}),
        ("venue:neural", {"vaswani-2017", "detail-2016"}),
        ("summary:neighbours", {"velickovic-2018"}),
    ],
)
def test_a_field_narrows_a_word(shelf: Reader, text: str, expected: set[str]) -> None:
    assert set(shelf.found(text)) == expected


@pytest.mark.parametrize("text", ["at", "atte", "attentio", "mald"])
def test_a_word_being_typed_finds_what_begins_like_it(shelf: Reader, text: str) -> None:
    reply = shelf.search(text, typing=True)
    assert reply["prefix"] == text
    assert reply["found"]
    assert reply["replaced"] == []


def test_a_word_ranks_above_its_continuations(shelf: Reader) -> None:
    # An author's name, and a title with "limit".
    assert shelf.found("li", typing=True) == ["knn-2018", "maldacena-1997"]
    assert shelf.found("li") == ["knn-2018"]


def test_a_word_with_a_space_behind_it_is_finished(shelf: Reader) -> None:
    assert shelf.search("attention ", typing=True)["prefix"] == ""


def test_papers_that_are_not_to_be_found_are_not(shelf: Reader) -> None:
    assert set(shelf.found("attention")) == {"vaswani-2017", "detail-2016", "velickovic-2018"}
    assert shelf.found("unfindable") == []
    assert sorted(shelf.found("year:1000..")) == FOUND


@pytest.mark.parametrize("text", ["attention", "graphs OR novak", "", "year:2010..", "zzyzx"])
def test_the_counts_of_facets_are_what_choosing_them_finds(shelf: Reader, text: str) -> None:
    facets = shelf.facets(text)
    assert set(facets) == {"year", "venue", "topic", "collection", "author", "has"}
    for name, values in facets.items():
        for value in values:
            key = value["id"]
            chosen = [int(key), int(key)] if name == "year" else [key]
            assert shelf.search(text, filters={name: chosen})["total"] == value["count"] > 0


def test_a_facet_is_not_narrowed_by_itself_but_by_the_others(shelf: Reader) -> None:
    whole = shelf.facets("attention")
    narrowed = shelf.facets("attention", filters={"year": [2017, 2017]})
    counts = {value["id"]: value["count"] for value in narrowed["year"]}
    assert counts == {"2016": 1, "2017": 1, "2018": 1}
    assert {value["id"] for value in whole["has"]} >= {"code", "video"}
    assert "video" not in {value["id"] for value in narrowed["has"]}


def test_chosen_values_are_shown_even_without_papers(shelf: Reader) -> None:
    values = shelf.facets("erdos", filters={"has": ["video"]})["has"]
    assert [(value["id"], value["count"], value["chosen"]) for value in values] == [
        ("video", 0, True)
    ]


def test_a_broader_topic_holds_the_papers_of_narrower_ones(shelf: Reader) -> None:
    counts = {value["label"]: value["count"] for value in shelf.facets("attention")["topic"]}
    assert counts == {"Attention": 3, "Machine learning": 3, "Graph theory": 1}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["velickovic-2018", "vaswani-2017", "detail-2016"]),
        ("oldest", ["detail-2016", "vaswani-2017", "velickovic-2018"]),
        ("title", ["detail-2016", "vaswani-2017", "velickovic-2018"]),
        ("trending", ["detail-2016", "vaswani-2017", "velickovic-2018"]),
    ],
)
def test_results_are_sorted_as_asked(shelf: Reader, sort: str, expected: list[str]) -> None:
    assert shelf.found("attention", sort=sort) == expected


def test_featured_papers_lead_the_trending_ones(shelf: Reader) -> None:
    trending = shelf.found("year:1000..", sort="trending")
    assert trending[:4] == ["devlin-2019", "openai-2024", "detail-2016", "vaswani-2017"]


def test_a_search_without_words_comes_newest_first(shelf: Reader) -> None:
    years = [str(PAPERS[name]["year"]) for name in shelf.found("year:1000..")]
    assert years == sorted(years, reverse=True)


def test_equally_good_papers_come_newest_first(shelf: Reader) -> None:
    # Both have the one word of one author's name as one of two.
    assert shelf.found("novak") == ["agents-2023", "robust-2021"]


_COVERED = {
    "often-2020": {"title": "Graph graph graph", "authors": ["Ada One"], "year": "2020"},
    "all-2021": {
        "title": "A survey of what may be learnt with networks of many kinds on a graph",
        "authors": ["Ada Two"],
        "year": "2021",
    },
    "other-2022": {"title": "Networks at rest", "authors": ["Ada Three"], "year": "2022"},
}


@pytest.mark.parametrize(
    ("setting", "best"), [("", "all-2021"), ("search: {coverage: 0}\n", "often-2020")]
)
def test_a_paper_with_all_of_a_query_comes_before_one_with_some_of_it_often(
    tmp_path: Path, setting: str, best: str
) -> None:
    (tmp_path / "content").mkdir()
    folder = write_shelf(tmp_path, _COVERED, settings=f"title: Covered\n{setting}")
    with conversation("language.mjs") as ask:
        found = Reader(ask, folder).found("graph networks")
    assert found[0] == best
    assert len(found) == 3


def test_a_paper_with_all_of_a_query_keeps_the_score_that_lunr_gives_it(tmp_path: Path) -> None:
    scores = []
    for name, coverage in (("lunr", 0), ("ours", 2)):
        settings = f"title: Covered\nsearch: {{coverage: {coverage}}}\n"
        folder = write_shelf(tmp_path / name, _COVERED, settings=settings)
        with conversation("language.mjs") as ask:
            reply = Reader(ask, folder).search("graph networks")
        by_name = dict(zip(reply["found"], reply["results"], strict=True))
        scores.append(by_name["all-2021"]["score"])
    assert scores[0] == pytest.approx(scores[1])
