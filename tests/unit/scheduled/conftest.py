"""A new shelf on GitHub whose workflows run by a clock."""

from pathlib import Path

import pytest
from tests.support.actions import Runner
from tests.support.origins import Origin
from tests.support.scheduled_host import ScheduledHost

from papershelf.starter import make_shelf

STANDING_IN = "digest enrich"
"""Commands that would ask servers; without a name here the real one runs."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A new shelf, which tests leave as it is."""
    folder = tmp_path_factory.mktemp("new")
    make_shelf(folder / "shelf", title="My shelf")
    return Origin.of(folder / "shelf", folder / "origin.git")


@pytest.fixture
def host(tmp_path: Path, origin: Origin) -> ScheduledHost:
    """A host with a new shelf that sends its digests."""
    copy = origin.copied(tmp_path)
    runner = Runner(tmp_path / "runs", copy.folder, standing_in=STANDING_IN)
    runner.folder.mkdir()
    return ScheduledHost(copy, runner, tmp_path / "outbox")
