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


FORMATS: Final = (
    Format("bibtex", "BibTeX", "bib", bibtex),
    Format("ris", "RIS", "ris", ris),
    Format("csl-json", "CSL-JSON", "csl.json", csl_json),
    Format("apa", "APA", "apa.txt", apa),
    Format("mla", "MLA", "mla.txt", mla),
    Format("chicago", "Chicago", "chicago.txt", chicago),
)
"""In the order in which they are offered."""
