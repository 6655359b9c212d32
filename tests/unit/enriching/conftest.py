"""A run of papershelf enrich that asks the sources of the tests."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.support.counted import World
from tests.support.provider_server import Providers

from papershelf.adding import Network
from papershelf.cli.main import main
from papershelf.net import Pace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def world(silent_server: Providers) -> World:
    """Sources that know nothing yet."""
    world = World()
    world.play(silent_server)
    return world


@pytest.fixture
def run(
    silent_server: Providers, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run the command on a shelf on a day: its exit code, output and messages."""

    def run(
        shelf: Path,
        *arguments: str,
        day: str = "2026-03-14",
        timeout: float = 5.0,
        sources: Providers = silent_server,
        **environment: str,
    ) -> tuple[int, str, str]:
        network = Network(
            sources.sources, environment, pace=Pace(usual=0), sleep=lambda _: None, timeout=timeout
        )
        monkeypatch.setattr("papershelf.cli.enriching.today", lambda: date.fromisoformat(day))
        monkeypatch.setattr(
            sys, "argv", ["papershelf", "enrich", "--shelf", str(shelf), *arguments]
        )
        with pytest.raises(SystemExit) as stopped:
            main(network)
        output = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, output.out, output.err

    return run
