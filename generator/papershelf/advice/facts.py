"""What advice is given about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from papershelf.config import Config
from papershelf.model import Library, Paper
from papershelf.validate import ShelfRecords


@dataclass(frozen=True)
class Facts:
    """A checked shelf, and how it was written."""

    library: Library
    config: Config
    records: ShelfRecords
    """Vocabularies, collections and counts as their files have them."""
    written: Sequence[Paper] = ()
    """The papers with the words that their entries use for venues and topics."""
    today: date | None = None
    """The day from which counts are old; the newest day that the shelf knows, unless given."""

    @cached_property
    def papers(self) -> Sequence[Paper]:
        """All papers in the order of their places, so that the earlier one is taken for known."""
        return sorted(self.library.papers.values(), key=attrgetter("source", "position"))

    @cached_property
    def finished(self) -> Sequence[Paper]:
        """Those that readers can find: no drafts, and none that was withdrawn."""
        gone = ("draft", "withdrawn", "retracted")
        return [paper for paper in self.papers if paper.status not in gone]
