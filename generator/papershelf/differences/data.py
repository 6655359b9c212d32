"""A difference as JSON, for programs. Its form is described in docs/command-line.md."""

from collections.abc import Iterator

from papershelf.differences.model import Difference, EntryChange, FileChange, SiteChange
from papershelf.drawing.texts import CardText
from papershelf.errors import Problem
from papershelf.reports import rule_of
from papershelf.reports.texts import json_of, whole

VERSION = 1
"""Counts up when a program that reads it would have to change."""


def as_json(difference: Difference) -> Iterator[str]:
    """One object; an entry, a file or a problem a line."""
    head = {
        "version": VERSION,
        "title": whole(difference.title),
        "shelf": whole(difference.prefix),
        "base": whole(difference.base),
        "commit": difference.commit,
        "behind": difference.behind,
        "counts": {change.value: number for change, number in difference.counts.items()},
        "both": [whole(name) for name in difference.both],
        "gone": difference.gone,
        "site": _site(difference.site) if difference.site else None,
        "failure": whole(difference.failure),
    }
    yield json_of(head, indent=1)[:-2]
    yield from _list("entries", map(_entry, difference.entries))
    yield from _list("files", map(_file, difference.files))
    yield from _list("problems", map(_problem, difference.problems))
    yield "\n}\n"


def _list(name: str, records: Iterator[dict[str, object]]) -> Iterator[str]:
    yield f',\n "{name}": ['
    separator = "\n  "
    for record in records:
        yield separator + json_of(record)
        separator = ",\n  "
    yield "]"


def _entry(entry: EntryChange) -> dict[str, object]:
    return {
        "change": entry.change.value,
        "id": whole(entry.id),
        "earlier_id": whole(entry.earlier_id),
        "title": whole(entry.title),
        "path": whole(entry.path),
        "earlier_path": whole(entry.earlier_path),
        "line": entry.line,
        "page": whole(entry.page),
        "fields": [
            {"name": whole(field.name), "before": _text(field.before), "after": _text(field.after)}
            for field in entry.fields
        ],
        "problems": [_problem(problem) for problem in entry.problems],
        "card": {"before": _card(entry.card_before), "after": _card(entry.card_after)},
    }


def _text(text: str | None) -> str | None:
    return None if text is None else whole(text)


def _card(card: CardText | None) -> dict[str, object] | None:
    if card is None:
        return None
    return {
        "title": whole(card.title),
        "shelf": whole(card.shelf),
        "people": [whole(person) for person in card.people],
        "more": card.more,
        "place": whole(card.place),
    }


def _file(file: FileChange) -> dict[str, object]:
    return {
        "change": file.change.value,
        "path": whole(file.path),
        "earlier_path": whole(file.earlier_path),
        "kind": file.kind.value,
        "grave": file.is_grave,
        "size_before": file.size_before,
        "size_after": file.size_after,
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "path": whole(problem.location.path),
        "line": problem.location.line,
        "column": problem.location.column,
        "severity": problem.severity.value,
        "rule": rule_of(problem),
        "message": whole(problem.message),
        "hint": whole(problem.hint),
    }


def _site(site: SiteChange) -> dict[str, object]:
    return {
        "pages_added": [whole(page) for page in site.pages_added],
        "pages_removed": [whole(page) for page in site.pages_removed],
        "pages_changed": site.pages_changed,
        "files_before": site.files_before,
        "files_after": site.files_after,
        "bytes_before": site.bytes_before,
        "bytes_after": site.bytes_after,
        "left_out": site.left_out,
    }
