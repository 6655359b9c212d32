"""Papers as others cite them: BibTeX, RIS, CSL-JSON and plain text in three styles."""

from collections.abc import Iterable
from dataclasses import dataclass

from papershelf.model import Paper, Venue


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper in one format or style."""

    format: str
    """`bibtex`, `ris`, `csl-json`, `apa`, `mla` or `chicago`."""
    label: str
    text: str
    file: str
    """What a download is called."""


def citation_keys(_papers: Iterable[Paper]) -> dict[str, str]:
    """A stable, unique citation key for each paper, by the paper's id."""
    return {}


def citations(_paper: Paper, _venue: Venue | None, _key: str) -> tuple[Citation, ...]:
    """The paper in every format and style, BibTeX first."""
    return ()
