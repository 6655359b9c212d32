"""What the search knows of a paper."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One paper as the index sees it."""

    url: str
    """Site path, for example `papers/vinyals-2015/`."""
    fields: Mapping[str, str]
    """Plain text by field name; a missing field is empty."""
    card: Mapping[str, object]
    """What a result shows (`title`, `authors`, `venue`, `year`, `summary`), ready for JSON."""
