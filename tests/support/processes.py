"""What a process and those that it started take: memory and time, as Linux tells."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def family(pid: int) -> list[int]:
    """A process and all below it that are alive."""
    found = [pid]
    for member in found:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def megabytes(pid: int) -> float:
    """Proportional memory of a process and those below it in MB: shared pages count once."""
    total = 0
    for member in family(pid):
        try:
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(
            (int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0
        )
    return total / 1024


def cpu_seconds(pid: int) -> float:
    """User and system time that a process and those below it have taken."""
    total = 0.0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


class Peak:
    """The most memory that was seen, in MB."""

    def __init__(self) -> None:
        self.megabytes = 0.0


@contextmanager
def peak_of(pid: int, *, every: float) -> Iterator[Peak]:
    """Look at the memory of a process and those below it every so many seconds."""
    peak, done = Peak(), threading.Event()

    def look() -> None:
        while not done.wait(every):
            peak.megabytes = max(peak.megabytes, megabytes(pid))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
