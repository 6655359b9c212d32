"""The words that every form of a digest says."""

from papershelf.digests.model import Digest
from papershelf.plan.words import counted, number_text

NEW = "New"
TRENDING = "Trending"


def summary_line(digest: Digest) -> str:
    """How many papers came: "3 new papers", or that none did."""
    return counted(digest.total, "new paper") if digest.total else "No new papers"


def more_line(digest: Digest) -> str:
    """What leads to the papers that there is no room for; empty where all are shown."""
    if digest.total <= len(digest.new):
        return ""
    return site_line(digest)


def site_line(digest: Digest) -> str:
    """What leads to the digest on the site, also where all papers are shown."""
    if digest.total < 2:
        return "Read it on the site"
    return f"All {counted(digest.total, 'paper')} on the site"


def left_out_line(digest: Digest, shown: int) -> str:
    """How many papers there is no room for, when only so many are shown; empty where all are."""
    more = max(digest.total, len(digest.new)) - shown
    return f"and {number_text(more)} more on the site" if more and digest.new else ""
