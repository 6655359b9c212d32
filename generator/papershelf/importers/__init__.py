"""Papers from the files of other programs: the table of formats."""

from typing import Final

from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.csl_json import CSL_JSON
from papershelf.importers.importer import Importer, Source
from papershelf.importers.ris import RIS

__all__ = ["IMPORTERS", "Importer", "Source"]

IMPORTERS: Final[tuple[Importer, ...]] = (BIBTEX, RIS, CSL_JSON)
"""In the order in which a file is asked whether it is theirs."""
