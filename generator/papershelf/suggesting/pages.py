"""Where readers find an entry."""

from collections.abc import Iterator

from papershelf.config import Config
from papershelf.plan.cards import paper_url
from papershelf.suggesting.wording import Link


def page_link(config: Config, paper_id: str) -> Iterator[Link]:
    """A line with the address of the page of an entry, where the shelf says where its site is."""
    if config.base_url:
        yield Link("Its page", f"{config.base_url}{paper_url(paper_id)}")
