"""BibTeX in ASCII alone, for BibTeX and TeX of old."""

from typing import Final

from papershelf.citation.bibtex import ascii_bibtex
from papershelf.exporters.exporter import Exporter

BIBTEX_ASCII: Final = Exporter(
    name="bibtex-ascii",
    label="BibTeX (ASCII)",
    file="papers.ascii.bib",
    paper_file="",
    media_type="application/x-bibtex",
    piece=lambda paper: ascii_bibtex(paper.work, paper.key),
    between="\n",
)
