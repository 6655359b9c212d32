"""A site that is read without a network, in a real browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from papershelf import build
from tests.browser.conftest import MakePage, Watched, wait_until
from tests.browser.search_page import FIRST, box_of, status_of
from tests.support.node import ROOT
from tests.support.server import serving

_KEPT = """async (scope) => {
  const found = {};
  for (const name of await caches.keys()) {
    if (!name.startsWith(`papershelf-offline ${scope} `) || name.endsWith(" state")) continue;
    const keys = await (await caches.open(name)).keys();
    found[name] = keys.map(({ url }) => url.slice(scope.length));
  }
  return found;
}"""


@dataclass
class Shelf:
    """A shelf whose site is served while it is built anew."""

    folder: Path
    site: Path
    address: str

    def write(self, paper: str, title: str) -> None:
        entry = f"title: {title}\nauthors: [Ada Lovelace]\nyear: 2020\n"
        (self.folder / f"content/papers/{paper}.yaml").write_text(entry, encoding="utf-8")

    def publish(self, title: str, *, offline: bool = True) -> None:
        """Deploy a build whose pages all name the site."""
        settings = f"title: {title}\noffline: {str(offline).lower()}\n"
        (self.folder / "content/site.yaml").write_text(settings, encoding="utf-8")
        build(self.folder, self.site)


def _shelf(folder: Path, address: str, site: Path) -> Shelf:
    (folder / "content/papers").mkdir(parents=True)
    shelf = Shelf(folder, site, address)
    for number in ("one", "two", "three"):
        shelf.write(number, f"Paper {number}")
    return shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with serving(tmp_path / "site", "/shelf/") as address:
        shelf = _shelf(tmp_path / "shelf", address, tmp_path / "site")
        shelf.publish("First")
        yield shelf


def _kept(page: Page, address: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(_KEPT, address)
    return found


def _has_kept(page: Page, address: str, path: str) -> Callable[[], bool]:
    """Whether all that is kept is of one build, with the page among it."""

    def is_kept() -> bool:
        builds = list(_kept(page, address).values())
        return len(builds) == 1 and path in builds[0]

    return is_kept


def _has_new_build(page: Page, address: str, path: str) -> Callable[[], bool]:
    """Whether the page is kept in a build that is not there yet."""
    known = _kept(page, address).keys()
    return lambda: any(
        path in paths for name, paths in _kept(page, address).items() if name not in known
    )


def _begin(page: Page, address: str) -> None:
    """Open the site for the first time, and wait until the browser keeps what it opens."""
    page.goto(address)
    wait_until(lambda: page.evaluate("navigator.serviceWorker.ready.then((it) => !!it.active)"))
    page.reload()
    wait_until(lambda: page.evaluate("!!navigator.serviceWorker.controller"))


def _visit(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    wait_until(_has_kept(page, address, path))


def test_what_was_read_can_be_read_again_without_a_network(
    shelf: Shelf, open_page: MakePage
) -> None:
    page = open_page()
    watched = Watched(page)
    _begin(page, shelf.address)
    _visit(page, shelf.address, "papers/one/")
    page.context.set_offline(True)
    page.goto(shelf.address + "papers/one/")
    expect(page.locator("h1")).to_have_text("Paper one")
    page.get_by_role("button", name="Display settings").click()
    expect(page.get_by_role("group", name="Colours")).to_be_visible()
    page.goto(shelf.address)
    expect(page).to_have_title("First")
    assert watched.complaints == []


def test_the_page_that_was_opened_first_is_kept_too(shelf: Shelf, open_page: MakePage) -> None:
    page = open_page(shelf.address + "papers/two/")
    wait_until(_has_kept(page, shelf.address, "papers/two/"))
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("Paper two")


def test_the_search_goes_on_in_the_files_that_it_has(shelf: Shelf, open_page: MakePage) -> None:
    page = open_page()
    _begin(page, shelf.address)
    page.goto(shelf.address + "search/?q=paper")
    expect(page.locator(FIRST)).not_to_be_empty()
    wait_until(
        lambda: any(
            "/cards-" in path for paths in _kept(page, shelf.address).values() for path in paths
        )
    )
    page.context.set_offline(True)
    page.goto(shelf.address + "search/?q=lovelace")
    expect(page.locator(FIRST)).not_to_be_empty()
    box_of(page).fill("three")
    expect(status_of(page)).to_contain_text("1 paper")


def test_a_page_that_is_not_kept_leads_to_those_that_are(shelf: Shelf, open_page: MakePage) -> None:
    page = open_page()
    _begin(page, shelf.address)
    _visit(page, shelf.address, "papers/one/")
    page.context.set_offline(True)
    page.goto(shelf.address + "papers/two/")
    expect(page.get_by_text("has not kept the page")).to_be_visible()
    expect(page.locator("[data-kept-pages] a").first).to_have_text("Paper one")
    again = page.get_by_role("link", name="Try again")
    expect(again).to_have_attribute("href", shelf.address + "papers/two/")
    page.context.set_offline(False)
    again.click()
    expect(page.locator("h1")).to_have_text("Paper two")


def test_all_that_is_kept_is_removed_by_one_click(shelf: Shelf, open_page: MakePage) -> None:
    page = open_page()
    _begin(page, shelf.address)
    _visit(page, shelf.address, "papers/one/")
    page.goto(shelf.address + "offline/")
    expect(page.locator("[data-kept-pages] a").first).to_be_visible()
    page.get_by_role("button", name="Remove all that is kept").click()
    expect(page.locator("[data-kept-status]")).to_contain_text("All of it is removed")
    assert _kept(page, shelf.address) == {}


def test_a_page_that_is_open_while_a_build_is_published_keeps_to_its_own(
    shelf: Shelf, open_page: MakePage
) -> None:
    page = open_page()
    _begin(page, shelf.address)
    _visit(page, shelf.address, "papers/one/")
    for title in ("Second", "Third"):
        shelf.publish(title)
        is_kept = _has_new_build(page, shelf.address, "papers/two/")
        other = page.context.new_page()
        other.goto(shelf.address + "papers/two/")
        expect(other).to_have_title(f"Paper two · {title}")
        wait_until(is_kept)
        other.close()
    # What the page that is still open fetches is of the build that it is of.
    found = page.evaluate("fetch('../../display/').then((answer) => answer.text())")
    assert "· First</title>" in found
    page.context.set_offline(True)
    page.reload()
    title = page.title().partition(" · ")[2]
    for path in ("", "display/", "papers/one/"):
        page.goto(shelf.address + path)
        assert page.title().endswith(title)


def test_after_a_build_all_that_was_kept_is_of_the_new_one(
    shelf: Shelf, open_page: MakePage
) -> None:
    page = open_page()
    _begin(page, shelf.address)
    _visit(page, shelf.address, "papers/one/")
    shelf.publish("Second")
    (before,) = _kept(page, shelf.address)
    page.goto(shelf.address + "papers/two/")
    wait_until(lambda: before not in _kept(page, shelf.address))
    page.context.set_offline(True)
    for path in ("", "papers/one/", "papers/two/", "offline/", "search/"):
        page.goto(shelf.address + path)
        assert page.title().endswith("Second"), path


def test_a_site_that_is_switched_off_leaves_nothing_behind(
    shelf: Shelf, open_page: MakePage
) -> None:
    page = open_page()
    _begin(page, shelf.address)
    shelf.publish("First", offline=False)
    page.goto(shelf.address + "papers/one/")
    wait_until(lambda: page.evaluate("caches.keys().then((names) => names.length === 0)"))
    wait_until(
        lambda: page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => !all[0])")
    )


def test_a_site_that_never_had_it_gets_no_worker(tmp_path: Path, open_page: MakePage) -> None:
    with serving(tmp_path / "site") as address:
        shelf = _shelf(tmp_path / "shelf", address, tmp_path / "site")
        shelf.publish("Plain", offline=False)
        page = open_page(address)
        page.wait_for_load_state("networkidle")
        assert (
            page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
            == 0
        )
        assert not (tmp_path / "site/sw.js").exists()
        assert not (tmp_path / "site/offline").exists()


def test_two_sites_on_one_origin_know_nothing_of_each_other(
    tmp_path: Path, open_page: MakePage
) -> None:
    with serving(tmp_path / "both") as address:
        sites = {}
        for name in ("a", "b"):
            shelf = _shelf(tmp_path / name, f"{address}{name}/", tmp_path / f"both/{name}")
            shelf.publish(name.upper())
            sites[name] = shelf
        page = open_page()
        for shelf in sites.values():
            _begin(page, shelf.address)
            _visit(page, shelf.address, "papers/one/")
        page.goto(sites["a"].address + "offline/")
        page.get_by_role("button", name="Remove all that is kept").click()
        expect(page.locator("[data-kept-status]")).to_contain_text("All of it is removed")
        assert _has_kept(page, sites["b"].address, "papers/one/")()
        page.context.set_offline(True)
        page.goto(sites["b"].address + "papers/one/")
        assert page.title() == "Paper one · B"


def test_an_archive_is_read_from_any_folder_of_any_server(
    tmp_path: Path, open_page: MakePage
) -> None:
    build(ROOT, tmp_path / "site", offline_zip=tmp_path / "site.zip")
    with ZipFile(tmp_path / "site.zip") as archive:
        archive.extractall(tmp_path / "away")
    [folder] = (tmp_path / "away").iterdir()
    with serving(folder / "site", "/some/where/") as address:
        page = open_page()
        watched = Watched(page)
        for path in ("", "papers/", "topics/", "years/", "display/"):
            page.goto(address + path)
        page.goto(address + "search/?q=attention")
        expect(page.locator(FIRST)).not_to_be_empty()
        page.locator("[data-result-link]").first.click()
        page.wait_for_url(f"{address}papers/*/**")
        assert watched.complaints == []
        assert [url for url in watched.requests if not url.startswith(address)] == []
