"""Every feed of the demo and of the odd shelf keeps the rules, and readers find the same in it."""

import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from tests.support.feed_rules import check_atom, check_html, check_json_feed, check_opml
from tests.support.followed import Files, built, pairs, parsed
from tests.support.odd_shelf import odd_shelf

from papershelf.dump import dump_entry

ROOT = Path(__file__).parents[2]
BASE = "https://Shelf.Example/Some/Repo"
WHOLE = "https://shelf.example/Some/Repo/"
ANYWHERE = "https://any.example/where/"

HOSTILE_NOTE = """\
See [me](javascript:alert(1)) and [you](/papers/odd-feed/#nowhere), <script>alert(1)</script> ]]>
![pixel](https://evil.example/p.png) ![own](/wide.png) &#12; &#xD800; &#xFFFE; $x<y$ [on](#below).

# Below

Text[^1].

[^1]: A note.
"""


@pytest.fixture(scope="module", params=["demo", "odd", "odd without an address"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Files:
    shelf = tmp_path_factory.mktemp("followed")
    if request.param == "demo":
        shutil.copytree(ROOT / "content", shelf / "content")
        return built(shelf, BASE)
    fields = {
        "title": "<b></b> ]]> & **&#12;** \u202eabc\u202c",
        "authors": ["A. ]]> B", "\u200f\u05e0\u05d5\u05e2\u05d4"],
        "year": 2024,
        "collections": [f"c{number}" for number in range(40)],
        "abstract": HOSTILE_NOTE,
        "versions": [{"label": "v2", "date": "2025-02"}],
        "added": "2024-12-30",
    }
    more = {
        "papers/odd-feed.md": dump_entry(fields, HOSTILE_NOTE),
        "papers/markup.md": dump_entry(
            {"title": "![](wide.png)", "authors": ["Ana Novak"], "year": 2020}
        ),
        **{f"collections/c{n}.md": dump_entry({"title": f"C{n} ]]>"}) for n in range(40)},
    }
    odd_shelf(shelf, day=60, authors=100, more=more)
    return built(shelf, BASE if request.param == "odd" else None)


def _root(site: Files) -> str:
    return WHOLE if WHOLE.encode() in site["feed.xml"] else ANYWHERE


def test_every_feed_keeps_the_rules_of_its_format(site: Files) -> None:
    root = _root(site)
    feeds = list(pairs(site))
    kinds = {folder.partition("/")[0] for folder, _, _ in feeds}
    assert kinds >= {"", "collections", "topics", "venues", "years", "authors"}
    assert kinds >= {"daily", "weekly", "monthly"}
    ids = set()
    for folder, atom, json in feeds:
        ids.add(check_atom(atom, f"{root}{folder}feed.xml").findtext("{*}id"))
        check_json_feed(json, f"{root}{folder}feed.json")
    assert len(ids) == len(feeds)


def test_independent_readers_find_the_same_in_both_formats(site: Files) -> None:
    root = _root(site)
    for folder, atom, json in pairs(site):
        read = parsed(atom, f"{root}{folder}feed.xml")
        assert read.bozo == 0
        feed = check_json_feed(json, f"{root}{folder}feed.json")
        assert read.feed.title == feed["title"]
        assert read.feed.get("subtitle", "") == feed.get("description", "")
        assert [author["name"] for author in read.feed.authors] == [
            author["name"] for author in feed["authors"]
        ]
        assert len(read.entries) == len(feed["items"]) > 0
        for entry, item in zip(read.entries, feed["items"], strict=True):
            assert (entry.id, entry.title) == (item["id"], item["title"])
            assert entry.link == urljoin(f"{root}{folder}", item["url"])
            assert entry.published == item["date_published"]
            assert entry.updated == item["date_modified"]
            # Where there is none the reader takes the content for one.
            assert entry.summary == item.get("summary", entry.summary)
            names = [author["name"] for author in entry.get("authors", [])]
            assert names == [author["name"] for author in item.get("authors", [])]
            assert [tag.label for tag in entry.get("tags", [])] == item.get("tags", [])
            enclosed = [(file.href, file.type) for file in entry.get("enclosures", [])]
            files = item.get("attachments", [])
            assert enclosed == [
                (urljoin(f"{root}{folder}", file["url"]), file["mime_type"]) for file in files
            ]
            [content] = entry.content
            assert (content.type, content.value) == ("text/html", item["content_html"].strip())


def test_contents_are_safe_and_right_wherever_they_are_read(site: Files) -> None:
    root = _root(site)
    for folder, _, json in pairs(site):
        for item in check_json_feed(json, root)["items"]:
            check_html(item["content_html"], f"{root}{folder}feed.json")


def test_links_into_the_site_lead_to_its_files(site: Files) -> None:
    root = _root(site)
    for folder, atom, _ in pairs(site):
        read = parsed(atom, root)
        links = [*read.feed.links, *(link for entry in read.entries for link in entry.links)]
        for link in links:
            address = urljoin(f"{root}{folder}feed.xml", link.href).partition("#")[0]
            if address.startswith(root):
                path = unquote(address.removeprefix(root))
                assert (f"{path}index.html" if path.endswith("/") or not path else path) in site


def test_the_list_of_feeds_names_each_of_them_once(site: Files) -> None:
    root = _root(site)
    found = check_opml(site["feeds.opml"], f"{root}feeds.opml")
    assert {unquote(address) for address in found} == {
        f"{root}{folder}feed.xml" for folder, _, _ in pairs(site)
    }
