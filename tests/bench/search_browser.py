"""The search in Chromium on loopback: bytes and time of first queries, later ones, memory."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.search_server import Traffic, serving

_WATCH = Path(__file__).with_name("search_watch.mjs")
_BOX = "[data-search] [name=q]"
WARMING = 3
"""Queries before the first that counts: the browser's own caches of code fill up."""
_WORKER_QUERIES = 50
_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True)
class FirstQuery:
    """What the first query of a reader costs."""

    parts: Mapping[str, int]
    """gzip bytes by kind of file, from the page's load until nothing more came; no HTML and CSS."""
    milliseconds: float
    """From the input event to the title of the first result."""

    @property
    def bytes(self) -> int:
        """All kinds together."""
        return sum(self.parts.values())


@dataclass(frozen=True)
class Served:
    """A query of an open page."""

    milliseconds: float
    """From the message to the worker to the title of the first result: no pause for typing."""
    with_pause: float
    """From the input event."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; PAPERSHELF_CHROMIUM names another than the one on the path."""
    path = os.environ.get("PAPERSHELF_CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise SystemExit("Chromium is not installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


def first_queries(browser: Browser, site: Path, queries: Sequence[str]) -> list[FirstQuery]:
    """One reader with empty caches for each query."""
    with serving(site, "search", "assets") as (address, traffic):
        for query in queries[:WARMING]:
            _first_query(browser, address, traffic, query)
        return [_first_query(browser, address, traffic, query) for query in queries]


def _first_query(browser: Browser, address: str, traffic: Traffic, query: str) -> FirstQuery:
    traffic.take()
    with _opened(browser, address, traffic) as page:
        marks = _ask(page, query)
        traffic.wait_until_quiet()
    parts: dict[str, int] = {}
    for path, size in traffic.take():
        if not path.endswith(("/", ".html", ".css")):
            kind = _kind(path)
            parts[kind] = parts.get(kind, 0) + size
    return FirstQuery(parts, marks["shown"] - marks["typed"])


def _kind(path: str) -> str:
    """The kind of a file: `cards` for `/search/0123456789ab/cards-7.json`, or how its name ends."""
    name = Path(path)
    return name.stem.partition("-")[0] if name.suffix == ".json" else name.suffix.lstrip(".")


def later_queries(
    browser: Browser, site: Path, queries: Sequence[str]
) -> tuple[list[Served], float]:
    """One reader with all the queries after a first one; and MB of the worker after 50 of them."""
    served, megabytes = [], 0.0
    with (
        serving(site, "search", "assets") as (address, traffic),
        _opened(browser, address, traffic) as page,
    ):
        worker = _Worker(page)
        _ask(page, queries[0])
        for number, query in enumerate(queries[1:], 1):
            marks = _ask(page, query)
            asked = marks["asked"] or marks["typed"]
            served.append(Served(marks["shown"] - asked, marks["shown"] - marks["typed"]))
            traffic.wait_until_quiet()
            if number == _WORKER_QUERIES:
                megabytes = worker.megabytes()
    return served, megabytes


@contextmanager
def _opened(browser: Browser, address: str, traffic: Traffic) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(path=_WATCH)
    page = context.new_page()
    page.goto(address + "search/")
    traffic.wait_until_quiet()
    yield page
    context.close()


def _ask(page: Page, query: str) -> dict[str, float]:
    page.locator(_BOX).first.fill(query)
    marks: dict[str, float] = page.evaluate("watched()")
    return marks


class _Worker:
    """The page's worker seen through the browser's debugging protocol."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._workers: list[str] = []
        self._replies: dict[int, dict[str, Any]] = {}
        self._session.on("Target.attachedToTarget", self._attached)
        self._session.on("Target.receivedMessageFromTarget", self._received)
        self._session.send(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
        )

    def megabytes(self) -> float:
        """Memory in use after a collection: JavaScript's heap, array buffers, and the browser's."""
        if not self._workers:
            raise SystemExit("The page has no worker.")
        for number in range(3):
            self._send(number, "HeapProfiler.collectGarbage")
        usage = self._send(3, "Runtime.getHeapUsage")["result"]
        used = ("usedSize", "backingStorageSize", "embedderHeapUsedSize")
        return sum(float(usage.get(name, 0)) for name in used) / 1e6

    def _send(self, number: int, method: str) -> dict[str, Any]:
        message = json.dumps({"id": number, "method": method})
        session = self._workers[-1]
        self._session.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})
        while number not in self._replies:
            self._page.wait_for_timeout(20)
        return self._replies[number]

    def _attached(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker":
            self._workers.append(event["sessionId"])

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._replies[message["id"]] = message
