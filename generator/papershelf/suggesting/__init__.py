"""Issue forms → entries and corrections: a stranger's words change the text of one entry only."""

from papershelf.suggesting.answer import Answer, Outcome, branch_of, prepare_answer, write_answer
from papershelf.suggesting.asking import Request, look_at_described
from papershelf.suggesting.issue import Issue, read_issue
from papershelf.suggesting.run import answer_issue
from papershelf.suggesting.waiting import Waiting, read_waiting

__all__ = [
    "Answer",
    "Issue",
    "Outcome",
    "Request",
    "Waiting",
    "answer_issue",
    "branch_of",
    "look_at_described",
    "prepare_answer",
    "read_issue",
    "read_waiting",
    "write_answer",
]
