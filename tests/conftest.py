"""What all tests share: a cache of their own, and the small shelf."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

COLLECTIONS = Path(__file__).parent / "collections"

# A machine that is busy takes its time: no example fails for that.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither see nor touch the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _signals_reach_the_commands() -> Iterator[None]:
    """A shell's background job and nohup ignore signals, which every child would inherit."""
    ignored = [
        number
        for number in (signal.SIGINT, signal.SIGHUP)
        if signal.getsignal(number) is signal.SIG_IGN
    ]
    for number in ignored:
        signal.signal(
            number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        )
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@pytest.fixture(scope="session", autouse=True)
def _collections_stay_as_they_are() -> Iterator[None]:
    """A store left in a collection would go with every copy of it."""
    before = set(COLLECTIONS.glob("**/.papershelf"))
    yield
    assert set(COLLECTIONS.glob("**/.papershelf")) == before


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small shelf."""
    shelf = tmp_path / "small"
    # Somebody may have looked at it where it is.
    shutil.copytree(
        COLLECTIONS / "small", shelf, ignore=shutil.ignore_patterns(".papershelf", "site")
    )
    return shelf
