"""Sites that follow each other: what is held of each is what it was when it was built."""

from pathlib import Path

import pytest

from papershelf.serve.background import Result
from papershelf.serve.job import catch_up
from papershelf.serve.rebuild import Builder
from papershelf.serve.request import Task
from papershelf.serve.site import ShelfSite
from papershelf.store import open_store
from papershelf.templates import TemplateFailureError
from papershelf.version import program_digest

_LIST = '{% extends "packaged:papers.html" %}'


def _content(site: ShelfSite, path: str) -> bytes:
    file = site.find(path)
    assert file is not None
    assert isinstance(file.content, bytes)
    return file.content


def _template(shelf: Path, name: str, text: str) -> None:
    file = shelf / "themes/default/templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_the_last_good_site_keeps_its_templates_for_pages_nobody_has_seen(small: Path) -> None:
    _template(small, "papers.html", _LIST)
    builder = Builder(small, None, drafts=False)
    good = builder.build(None, key="good").site
    other = Builder(small, None, drafts=False).build(None, key="other").site
    before = _content(other, "papers/index.html")
    _template(small, "papers.html", "Something else")
    _template(small, "home.html", "{{ nothing.at_all }}")
    with pytest.raises(TemplateFailureError):
        builder.build(None, key="bad")
    assert _content(good, "papers/index.html") == before
    _template(small, "papers.html", _LIST)
    (small / "themes/default/templates/home.html").unlink()
    assert _content(builder.build(None, key="mended").site, "papers/index.html") == before


def _caught_up(builder: Builder, shelf: Path) -> ShelfSite:
    store = open_store(shelf, program_digest())
    found = catch_up(Task(shelf, None, False), store, related_key=b"", search_key=b"?")
    assert found.search is not None
    result = Result(1, builder.related, found.search, found.problems, found.planned, found.seconds)
    site = builder.with_found(result, key="caught up")
    assert site is not None
    return site


def test_a_search_that_is_switched_off_is_gone_when_all_has_caught_up(small: Path) -> None:
    builder = Builder(small, None, drafts=False)
    builder.build(None, key="on")
    assert _caught_up(builder, small).find("search/manifest.json") is not None
    settings = small / "content/site.yaml"
    settings.write_text(f"{settings.read_text()}\nsearch: {{enabled: false}}\n")
    builder.build(frozenset([str(settings)]), key="off")
    assert _caught_up(builder, small).find("search/manifest.json") is None


def test_a_picture_that_changes_is_seen_on_pages_of_a_shelf_behind_a_link(
    small: Path, tmp_path: Path
) -> None:
    shelf = tmp_path / "link"
    shelf.symlink_to(small)
    builder = Builder(shelf, None, drafts=False)
    before = builder.build(None, key="1").site.find("papers/novak-2015/index.html")
    picture = shelf / "content/static/novak.svg"
    picture.write_text(f"{picture.read_text()}<!-- other -->")
    after = builder.build(frozenset([str(picture)]), key="2").site.find(
        "papers/novak-2015/index.html"
    )
    assert before is not None
    assert after is not None
    assert (before.content, before.page != after.page) == (after.content, True)
