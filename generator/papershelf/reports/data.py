"""The report as JSON, for programs of one's own. Its form is described in docs/check.md."""

from collections.abc import Iterator

from papershelf.errors import Problem
from papershelf.reports.report import Report
from papershelf.reports.rules import rule_of
from papershelf.reports.texts import json_of, whole

VERSION = 1
"""Counts up when a program that reads the report would have to change."""


def as_json(report: Report) -> Iterator[str]:
    """One object, a problem a line."""
    head = {
        "version": VERSION,
        "shelf": report.prefix,
        "since": whole(report.since),
        "entries": report.entries,
        "counts": {severity.value: number for severity, number in report.counts.items()},
        "rules": report.rules,
    }
    yield json_of(head, indent=1)[:-2] + ',\n "problems": ['
    separator = "\n  "
    for problem in report.problems:
        yield separator + json_of(_record(report, problem))
        separator = ",\n  "
    yield "\n ]\n}\n" if report.problems else "]\n}\n"


def _record(report: Report, problem: Problem) -> dict[str, object]:
    location = problem.location
    record: dict[str, object] = {
        "path": whole(location.path),
        "line": location.line,
        "column": location.column,
        "severity": problem.severity.value,
        "rule": rule_of(problem),
        "message": whole(problem.message),
        "hint": whole(problem.hint),
    }
    replacement = report.replacement(problem)
    if replacement is not None:
        record["fix"] = {
            "line": replacement.line,
            "column": replacement.column,
            "end_line": replacement.end_line,
            "end_column": replacement.end_column,
            "text": whole(replacement.text),
        }
    return record
