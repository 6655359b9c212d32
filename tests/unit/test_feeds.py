"""Feeds tell what came last, keep their ids for ever, and never look at the clock."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from lxml import etree
from tests.support.feed_rules import ATOM, check_atom, check_html, check_json_feed, check_opml
from tests.support.followed import Files, atoms, built, settings, texts, write_entry
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.checking import check
from papershelf.errors import ContentError, Severity

ADDRESS = "https://shelf.example/"


@pytest.fixture
def shelf(small: Path) -> Path:
    """The small shelf without an address, where every author can be followed."""
    settings(small, base_url=None, feeds="{authors_from: 1}")
    return small


def _first(files: Files, path: str = "feed.xml") -> etree._Element:
    entry = atoms({path: files[path]})[path].find(f"{ATOM}entry")
    assert entry is not None
    return entry


def _items(files: Files, path: str = "feed.json") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(files[path])["items"]
    return items


def _ids(files: Files) -> dict[str, str]:
    """The ids of all feeds by their paths, and of all entries by their titles."""
    found: dict[str, str] = {}
    for path, feed in atoms(files).items():
        found[path] = texts(feed, "id")[0]
        for entry in feed.findall(f"{ATOM}entry"):
            [title], [own] = texts(entry, "title"), texts(entry, "id")
            assert found.setdefault(title, own) == own
    return found


@pytest.mark.parametrize("base_url", [None, "https://shelf.example/papers/"])
def test_links_in_feeds_are_whole_where_the_site_knows_its_address(
    shelf: Path, base_url: str | None
) -> None:
    files = built(shelf, base_url)
    root = base_url or "https://any.example/where/"
    for path, feed in atoms(files).items():
        for link in feed.iter(f"{ATOM}link"):
            if link.get("rel") in ("alternate", "self"):
                assert ("://" in link.attrib["href"]) is bool(base_url)
                target = unquote(urljoin(f"{root}{path}", link.attrib["href"]).removeprefix(root))
                assert (target if "." in target else f"{target}index.html") in files


def test_a_feed_of_a_site_without_an_address_has_none_that_could_name_it(shelf: Path) -> None:
    assert "feed_url" not in json.loads(built(shelf)["feed.json"])
    assert json.loads(built(shelf, ADDRESS)["feed.json"])["feed_url"] == f"{ADDRESS}feed.json"


def test_ids_stay_whatever_the_address_the_title_and_the_other_papers(shelf: Path) -> None:
    before = _ids(built(shelf))
    settings(shelf, title="Another name")
    write_entry(shelf, "newer", "title: Newer\nauthors: [A B]\ndate: 2999-01-01\nweight: 3")
    for address in (None, ADDRESS, "https://elsewhere.example/papers/"):
        after = _ids(built(shelf, address))
        kept = {name for name in before if "papers: " not in name and "paper: " not in name}
        assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_two_shelves_of_one_title_have_other_ids(shelf: Path) -> None:
    before = _ids(built(shelf))
    settings(shelf, feed_id="76021e32-cb52-5a5e-94d6-fb8fb74056a8")
    assert not set(before.values()) & set(_ids(built(shelf)).values())


def test_without_a_feed_id_the_title_names_the_feeds_and_a_check_says_so(shelf: Path) -> None:
    assert [p for p in check(shelf)[0] if "feed_id" in p.message] == []
    settings(shelf, feed_id=None)
    before = _ids(built(shelf))
    assert _ids(built(shelf, ADDRESS)) == before
    settings(shelf, title="Another name")
    assert not set(_ids(built(shelf)).values()) & set(before.values())
    [advice] = [p for p in check(shelf)[0] if "feed_id" in p.message]
    assert advice.severity is Severity.ADVICE
    assert str(advice.location) == "content/site.yaml"


def test_a_paper_keeps_its_id_when_its_entry_is_renamed_again_and_again(shelf: Path) -> None:
    fields = "title: T\nauthors: [Zoe Z]\nyear: 2000\nadded: 2999-06"
    ids = []
    for name, aliases in (("one", ""), ("two", "[one]"), ("three", "[one, two]")):
        write_entry(shelf, name, f"{fields}\naliases: {aliases}" if aliases else fields)
        ids += texts(_first(built(shelf)), "id")
        (shelf / f"content/papers/{name}.md").unlink()
    assert len(ids) == 3
    assert len(set(ids)) == 1


def test_the_latest_on_the_shelf_come_latest_first_as_many_as_are_wanted(shelf: Path) -> None:
    for number in range(1, 33):
        day = f"2900-{1 + number // 28:02}-{1 + number % 28:02}"
        fields = f"title: N{number}\nauthors: [A B]\nyear: 2000\nadded: {day}"
        write_entry(shelf, f"n{number}", fields)
    found = texts(atoms(built(shelf))["feed.xml"], "entry/title")
    assert found == [f"N{number}" for number in range(32, 2, -1)]
    settings(shelf, feeds="{entries: 3}")
    files = built(shelf)
    assert texts(atoms(files)["feed.xml"], "entry/title") == ["N32", "N31", "N30"]
    assert [item["title"] for item in _items(files)] == ["N32", "N31", "N30"]


def test_people_are_followed_from_the_number_of_papers_that_the_settings_say(shelf: Path) -> None:
    for number in range(3):
        write_entry(shelf, f"n{number}", f"title: N{number}\nauthors: [Zoe Z]\nyear: 2000")
    for wanted, expected in ((3, True), (4, False)):
        settings(shelf, feeds=f"{{authors_from: {wanted}}}")
        files = built(shelf)
        assert ("authors/zoe-z/feed.xml" in files) is expected
        assert ("authors/zoe-z/feed.json" in files) is expected
        assert (b"authors/zoe-z/" in files["feeds.opml"]) is expected


def test_on_a_large_shelf_people_are_followed_where_the_settings_say_so_and_only_there(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.plan.listings.FILES_FOR_ALL_UP_TO", 1)
    for number in range(3):
        write_entry(shelf, f"n{number}", f"title: N{number}\nauthors: [Zoe Z]\nyear: 2000")
    for wanted, expected in (
        ("{}", False),
        ("{authors_from: 4}", False),
        ("{authors_from: 3}", True),
    ):
        settings(shelf, feeds=wanted)
        files = built(shelf)
        assert ("authors/zoe-z/feed.xml" in files) is expected
        assert (b"authors/zoe-z/" in files["feeds.opml"]) is expected
        assert (b"feed.xml" in b"".join(_authors_feeds(files))) is expected


def _authors_feeds(files: Files) -> list[bytes]:
    """The addresses of a person's own feeds that their page names."""
    page = files["authors/zoe-z/index.html"]
    return [href for _, _, href in _LINK.findall(page) if b"zoe-z" in href]


