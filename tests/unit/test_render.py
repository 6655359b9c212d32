"""Pages to HTML: addresses, fingerprints, and what crosses to another process."""

import pickle
from pathlib import Path

import pytest

from papershelf.errors import Location, Problem
from papershelf.loading import load_shelf
from papershelf.render import render_pages
from papershelf.stages import PlannedSite, plan_shelf
from papershelf.store import Store
from papershelf.templates import TemplateFailureError


def _site(shelf: Path, base_url: str | None = None) -> PlannedSite:
    loaded = load_shelf(shelf, Store(shelf / ".papershelf", b"", b"key"), base_url=base_url)
    return plan_shelf(shelf, loaded, drafts=False)


@pytest.fixture
def site(small: Path) -> PlannedSite:
    """The small shelf, planned."""
    return _site(small)


def _fingerprints(site: PlannedSite) -> dict[str, bytes]:
    return {page.path: site.renderer.fingerprint(page) for page in site.pages}


def _changed(site: PlannedSite, other: PlannedSite) -> set[str]:
    before, after = _fingerprints(site), _fingerprints(other)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def _edit(shelf: Path, name: str, old: str, new: str) -> None:
    path = shelf / "content" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_page_leads_to_the_root_by_its_own_depth(site: PlannedSite) -> None:
    pages = {page.path: page for page in site.pages}
    for path, home in (("index.html", "./"), ("papers/index.html", "../")):
        assert f'href="{home}"' in site.renderer.render(pages[path]).decode()
    deep = site.renderer.render(pages["papers/novak-2015/index.html"]).decode()
    assert 'href="../../"' in deep
    assert 'href="../../papers/lovelace-1843/"' in deep


def test_the_page_for_what_is_not_there_leads_to_the_root_by_the_base_url(small: Path) -> None:
    site = _site(small, "https://example.org/shelf/")
    page = next(page for page in site.pages if page.path == "404.html")
    html = site.renderer.render(page).decode()
    assert 'href="/shelf/"' in html
    assert '"../' not in html


def test_every_page_has_its_own_fingerprint_and_it_does_not_change_by_itself(
    site: PlannedSite, small: Path
) -> None:
    assert len(set(_fingerprints(site).values())) == len(site.pages)
    assert _changed(site, _site(small)) == set()


def test_a_fingerprint_is_known_without_rendering_and_the_same_after_it(site: PlannedSite) -> None:
    before = _fingerprints(site)
    list(render_pages(site.renderer, site.pages))
    assert _fingerprints(site) == before


def test_a_change_of_a_note_makes_one_page_anew(site: PlannedSite, small: Path) -> None:
    # The lists know a paper by the digest of the whole entry.
    _edit(small, "pages/about.md", "See", "Look at")
    assert _changed(site, _site(small)) == {"about/index.html"}


@pytest.mark.parametrize(
    ("old", "new"), [("A small shelf", "Another"), ("language: en", "language: de")]
)
def test_a_change_of_the_site_makes_every_page_anew(
    site: PlannedSite, small: Path, old: str, new: str
) -> None:
    _edit(small, "site.yaml", old, new)
    assert _changed(site, _site(small)) == set(_fingerprints(site))


def test_a_page_is_made_anew_when_a_page_it_links_to_goes(site: PlannedSite, small: Path) -> None:
    page = small / "content/pages/more.md"
    page.write_text("---\ntitle: More\nmenu: none\n---\n", encoding="utf-8")
    _edit(small, "collections/first-steps.md", "../pages/about.md", "../pages/more.md")
    before = _site(small)
    page.unlink()
    assert _changed(before, _site(small)) == {
        "more/index.html",
        "collections/first-steps/index.html",
    }


def test_a_renderer_renders_the_same_in_another_process(site: PlannedSite) -> None:
    expected = list(render_pages(site.renderer, site.pages))
    renderer, pages = pickle.loads(pickle.dumps((site.renderer, site.pages)))  # noqa: S301
    assert list(render_pages(renderer, pages)) == expected
    assert renderer.fingerprint(pages[0]) == site.renderer.fingerprint(site.pages[0])


def test_a_failure_of_a_template_crosses_processes() -> None:
    raised = TemplateFailureError(Problem(Location("a.html", 3), "wrong"))
    error = pickle.loads(pickle.dumps(raised))  # noqa: S301
    assert isinstance(error, TemplateFailureError)
    assert str(error) == "a.html:3: wrong"


def test_half_a_character_in_a_theme_does_not_stop_a_build(small: Path) -> None:
    folder = small / "themes/default"
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.yaml").write_text("name: default\nextends: base\n", encoding="utf-8")
    (folder / "templates/404.html").write_text('{{ "\\ud800" }}', encoding="utf-8")
    site = _site(small)
    page = next(page for page in site.pages if page.path == "404.html")
    assert site.renderer.render(page) == b"?"
