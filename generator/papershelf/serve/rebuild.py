"""From what changed on disk to the next site: each step is taken again only where it must be."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from papershelf.errors import ContentError, Problem
from papershelf.loading import Loaded
from papershelf.model import Library
from papershelf.plan import digest_of
from papershelf.plan.cards import paper_url, term_url
from papershelf.relate import Relations
from papershelf.related.table import RelatedPapers, recalled
from papershelf.relating import Known, RelateOptions, relate_after
from papershelf.serve.assets import Assets, Look
from papershelf.serve.background import Result
from papershelf.serve.clock import Clock
from papershelf.serve.finder import paths_within
from papershelf.serve.reader import Reader
from papershelf.serve.rendered import RenderedPages
from papershelf.serve.searched import SearchFiles, recalled_search
from papershelf.serve.site import Ingredients, Shared, ShelfSite
from papershelf.serve.state import Numbers
from papershelf.store import open_store
from papershelf.theme import load_theme
from papershelf.urls import site_path
from papershelf.version import program_digest
from papershelf.workers import usable_cores

_MOST_EDITED = 8
"""An editor that saves may touch some files beside the one; more than these no editor does."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a rebuild came to."""

    site: ShelfSite
    problems: Sequence[Problem]
    numbers: Numbers
    edited: str
    """The address of the page whose source alone was edited; empty if there is none."""


class Builder:
    """Builds the sites of a shelf one after the other. For one thread."""

    def __init__(self, shelf: Path, base_url: str | None, *, drafts: bool) -> None:
        store = open_store(shelf, program_digest())
        self._shelf = shelf
        self._drafts = drafts
        self._shared = Shared(shelf, store, RenderedPages(), Assets())
        self._reader = Reader(shelf, store, base_url=base_url, jobs=usable_cores())
        self._last: ShelfSite | None = None
        self._themed: tuple[Look, Sequence[Problem]] | None = None
        self._known: Known | None = None
        self._pictures: bytes | None = None
        self._recalled = False
        self.related = RelatedPapers.of({})
        """As they were found last, for whichever papers there were then."""
        self.searches: tuple[SearchFiles, ...] = (SearchFiles(),)

    @property
    def sizes(self) -> Mapping[str, int]:
        """The bytes of the pages that were made lately, by path."""
        return self._shared.rendered.sizes()

    def build(self, changed: frozenset[str] | None, *, key: str) -> Built:
        """The site of the shelf as it is now.

        `changed`: absolute paths of all that may have changed, None if nobody knows. Raises
        ContentError for content that makes no site, TemplateFailureError for a theme that cannot
        render the pages that are looked at, other PapershelfErrors for what could not be run.
        """
        clock = Clock()
        clock.stage("Reading entries")
        self._notice(changed)
        loaded = self._reader.read(changed)
        if any(problem.is_grave for problem in loaded.problems):
            raise ContentError(loaded.problems, loaded.count)
        clock.stage("Reading the theme")
        look, problems = self._read_theme(loaded)
        clock.stage("Relating entries")
        relations = self._relate(loaded)
        if not self._recalled:
            clock.stage("Recalling related papers")
            self._recall(relations)
        clock.stage("Planning pages")
        site = self._site(loaded, relations, look, key)
        if self._last is None or look.theme.templates_digest != self._last.templates_digest:
            clock.stage("Trying the theme")
            site.prove()
        clock.stage("")
        self._last = site
        papers = loaded.library.papers
        numbers = Numbers(
            papers=len(relations.shown),
            drafts=sum(papers[paper].status == "draft" for paper in relations.shown),
            seconds=sum(clock.seconds.values()),
            stages=clock.seconds,
        )
        edited = _edited(self._shelf, loaded.library, changed, frozenset(relations.shown))
        return Built(site, [*loaded.problems, *problems], numbers, edited)

    def with_found(self, result: Result, *, key: str) -> ShelfSite | None:
        """The last site with what the process in the background found; None if that is the same."""
        is_same = result.related is self.related and result.search is self.searches[0]
        if result.search is not self.searches[0]:
            self.searches = (result.search, self.searches[0])
        self.related = result.related
        last = self._last
        if is_same or last is None:
            return None
        made = last.ingredients
        related = self.related.among(frozenset(made.relations.newest))
        made = replace(made, related=related, searches=self.searches)
        self._last = ShelfSite(key, made, self._shared, last)
        return self._last

    def _notice(self, changed: frozenset[str] | None) -> None:
        """Forget what the changes may concern, so that it is not lost where a rebuild fails."""
        paths = None if changed is None else set(paths_within(self._shelf, changed))
        if paths is None or any(path.startswith("content/static/") for path in paths):
            self._pictures = None
        is_outside = changed is not None and len(paths or ()) < len(changed)
        themed = ("content/site.yaml", "content/fonts/")
        if paths is None or is_outside or any(path.startswith(themed) for path in paths):
            self._themed = None

    def _read_theme(self, loaded: Loaded) -> tuple[Look, Sequence[Problem]]:
        if self._themed is None:
            theme, problems = load_theme(self._shelf, loaded.config)
            look = Look(theme)
            if self._last is not None and self._last.ingredients.look.is_same(look):
                look = self._last.ingredients.look
            self._themed = (look, problems)
        return self._themed

    def _relate(self, loaded: Loaded) -> Relations:
        config = loaded.config
        options = RelateOptions(
            self._drafts, config.author_pages_from or 0, config.trending.half_life
        )
        self._known = relate_after(self._known, loaded.library, options)
        return self._known.relations

    def _recall(self, relations: Relations) -> None:
        """Begin with what an earlier build or preview found."""
        self.related = recalled(self._shared.store, frozenset(relations.newest))
        self.searches = (recalled_search(self._shared.store) or SearchFiles(),)
        self._recalled = True

    def _site(
        self,
        loaded: Loaded,
        relations: Relations,
        look: Look,
        key: str,
    ) -> ShelfSite:
        related = self.related.among(frozenset(relations.newest))
        if self._pictures is None:
            self._pictures = _stamps(self._shelf, loaded.library.static)
        made = Ingredients(loaded, relations, look, related, self.searches, self._pictures)
        return ShelfSite(key, made, self._shared, self._last)


def _stamps(shelf: Path, static: Sequence[str]) -> bytes:
    """Changes whenever a file below content/static does."""
    stamps = []
    for name in static:
        with suppress(OSError):
            details = (shelf / "content" / "static" / name).stat()
            stamps.append((name, details.st_size, details.st_mtime_ns))
    return digest_of(stamps)


def _edited(
    shelf: Path, library: Library, changed: frozenset[str] | None, shown: frozenset[str]
) -> str:
    """The address of the page that the changed files make, empty for none or several."""
    if changed is None or len(changed) > _MOST_EDITED:
        return ""
    content = os.path.realpath(shelf / "content") + os.sep
    real = map(os.path.realpath, changed)
    sources = {
        f"content/{path.removeprefix(content)}".replace(os.sep, "/")
        for path in real
        if path.startswith(content)
    }
    papers = (p for p in library.papers.values() if p.source in sources and p.id in shown)
    collections = (c for c in library.collections.values() if c.source in sources)
    pages = (page for page in library.pages.values() if page.source in sources)
    digests = (digest for digest in library.digests.values() if digest.source in sources)
    found = {
        *(paper_url(paper.id) for paper in papers),
        *(term_url("collections", collection.id) for collection in collections),
        *(site_path(*page.path.split("/")) for page in pages),
        *(site_path(digest.kind, digest.key) for digest in digests),
    }
    return found.pop() if len(found) == 1 else ""
