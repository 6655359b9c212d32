"""Entries → library, every problem collected."""

from papershelf.validate.assembly import Finder, Records
from papershelf.validate.counts import (
    Counted,
    Series,
    WrittenMetrics,
    joined,
    later_than,
    read_metrics,
)
from papershelf.validate.domain import other_domain
from papershelf.validate.entries import Checked, check_bytes, meant_id
from papershelf.validate.feeds import unnamed_feeds
from papershelf.validate.library import assemble
from papershelf.validate.memory import CHECKED, CheckedFiles, CheckedMemory
from papershelf.validate.shelf import ShelfRecords, Written, check_shelf

__all__ = [
    "CHECKED",
    "Checked",
    "CheckedFiles",
    "CheckedMemory",
    "Counted",
    "Finder",
    "Records",
    "Series",
    "ShelfRecords",
    "Written",
    "WrittenMetrics",
    "assemble",
    "check_bytes",
    "check_shelf",
    "joined",
    "later_than",
    "meant_id",
    "other_domain",
    "read_metrics",
    "unnamed_feeds",
]
