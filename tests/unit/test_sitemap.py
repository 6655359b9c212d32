"""The sitemap names what search engines may show, with the dates of the content."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.laws.pages import parse
from tests.support.libraries import paper
from tests.support.odd_shelf import odd_shelf
from tests.support.shelf_files import files_of
from tests.support.sitemap import dates_in

from papershelf import build
from papershelf.model import Version
from papershelf.plan.branches import Branches
from papershelf.plan.page import Page
from papershelf.plan.sitemap import LONGEST_ADDRESS, Sitemap, changed
from papershelf.serve.rebuild import Builder

BASE = "https://user.example/repo/"


def _built(shelf: Path, base_url: str | None = BASE) -> dict[str, bytes]:
    build(shelf, base_url=base_url, jobs=1)
    return files_of(shelf / "site")


def _indexed(files: dict[str, bytes]) -> Iterator[str]:
    """The addresses that pages themselves take for the right ones, and let be found."""
    for path, content in files.items():
        if path.endswith(".html"):
            elements = parse(content).elements
            canonical = [a["href"] for _, a in elements if a.get("rel") == "canonical"]
            if not any(a.get("name") == "robots" for _, a in elements):
                yield from canonical


def test_the_sitemap_names_all_pages_that_may_be_found_but_the_search(small: Path) -> None:
    files = _built(small)
    named = dates_in(files["sitemap.xml"])
    assert {*named, f"{BASE}search/"} == {*_indexed(files)}
    assert len(named) > 30


def test_the_sitemap_of_the_odd_shelf_has_the_right_form(tmp_path: Path) -> None:
    shelf = odd_shelf(tmp_path, day=30, authors=30)
    files = _built(shelf, "https://odd.example/a&b/")
    named = dates_in(files["sitemap.xml"])
    assert {*named, "https://odd.example/a&b/search/"} == {*_indexed(files)}
    assert "https://odd.example/a&b/papers/hidden/" not in named


def test_a_site_without_an_address_has_no_sitemap(small: Path) -> None:
    settings = small / "content/site.yaml"
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if "base_url" not in line), "utf-8")
    files = _built(small, None)
    assert "sitemap.xml" not in files
    assert b"Sitemap" not in files["robots.txt"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"added": "2024-03-01", "date": "2015-06"}, "2024-03-01"),
        ({"added": "2014-03-01", "date": "2015-06"}, "2015-06-01"),
        ({"added": "", "date": "2015"}, "2015-01-01"),
        ({"added": "", "date": ""}, ""),
        ({"added": "2024-03-01", "versions": (Version("v2", "2024-05"),)}, "2024-05-01"),
        ({"added": "2024-03-01", "versions": (Version("v0", ""),)}, "2024-03-01"),
    ],
)
def test_the_date_of_a_paper_is_the_newest_that_its_entry_tells_of(
    fields: dict[str, object], expected: str
) -> None:
    assert changed(paper(1, **fields)) == expected


def test_a_list_has_the_date_of_its_newest_paper_and_a_free_page_none(small: Path) -> None:
    (small / "content/papers/late.md").write_text(
        "---\ntitle: Late\nauthors: [Zoe Z]\nyear: 2001\nadded: 2031-02-03\n---\n", "utf-8"
    )
    files = _built(small)
    named = dates_in(files["sitemap.xml"])
    late = {address.removeprefix(BASE) for address, date in named.items() if date == "2031-02-03"}
    assert {"", "papers/", "papers/late/", "years/", "years/2001/", "authors/zoe-z/"} <= late
    assert {"daily/2031-02-03/", "weekly/2031-W06/", "monthly/2031-02/", "daily/"} <= late
    free = [path for path in files if path.startswith("about/")]
    assert free
    assert named[f"{BASE}about/"] == ""
    others = [a for a, date in named.items() if "/papers/" in a and date and date < "2031"]
    assert others


def test_an_edit_changes_the_dates_of_its_lists_alone(small: Path) -> None:
    before = dates_in(_built(small)["sitemap.xml"])
    entry = small / "content/papers/novak-2015.md"
    text = entry.read_text("utf-8")
    edited = re.sub("^added: .*$", "added: 2030-01-01", text, count=1, flags=re.MULTILINE)
    entry.write_text(edited, "utf-8")
    after = dates_in(_built(small)["sitemap.xml"])
    changed_pages = {address for address in after if after[address] != before.get(address)}
    assert f"{BASE}papers/novak-2015/" in changed_pages
    assert f"{BASE}papers/lovelace-1843/" not in changed_pages
    build(small, base_url=BASE, jobs=1, clean=True)
    assert dates_in((small / "site/sitemap.xml").read_bytes()) == after


def test_a_long_sitemap_comes_in_parts_with_an_index(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dates_in(_built(small)["sitemap.xml"])
    monkeypatch.setattr("papershelf.plan.sitemap.MOST_ADDRESSES", 7)
    build(small, base_url=BASE, jobs=1, clean=True)
    files = files_of(small / "site")
    index = dates_in(files["sitemap.xml"])
    parts = [dates_in(files[address.removeprefix(BASE)]) for address in index]
    assert [len(part) for part in parts[:-1]] == [7] * (len(parts) - 1)
    assert {address: date for part in parts for address, date in part.items()} == whole
    assert [*index.values()] == [max(part.values()) for part in parts]
    assert {path for path in files if path.startswith("sitemaps/")} == {
        address.removeprefix(BASE) for address in index
    }
    assert all(address.startswith(f"{BASE}sitemaps/") for address in index)


def test_parts_that_are_needed_no_longer_are_removed(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("papershelf.plan.sitemap.MOST_ADDRESSES", 7)
        assert "sitemaps/2.xml" in _built(small)
    (small / "content/papers/new.md").write_text("---\ntitle: N\nauthors: [A B]\nyear: 2001\n---\n")
    assert not any(path.startswith("sitemaps/") for path in _built(small))


def test_the_preview_has_the_same_sitemap_and_plans_nothing_for_other_files(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.plan.sitemap.MOST_ADDRESSES", 7)
    files = _built(small)
    planned: list[str] = []
    pages = Branches.pages

    def counted(branches: Branches) -> Iterator[Page]:
        planned.append("all")
        return pages(branches)

    monkeypatch.setattr(Branches, "pages", counted)
    site = Builder(small, BASE, drafts=False).build(None, key="one").site
    for path in ("index.html", "robots.txt", "llms.txt", "papers/novak-2015/index.md"):
        found = site.find(path)
        assert found is not None
        assert path == "index.html" or found.content == files[path]
    assert planned == []
    paths = ["sitemap.xml", *(path for path in files if path.startswith("sitemaps/"))]
    assert len(paths) > 3
    for path in paths:
        found = site.find(path)
        assert found is not None
        assert found.content == files[path]
    assert site.find("sitemaps/99.xml") is None
    assert site.find("sitemaps/one.xml") is None
    assert {*paths} <= {*site.paths()}


def test_an_own_sitemap_takes_the_place_of_ours_and_of_its_parts(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.plan.sitemap.MOST_ADDRESSES", 7)
    static = small / "content/static"
    static.mkdir(exist_ok=True)
    (static / "sitemap.xml").write_bytes(b"<mine/>")
    files = _built(small)
    assert files["sitemap.xml"] == b"<mine/>"
    assert not any(path.startswith("sitemaps/") for path in files)


def test_addresses_that_are_too_long_for_a_sitemap_are_left_out() -> None:
    short, long = (
        Page("", url, "x.html", None, None)  # type: ignore[arg-type]
        for url in ("a/", "a" * LONGEST_ADDRESS)
    )
    (pending,) = Sitemap(BASE, {}, lambda: [short, long]).first()
    assert [*dates_in(pending.make())] == [f"{BASE}a/"]


def test_a_list_is_asked_for_its_date_once_however_many_parts_it_has() -> None:
    papers = {f"p{number}": paper(number) for number in range(50)}
    asked: list[str] = []

    class Listed(list[str]):
        def __iter__(self) -> Iterator[str]:
            asked.append("once")
            return super().__iter__()

    ids = Listed(papers)
    pages = [
        Page("", f"papers/page/{number}/", "x.html", None, None, dated_by=ids)  # type: ignore[arg-type]
        for number in range(20)
    ]
    sitemap = Sitemap(BASE, papers, lambda: pages)
    (pending,) = sitemap.first()
    assert len(dates_in(pending.make())) == 20
    assert asked == ["once"]
