"""The panel of the preview: its numbers, problems, times and pages on one page of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlencode

import jinja2

from papershelf.errors import Problem, Severity
from papershelf.serve.excerpt import Excerpt, excerpt_of, followable, visible
from papershelf.serve.state import Numbers, Site, State

PANEL = "/__papershelf/"
_STEP = 200
_MOST_PROBLEMS = 1_000
"""A slip in a vocabulary can be a warning in each of 100,000 entries."""
_FARTHEST = 9_999_999
_KILOBYTE = 1000
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class _Figure:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class _ProblemView:
    place: str
    number: int | str
    message: str
    hint: str
    severity: str
    kind: str
    line: Excerpt | None
    editor: str


@dataclass(frozen=True, slots=True)
class _StageView:
    name: str
    time: str
    share: int
    """Of the longest, in percent."""


@dataclass(frozen=True, slots=True)
class _PageView:
    path: str
    address: str
    size: str


@dataclass(frozen=True, slots=True)
class _View:
    """All that the template sees."""

    home: str
    figures: Sequence[_Figure]
    catching_up: bool
    failed: bool
    failure: str
    trouble: str
    problems: Sequence[_ProblemView]
    more: str
    stages: Sequence[_StageView]
    query: str
    first: int
    pages: Sequence[_PageView]
    no_pages: str
    previous: str
    next: str


def no_editor(_problem: Problem) -> str:
    """Where no editor was named, no problem has a link."""
    return ""


def panel_html(
    state: State,
    query: Mapping[str, str],
    *,
    editor: Callable[[Problem], str] = no_editor,
    known_sizes: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """The panel as HTML in UTF-8.

    `query`: `q`, a part of the paths to list, and `from`, how many of these come before; of the
    pages of a site no more are planned than are shown or passed over. `known_sizes`: bytes of pages
    that have been rendered, by path.
    """
    start = _start(query.get("from", ""))
    wanted = query.get("q", "").strip()
    paths = list(_paths(state.site, wanted, start))
    numbers = state.numbers
    view = _View(
        home=quote(state.site.base_path) if state.site else "",
        figures=_figures(numbers),
        catching_up=state.catching_up,
        failed=state.is_failed,
        failure=visible(state.failure),
        trouble=_trouble(state),
        problems=[_problem(problem, editor) for problem in _by_weight(state.problems)],
        more=_more(state),
        stages=_stages(numbers.stages or {}),
        query=wanted,
        first=start + 1,
        pages=[_page(state.site, path, known_sizes.get(path)) for path in paths if state.site],
        no_pages=_no_pages(state.site, wanted, start),
        previous=_address(wanted, max(0, start - _STEP)) if start else "",
        next=_address(wanted, start + _STEP) if len(paths) == _STEP else "",
    )
    return _template().render(view=view).encode("utf-8", "replace")


def _start(text: str) -> int:
    return min(int(text), _FARTHEST) if text.isdecimal() and len(text) < len(str(_FARTHEST)) else 0


def _paths(site: Site | None, wanted: str, start: int) -> Iterator[str]:
    if site is None:
        return iter(())
    part = wanted.casefold()
    found = (path for path in site.pages() if part in path.casefold())
    # One page more would tell whether there is one, and may cost seconds of planning.
    return islice(found, start, start + _STEP)


def _address(wanted: str, start: int) -> str:
    parts = {"q": wanted, "from": str(start) if start else ""}
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"{PANEL}?{query}#pages" if query else f"{PANEL}#pages"


def _no_pages(site: Site | None, wanted: str, start: int) -> str:
    if site is None:
        return "There is no site yet."
    if start:
        return "There are no more pages."
    return f"No path holds “{wanted}”." if wanted else "The site has no pages."


def _page(site: Site, path: str, size: int | None) -> _PageView:
    address = path.removesuffix(_INDEX) if f"/{path}".endswith(f"/{_INDEX}") else path
    return _PageView(
        path=visible(address) or "/",
        address=quote(site.base_path + address),
        size="" if size is None else f"{size / _KILOBYTE:,.1f} kB",
    )


def _figures(numbers: Numbers) -> list[_Figure]:
    figures = [_Figure(f"{numbers.papers:,}", "paper" if numbers.papers == 1 else "papers")]
    if numbers.drafts:
        label = "draft" if numbers.drafts == 1 else "drafts"
        figures.append(_Figure(f"{numbers.drafts:,}", label))
    if numbers.seconds:
        figures.append(_Figure(_time(numbers.seconds), "for the last rebuild"))
    return figures


def _trouble(state: State) -> str:
    count = len(state.problems) + bool(state.failure)
    return "" if not count else f"{count:,} problem" + ("" if count == 1 else "s")


def _by_weight(problems: Sequence[Problem]) -> list[Problem]:
    weights = list(Severity)
    return sorted(problems, key=lambda problem: weights.index(problem.severity))[:_MOST_PROBLEMS]


def _more(state: State) -> str:
    count = len(state.problems) - _MOST_PROBLEMS
    return f"And {count:,} more; all of them: papershelf check" if count > 0 else ""


def _problem(problem: Problem, editor: Callable[[Problem], str]) -> _ProblemView:
    location = problem.location
    return _ProblemView(
        place=visible(str(location)),
        number=location.line or "",
        message=visible(problem.message),
        hint=visible(problem.hint),
        severity=problem.severity.value,
        kind="" if problem.is_grave else problem.severity.value.capitalize(),
        line=excerpt_of(problem.excerpt, location.column) if problem.excerpt else None,
        editor=followable(editor(problem)),
    )


def _stages(stages: Mapping[str, float]) -> list[_StageView]:
    longest = max(stages.values(), default=0.0)
    return [
        _StageView(name, _time(seconds), round(100 * seconds / longest) if longest else 0)
        for name, seconds in stages.items()
    ]


def _time(seconds: float) -> str:
    """A time as a person reads it: `0.042 s`, `0.42 s`, `4.2 s`, `42 s`."""
    digits = 3 if seconds < 0.1 else 2 if seconds < 1 else 1 if seconds < 10 else 0
    return f"{seconds:,.{digits}f} s"


@lru_cache(1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("panel.html")
