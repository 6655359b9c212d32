"""Records are the same in whatever process they are."""

import pickle

from papershelf.model import Paper


def test_a_paper_that_another_process_hands_over_has_the_same_digest() -> None:
    paper = Paper("one", "One")
    handed_over = pickle.loads(pickle.dumps(paper))  # noqa: S301 - our own
    assert handed_over == paper
    assert (handed_over.digest, handed_over.size) == (paper.digest, paper.size)
