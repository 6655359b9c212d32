"""Counts of papers in words: what there is in all, and what was gained lately."""

from papershelf.plan.views import Fact
from papershelf.plan.words import counted
from papershelf.trending import Trend

_KINDS = {
    "upvotes": ("Upvotes", "upvote"),
    "reactions": ("Reactions", "reaction"),
    "stars": ("Stars", "star"),
    "citations": ("Citations", "citation"),
}
"""The label of each kind of count, and one of it."""


def counts_of(trend: Trend | None) -> tuple[Fact, ...]:
    """The latest counts of a paper: "Upvotes", "1,042"; none for one that was not counted."""
    if trend is None:
        return ()
    return tuple(Fact(_KINDS[kind][0], f"{growth.total:,}") for kind, growth in trend.kinds.items())


def gain_of(trend: Trend | None) -> str:
    """What was gained lately, for a tight place: "▲ 42"; empty where it is nothing."""
    return f"▲ {trend.gain:,}" if trend and trend.gain else ""


def gain_in_words(trend: Trend | None, days: int) -> str:
    """What was gained lately: "42 upvotes and 12 stars in 7 days"; empty where it is nothing."""
    if trend is None:
        return ""
    gains = [
        counted(growth.gain, _KINDS[kind][1]) for kind, growth in trend.kinds.items() if growth.gain
    ]
    listed = " and ".join(filter(None, (", ".join(gains[:-1]), *gains[-1:])))
    return f"{listed} in {counted(days, 'day')}" if gains else ""
