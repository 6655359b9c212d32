"""A summary in Markdown: for the page of a job, a comment, an issue."""

from collections.abc import Iterator, Sequence

from papershelf.errors import Problem, Severity
from papershelf.reports.plain_markdown import plain_markdown
from papershelf.reports.report import Report
from papershelf.reports.rules import description, rule_of

_MOST_BYTES = 900_000
"""GitHub takes a summary of 1,024 kB; the rest is only counted."""
_TITLES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.ADVICE: "Advice"}


def markdown(report: Report) -> Iterator[str]:
    """Counts, then a table of each severity by file and line, the gravest first."""
    summary = plain_markdown(report.summary) if report.since else report.summary
    yield f"## Papershelf check\n\n{summary}\n"
    if report.problems:
        yield "\n| rule | what it looks for | found |\n| --- | --- | ---: |\n"
        for rule, number in report.rules.items():
            yield f"| {plain_markdown(rule)} | {plain_markdown(description(rule))} | {number:,} |\n"
    room = _MOST_BYTES
    for severity, title in _TITLES.items():
        problems = [problem for problem in report.problems if problem.severity is severity]
        if problems:
            table = list(_within(room, _rows(report, problems)))
            room -= sum(len(row) for row in table)
            yield f"\n### {title}\n\n"
            if table:
                yield "| where | rule | problem | what would do |\n| --- | --- | --- | --- |\n"
                yield from table
            left_out = len(problems) - len(table)
            if left_out:
                yield f"\n{left_out:,} more: there is no room for them here.\n"


def _rows(report: Report, problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        location = problem.location
        place = "".join(f":{number}" for number in (location.line, location.column) if number)
        texts = (report.path(problem), rule_of(problem), problem.message, problem.hint)
        where, *cells = map(plain_markdown, texts)
        yield f"| {where}{place} | {' | '.join(cells)} |\n"


def _within(room: int, rows: Iterator[str]) -> Iterator[str]:
    # All but words of the content is ASCII there, and words may take four bytes a character.
    for row in rows:
        room -= len(row.encode("utf-8", "replace"))
        if room < 0:
            return
        yield row
