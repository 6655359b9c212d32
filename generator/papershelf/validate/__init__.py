"""Entries → library, every problem collected."""

from papershelf.validate.assembly import Records
from papershelf.validate.domain import other_domain
from papershelf.validate.entries import Checked, check_bytes
from papershelf.validate.feeds import unnamed_feeds
from papershelf.validate.library import assemble
from papershelf.validate.memory import CHECKED, CheckedFiles, CheckedMemory
from papershelf.validate.people import ambiguous_names
from papershelf.validate.shelf import ShelfRecords, check_shelf

__all__ = [
    "CHECKED",
    "Checked",
    "CheckedFiles",
    "CheckedMemory",
    "Records",
    "ShelfRecords",
    "ambiguous_names",
    "assemble",
    "check_bytes",
    "check_shelf",
    "other_domain",
    "unnamed_feeds",
]
