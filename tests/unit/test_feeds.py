"""Feeds are valid Atom, tell what came last, and never look at the clock."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

import pytest
from tests.support.shelves import files_of

from papershelf import build
from papershelf.errors import ContentError

ATOM = "{http://www.w3.org/2005/Atom}"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")

Site = Callable[..., dict[str, bytes]]


@pytest.fixture
def site(small: Path) -> Site:
    """The files of the small shelf's site, as the shelf is now."""

    def site(base_url: str | None = None) -> dict[str, bytes]:
        settings = small / "content/site.yaml"
        written = settings.read_text(encoding="utf-8")
        settings.write_text(re.sub("(?m)^base_url:.*\n", "", written), encoding="utf-8")
        build(small, base_url=base_url, jobs=1)
        return files_of(small / "site")

    return site


def _add(shelf: Path, name: str, fields: str, note: str = "") -> None:
    text = f"---\n{fields}\n---\n{note}\n"
    (shelf / f"content/papers/{name}.md").write_text(text, encoding="utf-8")


def _feed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - our own


def _texts(element: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path.replace("atom:", ATOM))]


def _feeds(site: dict[str, bytes]) -> dict[str, ET.Element]:
    return {path: _feed(found) for path, found in site.items() if path.endswith("feed.xml")}


@pytest.mark.parametrize("base_url", [None, "https://shelf.example/papers/"])
def test_every_feed_has_what_atom_requires(site: Site, base_url: str | None) -> None:
    feeds = _feeds(site(base_url))
    assert {path.partition("/")[0] for path in feeds} >= {"feed.xml", "collections", "authors"}
    ids: list[str] = []
    for feed in feeds.values():
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        assert 0 < len(entries) <= 30
        for element in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(_texts(element, f"atom:{name}")) == 1
            assert _DATE.fullmatch(_texts(element, "atom:updated")[0])
            assert all(_texts(element, "atom:author/atom:name"))
            assert element.find(f"{ATOM}link[@rel='alternate']") is not None
        assert feed.find(f"{ATOM}link[@rel='self']") is not None
        within = _texts(feed, "atom:entry/atom:id")
        assert len(set(within)) == len(within)
        updated = _texts(feed, "atom:entry/atom:updated")
        assert updated == sorted(updated, reverse=True)
        assert _texts(feed, "atom:updated") == updated[:1]
        ids += _texts(feed, "atom:id")
    assert len(set(ids)) == len(feeds)


@pytest.mark.parametrize("base_url", [None, "https://shelf.example/papers/"])
def test_links_in_feeds_lead_to_files_of_the_site(site: Site, base_url: str | None) -> None:
    files = site(base_url)
    root = base_url or "https://any.example/where/"
    for path, feed in _feeds(files).items():
        assert "{http://www.w3.org/XML/1998/namespace}base" not in feed.attrib
        for link in feed.iter(f"{ATOM}link"):
            assert ("://" in link.attrib["href"]) is bool(base_url)
            address = urljoin(f"{root}{path}", link.attrib["href"])
            target = unquote(address.removeprefix(root))
            assert (target if target.endswith(".xml") else f"{target}index.html") in files


