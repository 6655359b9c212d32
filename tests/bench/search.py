"""Measures the search: making it, its files, its first and later queries in a browser.

Beside it Pagefind and lunr on the same papers where they can run. Medians of a few runs, in
processes of their own; machines are noisy. Targets are of 95 percent where two numbers stand.
"""

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from papershelf.config import Config
from tests.bench.corpus import entry_of, make_shelf, records
from tests.bench.search_browser import chromium, first_queries, later_queries
from tests.bench.search_build import BuildFigures, measure_build
from tests.bench.search_lunr import measure_lunr
from tests.bench.search_pagefind import measure_pagefind
from tests.bench.search_questions import title_pairs
from tests.bench.search_server import zipped

_FIRST_QUERIES = 60
_LATER_QUERIES = 200
_MOST_FOR_LUNR = 10_000
_TARGETS: Mapping[int, Mapping[str, str]] = {
    10_000: {
        "seconds": "4",
        "memory": "500",
        "files": "300",
        "size": "5",
        "bytes": "60 / 110",
        "first": "150",
        "later": "30",
        "worker": "40",
    },
    95_562: {
        "seconds": "40",
        "memory": "2,500",
        "files": "2,500",
        "size": "45",
        "bytes": "80 / 180",
        "first": "250",
        "later": "80",
        "worker": "120",
    },
}


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of `values` that at least `percent` of them do not exceed."""
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]


def _both(values: Sequence[float], digits: int = 0) -> str:
    return " / ".join(f"{percentile(values, percent):.{digits}f}" for percent in (50, 95))


def _built_shelf(folder: Path, count: int) -> Path:
    shelf = folder / str(count)
    if not shelf.exists():
        make_shelf(shelf, count, search=True)
    command = [sys.executable, "-m", "papershelf", "build", "--shelf", str(shelf)]
    subprocess.run(command, capture_output=True, check=True)
    return shelf


def _build_rows(figures: BuildFigures) -> Iterator[tuple[str, str, str]]:
    for name, parts, target in (
        ("made anew", figures.cold, "seconds"),
        ("made after one edit", figures.edited, ""),
    ):
        shown = ", ".join(f"{part} {seconds:.2f}" for part, seconds in parts.items())
        yield f"{name}, s ({shown})", f"{sum(parts.values()):.2f}", target
    papers = f"the papers themselves {figures.papers_megabytes:.0f}"
    yield f"peak memory, MB ({papers})", f"{figures.megabytes:.0f}", "memory"


def _file_rows(files: Path) -> Iterator[tuple[str, str, str]]:
    contents = [path for path in files.rglob("*.json") if path.is_file()]
    size = sum(len(zipped(path.read_bytes())) for path in contents) / 1e6
    yield "files", f"{len(contents):,}", "files"
    yield "all files, MB gzip", f"{size:.2f}", "size"


def _browser_rows(
    browser: Browser, site: Path, queries: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    first = first_queries(browser, site, queries[:_FIRST_QUERIES])
    parts = ", ".join(
        f"{name} {statistics.median(query.parts.get(name, 0) for query in first) / 1e3:.0f}"
        for name in sorted({name for query in first for name in query.parts})
    )
    kilobytes = _both([query.bytes / 1e3 for query in first], 1)
    yield f"first query, kB p50 / p95 ({parts})", kilobytes, "bytes"
    yield "first query, ms p50 / p95", _both([query.milliseconds for query in first]), "first"
    later, megabytes = later_queries(browser, site, queries[_FIRST_QUERIES:])
    yield "later queries, ms p50 / p95", _both([query.milliseconds for query in later]), "later"
    yield "the same from the key, with the pause", _both([query.with_pause for query in later]), ""
    yield "worker after 50 queries, MB", f"{megabytes:.1f}", "worker"


def _pagefind_rows(
    python: str, browser: Browser, site: Path, queries: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    found = measure_pagefind(python, browser, site, queries[:_FIRST_QUERIES])
    yield "Pagefind: made, s", f"{found.seconds:.1f}", ""
    yield "Pagefind: files", f"{found.files:,}", ""
    yield "Pagefind: all files, MB gzip", f"{found.megabytes:.2f}", ""
    kilobytes = [size / 1e3 for size in found.first_bytes]
    yield "Pagefind: first query, kB p50 / p95", _both(kilobytes, 1), ""
    yield "Pagefind: first query, ms p50 / p95", _both(found.first_milliseconds), ""


def _lunr_rows(count: int, queries: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    boosts = Config().boosts
    texts = [
        {name: str(value) for name, value in _joined(entry_of(record)).items() if name in boosts}
        for record in records(count)
    ]
    found = measure_lunr(texts, boosts, queries)
    yield "lunr.py: made, s", f"{found.seconds:.1f}", ""
    yield "lunr: one file, MB gzip", f"{found.megabytes:.2f}", ""
    yield "lunr.js: parsed and loaded, ms", f"{found.load_milliseconds:.0f}", ""
    queried = f"{found.first_milliseconds:.0f} / {found.later_milliseconds:.1f}"
    yield "lunr.js: first query / median of later ones, ms", queried, ""
    yield "lunr.js: heap, MB", f"{found.heap_megabytes:.0f}", ""


def _joined(entry: Mapping[str, object]) -> dict[str, object]:
    return {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in entry.items()
    }


def measure(
    browser: Browser, folder: Path, count: int, runs: int, pagefind: str | None
) -> Iterator[tuple[str, str, str]]:
    """The rows for one size: what, how much, the name of its target."""
    shelf = _built_shelf(folder, count)
    site = shelf / "site"
    titles = [record["title"] for record in records(count)]
    queries = title_pairs(titles, _FIRST_QUERIES + _LATER_QUERIES + 1)
    yield from _build_rows(measure_build(shelf, runs))
    yield from _file_rows(site / "search")
    yield from _browser_rows(browser, site, queries)
    if pagefind:
        yield from _pagefind_rows(pagefind, browser, site, queries)
    if count <= _MOST_FOR_LUNR:
        yield from _lunr_rows(count, queries)


def main() -> None:
    """Command line: sizes to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 95_562])
    parser.add_argument("--runs", type=int, default=3, help="runs of each build of the index")
    parser.add_argument("--keep", type=Path, help="a folder for the shelves, used again if there")
    parser.add_argument("--pagefind", help="a Python that has Pagefind, to measure it too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        folder = arguments.keep or Path(temporary)
        for count in arguments.sizes:
            print(f"\n| {count:,} papers | measured | target |\n| --- | ---: | ---: |", flush=True)
            targets = _TARGETS.get(count, {})
            for what, value, name in measure(
                browser, folder, count, arguments.runs, arguments.pagefind
            ):
                print(f"| {what} | {value} | {targets.get(name, '')} |", flush=True)


if __name__ == "__main__":
    main()
