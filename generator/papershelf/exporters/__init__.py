"""The formats that papers can be taken away in: the one table."""

from typing import Final

from papershelf.citation.bibtex import bibtex
from papershelf.exporters.exporter import Exported, Exporter, joined, write

__all__ = ["EXPORTERS", "Exported", "Exporter", "exporters_of", "joined", "write"]

EXPORTERS: Final = (
    Exporter(
        name="bibtex",
        label="BibTeX",
        file="papers.bib",
        paper_file="paper.bib",
        media_type="application/x-bibtex",
        piece=lambda paper: bibtex(paper.work, paper.key),
        between="\n",
    ),
)
"""In the order in which they are offered."""


def exporters_of(names: tuple[str, ...]) -> tuple[Exporter, ...]:
    """The exporters of these names, in the order of the table."""
    return tuple(exporter for exporter in EXPORTERS if exporter.name in names)
