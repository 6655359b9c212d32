"""What a branch did: the problems in what it changed, and those that it brought elsewhere."""

import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from papershelf.content_files import ContentFile, ContentFiles, find_files
from papershelf.errors import ContentError, Location, MachineError, Problem
from papershelf.load import decode
from papershelf.reports import OF_ONE_ENTRY, rule_of
from papershelf.revision import Revision
from papershelf.store import open_store
from papershelf.validate import CheckedMemory
from papershelf.version import program_digest
from papershelf.yamltext import YamlError, parse_yaml

Found = tuple[ContentFiles, list[Problem]]
Check = Callable[[Path, Found, CheckedMemory], Sequence[Problem]]
"""Checks a shelf whose files are known, with what is remembered of them."""
Whence = Callable[[Location], str]
"""The file that what stands at a place of today was in, as far as anybody can tell."""
_Key = tuple[str, str, str]

_VOCABULARIES = frozenset({"content/topics.yaml", "content/venues.yaml", "content/authors.yaml"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The problems of a shelf beside those that it had at a revision."""

    told: Sequence[Problem]
    """Those in what has changed since, and those that were not there then."""
    new: Sequence[Problem]
    """Those of them that were not there then."""
    gone: int
    """How many were there then and are there no longer."""


def problems_since(
    revision: Revision, problems: Sequence[Problem], check: Check
) -> Sequence[Problem]:
    """Those of the problems of a shelf that are in what has changed since, or were not there then.

    In a file that holds many entries only those that changed count, and advice about one entry
    counts in what changed only. Problems are the same where path, rule and message are, whatever
    the line.
    """
    with tempfile.TemporaryDirectory(prefix="papershelf-") as temporary:
        folder = Path(temporary) / "shelf"
        folder.mkdir()
        revision.extract(folder, named_only=("content/static/",))
        return compare_problems(revision, folder, revision.changed(), problems, check).told


def compare_problems(
    revision: Revision,
    folder: Path,
    changed: Mapping[str, str],
    problems: Sequence[Problem],
    check: Check,
    whence: Whence | None = None,
) -> Comparison:
    """The problems of a shelf, which are known, beside those of the revision in a folder.

    `changed`: what `Revision.changed` tells; `whence`: who knows better than that what files were
    called. The shelf of the revision is checked once.
    """
    whence = whence or whence_by_git(changed)
    before = _problems_then(revision.shelf, folder, changed, check)
    news = _News(revision.shelf, folder, changed)
    inside = [news.holds(problem) for problem in problems]
    keys = [_key(problem, whence(problem.location)) for problem in problems]
    # Below nothing are those that were not there then.
    left = Counter(map(_key_then, before))
    left.subtract(_outside(keys, inside))
    kept = +left
    were_all_found = not any(problem.is_grave for problem in before)
    chosen: list[Problem] = []
    for problem, key, is_inside in zip(problems, keys, inside, strict=True):
        if is_inside:
            chosen.append(problem)
        elif left[key] < 0:
            left[key] += 1
            # With errors in it the shelf was not looked at any further: what is slight may be old.
            is_sure = were_all_found or problem.is_grave
            if is_sure and not _is_of_one_entry(problem):
                chosen.append(problem)
    olds = _News(folder, revision.shelf, _backwards(revision.shelf, changed, before))
    counted = [p for p in before if not _is_of_one_entry(p) or olds.holds(p)]
    return Comparison(
        chosen,
        list(_unknown(chosen, kept, whence)),
        _gone(counted, problems, Counter(keys)),
    )


def whence_by_git(changed: Mapping[str, str]) -> Whence:
    """What `Revision.changed` tells of the files that places are in."""
    return lambda location: changed.get(location.path) or location.path


def _is_of_one_entry(problem: Problem) -> bool:
    return problem.rule in OF_ONE_ENTRY


def _backwards(
    shelf: Path, changed: Mapping[str, str], problems: Sequence[Problem]
) -> Mapping[str, str]:
    """The files of problems that are not as they were, and what they are called now."""
    later = {earlier: path for path, earlier in changed.items() if earlier}
    paths = {problem.location.path for problem in problems} - later.keys()
    gone = {path for path in paths if path in changed or not (shelf / path).is_file()}
    return {**later, **dict.fromkeys(gone, "")}


def _outside(keys: Sequence[_Key], inside: Sequence[bool]) -> Iterator[_Key]:
    return (key for key, is_inside in zip(keys, inside, strict=True) if not is_inside)


def _unknown(problems: Sequence[Problem], left: Counter[_Key], whence: Whence) -> Iterator[Problem]:
    """The problems but for as many as there were; whatever is as it was has kept its own."""
    for problem in problems:
        key = _key(problem, whence(problem.location))
        if left[key] > 0:
            left[key] -= 1
        else:
            yield problem


def _gone(before: Sequence[Problem], now: Sequence[Problem], keys: Counter[_Key]) -> int:
    are_all_found = not any(problem.is_grave for problem in now)
    then = Counter(_key_then(problem) for problem in before if are_all_found or problem.is_grave)
    return (then - keys).total()


def _key(problem: Problem, path: str) -> _Key:
    return (path, rule_of(problem), problem.message)


def _key_then(problem: Problem) -> _Key:
    return _key(problem, problem.location.path)


def _problems_then(
    shelf: Path, folder: Path, changed: Mapping[str, str], check: Check
) -> Sequence[Problem]:
    try:
        files, told = find_files(folder)
    except MachineError:
        # There was no shelf then.
        return []
    now = {file.path: file for file in _all_files(find_files(shelf)[0])}

    def same(file: ContentFile) -> ContentFile:
        """The file of today where it is as it was: it need not be read again."""
        is_same = file.path not in changed and file.path in now
        return now[file.path] if is_same else file

    found = replace(
        files,
        papers=[same(file) for file in files.papers],
        collections=[same(file) for file in files.collections],
        pages=[same(file) for file in files.pages],
        digests=[same(file) for file in files.digests],
        # Of the others nothing but the name was written.
        static=[same(file) for file in files.static],
        vocabularies={name: same(file) for name, file in files.vocabularies.items()},
        metrics=same(files.metrics) if files.metrics else None,
        config=same(files.config) if files.config else None,
    )
    # What is remembered of the shelf of today must not become that of the other.
    memory = CheckedMemory(open_store(shelf, program_digest()), write_from=sys.maxsize)
    try:
        return check(folder, (found, told), memory)
    except ContentError as error:
        return error.problems


def _all_files(files: ContentFiles) -> Iterator[ContentFile]:
    yield from (*files.papers, *files.collections, *files.pages, *files.digests, *files.static)
    yield from files.vocabularies.values()
    yield from (file for file in (files.metrics, files.config) if file)


class _News:
    """What of a shelf is not as it is in another one, which may be an earlier or a later one."""

    def __init__(self, shelf: Path, folder: Path, changed: Mapping[str, str]) -> None:
        """`changed`: files with what they are called in the other, empty where they are not."""
        self._shelf, self._folder, self._changed = shelf, folder, changed
        self._items: dict[str, _NewItems | None] = {}

    def holds(self, problem: Problem) -> bool:
        """Whether the entry, collection or whatever a problem is in was changed."""
        path = problem.location.path
        if path not in self._changed:
            return False
        if path not in self._items:
            self._items[path] = self._new_items(path)
        items = self._items[path]
        return items is None or items.hold(problem.location.line)

    def _new_items(self, path: str) -> "_NewItems | None":
        before = self._changed[path]
        if not before or not path.endswith((".yaml", ".yml")):
            # A copy under a new name is as good as it was; anything else is one piece.
            same = bool(before) and self._bytes(self._shelf, path) == self._bytes(
                self._folder, before
            )
            return _NewItems((), ()) if same else None
        now, then = (
            _items(self._bytes(self._shelf, path), path),
            _items(self._bytes(self._folder, before), path),
        )
        if now is None or then is None:
            return None
        known = {text for _, text in then}
        return _NewItems(
            tuple(line for line, _ in now), tuple(text not in known for _, text in now)
        )

    def _bytes(self, root: Path, path: str) -> bytes:
        try:
            return (root / path).read_bytes()
        except OSError:
            return b""


@dataclass(frozen=True, slots=True)
class _NewItems:
    """The items of a file by their first lines, and which of them are new."""

    starts: tuple[int, ...]
    are_new: tuple[bool, ...]

    def hold(self, line: int) -> bool:
        """Whether a line is in a new item; what is about the file as a whole never is."""
        place = bisect_right(self.starts, line) - 1
        return place >= 0 and self.are_new[place]


def _items(content: bytes, path: str) -> list[tuple[int, str]] | None:
    """First line and text of each item of a list or vocabulary; None if it is neither."""
    text, problems = decode(content, path)
    if problems:
        return None
    try:
        node = parse_yaml(text)
    except YamlError:
        return None
    if isinstance(node.value, list):
        starts = [item.line for item in node.value]
    elif path in _VOCABULARIES and node.keys:
        starts = [line for line, _ in node.keys.values()]
    else:
        return None
    lines = text.split("\n")
    ends = [*starts[1:], len(lines) + 1]
    return [
        (start, "\n".join(lines[start - 1 : end - 1]).strip())
        for start, end in zip(starts, ends, strict=True)
    ]
