"""Papers that grow fastest, and how that is found."""

from papershelf.plan import contexts
from papershelf.plan.cards import moment
from papershelf.plan.counts import KINDS_IN_WORDS, gain_in_words, gain_of
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Moment, TrendingItem
from papershelf.plan.words import counted, listed
from papershelf.trending import Trend

MOST_PAPERS = 50

_WITHOUT_COUNTS = """\
Nothing is counted on this shelf yet. Until then the papers that its curators feature come first, \
then those that came on the shelf last.
"""
_FORMULA = (
    r"s = \sum_{k} \log_2 \left( 1 + \int_{-\infty}^{T} g_k(t) \cdot "
    r"2^{-(T - t) / H} \, dt \right)"
)


_NOTHING = "0.00"
_LARGE = 10
"""From here on one digit after the point is enough: the logarithm changes slowly."""


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
    trends = planner.relations.trends
    newest = max((trend.day for trend in trends.values()), default="")
    day = moment(newest) if newest else None
    return planner.page(
        ("trending",),
        "trending.html",
        "Trending",
        contexts.TrendingContext(
            trending_items(planner, MOST_PAPERS),
            day,
            _explanation(planner, day) if day else _WITHOUT_COUNTS,
        ),
        items=planner.relations.trending[:MOST_PAPERS],
        description=f"The papers of {planner.config.title} that people turn to now.",
        dated_by=planner.relations.newest,
    )


def _explanation(planner: Planner, day: Moment) -> str:
    trends = planner.relations.trends
    half_life = planner.config.trending.half_life
    days, twice = counted(half_life, "day"), counted(2 * half_life, "day")
    gained = {kind for trend in trends.values() for kind in trend.kinds}
    kinds = [words for kind, words in KINDS_IN_WORDS.items() if kind in gained]
    return f"""\
Papers stand in the order of what they gained lately: {listed(kinds)}. What was gained on the \
newest day, {day.text}, counts in full, what was gained {days} before it half, {twice} before it a \
quarter, and so on. Between two counts a paper is taken to have gained the same every day; what it \
lost does not count. Of each kind the logarithm is taken, so that a thousand stars do not drown \
ten upvotes.

Papers that gained nothing follow: first those that the curators feature, then those that came on \
the shelf last.

$$ {_FORMULA} $$

Here $s$ is the score, $g_k(t)$ what the paper gained of the kind $k$ per day at the time $t$, \
$T$ the newest day and $H$ is {days}. If a single paper was counted more than five years after all \
else on this shelf, that count is passed over: its day is likely mistyped.
{_example(trends.get(planner.relations.trending[0]))}"""


def _example(first: Trend | None) -> str:
    """The score of the first paper with its numbers; nothing where it gained nothing."""
    if first is None or not first.score:
        return ""
    grown = [
        (kind, number)
        for kind, growth in first.kinds.items()
        if (number := _number(growth.worth)) != _NOTHING
    ]
    if not grown:
        return ""
    worth = [f"{number} {kind}" for kind, number in grown]
    terms = " + ".join(rf"\log_2 (1 + {number})" for _, number in grown)
    return (
        f"\nTake the paper at the top: what it gained counts for {listed(worth)} on that "
        rf"day, so $s = {terms} \approx {first.score:.2f}$."
        "\n"
    )


def _number(number: float) -> str:
    """As precisely as a reader needs to find the score again."""
    return f"{number:.1f}" if number >= _LARGE else f"{number:.2f}"
