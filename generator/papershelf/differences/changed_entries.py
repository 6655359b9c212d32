"""Pairs of entries → what became of each, with its problems, its page and its cards."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from papershelf.differences.entries import Written
from papershelf.differences.model import Change, EntryChange, FieldChange
from papershelf.differences.pairs import Pair
from papershelf.differences.sides import Side
from papershelf.differences.values import place_of
from papershelf.errors import Problem
from papershelf.text import visible

# An entry with another id stands among those that say something else.
_RANKS = {Change.ADDED: 0, Change.CHANGED: 1, Change.RENAMED: 1, Change.REMOVED: 2}


def entry_changes(
    pairs: Sequence[Pair],
    before: Side,
    after: Side,
    files: Mapping[str, Sequence[Written]],
    problems: Sequence[Problem],
) -> Sequence[EntryChange]:
    """The pairs that are not the same twice, in the order of reports.

    `files`: the entries of today by path; `problems`: the new ones.
    """
    located = _located(files, problems)
    changes = [
        _change(then, now, before, after, located)
        for then, now in pairs
        if then is None or now is None or then.id != now.id or then.fields != now.fields
    ]
    return sorted(changes, key=lambda entry: (_RANKS[entry.change], entry.path, entry.line))


def _change(
    then: Written | None,
    now: Written | None,
    before: Side,
    after: Side,
    problems: Mapping[tuple[str, int], Sequence[Problem]],
) -> EntryChange:
    shown = now or then
    if shown is None:
        raise ValueError("an entry is there before or after")
    is_renamed = then is not None and now is not None and then.id != now.id
    return EntryChange(
        change=_kind(then, now),
        id=shown.id,
        earlier_id=then.id if then is not None and is_renamed else "",
        title=_title(then, now),
        path=visible(shown.path),
        line=shown.line,
        earlier_path=visible(then.path) if then and then.path != shown.path else "",
        fields=tuple(_fields(then.fields if then else {}, now.fields if now else {})),
        problems=problems.get((now.path, now.line), ()) if now else (),
        page=after.page(now.id) if now else "",
        card_before=before.card(then.id) if then else None,
        card_after=after.card(now.id) if now else None,
    )


def _kind(then: Written | None, now: Written | None) -> Change:
    if then is None or now is None:
        return Change.ADDED if then is None else Change.REMOVED
    return Change.CHANGED if then.id == now.id else Change.RENAMED


def _title(then: Written | None, now: Written | None) -> str:
    """Of a file that cannot be read any longer the title that it had."""
    entries = [entry for entry in (now, then) if entry is not None]
    return next((entry for entry in entries if entry.is_readable), entries[0]).title


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FieldChange]:
    for name in sorted({**after, **before}, key=place_of):
        then, now = before.get(name), after.get(name)
        if then != now:
            yield FieldChange(name, then, now)


def _located(
    files: Mapping[str, Sequence[Written]], problems: Sequence[Problem]
) -> Mapping[tuple[str, int], Sequence[Problem]]:
    """The problems by the path and the first line of the entry that they are in."""
    located: dict[tuple[str, int], list[Problem]] = {}
    starts = {path: [entry.line for entry in entries] for path, entries in files.items()}
    for problem in problems:
        path, line = problem.location.path, problem.location.line
        lines = starts.get(path)
        if not lines:
            continue
        # What is about a file as a whole is about the one entry that it holds.
        place = bisect_right(lines, line) - 1 if len(lines) > 1 else 0
        if place >= 0:
            located.setdefault((path, lines[place]), []).append(problem)
    return located
