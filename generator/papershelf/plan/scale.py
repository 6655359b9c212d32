"""Round numbers for the lines across a chart."""

from collections.abc import Callable

from papershelf.plan.chart import Frame

_MOST_LINES = 4
_MANTISSAS = (1, 2, 5)
_TALL = 120
_WIDE = 48
_SMALL = 56
_NARROW = 24
_SHARES = (0.05, 0.1, 0.25, 0.5)


def tall_frame(largest: int, shown: Callable[[int], str], *, style: str = "") -> Frame:
    """The frame of a large chart of numbers up to the largest; `shown` writes a number."""
    step = _step(largest)
    lines = range(step, largest + step, step)
    ticks = tuple((float(line), shown(line)) for line in lines)
    return Frame(_TALL, _WIDE, lines[-1], ticks, style=style)


def small_frame(top: float, peak: str, *, style: str) -> Frame:
    """The frame of one of several small charts to the same scale; `peak` stands on the largest."""
    return Frame(_SMALL, _NARROW, top, labels=3, style=style, peak=peak)


def share_top(largest: float) -> float:
    """The share at the top of charts of shares up to the largest."""
    return next((top for top in _SHARES if largest <= top), 1.0)


def _step(largest: int) -> int:
    """The smallest round distance at which at most four lines reach a number."""
    power = 1
    while True:
        for mantissa in _MANTISSAS:
            if mantissa * power * _MOST_LINES >= largest:
                return mantissa * power
        power *= 10
