"""Papers become columns of words."""

from pathlib import Path

import pytest

from papershelf.model import Contributor, Library, Paper, Topic, Venue
from papershelf.names import parse_name
from papershelf.store import Store
from papershelf.text import fold
from papershelf.tokens import (
    FIELDS,
    TOKENS,
    Stemmer,
    TokenTable,
    ids_of,
    is_stop_word,
    placed_words,
    plain_tex,
    read_rows,
    texts_of,
    tokens_of,
    words,
)

VENUE = Venue(id="acl", name="Association for Computational Linguistics", acronym="ACL")


def library(*papers: Paper) -> Library:
    topics = {"graphs": Topic(id="graphs", name="Graph learning")}
    by_id = {paper.id: paper for paper in papers}
    return Library(by_id, {}, topics, {"acl": VENUE}, {}, {})


def table(*papers: Paper, stop_words: tuple[str, ...] = ()) -> TokenTable:
    shelf = library(*papers)
    texts = ((texts_of(paper, shelf, ()), ids_of(paper)) for paper in papers)
    return TokenTable.of([paper.id for paper in papers], read_rows(texts, Stemmer(stop_words)))


def tokens_in(columns: TokenTable, paper: str, field: str) -> list[tuple[str, int]]:
    """Terms and positions of a field."""
    cell = columns.papers.index(paper) * len(FIELDS) + FIELDS.index(field)
    found = slice(columns.starts[cell], columns.starts[cell + 1])
    terms = [columns.stems[number] for number in columns.word[found]]
    return list(zip(terms, columns.position[found].tolist(), strict=True))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", b"version", b"k" * 32)


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("GPT-4o", [("gpt", 0), ("gpt4o", 0), ("4o", 1)]),
        ("k-NN", [("k", 0), ("knn", 0), ("nn", 1)]),
        ("some_name", [("some", 0), ("somename", 0), ("name", 1)]),
        ("3.5 e.g. don’t", [("3.5", 0), ("e.g", 1), ("don't", 2)]),
        ("C++, C# and x+y", [("c++", 0), ("c#", 1), ("and", 2), ("x", 3), ("y", 4)]),
        ("深度学习", [("深度", 0), ("度学", 1), ("学习", 2)]),
        ("한국어와中", [("한국", 0), ("국어", 1), ("어와", 2), ("中", 3)]),
        ("α and β2", [("alpha", 0), ("and", 1), ("β2", 2)]),
        ("α-divergence", [("alpha", 0), ("alphadivergence", 0), ("divergence", 1)]),
        ("Erdős (ŁÓDŹ): ½", [("erdos", 0), ("lodz", 1), ("1", 2), ("2", 3)]),
        ("one—two", [("one", 0), ("two", 1)]),
        ("\u202eabc\u202c 👍\ufe0f \ud800x", [("abc", 0), ("x", 1)]),
        ("— … ''", []),
    ],
)
def test_a_text_is_split_into_words_with_places(text: str, placed: list[tuple[str, int]]) -> None:
    assert placed_words(text) == placed
    assert words(text) == [word for word, _ in placed]


def test_a_chain_of_more_than_five_parts_has_no_joined_form() -> None:
    assert "abcde" in words("a-b-c-d-e")
    assert words("a-b-c-d-e-f") == list("abcdef")


def test_words_and_joined_forms_have_at_most_64_characters() -> None:
    assert words("x" * 70) == ["x" * 64]
    assert words(f"{'x' * 40}-{'y' * 24}")[1] == "x" * 40 + "y" * 24
    assert words(f"{'x' * 40}-{'y' * 25}") == ["x" * 40, "y" * 25]


def test_only_letters_and_numbers_begin_a_word() -> None:
    different = [
        character
        for character in map(chr, range(0x20000))
        if any(map(str.isalnum, fold(character))) != bool(words(character))
    ]
    assert different == []


