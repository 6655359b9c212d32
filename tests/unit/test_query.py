"""Queries on the command line: what they find, and what is wrong with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.asked import Asked, AskedShelf
from tests.support.conversation import conversation
from tests.support.papers import real_documents
from tests.support.searched import FOUND, Reader, write_shelf

from papershelf.errors import UsageError

ALIKE = [
    "attention",
    "ERDŐS",
    "renyi",
    "transformer graphs",
    "+attention +graph",
    "+attention -graph",
    "attention -author:shazeer",
    "-has:code",
    "-attention",
    "-year:..2000 -has:code",
    '"attention is all you need"',
    '"all you need is attention"',
    '"graphs random"',
    'title:"random graphs"',
    'abstract:"random graphs"',
    'shazeer -"attention is all you need"',
    '"shazeer"',
    "“random graphs”",
    "year:2016..2018",
    "year:..1978",
    "year:2023-",
    "year:2018..2016",
    "attention year:2017 OR year:2016",
    "has:code OR has:video",
    "has:CODE attention",
    "erdos OR maldacena",
    "+attention +graph OR +need",
    'year:1959 OR "all you need"',
    "attention OR has:abstract",
    "attention OR -has:code",
    "trans*",
    "*former",
    "a*n",
    "pre-train*",
    "transfomer~1",
    "atention~2 -need",
    "attention^5 graph^0",
    "10.18653/v1/N19-1423",
    "https://doi.org/10.18653/v1/N19-1423",
    "arXiv:1706.03762v5",
    "arxiv:1706.03762",
    "id:rJXMpikCZ",
    "doi:10.1/nothing",
    "-1706.03762",
    "see https://arxiv.org/abs/1706.03762 and graphs",
    "https://example.org/graph-attention",
    "author:novak",
    "authors:novak topic:attention",
    "collection:classics",
    "venue:neural",
    "summary:neighbours",
    "year:2017",
    "学习",
    "深度学习综述",
    "深综",
    '"深度学习"',
    "C++",
    "GPT-4o",
    "+gpt4o",
    "k-NN",
    "state-of-the-art",
    "+stateoftheart",
    "-pre-training bert",
    r"$\ell_2$",
    "ℓ₂",
    "O(n²)",
    "H2O",
    "llm",
    "large language models",
    "gnn -title:attention",
    "graph network",
    "via graphs",
    "unfindable",
    "hidden attention",
    "",
    "  ",
    "שלום",
    "e.g.",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture(scope="module")
def shelf(folder: Path) -> AskedShelf:
    return AskedShelf(folder.parents[1])


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Reader]:
    with conversation("language.mjs") as ask:
        yield Reader(ask, folder)


@pytest.mark.parametrize("text", ALIKE)
def test_a_query_finds_what_the_search_of_the_site_finds(
    shelf: AskedShelf, browser: Reader, text: str
) -> None:
    reply = browser.search(text)
    assert reply["replaced"] == []
    assert shelf.found(text) == set(reply["found"])


def test_the_queries_that_are_compared_find_different_things(shelf: AskedShelf) -> None:
    answers = {shelf.found(text) for text in ALIKE}
    assert len(answers) > 35
    assert frozenset() in answers
    assert frozenset(FOUND) in answers


def test_a_title_of_a_real_paper_finds_what_it_finds_on_the_site(tmp_path: Path) -> None:
    papers = {
        f"paper-{number}": {
            "title": paper["title"],
            "authors": paper["authors"].split(", "),
            "year": paper["year"],
            **({"abstract": paper["abstract"]} if paper["abstract"] else {}),
        }
        for number, paper in enumerate(real_documents(300))
        if paper["authors"] and paper["year"]
    }
    found = write_shelf(tmp_path, papers, settings="title: Real papers\n")
    asked = AskedShelf(tmp_path)
    wrong = []
    with conversation("language.mjs") as ask:
        reader = Reader(ask, found)
        for fields in list(papers.values())[:40]:
            words = str(fields["title"]).replace('"', "").replace(":", " ").split()
            for text in (
                " ".join(f"+{word}" for word in words[:3]),
                f'"{" ".join(words[1:4])}"',
                f"title:{words[-1]} OR author:{str(fields['authors'][0]).split()[-1]}",
            ):
                theirs = reader.search(text, exact=True, limit=1000)["found"]
                if asked.found(text) != set(theirs):
                    wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "attention authr:novak",
            'character 11: "authr" is no field of the search; did you mean "author"?',
        ),
        (
            " -method:attention",
            'character 3: "method" is no field of the search; the fields are abstract, arxiv, '
            "author, authors, collection, collections, doi, has and more",
        ),
        (
            "has:vidoe",
            'character 5: "vidoe" is nothing that a paper can have; did you mean "video"?',
        ),
        (
            "year:20x1",
            'character 6: "20x1" is no year; write year:2021, year:2019..2023 or year:..2015',
        ),
        ('graphs "random', 'character 8: the quote before "random" is never closed'),
        ('graphs "', "character 8: the quote is never closed"),
        (
            "graphs OR",
            "character 8: OR stands between two words or pieces; in quotes it is a word",
        ),
        ("OR graphs", "character 1: OR stands"),
        ("graphs OR OR random", "character 11: OR stands"),
        ("of the via", 'character 1: the words "of the via" are too common'),
        ("!? …", 'character 1: "!? …" has no word to look for'),
        ("title:*", 'character 1: "title:*" has no word to look for'),
        ("-", 'character 1: "-" has no word to look for'),
        (
            " ".join(f"word{number}" for number in range(65)),
            "character 1: the query has more than 64 words",
        ),
        (r"$\alpha$ authr:novak", '"authr" is no field of the search'),
        ("authr:novak yaer:2019", 'character 1: "authr" is no field'),
    ],
)
def test_a_mistake_in_a_query_is_told_with_its_place(
    shelf: AskedShelf, text: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        shelf.found(text)
    assert str(caught.value).startswith(f"in the query, {message}")


def test_a_field_that_the_shelf_leaves_out_of_its_search_is_none(tmp_path: Path) -> None:
    write_shelf(tmp_path, settings="title: Small\nsearch: {boosts: {abstract: 0, ids: 0}}\n")
    shelf = AskedShelf(tmp_path)
    for text in ("abstract:transformer", "doi:10.18653/v1/N19-1423"):
        with pytest.raises(UsageError):
            shelf.found(text)
    assert shelf.found("transformer") == {"devlin-2019"}


def test_a_kind_of_link_that_no_paper_has_finds_nothing_where_the_site_passes_it_over(
    shelf: AskedShelf, browser: Reader
) -> None:
    assert browser.search("attention has:slides")["total"] == 3
    assert shelf.found("attention has:slides") == set()
    assert shelf.found("attention -has:slides") == shelf.found("attention")
    assert shelf.found("attention OR has:slides") == shelf.found("attention")


def test_a_word_with_a_typo_is_not_mended_as_it_is_on_the_site(
    shelf: AskedShelf, browser: Reader
) -> None:
    assert browser.search("transfromers")["total"] == 2
    assert shelf.found("transfromers") == set()


def test_an_unknown_field_is_a_mistake_where_the_site_looks_for_its_words(
    shelf: AskedShelf, browser: Reader
) -> None:
    assert browser.search("method:attention")["total"] == 3
    with pytest.raises(UsageError):
        shelf.found("method:attention")
    assert shelf.found('"method: attention"') == set()


def test_a_wildcard_stands_for_any_number_of_words_where_the_site_stops_at_a_thousand() -> None:
    texts = [{"title": f"x{number:04}"} for number in range(1_200)]
    assert len(Asked(texts, {"title": 1.0}).found("x*")) == 1_200


def test_an_edit_is_one_of_a_character_where_the_browser_counts_halves_of_rare_ones() -> None:
    asked = Asked([{"title": "\U00010348\U00010349\U0001034a"}], {"title": 1.0})
    assert asked.found("\U00010348\U00010349\U0001033a~1") == {0}


def test_papers_that_are_in_no_list_or_not_to_be_searched_are_not_found(shelf: AskedShelf) -> None:
    assert shelf.found("attention") == {"vaswani-2017", "detail-2016", "velickovic-2018"}
    assert sorted(shelf.found("")) == FOUND


def test_a_long_query_is_answered() -> None:
    texts = [{"title": f"word{number}"} for number in range(64)]
    asked = Asked(texts, {"title": 1.0})
    assert asked.found(" ".join(f"word{number}" for number in range(64))) == set(range(64))
    assert asked.found("(" * 50_000) == set()


def test_nothing_is_found_in_no_fields_or_no_papers() -> None:
    for asked in (Asked([{"title": "Random graphs", "year": "2019"}], {}), Asked([], {"title": 1})):
        for text in ("random", '"random graphs"', "rand*", "random~1", "id:1706.03762"):
            assert asked.found(text) == set()
    assert Asked([{"title": "Random graphs", "year": "2019"}], {}).found("year:2019") == {0}
