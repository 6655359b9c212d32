"""Papers from the files of other programs: the table of formats."""

from typing import Final

from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.importer import Importer, Source

__all__ = ["IMPORTERS", "Importer", "Source"]

IMPORTERS: Final[tuple[Importer, ...]] = (BIBTEX,)
"""In the order in which a file is asked whether it is theirs."""
