"""SARIF 2.1.0, which code scanning and editors read."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from papershelf.errors import Problem, Severity
from papershelf.reports.report import Replacement, Report
from papershelf.reports.rules import description, rule_of
from papershelf.reports.texts import json_of, told, whole

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_KINDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "recommendation",
}
_MOST_RESULTS = 25_000
"""GitHub takes no file with more."""


def sarif(report: Report) -> Iterator[str]:
    """One run, a result a line, the gravest first."""
    problems = report.gravest_first[:_MOST_RESULTS]
    gravest: dict[str, Severity] = {}
    for problem in problems:
        gravest.setdefault(rule_of(problem), problem.severity)
    rules = {rule: place for place, rule in enumerate(sorted(gravest))}
    driver = {
        "name": "Papershelf",
        "version": report.version,
        "rules": [_rule(rule, gravest[rule]) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"papershelf/{quote(report.prefix)}"},
        "columnKind": "utf16CodeUnits",
        "invocations": [{"executionSuccessful": True}],
        "properties": {
            "entries": report.entries,
            "since": whole(report.since),
            "leftOut": len(report.problems) - len(problems),
        },
    }
    head = f'{{\n "$schema": "{_SCHEMA}",\n "version": "2.1.0",\n "runs": [\n  {{\n'
    parts = "".join(f'   "{name}": {json_of(value)},\n' for name, value in run.items())
    yield head + parts + '   "results": ['
    separator = "\n    "
    for problem, fingerprint in report.identified(problems):
        yield separator + json_of(_result(report, problem, rules, fingerprint))
        separator = ",\n    "
    yield "\n   ]\n  }\n ]\n}\n" if problems else "]\n  }\n ]\n}\n"


def _rule(rule: str, severity: Severity) -> dict[str, object]:
    text = description(rule)
    return {
        "id": rule,
        "shortDescription": {"text": text},
        "fullDescription": {"text": f"{text}."},
        "help": {"text": f"{text}. Each result says what would do."},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"problem.severity": _KINDS[severity], "tags": ["papershelf"]},
    }


def _result(
    report: Report, problem: Problem, rules: dict[str, int], fingerprint: str
) -> dict[str, object]:
    rule = rule_of(problem)
    artifact = {"uri": quote(whole(report.path(problem))), "uriBaseId": "%SRCROOT%"}
    result: dict[str, object] = {
        "ruleId": rule,
        "ruleIndex": rules[rule],
        "level": _LEVELS[problem.severity],
        "message": {"text": _message(told(problem))},
        "locations": [
            {"physicalLocation": {"artifactLocation": artifact, "region": _region(problem)}}
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    replacement = report.replacement(problem)
    if replacement is not None:
        change = {"artifactLocation": artifact, "replacements": [_replaced(replacement)]}
        result["fixes"] = [
            {
                "description": {"text": "Write it as the checks read it."},
                "artifactChanges": [change],
            }
        ]
    return result


_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def _message(text: str) -> str:
    """A text in which no brace is a placeholder and no bracket starts a link."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))


def _region(problem: Problem) -> dict[str, int]:
    line, column = problem.location.line, problem.location.column
    region = {"startLine": line or 1}
    # Of a very long line only the beginning is known, and without the line no units of UTF-16.
    if line and 0 < column <= len(problem.excerpt) + 1:
        region["startColumn"] = _units(problem.excerpt[: column - 1])
    return region


def _replaced(replacement: Replacement) -> dict[str, object]:
    return {
        "deletedRegion": {
            "startLine": replacement.line,
            "startColumn": _units(replacement.before),
            "endLine": replacement.end_line,
            "endColumn": _units(replacement.before_end),
        },
        "insertedContent": {"text": whole(replacement.text)},
    }


def _units(before: str) -> int:
    """The column behind a text, counted from 1 in units of UTF-16."""
    return 1 + sum(2 if ord(character) > 0xFFFF else 1 for character in before)
