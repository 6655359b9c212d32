"""The digests: days, weeks and months, each with its papers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.support.feed_rules import check_html
from tests.support.followed import Files, atoms, built, settings, texts, write_entry
from tests.support.shelf_files import files_of

from papershelf import build

KINDS = ("daily", "weekly", "monthly")
ADDRESS = "https://shelf.example/"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A shelf without papers."""
    (tmp_path / "content/papers").mkdir(parents=True)
    text = "title: A shelf\nfeed_id: 76021e32-cb52-5a5e-94d6-fb8fb74056a8\n"
    (tmp_path / "content/site.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def _add(shelf: Path, name: str, added: str, more: str = "") -> None:
    fields = f"title: Title of {name}\nauthors: [Ada B]\nyear: 2000\nadded: {added}{more}"
    write_entry(shelf, name, fields)


def _items(files: Files, kind: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(files[f"{kind}/feed.json"])["items"]
    return items


def _titles(shelf: Path) -> dict[str, list[str]]:
    files = built(shelf)
    found = {kind: texts(atoms(files)[f"{kind}/feed.xml"], "entry/title") for kind in KINDS}
    assert found == {kind: [item["title"] for item in _items(files, kind)] for kind in KINDS}
    return found


def test_the_digests_tell_of_every_period_that_has_a_page_the_latest_first(shelf: Path) -> None:
    _add(shelf, "a", "2024-02-28")
    _add(shelf, "b", "2024-02-28")
    _add(shelf, "c", "2024-02-29")
    assert _titles(shelf) == {
        "daily": ["29 February 2024: 1 paper", "28 February 2024: 2 papers"],
        "weekly": ["Week 9, 2024: 3 papers"],
        "monthly": ["February 2024: 3 papers"],
    }
    _add(shelf, "d", "2024-03-04")
    _add(shelf, "e", "2024-03")
    assert _titles(shelf) == {
        "daily": [
            *("4 March 2024: 1 paper", "29 February 2024: 1 paper"),
            "28 February 2024: 2 papers",
        ],
        "weekly": ["Week 10, 2024: 1 paper", "Week 9, 2024: 3 papers"],
        "monthly": ["March 2024: 2 papers", "February 2024: 3 papers"],
    }
    files = built(shelf, ADDRESS)
    for kind in KINDS:
        told = {item["url"] for item in _items(files, kind)}
        paths = {f"{ADDRESS}{path.removesuffix('index.html')}" for path in files}
        assert told == {path for path in paths if re.fullmatch(rf".*/{kind}/[^/]+/", path)}


def test_a_period_that_grows_keeps_its_id_and_is_updated(shelf: Path) -> None:
    _add(shelf, "a", "2024-02-26")
    [before] = _items(built(shelf), "weekly")
    _add(shelf, "b", "2024-02-29")
    [after] = _items(built(shelf), "weekly")
    for key in ("id", "url", "date_published"):
        assert after[key] == before[key]
    assert before["date_modified"] == "2024-02-26T00:00:00Z"
    assert after["date_modified"] == "2024-02-29T00:00:00Z"
    assert "Title of b" in after["content_html"]


def test_dates_and_ids_of_an_entry_come_from_the_content(shelf: Path) -> None:
    _add(shelf, "a", "2024-02-26")
    _add(shelf, "b", "2024-02-27", "\nversions: [{label: v2, date: 2024-05}]")
    _add(shelf, "c", "2025-01-01")
    item = _items(built(shelf), "weekly")[1]
    assert item["date_published"] == "2024-02-26T00:00:00Z"
    assert item["date_modified"] == "2024-05-01T00:00:00Z"
    settings(shelf, title="Another name")
    same = _items(built(shelf, ADDRESS), "weekly")[1]
    assert same["id"] == item["id"]
    assert same["url"] == f"{ADDRESS}weekly/2024-W09/"
    assert len({item["id"] for kind in KINDS for item in _items(built(shelf), kind)}) == 7


def test_an_entry_lists_its_papers_with_links_people_and_summaries(shelf: Path) -> None:
    _add(shelf, "a", "2024-02-26", "\nsummary: What *a* found & <b>")
    _add(shelf, "b", "2024-02-26")
    _add(shelf, "c", "2025")
    [item] = _items(built(shelf, ADDRESS), "daily")
    html = item["content_html"]
    check_html(html, ADDRESS)
    assert f'<h2><a href="{ADDRESS}papers/a/">Title of a</a></h2>' in html
    assert "<p>Ada B · 2000</p>" in html
    assert "<p>What a found &amp; &lt;b&gt;</p>" in html
    assert item["summary"] == "Title of a; Title of b"


def test_a_busy_day_leads_to_its_page_for_the_rest(shelf: Path) -> None:
    for number in range(60):
        _add(shelf, f"n{number:02}", "2024-02-26")
    [item] = _items(built(shelf, ADDRESS), "daily")
    html = item["content_html"]
    assert html.count("<h2>") == 50
    assert html.endswith(f'<p><a href="{ADDRESS}daily/2024-02-26/">All 60 papers</a></p>\n')
    assert len(item["summary"]) <= 400


def test_there_are_as_many_entries_as_the_settings_want(shelf: Path) -> None:
    settings(shelf, feeds="{entries: 2}")
    for day in range(1, 6):
        _add(shelf, f"n{day}", f"2024-02-0{day}")
    assert _titles(shelf)["daily"] == ["5 February 2024: 1 paper", "4 February 2024: 1 paper"]


def test_papers_without_days_make_no_digest_of_days(shelf: Path) -> None:
    _add(shelf, "a", "2024-02")
    files = built(shelf)
    assert {path for path in files if path.endswith("feed.json")} >= {"monthly/feed.json"}
    assert "daily/feed.xml" not in files
    assert b"daily/feed.xml" not in files["feeds.opml"]
    assert b"monthly/feed.xml" in files["feeds.opml"]


def test_digests_follow_every_edit(shelf: Path, tmp_path: Path) -> None:
    _add(shelf, "a", "2024-02-26")
    _add(shelf, "b", "2024-02-27")
    built(shelf)
    for name, added, more in (
        ("a", "2024-02-26", "\nsummary: New"),
        ("c", "2024-02-26", ""),
        ("c", "2024-02-28", ""),
        ("b", "2024-03-27", "\nstatus: retracted"),
    ):
        _add(shelf, name, added, more)
        found = built(shelf)
        build(shelf, tmp_path / "clean", jobs=1, clean=True)
        assert found == files_of(tmp_path / "clean")
