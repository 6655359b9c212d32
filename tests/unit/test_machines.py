"""Every page of a site as machines read it, and what an edit changes of it."""

from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import pytest
from tests.support.machines import Machines, context_object, machines, zotero_item
from tests.support.node import ROOT
from tests.support.odd_shelf import odd_shelf

from papershelf import build, load_library
from papershelf.checking import check
from papershelf.model import Library

BASE = "https://shelf.example/repo/"
SECTIONS = ("papers", "collections", "topics", "authors", "venues", "years", "trending")
PERIODS = ("daily", "weekly", "monthly", "yearly")


def _address(path: str) -> str:
    return BASE + quote(path.removesuffix("index.html"))


class Site:
    """A built site with its library."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder = folder
        self.library = library
        self.texts = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.html"))
        }
        self.pages = {path: machines(text) for path, text in self.texts.items()}

    def papers(self) -> dict[str, Machines]:
        found = {key: self.pages.get(f"papers/{key}/index.html") for key in self.library.papers}
        return {key: page for key, page in found.items() if page}

    def lists(self) -> dict[str, Machines]:
        own = {f"papers/{key}/index.html" for key in self.library.papers}
        return {
            path: page
            for path, page in self.pages.items()
            if path.split("/")[0] in {*SECTIONS, *PERIODS}
            and path not in own
            and page.name("robots") != "noindex"
        }


@pytest.fixture(scope="module", params=["demo", "odd"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp(request.param)
    shelf = ROOT if request.param == "demo" else odd_shelf(folder / "shelf", day=60, authors=120)
    build(shelf, folder / "site", base_url=BASE, jobs=1)
    return Site(folder / "site", load_library(shelf))


def test_the_page_of_every_paper_is_one_item_for_zotero(site: Site) -> None:
    assert len(site.papers()) > 40
    for key, page in site.papers().items():
        paper = site.library.papers[key]
        item = zotero_item(page)
        assert item.type != "webpage", key
        assert item.fields["title"].strip(), key
        assert item.fields["date"].startswith(str(paper.year)), key
        assert len(item.creators) == len(paper.authors), key
        for (last, first), author in zip(item.creators, paper.authors, strict=True):
            if not author.name.literal:
                name = author.name
                assert (last, first) == (name.last, name.given), key


def test_the_page_of_every_paper_says_the_same_to_all(site: Site) -> None:
    for key, page in site.papers().items():
        data = page.linked_data
        url = f"{BASE}papers/{key}/"
        title = page.name("citation_title")
        assert data["@context"] == "https://schema.org"
        assert data.get("headline", data.get("name")) == title, key
        date = data["datePublished"]
        is_whole = date.count("-") == 2
        scholar = date.replace("-", "/") if is_whole else date[:4]
        assert page.name("citation_publication_date") == scholar
        assert page.social("article:published_time") == (date if is_whole else "")
        assert zotero_item(page).fields["date"].replace("/", "-") == date
        assert {data["url"], page.name("citation_abstract_html_url")} == {url}
        assert page.social("og:type") == "article"
        assert page.linked("type")[0] == "https://schema.org/AboutPage"
        assert page.linked("type")[1:] == [f"https://schema.org/{data['@type']}"]
        # A paper whose title no font can draw shows the picture of the shelf, which is not of it.
        has_own = (site.folder / f"papers/{key}/card.png").is_file()
        assert page.social("og:image") == (f"{url}card.png" if has_own else f"{BASE}card.png")
        assert data.get("image", "") == (f"{url}card.png" if has_own else "")
        assert page.social("og:image:alt")
        assert page.name("twitter:card") == "summary_large_image"
        doi = site.library.papers[key].ids.get("doi", "")
        assert [unquote(link) for link in page.linked("cite-as")] == (
            [f"https://doi.org/{doi}"] if doi else []
        )


def test_no_content_has_a_line_or_a_character_that_breaks_it(site: Site) -> None:
    for path, page in site.pages.items():
        for name, content in (*page.names, *page.properties):
            assert min(content) >= " ", (path, name)
            assert content == content.strip(), (path, name)


def test_every_page_tells_social_media_what_it_is(site: Site) -> None:
    for path, page in site.pages.items():
        assert page.social("og:title"), path
        assert page.social("og:description") == page.name("description"), path
        assert page.social("og:image").startswith(BASE), path
        [canonical] = page.linked("canonical") or [""]
        assert page.social("og:url") == canonical, path
        if page.name("robots") != "noindex":
            assert canonical == _address(path)


def test_every_list_numbers_what_it_lists(site: Site) -> None:
    assert len(site.lists()) > 100
    with_items = 0
    for path, page in site.lists().items():
        if not page.data:
            # An empty collection or topic lists nothing.
            assert page.coins == [], path
            continue
        data = page.linked_data
        assert data["@type"] == "CollectionPage"
        assert data["url"] == _address(path)
        crumbs = data["breadcrumb"]["itemListElement"]
        assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
        assert crumbs[0]["item"] == BASE
        assert crumbs[-1] == {
            "@type": "ListItem",
            "position": len(crumbs),
            "name": data["name"],
            "item": data["url"],
        }
        items = data["mainEntity"]["itemListElement"]
        with_items += 1
        first = items[0]["position"]
        assert [item["position"] for item in items] == list(range(first, first + len(items)))
        for item in items:
            assert set(item) == {"@type", "position", "name", "url"}
            assert item["name"].strip(), path
            file = unquote(item["url"].removeprefix(BASE)) + "index.html"
            assert file in site.pages, (path, item["url"])
            assert item["url"].removeprefix(BASE) in site.texts[path], (path, item["url"])
    assert with_items > 100


def test_later_parts_of_a_list_count_on(site: Site) -> None:
    later = site.pages["papers/page/2/index.html"].linked_data
    assert later["mainEntity"]["itemListElement"][0]["position"] == 51


def test_lists_name_their_papers_for_reference_managers_and_papers_do_not(site: Site) -> None:
    for path, page in site.pages.items():
        # The search shows its results with a card of its own.
        cards = site.texts[path].count('<article class="card') * (path != "search/index.html")
        assert len(page.coins) == cards, path
        for coins in page.coins:
            assert context_object(coins)["ctx_ver"] == ["Z39.88-2004"]
    assert all(not page.coins for page in site.papers().values())
    assert len(site.pages["papers/index.html"].coins) == 50


def test_the_home_page_is_a_site_with_a_search(site: Site) -> None:
    data = site.pages["index.html"].linked_data
    assert (data["@type"], data["url"]) == ("WebSite", BASE)
    target = data["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{BASE}search/?q={{search_term_string}}"


def test_hidden_papers_are_not_indexed_and_all_others_are(site: Site) -> None:
    hidden = {key for key, paper in site.library.papers.items() if paper.status == "hidden"}
    found = {key for key, page in site.papers().items() if page.name("robots") == "noindex"}
    assert found == hidden


def test_what_was_taken_back_says_so(site: Site) -> None:
    for key, page in site.papers().items():
        status = site.library.papers[key].status
        said = page.linked_data.get("creativeWorkStatus", "")
        assert said.lower() == (status if status in {"retracted", "withdrawn"} else "")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A shelf of two papers with everything that their heads can tell of other records."""
    for path, text in {
        "site.yaml": "title: Shelf\n",
        "venues.yaml": "- {id: venue, name: A venue, type: journal}\n",
        "topics.yaml": "- {id: topic, name: A topic}\n",
        "authors.yaml": "- {id: ada, names: [Ada Lovelace]}\n",
        "papers/one.md": "---\ntitle: One\nauthors: [Ada Lovelace]\nyear: 2020\nvenue: venue\n"
        "topics: [topic]\nlinks: {pdf: static/one.pdf}\n---\n",
        "papers/two.md": "---\ntitle: Two\nauthors: [Alan Turing]\nyear: 2021\n---\n",
        "static/one.pdf": "%PDF",
    }.items():
        _write(tmp_path, path, text)
    return tmp_path


