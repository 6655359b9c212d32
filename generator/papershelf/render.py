"""Pages → HTML."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from weakref import proxy

from papershelf.output import Output
from papershelf.picture_sizes import Size
from papershelf.plan.links import LinkMap
from papershelf.plan.page import Page, SiteView, digest_of, opened
from papershelf.plan.pictures import Pictures
from papershelf.theme import Theme
from papershelf.urls import root_prefix

if TYPE_CHECKING:
    from papershelf.templates import Templates


class Renderer:
    """Renders the pages of one site with one theme."""

    def __init__(
        self, site: SiteView, theme: Theme, links: LinkMap, pictures: Pictures, version: bytes
    ) -> None:
        self._site = site
        self._theme = theme
        self._links = links
        self._pictures = pictures
        self._base = digest_of(version, theme.digest, site)
        self._templates: Templates | None = None

    def fingerprint(self, page: Page) -> bytes:
        """Changes whenever the bytes of the page would."""
        return digest_of(
            self._base,
            page.template,
            page.view,
            page.context,
            tuple(self._leads(page.source, target) for target in page.links),
        )

    def _leads(self, source: str, target: str) -> tuple[str, Size | None]:
        """Where a link leads, and how large the picture is if it leads to one."""
        address = self._links.resolve(source, target) or ""
        return address, self._pictures.size(address)

    def dead_links(self, page: Page) -> Iterator[str]:
        """The internal links of a page that lead nowhere; it shows only their texts."""
        for target in page.links:
            if self._links.resolve(page.source, target) is None:
                yield target

    def render(self, page: Page) -> bytes:
        """The HTML of a page; raises TemplateFailureError."""
        root = self._site.base_path if page.path == "404.html" else root_prefix(page.url)

        def href(address: str) -> str:
            if "://" in address or address.startswith(("#", "mailto:")):
                return address
            return root + address

        # What rendering leaves behind refers to itself in circles: it must not keep all of the
        # site with it until somebody collects it.
        links, pictures, source = proxy(self._links), proxy(self._pictures), page.source

        def resolve(target: str) -> str | None:
            found: str | None = links.resolve(source, target)
            return None if found is None else root + found

        def size(target: str) -> Size | None:
            found: str | None = links.resolve(source, target)
            return None if found is None else pictures.size(found)

        asset_root = f"{root}{self._theme.asset_folder}/"
        context = page.context
        variables: dict[str, Any] = {
            name: opened(getattr(context, name)) for name in context.__struct_fields__
        }
        view = opened(page.view)
        variables |= {
            "page": view,
            "head": opened(view.head),
            "root": root,
            "href": href,
            "asset": asset_root.__add__,
            "_resolve": resolve,
            "_size": size,
        }
        html = self._filler().fill(page.template, variables, page.path)
        # Checked content has no lone surrogates; a theme's own text must not stop a build either.
        return html.encode("utf-8", "replace")

    def _filler(self) -> "Templates":
        if self._templates is None:
            # A build that finds everything as it was needs no template engine.
            from papershelf.templates import Templates

            self._templates = Templates(self._theme, self._site)
        return self._templates

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_templates": None}


def render_pages(renderer: Renderer, pages: Sequence[Page]) -> Iterator[Output]:
    """The finished files of pages."""
    for page in pages:
        yield Output(page.path, renderer.render(page), page.source)
