"""The papers of whole shelves come back from the files that readers take away."""

from pathlib import Path

import pytest
from tests.laws.test_import_round_trip import BY_NAME, _expected, _facts
from tests.support.exported import exported, text_of
from tests.support.odd_shelf import odd_shelf

from papershelf.draft import Draft
from papershelf.exporters import Exported
from papershelf.importers.importer import Source
from papershelf.loading import load_shelf
from papershelf.store import Store


def _papers(folder: Path) -> list[Exported]:
    library = load_shelf(folder, Store(folder / ".papershelf", b"", b"key")).library
    papers = library.papers.values()
    return [exported(paper, library.venues.get(paper.venue)) for paper in papers]


@pytest.mark.parametrize(
    ("export", "name"),
    [
        ("bibtex", "bibtex"),
        ("bibtex-ascii", "bibtex"),
        ("ris", "ris"),
        ("csl-json", "csl-json"),
    ],
)
def test_all_papers_of_a_shelf_come_back(small: Path, export: str, name: str) -> None:
    papers = _papers(small)
    drafts = list(BY_NAME[name].read(Source("refs", text_of(export, *papers).encode())))
    assert [draft.key for draft in drafts if isinstance(draft, Draft)] == [p.key for p in papers]
    for paper, draft in zip(papers, drafts, strict=True):
        assert isinstance(draft, Draft)
        assert _facts(draft) == _expected(paper.work)


@pytest.mark.parametrize("export", ["bibtex", "bibtex-ascii", "ris", "csl-json"])
def test_no_paper_of_an_odd_shelf_is_lost(tmp_path: Path, export: str) -> None:
    papers = _papers(odd_shelf(tmp_path, day=5, authors=50))
    reader = BY_NAME[export.removesuffix("-ascii")]
    drafts = list(reader.read(Source("refs", text_of(export, *papers).encode())))
    assert [draft.key for draft in drafts if isinstance(draft, Draft)] == [p.key for p in papers]
    assert all(isinstance(draft, Draft) and draft.fields["title"] for draft in drafts)
