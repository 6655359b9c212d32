"""Free pages, the search page and the page for what is not there."""

from collections.abc import Iterator, Sequence
from functools import partial

from papershelf.markup import block_to_text
from papershelf.model import FreePage
from papershelf.plan import contexts
from papershelf.plan.branches import Branch
from papershelf.plan.own_words import OWN_PAGES
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.views import Link
from papershelf.text import shorten
from papershelf.urls import file_path, site_path


def free_branches(planner: Planner) -> Iterator[Branch]:
    """The pages in content/pages, but for those that begin a page which is there anyway."""
    folders: dict[str, list[FreePage]] = {}
    for page in planner.library.pages.values():
        folders.setdefault(_folder(page), []).append(page)
    for folder, pages in folders.items():
        pages.sort(key=lambda p: (p.path != folder, p.order, p.title, p.path))
        index = planner.library.pages.get(folder) if folder else None
        siblings = tuple(Link(page.title, _page_url(page)) for page in pages) if folder else ()
        for place, page in enumerate(pages):
            if page.path in OWN_PAGES:
                continue
            path = file_path(*page.path.split("/"))
            yield Branch(path, partial(_free_page, planner, page, index, siblings, place))


def _free_page(
    planner: Planner, page: FreePage, index: FreePage | None, siblings: Sequence[Link], place: int
) -> Iterator[Page]:
    """A page and its place among those of its folder, whose first one is its index."""
    yield planner.page(
        tuple(page.path.split("/")),
        "page.html",
        page.title,
        contexts.FreePageContext(
            body=page.body,
            summary=page.summary,
            source=page.source,
            siblings=tuple(siblings),
            previous=siblings[place - 1] if siblings and place else None,
            next=siblings[place + 1] if place + 1 < len(siblings) else None,
            contributors=planner.credit.contributors if page.credits else (),
        ),
        description=page.summary or shorten(block_to_text(page.body), 200),
        way=[(index.title, _page_url(index))] if index and index is not page else [],
        source=page.source,
        links=internal_links_of(page.body),
    )


def _folder(page: FreePage) -> str:
    """The folder whose pages are siblings; an index page belongs to its own folder."""
    if page.source.endswith("/index.md"):
        return page.path
    return page.path.rpartition("/")[0]


def _page_url(page: FreePage) -> str:
    return site_path(*page.path.split("/"))


def free_links(planner: Planner, menu: str) -> tuple[Link, ...]:
    """The free pages at the top that a menu shows; the footer names the others by itself."""
    pages = [
        page
        for page in planner.library.pages.values()
        if page.menu == menu
        and "/" not in page.path
        and not (menu == "footer" and page.path in OWN_PAGES)
    ]
    pages.sort(key=lambda p: (p.order, p.title, p.path))
    return tuple(Link(page.title, _page_url(page)) for page in pages)


def search_page(planner: Planner) -> Page:
    """The search page."""
    return planner.page(
        ("search",),
        "search.html",
        planner.wording.say("pages.search"),
        contexts.SearchContext(planner.sections(), len(planner.relations.newest)),
        description=planner.wording.say("descriptions.search", shelf=planner.config.title),
        is_mapped=False,
    )


def not_found_page(planner: Planner) -> Page:
    """The page that hosts show for addresses that lead nowhere."""
    return planner.page(
        ("404",),
        "404.html",
        planner.wording.say("pages.not_found"),
        contexts.NotFoundContext(planner.sections()),
        noindex=True,
        path="404.html",
    )
