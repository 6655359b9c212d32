"""A site in memory: its files are made when somebody asks for them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from papershelf.citation import CitationKeys
from papershelf.exports import Exports
from papershelf.loading import Loaded
from papershelf.output import Output, Pending
from papershelf.plan import Page, digest_of, plan_site, refuse_collisions
from papershelf.plan.links import LinkMap
from papershelf.plan.pictures import Pictures
from papershelf.plan.sitemap import is_part
from papershelf.relate import Relations
from papershelf.related.table import RelatedPapers
from papershelf.render import Renderer
from papershelf.serve.assets import Assets, Look
from papershelf.serve.rendered import Rendered, RenderedPages
from papershelf.serve.searched import SearchFiles
from papershelf.serve.state import ServedFile
from papershelf.site_files import files_beside_pages, parts_of_sitemap
from papershelf.static_files import static_file
from papershelf.store import Store
from papershelf.version import GENERATOR, program_digest

_PROVEN = 8
"""Pages that a new theme must be able to render before it is shown."""


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a site is made from: the same make the same bytes."""

    loaded: Loaded
    relations: Relations
    look: Look
    related: RelatedPapers
    """Of the papers of these relations only."""
    searches: Sequence[SearchFiles]
    """The files of the search, and those before them: open pages go on reading these."""
    pictures: bytes
    """Changes when files below content/static do, which pages show but do not hold."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sites of one preview have in common."""

    shelf: Path
    store: Store
    rendered: RenderedPages
    assets: Assets


class ShelfSite:
    """The site of a shelf as it was at one moment. Safe in several threads."""

    def __init__(
        self, key: str, ingredients: Ingredients, shared: Shared, before: "ShelfSite | None"
    ) -> None:
        """Plan a site, after the one before; raises ContentError where two files want one path."""
        self.key = key
        self.ingredients = ingredients
        self._shared = shared
        library = ingredients.loaded.library
        # A browser that kept pages of a preview would show them when they are edited already.
        config = ingredients.loaded.config.model_copy(update={"offline": False})
        theme = ingredients.look.theme
        self.base_path = config.base_path
        self.stylesheet = f"{theme.asset_folder}/{theme.stylesheet}"
        self._plan = plan_site(
            library,
            ingredients.relations,
            config,
            related=ingredients.related,
            generator=GENERATOR,
            options=theme.options,
            stylesheet=theme.stylesheet,
            wording=theme.wording,
            card_fonts=theme.card.fonts,
            store=shared.store,
            citation_keys=before.citation_keys if before else None,
        )
        self._links = LinkMap(library, self._plan.branches.has)
        self._others = {file.path: file for file in self._beside()}
        self._links.add_files(self._others)
        if self._plan.branches.are_ambiguous:
            pages = ((page.path, page.source) for page in self._plan.pages)
            refuse_collisions([*pages, *((file.path, file.source) for file in self._beside())])
        pictures = Pictures(shared.shelf, library.static)
        self._renderer = Renderer(self._plan.site, theme, self._links, pictures, program_digest())
        self._static = frozenset(library.static)
        shared.assets.add(ingredients.look)

    @property
    def search(self) -> str:
        """Names the files of its search; empty before there are any."""
        return self.ingredients.searches[0].key.hex()

    @property
    def citation_keys(self) -> CitationKeys | None:
        """The keys as they were chosen last, here or for a site before."""
        return self._plan.cited.known

    @property
    def templates_digest(self) -> bytes:
        """Changes whenever a template or an option of its theme does."""
        return self.ingredients.look.theme.templates_digest

    def find(self, path: str) -> ServedFile | None:
        """A file by its path inside the site; raises PapershelfError where it cannot be made."""
        page = self._plan.branches.find(path)
        if page is not None:
            rendered = self._render(page)
            return ServedFile(path, rendered.content, rendered.shows)
        if path in self._static:
            return ServedFile(path, static_file(self._shared.shelf, path))
        content = self._beside_pages(path)
        return None if content is None else ServedFile(path, content)

    def pages(self) -> Iterator[str]:
        """The paths of its pages, planned as they are asked for."""
        return (page.path for page in self._plan.branches.pages())

    def paths(self) -> Iterator[str]:
        """The paths of all files."""
        yield from self.pages()
        yield from self._others
        yield from (part.path for part in self._parts_of_sitemap())
        for output in self.ingredients.searches[0].outputs:
            yield output.path

    def prove(self) -> None:
        """Render the pages that are looked at; raises TemplateFailureError."""
        for path in ("index.html", *self._shared.rendered.latest(_PROVEN)):
            self.find(path)

    def _render(self, page: Page) -> Rendered:
        fingerprint = digest_of(self._renderer.fingerprint(page), self.ingredients.pictures)
        known = self._shared.rendered.find(page.path, fingerprint)
        if known is None:
            content = self._renderer.render(page)
            known = Rendered(fingerprint, content, self._shows(content))
            self._shared.rendered.keep(page.path, known)
        return known

    def _shows(self, content: bytes) -> str:
        look = self.ingredients.look
        # The folder is named by what is in it, the stylesheet too.
        same = content.replace(look.theme.asset_folder.encode(), b"")
        shown = digest_of(look.scripts, self.ingredients.pictures, same)
        return shown[:8].hex()

    def _beside_pages(self, path: str) -> bytes | None:
        kept = self._shared.assets.find(path) or self._searched.get(path)
        if kept is not None:
            return kept.content
        pending = self._others.get(path) or self._part_of_sitemap(path)
        return pending.make() if pending else None

    def _part_of_sitemap(self, path: str) -> Pending | None:
        """One of the files that only all pages together tell of."""
        if not is_part(path):
            return None
        return next((part for part in self._parts_of_sitemap() if part.path == path), None)

    def _parts_of_sitemap(self) -> Iterator[Pending]:
        return parts_of_sitemap(self.ingredients.loaded.library, self._plan)

    @cached_property
    def _searched(self) -> Mapping[str, Output]:
        searches = self.ingredients.searches
        # A site without search has none of before either: no page is left to read it.
        oldest_first = reversed(searches if searches[0].outputs else searches[:1])
        return {output.path: output for files in oldest_first for output in files.outputs}

    def _beside(self) -> Iterator[Pending]:
        made = self.ingredients
        return files_beside_pages(
            self._shared.shelf,
            made.loaded.library,
            made.relations,
            made.look.theme,
            self._plan,
            self._links,
            Exports(self._plan.cited, self._shared.store),
        )
