"""Papers from the files of other programs: the table of formats."""

from typing import Final

from papershelf.importers.importer import Importer, Source

IMPORTERS: Final[tuple[Importer, ...]] = ()

__all__ = ["IMPORTERS", "Importer", "Source"]
