"""Issue forms → entries and corrections: a stranger's words change the text of one entry only."""

from papershelf.suggesting.answer import Answer, Outcome, prepare_answer, write_answer
from papershelf.suggesting.asking import Request, look_at_described
from papershelf.suggesting.issue import Issue, read_issue
from papershelf.suggesting.run import answer_issue
from papershelf.suggesting.waiting import look_at_pattern

__all__ = [
    "Answer",
    "Issue",
    "Outcome",
    "Request",
    "answer_issue",
    "look_at_described",
    "look_at_pattern",
    "prepare_answer",
    "read_issue",
    "write_answer",
]
