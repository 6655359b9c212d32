"""Measures the map: finding places, its files, its first picture and its frames in a browser.

How well near papers stay near is told by the middle rank of a paper's neighbours among all papers
by their distance on the map, and by how many of ten are among the nearest thirty.
"""

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import numpy as np
from playwright.sync_api import Browser

from papershelf.loading import load_shelf
from papershelf.maps import papers_on_map
from papershelf.relate import collection_titles, relate
from papershelf.related import related_papers
from papershelf.related.table import RelatedPapers
from papershelf.store import Store, open_store
from papershelf.tokens import tokens_of
from papershelf.version import program_digest
from tests.bench.corpus import make_shelf
from tests.support.chromium import chromium
from tests.support.server import serving

ROOT = Path(__file__).parents[2]
_DEMO = 51
_ASKED = 1_000
_AMONG = 30
_OPENED = 5
_FRAMES = 40
_TARGETS: Mapping[int, Mapping[str, str]] = {
    10_000: {"layout": "2"},
    95_562: {"layout": "20", "opening": "1,500", "picture": "2,000"},
}

_PAN = """async (frames) => {
  const canvas = document.querySelector("[data-map] canvas");
  canvas.focus();
  const key = new KeyboardEvent("keydown", { key: "+", bubbles: true });
  const times = [];
  for (let turn = 0; turn < frames; turn++) {
    const step = turn % 2 ? "ArrowRight" : "ArrowLeft";
    canvas.dispatchEvent(turn === 0 ? key
      : new KeyboardEvent("keydown", { key: step, shiftKey: true, bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame((start) => {
      // What was asked to be drawn before this is drawn in the same frame.
      times.push(performance.now() - start);
      resolve();
    }));
  }
  return times;
}"""


def _near(shelf: Path, store: Store) -> tuple[list[str], RelatedPapers]:
    loaded = load_shelf(shelf, store)
    relations = relate(loaded.library)
    ids = sorted(relations.newest)
    titles = collection_titles(loaded.library, relations)
    words = tokens_of(loaded.library, ids, titles, store)
    return ids, RelatedPapers.of(related_papers(loaded.library, relations, words, store))


def _layout_rows(shelf: Path) -> Iterator[tuple[str, str, str]]:
    ids, near = _near(shelf, open_store(shelf, program_digest()))
    neighbours = near.places_among(ids)
    groups: list[list[int]] = [[] for _ in ids]
    before = time.perf_counter(), time.process_time()
    order, x, y = papers_on_map(ids, neighbours, groups)
    wall, used = time.perf_counter() - before[0], time.process_time() - before[1]
    yield f"places found, s of the processor ({wall:.1f} by the clock)", f"{used:.2f}", "layout"
    spots = np.zeros((len(ids), 2))
    spots[order] = np.stack((x, y), axis=1)
    ranks, kept = [], []
    for paper in range(0, len(ids), max(1, len(ids) // _ASKED)):
        near_it = neighbours[paper][neighbours[paper] >= 0]
        far = ((spots - spots[paper]) ** 2).sum(axis=1)
        found = [int((far < far[other]).sum()) for other in near_it.tolist()]
        ranks += found
        kept.append(statistics.fmean(rank <= _AMONG for rank in found) if found else 1)
    yield f"middle rank of a neighbour, of {len(ids):,}", f"{statistics.median(ranks):.0f}", ""
    yield f"neighbours among the nearest {_AMONG}", f"{statistics.fmean(kept):.0%}", ""
    # One paper less is one more the other way round.
    left = np.arange(len(ids)) != len(ids) // 2
    renumbered = np.append(np.where(left, np.cumsum(left) - 1, -1), -1)
    fewer, fx, fy = papers_on_map(
        [paper for paper, stays in zip(ids, left.tolist(), strict=True) if stays],
        renumbered[neighbours[left]],
        groups[1:],
    )
    moved = np.zeros((len(ids) - 1, 2))
    moved[fewer] = np.stack((fx, fy), axis=1)
    shift = np.sqrt(((moved - spots[left]) ** 2).sum(axis=1)) / 65_536
    yield "a paper added moves the others, % of the map", f"{100 * np.median(shift):.1f}", ""


def _file_rows(site: Path) -> Iterator[tuple[str, str, str]]:
    spots = next((site / "map").rglob("spots.json"))
    opening = [site / "map" / "index.html", spots, *_assets(site)]
    for what, files, name in (
        ("spots, kB", [spots], ""),
        ("all that opening needs, kB", opening, "opening"),
        ("all cards, kB", [*spots.parent.glob("cards-*.json")], ""),
    ):
        contents = [path.read_bytes() for path in files]
        packed = sum(len(gzip.compress(content, 6)) for content in contents) / 1e3
        yield f"{what} ({sum(map(len, contents)) / 1e3:,.0f} raw)", f"{packed:,.0f}", name


def _assets(site: Path) -> Iterator[Path]:
    folder = next((site / "assets").iterdir())
    for name in ("style.css", "map.css", "js/main.js", "js/lib/digits.js", "js/search-words.js"):
        yield folder / name
    yield from sorted((folder / "js").glob("map*.js"))


def _browser_rows(browser: Browser, site: Path) -> Iterator[tuple[str, str, str]]:
    pictures, frames = [], []
    with serving(site) as address:
        for _ in range(_OPENED):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            page.goto(f"{address}map/")
            page.wait_for_selector("[data-map-drawn]")
            pictures.append(cast("float", page.evaluate("performance.now()")))
            frames += cast("list[float]", page.evaluate(_PAN, _FRAMES))[1:]
            context.close()
    yield "first picture, ms", f"{statistics.median(pictures):,.0f}", "picture"
    frames.sort()
    slow = frames[len(frames) * 95 // 100]
    yield "a frame of panning, ms p50 / p95", f"{statistics.median(frames):.1f} / {slow:.1f}", ""


def measure(browser: Browser, folder: Path, count: int) -> Iterator[tuple[str, str, str]]:
    """The rows for one size: what, how much, the name of its target."""
    shelf = ROOT if count == _DEMO else folder / str(count)
    site = folder / f"site{count}"
    if not shelf.exists():
        make_shelf(shelf, count, search=False)
    command = [sys.executable, "-m", "papershelf", "build", "--shelf", str(shelf)]
    subprocess.run([*command, "--output", str(site)], capture_output=True, check=True)
    yield from _layout_rows(shelf)
    yield from _file_rows(site)
    yield from _browser_rows(browser, site)


def main() -> None:
    """Command line: sizes to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[_DEMO, 10_000, 95_562])
    parser.add_argument("--keep", type=Path, help="a folder for the shelves, used again if there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        folder = arguments.keep or Path(temporary)
        for count in arguments.sizes:
            print(f"\n| map of {count:,} papers | measured | target |\n| --- | ---: | ---: |")
            for what, value, name in measure(browser, folder, count):
                target = _TARGETS.get(count, {}).get(name, "")
                print(f"| {what} | {value} | {target} |", flush=True)


if __name__ == "__main__":
    main()