def _write(shelf: Path, path: str, text: str) -> None:
    file = shelf / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


class _Built:
    """The shelf, built; called with the address of a page."""

    def __init__(self, shelf: Path, base_url: str | None = None) -> None:
        build(shelf, jobs=1, base_url=base_url)
        self._site = shelf / "site"

    def __call__(self, path: str) -> Machines:
        return machines((self._site / path / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (
            "venues.yaml",
            "- {id: venue, name: Another name, type: journal}\n",
            ("citation_journal_title", "Another name"),
        ),
        (
            "venues.yaml",
            "- {id: venue, name: A venue, type: conference}\n",
            ("citation_conference_title", "A venue"),
        ),
        (
            "authors.yaml",
            "- {id: ada, names: [Ada Lovelace], orcid: 0000-0002-1825-0097}\n",
            ("citation_author_orcid", "0000-0002-1825-0097"),
        ),
    ],
)
def test_an_edit_of_another_record_changes_the_papers_that_show_it(
    shelf: Path, path: str, text: str, told: tuple[str, str]
) -> None:
    page = _Built(shelf)
    before = page("papers/one"), page("papers/two")
    assert told not in before[0].names
    _write(shelf, path, text)
    page = _Built(shelf)
    assert told in page("papers/one").names
    assert page("papers/two") == before[1]


