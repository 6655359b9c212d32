"""Exports hold the papers of each list and each paper alone, made only where one changed."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from pybtex.database import parse_string
from tests.support.cited import text as cited
from tests.support.exported import records_of, rows_of
from tests.support.shelf_files import files_of

from papershelf import build, load_library
from papershelf.config import read_config
from papershelf.errors import ContentError
from papershelf.exporters import EXPORTERS, Exported
from papershelf.output import Pending
from papershelf.plan.cited import Cited
from papershelf.records import Records

FILES = {exporter.file for exporter in EXPORTERS}
ALONE = {exporter.paper_file for exporter in EXPORTERS} - {""}


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
    # Nobody has written two papers.
    assert kinds == {"collections", "topics", "venues", "years"}
    assert all(keys and set(keys) <= set(every) for keys in found.values())
    years = [key for path, keys in found.items() if path.startswith("years/") for key in keys]
    assert sorted(years) == sorted(every)


def _nothing(_records: Records) -> Iterator[Pending]:
    return iter(())


def test_an_edit_of_one_paper_writes_the_files_of_its_lists_alone(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # JSON Lines are made anew as fast as they are remembered.
    formats = [exporter.name for exporter in EXPORTERS if exporter.is_kept]
    settings = f"title: T\nexports: {{formats: {formats}, lists: {formats}}}\n"
    (small / "content/site.yaml").write_text(settings, encoding="utf-8")
    files = {exporter.file for exporter in EXPORTERS if exporter.is_kept}
    before = _built(small)
    made: list[str] = []
    exported = Cited.exported

    def noted(cited: Cited, paper_id: str) -> Exported:
        made.append(paper_id)
        return exported(cited, paper_id)

    monkeypatch.setattr(Cited, "exported", noted)
    # Those of the basket hold a few papers each, and are made of all of them.
    monkeypatch.setattr(Records, "pending", _nothing)
    paper = small / "content/papers/added.md"
    paper.write_text("---\ntitle: New\nauthors: [Zoe Z]\nyear: 2001\n---\n", encoding="utf-8")
    after = _built(small)
    assert {*made} == {"added"}
    changed = {
        path
        for path in after
        if path.rpartition("/")[2] in files | ALONE and after[path] != before.get(path)
    }
    assert changed == {
        *files,
        *(f"years/2001/{file}" for file in files),
        *(f"papers/added/{file}" for file in ALONE),
    }


def test_people_have_files_on_small_shelves_and_where_the_settings_say_so(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "content/site.yaml").write_text("feeds: {authors_from: 1}\n", encoding="utf-8")
    assert "authors/ada-lovelace/papers.csv" in _built(small)
    monkeypatch.setattr("papershelf.plan.listings.FILES_FOR_ALL_UP_TO", 3)
    assert "authors/ada-lovelace/papers.bib" in _built(small)
    (small / "content/site.yaml").write_text("title: No word of it\n", encoding="utf-8")
    files = _built(small)
    assert any(path.startswith("authors/") for path in files)
    assert not any(path.startswith("authors/") and "index" not in path for path in files)
    assert "papers.bib" in files


def test_every_list_has_the_same_papers_in_every_format(small: Path) -> None:
    files = _built(small)
    folders = {path.rpartition("/")[0] for path in files if path.endswith("papers.bib")}
    assert len(folders) > 5
    for folder in folders:
        found = {name: files[f"{folder}/{name}" if folder else name].decode() for name in FILES}
        keys = _keys(found["papers.bib"].encode())
        assert [row["key"] for row in rows_of(found["papers.csv"])] == keys
        assert [item["id"] for item in json.loads(found["papers.csl.json"])] == keys
        assert [item["citation_key"] for item in records_of(found["papers.jsonl"])] == keys
        assert found["papers.ris"].count("ER  - ") == len(keys)
        assert found["papers.md"].count("\n- ") + 1 == len(keys)


def test_drafts_and_hidden_papers_are_in_no_export(small: Path) -> None:
    files = _built(small)
    lists = [content for path, content in files.items() if path.rpartition("/")[2] in FILES]
    assert lists
    assert not any(b"Not for the lists" in content or b"Not yet" in content for content in lists)
    # Whoever knows the page of a hidden paper may cite it.
    assert "papers/hidden-2023/paper.bib" in files
    assert "papers/draft-2024/paper.bib" not in files


def test_the_schema_lies_beside_the_lines_that_follow_it(small: Path) -> None:
    files = _built(small)
    schema = json.loads(files["papers.schema.json"])
    found = [path for path in files if path.endswith("papers.jsonl")]
    assert found
    for path in found:
        for record in records_of(files[path].decode()):
            jsonschema.validate(record, schema)
    [novak] = (r for r in records_of(files["papers.jsonl"].decode()) if r["id"] == "novak-2015")
    assert novak["url"] == "https://example.org/small/papers/novak-2015/"
    assert novak["links"][0]["url"] == "https://example.org/small/novak.pdf"
    assert novak["collections"][-1]["section"] == "Origins"


def test_the_files_of_a_paper_say_what_its_page_says(small: Path) -> None:
    files = _built(small)
    library = load_library(small)
    [key] = _keys(files["papers/novak-2015/paper.bib"])
    paper = library.papers["novak-2015"]
    venue = library.venues[paper.venue]
    for name, file in (("bibtex", "bib"), ("ris", "ris"), ("csl-json", "csl.json")):
        expected = cited(name, paper, venue, key)
        assert files[f"papers/novak-2015/paper.{file}"].decode() == expected


def test_what_other_files_say_of_a_paper_comes_into_its_exports(small: Path) -> None:
    before = _built(small)
    for path, old, new in (
        ("topics.yaml", "name: Numerical analysis", "name: Numbers"),
        ("collections/first-steps.md", "title: ", "title: New "),
        ("authors.yaml", "0000-0002-1825-0097", "0000-0001-5109-3700"),
        ("venues.yaml", "type: journal", "type: journal\n  url: https://example.org/annals"),
        ("venues.yaml", "acronym: NeurIPS", "acronym: NeurIPS\n  url: https://example.org/neurips"),
        ("papers/lovelace-1843.md", "{type: extends, id: novak-2015}", "{type: same_as, title: X}"),
        ("site.yaml", "Six papers", "Some papers"),
    ):
        file = small / "content" / path
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        after = _built(small)
        # No paper of these is in the Annals, and no export says what the shelf is about.
        is_told = "annals" not in new and path != "site.yaml"
        assert (before["papers.jsonl"] != after["papers.jsonl"]) == is_told, path
        assert before["papers.bib"] == after["papers.bib"]
        before = after


@pytest.mark.parametrize(
    ("settings", "shelf", "lists", "alone"),
    [
        ("", FILES, FILES, ALONE),
        ("exports: {formats: []}", set(), set(), set()),
        ("exports: {formats: [csv]}", {"papers.csv"}, {"papers.csv"}, set()),
        ("exports: {formats: [], lists: csv}", set(), {"papers.csv"}, set()),
        ("exports: {lists: []}", FILES, set(), ALONE),
        ("exports: {formats: [csv, ris], lists: jsonl}", {"papers.csv", "papers.ris"},
         {"papers.jsonl"}, {"paper.ris"}),
        ("per_paper: {exports: false}", FILES, FILES, set()),
    ],
)  # fmt: skip
def test_settings_say_which_formats_there_are(
    small: Path, settings: str, shelf: set[str], lists: set[str], alone: set[str]
) -> None:
    (small / "content/site.yaml").write_text(f"title: T\n{settings}\n", encoding="utf-8")
    files = _built(small)
    assert FILES & files.keys() == shelf
    assert {file for file in FILES if f"years/2015/{file}" in files} == lists
    assert {file for file in ALONE if f"papers/novak-2015/{file}" in files} == alone
    has_lines = "papers.jsonl" in shelf | lists
    assert ("papers.schema.json" in files) == has_lines
    page = files["years/2015/index.html"].decode()
    assert all((f'/{file}"' in page) == (file in lists) for file in FILES)
    assert ("Other formats" in page) == (len(lists) > 1)


def test_lists_of_large_shelves_have_bibtex_only(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.plan.listings.FILES_FOR_ALL_UP_TO", 3)
    monkeypatch.setattr("papershelf.plan.own_files.FILES_FOR_ALL_UP_TO", 3)
    files = _built(small)
    assert files.keys() >= FILES
    assert {file for file in FILES if f"years/2015/{file}" in files} == {"papers.bib"}
    assert not any(path.rpartition("/")[2] in ALONE for path in files)


def test_a_shelf_without_papers_has_no_exports(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert not _built(tmp_path).keys() & {*FILES, "papers.schema.json"}


def test_an_unknown_export_is_told_with_the_one_that_was_meant() -> None:
    _, [problem] = read_config("exports: {formats: [cvs]}", "content/site.yaml")
    assert problem.message == 'exports.formats[1]: "cvs" is no format of exports'
    assert problem.hint == 'did you mean "csv"?'


def test_a_file_of_the_shelf_may_not_take_the_place_of_an_export(small: Path) -> None:
    (small / "content/static/papers.csv").write_bytes(b"mine")
    with pytest.raises(ContentError) as caught:
        build(small, jobs=1)
    assert "papers.csv" in str(caught.value.problems)


def test_exports_that_are_all_there_are_not_made_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _built(small)

    def refused(cited: Cited, paper_id: str) -> Exported:
        raise AssertionError(paper_id)

    page = small / "content/pages/about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    monkeypatch.setattr(Cited, "exported", refused)
    after = _built(small)
    assert all(before[path] == after[path] for path in FILES)


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


def test_pieces_made_ahead_in_processes_are_those_made_one_by_one(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _built(small)
    monkeypatch.setattr("papershelf.exports._ONE_BY_ONE", 0)
    monkeypatch.setattr("papershelf.pieces._ALONE_UP_TO", 0)
    monkeypatch.setattr("papershelf.pieces._PAPERS_AT_ONCE", 2)
    build(small, jobs=2, clean=True)
    assert files_of(small / "site") == before


def test_formats_made_ahead_share_what_is_worked_out_of_a_paper(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = "title: T\nexports: {lists: []}\nper_paper: {exports: false}\n"
    (small / "content/site.yaml").write_text(settings, encoding="utf-8")
    monkeypatch.setattr("papershelf.exports._ONE_BY_ONE", 0)
    monkeypatch.setattr(Records, "pending", _nothing)
    exported, made = Cited.exported, Counter[str]()

    def noted(cited: Cited, paper_id: str) -> Exported:
        made[paper_id] += 1
        return exported(cited, paper_id)

    monkeypatch.setattr(Cited, "exported", noted)
    _built(small)
    # JSON Lines wait for their turn: they are long.
    assert set(made.values()) == {2}


def test_few_new_pieces_are_made_again_rather_than_all_kept_anew(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _built(small)
    kept = {path: path.read_bytes() for path in (small / ".papershelf").glob("exports-*")}
    assert kept
    monkeypatch.setattr("papershelf.pieces._WORTH_KEEPING", 1)
    paper = small / "content/papers/added.md"
    paper.write_text("---\ntitle: New\nauthors: [Zoe Z]\nyear: 2001\n---\n", encoding="utf-8")
    after = _built(small)
    assert {path: path.read_bytes() for path in kept} == kept
    paper.write_text("---\ntitle: Newer\nauthors: [Zoe Z]\nyear: 2001\n---\n", encoding="utf-8")
    assert b"Newer" in _built(small)["papers.bib"]
    assert b"Newer" not in after["papers.bib"]
