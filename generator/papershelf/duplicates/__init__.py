"""Which papers may be one and the same: by their ids, then by title and people."""

from papershelf.duplicates.known import KnownPapers
from papershelf.duplicates.model import Likeness, Match
from papershelf.duplicates.titles import is_slip

__all__ = ["KnownPapers", "Likeness", "Match", "is_slip"]
