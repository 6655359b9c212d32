"""Papers over time as bars."""

from collections.abc import Callable, Iterator, Mapping

from papershelf.plan.list_views import Bar, Chart
from papershelf.plan.words import counted, span_text

MOST_BARS = 60
FEWEST_PAPERS = 3
"""One or two papers are no development."""
BAR_HEIGHT = 44
_SLOT = 34
"""Pixels that a bar takes at most, with the gap beside it."""
_TICKS = 5
_STEPS = (1, 2, 5, 10, 20, 50)
"""Fifty are enough for the two thousand years that a date may have."""


def chart_of(counts: Mapping[int, int], url_of: Callable[[int], str]) -> Chart | None:
    """The chart of the numbers of papers by year; None where it would tell nothing.

    `url_of`: the address of the page with a year's papers, empty where there is none.
    """
    if len(counts) < 2 or sum(counts.values()) < FEWEST_PAPERS:
        return None
    first, last = min(counts), max(counts)
    step = next(step for step in _STEPS if last // step - first // step < MOST_BARS)
    bars = tuple(_bars(counts, url_of, range(first - first % step, last + 1, step)))
    return Chart(
        caption=f"Papers {'a year' if step == 1 else f'in {step} years'}, {first} to {last}",
        unit="Year" if step == 1 else "Years",
        bars=bars,
        width=len(bars) * _SLOT,
        height=BAR_HEIGHT,
        bar=_percent(76 / len(bars)),
        peak=max(bars, key=lambda bar: bar.count),
    )


def _bars(counts: Mapping[int, int], url_of: Callable[[int], str], starts: range) -> Iterator[Bar]:
    step = starts.step
    totals = dict.fromkeys(starts, 0)
    for year, count in counts.items():
        totals[year - year % step] += count
    largest = max(totals.values())
    slot = 100 / len(totals)
    stride = -(-len(totals) // _TICKS)
    for place, (start, count) in enumerate(totals.items()):
        # A single paper among thousands must still be seen.
        height = max(2, round(BAR_HEIGHT * count / largest)) if count else 0
        label = span_text(start, start + step - 1)
        yield Bar(
            label=label,
            count=count,
            words=f"{label}: {counted(count, 'paper')}",
            url=url_of(start) if count and step == 1 else "",
            x=_percent(slot * (place + 0.12)),
            y=BAR_HEIGHT - height,
            height=height,
            tick=str(start) if place % stride == 0 else "",
            middle=_percent(slot * (place + 0.5)),
        )


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
