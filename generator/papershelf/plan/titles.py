"""Titles of papers where nothing beside them can say that a paper has been taken back."""

from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.wording import Wording

_GRAVE = frozenset({"retracted", "withdrawn"})


def marked_title(paper: Paper, wording: Wording) -> str:
    """The title as inline Markdown: "Retracted: Deep *Sets*" where nobody may rely on it."""
    return marked(paper, paper.title, wording)


def marked(paper: Paper, text: str, wording: Wording) -> str:
    """What somebody else calls the paper, marked like its title."""
    return wording.say(f"titles.{paper.status}", title=text) if paper.status in _GRAVE else text


def plain_title(paper: Paper, wording: Wording) -> str:
    """The same as plain text on one line."""
    return to_text(marked_title(paper, wording))
