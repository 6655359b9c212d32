"""Sentences in pieces, whose blanks hold links."""

from collections.abc import Iterator, Sequence

from papershelf.plan.views import Link
from papershelf.wording import BLANK, Wording


def woven(text: str, **blanks: Sequence[Link]) -> tuple[Link, ...]:
    """A text as pieces with their spaces, each blank filled with links; others stay as written."""

    def pieces() -> Iterator[Link]:
        for place, part in enumerate(BLANK.split(text)):
            if place % 2:
                yield from blanks.get(part, (Link(f"{{{part}}}"),))
            elif part:
                yield Link(part)

    return tuple(pieces())


def links_in_a_row(wording: Wording, links: Sequence[Link]) -> tuple[Link, ...]:
    """Links one after the other, with what the language sets between them: "Ada" " and " "Bob"."""
    between = wording.list_texts(len(links))
    pieces = [Link(between[0])]
    for link, text in zip(links, between[1:], strict=True):
        pieces += [link, Link(text)]
    return tuple(piece for piece in pieces if piece.label)
