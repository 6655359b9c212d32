"""Pagefind on the same papers: what its files weigh, what a first query costs, how it ranks.

It runs by a Python that has it (`--pagefind`); the project does not depend on it.
"""

import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.search_browser import WARMING, chromium
from tests.bench.search_server import serving, zipped

_PAGE = "<!doctype html><title>Pagefind</title>"
_SHOWN = 10
_FIRST = """async (query) => {
  const started = performance.now();
  const pagefind = await import("/pagefind.js");
  const { results } = await pagefind.search(query);
  if (results.length) await results[0].data();
  const shown = performance.now();
  await Promise.all(results.slice(0, %d).map((result) => result.data()));
  return shown - started;
}"""
_BEST = """async ([queries, depth]) => {
  const pagefind = await import("/pagefind.js");
  const best = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const shown = await Promise.all(results.slice(0, depth).map((result) => result.data()));
    best.push(shown.map(({ url }) => url));
  }
  return best;
}"""


@dataclass(frozen=True)
class PagefindFigures:
    """What Pagefind makes of the pages of papers."""

    seconds: float
    files: int
    megabytes: float
    """All files, with gzip."""
    first_bytes: Sequence[int]
    first_milliseconds: Sequence[float]


def _index(python: str, site: Path, files: Path, *options: str) -> None:
    command = [python, "-m", "pagefind", "--silent", "--site", str(site), *options]
    subprocess.run([*command, "--output-path", str(files)], check=True)
    (files / "index.html").write_text(_PAGE, encoding="utf-8")


def measure_pagefind(
    python: str, browser: Browser, site: Path, queries: Sequence[str]
) -> PagefindFigures:
    """Index the pages of the papers of a built site, and ask it as a new reader each query."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        started = time.perf_counter()
        _index(
            python,
            site,
            files,
            *("--glob", "papers/*/index.html", "--root-selector", "article"),
            *("--exclude-selectors", "nav"),
        )
        seconds = time.perf_counter() - started
        contents = [path for path in files.rglob("*") if path.is_file()]
        size = sum(len(zipped(path.read_bytes())) for path in contents) / 1e6
        costs = _first_queries(browser, files, queries)
    return PagefindFigures(
        seconds, len(contents), size, [cost[0] for cost in costs], [cost[1] for cost in costs]
    )


def _first_queries(
    browser: Browser, files: Path, queries: Sequence[str]
) -> list[tuple[int, float]]:
    costs = []
    with serving(files, "") as (address, traffic):
        for query in [*queries[:WARMING], *queries]:
            context = browser.new_context()
            page = context.new_page()
            page.goto(address)
            traffic.take()
            milliseconds = float(page.evaluate(_FIRST % _SHOWN, query))
            traffic.wait_until_quiet()
            costs.append((sum(size for _, size in traffic.take()), milliseconds))
            context.close()
    return costs[WARMING:]


def best_of_pagefind(
    python: str, texts: Sequence[Mapping[str, str]], queries: Sequence[str], depth: int
) -> list[list[str]]:
    """The numbers of the best papers for each query, as texts of their places."""
    with tempfile.TemporaryDirectory() as folder:
        site, files = Path(folder) / "site", Path(folder) / "files"
        for place, text in enumerate(texts):
            file = site / str(place) / "index.html"
            file.parent.mkdir(parents=True)
            file.write_text(_html(text), encoding="utf-8")
        _index(python, site, files)
        with chromium() as browser, serving(files) as (address, _):
            page = browser.new_page()
            page.goto(address)
            found: list[list[str]] = page.evaluate(_BEST, [list(queries), depth])
    return [[url.strip("/").rpartition("/")[2] for url in best] for best in found]


def _html(text: Mapping[str, str]) -> str:
    title = f"<h1>{escape(text['title'])}</h1>" if "title" in text else ""
    rest = "".join(f"<p>{escape(value)}</p>" for name, value in text.items() if name != "title")
    return f'<!doctype html><html lang="en"><body>{title}{rest}</body></html>'
