"""Makes the files of a search in a process of its own: seconds of its parts, peak memory.

From the checked papers in memory to the last output, as a build makes them.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class BuildFigures:
    """Medians of a few runs; times are seconds by part."""

    cold: Mapping[str, float]
    edited: Mapping[str, float]
    """After an edit of a paper."""
    megabytes: float
    """Peak of all the processes together, pages they share counted once; the papers included."""
    papers_megabytes: float
    """What they used with the papers read, before the first word."""


def measure_build(shelf: Path, runs: int) -> BuildFigures:
    """Figures of making the search of a shelf that has been built: its entries are remembered."""
    with tempfile.TemporaryDirectory() as folder:
        # What is remembered of the words lies apart from what is remembered of the entries.
        memory = Path(folder)

        def forget() -> None:
            for path in sorted(memory.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()

        cold = _several(shelf, memory, runs, forget)
        forget()
        # Watching slows it down, so that comes extra.
        watched = _once(shelf, memory, watched=True)
        edited = sorted((shelf / "content" / "papers").rglob("*.md"))[0]
        text = edited.read_text(encoding="utf-8")

        def edit() -> None:
            now = edited.read_text(encoding="utf-8").rstrip()
            edited.write_text(f"{now}\n\nEdited.\n", encoding="utf-8")

        try:
            again = _several(shelf, memory, runs, edit)
        finally:
            edited.write_text(text, encoding="utf-8")
    return BuildFigures(cold, again, watched.megabytes, watched.papers_megabytes)


def _several(
    shelf: Path, memory: Path, runs: int, before: Callable[[], None]
) -> Mapping[str, float]:
    parts: list[Mapping[str, float]] = []
    for _ in range(runs):
        before()
        parts.append(_once(shelf, memory, watched=False).parts)
    return {name: statistics.median(part[name] for part in parts) for name in parts[0]}


@dataclass(frozen=True)
class _Run:
    parts: Mapping[str, float]
    megabytes: float
    papers_megabytes: float


def _once(shelf: Path, memory: Path, *, watched: bool) -> _Run:
    command = [sys.executable, "-m", "tests.bench.search_build", str(shelf), str(memory)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    peak = 0.0
    while watched and process.poll() is None:
        peak = max(peak, _megabytes(process.pid))
        time.sleep(_SAMPLE_SECONDS)
    told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed.")
    parts, papers = json.loads(told)
    return _Run(parts, peak, papers)


def _megabytes(pid: int) -> float:
    """Proportional memory of a process and its children."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    total = 0
    for member in (str(pid), *children):
        try:
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(
            int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")
        )
    return total * 1024 / 1e6


def main() -> None:
    """Command line: SHELF MEMORY, the second a folder for what is remembered; prints JSON."""
    from papershelf.loading import load_shelf
    from papershelf.relate import relate
    from papershelf.search import search_input, search_outputs, search_settings
    from papershelf.store import open_store
    from papershelf.tokens import tokens_of
    from papershelf.version import program_digest
    from papershelf.workers import usable_cores
    from tests.support.wording import english

    shelf, memory = map(Path, sys.argv[1:])
    # As in a build: nearly all that is made lives until its end.
    gc.disable()
    jobs = usable_cores()
    loaded = load_shelf(shelf, open_store(shelf, program_digest()), jobs=jobs)
    library, config = loaded.library, loaded.config
    relations = relate(library, drafts=False, author_pages_from=config.author_pages_from or 0)
    store = open_store(memory, program_digest())
    papers = _megabytes(os.getpid())
    moments = [time.perf_counter()]
    # Shelves made from the corpus have no collections.
    table = tokens_of(
        library,
        sorted(relations.newest),
        {},
        store,
        stop_words=config.search.stop_words,
        jobs=jobs,
    )
    moments.append(time.perf_counter())
    given = search_input(library, relations, config, english(), table)
    moments.append(time.perf_counter())
    search_outputs(given, search_settings(config))
    moments.append(time.perf_counter())
    names = ("words", "cards and facets", "files")
    seconds = [after - before for before, after in pairwise(moments)]
    print(json.dumps([dict(zip(names, seconds, strict=True)), papers]))


if __name__ == "__main__":
    main()
