"""Workflow commands, which GitHub Actions shows as annotations beside the lines."""

from collections.abc import Iterator

from papershelf.errors import Severity
from papershelf.reports.report import Report
from papershelf.reports.rules import rule_of
from papershelf.reports.texts import shown, told

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_MOST_SHOWN = 10
"""Annotations of each kind that GitHub shows for a step."""


def github(report: Report) -> Iterator[str]:
    """A command a line, the gravest first; the last line counts.

    Every line with a word of the content is a command: whatever else that word might ask for is
    not heard.
    """
    for problem in report.gravest_first:
        location = problem.location
        properties = {
            "file": report.path(problem),
            "line": str(location.line or 1),
            "col": str(location.column or ""),
            "title": rule_of(problem),
        }
        given = ",".join(
            f"{name}={_property(value)}" for name, value in properties.items() if value
        )
        yield f"::{_COMMANDS[problem.severity]} {given}::{_data(told(problem))}\n"
    more = ""
    if any(number > _MOST_SHOWN for number in report.counts.values()):
        more = f" GitHub shows {_MOST_SHOWN} annotations of each kind; all of them are above."
    yield f"{report.summary}{more}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(shown(text)).replace(":", "%3A").replace(",", "%2C")
