"""A run of papershelf import, and files for it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.drafts import ECHO, LINES, written
from tests.support.importing import Run

from papershelf import importers
from papershelf.cli import main


@pytest.fixture
def run(small: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the small shelf: its exit code, output and messages."""
    monkeypatch.setattr(importers, "IMPORTERS", (LINES, ECHO))

    def run(*arguments: str | Path, shelf: Path = small) -> tuple[int, str, str]:
        options = ["--shelf", str(shelf), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", ["papershelf", "import", *options])
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, output.out, output.err

    return run


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Path]:
    """Make a file of drafts."""

    def make(*drafts: object, name: str = "refs.lines") -> Path:
        path = tmp_path / name
        path.write_text(written(*drafts), encoding="utf-8")
        return path

    return make
