"""What a preview that runs for days gives back."""

import gc
from collections.abc import Iterator
from pathlib import Path
from weakref import ref

import pytest

from papershelf.serve.rebuild import Builder


class Circle:
    """Something that refers to itself, as templates and what they are filled with do."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def uncollected() -> Iterator[None]:
    """As the command line starts: what lies in circles stays."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("uncollected")
def test_between_rebuilds_what_pages_leave_is_given_back(small: Path) -> None:
    builder = Builder(small, None, drafts=False)
    builder.build(None, key="one")
    builder.tidy()
    circle = ref(Circle())
    # Enough for the collector to come by, and kept, as it counts what is added.
    kept = [[number] for number in range(10_000)]

    assert circle() is None
    assert len(kept) == 10_000
