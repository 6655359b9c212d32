"""Two sites in a real Chromium, and one table of what pages weigh at the end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.audit.sites import PREFIXES, Site, served_site
from tests.support.chromium import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served_site("demo", tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served_site("odd", tmp_path_factory.mktemp("odd")) as site:
        yield site


@pytest.fixture(params=sorted(PREFIXES))
def site(request: pytest.FixtureRequest) -> Site:
    """Either site."""
    found: Site = request.getfixturevalue(request.param)
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables that tests have recorded, also those of other processes."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for title, text in getattr(report, "user_properties", ()):
                terminalreporter.section(title)
                terminalreporter.write(f"{text}\n")
