"""Pictures of every kind of page and for the documentation: `make screenshots`."""

import re
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.audit import docs_pictures
from tests.audit.sites import PREFIXES, served_site
from tests.audit.visits import SETTLED, tab
from tests.support.chromium import chromium
from tests.support.node import ROOT

FOLDER = ROOT / "screenshots"
WIDTHS = {390: 844, 1440: 900}
"""Widths of the window with its heights."""
SCHEMES = ("light", "dark")
HIGHEST = 3000
"""Pixels of a page that a picture shows."""

_PICTURES = """Promise.allSettled([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode();
}))"""
"""Loads what is only loaded when somebody scrolls to it."""


@dataclass(frozen=True)
class Shot:
    """A page and the file for its picture, without the part that tells the way it was taken."""

    address: str
    name: str


def main() -> None:
    """Take all pictures anew and tell where they are."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with ExitStack() as stack:
        shots = list(_shots(stack))
        modes = list(product(WIDTHS, SCHEMES))
        pool = stack.enter_context(ProcessPoolExecutor())
        for _ in pool.map(_take, [shots] * len(modes), modes):
            pass
    (FOLDER / "index.html").write_text(_sheet(shots), encoding="utf-8")
    print(f"{len(shots) * len(modes)} pictures of {len(shots)} pages are in {FOLDER}/")
    anew = docs_pictures.take()
    print(f"{len(anew)} pictures for the documentation are in {docs_pictures.FOLDER}/")


def _shots(stack: ExitStack) -> Iterator[Shot]:
    """The pages of both sites, which are served until the stack is closed."""
    for name in PREFIXES:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="papershelf-")))
        site = stack.enter_context(served_site(name, folder))
        for kind in site.looked_at:
            label = re.sub(r"[^\w.()-]+", "-", kind.path.strip("/") or "home")
            yield Shot(site.address + kind.path, f"{name}-{label}")
        if name == "demo":
            yield Shot(site.page("search search") + "?q=attention", "demo-search-with-results")


def _file(shot: Shot, width: int, scheme: str) -> str:
    return f"{shot.name}-{width}-{scheme}.png"


def _take(shots: Sequence[Shot], mode: tuple[int, str]) -> None:
    width, scheme = mode
    with (
        chromium() as browser,
        tab(browser, width=width, height=WIDTHS[width], color_scheme=scheme) as page,
    ):
        for shot in shots:
            # Only the search asks for more after it has been loaded.
            page.goto(shot.address, wait_until="networkidle" if "?" in shot.address else "load")
            page.evaluate(_PICTURES)
            page.evaluate(SETTLED)
            height = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
            page.screenshot(
                path=FOLDER / _file(shot, width, scheme),
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": height},
            )


def _sheet(shots: Sequence[Shot]) -> str:
    """A page with all pictures, one row for each page."""
    rows = "\n".join(
        f"<tr><th>{escape(shot.name)}"
        + "".join(
            f'<td><a href="{file}"><img src="{file}" alt="{width}, {scheme}" loading="lazy"></a>'
            for width, scheme in product(WIDTHS, SCHEMES)
            for file in (_file(shot, width, scheme),)
        )
        for shot in shots
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pictures of every kind of page</title>
<style>
th {{ text-align: start; vertical-align: top; font: 14px sans-serif; max-width: 12em }}
img {{ height: 300px; max-width: 30vw; object-fit: cover; object-position: top }}
</style>
<table>
{rows}
</table>
"""


if __name__ == "__main__":
    main()
