"""What content/metrics.yaml may hold: the counts of papers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from pydantic import Field

from papershelf.fields import Count, Day, Slug
from papershelf.forms import Form


class CountKind(NamedTuple):
    """What the counts of a kind are."""

    source: str
    """Who is asked for them by `papershelf enrich`."""
    shown: str
    """The kind that readers see them as."""


KINDS: Final[Mapping[str, CountKind]] = MappingProxyType(
    {
        "upvotes": CountKind("Hugging Face", "upvotes"),
        "reactions": CountKind("giscus", "reactions"),
        "stars": CountKind("GitHub", "stars"),
        "citations": CountKind("Semantic Scholar", "citations"),
        "openalex": CountKind("OpenAlex", "citations"),
    }
)
"""The kinds of counts in their order, each from one source alone.

A source that is down must not look like a loss, nor one that comes back like a gain.
"""

MAX_COUNT: Final = 999_999_999
"""No source counts as much: a larger number is a mistake."""


class CountsForm(Form):
    """How often a paper was counted, by day."""

    upvotes: dict[Day, Count] = {}
    """Upvotes in all, by the day on which they were counted."""
    reactions: dict[Day, Count] = {}
    """Positive reactions to the paper's comments on this site, likewise."""
    stars: dict[Day, Count] = {}
    """Stars of the paper's code, likewise."""
    citations: dict[Day, Count] = {}
    """Citations as Semantic Scholar counts them, or by hand, likewise."""
    openalex: dict[Day, Count] = {}
    """Citations as OpenAlex counts them, likewise."""


class MetricsForm(Form):
    """The counts of all papers."""

    papers: dict[Slug, CountsForm] = Field(
        default={}, examples=["{vinyals-2015: {stars: {2025-03-14: 97}}}"]
    )
    """Counts by the id of the paper."""
