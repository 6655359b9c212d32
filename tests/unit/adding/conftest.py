"""A run of papershelf add that asks the providers of the tests."""

import sys
from pathlib import Path

import pytest
from tests.support.added import Run
from tests.support.provider_server import Providers

from papershelf.adding import Network
from papershelf.cli.main import main
from papershelf.net import Pace


@pytest.fixture
def run(
    small: Path,
    server: Providers,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run the command on the small shelf: its exit code, output and messages."""

    def run(*arguments: str, timeout: float = 5.0) -> tuple[int, str, str]:
        network = Network(
            server.sources, {}, pace=Pace(usual=0), sleep=lambda _: None, timeout=timeout
        )
        monkeypatch.setattr(sys, "argv", ["papershelf", "add", "--shelf", str(small), *arguments])
        with pytest.raises(SystemExit) as stopped:
            main(network)
        output = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, output.out, output.err

    return run
