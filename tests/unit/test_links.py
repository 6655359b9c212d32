"""Every link of a site is followed, wherever it is put, and every file of it is found."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.laws.pages import parse
from tests.support.crawler import Crawl, crawl, unreached
from tests.support.node import ROOT
from tests.support.odd_shelf import odd_shelf
from tests.support.server import serving
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.write import MARKER

BASE = "https://user.example/repo/"

EXPLAINED = {
    MARKER: "says whose folder it is",
    ".nojekyll": "is read by the host",
    "recent.json": "is fetched by a script for those who come again",
    "search/": "is fetched by scripts, by the names in its manifest",
    "/index.md": "is named by rule in llms.txt",
    "card.png": "is named where a site knows its address",
    "papers.schema.json": "lies beside papers.jsonl",
    "js/comments.js": "belongs to the pages of shelves with comments",
    "js/comments-frame.js": "is fetched by it",
    "/marks.css": "comes with the first mark that a reader sets",
    "js/offline.js": "belongs to sites that are kept for reading without a network",
    "js/offline-page.js": "belongs to their page of what is kept",
    "records/": "is fetched by the basket and the reading list, by the slugs of papers",
    "map/": "is fetched by the map, by the name that its page has",
}
"""Files that no link leads to."""
OF_THE_ODD_SHELF = {
    "a b.pdf": "is a file of the shelf",
    "wide.png": "is a file of the shelf",
    "tall.png": "is a file of the shelf",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shelf of this repository."""
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(ROOT / "content", folder / "content")
    return folder


@pytest.fixture(scope="module")
def demo(shelf: Path) -> Path:
    """Its site for a folder on a host."""
    return _built(shelf, shelf / "site", BASE)


@pytest.fixture(scope="module")
def bare(shelf: Path) -> Path:
    """Its site for nobody knows where."""
    return _built(shelf, shelf / "bare", None)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the odd shelf."""
    folder = odd_shelf(tmp_path_factory.mktemp("odd"), day=60, authors=60)
    return _built(folder, folder / "site", BASE)


def _built(shelf: Path, folder: Path, base_url: str | None) -> Path:
    build(shelf, folder, base_url=base_url, jobs=1)
    return folder


def _is_whole(crawled: Crawl, folder: Path, explained: Mapping[str, str] = EXPLAINED) -> None:
    """Fail where a link is broken or begins at the root of the host, or a file is not found."""
    files = files_of(folder)
    assert crawled.broken == []
    assert crawled.absolute == []
    # Pages that search engines shall not show are known to those who were told of them.
    silent = {
        path.removesuffix("index.html")
        for path, content in files.items()
        if b'name="robots"' in content
    }
    told = [path for path in sorted(files) if not path.startswith(tuple(silent))]
    assert unreached(crawled, told, explained) == []
    assert all(crawled.files[path] == files[path] for path in crawled.files)


def test_all_links_of_a_site_below_a_path_lead_somewhere(demo: Path) -> None:
    with serving(demo, "/repo/") as address:
        crawled = crawl(address, base_url=BASE)
    _is_whole(crawled, demo)
    kinds = {path.rpartition(".")[2] for path in crawled.files}
    assert kinds >= {"html", "xml", "css", "js", "svg", "bib", "md", "txt"}


def test_all_links_of_a_site_lead_somewhere_at_the_root_of_a_host(bare: Path) -> None:
    with serving(bare) as address:
        _is_whole(crawl(address), bare)


def test_all_links_lead_somewhere_at_a_depth_that_the_site_does_not_know(bare: Path) -> None:
    with serving(bare, "/a/b/c/") as address:
        # Only the page for what is not there must know where it is.
        _is_whole(crawl(address, lost=""), bare)


def test_a_site_from_a_zip_is_whole(demo: Path, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(demo.rglob("*")):
            archive.write(path, path.relative_to(demo))
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert files_of(tmp_path / "unpacked") == files_of(demo)
    # On another host than it was made for, its own address is another site.
    with serving(tmp_path / "unpacked", "/elsewhere/") as address:
        _is_whole(crawl(address, lost=""), demo, {**EXPLAINED, "sitemap.xml": "names BASE"})


def test_all_links_of_the_odd_shelf_lead_somewhere(odd: Path) -> None:
    with serving(odd, "/repo/") as address:
        _is_whole(crawl(address, base_url=BASE), odd, {**EXPLAINED, **OF_THE_ODD_SHELF})


def test_only_the_page_for_what_is_not_there_has_links_from_the_root_of_a_host(
    demo: Path, bare: Path, odd: Path
) -> None:
    for folder in (demo, bare, odd):
        rooted = {
            path
            for path, content in files_of(folder).items()
            if path.endswith(".html") and re.search(rb'(href|src|action)="/|="0; url=/', content)
        }
        assert rooted == {"404.html"}


def _redirects(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The pages that lead on at once: path, and where by refresh, canonical and link."""
    for path, content in files_of(folder).items():
        if b'http-equiv="refresh"' in content:
            elements = parse(content).elements
            named = [attributes for _, attributes in elements]
            yield (
                path,
                {
                    "refresh": next(
                        a["content"] for a in named if a.get("http-equiv") == "refresh"
                    ),
                    "canonical": next(a["href"] for a in named if a.get("rel") == "canonical"),
                    "robots": next(a["content"] for a in named if a.get("name") == "robots"),
                },
            )


