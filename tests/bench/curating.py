"""Measures what curators wait for: importing, formatting, checking, comparing many entries.

Each command runs in a process of its own, on a shelf made of real papers. Machines are noisy:
compare the ratios of one table, not the seconds of two.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.corpus import make_shelf
from tests.support.processes import megabytes

_SAMPLE_SECONDS = 0.05
_CHANGED = 500
"""Entries that the branch changes which is compared."""
_FORMATS = ("bibtex", "ris", "csl-json", "csv", "jsonl", "markdown")


def _run(arguments: Sequence[str], *, fails: bool = False) -> tuple[float, float]:
    """Seconds and peak memory in MB of one command; a failure ends the program."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        command = [sys.executable, "-m", "papershelf", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, megabytes(process.pid))
            time.sleep(_SAMPLE_SECONDS)
        seconds = time.perf_counter() - started
        if process.returncode and not fails:
            errors.seek(0)
            raise SystemExit(errors.read().decode(errors="replace")[-2000:])
    return seconds, peak


def _row(name: str, arguments: Sequence[str], runs: int, *, fails: bool = False) -> None:
    measured = [_run(arguments, fails=fails) for _ in range(runs)]
    seconds = statistics.median(each[0] for each in measured)
    print(f"| {name} | {seconds:.2f} | {max(each[1] for each in measured):.0f} |", flush=True)


def _empty_shelf(folder: Path) -> None:
    (folder / "content" / "papers").mkdir(parents=True)
    (folder / "content" / "site.yaml").write_text("title: Imported\n", encoding="utf-8")


def _imports(count: int, shelf: Path, folder: Path, runs: int) -> None:
    for form in _FORMATS:
        file = folder / f"papers.{form}"
        _run(["export", "--shelf", str(shelf), "--format", form, "-o", str(file)])
        measured = []
        for run in range(runs):
            # Never where another one was deleted: ext4 passes over inodes freed within the last
            # half minute one by one, which takes a third of an import.
            into = folder / f"{form}-{count}-{run}"
            _empty_shelf(into)
            arguments = ["import", str(file), "--shelf", str(into)]
            measured.append(_run(arguments, fails=True))
        seconds = statistics.median(each[0] for each in measured)
        peak = max(each[1] for each in measured)
        size = file.stat().st_size / 1e6
        print(f"| import {count:,} as {form}, {size:.1f} MB | {seconds:.2f} | {peak:.0f} |")


def _differences(count: int, shelf: Path, runs: int) -> None:
    (shelf / ".gitignore").write_text(".papershelf/\nsite/\n", encoding="utf-8")
    name = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    commit = (*name, "commit", "-qm", "All")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), commit):
        subprocess.run(["git", "-C", str(shelf), *words], check=True)
    for path in sorted(shelf.glob("content/papers/*/*.md"))[:_CHANGED]:
        with path.open("a", encoding="utf-8") as file:
            file.write("A note of the branch.\n")
    where = ["main", "--shelf", str(shelf)]
    what = f"{count:,} papers, {_CHANGED} changed"
    _row(f"diff --no-site, {what}", ["diff", *where, "--no-site"], runs)
    _row(f"diff, {what}", ["diff", *where], runs)


def main() -> None:
    """Command line: sizes to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement")
    arguments = parser.parse_args()
    runs = arguments.runs
    print(f"Medians of {runs} runs, Python {sys.version.split()[0]}.\n")
    print("| command | seconds | peak MB |")
    print("| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for count in arguments.sizes:
            shelf = folder / str(count)
            make_shelf(shelf, count, search=False)
            where = ["--shelf", str(shelf)]
            _row(f"fmt --check, {count:,} papers", ["fmt", "--check", *where], runs, fails=True)
            _row(f"fmt, {count:,} papers", ["fmt", *where], runs)
            _row(f"check, {count:,} papers", ["check", *where], runs, fails=True)
            _row(f"stats, {count:,} papers", ["stats", *where], runs)
            _imports(count, shelf, folder, runs)
            _differences(count, shelf, runs)


if __name__ == "__main__":
    main()
