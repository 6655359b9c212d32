"""Measures what exporting a basket takes: the files and bytes that a browser fetches.

Papers are drawn at random, so that hardly two of them share a file: the worst that can be.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from papershelf.content_files import find_files
from papershelf.loading import load_shelf
from papershelf.plan.record_files import bucket_count, bucket_of
from papershelf.records import Records
from papershelf.stages import plan_shelf
from papershelf.store import open_store
from papershelf.text import slugify
from papershelf.version import program_digest
from tests.bench.corpus import make_shelf
from tests.bench.search_server import zipped

BASKETS = (20, 2_000)
_SEED = 10


def measure(folder: Path, count: int) -> None:
    """Print the rows of a shelf with so many papers."""
    make_shelf(folder, count, search=False)
    store = open_store(folder, program_digest())
    site = plan_shelf(folder, load_shelf(folder, store, find_files(folder)), drafts=False)
    started = time.perf_counter()
    files = Records(site.loaded.library, site.relations, site.plan).pending()
    sizes = [(len(content), len(zipped(content))) for content in (file.make() for file in files)]
    seconds = time.perf_counter() - started
    whole = sum(size for size, _ in sizes)
    papers = sorted(map(slugify, site.relations.shown))
    chance = random.Random(_SEED)  # noqa: S311 - a sample, and no secret
    for basket in BASKETS:
        chosen = chance.sample(papers, min(basket, len(papers)))
        wanted = {bucket_of(paper, bucket_count(len(papers))) for paper in chosen}
        packed = sum(sizes[place][1] for place in wanted)
        print(
            f"| {len(papers):,} | {len(sizes):,} | {whole / 1e6:.1f} | {seconds:.1f} | {basket:,} "
            f"| {len(wanted):,} | {packed / 1e3:,.0f} |",
            flush=True,
        )


def main() -> None:
    """Command line: sizes to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 95_562])
    arguments = parser.parse_args()
    print(f"One process, Python {sys.version.split()[0]}; bytes of requests as gzip.\n")
    print("| papers | files | MB in all | s to make | in the basket | requests | kB fetched |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder) / "shelf", count)


if __name__ == "__main__":
    main()
