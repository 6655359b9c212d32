"""The sites in a real Chromium, and tables of what was measured at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.audit.sites import THEMES, Site, served_site
from tests.support.chromium import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run that all its processes have."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def demo(shared: Path) -> Iterator[Site]:
    with served_site("demo", shared / "demo") as site:
        yield site


@pytest.fixture(scope="session")
def odd(shared: Path) -> Iterator[Site]:
    with served_site("odd", shared / "odd") as site:
        yield site


@pytest.fixture(scope="session")
def journal(shared: Path) -> Iterator[Site]:
    """The demo collection in the theme `journal`."""
    with served_site("journal", shared / "journal") as site:
        yield site


@pytest.fixture(scope="session")
def odd_journal(shared: Path) -> Iterator[Site]:
    """The odd shelf in the theme `journal`."""
    with served_site("odd_journal", shared / "odd_journal") as site:
        yield site


@pytest.fixture(scope="module", params=THEMES)
def themed(request: pytest.FixtureRequest) -> Site:
    """The demo collection in one theme after the other."""
    site: Site = request.getfixturevalue(request.param)
    return site


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables that tests have recorded, also those of other processes."""
    tables: dict[str, list[str]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for title, text in getattr(report, "user_properties", ()):
                tables.setdefault(title, []).append(text)
    for title, texts in tables.items():
        terminalreporter.section(title)
        terminalreporter.write("\n".join([*sorted(texts), ""]))
