"""Comments on the pages of papers."""

from hashlib import sha1

from papershelf.comments import comments_mark, comments_term
from papershelf.model import Paper


def test_a_discussion_is_found_by_the_id_of_its_paper_and_nothing_else() -> None:
    paper = Paper("vaswani-2017", "Attention is all you need", year=2017)
    assert comments_term(paper) == "papers/vaswani-2017"
    assert comments_term(Paper("vaswani-2017", "Another title", year=2018)) == comments_term(paper)


def test_a_paper_keeps_its_discussion_when_its_id_changes_again_and_again() -> None:
    first = comments_term(Paper("first", "A"))
    assert comments_term(Paper("second", "A", aliases=("first",))) == first
    assert comments_term(Paper("third", "A", aliases=("first", "second"))) == first


def test_an_id_means_the_same_discussion_however_it_is_spelt() -> None:
    spellings = ("Été 2024", "été_2024", "ete-2024")
    assert {comments_term(Paper(spelling, "A")) for spelling in spellings} == {"papers/ete-2024"}


def test_the_mark_of_a_discussion_is_the_digest_of_its_term() -> None:
    paper = Paper("论文", "A")
    assert comments_mark(paper) == sha1("papers/论文".encode()).hexdigest()