@pytest.mark.parametrize("query", ["ℓ₂", "l2", r"$\ell_2$", r"\ell_2"])
def test_an_entry_with_tex_is_found_in_unicode_and_tex(query: str) -> None:
    title = r"Robust $\ell_2$ attacks"
    found = texts_of(Paper(id="p", title=title), library(), ())["title"]
    assert words(plain_tex(query)) == ["l2"]
    assert words(found) == ["robust", "l2", "attacks"]


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"$\alpha$-divergence", "alpha-divergence"),
        (r"\varepsilon-greedy", "ε-greedy"),
        (r"$O(n^2)$", "O(n²)"),
        (r"$O(n \log n)$", "O(n log n)"),
        (r"$\mathbb{R}^n$", "ℝⁿ"),
        (r"\mathbb{R}^{n}", "ℝⁿ"),
        ("H$_2$O", "H₂O"),
        ("$x_{t-1}$", "xₜ₋₁"),
        (r"$\frac{1}{2}$", "½"),
        (r"$\operatorname{KL}$", "KL"),
        (r"\emph{deep} \LaTeX", "deep LaTeX"),
    ],
)
def test_tex_has_the_words_of_its_unicode_form(tex: str, expected: str) -> None:
    shelf = library()
    assert words(plain_tex(tex)) == words(expected)
    text = f"Text {tex}"
    texts = texts_of(Paper("p", text, summary=text, note=text, abstract=text), shelf, ())
    for field in ("title", "summary", "note", "abstract"):
        assert words(texts[field]) == ["text", *words(expected)]


def test_money_is_no_tex() -> None:
    assert plain_tex("from $5 to $10 and US$2_a$3") == "from $5 to $10 and US$2_a$3"


def test_every_field_of_an_entry_has_its_text() -> None:
    paper = Paper(
        id="one",
        title="A *marked* title",
        subtitle="And more",
        authors=(Contributor(parse_name("Ada Lovelace"), native="Ада"),),
        editors=(Contributor(parse_name("Eve Editor")),),
        summary="The `summary`",
        note="- A\n- note",
        abstract="# Head\n\nThe *abstract*.",
        topics=("graphs",),
        keywords=("$k$-means",),
        venue="acl",
        year=2024,
    )
    texts = texts_of(paper, library(), ["First **steps**", "Later"])
    assert tuple(texts) == FIELDS[:-1]
    assert texts == {
        "title": "A marked title And more",
        "authors": "Ada Lovelace Ада Eve Editor ",
        "summary": "The summary",
        "note": "A\nnote",
        "abstract": "Head\nThe abstract.",
        "topics": "Graph learning",
        "keywords": "k-means",
        "venue": "ACL Association for Computational Linguistics",
        "collections": "First steps Later",
        "year": "2024",
    }


def test_ids_are_whole_folded_terms() -> None:
    ids = {
        "doi": "10.1145/A.B",
        "arxiv": "1706.03762v7",
        "isbn": "978-0-262-03561-3",
        "issn": "0028-0836",
        "dblp": "conf/nips/VaswaniSPUJGKP17",
        "hal": "hal 01\u00a02\ud800",
        "long": "x" * 300,
    }
    paper = Paper(id="vaswani-2017", title="", ids=ids)
    assert ids_of(paper) == [
        "10.1145/a.b",
        "1706.03762",
        "9780262035613",
        "00280836",
        "conf/nips/vaswanispujgkp17",
        "hal012",
        "x" * 200,
    ]


def test_an_old_arxiv_id_keeps_its_class() -> None:
    ids = {"arxiv": "math.GT/0309136v1"}
    assert ids_of(Paper(id="p", title="", ids=ids)) == ["math.gt/0309136"]


def test_stop_words_have_positions_but_no_tokens() -> None:
    columns = table(
        Paper(id="p", title="Attention is all you need: the Method"), stop_words=("METHOD",)
    )
    expected = [("attent", 0), ("all", 2), ("need", 4)]
    assert tokens_in(columns, "p", "title") == [
        pair for pair in expected if not is_stop_word(pair[0])
    ]
    assert columns.lengths[0, 0] == 2


def test_an_id_and_a_word_with_the_same_letters_are_two_words_of_one_term() -> None:
    columns = table(Paper(id="p", title="BERT and Berts", ids={"acl": "bert"}))
    numbers = [number for number, word in enumerate(columns.words) if word == "bert"]
    assert sorted(columns.is_id[numbers].tolist()) == [False, True]
    assert {columns.terms[number] for number in columns.term_of_word[numbers]} == {"bert"}
    assert tokens_in(columns, "p", "ids") == [("bert", 0)]
    assert tokens_in(columns, "p", "title") == [("bert", 0), ("bert", 2)]


def test_terms_are_in_the_order_of_javascript() -> None:
    columns = table(Paper(id="p", title="𐐨 豈𝒳 ﷲ zeta"))
    assert columns.terms == sorted(columns.terms, key=lambda term: term.encode("utf-16-be"))
    assert [columns.terms[number] for number in columns.term_of_word] == columns.stems


def test_positions_stop_at_the_largest_that_is_kept() -> None:
    columns = table(Paper(id="p", title="", abstract="word " * 66_000))
    assert columns.position.max() == 65_535
    assert columns.lengths.max() == 66_000


