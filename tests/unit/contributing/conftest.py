"""A new shelf on a host, and one on which a suggestion waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import provider_answers as answers
from tests.support.actions import Runner
from tests.support.origins import Origin
from tests.support.provider_server import Providers, provider_server
from tests.support.suggestion_host import (
    Host,
    suggested_paper,
)

from papershelf.starter import make_shelf


@pytest.fixture(scope="module")
def providers() -> Iterator[Providers]:
    with provider_server() as server:
        server.on("/arxiv", answers.arxiv())
        yield server


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A new shelf, which tests leave as it is."""
    folder = tmp_path_factory.mktemp("new")
    make_shelf(folder / "shelf", title="My shelf")
    return Origin.of(folder / "shelf", folder / "origin.git")


@pytest.fixture
def host(tmp_path: Path, origin: Origin, providers: Providers) -> Host:
    """A host with a new shelf, of which no site is built."""
    copy = origin.copied(tmp_path)
    return Host(copy, Runner(tmp_path / "runs", copy.folder, providers.base, sparing="all"))


@pytest.fixture(scope="module")
def suggested(
    tmp_path_factory: pytest.TempPathFactory, origin: Origin, providers: Providers
) -> Host:
    """A host after a paper was suggested and accepted, which tests leave as it is."""
    folder = tmp_path_factory.mktemp("suggested")
    copy = origin.copied(folder)
    host = Host(copy, Runner(folder / "runs", copy.folder, providers.base))
    host.label(suggested_paper(why="It waits.", name="Helen Helper"))
    return host


@pytest.fixture
def waiting(tmp_path: Path, suggested: Host, providers: Providers) -> Host:
    """A host on which a suggestion waits."""
    copy = suggested.origin.copied(tmp_path)
    runner = Runner(tmp_path / "runs", copy.folder, providers.base, sparing="all")
    runner.folder.mkdir()
    runner.gh.write_bytes(suggested.runner.gh.read_bytes())
    return Host(copy, runner)
