"""Counts of papers in words: what there is in all, and what was gained lately."""

from papershelf.plan.views import Fact
from papershelf.trending import Trend
from papershelf.wording import Wording


def counts_of(trend: Trend | None, wording: Wording) -> tuple[Fact, ...]:
    """The latest counts of a paper: "Upvotes", "1,042"; none for one that was not counted."""
    if trend is None:
        return ()
    return tuple(
        Fact(wording.say(f"counts.{kind}"), wording.number(growth.total))
        for kind, growth in trend.kinds.items()
    )


def gain_of(trend: Trend | None, wording: Wording) -> str:
    """What was gained lately, for a tight place: "▲ 42"; empty where it is nothing."""
    return f"▲ {wording.number(trend.gain)}" if trend and trend.gain else ""


def gain_in_words(trend: Trend | None, days: int, wording: Wording) -> str:
    """What was gained lately: "42 upvotes and 12 stars in 7 days"; empty where it is nothing."""
    if trend is None:
        return ""
    gains = [
        wording.say(f"gains.{kind}", growth.gain)
        for kind, growth in trend.kinds.items()
        if growth.gain
    ]
    return wording.say("gains.lately", days, gains=wording.listed(gains)) if gains else ""
