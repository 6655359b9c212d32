"""Exports hold the papers of each list, and are made only where a paper changed."""

from pathlib import Path

import pytest
from pybtex.database import parse_string
from tests.support.shelves import files_of

from papershelf import build
from papershelf.config import read_config
from papershelf.exporters import Exported
from papershelf.plan.cited import Cited


def _built(shelf: Path) -> dict[str, bytes]:
    build(shelf, jobs=1)
    return files_of(shelf / "site")


def _keys(content: bytes) -> list[str]:
    return list(parse_string(content.decode(), "bibtex").entries)


def test_every_list_has_its_papers_as_bibtex(small: Path) -> None:
    files = _built(small)
    every = _keys(files["papers.bib"])
    assert len(every) == 4
    found = {
        path: _keys(content) for path, content in files.items() if path.endswith("/papers.bib")
    }
    kinds = {path.partition("/")[0] for path in found}
    assert kinds == {"collections", "topics", "venues", "years", "authors"}
    assert all(keys and set(keys) <= set(every) for keys in found.values())
    years = [key for path, keys in found.items() if path.startswith("years/") for key in keys]
    assert sorted(years) == sorted(every)


def test_an_edit_of_one_paper_writes_the_files_of_its_lists_alone(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _built(small)
    made: list[str] = []
    exported = Cited.exported

    def noted(cited: Cited, paper_id: str) -> Exported:
        made.append(paper_id)
        return exported(cited, paper_id)

    monkeypatch.setattr(Cited, "exported", noted)
    paper = small / "content/papers/added.md"
    paper.write_text("---\ntitle: New\nauthors: [Zoe Z]\nyear: 2001\n---\n", encoding="utf-8")
    after = _built(small)
    assert made == ["added"]
    changed = {
        path
        for path in after
        if path.endswith(("papers.bib", "feed.xml")) and after[path] != before.get(path)
    }
    assert changed == {
        "papers.bib",
        "feed.xml",
        "years/2001/papers.bib",
        "years/2001/feed.xml",
    }


def test_people_have_files_only_on_small_shelves(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.plan.listings.FILES_FOR_ALL_UP_TO", 3)
    files = _built(small)
    assert any(path.startswith("authors/") for path in files)
    assert not any(path.startswith("authors/") and "index" not in path for path in files)
    assert "papers.bib" in files


@pytest.mark.parametrize(
    ("setting", "formats"),
    [("", 6), ("citations: []", 0), ("citations: apa", 1), ("citations: [ris, bibtex, ris]", 2)],
)
def test_the_setting_says_which_citations_a_page_shows(setting: str, formats: int) -> None:
    config, problems = read_config(f"title: T\n{setting}", "content/site.yaml")
    assert problems == []
    assert len(dict.fromkeys(config.citations)) == formats


def test_an_unknown_format_is_told_with_the_one_that_was_meant() -> None:
    _, [problem] = read_config("citations: [bibtext]", "content/site.yaml")
    assert problem.message == 'citations[1]: "bibtext" is no format of citations'
    assert problem.hint == 'did you mean "bibtex"?'
