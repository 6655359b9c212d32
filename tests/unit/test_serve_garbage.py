"""What a preview gives back while it runs."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from papershelf.serve.garbage import Garbage
from papershelf.serve.rebuild import Builder
from papershelf.serve.site import ShelfSite


@pytest.fixture(autouse=True)
def _collecting_as_before() -> Iterator[None]:
    threshold, was_enabled = gc.get_threshold(), gc.isenabled()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    if not was_enabled:
        gc.disable()


def _looked_at(builder: Builder, changed: Path | None) -> "weakref.ref[ShelfSite]":
    """A site of which pages were rendered, which nothing holds but the builder."""
    paths = None if changed is None else frozenset([str(changed)])
    site = builder.build(paths, key="x").site
    assert site.find("index.html") is not None
    assert site.find("papers/novak-2015/index.html") is not None
    return weakref.ref(site)


def test_the_site_before_an_edit_is_given_back(small: Path) -> None:
    builder, garbage = Builder(small, None, drafts=False), Garbage()
    garbage.collect_young()
    entry = small / "content/papers/novak-2015.md"
    text = entry.read_text(encoding="utf-8")
    sites = [_looked_at(builder, None)]
    for number in range(20):
        entry.write_text(f"{text}\nEdit {number}.\n", encoding="utf-8")
        sites.append(_looked_at(builder, entry))
        garbage.tidy()
    assert [site() for site in sites[:-1]] == [None] * 20
    assert sites[-1]() is not None


def test_a_site_goes_when_the_next_one_takes_its_place(small: Path) -> None:
    builder = Builder(small, None, drafts=False)
    site = builder.build(None, key="one").site
    pages = ("index.html", "papers/index.html", "about/index.html")
    for path in (*pages, "feed.xml", "feed.json", "papers.bib", "sitemap.xml", "llms.txt"):
        assert site.find(path) is not None
    old: list[weakref.ref[Any]] = [weakref.ref(site._plan), weakref.ref(site._plan.branches)]
    gc.disable()
    try:
        site = builder.build(None, key="two").site
        assert [part() for part in old] == [None, None]
    finally:
        gc.enable()
    assert site.key == "two"
