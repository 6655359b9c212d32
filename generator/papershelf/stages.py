"""Library → relations → plan → files: the stages of a build after the content has been read."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from papershelf.build_digests import BUILD_FILE
from papershelf.errors import Problem, Severity
from papershelf.exports import EXPORTED, Exports
from papershelf.history import HISTORY
from papershelf.loading import Loaded
from papershelf.maps import MAP
from papershelf.output import Output, Pending
from papershelf.places import find_text
from papershelf.plan import Page, SitePlan, digest_of, plan_site, refuse_collisions
from papershelf.plan.links import LinkMap
from papershelf.plan.pictures import Pictures
from papershelf.relate import Relations, collection_titles, relate
from papershelf.related import RELATED, related_papers
from papershelf.render import Renderer, render_pages
from papershelf.search import (
    documents_digest,
    search_input,
    search_outputs,
    search_settings,
)
from papershelf.site_files import files_beside_pages, parts_of_sitemap
from papershelf.store import Store
from papershelf.theme import Theme, load_theme
from papershelf.tokens import TOKENS, TokenTable, tokens_of
from papershelf.version import GENERATOR, program_digest
from papershelf.workers import map_pieces
from papershelf.write import SiteFolder


@dataclass(frozen=True, slots=True)
class PlannedSite:
    """A planned site, ready to be rendered."""

    loaded: Loaded
    relations: Relations
    tokens: TokenTable | None
    """The words of the papers in lists; None where neither search nor related papers need them."""
    related: Mapping[str, Sequence[str]]
    """The ids of the papers nearest to each paper, nearest first."""
    theme: Theme
    plan: SitePlan
    renderer: Renderer
    beside: Sequence[Pending]
    """All other files but those of the search."""
    exports: Exports
    problems: Sequence[Problem]

    @property
    def pages(self) -> Sequence[Page]:
        """Its pages."""
        return self.plan.pages


def plan_shelf(
    shelf: Path,
    loaded: Loaded,
    *,
    drafts: bool,
    store: Store | None = None,
    jobs: int = 1,
    stage: Callable[[str, int], None] = lambda _name, _total: None,
    keep_pages: bool = True,
) -> PlannedSite:
    """The plan of a library's site; raises ContentError where two sources want one path.

    `store` remembers the words of papers and which are related; without one the pages name no
    related papers, which is enough to check a plan. Without `keep_pages` each page is let go when
    it has been checked: all of them take half a gigabyte on a large shelf.
    """
    library, config = loaded.library, loaded.config
    theme, problems = load_theme(shelf, config)
    relations = relate(
        library,
        drafts=drafts,
        author_pages_from=config.author_pages_from or 0,
        half_life=config.trending.half_life,
    )
    tokens = None
    related: Mapping[str, Sequence[str]] = {}
    if store is not None and (config.search.enabled or config.related):
        stage("Reading words", 0)
        stop_words = config.search.stop_words
        tokens = tokens_of(
            library,
            sorted(relations.newest),
            collection_titles(library, relations),
            store,
            stop_words=stop_words,
            jobs=jobs,
        )
        if config.related:
            stage("Relating papers", 0)
            related = related_papers(
                library, relations, tokens, store, stop_words=stop_words, jobs=jobs
            )
    stage("Planning pages", 0)
    plan = plan_site(
        library,
        relations,
        config,
        related=related,
        generator=GENERATOR,
        options=theme.options,
        stylesheet=theme.stylesheet,
        wording=theme.wording,
        card_fonts=theme.card.fonts,
        store=store,
    )
    claims: list[tuple[str, str]] = []
    linking: list[Page] = []
    for page in plan.pages if keep_pages else plan.branches.pages():
        claims.append((page.path, page.source))
        if page.links:
            linking.append(page)
    links = LinkMap(library, frozenset(path for path, _ in claims).__contains__)
    exports = Exports(plan.cited, store, relations.newest, jobs)
    beside = tuple(files_beside_pages(shelf, library, relations, theme, plan, links, exports))
    if keep_pages:
        beside += tuple(parts_of_sitemap(library, plan))
    links.add_files(file.path for file in beside)
    claims += ((file.path, file.source) for file in beside)
    if config.search.enabled:
        claims.append(("search/manifest.json", "the search"))
    if config.offline:
        claims.append((BUILD_FILE, "reading without a network"))
    refuse_collisions(claims)
    pictures = Pictures(shelf, library.static)
    renderer = Renderer(plan.site, theme, links, pictures, program_digest())
    problems += _dead_links(renderer, linking, shelf)
    return PlannedSite(
        loaded, relations, tokens, related, theme, plan, renderer, beside, exports, problems
    )


def _dead_links(renderer: Renderer, pages: Sequence[Page], shelf: Path) -> Iterator[Problem]:
    for page in pages:
        for target in renderer.dead_links(page):
            location, excerpt = find_text(shelf, page.source, target)
            yield Problem(
                location,
                f'the link "{target}" leads nowhere',
                "link to a file of the shelf (../papers/one.md) or a page of the site (/topics/)",
                Severity.WARNING,
                excerpt,
                rule="lost-link",
            )


_PIECE = 48
"""Pages rendered at a time in one process: enough that handing them over costs nothing."""
_ALONE_UP_TO = 300
"""Starting processes costs more than rendering this many pages in one."""


def rendered(
    renderer: Renderer, stale: Sequence[tuple[Page, bytes]], jobs: int
) -> Iterator[tuple[Output, bytes]]:
    """The HTML of pages, each with its fingerprint."""
    shared = (renderer, [page for page, _ in stale])
    jobs = jobs if len(stale) > _ALONE_UP_TO else 1
    results = map_pieces(_render_piece, shared, range(len(stale)), jobs=jobs, piece=_PIECE)
    numbered = (output for outputs in results for output in outputs)
    for (_, fingerprint), output in zip(stale, numbered, strict=True):
        yield output, fingerprint


def _render_piece(shared: tuple[Renderer, Sequence[Page]], places: Sequence[int]) -> list[Output]:
    renderer, pages = shared
    outputs = list(render_pages(renderer, [pages[place] for place in places]))
    # Each page leaves circles of templates behind, 400 MB after 17,000 pages. They are all among
    # what is new since the last piece: views that are kept need not be walked through again.
    gc.collect(0)
    return outputs


_HEAVY_PIECE = 16
_HEAVY_ALONE_UP_TO = 24


def files(site: PlannedSite, folder: SiteFolder, jobs: int) -> Iterator[tuple[Output, bytes]]:
    """What a site holds beside its pages and its search, but for what an earlier build left."""
    heavy: list[tuple[Pending, bytes]] = []
    for pending in site.beside:
        fingerprint = pending.fingerprint()
        if fingerprint is not None and folder.is_fresh(pending.path, fingerprint):
            continue
        if pending.is_heavy:
            heavy.append((pending, fingerprint or b""))
        else:
            output = Output(pending.path, pending.make(), pending.source)
            yield output, fingerprint or b""
    makers = [pending.make for pending, _ in heavy]
    jobs = jobs if len(heavy) > _HEAVY_ALONE_UP_TO else 1
    made = map_pieces(_make_piece, makers, range(len(heavy)), jobs=jobs, piece=_HEAVY_PIECE)
    contents = (content for piece in made for content in piece)
    for (pending, fingerprint), content in zip(heavy, contents, strict=True):
        yield Output(pending.path, content, pending.source), fingerprint
    site.exports.remember()


def _make_piece(makers: Sequence[Callable[[], bytes]], places: Sequence[int]) -> list[bytes]:
    return [makers[place]() for place in places]


_SEARCH = "search"
"""What the store calls the files of the search."""


class _SearchFiles(msgspec.Struct):
    """What is remembered of the files of the search."""

    fingerprint: bytes
    paths: tuple[str, ...]
    costs: dict[str, int]


def search_files(
    site: PlannedSite, folder: SiteFolder, store: Store
) -> tuple[dict[str, int], Iterator[tuple[Output, bytes]]]:
    """The bytes of the search by what they are for, and its files.

    Both are empty for a site without search; files that an earlier build left are not made again.
    """
    config, tokens = site.loaded.config, site.tokens
    if not config.search.enabled or tokens is None:
        return {}, iter(())
    library, relations = site.loaded.library, site.relations
    fingerprint = search_fingerprint(site)
    last = _remembered_search(store)
    if (
        last is not None
        and last.fingerprint == fingerprint
        and all(folder.is_fresh(path, fingerprint) for path in last.paths)
    ):
        return last.costs, iter(())
    outputs, report = search_outputs(
        search_input(library, relations, config, site.theme.wording, tokens),
        search_settings(config),
    )
    paths = tuple(output.path for output in outputs)
    store.write(_SEARCH, msgspec.msgpack.encode(_SearchFiles(fingerprint, paths, report.costs)))
    return report.costs, ((output, fingerprint) for output in outputs)


def search_fingerprint(site: PlannedSite) -> bytes:
    """Changes whenever the files of the search would; empty for a site without search."""
    config = site.loaded.config
    if not config.search.enabled:
        return b""
    return digest_of(
        program_digest(),
        documents_digest(site.loaded.library, site.relations, config, site.theme.wording),
    )


def _remembered_search(store: Store) -> _SearchFiles | None:
    try:
        return msgspec.msgpack.decode(store.read(_SEARCH) or b"", type=_SearchFiles)
    except msgspec.MsgspecError:
        return None


REMEMBERED = (_SEARCH, TOKENS, RELATED, MAP, HISTORY, *EXPORTED)
"""What the store calls the results of these stages."""
