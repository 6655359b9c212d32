"""content/metrics.yaml as `enrich` finds it and leaves it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from papershelf.content_files import ContentFiles, content_file
from papershelf.counting import update
from papershelf.errors import ContentError, Problem
from papershelf.load import decode, read_bytes
from papershelf.model import Paper
from papershelf.readings import until
from papershelf.replacing import replace_file
from papershelf.validate.counts import check_metrics

PATH: Final = "content/metrics.yaml"


@dataclass(frozen=True, slots=True)
class Last:
    """The newest reading of a paper up to a day."""

    day: str
    count: int


class MetricsFile:
    """The counts of a shelf; raises ContentError where they are no such thing."""

    def __init__(self, files: ContentFiles, shelf: Path, papers: Mapping[str, Paper]) -> None:
        self._path = shelf / PATH
        self.problems: Sequence[Problem] = ()
        """What the file is warned of since it was last written."""
        self._aliases = {
            alias: paper.id
            for paper in papers.values()
            for alias in paper.aliases
            if alias not in papers
        }
        self._written = check_metrics(files.metrics)
        grave = [problem for problem in self._written.problems if problem.is_grave]
        if grave:
            raise ContentError(grave)

    def last(self, kind: str, today: str) -> dict[str, Last]:
        """By the ids of papers, the newest reading of a kind that is not of the future."""
        found: dict[str, Last] = {}
        for written_id, counted in self._written.papers.items():
            paper_id = self._aliases.get(written_id, written_id)
            readings = until(counted.kinds.get(kind, ()), today)
            if readings and (paper_id not in found or readings[-1].day > found[paper_id].day):
                found[paper_id] = Last(readings[-1].day, readings[-1].count)
        return found

    def add(self, kind: str, counts: Mapping[str, int], day: str) -> None:
        """Write new counts of a kind, by the ids of papers, into what the file holds by now."""
        text, problems = "", list[Problem]()
        # Somebody may have edited it while servers were asked.
        if self._path.exists():
            text, problems = decode(self._bytes(), PATH)
        if problems:
            raise ContentError(problems)
        counted = {paper_id: {kind: count} for paper_id, count in counts.items()}
        new = update(text, PATH, counted, day, self._aliases)
        if new.text != text:
            replace_file(self._path, new.text.encode(), shown=PATH)
        # A file that was too full for one kind has room for those after it.
        full = [problem for problem in self.problems if problem.rule == "size"]
        self.problems = (*full, *new.problems)

    def _bytes(self) -> bytes:
        return read_bytes(content_file(PATH, str(self._path), self._path.stat()))
