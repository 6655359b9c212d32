"""What a kind of work is called by those who read pages: the one table."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of work as schema.org and Zotero name it."""

    schema: str
    """The type at schema.org."""
    container: str
    """The type at schema.org of what it appeared in."""
    zotero: str
    """The type in Zotero."""
    tells: str
    """The citation tag that tells Zotero the type; where it is missing, `DC.type` does."""


_PAPER: Final = "ScholarlyArticle"
PAGE_KINDS: Final = MappingProxyType(
    {
        # Without any tag Zotero takes a work for an article in a journal.
        "article": PageKind(_PAPER, "Periodical", "journalArticle", "citation_title"),
        "paper-conference": PageKind(
            _PAPER, "PublicationVolume", "conferencePaper", "citation_conference_title"
        ),
        "preprint": PageKind(_PAPER, "CreativeWork", "preprint", ""),
        "thesis": PageKind("Thesis", "CreativeWork", "thesis", "citation_dissertation_institution"),
        "report": PageKind(
            "Report", "CreativeWorkSeries", "report", "citation_technical_report_institution"
        ),
        "book": PageKind("Book", "BookSeries", "book", ""),
        "chapter": PageKind("Chapter", "Book", "bookSection", ""),
        "dataset": PageKind("Dataset", "DataCatalog", "dataset", ""),
        "software": PageKind("SoftwareSourceCode", "CreativeWork", "computerProgram", ""),
    }
)
"""By the type that a work is cited as."""