def test_an_entry_has_people_dates_topics_links_and_the_whole_text(shelf: Path) -> None:
    names = ", ".join(f"Ada B{number}" for number in range(3000))
    write_entry(
        shelf,
        "rich",
        f"title: '*Rich* & <b>'\nauthors: [{names}]\nsummary: 'A **b** & c'\ndate: 2000-05\n"
        "added: 2999-06\nversions: [{label: v1, date: 2001}, {label: v2, date: 2999-06-03}]\n"
        "topics: [machines]\nvenue: neurips\nids: {doi: 10.1000/x}\nabstract: It *is*.\n"
        "links: {pdf: 'https://example.org/a.pdf', code: 'https://example.org/code'}",
        "See [me](rich.md) and <script>alert(1)</script> $x^2$.",
    )
    files = built(shelf, ADDRESS)
    entry, item = _first(files), _items(files)[0]
    assert texts(entry, "title") == [item["title"]] == ["Rich & <b>"]
    assert texts(entry, "summary") == [item["summary"]] == ["A b & c"]
    assert texts(entry, "published") == [item["date_published"]] == ["2999-06-01T00:00:00Z"]
    assert texts(entry, "updated") == [item["date_modified"]] == ["2999-06-03T00:00:00Z"]
    assert len(texts(entry, "author")) == len(item["authors"]) == 20
    assert item["external_url"] == "https://doi.org/10.1000/x"
    assert [file["url"] for file in item["attachments"]] == ["https://example.org/a.pdf"]
    assert len(item["tags"]) == len(entry.findall(f"{ATOM}category")) == 1
    hrefs = {(link.get("rel"), link.get("href")) for link in entry.findall(f"{ATOM}link")}
    assert hrefs == {
        ("alternate", f"{ADDRESS}papers/rich/"),
        ("enclosure", "https://example.org/a.pdf"),
        ("related", "https://example.org/code"),
        ("related", "https://doi.org/10.1000/x"),
    }
    html = item["content_html"]
    assert texts(entry, "content") == [html]
    check_html(html, f"{ADDRESS}feed.json")
    for part in (
        *("Ada B19 and 2,980 more · ", " · May 2000", "<strong>A <strong>b</strong> &amp; c"),
        *('href="https://shelf.example/papers/rich/"', "<math>", "It <em>is</em>."),
        *('href="https://example.org/code"', 'href="https://doi.org/10.1000/x"'),
    ):
        assert part in html


