"""The files of a site beside its pages and its search."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from papershelf.card_files import card_files
from papershelf.exports import Exports
from papershelf.feeds import Feeds
from papershelf.load import read_static
from papershelf.model import Library
from papershelf.output import Pending
from papershelf.plan import SitePlan
from papershelf.plan.links import LinkMap
from papershelf.plan.recent import RECENT_FILE, recent_file
from papershelf.relate import Relations
from papershelf.theme import Theme


def files_beside_pages(
    shelf: Path,
    library: Library,
    relations: Relations,
    theme: Theme,
    plan: SitePlan,
    links: LinkMap,
    exports: Exports,
) -> Iterator[Pending]:
    """What a site holds beside its pages and its search; nothing is made before it is wanted."""

    def plain(path: str, make: Callable[[], bytes], source: str) -> Pending:
        return Pending(path, lambda: None, make, source)

    # Without it GitHub Pages would leave out files that start with an underscore.
    yield plain(".nojekyll", bytes, "the site")
    for output in theme.outputs():
        yield plain(output.path, partial(getattr, output, "content"), output.source)
    yield plain(RECENT_FILE, partial(recent_file, library, relations), "the newest papers")
    for path in library.static:
        yield plain(path, partial(read_static, shelf, path), f"content/static/{path}")
    yield from Feeds(library, relations.shelving, plan.site, links).pending(plan.listings)
    yield from exports.pending(plan.listings)
    yield from card_files(plan.social_cards, theme.card)