def test_old_ids_lead_to_where_papers_are_now(odd: Path) -> None:
    found = dict(_redirects(odd))
    assert found
    with serving(odd, "/repo/") as address:
        crawled = crawl(address, base_url=BASE, begin=found)
    assert crawled.broken == []
    for path, leads in found.items():
        url = leads["refresh"].removeprefix("0; url=../../")
        assert url.startswith("papers/"), path
        assert leads["canonical"] == BASE + url
        assert leads["robots"] == "noindex"
        assert f"{url}index.html" in crawled.files


def _site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "broken"),
    [
        ({"index_html": "<a href='gone/'>x</a>"}, ["index.html: gone/: 404"]),
        ({"index_html": "<a href='../x'>x</a>"}, ["index.html: ../x: leaves the site"]),
        ({"index_html": "<a href='a#b'>x</a>", "a": ""}, ["index.html: a#b: no such place"]),
        (
            {"index_html": "<p id=a><a href='#a'>x</a><a href='#b'>x</a>"},
            ["index.html: index.html#b: no such place"],
        ),
        ({"index_html": "<a href='#in=x'>x</a><a href='#:~:text=x'>x</a>"}, []),
        ({"index_html": "<a href='a'>x</a>", "a__index_html": "x"}, ["index.html: a: 301"]),
        ({"index_html": "<a href='?q=1'>x</a><a href=''>x</a>"}, []),
        (
            {"index_html": "<img srcset='a.png 1x, b.png 2x'>", "a_png": ""},
            ["index.html: b.png: 404"],
        ),
        ({"index_html": "<meta http-equiv=refresh content='0; url=a/'>"}, ["index.html: a/: 404"]),
        (
            {"index_html": "<form action=a><button formaction=b></form>"},
            ["index.html: a: 404", "index.html: b: 404"],
        ),
        (
            {"index_html": "<svg><use href='i.svg#x'/></svg>", "i_svg": "<svg><g id='y'/></svg>"},
            ["index.html: i.svg#x: no such place"],
        ),
        (
            {
                "index_html": "<link rel=stylesheet href=s.css>",
                "s_css": "@import 'b.css'; a { background: url(\"i.svg\") }",
            },
            ["s.css: b.css: 404", "s.css: i.svg: 404"],
        ),
        (
            {
                "index_html": "<script src=a.js></script>",
                "a_js": "import('./b.js'); import {c} from './c.js'; new URL('./d', x)",
            },
            ["a.js: ./b.js: 404", "a.js: ./c.js: 404", "a.js: ./d: 404"],
        ),
        (
            {
                "index_html": "<a href=f.xml>x</a>",
                "f_xml": "<feed><link href='a/'/><c type='html'>&lt;a href='b'&gt;</c></feed>",
            },
            ["f.xml: a/: 404", "f.xml: b: 404"],
        ),
        (
            {"index_html": f"<meta property=og:image content='{BASE}card.png'>"},
            [f"index.html: {BASE}card.png: 404"],
        ),
        (
            {"index_html": f'<script type="application/ld+json">{{"a": ["{BASE}x"]}}</script>'},
            [f"index.html: {BASE}x: 404"],
        ),
        (
            {"index_html": "<a href=s.xml>x</a>", "s_xml": f"<urlset><loc>{BASE}y/</loc></urlset>"},
            [f"s.xml: {BASE}y/: 404"],
        ),
        (
            {"index_html": "<a href=a.md>x</a>", "a_md": "[x](y) <z/w>\n```\n[q](r)\n```"},
            ["a.md: y: 404", "a.md: z/w: 404"],
        ),
        ({"index_html": "<a href=a.md>x</a>", "a_md": r"!\[\](y)"}, []),
        ({"index_html": "<a href=mailto:a@b.c>x</a><a href=https://else.example/x>x</a>"}, []),
    ],
)
def test_the_crawler_finds_what_is_broken(
    files: dict[str, str], broken: list[str], tmp_path: Path
) -> None:
    _site(tmp_path, **files)
    with serving(tmp_path, "/repo/") as address:
        found = crawl(address, base_url=BASE, begin=[""]).broken
    assert sorted(found) == sorted(broken)


def test_the_crawler_tells_of_files_that_nothing_leads_to(tmp_path: Path) -> None:
    _site(tmp_path, index_html="<a href='/repo/a'>x</a>", a="", b="", c__d="", e_f="")
    with serving(tmp_path, "/repo/") as address:
        crawled = crawl(address, begin=[""])
    assert crawled.absolute == ["index.html: /repo/a"]
    assert unreached(crawled, files_of(tmp_path), {"c/": "told", ".f": "told"}) == ["b"]
