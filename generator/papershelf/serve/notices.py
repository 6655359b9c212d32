"""Pages of the preview's own, for where the site has none to show."""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b

import jinja2

from papershelf.errors import Problem
from papershelf.serve.report import first
from papershelf.serve.state import ServedFile, State


def no_site(state: State) -> ServedFile:
    """The page for a shelf that has made no site yet: what is wrong with it."""
    text = "This page shows the site as soon as the problems are mended."
    return _served(_filled("There is no site yet", [text], state.failure, first(state.problems)))


def failed_page(message: str) -> ServedFile:
    """The page for one whose template failed, which `message` names with the line."""
    return _served(_filled("This page could not be made", [message]))


def summary(state: State, _query: Mapping[str, str]) -> bytes:
    """A plain panel: the numbers and the problems."""
    text = f"{state.numbers.papers} papers, {len(state.problems)} problems."
    return _filled("The preview", [text], state.failure, first(state.problems))


def _served(page: bytes) -> ServedFile:
    return ServedFile("index.html", page, blake2b(page, digest_size=8).hexdigest())


def _filled(
    title: str, text: Sequence[str], failure: str = "", problems: Sequence[Problem] = ()
) -> bytes:
    page = _template().render(title=title, text=text, failure=failure, problems=problems)
    # Names of files may hold bytes that are no text.
    return page.encode(errors="backslashreplace")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("papershelf.serve", ""),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("notice.html")
