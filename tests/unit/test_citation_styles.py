"""References in prose, as the manuals of the styles show them."""

import pytest
from tests.support.cited import JOURNAL, paper, people, text

from papershelf.model import Paper, Venue

PROCEEDINGS = Venue("x", "Proceedings of X", "X", "conference")
ARTICLE = paper(
    "The Nature of Nets",
    "Ada Lovelace",
    "Jean-Paul M. Sartre",
    date="2015-06-09",
    volume="12",
    issue="3",
    pages="1--20",
    ids={"doi": "10.1000/182"},
)
CONFERENCE = paper(
    "Do Nets Dream?",
    "Ludwig van Beethoven",
    "Martin Luther King, Jr.",
    "The ATLAS Collaboration",
    type="paper-conference",
    pages="7",
    publisher="ACM",
    place="Paris",
    editors=people("Grace Hopper"),
)
PREPRINT = paper("A *Fine* Net", type="preprint", date="2015-06-09", ids={"arxiv": "1506.03134"})
BOOK = paper(
    "Nets",
    type="book",
    authors=(),
    editors=people("Ada Lovelace", "Alan Turing"),
    publisher="MIT Press",
    place="Cambridge",
)


@pytest.mark.parametrize(
    ("cited", "venue", "style", "expected"),
    [
        (
            ARTICLE,
            JOURNAL,
            "apa",
            "Lovelace, A., & Sartre, J.-P. M. (2015). The Nature of Nets. Journal of Machine "
            "Learning Research, 12(3), 1–20. https://doi.org/10.1000/182",
        ),
        (
            ARTICLE,
            JOURNAL,
            "mla",
            "Lovelace, Ada, and Jean-Paul M. Sartre. “The Nature of Nets.” Journal of Machine "
            "Learning Research, vol. 12, no. 3, 9 June 2015, pp. 1–20, "
            "https://doi.org/10.1000/182.",
        ),
        (
            ARTICLE,
            JOURNAL,
            "chicago",
            "Lovelace, Ada, and Jean-Paul M. Sartre. 2015. “The Nature of Nets.” Journal of "
            "Machine Learning Research 12 (3): 1–20. https://doi.org/10.1000/182.",
        ),
        (
            CONFERENCE,
            PROCEEDINGS,
            "apa",
            "van Beethoven, L., King, M. L., Jr., & The ATLAS Collaboration. (2015). Do Nets "
            "Dream? In G. Hopper (Ed.), Proceedings of X (p. 7). ACM.",
        ),
        (
            CONFERENCE,
            PROCEEDINGS,
            "mla",
            "van Beethoven, Ludwig, et al. “Do Nets Dream?” Proceedings of X, edited by Grace "
            "Hopper, ACM, 2015, p. 7.",
        ),
        (
            CONFERENCE,
            PROCEEDINGS,
            "chicago",
            "van Beethoven, Ludwig, Martin Luther King, Jr., and The ATLAS Collaboration. 2015. "
            "“Do Nets Dream?” In Proceedings of X, edited by Grace Hopper, 7. Paris: ACM.",
        ),
        (
            PREPRINT,
            None,
            "apa",
            "Vinyals, O. (2015, June 9). A Fine Net [Preprint]. arXiv. "
            "https://arxiv.org/abs/1506.03134",
        ),
        (
            PREPRINT,
            None,
            "mla",
            "Vinyals, Oriol. “A Fine Net.” arXiv, 9 June 2015, https://arxiv.org/abs/1506.03134.",
        ),
        (
            PREPRINT,
            None,
            "chicago",
            "Vinyals, Oriol. 2015. “A Fine Net.” Preprint, arXiv, June 9. "
            "https://arxiv.org/abs/1506.03134.",
        ),
        (BOOK, None, "apa", "Lovelace, A., & Turing, A. (Eds.). (2015). Nets. MIT Press."),
        (BOOK, None, "mla", "Lovelace, Ada, and Alan Turing, editors. Nets. MIT Press, 2015."),
        (
            BOOK,
            None,
            "chicago",
            "Lovelace, Ada, and Alan Turing, eds. 2015. Nets. Cambridge: MIT Press.",
        ),
    ],
)
def test_references_are_written_as_the_manuals_do(
    cited: Paper, venue: Venue | None, style: str, expected: str
) -> None:
    assert text(style, cited, venue) == f"{expected}\n"


