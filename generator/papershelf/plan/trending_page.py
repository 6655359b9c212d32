"""Papers that grow fastest."""

from papershelf.plan.planner import Planner
from papershelf.plan.views import TrendingItem


def trending_items(planner: Planner, count: int) -> tuple[TrendingItem, ...]:
    """The `count` papers that grow fastest, the fastest first."""
    papers = planner.library.papers
    shelving = planner.relations.shelving
    ordered = sorted(shelving, key=lambda paper: not papers[paper].featured)
    return tuple(TrendingItem(planner.cards.card(paper), "", "") for paper in ordered[:count])
