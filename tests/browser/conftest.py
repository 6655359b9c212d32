"""The demo site in a real Chromium."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from papershelf import build
from tests.support.chromium import chromium
from tests.support.live_preview import PATIENCE_SECONDS
from tests.support.node import ROOT
from tests.support.server import serving

MakePage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built demo collection."""
    folder = tmp_path_factory.mktemp("demo")
    build(ROOT, folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """The demo site at the root of a host."""
    with serving(demo) as address:
        yield address


@pytest.fixture(scope="session")
def repository_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo site built for a path on a host, as GitHub Pages serves a repository."""
    folder = tmp_path_factory.mktemp("repository")
    build(ROOT, folder / "site", base_url="https://example.org/repo/")
    with serving(folder / "site", "/repo/") as address:
        yield address


class Watched:
    """What a page said and asked for."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[MakePage]:
    """Opens pages in fresh profiles: `open_page(url, width=…, color_scheme=…, …)`."""
    contexts = []

    def open_(url: str = "", *, width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        if url:
            page.goto(url)
        return page

    yield open_
    for context in contexts:
        # A browser that is closing pages which are being loaded again may never be done with it.
        for page in context.pages:
            with suppress(Error):
                page.goto("about:blank")
        context.close()


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for what the policy of the pages forbids the browser to wait for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with suppress(Error):
            # A page that is being loaded again answers nothing.
            if happened():
                return
        assert time.monotonic() < deadline, "nothing happens"
        time.sleep(0.02)


@pytest.fixture
def search(address: str, open_page: MakePage) -> Page:
    return open_page(address + "search/")
