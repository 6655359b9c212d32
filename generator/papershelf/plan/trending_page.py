"""Papers that grow fastest, and how that is found."""

from papershelf.plan import contexts
from papershelf.plan.cards import moment
from papershelf.plan.counts import gain_in_words, gain_of
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import TrendingItem

MOST_PAPERS = 50

_WITHOUT_COUNTS = """\
Nothing is counted on this shelf yet. Until then the papers that its curators feature come first, \
then those that came on the shelf last.
"""
_FORMULA = (
    r"s = \sum_{k} \log_2 \left( 1 + \int_{-\infty}^{T} g_k(t) \cdot "
    r"2^{-(T - t) / H} \, dt \right)"
)


def trending_items(planner: Planner, count: int) -> tuple[TrendingItem, ...]:
    """The `count` papers that grow fastest, the fastest first."""
    trends = planner.relations.trends
    days = planner.config.trending.half_life
    return tuple(
        TrendingItem(
            planner.cards.card(paper),
            gain_of(trends.get(paper)),
            gain_in_words(trends.get(paper), days),
        )
        for paper in planner.relations.trending[:count]
    )


def trending_page(planner: Planner) -> Page:
    """The page of the papers that grow fastest."""
    counted = max((trend.day for trend in planner.relations.trends.values()), default="")
    return planner.page(
        ("trending",),
        "trending.html",
        "Trending",
        contexts.TrendingContext(
            trending_items(planner, MOST_PAPERS),
            moment(counted) if counted else None,
            _explanation(planner.config.trending.half_life) if counted else _WITHOUT_COUNTS,
        ),
        items=planner.relations.trending[:MOST_PAPERS],
        description=f"The papers of {planner.config.title} that people turn to now.",
        dated_by=planner.relations.newest,
    )


def _explanation(half_life: int) -> str:
    days, twice = _days(half_life), _days(2 * half_life)
    return f"""\
Papers stand in the order of what they gained lately: upvotes, stars of their code, and citations. \
What was gained on the newest day counts in full, what was gained {days} before it half, {twice} \
before it a quarter, and so on. Between two counts a paper is taken to have gained the same every \
day; what it lost does not count. Of each kind the logarithm is taken, so that a thousand stars do \
not drown ten upvotes.

Papers that gained nothing follow: first those that the curators feature, then those that came on \
the shelf last.

$$ {_FORMULA} $$

Here $s$ is the score, $g_k(t)$ what the paper gained of the kind $k$ per day at the time $t$, \
$T$ the day of the newest count and $H$ is {days}.
"""


def _days(count: int) -> str:
    return f"{count:,} {'day' if count == 1 else 'days'}"
