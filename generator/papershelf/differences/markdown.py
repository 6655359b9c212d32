"""A difference in Markdown: for the summary of a job, or the text of a pull request."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from papershelf.differences.excerpts import beginning, excerpts
from papershelf.differences.model import Change, Difference, EntryChange, FieldChange, FileChange
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
from papershelf.reports import rule_of
from papershelf.reports.plain_markdown import plain_markdown

MOST_BYTES = 900_000
"""GitHub takes a summary of 1,024 kB."""
_MOST_VALUE = 400
_MOST_TITLE = 200
_MOST_PAGES = 50
Item = TypeVar("Item")


def markdown(difference: Difference, most_bytes: int = MOST_BYTES) -> Iterator[str]:
    """What changes in a sentence, what is grave, each entry, other files, the site.

    Every word of the content is plain text. What there is no room for is counted.
    """
    room = _Room(most_bytes)
    yield from room.always(_head(difference))
    yield from room.always(_both(difference))
    files, problems, entries = difference.files, difference.problems, difference.entries
    grave = [file for file in files if file.is_grave]
    if grave:
        yield from room.always(["\n### Look at these files first\n\n"])
        yield from room.rows(grave, _grave, share=0.25)
    if problems:
        severe = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
        columns = "| where | problem | what would do |\n| --- | --- | --- |\n"
        yield from room.always([f"\n### New problems\n\n{columns}"])
        yield from room.rows(severe, lambda problem: _problem(problem, difference), share=0.25)
    others = [file for file in files if not file.is_grave]
    # Made before the entries, which may take all the room that is left.
    rest = [*room.always(_site(difference))]
    if others:
        rest += room.always(["\n### Other files\n\n"])
        rest += room.rows(others, _plain_file, share=0.2)
    if entries:
        columns = "| | entry | file | fields |\n| --- | --- | --- | --- |\n"
        yield from room.always([f"\n### Entries\n\n{columns}"])
        yield from room.rows(entries, lambda entry: _row(entry, difference), share=0.4)
        yield from room.always(["\n"])
        yield from room.rows([entry for entry in entries if entry.fields], _details, share=1)
    yield from rest


class _Room:
    """How many bytes there are for what is left to be told."""

    def __init__(self, most: int) -> None:
        # For what says how much is left out.
        self._left = most - 1_000

    def always(self, texts: Sequence[str] | Iterator[str]) -> Iterator[str]:
        """What is told in any case; it is short."""
        for text in texts:
            self._left -= _bytes(text)
            yield text

    def rows(
        self, items: Sequence[Item], told: Callable[[Item], str], *, share: float
    ) -> Iterator[str]:
        """As many as there is room for, in a share of what is left; the others are counted."""
        left = int(self._left * share)
        for number, item in enumerate(items):
            text = told(item)
            left -= _bytes(text)
            if left < 0:
                yield f"\n{len(items) - number:,} more: there is no room for them here.\n"
                return
            self._left -= _bytes(text)
            yield text


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _head(difference: Difference) -> Iterator[str]:
    yield f"## {headline(difference).removesuffix('.')}\n\n{plain_markdown(compared(difference))}"
    if difference.site:
        yield from (f" {line}" for line in site_lines(difference.site))
    if difference.failure:
        yield f"\n\n**The sites are not compared**: {plain_markdown(difference.failure)}"
    yield "\n"


def _both(difference: Difference) -> Iterator[str]:
    if difference.both:
        ids = plain_markdown(beginning(", ".join(difference.both), 2 * _MOST_VALUE))
        base = plain_markdown(difference.base)
        yield f"\n**Changed on {base} meanwhile as well**: {ids}\n"


def _grave(file: FileChange) -> str:
    return f"- <b>{_path(file)}</b> ({file.change.value}, {KINDS[file.kind]}): {danger(file)}\n"


def _plain_file(file: FileChange) -> str:
    told = f"{KINDS[file.kind]}, {file_size(file)}"
    return f"- <b>{_path(file)}</b> ({file.change.value}): {told}\n"


def _path(file: FileChange) -> str:
    path = plain_markdown(file.path)
    return f"{plain_markdown(file.earlier_path)} → {path}" if file.earlier_path else path


def _problem(problem: Problem, difference: Difference) -> str:
    location = problem.location
    place = "".join(f":{number}" for number in (location.line, location.column) if number)
    where = plain_markdown(difference.prefix + location.path) + place
    found = f"{problem.severity} ({plain_markdown(rule_of(problem))})"
    told, hint = plain_markdown(problem.message), plain_markdown(problem.hint)
    return f"| {where} | {found}: {told} | {hint} |\n"


def _row(entry: EntryChange, difference: Difference) -> str:
    where = place_of_entry(entry, difference.prefix, plain_markdown)
    fields = "" if entry.change in (Change.ADDED, Change.REMOVED) else _names(entry)
    problems = f", {counted(len(entry.problems), 'problem')}" if entry.problems else ""
    return f"| {entry.change.value}{problems} | {_name(entry)} | {where} | {fields} |\n"


def _name(entry: EntryChange) -> str:
    name = f"{entry.earlier_id} → {entry.id}" if entry.earlier_id else entry.id
    title = plain_markdown(beginning(entry.title, _MOST_TITLE))
    return f"<b>{title}</b> ({plain_markdown(name)})"


def _names(entry: EntryChange) -> str:
    names = ", ".join(field.name for field in entry.fields)
    return plain_markdown(beginning(names, _MOST_TITLE))


def _details(entry: EntryChange) -> str:
    is_whole = entry.change in (Change.ADDED, Change.REMOVED)
    columns = "field | value" if is_whole else "field | before | after"
    lines = "--- | ---" if is_whole else "--- | --- | ---"
    rows = "".join(_field(field, is_whole=is_whole) for field in entry.fields)
    head = f"<details><summary>{entry.change.value}: {_name(entry)}</summary>\n\n"
    return f"{head}| {columns} |\n| {lines} |\n{rows}\n</details>\n\n"


def _field(field: FieldChange, *, is_whole: bool) -> str:
    name = plain_markdown(beginning(field.name, _MOST_TITLE))
    if is_whole:
        value = field.before if field.after is None else field.after
        return f"| {name} | {_lines(beginning(value or '', _MOST_VALUE))} |\n"
    if field.before is None or field.after is None:
        before, after = (beginning(text or "", _MOST_VALUE) for text in (field.before, field.after))
    else:
        before, after = excerpts(field.before, field.after, _MOST_VALUE)
    return f"| {name} | {_lines(before)} | {_lines(after)} |\n"


def _lines(text: str) -> str:
    return "<br>".join(map(plain_markdown, text.split("\n")))


def _site(difference: Difference) -> Iterator[str]:
    site = difference.site
    if site is None:
        return
    for title, pages in (("New pages", site.pages_added), ("Pages gone", site.pages_removed)):
        if pages:
            yield f"\n### {title}\n\n"
            for page in pages[:_MOST_PAGES]:
                yield f"- /{plain_markdown(beginning(page, _MOST_TITLE))}\n"
            left_out = len(pages) - _MOST_PAGES
            if left_out > 0:
                yield f"- {left_out:,} more\n"
