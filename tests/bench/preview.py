"""Measures the preview: from an edit on disk to the new page in Chromium, starts, memory, idling.

Every shelf is a new one in a temporary folder. An edit adds a line to the note of the entry whose
page is open; the clock runs from before the file is written until the line stands in the page.
Machines are noisy: compare the rows of one table, not those of two.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.corpus import make_shelf
from tests.bench.run import ROOT
from tests.support.chromium import chromium
from tests.support.live_preview import previewing
from tests.support.processes import cpu_seconds, peak_of

_IDLE_SECONDS = 10.0
_PAUSE_SECONDS = 1.0
"""Between edits: the page is loaded again and the search begins to catch up meanwhile."""
_PATIENCE_SECONDS = 600


@dataclass(frozen=True)
class Measure:
    """One shelf: seconds, MB, and the share of a core."""

    first: float
    """From the start of the command to a page in the browser, the store warm."""
    edits: list[float]
    """From before the file is written to its text in the page."""
    caught_up: float
    """From the last edit to an up to date search."""
    megabytes: float
    """The most that the preview and its process in the background took."""
    idle: float


def measure(shelf: Path, page: Page, *, edits: int) -> Measure:
    """Preview a shelf, look at a paper, edit it again and again, and then do nothing."""
    with previewing(shelf, patience=_PATIENCE_SECONDS) as preview:
        preview.wait_for(catching_up=False)
    # Files younger than two seconds are read again: their time stamps cannot be trusted yet.
    time.sleep(2.2)
    entry = sorted((shelf / "content" / "papers").rglob("*.md"))[7]
    text = entry.read_text(encoding="utf-8").rstrip()
    started = time.perf_counter()
    with (
        previewing(shelf, patience=_PATIENCE_SECONDS) as preview,
        peak_of(preview.process.pid, every=0.2) as peak,
    ):
        page.goto(f"{preview.address}papers/{entry.stem}/")
        page.wait_for_selector("h1")
        first = time.perf_counter() - started
        preview.wait_for(catching_up=False)
        seconds = []
        for number in range(edits):
            marker = f"Edited for the {number + 1}. time"
            edited = time.perf_counter()
            entry.write_text(f"{text}\n\n{marker}.\n", encoding="utf-8")
            page.wait_for_selector(f"text={marker}")
            seconds.append(time.perf_counter() - edited)
            time.sleep(_PAUSE_SECONDS)
        edited = time.perf_counter()
        preview.wait_for(catching_up=False)
        caught_up = time.perf_counter() - edited
        # What was put off until a pause is no idling.
        time.sleep(4)
        before = cpu_seconds(preview.process.pid)
        time.sleep(_IDLE_SECONDS)
        idle = (cpu_seconds(preview.process.pid) - before) / _IDLE_SECONDS
        return Measure(first, seconds, caught_up, peak.megabytes, idle)


def _row(name: str, found: Measure) -> str:
    cells = (
        f"{found.first:.2f}",
        f"{statistics.median(found.edits) * 1000:.0f}",
        f"{max(found.edits) * 1000:.0f}",
        f"{found.caught_up:.1f}",
        f"{found.megabytes:,.0f}",
        f"{found.idle:.1%}",
    )
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Command line: sizes to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--edits", type=int, default=20, help="edits whose median is told")
    arguments = parser.parse_args()
    print(f"Medians of {arguments.edits} edits, Python {sys.version.split()[0]}.\n")
    print(
        "| shelf | start to page, s | edit to page, ms | slowest, ms | search caught up, s "
        "| peak MB | idle CPU |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page = browser.new_page()
        demo = Path(folder) / "demo"
        shutil.copytree(ROOT / "content", demo / "content")
        print(_row("demo, 51 papers", measure(demo, page, edits=arguments.edits)), flush=True)
        for count in arguments.sizes:
            shelf = Path(folder) / str(count)
            make_shelf(shelf, count, search=True)
            row = _row(f"{count:,} papers", measure(shelf, page, edits=arguments.edits))
            print(row, flush=True)


if __name__ == "__main__":
    main()
