"""Which entries of before and after are one: by id, alias, or by what they say."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from papershelf.differences.entries import EntryFiles, Written
from papershelf.errors import Location
from papershelf.since import Whence, whence_by_git
from papershelf.text import slugify

Pair = tuple[Written | None, Written | None]
"""An entry before and after; None where it was not, or is no longer."""
_MOST_CANDIDATES = 20
"""Entries of a file, or with one title, that are compared field by field."""


def pair_entries(
    before: EntryFiles, after: EntryFiles, renamed: Mapping[str, str]
) -> Sequence[Pair]:
    """Every entry of both sides, once. `renamed`: what files of today were called."""
    old_files, new_files = dict(before.entries), dict(after.entries)
    pairs = [
        (before.as_text(old, known), after.as_text(new, known))
        for old, new, known in _unreadable(old_files, new_files, renamed)
    ]
    old = _Unpaired(entry for entries in old_files.values() for entry in entries)
    new = [entry for entries in new_files.values() for entry in entries]
    found: list[Pair] = []
    rest: list[Written] = []
    for entry in new:
        same = old.take_id(entry.id, renamed.get(entry.path) or entry.path)
        if same is None:
            rest.append(entry)
        else:
            found.append((same, entry))
    left: list[Written] = []
    for entry in rest:
        same = next(filter(None, map(old.take_id, entry.aliases)), None)
        if same is None:
            left.append(entry)
        else:
            found.append((same, entry))
    near = _Nearness(old.left)
    found += [(near.take(entry, renamed.get(entry.path) or entry.path), entry) for entry in left]
    return [*pairs, *found, *((entry, None) for entry in near.left)]


def whence_by_pairs(pairs: Sequence[Pair], changed: Mapping[str, str]) -> Whence:
    """The files that entries were in, though git may not see that their files have moved."""
    files: dict[str, list[tuple[int, str]]] = {}
    for then, now in pairs:
        if then is not None and now is not None:
            files.setdefault(now.path, []).append((now.line, then.path))
    for entries in files.values():
        entries.sort()
    by_git = whence_by_git(changed)

    def whence(location: Location) -> str:
        entries = files.get(location.path)
        if not entries:
            return by_git(location)
        place = bisect_right(entries, location.line, key=lambda entry: entry[0]) - 1
        return entries[max(place, 0)][1]

    return whence


def _unreadable(
    before: dict[str, Sequence[Written]],
    after: dict[str, Sequence[Written]],
    renamed: Mapping[str, str],
) -> Iterator[tuple[str, str, Written]]:
    """Take out the files that can be read on one side only: nobody can pair their entries.

    Each with its path before and after, and with what stands for it: its entry, if it holds one.
    """
    for path in list(after):
        earlier = renamed.get(path) or path
        then, now = before.get(earlier), after[path]
        if not then or all(entry.is_readable for entry in (*then, *now)):
            continue
        del before[earlier], after[path]
        known = next((side[0] for side in (then, now) if _is_one(side)), None)
        yield earlier, path, known or _file(path)


def _is_one(entries: Sequence[Written]) -> bool:
    return len(entries) == 1 and entries[0].is_readable


def _file(path: str) -> Written:
    return Written(PurePosixPath(path).stem, path, 1, {})


class _Unpaired:
    """Entries by id, each to be taken once."""

    def __init__(self, entries: Iterable[Written]) -> None:
        self._by_id: dict[str, list[Written]] = {}
        for entry in entries:
            self._by_id.setdefault(entry.id, []).append(entry)
        # They are taken from the end, whatever number has the same id.
        for same in self._by_id.values():
            same.reverse()

    def take_id(self, entry_id: str, path: str = "") -> Written | None:
        """An entry of that id, rather the one of a path."""
        found = self._by_id.get(entry_id) if entry_id else None
        if not found:
            return None
        last = range(1, min(len(found), _MOST_CANDIDATES) + 1)
        return found.pop(-next((place for place in last if found[-place].path == path), 1))

    @property
    def left(self) -> Sequence[Written]:
        return [entry for entries in self._by_id.values() for entry in reversed(entries)]


class _Nearness:
    """Entries by title and by file, each to be taken once by one that says much the same."""

    def __init__(self, entries: Sequence[Written]) -> None:
        self._places: dict[tuple[str, str], list[int]] = {}
        self._entries: dict[int, Written] = dict(enumerate(entries))
        for place in reversed(self._entries):
            for key in _keys(entries[place], entries[place].path):
                self._places.setdefault(key, []).append(place)
        self._items = [_items(entry) for entry in entries]

    def take(self, entry: Written, path: str) -> Written | None:
        """The one with at least half of its fields the same, of those with its title or file."""
        places = sorted({place for key in _keys(entry, path) for place in self._first(key)})
        ours = _items(entry)
        shares = {place: _share(ours, self._items[place]) for place in places}
        best = max(shares, key=shares.__getitem__, default=None)
        if best is None or shares[best] < 0.5:
            return None
        return self._entries.pop(best)

    def _first(self, key: tuple[str, str]) -> Iterable[int]:
        places = self._places.get(key, [])
        while places and places[-1] not in self._entries:
            places.pop()
        return (place for place in places[-_MOST_CANDIDATES:] if place in self._entries)

    @property
    def left(self) -> Sequence[Written]:
        return list(self._entries.values())


def _keys(entry: Written, path: str) -> Iterable[tuple[str, str]]:
    yield "path", path
    if title := slugify(entry.fields.get("title", "")):
        yield "title", title


def _items(entry: Written) -> frozenset[tuple[str, str]]:
    """Its fields but for ids and aliases, which differ of course."""
    return frozenset(item for item in entry.fields.items() if item[0] not in ("id", "aliases"))


def _share(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> float:
    """Which part of the fields is the same."""
    return len(ours & theirs) / max(len(ours), len(theirs), 1)
