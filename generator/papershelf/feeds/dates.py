"""Dates of the content as feeds want them."""

from papershelf.dates import first_day, parse_date
from papershelf.model import Paper
from papershelf.wording import Wording


def timestamp(date: str) -> str:
    """A date as RFC 3339 wants it: unknown parts are the first there are."""
    return f"{first_day(date)}T00:00:00Z"


def shelved_on(paper: Paper) -> str:
    """When a paper came on the shelf, as precisely as it is known."""
    return paper.shelved or f"{paper.year:04}"


def published(paper: Paper) -> str:
    """When a paper came on the shelf."""
    return timestamp(shelved_on(paper))


def updated(paper: Paper) -> str:
    """When a paper changed last: it came on the shelf, or a version of it came out."""
    versions = (timestamp(version.date) for version in paper.versions if version.date)
    return max((published(paper), *versions))


def in_words(paper: Paper, wording: Wording) -> str:
    """When a paper came on the shelf: "14 March 2025"."""
    return wording.date(parse_date(shelved_on(paper)))
