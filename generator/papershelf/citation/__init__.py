"""Papers as others cite them: BibTeX, RIS, CSL-JSON and plain text in three styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from papershelf.citation.formats import FORMATS, Format
from papershelf.citation.keys import CitationKeys, choose_keys, citation_keys
from papershelf.citation.work import Work, work_of
from papershelf.model import Paper, Venue

__all__ = [
    "FORMATS",
    "Citation",
    "CitationKeys",
    "Format",
    "Work",
    "choose_keys",
    "citation_keys",
    "citations",
    "work_of",
]


_ALL: Final = tuple(form.name for form in FORMATS)


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper in one format or style."""

    format: str
    """`bibtex`, `ris`, `csl-json`, `apa`, `mla` or `chicago`."""
    label: str
    text: str
    """Ended by a newline."""
    file: str
    """What a download is called."""


def citations(
    paper: Paper,
    venue: Venue | None,
    key: str,
    formats: Sequence[str] = _ALL,
) -> tuple[Citation, ...]:
    """The paper in every format and style, BibTeX first, or in those that `formats` names."""
    work = work_of(paper, venue)
    return tuple(
        Citation(form.name, form.label, form.write(work, key), f"{key}.{form.extension}")
        for form in FORMATS
        if form.name in formats
    )
