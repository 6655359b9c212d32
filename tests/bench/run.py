"""Measures builds: times, memory, files and bytes, beside a plain write of the same bytes.

Medians over a few runs, each in a process of its own as a curator would start it. Machines are
noisy: compare the ratios of one table, not the seconds of two.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import make_shelf
from tests.support.processes import megabytes

ROOT = Path(__file__).parents[2]
_SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Measure:
    """One run: wall time in seconds, peak memory of all its processes in MB."""

    seconds: float
    megabytes: float


def run(shelf: Path, *, watched: bool = False) -> Measure:
    """Build a shelf in a new process; watching its memory slows it down, so that comes extra."""
    command = [sys.executable, "-m", "papershelf", "build", "--shelf", str(shelf)]
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        peak = 0.0
        while watched and process.poll() is None:
            peak = max(peak, megabytes(process.pid))
            time.sleep(_SAMPLE_SECONDS)
        code = process.wait()
        seconds = time.perf_counter() - started
        if code:
            errors.seek(0)
            raise SystemExit(errors.read().decode(errors="replace")[-2000:])
    return Measure(seconds, peak)


def _several(times: int, shelf: Path, before: Callable[[], None]) -> Measure:
    """The median time of several builds and the peak memory of one more."""
    seconds = []
    for _ in range(times):
        before()
        seconds.append(run(shelf).seconds)
    before()
    return Measure(statistics.median(seconds), run(shelf, watched=True).megabytes)


def plain_write(site: Path, target: Path) -> float:
    """Seconds to write the same files with the same bytes, in the same folders."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    contents = [(path.relative_to(site), path.read_bytes()) for path in files]
    started = time.perf_counter()
    made: set[Path] = set()
    for path, content in contents:
        if path.parent not in made:
            (target / path.parent).mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        with open(target / path, "wb") as file:  # noqa: PTH123 - the plainest write there is
            file.write(content)
    return time.perf_counter() - started


def measure(name: str, shelf: Path, aside: Path, *, runs: int) -> None:
    """Print the rows of one shelf; old sites are moved to `aside`."""
    aside.mkdir()

    def forget() -> None:
        # Set aside, not deleted: ext4 passes over inodes freed within the last half minute one by
        # one, so that making files right after deleting as many takes ten times as long.
        for folder in ("site", ".papershelf"):
            if (shelf / folder).exists():
                (shelf / folder).rename(aside / f"{len(list(aside.iterdir()))}")

    def edit() -> None:
        path = sorted((shelf / "content" / "papers").rglob("*.md"))[0]
        path.write_text(
            path.read_text(encoding="utf-8").rstrip() + "\n\nEdited.\n", encoding="utf-8"
        )

    cold = _several(runs, shelf, forget)
    # Files younger than two seconds are read again: their time stamps cannot be trusted yet.
    time.sleep(2.2)
    run(shelf)
    unchanged = _several(runs, shelf, lambda: None)
    edited = _several(runs, shelf, edit)
    site = shelf / "site"
    files = [path for path in site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    plain = statistics.median(plain_write(site, aside / f"plain{n}") for n in range(runs))
    for what, result in (("cold", cold), ("unchanged", unchanged), ("one entry edited", edited)):
        print(
            f"| {name} | {what} | {result.seconds:.2f} | {result.megabytes:.0f} | {len(files):,} "
            f"| {size:.1f} | {result.seconds / plain:.1f} |",
            flush=True,
        )


def main() -> None:
    """Command line: sizes to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement")
    arguments = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"Medians of {arguments.runs} runs on {cores} cores, Python {sys.version.split()[0]}.\n")
    print("| shelf | build | seconds | peak MB | files | MB | times a plain write |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        shutil.copytree(ROOT / "content", demo / "content")
        shutil.copytree(ROOT / "themes", demo / "themes")
        measure("demo, 51 papers", demo, Path(folder) / "aside", runs=arguments.runs)
        for count in arguments.sizes:
            shelf = Path(folder) / str(count)
            make_shelf(shelf, count, search=False)
            name = f"{count:,} papers, no search"
            measure(name, shelf, Path(folder) / f"aside{count}", runs=arguments.runs)


if __name__ == "__main__":
    main()
