"""Pages → HTML."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from papershelf import markup
from papershelf.errors import PapershelfError
from papershelf.output import Output
from papershelf.plan.links import LinkMap
from papershelf.plan.page import Page, SiteView, digest_of, opened
from papershelf.theme import Theme
from papershelf.urls import root_prefix

_REMEMBERED_TEXTS = 4096
"""A paper's title stands on about six pages; more would cost memory in every process."""


_FAILURES = (
    *(jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, OSError),
    *(RecursionError, TypeError, ValueError),
)
"""What the expressions of a template, or a file that is no template, can raise."""


class TemplateFailureError(PapershelfError):
    """A template failed: names the template and its line."""

    exit_code = 3


class Renderer:
    """Renders the pages of one site with one theme."""

    def __init__(self, site: SiteView, theme: Theme, links: LinkMap, version: bytes) -> None:
        self._site = site
        self._theme = theme
        self._links = links
        self._base = digest_of(version, theme.digest, site)
        self._environment: jinja2.Environment | None = None

    def fingerprint(self, page: Page) -> bytes:
        """Changes whenever the bytes of the page would."""
        return digest_of(
            self._base,
            page.template,
            page.view,
            page.context,
            tuple(self._links.resolve(page.source, target) or "" for target in page.links),
        )

    def dead_links(self, page: Page) -> Iterator[str]:
        """The internal links of a page that lead nowhere; it shows only their texts."""
        for target in page.links:
            if self._links.resolve(page.source, target) is None:
                yield target

    def render(self, page: Page) -> bytes:
        """The HTML of a page; raises TemplateFailureError."""
        environment = self._environment
        if environment is None:
            environment = self._environment = _environment(self._theme, self._site)
        root = self._site.base_path if page.path == "404.html" else root_prefix(page.url)

        def href(address: str) -> str:
            if "://" in address or address.startswith(("#", "mailto:")):
                return address
            return root + address

        def resolve(target: str) -> str | None:
            found = self._links.resolve(page.source, target)
            return None if found is None else root + found

        asset_root = f"{root}{self._theme.asset_folder}/"
        context = page.context
        variables: dict[str, Any] = {
            name: opened(getattr(context, name)) for name in context.__struct_fields__
        }
        try:
            html = environment.get_template(page.template).render(
                variables,
                page=opened(page.view),
                root=root,
                href=href,
                asset=asset_root.__add__,
                _resolve=resolve,
            )
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFailureError(
                f"{error.filename or error.name}:{error.lineno}: {error.message}"
            ) from error
        except jinja2.TemplateNotFound as error:
            raise TemplateFailureError(
                f'the theme "{self._theme.name}" has no template "{error.name}"'
            ) from error
        except _FAILURES as error:
            where = _template_line(error)
            raise TemplateFailureError(
                f"{where or page.template}: {error} (while rendering {page.path})"
            ) from error
        # Checked content has no lone surrogates; a theme's own text must not stop a build either.
        return html.encode("utf-8", "replace")

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_environment": None}


def render_pages(renderer: Renderer, pages: Sequence[Page]) -> Iterator[Output]:
    """The finished files of pages."""
    for page in pages:
        yield Output(page.path, renderer.render(page), page.source)


def _environment(theme: Theme, site: SiteView) -> jinja2.Environment:
    folders = [folder / "templates" for _, folder in theme.chain]
    by_name: dict[str, list[Path]] = {}
    for name, folder in theme.chain:
        by_name.setdefault(name, []).append(folder / "templates")
    loader = jinja2.ChoiceLoader(
        [
            jinja2.FileSystemLoader(folders),
            jinja2.PrefixLoader(
                {name: jinja2.FileSystemLoader(paths) for name, paths in by_name.items()},
                delimiter=":",
            ),
        ]
    )
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals["site"] = site
    environment.filters["markdown"] = _markdown
    environment.filters["inline"] = lru_cache(_REMEMBERED_TEXTS)(_inline)
    environment.filters["plain"] = markup.to_text
    return environment


@pass_context
def _markdown(context: Context, text: str, headings: int = 2) -> Markup:
    return Markup(markup.to_html(text, resolve=context["_resolve"], headings=headings))  # noqa: S704


def _inline(text: str) -> Markup:
    # Titles and summaries stand inside links, so that they hold none themselves.
    return Markup(markup.to_inline(text, resolve=_no_link, links=False))  # noqa: S704


def _no_link(_target: str) -> None:
    return None


def _template_line(error: Exception) -> str:
    where = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".html"):
            where = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return where
