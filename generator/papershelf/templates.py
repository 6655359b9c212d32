"""The templates of a theme: how they are found, what they may call, and what their failures say."""

import html
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import pass_context
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from markupsafe import Markup, escape
from platformdirs import user_cache_path

from papershelf import markup
from papershelf.compiling import COMPILER, Compiler
from papershelf.errors import Location, PapershelfError, Problem
from papershelf.plan.page import SiteView
from papershelf.theme import Theme
from papershelf.wording import Wording, fill

_REMEMBERED_TEXTS = 4096
"""A paper's title stands on about six pages; more would cost memory in every process."""

_FAILURES = (
    *(jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, OSError),
    *(RecursionError, TypeError, ValueError),
)
"""What the expressions of a template, or a file that is no template, can raise."""

_Folder = tuple[Path, Mapping[str, bytes]]
"""A folder of templates, and what it held when its theme was read."""


class TemplateFailureError(PapershelfError):
    """A template failed: its problem names the template, the line and the page."""

    exit_code = 3

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.location}: {problem.message}")
        self.problem = problem

    def __reduce__(self) -> tuple[object, ...]:
        """One from another process comes back as it is."""
        return type(self), (self.problem,)


class Templates:
    """The templates of a theme's chain, compiled when they are first needed."""

    def __init__(self, theme: Theme, site: SiteView) -> None:
        self._theme = theme.name
        self._environment = _environment(theme, site)

    def fill(self, template: str, variables: Mapping[str, Any], path: str) -> str:
        """The text of a template for the page at `path`; raises TemplateFailureError."""
        try:
            return self._environment.get_template(template).render(variables)
        except jinja2.TemplateSyntaxError as error:
            where = Location(str(error.filename or error.name or template), error.lineno)
            raise _failure(where, error.message or "is no template", path) from error
        except jinja2.TemplateNotFound as error:
            where = _template_line(error) or Location(template)
            message = f'the theme "{self._theme}" has no template "{error.name}"'
            raise _failure(where, message, path) from error
        except _FAILURES as error:
            where = _template_line(error) or Location(template)
            raise _failure(where, str(error), path) from error


def _environment(theme: Theme, site: SiteView) -> jinja2.Environment:
    folders = [
        (folder / "templates", templates)
        for (_, folder), templates in zip(theme.chain, theme.templates, strict=True)
    ]
    by_name: dict[str, list[_Folder]] = {}
    for (name, _), found in zip(theme.chain, folders, strict=True):
        by_name.setdefault(name, []).append(found)
    # What a shelf lays over a packaged theme has its name, and extends it by this one.
    links = theme.packaged
    packaged = [found for link, found in zip(theme.chain, folders, strict=True) if link in links]
    by_name.setdefault("packaged", packaged)
    loader = jinja2.ChoiceLoader(
        [
            jinja2.FunctionLoader(partial(_source, folders)),
            jinja2.PrefixLoader(
                {
                    name: jinja2.FunctionLoader(partial(_source, found))
                    for name, found in by_name.items()
                },
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
        bytecode_cache=_compiled(),
    )
    environment.code_generator_class = Compiler
    wording = theme.wording
    environment.globals["site"] = site
    environment.globals["say"] = _speaker(wording)
    environment.globals["forms"] = wording.forms
    environment.globals["listed"] = partial(_listed, wording)
    environment.globals["locale"] = wording.tag
    environment.filters["number"] = wording.number
    environment.filters["markdown"] = pass_context(partial(_markdown, wording))
    environment.filters["inline"] = lru_cache(_REMEMBERED_TEXTS)(partial(_inline, wording))
    environment.filters["plain"] = markup.to_text
    environment.filters["content"] = _content
    return environment


def _speaker(wording: Wording) -> Callable[..., Markup]:
    """The function of templates that says a word; what fills its blanks is escaped."""

    # A page says a hundred words, most of them without blanks, and the same ones on every page.
    @lru_cache(_REMEMBERED_TEXTS)
    def text_of(word: str, count: int | None) -> Markup:
        text = str(escape(wording.template(word, count)))
        filled = {} if count is None else {"count": wording.number(count)}
        return Markup(fill(text, filled))  # noqa: S704 - escaped

    def say(word: str, count: int | None = None, /, **blanks: str | int) -> Markup:
        if not blanks:
            return text_of(word, count)
        filled = {} if count is None else {"count": wording.number(count)}
        # Markup is escaped already.
        filled |= {name: str(escape(wording.shown(value))) for name, value in blanks.items()}
        text = str(escape(wording.template(word, count)))
        return Markup(fill(text, filled))  # noqa: S704 - all parts are escaped

    return say


def _listed(wording: Wording, items: Sequence[Any], caller: Callable[[Any], Markup]) -> Markup:
    """Items one after the other, each as the body of the `call` block writes it."""
    return Markup(wording.listed([str(escape(caller(item))) for item in items]))  # noqa: S704


def _source(folders: Sequence[_Folder], name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """The text of the first template of that name, its file, and that it stays as it is."""
    path = "/".join(split_template_path(name))
    for folder, templates in folders:
        if path in templates:
            return templates[path].decode(), str(folder / path), lambda: True
    return None


def _compiled() -> jinja2.BytecodeCache | None:
    """Templates compiled once for all builds: compiling takes a tenth of a second.

    They lie in the user's cache folder, never in the shelf: what is compiled is run.
    """
    folder = user_cache_path("papershelf") / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder), f"{COMPILER}_%s.cache")


def _markdown(wording: Wording, context: Context, text: str, headings: int = 2) -> Markup:
    # `markup` is the one place that makes safe HTML of content.
    html = markup.to_html(
        text,
        wording=wording,
        resolve=context["_resolve"],
        size=context["_size"],
        headings=headings,
    )
    return Markup(html)  # noqa: S704 - made safe above


def _inline(wording: Wording, text: str) -> Markup:
    # Titles and summaries stand inside links, so that they hold none themselves.
    html = markup.to_inline(text, wording=wording, resolve=_no_link, links=False)
    return Markup(html)  # noqa: S704 - as above


def _content(text: str) -> Markup:
    # Between tags quotes mean nothing, and citations are full of them.
    return Markup(html.escape(text, quote=False))  # noqa: S704 - escaped


def _no_link(_target: str) -> None:
    return None


def _failure(where: Location, message: str, path: str) -> TemplateFailureError:
    hint = "mend the template, or remove it to use the packaged one"
    excerpt = ""
    if where.line:
        with suppress(OSError, UnicodeDecodeError, IndexError):
            excerpt = Path(where.path).read_text(encoding="utf-8").split("\n")[where.line - 1]
    message = f"{message} (while rendering {path})"
    return TemplateFailureError(Problem(where, message, hint, excerpt=excerpt))


def _template_line(error: Exception) -> Location | None:
    where = None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".html"):
            where = Location(name, trace.tb_lineno)
        trace = trace.tb_next
    return where