def test_a_new_topic_name_is_a_keyword_and_a_new_collection_a_link(shelf: Path) -> None:
    assert _Built(shelf)("papers/one").linked_data["keywords"] == ["A topic"]
    _write(shelf, "topics.yaml", "- {id: topic, name: Renamed}\n")
    _write(shelf, "collections/c.md", "---\ntitle: C\npapers: [one]\n---\n")
    page = _Built(shelf)("papers/one")
    assert page.linked_data["keywords"] == ["Renamed"]
    assert page.linked("collection") == ["../../collections/c/"]


def test_a_new_address_of_the_site_changes_every_address(shelf: Path) -> None:
    page = _Built(shelf)("papers/one")
    assert "url" not in page.linked_data
    assert page.name("citation_pdf_url") == ""
    assert page.social("og:image") == ""
    assert page.name("twitter:card") == "summary"
    assert page.linked("item") == ["../../one.pdf"]
    page = _Built(shelf, base_url=BASE)("papers/one")
    assert page.name("citation_pdf_url") == f"{BASE}one.pdf"
    assert page.linked_data["url"] == f"{BASE}papers/one/"
    assert page.social("article:author") == f"{BASE}authors/ada/"


def test_a_site_without_an_address_gives_the_way_from_the_page(shelf: Path) -> None:
    page = _Built(shelf)
    for path in ("papers", "topics/topic"):
        data = page(path).linked_data
        for item in data["mainEntity"]["itemListElement"]:
            address = urljoin(f"{BASE}{path}/", item["url"]).removeprefix(BASE)
            assert (shelf / "site" / address / "index.html").is_file()
    assert page("").linked_data["url"] == "./"


@pytest.mark.parametrize("way", ["option", "setting"])
def test_a_preview_asks_to_be_left_alone_on_every_page(shelf: Path, way: str) -> None:
    if way == "setting":
        _write(shelf, "site.yaml", "title: Shelf\nnoindex: true\n")
    build(shelf, jobs=1, base_url=BASE, noindex=way == "option")
    pages = [machines(path.read_text("utf-8")) for path in (shelf / "site").rglob("*.html")]
    assert len(pages) > 10
    for page in pages:
        assert page.name("robots") == "noindex"
        assert page.linked("canonical") == []
    build(shelf, jobs=1, base_url=BASE)
    if way == "option":
        assert machines((shelf / "site/index.html").read_text("utf-8")).name("robots") == ""


