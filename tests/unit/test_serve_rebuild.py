"""Sites that follow each other: what is held of each is what it was when it was built."""

from pathlib import Path

import pytest

from papershelf.serve.rebuild import Builder
from papershelf.serve.site import ShelfSite
from papershelf.templates import TemplateFailureError

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
