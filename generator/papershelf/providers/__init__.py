"""Services that know papers by their ids: what to ask them for, and what their answers mean."""

from papershelf.providers.provider import Provider
from papershelf.providers.reference import (
    EXAMPLES,
    Reference,
    as_kind,
    canonical_ids,
    read_reference,
)
from papershelf.providers.sources import Guest, Sources

__all__ = [
    "EXAMPLES",
    "Guest",
    "Provider",
    "Reference",
    "Sources",
    "as_kind",
    "canonical_ids",
    "read_reference",
]