def test_feeds_hold_summaries_only_where_the_settings_say_so(shelf: Path) -> None:
    settings(shelf, feeds="{full_text: false}")
    fields = "title: T\nauthors: [Z]\nyear: 2000\nadded: 2999-06\nabstract: Found."
    write_entry(shelf, "one", fields, "A note.")
    write_entry(shelf, "two", "title: U\nauthors: [Z]\nyear: 2000\nadded: 2999-05")
    files = built(shelf)
    check_atom(files["feed.xml"], f"{ADDRESS}feed.xml")
    items = check_json_feed(files["feed.json"], f"{ADDRESS}feed.json")["items"]
    assert [item["content_text"] for item in items[:2]] == ["Found.", "U"]
    assert texts(_first(files), "content") == []
    assert b"A note." not in files["feed.xml"] + files["feed.json"]


def test_on_a_large_shelf_only_its_own_feed_and_those_of_collections_have_whole_texts(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.feeds.files.FILES_FOR_ALL_UP_TO", 1)
    files = built(shelf)
    for path, feed in atoms(files).items():
        section = path.rpartition("/")[0].partition("/")[0]
        # An entry of a digest is nothing but summaries.
        is_whole = section in ("", "collections", "daily", "weekly", "monthly")
        entries = feed.findall(f"{ATOM}entry")
        assert all((entry.find(f"{ATOM}content") is not None) is is_whole for entry in entries)
        items = _items(files, path.replace(".xml", ".json"))
        assert all(("content_html" in item) is is_whole for item in items)


def test_links_of_a_note_are_relative_to_each_feed_without_an_address(shelf: Path) -> None:
    fields = "title: T\nauthors: [Zoe Z]\nyear: 2000\nadded: 2999-06"
    write_entry(shelf, "one", fields, "See [me](one.md).")
    files = built(shelf)
    for path, href in (("feed.xml", "./papers/one/"), ("authors/zoe-z/feed.xml", "../../papers/")):
        assert f'href="{href}' in texts(_first(files, path), "content")[0]


def test_what_is_written_in_another_language_says_so_and_runs_its_way(shelf: Path) -> None:
    fields = "title: T\nauthors: [Z]\nyear: 2000\nadded: 2999-06\nlanguage: he\nabstract: A."
    write_entry(shelf, "one", fields)
    files = built(shelf)
    assert _first(files).get("{http://www.w3.org/XML/1998/namespace}lang") == "he"
    [item, *others] = _items(files)
    assert item["language"] == "he"
    assert item["content_html"].startswith('<div lang="he" dir="rtl">')
    assert all(other.get("language") != "en" for other in others)


def test_on_a_shelf_in_arabic_texts_run_from_right_to_left(shelf: Path) -> None:
    settings(shelf, language="ar")
    fields = "title: T\nauthors: [Z]\nyear: 2000\nadded: 2999-06-01"
    write_entry(shelf, "one", fields)
    write_entry(shelf, "two", f"{fields}\nlanguage: en")
    files = built(shelf)
    [one, two, *_] = sorted(_items(files)[:2], key=lambda item: item["url"])
    assert one["content_html"].startswith('<div lang="ar" dir="rtl">')
    assert two["content_html"].startswith('<div lang="en" dir="ltr">')
    day = _items(files, "daily/feed.json")[0]["content_html"]
    check_html(day, f"{ADDRESS}daily/feed.json")
    assert sorted(re.findall("<div .*?>", day)) == [
        '<div lang="ar" dir="rtl">',
        '<div lang="en" dir="ltr">',
    ]
    feed = atoms(files)["feed.xml"]
    assert feed.get("{http://www.w3.org/1999/xhtml}dir") == "rtl"
    settings(shelf, language="en")
    assert "dir=" not in built(shelf)["feed.xml"].decode().partition("<entry")[0]


_LINK = re.compile(rb'<link rel="alternate" type="(.*?)" title="(.*?)" href="(.*?)">')


def test_pages_name_their_own_feeds_and_those_of_the_shelf(shelf: Path) -> None:
    files = built(shelf)
    author = next(path for path in files if re.fullmatch(r"authors/[^/]+/index.html", path))
    for path, own in (
        ("index.html", ""),
        ("years/index.html", ""),
        ("years/2015/index.html", "years/2015/"),
        (author, author.removesuffix("index.html")),
        ("daily/index.html", "daily/"),
        ("daily/2015-06-10/index.html", "daily/"),
        ("yearly/index.html", ""),
    ):
        found = _LINK.findall(files[path])
        page = f"{ADDRESS}{path}"
        assert [urljoin(page, href.decode()).removeprefix(ADDRESS) for _, _, href in found] == [
            f"{folder}feed.{kind}"
            for folder in dict.fromkeys((own, ""))
            for kind in ("xml", "json")
        ]
        assert {media for media, _, _ in found} == {
            b"application/atom+xml",
            b"application/feed+json",
        }
        assert len({title for _, title, _ in found}) == len(found)


def test_a_list_in_another_order_names_the_feeds_of_the_list(shelf: Path) -> None:
    for number in range(12):
        fields = f"title: N{number}\nauthors: [Zoe Z]\nyear: 2000\ntopics: [machines]"
        write_entry(shelf, f"n{number}", fields)
    files = built(shelf)
    for folder in ("years/2000/", "topics/machines/"):
        for order in ("added", "title"):
            page = files[f"{folder}by/{order}/index.html"]
            hrefs = [href for _, _, href in _LINK.findall(page)]
            up = f"../../../../{folder}".encode()
            assert hrefs[:2] == [up + b"feed.xml", up + b"feed.json"]
            assert b'<a href="%bfeed.xml">Feed' % up in page


def test_the_feed_of_a_year_begins_with_what_came_on_the_shelf_last(shelf: Path) -> None:
    for name, date, added in (("a", "2000-12", 2021), ("b", "2000-01", 2024), ("c", "2001", 2025)):
        fields = f"title: {name}\nauthors: [A B]\ndate: {date}\nadded: {added}-03-01"
        write_entry(shelf, name, fields)
    assert texts(atoms(built(shelf))["years/2000/feed.xml"], "entry/title") == ["b", "a"]


def test_an_empty_shelf_has_a_feed_without_entries_and_no_exports(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: Empty\n", encoding="utf-8")
    files = built(tmp_path)
    feed = check_atom(files["feed.xml"], f"{ADDRESS}feed.xml")
    assert texts(feed, "updated") == ["1970-01-01T00:00:00Z"]
    assert feed.findall(f"{ATOM}entry") == []
    assert check_json_feed(files["feed.json"], f"{ADDRESS}feed.json")["items"] == []
    assert check_opml(files["feeds.opml"], ADDRESS) == [f"{ADDRESS}feed.xml"]
    assert "papers.bib" not in files
    assert not any(path.startswith("daily") for path in files)


def test_a_static_file_may_not_take_the_place_of_a_feed(small: Path) -> None:
    (small / "content/static").mkdir(exist_ok=True)
    (small / "content/static/feed.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        build(small, jobs=1)
    assert any("feed.json" in problem.message for problem in caught.value.problems)


def test_an_entity_of_a_character_that_xml_forbids_spoils_no_feed(shelf: Path) -> None:
    fields = "title: One&#12;two\nauthors: [Zoe Z]\nyear: 2000\nadded: 2999-06"
    write_entry(
        shelf, "one", fields, "A&#12;note, [linked&#xC;here](https://example.org/) ![a&#12;b](c)."
    )
    entry = _first(built(shelf))
    assert texts(entry, "title") == ["One\ufffdtwo"]
    [content] = texts(entry, "content")
    assert "A\ufffdnote" in content
    assert ">linked\ufffdhere</a>" in content


def test_a_change_of_what_a_feed_shows_makes_it_anew(shelf: Path, tmp_path: Path) -> None:
    write_entry(
        shelf, "one", "title: T\nauthors: [Z]\nyear: 2000\ntopics: [machines]\nvenue: neurips"
    )
    built(shelf)
    for change in (
        {"title": "Another name"},
        {"curators": "[{id: a, name: Ada, url: 'https://example.org/'}]"},
        {"feed_id": "76021e32-cb52-5a5e-94d6-fb8fb74056a8"},
        {"feeds": "{full_text: false, authors_from: 1}"},
        {"feeds": "{entries: 1}"},
        {"tagline": "A line"},
        {"theme_options": "{accent: '#123456'}"},
        {"language": "de"},
    ):
        settings(shelf, **change)
        found = built(shelf)
        build(shelf, tmp_path / "clean", jobs=1, clean=True)
        clean = files_of(tmp_path / "clean")
        for path in found:
            if "feed" in path:
                assert found[path] == clean[path], (change, path)
