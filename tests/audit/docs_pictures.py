"""The pictures of the documentation: what `papershelf diff` makes, and the theme `journal`.

`make screenshots` takes them anew.
"""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page

from papershelf.differences.model import Difference, FileKind
from papershelf.differences.page import html_page
from papershelf.differences.pictures import draw_pictures
from tests.audit.sites import served_site
from tests.audit.visits import SETTLED, tab
from tests.support import differences
from tests.support.chromium import chromium
from tests.support.node import ROOT

FOLDER = ROOT / "content" / "static" / "docs"
WIDTH = 900
JOURNAL = (1280, 1000)
"""Width and height of the window that shows the theme."""
_ROOM = 30
"""Pixels above and below what is shown, less than between two entries."""


@dataclass(frozen=True)
class Part:
    """A part of the page, from one element to another, and the file for its picture."""

    name: str
    first: str
    last: str


PARTS = (
    Part("difference-top.png", ".eyebrow", "main > .part:first-child > :last-child"),
    Part("difference.png", "[data-change=changed] .entry__head", "[data-change=changed] .fields"),
)


def take() -> list[Path]:
    """Take the pictures anew; returns where they are."""
    shown = _difference()
    with (
        TemporaryDirectory(prefix="papershelf-") as aside,
        chromium() as browser,
        tab(browser, width=WIDTH, color_scheme="light") as page,
    ):
        file = Path(aside) / "diff.html"
        pieces = html_page(shown, draw_pictures(shown), site="site/")
        file.write_text("".join(pieces), encoding="utf-8")
        page.goto(file.as_uri())
        taken = [_taken(page, part) for part in PARTS]
    return [*taken, _journal()]


def _difference() -> Difference:
    """The branch that the tests look at, with one of everything that a reviewer is told first."""
    branch = differences.branch()
    kinds = (FileKind.WORKFLOW, FileKind.COLLECTION)
    files = tuple(file for file in branch.files if file.kind in kinds)
    entries = tuple(entry for entry in branch.entries if not entry.problems)
    return replace(
        branch,
        behind=3,
        both=(),
        gone=0,
        entries=entries,
        files=files,
        problems=branch.problems[:1],
    )


def _journal() -> Path:
    """The home page of the demo collection in the theme `journal`."""
    width, height = JOURNAL
    with (
        TemporaryDirectory(prefix="papershelf-") as aside,
        served_site("journal", Path(aside)) as site,
        chromium() as browser,
        tab(browser, width=width, height=height, color_scheme="light") as page,
    ):
        page.goto(site.address)
        page.evaluate(SETTLED)
        return _kept(page.screenshot(), "journal.png")


def _taken(page: Page, part: Part) -> Path:
    first = page.locator(part.first).first.bounding_box()
    last = page.locator(part.last).first.bounding_box()
    assert first
    assert last
    start = first["y"] - _ROOM
    height = last["y"] + last["height"] + _ROOM - start
    taken = page.screenshot(
        full_page=True, clip={"x": 0, "y": start, "width": WIDTH, "height": height}
    )
    return _kept(taken, part.name)


def _kept(taken: bytes, name: str) -> Path:
    path = FOLDER / name
    with Image.open(BytesIO(taken)) as picture:
        # Text and flat colours need no more than a palette has, in half of the bytes.
        few = picture.convert("RGB").quantize(kmeans=1, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
    return path