def test_entries_keep_their_ids_in_every_feed_and_at_every_address(site: Site, small: Path) -> None:
    def by_title(feeds: dict[str, ET.Element]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for feed in feeds.values():
            for entry in feed.findall(f"{ATOM}entry"):
                [title], [own] = _texts(entry, "atom:title"), _texts(entry, "atom:id")
                found.setdefault(title, set()).add(own)
        return found

    before = by_title(_feeds(site()))
    _add(small, "newer", "title: Newer\nauthors: [A B]\ndate: 2999-01-01")
    for address in (None, "https://shelf.example/", "https://elsewhere.example/papers/"):
        after = by_title(_feeds(site(address)))
        assert all(len(ids) == 1 for ids in after.values())
        assert {title: after[title] for title in before} == before


def test_the_latest_thirty_on_the_shelf_come_latest_first(site: Site, small: Path) -> None:
    for number in range(1, 33):
        day = f"2900-{1 + number // 28:02}-{1 + number % 28:02}"
        _add(small, f"n{number}", f"title: N{number}\nauthors: [A B]\nyear: 2000\nadded: {day}")
    titles = _texts(_feed(site()["feed.xml"]), "atom:entry/atom:title")
    assert titles == [f"N{number}" for number in range(32, 2, -1)]


def test_an_entry_has_authors_summary_and_the_note_as_escaped_html(site: Site, small: Path) -> None:
    names = ", ".join(f"Ada B{number}" for number in range(25))
    _add(
        small,
        "rich",
        f"title: '*Rich* & <b>'\nauthors: [{names}]\nsummary: 'A **b** & c'\nyear: 2000\n"
        "added: 2999-06",
        "See [me](rich.md) and <script>alert(1)</script> $x^2$.",
    )
    entry = _feed(site("https://shelf.example/")["feed.xml"]).find(f"{ATOM}entry")
    assert entry is not None
    assert _texts(entry, "atom:title") == ["Rich & <b>"]
    assert _texts(entry, "atom:summary") == ["A b & c"]
    assert _texts(entry, "atom:updated") == ["2999-06-01T00:00:00Z"]
    assert len(_texts(entry, "atom:author")) == 20
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.attrib == {"type": "html"}
    assert 'href="https://shelf.example/papers/rich/"' in (content.text or "")
    assert "<script" not in (content.text or "")


def test_links_of_a_note_are_relative_to_each_feed_without_an_address(
    site: Site, small: Path
) -> None:
    fields = "title: T\nauthors: [Zoe Z]\nyear: 2000\nadded: 2999-06"
    _add(small, "one", fields, "See [me](one.md).")
    files = site()
    for path, href in (("feed.xml", "./papers/one/"), ("authors/zoe-z/feed.xml", "../../papers/")):
        [text] = _texts(_feed(files[path]), "atom:entry[1]/atom:content")
        assert f'href="{href}' in text


def test_pages_name_their_own_feed_or_that_of_the_shelf(site: Site) -> None:
    files = site()
    pattern = rb'<link rel="alternate" type="application/atom\+xml" title="[^"]*" href="([^"]*)">'
    own = next(path for path in files if re.fullmatch(r"authors/[^/]+/index.html", path))
    for path, expected in (
        ("index.html", [b"./feed.xml"]),
        ("years/index.html", [b"../feed.xml"]),
        ("years/2015/index.html", [b"../../years/2015/feed.xml"]),
        (own, [b"../../authors/" + own.split("/")[1].encode() + b"/feed.xml"]),
    ):
        assert re.findall(pattern, files[path]) == expected


def test_the_feed_of_a_year_begins_with_what_came_on_the_shelf_last(small: Path) -> None:
    for name, date, added in (("a", "2000-12", 2021), ("b", "2000-01", 2024), ("c", "2001", 2025)):
        fields = f"title: {name}\nauthors: [A B]\ndate: {date}\nadded: {added}-03-01"
        _add(small, name, fields)
    build(small, jobs=1)
    feed = _feed(files_of(small / "site")["years/2000/feed.xml"])
    assert _texts(feed, "atom:entry/atom:title") == ["b", "a"]


def test_an_empty_shelf_has_a_feed_without_entries_and_no_exports(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: Empty\n", encoding="utf-8")
    build(tmp_path, jobs=1)
    files = files_of(tmp_path / "site")
    feed = _feed(files["feed.xml"])
    assert _texts(feed, "atom:updated") == ["1970-01-01T00:00:00Z"]
    assert feed.findall(f"{ATOM}entry") == []
    assert "papers.bib" not in files


def test_a_static_file_may_not_take_the_place_of_a_feed(small: Path) -> None:
    (small / "content/static").mkdir(exist_ok=True)
    (small / "content/static/feed.xml").write_text("<feed/>", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        build(small, jobs=1)
    assert any("feed.xml" in problem.message for problem in caught.value.problems)


def test_an_entity_of_a_character_that_xml_forbids_spoils_no_feed(site: Site, small: Path) -> None:
    fields = "title: One&#12;two\nauthors: [Zoe Z]\nyear: 2000\nadded: 2999-06"
    _add(small, "one", fields, "A&#12;note, [linked&#xC;here](https://example.org/) ![a&#12;b](c).")
    entry = _feed(site()["feed.xml"]).find(f"{ATOM}entry")
    assert entry is not None
    assert _texts(entry, "atom:title") == ["One\ufffdtwo"]
    [content] = _texts(entry, "atom:content")
    assert "A\ufffdnote" in content
    assert ">linked\ufffdhere</a>" in content
