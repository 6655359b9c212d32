"""Papers that grow fastest, and how that is found."""

from papershelf.plan import contexts
from papershelf.plan.cards import moment
from papershelf.plan.counts import gain_in_words, gain_of
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Moment, TrendingItem
from papershelf.trending import KINDS, Trend
from papershelf.wording import Wording

MOST_PAPERS = 50

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
            gain_of(trends.get(paper), planner.wording),
            gain_in_words(trends.get(paper), days, planner.wording),
        )
        for paper in planner.relations.trending[:count]
    )


def trending_page(planner: Planner) -> Page:
    """The page of the papers that grow fastest."""
    trends = planner.relations.trends
    newest = max((trend.day for trend in trends.values()), default="")
    say = planner.wording.say
    day = moment(planner.wording, newest) if newest else None
    return planner.page(
        ("trending",),
        "trending.html",
        say("pages.trending"),
        contexts.TrendingContext(
            trending_items(planner, MOST_PAPERS),
            day,
            _explanation(planner, day) if day else say("trending.without_counts"),
        ),
        items=planner.relations.trending[:MOST_PAPERS],
        description=say("descriptions.trending", shelf=planner.config.title),
        dated_by=planner.relations.newest,
    )


def _explanation(planner: Planner, day: Moment) -> str:
    """How the order is found, as Markdown."""
    trends, wording = planner.relations.trends, planner.wording
    half_life = planner.config.trending.half_life
    days = wording.say("trending.days", half_life)
    gained = {kind for trend in trends.values() for kind in trend.kinds}
    kinds = [wording.say(f"trending.{kind}") for kind in KINDS if kind in gained]
    order = wording.say(
        "trending.order_explained",
        kinds=wording.listed(kinds),
        day=day.text,
        days=days,
        twice=wording.say("trending.days", 2 * half_life),
    )
    paragraphs = (
        order,
        wording.say("trending.others"),
        f"$$ {_FORMULA} $$",
        wording.say("trending.legend", days=days),
        _example(trends.get(planner.relations.trending[0]), wording),
    )
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _example(first: Trend | None, wording: Wording) -> str:
    """The score of the first paper with its numbers; nothing where it gained nothing."""
    if first is None or not first.score:
        return ""
    grown = [
        (kind, digits, growth.worth)
        for kind, growth in first.kinds.items()
        if f"{growth.worth:.{(digits := _digits(growth.worth))}f}" != _NOTHING
    ]
    if not grown:
        return ""
    worth = [
        wording.say(f"trending.worth_{kind}", number=wording.decimal(number, digits))
        for kind, digits, number in grown
    ]
    terms = " + ".join(rf"\log_2 (1 + {number:.{digits}f})" for _, digits, number in grown)
    return wording.say(
        "trending.example",
        worth=wording.listed(worth),
        score=rf"$s = {terms} \approx {first.score:.2f}$",
    )


def _digits(number: float) -> int:
    """The digits after the point that a reader needs to find the score again."""
    return 1 if number >= _LARGE else 2
