"""What content/metrics.yaml may hold: the counts of papers."""

from pydantic import Field

from papershelf.fields import Count, Day, Slug
from papershelf.forms import Form


class CountsForm(Form):
    """How often a paper was counted, by day."""

    upvotes: dict[Day, Count] = {}
    """Upvotes in all, by the day on which they were counted."""
    stars: dict[Day, Count] = {}
    """Stars of the paper's code, likewise."""
    citations: dict[Day, Count] = {}
    """Citations, likewise."""


class MetricsForm(Form):
    """The counts of all papers."""

    papers: dict[Slug, CountsForm] = Field(
        default={}, examples=["{vinyals-2015: {stars: {2025-03-14: 97}}}"]
    )
    """Counts by the id of the paper."""