def test_a_title_of_nothing_but_marks_is_the_id_wherever_the_paper_is_named(shelf: Path) -> None:
    title = "title: '[](https://example.org)'"
    _write(shelf, "papers/three.md", f"---\n{title}\nauthors: [Ada]\nyear: 2022\n---\n")
    page = _Built(shelf, base_url=BASE)("papers/three")
    html = (shelf / "site/papers/three/index.html").read_text(encoding="utf-8")
    assert "<title>three · Shelf</title>" in html
    assert '<h1 dir="auto">three</h1>' in html
    assert page.social("og:title") == page.name("citation_title") == "three"
    names = [item["name"] for item in _listed(shelf, "papers")]
    assert sorted(names) == ["One", "Two", "three"]
    problems, _ = check(shelf)
    told = [problem.message for problem in problems]
    assert 'title: "[](https://example.org)" shows no text' in told


def _listed(shelf: Path, path: str) -> list[dict[str, str]]:
    text = (shelf / "site" / path / "index.html").read_text(encoding="utf-8")
    items: list[dict[str, str]] = machines(text).linked_data["mainEntity"]["itemListElement"]
    return items


def test_one_element_tells_a_title_and_an_address_to_reference_managers_and_social_media(
    shelf: Path,
) -> None:
    entry = "---\ntitle: Three\nauthors: [Ada]\nyear: 2022\nstatus: {}\n---\n"
    _write(shelf, "papers/three.md", entry.format("retracted"))
    _write(shelf, "papers/four.md", entry.format("hidden"))
    site = _Built(shelf, base_url=BASE)
    html = (shelf / "site/papers/one/index.html").read_text(encoding="utf-8")
    assert '<meta name="citation_title" property="og:title" content="One">' in html
    assert html.count(f'content="{BASE}papers/one/"') == 1
    page = site("papers/one")
    assert page.name("citation_title") == page.social("og:title") == "One"
    assert page.name("citation_abstract_html_url") == page.social("og:url")
    # What they do not say alike stands twice, and nobody may link to a hidden paper.
    page = site("papers/three")
    assert page.name("citation_title") == "Three"
    assert page.social("og:title") == "Retracted: Three"
    assert site("papers/four").social("og:url") == ""
    assert site("papers").social("og:title") == "Papers"


def test_the_text_of_a_picture_says_that_the_paper_was_retracted_as_the_picture_does(
    shelf: Path,
) -> None:
    entry = "---\ntitle: Three\nauthors: [Ada]\nyear: 2022\nstatus: retracted\n---\n"
    _write(shelf, "papers/three.md", entry)
    page = _Built(shelf, base_url=BASE)("papers/three")
    assert page.social("og:image:alt") == "Retracted: Three. Ada"


def test_files_beside_a_paper_are_linked_where_there_are_any(shelf: Path) -> None:
    page = _Built(shelf)("papers/one")
    bibtex = [link for link in page.links if link.get("type") == "application/x-bibtex"]
    assert [(link["rel"], link["href"]) for link in bibtex] == [
        ("describedby", "../../papers/one/paper.bib")
    ]
    markdown = [link["href"] for link in page.links if link.get("type") == "text/markdown"]
    assert markdown == ["../../papers/one/index.md"]
    settings = "title: Shelf\nper_paper: {exports: no, markdown: no, cards: no, coins: no}\n"
    _write(shelf, "site.yaml", settings)
    built = _Built(shelf, base_url=BASE)
    assert built("papers/one").linked("describedby") == []
    assert [link.get("type") for link in built("papers/one").links].count("text/markdown") == 0
    assert built("papers/one").social("og:image") == f"{BASE}card.png"
    assert "image" not in built("papers/one").linked_data
    listed = built("papers")
    assert listed.coins == []
    for item in listed.linked_data["mainEntity"]["itemListElement"]:
        assert set(item) == {"@type", "position", "url"}
