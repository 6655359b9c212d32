"""What the head of a paper's page is made from: the paper, with all addresses ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from papershelf.citation import Work
from papershelf.citation.texts import line
from papershelf.model import Contributor


@dataclass(frozen=True, slots=True)
class Named:
    """An author or editor, with what is known of the person behind."""

    contributor: Contributor
    orcid: str = ""
    """As digits and hyphens."""
    url: str = ""
    """The web address of their page on the site; empty where either has none."""

    @property
    def name(self) -> str:
        """As on a title page, on one line."""
        return line(self.contributor.name.display)

    @property
    def orcid_url(self) -> str:
        """The web address of the ORCID; empty without one."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A paper and where it, its files and its people are found."""

    work: Work
    authors: Sequence[Named] = ()
    editors: Sequence[Named] = ()
    venue: str = ""
    """The full name of the venue."""
    url: str = ""
    """The web address of its page; empty where the site has none."""
    pdf: str = ""
    """The address of its first PDF: on the web, or a site path."""
    pdf_url: str = ""
    """The same as a web address; empty where there is none."""
    image: str = ""
    """The web address of its own picture for social media; empty where it has none."""
    description: str = ""
    keywords: Sequence[str] = ()
    """The authors' words; where they gave none, the topics."""

    @property
    def title(self) -> str:
        """With the subtitle, in plain text; its id where a title is nothing but marks."""
        return self.work.title or self.work.paper.id
