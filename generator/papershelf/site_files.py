"""The files of a site beside its pages and its search."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from papershelf.agents import GUIDE_FILE, ROBOTS_FILE, PaperTexts, guide, robots
from papershelf.build_digests import WORKER_FILE
from papershelf.card_files import card_files
from papershelf.exports import Exports
from papershelf.feeds import Feeds
from papershelf.host_files import HEADERS_FILE, REDIRECTS_FILE, host_files
from papershelf.map_files import map_files
from papershelf.model import Library
from papershelf.output import Pending
from papershelf.plan import SitePlan, digest_of
from papershelf.plan.editing import SETTINGS_FILE
from papershelf.plan.links import LinkMap
from papershelf.plan.recent import RECENT_FILE, recent_file
from papershelf.plan.shelf_numbers import NUMBERS_FILE, numbers_digest, numbers_file
from papershelf.plan.sitemap import SITEMAP_FILE
from papershelf.records import Records
from papershelf.relate import Relations
from papershelf.static_files import read_static
from papershelf.theme import Theme
from papershelf.version import program_digest

OWN_FIRST = frozenset(
    {".nojekyll", ROBOTS_FILE, GUIDE_FILE, SITEMAP_FILE, HEADERS_FILE, REDIRECTS_FILE}
)
"""What is not made where the shelf has a file of that name in content/static."""


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
    own = OWN_FIRST.intersection(library.static)
    paths = [*library.static]
    for path in library.static:
        yield _plain(path, partial(read_static, shelf, path), f"content/static/{path}")
    for pending in _made(shelf, library, relations, theme, plan, links, exports):
        if pending.path not in own:
            paths.append(pending.path)
            yield pending
    if GUIDE_FILE not in own:
        make = partial(guide, library, relations, plan, frozenset(paths))
        yield _plain(GUIDE_FILE, make, "the guide for language models")


def _made(
    shelf: Path,
    library: Library,
    relations: Relations,
    theme: Theme,
    plan: SitePlan,
    links: LinkMap,
    exports: Exports,
) -> Iterator[Pending]:
    # Without it GitHub Pages would leave out files that start with an underscore.
    yield _plain(".nojekyll", bytes, "the site")
    for output in theme.outputs():
        yield _plain(output.path, partial(getattr, output, "content"), output.source)
    recent = partial(recent_file, library, relations, plan.wording)
    yield _plain(RECENT_FILE, recent, "the newest papers")
    if plan.config.stats and relations.newest:
        language = plan.config.language
        yield Pending(
            NUMBERS_FILE,
            lambda: digest_of(program_digest(), numbers_digest(library, relations, language)),
            partial(numbers_file, library, relations, language),
            "the numbers of the shelf",
        )
    yield from Feeds(library, relations, plan, links, theme.feed_stylesheet).pending()
    yield from exports.pending(plan.listings)
    yield from exports.of_papers(relations.shown, plan.own_files.exports)
    yield from Records(library, relations, plan).pending()
    yield from PaperTexts(plan, relations, links).pending()
    yield from card_files(plan.social_cards, theme.card)
    if plan.atlas is not None:
        yield from map_files(plan.atlas)
    if not plan.config.noindex:
        yield from plan.sitemap.first()
    if plan.config.offline:
        yield _plain(WORKER_FILE, lambda: theme.worker, f"the theme {theme.name}")
    if plan.editing is not None:
        # Only with the page: schemas take longer to make than a small site.
        from papershelf.admin.config import editing_config

        settings = partial(editing_config, shelf, library, plan.config, plan.editing)
        yield _plain(SETTINGS_FILE, settings, "the page for editing")
    yield from host_files(library, relations, plan)
    sitemap = "" if plan.config.noindex else plan.sitemap.url
    rules = partial(robots, plan.site.base_path, sitemap)
    yield _plain(ROBOTS_FILE, rules, "the rules for robots")


def _plain(path: str, make: Callable[[], bytes], source: str) -> Pending:
    return Pending(path, lambda: None, make, source)


def parts_of_sitemap(library: Library, plan: SitePlan) -> Iterator[Pending]:
    """The further files of a large shelf's sitemap, known when all its pages are planned."""
    if not plan.config.noindex and SITEMAP_FILE not in library.static:
        yield from plan.sitemap.parts()
