"""The formats and styles that papers are cited in: the one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from papershelf.citation.bibtex import bibtex
from papershelf.citation.csl import csl_json
from papershelf.citation.ris import ris
from papershelf.citation.styles import apa, chicago, mla
from papershelf.citation.work import Work


@dataclass(frozen=True, slots=True)
class Format:
    """A format or style."""

    name: str
    label: str
    extension: str
    write: Callable[[Work, str], str]
    """The text of a paper under a key, ended by a newline."""
    export: str = ""
    """The file with the papers of a list in this format, one text after the other; empty where
    lists have none."""


FORMATS: Final = (
    Format("bibtex", "BibTeX", "bib", bibtex, export="papers.bib"),
    Format("ris", "RIS", "ris", ris),
    Format("csl-json", "CSL-JSON", "csl.json", csl_json),
    Format("apa", "APA", "apa.txt", apa),
    Format("mla", "MLA", "mla.txt", mla),
    Format("chicago", "Chicago", "chicago.txt", chicago),
)
"""In the order in which they are offered."""

EXPORTS: Final = tuple(form for form in FORMATS if form.export)
"""The formats that lists of papers can be taken away in."""
