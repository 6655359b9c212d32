"""How hard the laws are tried."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, settings

TestT = TypeVar("TestT", bound=Callable[..., None])


def few(examples: int) -> Callable[[TestT], TestT]:
    """So many examples, the same each time; PAPERSHELF_LAWS=10 tries ten times as many new ones."""
    more = int(os.environ.get("PAPERSHELF_LAWS", "0"))
    chosen = settings(
        max_examples=examples * (more or 1),
        derandomize=not more,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )

    def apply(test: TestT) -> TestT:
        decorated: TestT = chosen(test)
        return decorated

    return apply


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for one example."""
    with tempfile.TemporaryDirectory(prefix="papershelf-law-") as folder:
        yield Path(folder)
