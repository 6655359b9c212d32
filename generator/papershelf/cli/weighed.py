"""How what a site takes looks in a terminal: against its limits, and by kinds of files."""

from collections.abc import Iterator, Sequence
from itertools import chain

from papershelf.limits import Budget, Limit, amount


def weighed(budget: Budget) -> Iterator[str]:
    """The lines of two tables: the limits, and the kinds of files with what makes them less."""
    yield "What the site takes, and what it may take:"
    yield from _aligned([_limit_row(limit) for limit in budget.limits], "<>>>>")
    yield "By kinds of files, and settings in content/site.yaml that make less of them:"
    whole = max(sum(part.bytes for part in budget.parts), 1)
    in_bytes = Limit("", 0, 0, is_bytes=True, by="", setting="")
    rows = [
        (
            part.name,
            f"{part.files:,}",
            amount(part.bytes, in_bytes),
            f"{part.bytes / whole:.0%}",
            " or ".join(dict.fromkeys(filter(None, (part.less, part.fewer)))),
        )
        for part in budget.parts
    ]
    yield from _aligned(rows, "<>>><")


def _limit_row(limit: Limit) -> tuple[str, ...]:
    where = f"{limit.name} ({limit.path})" if limit.path else limit.name
    taken = amount(limit.taken, limit)
    if not limit.allowed:
        return (where, taken, "", "", "")
    return (where, taken, "of", amount(limit.allowed, limit), f"{limit.share:.0%}")


def _aligned(rows: Sequence[tuple[str, ...]], sides: str) -> Iterator[str]:
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            f"{cell:{side}{width}}" for cell, side, width in zip(row, sides, widths, strict=True)
        )
        yield "  ".join(chain([""], cells)).rstrip()
