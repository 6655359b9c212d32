"""Long lists in several files: hosts refuse files that are too large, and so do programs.

How many files a list has must be known before any of them is made.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from papershelf.config import Config
from papershelf.exporters import Exporter
from papershelf.hosts import HOSTS
from papershelf.model import Library
from papershelf.plan.scales import Scales
from papershelf.relate import Relations
from papershelf.wording import Wording

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

    def label(self, wording: Wording) -> str:
        """What readers see: "BibTeX", or "BibTeX, part 2 of 3"."""
        format_ = self.exporter.label
        if self.count == 1:
            return format_
        return wording.say("files.part", format=format_, number=self.number, of=self.count)

    @property
    def remark(self) -> str:
        """What the file says of itself; empty for one that is whole."""
        return f"Part {self.number} of {self.count}" if self.count > 1 else ""


class Parts:
    """Divides lists of the papers of one library."""

    def __init__(self, library: Library, relations: Relations, config: Config) -> None:
        self._scales = Scales(library, relations, config.base_url or "")
        self._largest = largest_file(config)

    def files(self, exporters: Sequence[Exporter], papers: Sequence[str]) -> tuple[ExportFile, ...]:
        """The files of a list, each format whole or in parts that follow one another."""
        if len(papers) <= WHOLE_UP_TO:
            return tuple(ExportFile(exporter, papers) for exporter in exporters)
        return tuple(file for exporter in exporters for file in self._divided(exporter, papers))

    def _divided(self, exporter: Exporter, papers: Sequence[str]) -> Iterator[ExportFile]:
        sums = [0.0, *accumulate(self._scales.sizes(exporter.size, papers))]
        cuts = [0]
        while cuts[-1] < len(papers):
            end = bisect_right(sums, sums[cuts[-1]] + self._largest) - 1
            # One paper at least, however large it is.
            cuts.append(max(end, cuts[-1] + 1))
        count = len(cuts) - 1
        for number, (start, end) in enumerate(pairwise(cuts), 1):
            yield ExportFile(exporter, papers[start:end], number, count)


def largest_file(config: Config) -> int:
    """How many bytes a file with papers may have."""
    megabytes = config.budget.file_megabytes or HOSTS[config.host].file_megabytes
    return min(LARGEST_FILE, int(megabytes * 1_000_000)) if megabytes else LARGEST_FILE
