"""Measures how long new counts take to get into metrics.yaml: all papers, several kinds of counts.

Machines are noisy: compare the ratios of one table, not the seconds of two.
"""

import argparse
import resource
import sys
import time
from datetime import date, timedelta

from papershelf.counting import updated
from papershelf.metrics import KINDS

_PATH = "content/metrics.yaml"
_WEEKS = 8


def _counted(papers: int, week: int) -> dict[str, dict[str, int]]:
    """Four kinds of each paper; every second one has grown since the week before."""
    kinds = list(KINDS)[:4]
    return {
        f"paper-{number:06}": dict.fromkeys(kinds, number + week * (number % 2))
        for number in range(papers)
    }


def main() -> None:
    """Command line: sizes to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000])
    print(f"Python {sys.version.split()[0]}.\n")
    print("| papers, 4 kinds | MB of text | first counts, s | eighth week, s | peak MB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for papers in parser.parse_args().sizes:
        text, seconds = "", []
        for week in range(_WEEKS):
            counted = _counted(papers, week)
            day = (date(2026, 1, 5) + timedelta(weeks=week)).isoformat()
            started = time.perf_counter()
            text = updated(text, _PATH, counted, day)
            seconds.append(time.perf_counter() - started)
        size, peak = len(text) / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row = f"| {papers:,} | {size:.1f} | {seconds[0]:.2f} | {seconds[-1]:.2f} | {peak:.0f} |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
