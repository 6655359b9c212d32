"""The words that every form of a digest says."""

from papershelf.digests.model import Digest
from papershelf.plan.words import counted

NEW = "New"
TRENDING = "Trending"


def summary_line(digest: Digest) -> str:
    """How many papers came: "3 new papers", or that none did."""
    return counted(digest.total, "new paper") if digest.total else "No new papers"


def more_line(digest: Digest) -> str:
    """What leads to the papers that there is no room for; empty where all are shown."""
    if digest.total <= len(digest.new):
        return ""
    return f"All {counted(digest.total, 'paper')} on the site"
