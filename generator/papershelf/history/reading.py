"""The past of a shelf, read once and remembered until there is another commit."""

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from papershelf.errors import Location, MachineError, Problem, Severity
from papershelf.git import Git, first_line
from papershelf.history.log import ENTRIES, Change, Contact, commits, mapped
from papershelf.history.model import Origin, Past
from papershelf.store import Store

HISTORY: Final = "history"
"""What the store remembers the past as."""
_FAILURE: Final = "cannot read who changed the entries"
_SETTINGS: Final = "content/site.yaml"


@dataclass(frozen=True, slots=True)
class _State:
    """What a past is read from."""

    key: bytes
    is_readable: bool = False
    has_mailmap: bool = False
    place: str = ""
    """The folder of the shelf in its repository, with a slash at its end; empty at the top."""
    problem: str = ""
    hint: str = ""


def read_past(
    origin: Origin, store: Store, before: Past | None = None
) -> tuple[Past, list[Problem]]:
    """Who changed the entries of a shelf; nobody, and a warning, where git cannot tell.

    A shelf that is in no repository, or in one without commits, has no past, which is no problem.
    `before`: a past that was read already, which is given back where it still holds.
    """
    git = Git(origin.shelf, _FAILURE)
    state = _state(origin, git)
    if before is not None and before.key == state.key and not state.problem:
        return before, []
    if not state.is_readable:
        told = [_warning(state.problem, state.hint)] if state.problem else []
        return Past(key=state.key), told
    known = _recalled(store, state.key)
    if known is not None:
        return known, []
    try:
        past = _read(git, origin.commit, state)
    except MachineError as error:
        hint = "clone the repository whole: without --depth and --filter"
        # What is missing may come without another commit.
        return Past(key=_key("unread")), [_warning(f"{_FAILURE}: {error}", hint)]
    store.write(HISTORY, msgspec.msgpack.encode(past))
    return past, []


def past_key(origin: Origin) -> bytes:
    """The key that the past of a shelf has now."""
    return _state(origin, Git(origin.shelf, _FAILURE)).key


def _warning(message: str, hint: str) -> Problem:
    return Problem(Location(_SETTINGS), message, hint, Severity.WARNING, rule="history")


def _recalled(store: Store, key: bytes) -> Past | None:
    content = store.read(HISTORY)
    if content is None:
        return None
    try:
        past = msgspec.msgpack.decode(content, type=Past)
    except msgspec.MsgspecError:
        return None
    return past if past.key == key else None


def _state(origin: Origin, git: Git) -> _State:
    try:
        places = ("--show-cdup", "--show-prefix")
        told = git.run(
            "rev-parse", "--is-shallow-repository", f"{origin.commit}^{{commit}}", *places
        )
    except MachineError as error:
        # Whoever has no git has no repository, unless it was brought along.
        is_one = any((folder / ".git").exists() for folder in _folders(origin.shelf))
        return _unreadable(str(error), "install git") if is_one else _State(_key("none"))
    except subprocess.CalledProcessError as error:
        why = first_line(error.stderr)
        is_none = "not a git repository" in why or _is_repository(git)
        return _State(_key("none")) if is_none else _unreadable(f"{_FAILURE}: {why}", _OWN)
    shallow, head, up, place = told.split("\n", 3)
    if shallow == "true":
        return _unreadable(
            "the past of the shelf is not all here: nobody is credited for edits",
            "fetch all of it: git fetch --unshallow, or fetch-depth: 0 for actions/checkout",
        )
    mailmap = _bytes(origin.shelf / up / ".mailmap")
    digest = blake2b(mailmap, digest_size=16).hexdigest()
    key = _key(head, digest, place)
    return _State(key, is_readable=True, has_mailmap=bool(mailmap), place=place)


_OWN: Final = "see whether git log works there, for whoever builds the site"


def _unreadable(problem: str, hint: str) -> _State:
    return _State(_key(problem), problem=problem, hint=hint)


def _folders(shelf: Path) -> Sequence[Path]:
    here = shelf.resolve()
    return (here, *here.parents)


def _is_repository(git: Git) -> bool:
    """Whether all is well but for the commit, of which there is none yet."""
    try:
        return bool(git.run("rev-parse", "--show-toplevel"))
    except subprocess.CalledProcessError:
        return False


def _key(*parts: str) -> bytes:
    encoded = "\0".join(parts).encode("utf-8", "surrogateescape")
    return blake2b(encoded, digest_size=16).digest()


def _bytes(path: Path) -> bytes:
    # Git does not follow a link there.
    try:
        return b"" if path.is_symlink() else path.read_bytes()
    except OSError:
        return b""


def _read(git: Git, last: str, state: _State) -> Past:
    contacts: dict[Contact, int] = {}
    helpers: dict[int, Contact] = {}
    walk = _Walk()
    for commit in commits(git, last):
        people = [contacts.setdefault(commit.author, len(contacts))]
        for helper in commit.helpers:
            place = contacts.setdefault(helper, len(contacts))
            helpers[place] = helper
            people.append(place)
        walk.go(commit.changes, people)
    named = list(contacts)
    if state.has_mailmap:
        found = mapped(git, list(helpers.values()))
        for place, contact in zip(helpers, found, strict=False):
            named[place] = contact
    # Loads what checks names, which nobody needs who only asks whether there is a new commit.
    from papershelf.history.people import editors_of

    editors, of = editors_of(named)
    edits = {
        path.removeprefix(state.place): tuple(
            dict.fromkeys(of[place] for place in reversed(places) if place in of)
        )
        for path, places in walk.edits.items()
        if path.startswith(f"{state.place}{ENTRIES}/")
    }
    return Past(editors, {path: people for path, people in edits.items() if people}, state.key)


class _Walk:
    """Goes from the latest commit to the first, and knows what each file is called today."""

    def __init__(self) -> None:
        self.edits: dict[str, dict[int, None]] = {}
        """Files of today, with those who changed them; whoever did so first comes last."""
        self._today: dict[str, str] = {}
        """What the files of the past are called today; empty for one that is another file."""
        self._begun: set[str] = set()

    def go(self, changes: Iterable[Change], people: Sequence[int]) -> None:
        """Take in a commit."""
        current = [(change, self._today.get(change.path, change.path)) for change in changes]
        for change, path in current:
            if change.is_edit and path:
                self._credit(path, people)
            if change.before:
                self._begun.add(change.path)
                self._today[change.path] = ""
            elif change.is_new:
                self._begun.add(change.path)
                if change.path in self._today:
                    self._today[change.path] = ""
        # Files that swap their names must all have lost the new one first.
        for change, path in current:
            if change.before:
                self._rename(change.before, path)

    def _rename(self, before: str, path: str) -> None:
        self._today[before] = path
        if path and before not in self._begun:
            # On another branch it was changed under its old name, and later than it was renamed.
            self._credit(path, tuple(reversed(self.edits.pop(before, {}))))

    def _credit(self, path: str, people: Sequence[int]) -> None:
        known = self.edits.setdefault(path, {})
        for person in reversed(people):
            # Behind all others: so far nobody was earlier.
            known.pop(person, None)
            known[person] = None
