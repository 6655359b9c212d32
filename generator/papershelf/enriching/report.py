"""What a run has counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from papershelf.errors import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """A count that is not what it was."""

    paper: str
    kind: str
    before: int | None
    """None where it was never counted."""
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What one source has counted."""

    name: str
    kind: str
    papers: int = 0
    """Papers that it can be asked for."""
    counted: int = 0
    """Those that it knows: with an answer of today, of this run or of one before it."""
    unknown: int = 0
    """Those that it does not know."""
    asked: int = 0
    """Papers that it was asked for in this run."""
    changes: Sequence[Change] = ()
    refused: int = 0
    """Batches of which nothing was believed."""
    reason: str = ""
    """Why the first of them was refused, or why the source could not be asked at all."""
    is_down: bool = False
    """Whether it was given up."""
    advice: str = ""
    """What would let it be asked for more."""

    @property
    def left(self) -> int:
        """Papers for the next run."""
        return self.papers - self.counted - self.unknown

    @property
    def answered(self) -> bool:
        """Whether any answer of it was believed."""
        return self.counted + self.unknown > 0


@dataclass(frozen=True, slots=True)
class Report:
    """What all sources have counted."""

    tallies: Sequence[Tally]
    papers: int
    """Papers of the shelf."""
    seconds: float
    problems: Sequence[Problem] = ()
    """Warnings about metrics.yaml."""

    @property
    def counted(self) -> int:
        """Counts of today."""
        return sum(tally.counted for tally in self.tallies)

    @property
    def changes(self) -> Sequence[Change]:
        """All counts that are not what they were, source by source."""
        return [change for tally in self.tallies for change in tally.changes]

    @property
    def left(self) -> int:
        """Counts for the next run."""
        return sum(tally.left for tally in self.tallies)

    @property
    def is_answered(self) -> bool:
        """Whether any source has an answer of today."""
        return any(tally.answered for tally in self.tallies)

    @property
    def is_silent(self) -> bool:
        """Whether sources were to be asked and none of them answered."""
        tried = [tally for tally in self.tallies if tally.refused or tally.asked]
        return bool(tried) and not self.is_answered
