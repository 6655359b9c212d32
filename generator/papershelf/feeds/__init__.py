"""Feeds of the shelf, its lists and its periods: what came last, for feed readers.

Dates are those of the shelf, never the clock's, so that the same content makes the same feed.
"""

from papershelf.feeds.files import Feeds

__all__ = ["Feeds"]
