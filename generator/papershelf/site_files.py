"""The files of a site beside its pages and its search, and what they lay claim to."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from papershelf.citation import EXPORTS
from papershelf.exports import Exports
from papershelf.feeds import Feeds
from papershelf.load import read_static
from papershelf.model import Library
from papershelf.output import Pending
from papershelf.plan import SitePlan
from papershelf.plan.links import LinkMap
from papershelf.plan.listings import FEED_FILE, Listing
from papershelf.plan.recent import RECENT_FILE, recent_file
from papershelf.relate import Relations
from papershelf.theme import Theme


def claims_beside_pages(
    library: Library, theme: Theme, plan: SitePlan, *, searched: bool
) -> Iterator[tuple[str, str]]:
    """The paths of all other files of a site, each with what wants it."""
    for path in library.static:
        yield path, f"content/static/{path}"
    for name in theme.assets:
        yield f"{theme.asset_folder}/{name}", f"the theme {theme.name}"
    if searched:
        yield "search/manifest.json", "the search"
    yield from _list_files(plan.listings).items()
    yield RECENT_FILE, "the newest papers"


def _list_files(listings: Sequence[Listing]) -> dict[str, str]:
    """The feeds and exports of lists by path, each with what asks for it."""
    return {
        listing.path(file): listing.source
        for listing in listings
        for file in (
            FEED_FILE,
            *((form.export for form in EXPORTS) if listing.papers else ()),
        )
    }


def files_beside_pages(
    shelf: Path,
    library: Library,
    relations: Relations,
    theme: Theme,
    plan: SitePlan,
    links: LinkMap,
    exports: Exports,
) -> Iterator[Pending]:
    """What a site holds beside its pages and its search."""

    def plain(path: str, make: Callable[[], bytes], source: str = "") -> Pending:
        return Pending(path, lambda: None, make, source)

    # Without it GitHub Pages would leave out files that start with an underscore.
    yield plain(".nojekyll", bytes)
    for output in theme.outputs():
        yield plain(output.path, partial(getattr, output, "content"), output.source)
    yield plain(RECENT_FILE, partial(recent_file, library, relations), "the newest papers")
    for path in library.static:
        yield plain(path, partial(read_static, shelf, path), f"content/static/{path}")
    yield from Feeds(library, relations.shelving, plan.site, links).pending(plan.listings)
    yield from exports.pending(plan.listings)
