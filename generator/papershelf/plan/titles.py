"""Titles of papers where nothing beside them can say that a paper has been taken back."""

from papershelf.markup import to_text
from papershelf.model import Paper

_GRAVE = frozenset({"retracted", "withdrawn"})


def marked_title(paper: Paper) -> str:
    """The title as inline Markdown: "Retracted: Deep *Sets*" where nobody may rely on it."""
    if paper.status not in _GRAVE:
        return paper.title
    return f"{paper.status.capitalize()}: {paper.title}"


def plain_title(paper: Paper) -> str:
    """The same as plain text on one line."""
    return to_text(marked_title(paper))