def test_bags_count_the_terms_of_the_fields_that_weigh() -> None:
    columns = table(
        Paper(id="p", title="Graphs and a graph", abstract="Graph nets", year=2020),
        Paper(id="q", title="", year=2020),
        Paper(id="r", title="Nets", year=2021),
    )
    starts, terms, counts = columns.bags({"title": 2, "abstract": 0.5})
    assert [column.dtype.name for column in (starts, terms, counts)] == [
        "int64",
        "uint32",
        "float32",
    ]
    assert starts.tolist() == [0, 2, 2, 3]
    assert [columns.terms[number] for number in terms] == ["graph", "net", "net"]
    assert counts.tolist() == [4.5, 0.5, 2.0]


def test_a_table_without_papers_or_words_is_a_table(store: Store) -> None:
    for papers in ([], [Paper(id="p", title="the", year=0)]):
        columns = tokens_of(library(*papers), [paper.id for paper in papers], {}, store)
        starts, terms, _ = columns.bags({"title": 1.0})
        assert columns.lengths.shape == (len(papers), len(FIELDS))
        assert (starts.tolist(), terms.tolist()) == ([0] * (len(papers) + 1), [])


def test_unchanged_papers_are_not_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [Paper(id=name, title=f"Title {name}") for name in "abc"]
    tokens_of(library(*papers), ["a", "b", "c"], {}, store)
    read: list[str] = []

    def watched(paper: Paper) -> list[str]:
        read.append(paper.id)
        return ids_of(paper)

    monkeypatch.setattr("papershelf.tokens.memory.ids_of", watched)
    papers[1] = Paper(id="b", title="Another")
    columns = tokens_of(library(*papers), ["c", "b", "a"], {}, store)
    assert read == ["b"]
    assert tokens_in(columns, "b", "title") == [("anoth", 0)]
    assert tokens_in(columns, "c", "title") == [("titl", 0), ("c", 1)]
    assert "b" not in tokens_of(library(*papers), ["a"], {}, store).words


def test_names_that_a_paper_shows_are_read_again_when_they_change(store: Store) -> None:
    shelf = library(Paper(id="p", title="x", venue="acl", topics=("graphs",)))
    tokens_of(shelf, ["p"], {}, store)
    renamed = Library(
        shelf.papers, {}, {"graphs": Topic("graphs", "Nets")}, {"acl": Venue("acl", "Kin")}, {}, {}
    )
    columns = tokens_of(renamed, ["p"], {"p": ["Classics"]}, store)
    assert tokens_in(columns, "p", "topics") == [("net", 0)]
    assert tokens_in(columns, "p", "venue") == [("kin", 0)]
    assert tokens_in(columns, "p", "collections") == [("classic", 0)]


def test_other_stop_words_make_other_tokens(store: Store) -> None:
    shelf = library(Paper(id="p", title="A novel method"))
    assert len(tokens_in(tokens_of(shelf, ["p"], {}, store), "p", "title")) == 2
    columns = tokens_of(shelf, ["p"], {}, store, stop_words=["Novel"])
    assert tokens_in(columns, "p", "title") == [("method", 2)]


def test_a_corrupt_memory_is_not_believed(store: Store) -> None:
    shelf = library(Paper(id="p", title="Words of a title"))
    expected = tokens_in(tokens_of(shelf, ["p"], {}, store), "p", "title")
    whole = store.read(TOKENS)
    assert whole is not None
    for content in (b"", b"\x05", b"garbage" * 9, whole[:40], whole[:-2]):
        store.write(TOKENS, content)
        assert tokens_in(tokens_of(shelf, ["p"], {}, store), "p", "title") == expected


def test_several_processes_read_what_one_reads(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.tokens.memory._ALONE_UP_TO", 1)
    monkeypatch.setattr("papershelf.tokens.memory._PIECE", 2)
    papers = [Paper(id=f"p{n}", title=f"Title w{n % 3} of w{n}", year=2000 + n) for n in range(7)]
    ids = [paper.id for paper in papers]
    alone = tokens_of(library(*papers), ids, {}, store, jobs=1)
    other = Store(tmp_path / "other", b"version", b"k" * 32)
    together = tokens_of(library(*papers), ids, {}, other, jobs=2)
    assert together.words == alone.words
    assert together.word.tolist() == alone.word.tolist()
    assert store.read(TOKENS) == other.read(TOKENS)


def test_a_possessive_is_the_word_itself() -> None:
    assert words("Newton's method, a model’s error") == ["newton", "method", "a", "model", "error"]
