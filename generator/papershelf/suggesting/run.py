"""An issue → a shelf with one file changed, or as it was, and what is told of it."""

import os
from pathlib import Path

from papershelf.errors import PapershelfError
from papershelf.suggesting.answer import NOT_YOUR_FAULT, Answer, nothing
from papershelf.suggesting.asking import Request
from papershelf.suggesting.body import read_body
from papershelf.suggesting.correction import correct_entry
from papershelf.suggesting.issue import Issue
from papershelf.suggesting.suggestion import suggest_paper
from papershelf.suggesting.templates import Kind, read_labels
from papershelf.suggesting.wording import said


def answer_issue(shelf: Path, issue: Issue, request: Request) -> Answer:
    """Do what the form in an issue asks for. What stands in the way becomes part of the answer."""
    labels = read_labels(shelf)
    filled = read_body(issue.body, labels)
    try:
        if filled.kind is Kind.CORRECTION:
            return correct_entry(shelf, issue, filled, labels[Kind.CORRECTION], request)
        return suggest_paper(shelf, issue, filled, request)
    except PapershelfError as error:
        why = _without_place(str(error), shelf)
        told = said("Thank you. Nothing could be done for now: {why}.", why=why)
        return nothing(told, said(NOT_YOUR_FAULT), exit_code=3)


def _without_place(text: str, shelf: Path) -> str:
    """A text without where the shelf is on this machine, which is nobody's business."""
    for place in dict.fromkeys((shelf.absolute(), shelf.resolve())):
        if place != place.parent:
            text = text.replace(f"{place}{os.sep}", "").replace(str(place), "the shelf")
    return text
