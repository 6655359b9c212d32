"""Code quality, which GitLab shows in merge requests."""

from collections.abc import Iterator

from papershelf.errors import Severity
from papershelf.reports.report import Report
from papershelf.reports.rules import rule_of
from papershelf.reports.texts import json_of, told, whole

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def gitlab(report: Report) -> Iterator[str]:
    """A list, a problem a line."""
    yield "["
    separator = "\n "
    for problem, fingerprint in report.identified(report.problems):
        record = {
            "description": told(problem),
            "check_name": rule_of(problem),
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[problem.severity],
            "location": {
                "path": whole(report.path(problem)),
                "lines": {"begin": problem.location.line or 1},
            },
        }
        yield separator + json_of(record)
        separator = ",\n "
    yield "\n]\n" if report.problems else "]\n"
