"""A real Chromium for the tests that look at pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright
from tests.support.node import unavailable

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str:
    """Where the browser is; the test is skipped where there is none, and fails in CI."""
    path = os.environ.get("PAPERSHELF_CHROMIUM") or shutil.which("chromium")
    if path is None:
        unavailable("Chromium is not installed, so the pages cannot be looked at.")
    return str(path)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
