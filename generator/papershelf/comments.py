"""What the discussion of a paper is found by."""

from hashlib import sha1
from typing import Final

from papershelf.model import Paper
from papershelf.text import slugify

SERVICE: Final = "https://giscus.app"
"""Who shows the discussions; the only origin that their frame comes from."""


def comments_term(paper: Paper) -> str:
    """The title that the discussion of a paper begins with: `papers/vaswani-2017`.

    It comes of the id that the paper had first, as its id in feeds does, and of nothing else:
    titles, dates and the address of the site may change. Whoever renames a paper writes the earlier
    id under its aliases, later ones behind it.
    """
    return f"papers/{slugify(paper.aliases[0] if paper.aliases else paper.id)}"


def comments_mark(paper: Paper) -> str:
    """What the text of that discussion holds, for ever: the SHA-1 of its term, in hexadecimal.

    Discussions are found by it and by no title, so that `papers/bert` is never taken for
    `papers/bert-2`, and moderators may give a discussion any title.
    """
    return sha1(comments_term(paper).encode(), usedforsecurity=False).hexdigest()
