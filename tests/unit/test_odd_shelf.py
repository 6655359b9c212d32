"""The odd shelf builds, whatever is on it, and its pages are sound."""

from pathlib import Path

import pytest
from tests.laws.pages import broken_links
from tests.support.node import ROOT
from tests.support.odd_shelf import ODD_PAPERS, odd_shelf
from tests.support.page_kinds import page_kinds
from tests.support.shelf_files import files_of
from tests.support.well_formed import faults_of

from papershelf import build
from papershelf.errors import Problem, Severity


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shelf, built; fewer papers and people are enough here."""
    folder = odd_shelf(tmp_path_factory.mktemp("odd"), day=60, venue=60, authors=120)
    build(folder, jobs=1)
    return folder


def test_the_odd_shelf_has_no_errors_and_no_link_that_leads_nowhere(tmp_path: Path) -> None:
    problems: list[Problem] = []
    build(odd_shelf(tmp_path, day=1, authors=3), on_problem=problems.append, jobs=1)
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert [problem for problem in problems if "leads nowhere" in problem.message] == []


def test_every_page_of_the_odd_shelf_is_well_formed(shelf: Path) -> None:
    pages = {
        path: faults_of(path.read_text(encoding="utf-8"))
        for path in sorted((shelf / "site").rglob("*.html"))
    }
    assert len(pages) > 300
    assert {path.parent.name: faults for path, faults in pages.items() if faults} == {}


def test_no_link_within_the_odd_shelf_is_broken(shelf: Path) -> None:
    assert broken_links(files_of(shelf / "site")) == []


def test_all_odd_papers_have_a_page_but_the_draft(shelf: Path) -> None:
    pages = {path.parent.name for path in (shelf / "site/papers").glob("*/index.html")}
    assert set(ODD_PAPERS) <= pages
    assert "draft" not in pages


def test_the_kinds_of_pages_cover_every_template(shelf: Path) -> None:
    kinds = page_kinds(shelf, shelf / "site", least=True, papers=ODD_PAPERS)
    templates = {path.name for path in (ROOT / "themes/base/templates").glob("*.html")}
    # Those that most shelves lack have tests of their own: tests/browser/test_admin.py and
    # test_offline.py.
    assert templates - {"base.html", "admin.html", "offline.html"} == {
        kind.template for kind in kinds
    }
    assert len({kind.path for kind in kinds}) == len(kinds)
    assert all(kind.file.is_file() for kind in kinds)


def test_the_kinds_of_pages_follow_the_addresses(shelf: Path) -> None:
    names = {kind.name for kind in page_kinds(shelf, shelf / "site", least=True)}
    assert {
        "home",
        "papers papers",
        "papers papers/*/*",
        "paper papers/*",
        "paper papers/* (least)",
        "redirect papers/*",
        "collection collections/* (least)",
        "period daily/*",
        "period daily/*/page/*",
        "search search",
        "404 404.html",
    } <= names
