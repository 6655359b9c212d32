"""What browsers make exports of a selection from: each paper once, as the shelf's files say it."""

from pathlib import Path

import pytest
from tests.support.node import run_node
from tests.support.records import read_files, read_records
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.plan.record_files import bucket_count, bucket_of


def _pages(site: dict[str, bytes]) -> set[str]:
    """The slugs of all papers with a page, without those that lead to another one."""
    return {
        path.split("/")[1]
        for path, content in site.items()
        if path.startswith("papers/")
        and path.endswith("/index.html")
        and path.count("/") == 2
        and b'http-equiv="refresh"' not in content
    }


def test_the_files_hold_the_papers_that_have_pages(small: Path) -> None:
    build(small, jobs=1)
    site = files_of(small / "site")
    records = read_records(site)
    assert set(records) == _pages(site) - {"page"}
    assert all(record["title"] and record["facts"] for record in records.values())


def test_an_earlier_id_leads_to_the_paper(small: Path) -> None:
    paper = small / "content/papers/added.md"
    paper.write_text(
        "---\ntitle: New\nauthors: [Zoe Z]\nyear: 2001\naliases: [once, before-2001]\n---\n",
        encoding="utf-8",
    )
    build(small, jobs=1)
    files = read_files(files_of(small / "site"))
    aliases = {
        alias: (path, leads) for path, file in files.items() for alias, leads in file["aliases"]
    }
    assert {alias: leads for alias, (_, leads) in aliases.items()} == {
        "once": "added",
        "before-2001": "added",
    }
    count = len(files)
    assert all(
        path == f"records/{count}/{bucket_of(alias, count)}.json"
        for alias, (path, _) in aliases.items()
    )


def test_formats_that_the_settings_leave_out_are_in_no_record(small: Path) -> None:
    settings = small / "content/site.yaml"
    settings.write_text("title: T\nexports: {formats: [ris, jsonl]}\n", encoding="utf-8")
    build(small, jobs=1)
    site = files_of(small / "site")
    assert {tuple(record["pieces"]) for record in read_records(site).values()} == {("ris",)}
    page = site["basket/index.html"].decode()
    assert 'data-export="ris"' in page
    assert 'data-export="bibtex"' not in page


def test_a_shelf_without_papers_has_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: T\n", encoding="utf-8")
    build(tmp_path, jobs=1)
    [file] = read_files(files_of(tmp_path / "site")).values()
    assert file["papers"] == []


def test_only_the_file_of_a_paper_that_changed_is_written_anew(tmp_path: Path) -> None:
    papers = tmp_path / "content/papers"
    papers.mkdir(parents=True)
    for number in range(60):
        text = f"---\ntitle: Paper {number}\nauthors: [Ada Lovelace]\nyear: 2001\n---\n"
        (papers / f"p{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "content/site.yaml").write_text("title: T\n", encoding="utf-8")
    build(tmp_path, jobs=1)
    before = files_of(tmp_path / "site")
    (papers / "p7.md").write_text(
        "---\ntitle: Another\nauthors: [Ada Lovelace]\nyear: 2001\n---\n", encoding="utf-8"
    )
    build(tmp_path, jobs=1)
    after = files_of(tmp_path / "site")
    changed = [path for path in read_files(after) if after[path] != before[path]]
    assert changed == [f"records/4/{bucket_of('p7', 4)}.json"]


@pytest.mark.parametrize(
    ("papers", "files"),
    [(0, 1), (1, 1), (16, 1), (17, 2), (32, 2), (33, 4), (10_000, 1_024), (95_562, 8_192)],
)
def test_there_are_so_many_files_that_each_has_few_papers(papers: int, files: int) -> None:
    assert bucket_count(papers) == files


def test_browsers_look_where_python_put_a_paper() -> None:
    ids = ["", "a", "vinyals-2015", "深度学习", "مقالة", "\U0001f4da", "e\u0301", "__proto__"]
    ids += [f"{number:x}-π" for number in range(3_000)]
    counts = [1, 2, 64, 8_192, 1 << 20]
    found = run_node("buckets.mjs", {"ids": ids, "counts": counts})
    assert found == [[bucket_of(each, count) for each in ids] for count in counts]
