"""The page of display settings and keys, and what the shell says of the language."""

from pathlib import Path

import pytest

from papershelf.loading import load_shelf
from papershelf.plan import Page
from papershelf.plan.contexts import DisplayContext
from papershelf.stages import PlannedSite, plan_shelf
from papershelf.store import Store


def _site(shelf: Path, settings: str) -> PlannedSite:
    (shelf / "content/site.yaml").write_text(settings, encoding="utf-8")
    loaded = load_shelf(shelf, Store(shelf / ".papershelf", b"", b"key"))
    return plan_shelf(shelf, loaded, drafts=False)


def _page(site: PlannedSite, path: str) -> Page:
    return next(page for page in site.pages if page.path == path)


def _display(site: PlannedSite) -> DisplayContext:
    context = _page(site, "display/index.html").context
    assert isinstance(context, DisplayContext)
    return context


def _keys(site: PlannedSite) -> set[str]:
    return {" ".join(shortcut.keys) for shortcut in _display(site).shortcuts}


@pytest.mark.parametrize("theme", ["base", "default", "journal"])
@pytest.mark.parametrize("density", ["comfortable", "dense"])
def test_lists_are_as_the_shelf_sets_them_until_the_reader_chooses(
    small: Path, theme: str, density: str
) -> None:
    settings = f"title: T\ntheme: {theme}\ntheme_options: {{density: {density}}}\n"
    site = _site(small, settings)
    html = site.renderer.render(_page(site, "display/index.html")).decode()
    assert f'name="density" value="{density}" checked' in html
    assert f' data-density="{density}"' in html


def test_the_page_names_keys_only_for_what_the_shelf_has(small: Path) -> None:
    assert _keys(_site(small, "title: T\n")) >= {"/", "j", "k", "o", "?", "g h", "g t", "g s"}
    for path in (small / "content/collections").iterdir():
        path.unlink()
    keys = _keys(_site(small, "title: T\nsearch: {enabled: false}\n"))
    assert keys >= {"j", "g h", "g p"}
    assert not keys & {"/", "g s", "g c"}


def test_no_search_engine_lists_the_page_and_every_page_links_to_it(small: Path) -> None:
    site = _site(small, "title: T\nbase_url: https://example.org/\n")
    assert _page(site, "display/index.html").view.noindex
    for page in site.pages:
        assert 'display/"' in site.renderer.render(page).decode(), page.path


@pytest.mark.parametrize(("language", "direction"), [("he", ' dir="rtl"'), ("en", "")])
def test_a_page_says_which_way_its_language_is_written(
    language: str, direction: str, small: Path
) -> None:
    site = _site(small, f"title: T\nlanguage: {language}\n")
    html = site.renderer.render(_page(site, "index.html")).decode()
    assert f'<html lang="{language}"{direction} data-density' in html
