"""Papers from the files of other programs: the table of formats."""

from papershelf.importers.importer import Importer, Source

__all__ = ["Importer", "Source"]
