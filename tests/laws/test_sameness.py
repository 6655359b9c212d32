"""Nothing but the content and the settings changes a byte of a site."""

import importlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import build
from tests.laws.settings import few, workshop
from tests.support.shelf_files import Shelf, emptied, files_of, lay
from tests.support.shelves import shelves

GENERATOR = Path(__file__).parents[2] / "generator"


class _Shuffled:
    """What os.scandir returns, in another order."""

    def __init__(self, found: Any, shuffle: random.Random) -> None:
        with found:
            self._items = list(found)
        shuffle.shuffle(self._items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass


@few(6)
@given(shelf=shelves(), seed=st.integers(0, 1000))
def test_the_order_in_which_files_are_found_does_not_matter(shelf: Shelf, seed: int) -> None:
    with workshop() as folder, pytest.MonkeyPatch.context() as patch:
        scandir = os.scandir
        shuffle = random.Random(seed)  # noqa: S311 - an order, not a secret
        patch.setattr(os, "scandir", lambda path=".": _Shuffled(scandir(path), shuffle))
        built = []
        for name in ("one", "other"):
            lay(shelf, emptied(folder / name))
            build(folder / name, lenient=True, jobs=1)
            built.append(files_of(folder / name / "site"))
        assert built[0] == built[1]


@few(4)
@given(shelf=shelves())
def test_the_number_of_processes_does_not_matter(shelf: Shelf) -> None:
    with workshop() as folder, pytest.MonkeyPatch.context() as patch:
        for name in ("papershelf.stages", "papershelf.validate.memory"):
            module = importlib.import_module(name)
            patch.setattr(module, "_ALONE_UP_TO", 0)
            patch.setattr(module, "_PIECE", 2)
        built = []
        for jobs in (1, 2, 3):
            lay(shelf, emptied(folder / "shelf"))
            build(folder / "shelf", lenient=True, jobs=jobs)
            built.append(files_of(folder / "shelf/site"))
        assert built[0] == built[1] == built[2]


SURROUNDINGS: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/Los_Angeles"},
)


def test_hash_seed_locale_time_zone_and_current_folder_do_not_matter(
    small: Path, tmp_path: Path
) -> None:
    built = []
    for number, surroundings in enumerate(SURROUNDINGS):
        shelf = tmp_path / f"shelf {number}"
        shutil.copytree(small, shelf)
        here, way = ((shelf, "."), (tmp_path, shelf.name), (Path("/"), str(shelf)))[number]
        subprocess.run(
            [sys.executable, "-m", "papershelf", "build", "--shelf", way, "--drafts"],
            cwd=here,
            env={**os.environ, "PYTHONPATH": str(GENERATOR), **surroundings},
            check=True,
            capture_output=True,
        )
        built.append(files_of(shelf / "site"))
    assert built[0] == built[1] == built[2]
    assert len(built[0]) > 20
