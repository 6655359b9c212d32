"""Opening one page after the other in one context, and what each of them says and asks for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.audit.sites import Site
from tests.support.page_kinds import PageKind

SETTLED = """new Promise((done) => {
  const later = () => requestIdleCallback(() => requestAnimationFrame(() => done()),
                                          { timeout: 1000 });
  document.fonts.ready.then(() => requestAnimationFrame(later));
})"""
"""Waits until what the scripts of a page began has been painted."""

Scheme = Literal["light", "dark"]


@dataclass
class Heard:
    """What a page said and asked for."""

    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """A page that is open and has come to rest."""

    kind: PageKind
    page: Page
    heard: Heard


@contextmanager
def tab(browser: Browser, *, width: int, height: int = 900, **options: Any) -> Iterator[Page]:
    """A page in a fresh profile."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    try:
        yield context.new_page()
    finally:
        context.close()


def visits(page: Page, site: Site, kinds: Sequence[PageKind] | None = None) -> Iterator[Visit]:
    """Each page of the site that is looked at, or those given, in turn."""
    heard = Heard()
    host = urlsplit(site.address).netloc

    def console(message: ConsoleMessage) -> None:
        heard.complaints.append(f"{message.type}: {message.text}")

    def failed(request: Request) -> None:
        # What is still under way when the next page is opened is broken off.
        if request.failure != "net::ERR_ABORTED":
            heard.complaints.append(f"{request.failure}: {request.url}")

    def request(request: Request) -> None:
        heard.requests.append(request)
        if urlsplit(request.url).netloc != host:
            heard.complaints.append(f"asks another host: {request.url}")

    def response(response: Response) -> None:
        if response.status >= 400:
            heard.complaints.append(f"{response.status}: {response.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))
    page.on("requestfailed", failed)
    page.on("request", request)
    page.on("response", response)
    for kind in site.looked_at if kinds is None else kinds:
        heard = Heard()
        page.goto(site.address + kind.path)
        _wait(page, heard)
        yield Visit(kind, page, heard)


def _wait(page: Page, heard: Heard) -> None:
    """Until nothing is under way, nor has been asked for by what came."""
    came = 0
    while came < len(heard.requests):
        waited = heard.requests[came:]
        came += len(waited)
        for request in waited:
            if response := request.response():
                response.finished()
        page.evaluate(SETTLED)


_PLACE = re.compile(r":nth-child\(\d+\)")
"""Which of several alike an element is."""


class Findings:
    """What is wrong with pages, each thing once with the pages it was seen on."""

    def __init__(self) -> None:
        self._pages: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, what: str, where: str) -> None:
        """Something is wrong on a page."""
        self._pages[_PLACE.sub("", what)][where] += 1

    def __bool__(self) -> bool:
        return bool(self._pages)

    def __str__(self) -> str:
        return "\n".join(
            f"{what}\n    {pages.total()} times on {len(pages)} pages: {', '.join([*pages][:5])}"
            for what, pages in sorted(self._pages.items())
        )
