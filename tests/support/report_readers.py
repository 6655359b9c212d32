"""What hosts of repositories read out of a report, by the rules that they document."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt

_COMMANDS = frozenset(
    {
        *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group"),
        *("notice", "remove-matcher", "save-state", "set-env", "set-output", "stop-commands"),
        "warning",
    }
)


@dataclass(frozen=True)
class Command:
    """A workflow command as the runner of GitHub Actions understands it."""

    name: str
    properties: dict[str, str]
    data: str


def workflow_command(line: str) -> Command | None:
    """The command in a line of a log, of the new form or the old; None if it is only text."""
    trimmed = line.lstrip()
    if trimmed.startswith("::") and "::" in trimmed[2:]:
        head, _, data = trimmed[2:].partition("::")
        name, _, given = head.partition(" ")
        if name in _COMMANDS:
            pairs = (part.split("=", 1) for part in given.split(",") if "=" in part)
            return Command(name, {key: _unescaped(value) for key, value in pairs}, _plain(data))
    start = line.find("##[")
    if start >= 0 and "]" in line[start:]:
        name = line[start + 3 :].partition("]")[0].partition(" ")[0]
        if name in _COMMANDS:
            return Command(name, {}, line)
    return None


def _unescaped(text: str) -> str:
    return _plain(text.replace("%3A", ":").replace("%2C", ","))


def _plain(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.elements: set[str] = set()
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        assert not [name for name, _ in attrs if name != "style"]
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def markdown_tables(text: str) -> tuple[list[list[str]], set[str]]:
    """The cells of all tables of a page, with HTML allowed, and the elements that it has."""
    reader = _Cells()
    reader.feed(MarkdownIt("commonmark", {"html": True}).enable(["table"]).render(text))
    return reader.rows, reader.elements


def sarif_text(message: str) -> str:
    """What a viewer shows of a message without arguments; fails for a link or a placeholder."""
    shown = message.replace("{{", "\0").replace("}}", "\1")
    assert "{" not in shown
    assert "}" not in shown
    shown = shown.replace("\0", "{").replace("\1", "}")
    before = ""
    for place, character in enumerate(shown):
        if character == "[" and before != "\\":
            inside, closed, after = shown[place:].partition("]")
            assert not (closed and after.startswith("(")), f"a link: {inside}{closed}{after}"
        before = character
    return shown.replace("\\[", "[")


_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_REGION = {
    "type": "object",
    "required": ["startLine"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "integer", "minimum": 1}
        for name in ("startLine", "startColumn", "endLine", "endColumn")
    },
}
_ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        "uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/%-]+$"},
        "uriBaseId": {"type": "string"},
    },
}
_RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help"],
    "properties": {
        "id": {"type": "string", "minLength": 1, "maxLength": 255},
        "shortDescription": _TEXT,
        "fullDescription": _TEXT,
        "help": _TEXT,
        "defaultConfiguration": {"properties": {"level": {"enum": ["note", "warning", "error"]}}},
        "properties": {
            "properties": {
                "problem.severity": {"enum": ["error", "warning", "recommendation"]},
                "tags": {"type": "array", "maxItems": 20},
            }
        },
    },
}
_FIX = {
    "type": "object",
    "required": ["artifactChanges"],
    "properties": {
        "description": _TEXT,
        "artifactChanges": {
            "minItems": 1,
            "items": {
                "required": ["artifactLocation", "replacements"],
                "properties": {
                    "artifactLocation": _ARTIFACT,
                    "replacements": {
                        "minItems": 1,
                        "items": {
                            "required": ["deletedRegion"],
                            "properties": {"deletedRegion": _REGION, "insertedContent": _TEXT},
                        },
                    },
                },
            },
        },
    },
}
_RESULT = {
    "type": "object",
    "required": ["message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["note", "warning", "error"]},
        "message": _TEXT,
        "locations": {
            "minItems": 1,
            "maxItems": 10,
            "items": {
                "required": ["physicalLocation"],
                "properties": {
                    "physicalLocation": {
                        "required": ["artifactLocation", "region"],
                        "properties": {"artifactLocation": _ARTIFACT, "region": _REGION},
                    }
                },
            },
        },
        "partialFingerprints": {
            "required": ["primaryLocationLineHash"],
            "additionalProperties": {"type": "string"},
        },
        "fixes": {"items": _FIX},
    },
}
SARIF: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {"rules": {"items": _RULE, "maxItems": 25_000}},
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"items": _RESULT, "maxItems": 25_000},
                },
            },
        },
    },
}
"""What GitHub's code scanning asks of a file, as it is documented."""

_PLACE = {"type": "integer", "minimum": 0}
_COUNTS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
JSON: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "shelf", "since", "entries", "counts", "rules", "problems"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "shelf": {"type": "string"},
        "since": {"type": "string"},
        "entries": _PLACE,
        "counts": {**_COUNTS, "required": ["error", "warning", "advice"]},
        "rules": _COUNTS,
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "line", "column", "severity", "rule", "message", "hint"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "minLength": 1},
                    "line": _PLACE,
                    "column": _PLACE,
                    "severity": {"enum": ["error", "warning", "advice"]},
                    "rule": {"type": "string", "pattern": "^[a-z-]+$"},
                    "message": {"type": "string", "minLength": 1},
                    "hint": {"type": "string"},
                    "fix": {
                        "type": "object",
                        "required": ["line", "column", "end_line", "end_column", "text"],
                        "additionalProperties": False,
                        "properties": {
                            "line": _PLACE,
                            "column": _PLACE,
                            "end_line": _PLACE,
                            "end_column": _PLACE,
                            "text": {"type": "string"},
                        },
                    },
                },
            },
        },
    },
}
"""What docs/check.md says of the report in JSON."""
