"""A difference as text for a terminal, a line at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papershelf.differences.excerpts import beginning, excerpts
from papershelf.differences.model import Change, Difference, EntryChange, FieldChange
from papershelf.differences.wording import (
    KINDS,
    compared,
    counted,
    danger,
    file_size,
    headline,
    place_of_entry,
    site_lines,
)
from papershelf.errors import Problem, Severity
from papershelf.text import visible

_MOST_WHOLE = 160
_MOST_CHANGED = 600
_MOST_PAGES = 10
_MOST_PROBLEMS = 200
_SIGNS = {
    Change.ADDED: ("+", "green"),
    Change.CHANGED: ("~", "yellow"),
    Change.RENAMED: (">", "yellow"),
    Change.REMOVED: ("-", "red"),
}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "blue"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that only prints, and its colour where there are colours."""

    text: str
    colour: str = ""
    is_bold: bool = False


def text_lines(difference: Difference) -> Iterator[Line]:
    """What is grave first, then each entry with its fields, then files and the site."""
    yield from _warnings(difference)
    for entry in difference.entries:
        yield from _entry(entry, difference.prefix)
        yield Line("")
    plain = [file for file in difference.files if not file.is_grave]
    for file in plain:
        sign, colour = _SIGNS[file.change]
        path = f"{file.earlier_path} → {file.path}" if file.earlier_path else file.path
        yield Line(f"{sign} {visible(path)}: {KINDS[file.kind]}, {file_size(file)}", colour)
    if plain:
        yield Line("")
    yield from _site(difference)
    yield Line(visible(compared(difference)))
    yield Line(headline(difference), is_bold=True)


def _warnings(difference: Difference) -> Iterator[Line]:
    grave = [file for file in difference.files if file.is_grave]
    for file in grave:
        path = f"{file.earlier_path} → {file.path}" if file.earlier_path else file.path
        what = f"{file.change.value}, {KINDS[file.kind]}"
        told = f"! {visible(path)} ({what}): {danger(file)}"
        yield Line(told, "red", is_bold=True)
    if difference.both:
        ids = visible(beginning(", ".join(difference.both), _MOST_CHANGED))
        yield Line(f"! changed on {visible(difference.base)} meanwhile as well: {ids}", "red")
    yield from _problems(difference.problems, difference.prefix)
    if grave or difference.both or difference.problems:
        yield Line("")


def _problems(problems: Sequence[Problem], prefix: str) -> Iterator[Line]:
    for problem in problems[:_MOST_PROBLEMS]:
        hint = f" — {problem.hint}" if problem.hint else ""
        told = f"{prefix}{problem.location}: {problem.severity}: {problem.message}{hint}"
        yield Line(visible(told), _COLOURS[problem.severity])
    left_out = len(problems) - _MOST_PROBLEMS
    if left_out > 0:
        yield Line(f"{counted(left_out, 'more problem')}: papershelf check --since shows them all")


def _entry(entry: EntryChange, prefix: str) -> Iterator[Line]:
    sign, colour = _SIGNS[entry.change]
    name = f"{entry.earlier_id} → {entry.id}" if entry.earlier_id else entry.id
    title = visible(beginning(entry.title, _MOST_WHOLE))
    yield Line(f"{sign} {title} ({visible(name)})", colour, is_bold=True)
    yield Line(f"  {visible(place_of_entry(entry, prefix))}")
    for field in entry.fields:
        yield from _field(field)


def _field(field: FieldChange) -> Iterator[Line]:
    name = visible(field.name)
    before, after = field.before, field.after
    if before is not None and after is not None:
        before, after = excerpts(before, after, _MOST_CHANGED)
        yield Line(f"    {name}:")
        yield from (Line(f"      - {visible(line)}", "red") for line in before.split("\n"))
        yield from (Line(f"      + {visible(line)}", "green") for line in after.split("\n"))
        return
    sign, colour = ("-", "red") if after is None else ("+", "green")
    value = (before if after is None else after) or ""
    shown = visible(beginning(" · ".join(filter(str.strip, value.split("\n"))), _MOST_WHOLE))
    yield Line(f"    {sign} {name}: {shown}", colour)


def _site(difference: Difference) -> Iterator[Line]:
    site = difference.site
    if difference.failure:
        yield Line(visible(difference.failure), "red")
    if site is None:
        return
    for pages, sign in ((site.pages_added, "+"), (site.pages_removed, "-")):
        for page in pages[:_MOST_PAGES]:
            yield Line(f"{sign} {visible(page or '/')}", "green" if sign == "+" else "red")
        left_out = len(pages) - _MOST_PAGES
        if left_out > 0:
            yield Line(f"{sign} {counted(left_out, 'page')} more")
    yield from map(Line, site_lines(site))
