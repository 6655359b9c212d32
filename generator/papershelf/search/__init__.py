"""The search index as files of the site; FORMAT.md tells what is in them."""

from papershelf.search.files import search_outputs
from papershelf.search.inputs import documents_digest, search_input, search_settings
from papershelf.search.values import (
    Card,
    FacetValue,
    SearchInput,
    SearchReport,
    SearchSettings,
)

__all__ = [
    "Card",
    "FacetValue",
    "SearchInput",
    "SearchReport",
    "SearchSettings",
    "documents_digest",
    "search_input",
    "search_outputs",
    "search_settings",
]
