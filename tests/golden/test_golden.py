"""Golden files at three seams: the library, the plan, and the site of small real collections.

A difference is either a mistake or meant: then `make golden` writes the files anew, and the
difference belongs into the same commit.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from papershelf import build, load_library
from papershelf.loading import load_shelf
from papershelf.plan.page import Deferred
from papershelf.stages import plan_shelf
from papershelf.starter import make_shelf
from papershelf.store import Store

HERE = Path(__file__).parent
SMALL = HERE.parent / "collections/small"
SITE_PAGES = (
    "index.html",
    "404.html",
    "about/index.html",
    "authors/index.html",
    "authors/jiri-novak/index.html",
    "collections/first-steps/index.html",
    "daily/2015-06-10/index.html",
    "papers/gauss-1809/index.html",
    "papers/index.html",
    "papers/novak-2015/index.html",
    "papers/tanaka-2020/index.html",
    "search/index.html",
    "topics/index.html",
    "venues/neurips/index.html",
    "stats/index.html",
    "years/2015/index.html",
)
MakeShelf = Callable[[Path], None]


def _small(folder: Path) -> None:
    shutil.copytree(SMALL, folder)


def _starter(folder: Path) -> None:
    make_shelf(folder, title="A starter shelf", today=date(2026, 1, 1), feed_id=UUID(int=1))


SHELVES: dict[str, MakeShelf] = {"small": _small, "starter": _starter}
each_shelf = pytest.mark.parametrize("name", SHELVES)


def _compare(name: str, found: str) -> None:
    path = HERE / name
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert found == expected, (
        f"tests/golden/{name} is not what it was; "
        "if that is meant: make golden, and look at the difference"
    )


def _json(value: Any) -> str:
    plain = msgspec.to_builtins(value, enc_hook=_opened)
    return json.dumps(_without_defaults(plain), ensure_ascii=False, indent=1) + "\n"


def _opened(value: Any) -> Any:
    if isinstance(value, Deferred):
        return value.opened()
    raise NotImplementedError


def _without_defaults(value: Any) -> Any:
    """A value without what is empty, and without digests, which follow from the rest.

    Lists name the cards of papers only, which stand in full with the papers' own pages.
    """
    if isinstance(value, dict):
        kept = {
            key: item["id"] if _is_card(item) and key != "paper" else _without_defaults(item)
            for key, item in value.items()
            if key != "digest"
        }
        return {key: item for key, item in kept.items() if item not in ("", [], {}, None)}
    if isinstance(value, (list, tuple)):
        return [item["id"] if _is_card(item) else _without_defaults(item) for item in value]
    return value


def _is_card(value: Any) -> bool:
    return isinstance(value, dict) and {"id", "shelved", "resources"} <= value.keys()


@each_shelf
def test_the_library_is_what_it_was(name: str, tmp_path: Path) -> None:
    SHELVES[name](tmp_path / "shelf")
    _compare(f"{name}/library.json", _json(load_library(tmp_path / "shelf")))


@each_shelf
def test_the_plan_is_what_it_was(name: str, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    SHELVES[name](shelf)
    site = plan_shelf(
        shelf, load_shelf(shelf, Store(tmp_path / "store", b"", b"key")), drafts=False
    )
    pages = [
        {
            "path": page.path,
            "template": page.template,
            "title": page.view.title,
            "view": page.view,
            "context": page.context,
            "links": page.links,
        }
        for page in site.pages
    ]
    _compare(f"{name}/plan.json", _json(pages))


def _undated(text: str) -> str:
    """Without the digests in names, which change with every style sheet."""
    text = re.sub(r"assets/[0-9a-f]{12}/", "assets/DIGEST/", text)
    return re.sub(r"search/(index|papers)-[0-9a-f]{12}\.json", r"search/\1-DIGEST.json", text)


@each_shelf
def test_the_files_of_the_site_are_what_they_were(name: str, tmp_path: Path) -> None:
    SHELVES[name](tmp_path / "shelf")
    build(tmp_path / "shelf", tmp_path / "site")
    paths = sorted(
        _undated(path.relative_to(tmp_path / "site").as_posix())
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    )
    _compare(f"{name}/files.txt", "".join(f"{path}\n" for path in paths))


def test_the_pages_of_the_site_are_what_they_were(tmp_path: Path) -> None:
    _small(tmp_path / "shelf")
    build(tmp_path / "shelf", tmp_path / "site")
    for path in SITE_PAGES:
        html = (tmp_path / "site" / path).read_text(encoding="utf-8")
        _compare(f"small/site/{path.removesuffix('/index.html')}.golden", _undated(html))


def test_there_is_no_golden_file_that_nothing_looks_at() -> None:
    expected = {f"{name}/{seam}" for name in SHELVES for seam in ("library.json", "plan.json")}
    expected |= {f"{name}/files.txt" for name in SHELVES}
    expected |= {f"small/site/{path.removesuffix('/index.html')}.golden" for path in SITE_PAGES}
    found = {
        path.relative_to(HERE).as_posix()
        for name in SHELVES
        for path in (HERE / name).rglob("*")
        if path.is_file()
    }
    assert found == expected
