"""Papers over time as bars."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from papershelf.plan.list_views import Bar, Chart
from papershelf.plan.words import span_text
from papershelf.wording import Wording

MOST_BARS = 60
FEWEST_PAPERS = 3
"""One or two papers are no development."""
BAR_HEIGHT = 44
_SLOT = 34
"""Pixels that a bar takes at most, with the gap beside it."""
_TICKS = 5
_STEPS = (1, 2, 5, 10, 20, 50)
"""Fifty are enough for the two thousand years that a date may have."""


@dataclass(frozen=True, slots=True)
class _Span:
    """The time that a bar stands for."""

    label: str
    tick: str
    """What may stand below the bar."""
    count: int
    url: str = ""


def chart_of(
    counts: Mapping[int, int], url_of: Callable[[int], str], wording: Wording
) -> Chart | None:
    """The chart of the numbers of papers by year; None where it would tell nothing.

    `url_of`: the address of the page with a year's papers, empty where there is none.
    """
    if len(counts) < 2 or sum(counts.values()) < FEWEST_PAPERS:
        return None
    first, last = min(counts), max(counts)
    step = next(step for step in _STEPS if last // step - first // step < MOST_BARS)
    of_one, of_several = ("charts.by_year", "charts.year"), ("charts.by_years", "charts.years")
    caption, unit = of_one if step == 1 else of_several
    return _chart(
        wording.say(caption, step, first=str(first), last=str(last)),
        wording.say(unit),
        _years(counts, url_of, range(first - first % step, last + 1, step)),
        wording,
    )


def chart_of_months(counts: Mapping[int, int], undated: int, wording: Wording) -> Chart | None:
    """The chart of the numbers of papers by month of one year; None where it would tell nothing.

    `undated`: how many more there are of whose dates only the year is known.
    """
    dated = sum(counts.values())
    if len(counts) < 2 or dated < max(FEWEST_PAPERS, undated):
        return None
    spans = [
        _Span(wording.month(month), wording.short_month(month), counts.get(month, 0))
        for month in range(1, 13)
    ]
    apart = wording.say("charts.by_month_and_year", undated) if undated else ""
    return _chart(
        apart or wording.say("charts.by_month"), wording.say("charts.month"), spans, wording
    )


def _chart(caption: str, unit: str, spans: Sequence[_Span], wording: Wording) -> Chart:
    bars = tuple(_bars(spans, wording))
    return Chart(
        caption=caption,
        unit=unit,
        bars=bars,
        width=len(bars) * _SLOT,
        height=BAR_HEIGHT,
        bar=_percent(76 / len(bars)),
        peak=max(bars, key=lambda bar: bar.count),
    )


def _years(
    counts: Mapping[int, int], url_of: Callable[[int], str], starts: range
) -> Sequence[_Span]:
    step = starts.step
    totals = dict.fromkeys(starts, 0)
    for year, count in counts.items():
        totals[year - year % step] += count
    return [
        _Span(
            label=span_text(start, start + step - 1),
            tick=str(start),
            count=count,
            url=url_of(start) if count and step == 1 else "",
        )
        for start, count in totals.items()
    ]


def _bars(spans: Sequence[_Span], wording: Wording) -> Iterator[Bar]:
    largest = max(span.count for span in spans)
    slot = 100 / len(spans)
    stride = -(-len(spans) // _TICKS)
    for place, span in enumerate(spans):
        # A single paper among thousands must still be seen.
        height = max(2, round(BAR_HEIGHT * span.count / largest)) if span.count else 0
        yield Bar(
            label=span.label,
            count=span.count,
            words=wording.say("charts.bar", span.count, time=span.label),
            url=span.url,
            x=_percent(slot * (place + 0.12)),
            y=BAR_HEIGHT - height,
            height=height,
            tick=span.tick if place % stride == 0 else "",
            middle=_percent(slot * (place + 0.5)),
        )


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
