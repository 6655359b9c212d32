"""Names of feeds and entries that never change: readers take what has another one for new."""

from uuid import NAMESPACE_URL, UUID, uuid5

from papershelf.config import Config
from papershelf.model import Paper
from papershelf.plan.cards import paper_url


class Ids:
    """Makes the ids of one shelf, whatever its address."""

    def __init__(self, config: Config) -> None:
        """Take `feed_id`; without one the title of the shelf stands in, which had better stay."""
        self._space = UUID(config.feed_id) if config.feed_id else None
        self._title = config.title

    def of(self, address: str) -> str:
        """The id of what is at a site path."""
        if self._space is None:
            return uuid5(NAMESPACE_URL, f"{self._title}\n{address}").urn
        return uuid5(self._space, address).urn

    def of_paper(self, paper: Paper) -> str:
        """The id of a paper: that of its first alias, by which readers came to know it."""
        return self.of(paper_url(paper.aliases[0] if paper.aliases else paper.id))
