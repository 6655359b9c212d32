"""The letters above an index in several parts, each with a link to where it begins."""

from collections.abc import Iterable, Mapping

from papershelf.plan.letters import letter_anchor
from papershelf.plan.planner import anchor_url
from papershelf.plan.views import Link

MOST_LETTERS = 100
"""Scripts of thousands of signs would make the letters longer than the index under them."""


def letter_links(begins: Mapping[str, str], here: Iterable[str], url: str) -> tuple[Link, ...]:
    """The letters of an index, as the part at `url` shows them.

    `begins`: each letter with the address of the part where it begins; `here`: what the entries of
    this part stand under, to which the letters are limited where there are more than MOST_LETTERS.
    """
    shown = begins if len(begins) <= MOST_LETTERS else dict.fromkeys(here, url)
    return tuple(
        Link(letter, anchor_url(letter_anchor(letter), address, url))
        for letter, address in shown.items()
    )
