"""Long lists in several files: hosts refuse files that are too large, and so do programs.

How many files a list has must be known before any of them is made.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from papershelf.config import Config
from papershelf.exporters import Exporter
from papershelf.hosts import HOSTS
from papershelf.model import Paper

LARGEST_FILE = 50_000_000
"""Bytes that no file with papers passes, as far as one can tell without making it."""
WHOLE_UP_TO = 5_000
"""Lists with no more papers are never divided."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file with the papers of a list, or with a part of them."""

    exporter: Exporter
    papers: Sequence[str]
    number: int = 1
    count: int = 1

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.exporter.part_file(self.number)

    @property
    def label(self) -> str:
        """What readers see: "BibTeX", or "BibTeX, part 2 of 3"."""
        return self.exporter.label + (f", {self._part}" if self.count > 1 else "")

    @property
    def remark(self) -> str:
        """What the file says of itself; empty for one that is whole."""
        return self._part.capitalize() if self.count > 1 else ""

    @property
    def _part(self) -> str:
        return f"part {self.number} of {self.count}"


class Parts:
    """Divides lists of the papers of one library."""

    def __init__(self, papers: Mapping[str, Paper], largest: int) -> None:
        self._papers = papers
        self._largest = largest

    def files(self, exporters: Sequence[Exporter], papers: Sequence[str]) -> tuple[ExportFile, ...]:
        """The files of a list, each format whole or in parts that follow one another."""
        if len(papers) <= WHOLE_UP_TO:
            return tuple(ExportFile(exporter, papers) for exporter in exporters)
        sums = {
            has_texts: [0, *accumulate(self._sizes(papers, has_texts=has_texts))]
            for has_texts in {exporter.has_texts for exporter in exporters}
        }
        return tuple(
            file
            for exporter in exporters
            for file in self._divided(exporter, papers, sums[exporter.has_texts])
        )

    def _sizes(self, papers: Sequence[str], *, has_texts: bool) -> Iterator[int]:
        records = map(self._papers.__getitem__, papers)
        if has_texts:
            return (paper.size for paper in records)
        return (paper.size - _length(paper.abstract) - _length(paper.note) for paper in records)

    def _divided(
        self, exporter: Exporter, papers: Sequence[str], sums: Sequence[int]
    ) -> Iterator[ExportFile]:
        def size(count: int) -> float:
            return exporter.growth * sums[count] + exporter.overhead * count

        cuts = [0]
        while cuts[-1] < len(papers):
            places = range(cuts[-1] + 1, len(papers) + 1)
            fitting = bisect_right(places, size(cuts[-1]) + self._largest, key=size)
            # One paper at least, however large it is.
            cuts.append(cuts[-1] + max(fitting, 1))
        count = len(cuts) - 1
        for number, (start, end) in enumerate(pairwise(cuts), 1):
            yield ExportFile(exporter, papers[start:end], number, count)


def largest_file(config: Config) -> int:
    """How many bytes a file with papers may have."""
    megabytes = config.budget.file_megabytes or HOSTS[config.host].file_megabytes
    return min(LARGEST_FILE, int(megabytes * 1_000_000)) if megabytes else LARGEST_FILE


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