def _of(count: int, style: str) -> str:
    names = (f"A Name{number}" for number in range(1, count + 1))
    return text(style, paper("T", *names)).partition("2015")[0]


def test_apa_names_twenty_and_of_more_nineteen_and_the_last() -> None:
    assert _of(20, "apa").endswith("Name19, A., & Name20, A. (")
    assert _of(21, "apa").endswith("Name19, A., . . . Name21, A. (")
    assert "Name20," not in _of(22, "apa")


def test_mla_names_two_and_of_more_one() -> None:
    assert _of(2, "mla").startswith("Name1, A, and A Name2. ")
    assert _of(3, "mla").startswith("Name1, A, et al. ")


def test_chicago_names_ten_and_of_more_seven() -> None:
    assert _of(10, "chicago").endswith("A Name9, and A Name10. ")
    assert _of(11, "chicago").endswith("A Name6, A Name7, et al. ")


@pytest.mark.parametrize(
    ("date", "apa", "mla", "chicago"),
    [
        ("2015", "(2015).", " 2015, ", "arXiv."),
        ("2015-09", "(2015, September).", " Sept. 2015, ", "arXiv, September."),
        ("2015-09-01", "(2015, September 1).", " 1 Sept. 2015, ", "arXiv, September 1."),
    ],
)
def test_what_is_published_by_itself_is_dated_as_precisely_as_is_known(
    date: str, apa: str, mla: str, chicago: str
) -> None:
    cited = paper(type="preprint", date=date, ids={"arxiv": "1506.03134"})
    assert apa in text("apa", cited)
    assert mla in text("mla", cited)
    assert chicago in text("chicago", cited)


@pytest.mark.parametrize(
    ("editors", "expected"),
    [
        (("Ed One",), "edited by Ed One, 7"),
        (("Ed One", "Ed Two"), "edited by Ed One and Ed Two, 7"),
        (("Ed One", "Ed Two", "Ed Three"), "edited by Ed One, Ed Two, and Ed Three, 7"),
    ],
)
def test_chicago_sets_a_comma_before_the_last_of_three_editors_but_not_of_two(
    editors: tuple[str, ...], expected: str
) -> None:
    cited = paper("T", type="paper-conference", pages="7", editors=people(*editors))
    assert expected in text("chicago", cited, PROCEEDINGS)


MIT = Venue("mit", "MIT", "", "university")
SERIES = Venue("series", "Nets and Graphs", "", "series")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "Lovelace, A. (2015). Nets [Thesis, MIT]."),
        ("mla", "Lovelace, Ada. “Nets.” Thesis. MIT, 2015."),
        ("chicago", "Lovelace, Ada. 2015. “Nets.” Thesis. MIT."),
    ],
)
def test_the_venue_of_a_thesis_is_its_school(style: str, expected: str) -> None:
    cited = paper("Nets", "Ada Lovelace", type="thesis")
    assert text(style, cited, MIT) == f"{expected}\n"
    by_publisher = paper("Nets", "Ada Lovelace", type="thesis", publisher="MIT")
    assert text(style, by_publisher) == f"{expected}\n"


@pytest.mark.parametrize("kind", ["report", "book", "dataset", "software", "thesis"])
@pytest.mark.parametrize("style", ["apa", "mla", "chicago"])
def test_what_is_no_part_of_another_work_is_in_none(kind: str, style: str) -> None:
    cited = paper("Nets", "Ada Lovelace", type=kind, publisher="ACM")
    found = text(style, cited, SERIES)
    assert "Nets and Graphs" in found
    assert "ACM" in found
    assert "In " not in found


def test_apa_names_the_editors_of_an_authored_book_behind_its_title() -> None:
    cited = paper("Nets", "Ada Lovelace", type="book", editors=people("Grace Hopper"))
    expected = "Lovelace, A. (2015). Nets (G. Hopper, Ed.). Nets and Graphs.\n"
    assert text("apa", cited, SERIES) == expected


@pytest.mark.parametrize("kind", ["paper-conference", "chapter"])
@pytest.mark.parametrize("style", ["apa", "chicago"])
def test_papers_of_conferences_and_chapters_are_in_a_book(kind: str, style: str) -> None:
    assert "In Nets and Graphs." in text(style, paper("T", type=kind), SERIES)
