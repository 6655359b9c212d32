"""The formats that papers can be taken away in: the one table."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from papershelf.exporters.bibliographies import BIBTEX, BIBTEX_ASCII, RIS
from papershelf.exporters.csl_list import CSL_JSON
from papershelf.exporters.exporter import Exported, Exporter, Size, joined, write
from papershelf.exporters.json_lines import JSON_LINES, SCHEMA_FILE
from papershelf.exporters.reading_list import MARKDOWN
from papershelf.exporters.record import record_schema
from papershelf.exporters.table import CSV

__all__ = [
    "EXPORTERS",
    "MEDIA_TYPES",
    "SCHEMA_FILE",
    "Exported",
    "Exporter",
    "Size",
    "exporters_of",
    "joined",
    "record_schema",
    "write",
]

EXPORTERS: Final = (BIBTEX, BIBTEX_ASCII, RIS, CSL_JSON, CSV, JSON_LINES, MARKDOWN)
"""In the order in which they are offered."""


def _media_types() -> Iterator[tuple[str, str]]:
    types = {
        "".join(PurePosixPath(exporter.file).suffixes): exporter.media_type
        for exporter in EXPORTERS
    }
    for ending, kind in types.items():
        if not any(ending.endswith(other) for other in types.keys() - {ending}):
            yield ending, kind if "charset" in kind else f"{kind}; charset=utf-8"


MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(dict(_media_types()))
"""The endings of exports with their types: one for each file, as hosts send all that match."""


def exporters_of(names: Iterable[str], *, alone: bool = False) -> tuple[Exporter, ...]:
    """The exporters of these names, in the order of the table; `alone`: those for one paper."""
    wanted = frozenset(names)
    return tuple(
        exporter
        for exporter in EXPORTERS
        if exporter.name in wanted and (exporter.paper_file or not alone)
    )
