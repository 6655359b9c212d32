"""Providers that know the usual paper, and a run of papershelf add that asks them."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import provider_answers as answers
from tests.support.added import Run
from tests.support.provider_server import Providers, provider_server

from papershelf.adding import Network
from papershelf.cli.main import main
from papershelf.net import Pace


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Providers]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with provider_server() as providers:
        providers.on("/arxiv", answers.arxiv())
        providers.on("/s2/", answers.semantic_scholar())
        providers.on("/crossref/", answers.crossref())
        providers.on("/openalex/", json.dumps(answers.openalex()))
        yield providers


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
