"""A shelf whose branch is at `main`, without settings of the machine."""

from pathlib import Path

import pytest
from tests.support.branched import IDENTITY, commit, git


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def shelf(small: Path) -> Path:
    """The small shelf on a branch, with nothing changed yet."""
    git(small, "init", "-q", "-b", "main")
    commit(small)
    git(small, "switch", "-q", "-c", "branch")
    return small
