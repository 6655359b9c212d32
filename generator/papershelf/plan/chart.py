"""Papers over time as bars."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from papershelf.plan.list_views import Bar, Chart, Piece, Tick
from papershelf.plan.words import span_text
from papershelf.wording import Wording

MOST_BARS = 60
FEWEST_PAPERS = 3
"""One or two papers are no development."""
BAR_HEIGHT = 44
_SLOT = 34
"""Pixels that a bar takes at most, with the gap beside it."""
_TICKS = 5
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""The last is enough for the two thousand years that a date may have, in few bars."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a bar stands for."""

    label: str
    tick: str
    """What may stand below the bar."""
    count: int
    url: str = ""
    words: str = ""
    """What the bar says when it is pointed at."""
    share: float | None = None
    """What the bar is high by in place of its number."""
    pieces: tuple[tuple[int, str], ...] = ()
    """The numbers that `count` is the sum of, with what each says, from the bottom up."""

    @property
    def size(self) -> float:
        """What the bar is high by."""
        return self.count if self.share is None else self.share


@dataclass(frozen=True, slots=True)
class Frame:
    """How large a chart is drawn, and against what."""

    height: int = BAR_HEIGHT
    """Pixels of the bars alone."""
    slot: int = _SLOT
    """Pixels that a bar takes at most, with the gap beside it."""
    top: float = 0
    """What a bar as high as the chart would stand for; 0 for the largest bar."""
    ticks: tuple[tuple[float, str], ...] = ()
    """The lines across, with what stands at them."""
    labels: int = _TICKS
    """How many times are named below the bars at most."""
    style: str = ""
    peak: str = ""
    """What stands above the highest bar; its number where it is empty."""


PLAIN: Final = Frame()


def chart_of(
    counts: Mapping[int, int], url_of: Callable[[int], str], wording: Wording
) -> Chart | None:
    """The chart of the numbers of papers by year; None where it would tell nothing.

    `url_of`: the address of the page with a year's papers, empty where there is none.
    """
    if len(counts) < 2 or sum(counts.values()) < FEWEST_PAPERS:
        return None
    first, last = min(counts), max(counts)
    starts = starts_of(first, last, MOST_BARS)
    step = starts.step
    of_one, of_several = ("charts.by_year", "charts.year"), ("charts.by_years", "charts.years")
    caption, unit = of_one if step == 1 else of_several
    return time_chart(
        wording.say(caption, step, first=str(first), last=str(last)),
        wording.say(unit),
        said(year_spans(counts, url_of, starts), wording),
    )


def chart_of_months(counts: Mapping[int, int], undated: int, wording: Wording) -> Chart | None:
    """The chart of the numbers of papers by month of one year; None where it would tell nothing.

    `undated`: how many more there are of whose dates only the year is known.
    """
    dated = sum(counts.values())
    if len(counts) < 2 or dated < max(FEWEST_PAPERS, undated):
        return None
    spans = [
        Span(wording.month(month), wording.short_month(month), counts.get(month, 0))
        for month in range(1, 13)
    ]
    apart = wording.say("charts.by_month_and_year", undated) if undated else ""
    caption = apart or wording.say("charts.by_month")
    return time_chart(caption, wording.say("charts.month"), said(spans, wording))


def said(spans: Iterable[Span], wording: Wording) -> list[Span]:
    """Spans with what their bars say when they are pointed at: "2015: 3 papers"."""
    return [
        replace(span, words=wording.say("charts.bar", span.count, time=span.label))
        for span in spans
    ]


def time_chart(caption: str, unit: str, spans: Sequence[Span], frame: Frame = PLAIN) -> Chart:
    """The chart of spans of time that follow each other, at least one of them with papers."""
    top = frame.top or max(span.size for span in spans)
    bars = tuple(_bars(spans, frame, top))
    peak = max(range(len(spans)), key=lambda place: spans[place].size)
    return Chart(
        caption=caption,
        unit=unit,
        bars=bars,
        width=len(bars) * frame.slot,
        height=frame.height,
        bar=_percent(76 / len(bars)),
        peak=bars[peak],
        peak_words=frame.peak,
        style=frame.style,
        ticks=tuple(
            Tick(words, frame.height - round(frame.height * value / top))
            for value, words in frame.ticks
        ),
    )


def starts_of(first: int, last: int, most: int) -> range:
    """The years in which bars begin that reach from one year to another; at most so many bars."""
    step = next(step for step in _STEPS if last // step - first // step < most)
    return range(first - first % step, last + 1, step)


def by_start(counts: Mapping[int, int], starts: range) -> dict[int, int]:
    """The numbers of years, summed for bars that begin at `starts`."""
    totals = dict.fromkeys(starts, 0)
    for year, count in counts.items():
        totals[year - year % starts.step] += count
    return totals


def year_spans(
    counts: Mapping[int, int], url_of: Callable[[int], str], starts: range
) -> Sequence[Span]:
    """The spans of bars that begin at `starts`; those of single years lead to their papers."""
    step = starts.step
    return [
        Span(
            label=span_text(start, start + step - 1),
            tick=str(start),
            count=count,
            url=url_of(start) if count and step == 1 else "",
        )
        for start, count in by_start(counts, starts).items()
    ]


def _bars(spans: Sequence[Span], frame: Frame, top: float) -> Iterator[Bar]:
    slot = 100 / len(spans)
    stride = -(-len(spans) // frame.labels)
    for place, span in enumerate(spans):
        height = _height(span.size, frame.height, top)
        yield Bar(
            label=span.label,
            count=span.count,
            words=span.words,
            url=span.url,
            x=_percent(slot * (place + 0.12)),
            y=frame.height - height,
            height=height,
            tick=span.tick if place % stride == 0 else "",
            middle=_percent(slot * (place + 0.5)),
            pieces=tuple(_pieces(span, frame.height, top)),
        )


def _height(size: float, height: int, top: float) -> int:
    # A single paper among thousands must still be seen.
    return max(2, round(height * size / top)) if size else 0


def _pieces(span: Span, height: int, top: float) -> Iterator[Piece]:
    """The pieces of a bar, each from where the last one ends."""
    below = 0
    for place, (count, words) in enumerate(span.pieces, 1):
        if count:
            start = round(height * below / top)
            tall = _height(below + count, height, top) - start
            below += count
            yield Piece(words, height - start - max(tall, 1), max(tall, 1), str(place))


def _percent(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
