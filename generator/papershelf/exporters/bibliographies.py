"""Papers in the formats of reference managers that are records one after the other."""

from papershelf.citation.bibtex import entry, in_ascii
from papershelf.citation.ris import ris
from papershelf.exporters.exporter import Exporter, Size

BIBTEX = Exporter(
    name="bibtex",
    label="BibTeX",
    file="papers.bib",
    paper_file="paper.bib",
    media_type="application/x-bibtex",
    piece=lambda paper: entry(paper.work, paper.key, paper.latex),
    between="\n",
    remark=lambda text: f"% {text}\n\n",
)
BIBTEX_ASCII = Exporter(
    name="bibtex-ascii",
    label="BibTeX (ASCII)",
    file="papers.ascii.bib",
    paper_file="",
    media_type="application/x-bibtex",
    piece=lambda paper: entry(paper.work, paper.key, in_ascii(paper.latex)),
    between="\n",
    remark=lambda text: f"% {text}\n\n",
    # A Greek letter has two bytes, and a dozen as LaTeX.
    size=Size(letters=11),
)
RIS = Exporter(
    name="ris",
    label="RIS",
    file="papers.ris",
    paper_file="paper.ris",
    media_type="application/x-research-info-systems",
    piece=lambda paper: ris(paper.work, paper.key),
    between="\n",
)
