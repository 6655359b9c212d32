"""What went to whom, on the disk before and after each mail; addresses are in it as hashes only.

A file of JSON lines that only grows. Its first line names the form and the key; every other says
what became of one mail for one person. `sending` stands there before the server can take a mail, so
whatever ends the program, the worst that is left is somebody of whom it is not known whether they
got it; and they get it again only if that is asked for.
"""

import hmac
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from papershelf.errors import MachineError, UsageError
from papershelf.locking import only_one
from papershelf.mail_address import MailAddress
from papershelf.replacing import put_in_place

_VERSION: Final = 1
_LONGEST_LINE: Final = 10_000
_LEAST_KEY: Final = 16
_KEY: Final = re.compile(rb"[0-9a-f]{64}\n?")
_MODE: Final = 0o600


class State(StrEnum):
    """What became of a mail for one person, as far as it is known."""

    SENDING = "sending"
    """It was on its way when the program ended, or the server never answered."""
    SENT = "sent"
    FAILED = "failed"


class _Head(msgspec.Struct, frozen=True):
    ledger: int
    """The version of the form."""
    key: str
    """A hash of the key, which tells whether a key is the one."""


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    mail: str
    to: str
    state: State
    at: str
    why: str = ""


class States:
    """What became of one mail for each person."""

    def __init__(self, mail: str, key: bytes, states: dict[str, State]) -> None:
        self._mail = mail
        self._key = key
        self._states = states

    def state(self, person: MailAddress) -> State | None:
        """What became of it for them; None if it was never begun."""
        return self._states.get(self._hashed(person))

    def _hashed(self, person: MailAddress) -> str:
        # The mail is part of it, so that nobody can be followed from one digest to the next.
        return _hash(self._key, f"{self._mail}\n{person.folded}")


class Ledger(States):
    """The same, open for writing, and by nobody else."""

    def __init__(
        self,
        mail: str,
        key: bytes,
        states: dict[str, State],
        file: int,
        name: str,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(mail, key, states)
        self._file = file
        self._name = name
        self._clock = clock

    def note(self, person: MailAddress, state: State, why: str = "") -> None:
        """Write a state to the disk; MachineError if it cannot be: then nothing may be sent."""
        to = self._hashed(person)
        at = self._clock().isoformat(timespec="seconds")
        _append(self._file, _Line(self._mail, to, state, at, why), self._name)
        self._states[to] = state


@contextmanager
def open_ledger(
    path: Path, mail: str, environment: Mapping[str, str], clock: Callable[[], datetime]
) -> Iterator[Ledger]:
    """The ledger in a file, made if there is none, for sending `mail`.

    `clock`: what time it is. Raises MachineError where it cannot be read or written, was written
    with another key, or is open in another process; a crash leaves nothing locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot("write", path, error) from None
    taken = f"another run is sending with {path.name}; wait until it has ended, and run it again"
    with only_one(path.with_name(f"{path.name}.lock"), taken):
        key = _given_key(environment) or (_new_key(path) if _is_empty(path) else _kept_key(path))
        file = _opened(path)
        try:
            states, end = _read(path, mail, key)
            _trim(file, end, path)
            if not end:
                _append(file, _Head(_VERSION, _proof(key)), path.name)
                _settle(path.parent)
            yield Ledger(mail, key, states, file, path.name, clock)
        finally:
            os.close(file)


def read_states(path: Path, mail: str, environment: Mapping[str, str]) -> States:
    """What a ledger says, without making, locking or writing anything."""
    given = _given_key(environment)
    if _is_empty(path):
        return States(mail, given, {})
    key = given or _kept_key(path)
    return States(mail, key, _read(path, mail, key)[0])


def _read(path: Path, mail: str, key: bytes) -> tuple[dict[str, State], int]:
    """The states of a mail, and where the last whole line ends: 0 if there is none."""
    states: dict[str, State] = {}
    decode = msgspec.json.Decoder(_Line).decode
    end = 0
    number = 0
    try:
        with path.open("rb") as file:
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if not line.endswith(b"\n"):
                    if len(line) < _LONGEST_LINE:
                        # It was being written when the program ended. If it was to say that a mail
                        # was sent, the line before it still says that it was on its way.
                        break
                    raise _unreadable(path, number)
                if number == 1:
                    _check_head(line, key, path)
                else:
                    record = decode(line)
                    if record.mail == mail:
                        states[record.to] = record.state
                end += len(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _unreadable(path, number) from None
    except OSError as error:
        raise _cannot("read", path, error) from None
    return states, end


def _check_head(line: bytes, key: bytes, path: Path) -> None:
    head = msgspec.json.decode(line, type=_Head)
    if head.ledger != _VERSION:
        raise MachineError(
            f"{path.name} was written by another version of papershelf (form {head.ledger}, "
            f"this one knows {_VERSION}): use that version, or another file with --ledger"
        )
    if not hmac.compare_digest(head.key.encode(), _proof(key).encode()):
        raise MachineError(
            f"{path.name} was written with another key, so nobody can tell who has the mail: bring "
            "back PAPERSHELF_LEDGER_KEY as it was, or the key file beside the ledger"
        )


def _unreadable(path: Path, number: int) -> MachineError:
    return MachineError(
        f"{path.name}:{number} cannot be read, and whoever it is about might get the mail twice: "
        "bring back an older copy, or delete the line if nobody can be meant"
    )


def _is_empty(path: Path) -> bool:
    try:
        details = path.lstat()
    except FileNotFoundError:
        return True
    except OSError as error:
        raise _cannot("read", path, error) from None
    if not stat.S_ISREG(details.st_mode):
        raise MachineError(f"{path.name} is a link or no file at all; a ledger must be a file")
    return details.st_size == 0


def _opened(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    # Where the system can, a link laid there in between is not followed either.
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags, _MODE)
    except OSError as error:
        raise _cannot("write", path, error) from None


def _trim(file: int, end: int, path: Path) -> None:
    try:
        if os.fstat(file).st_size != end:
            os.ftruncate(file, end)
    except OSError as error:
        raise _cannot("write", path, error) from None


def _append(file: int, record: msgspec.Struct, name: str) -> None:
    line = msgspec.json.encode(record) + b"\n"
    try:
        is_whole = os.write(file, line) == len(line)
        os.fsync(file)
    except OSError as error:
        raise MachineError(
            f"cannot write {name}: {error.strerror or error}; without it nothing is sent"
        ) from None
    if not is_whole:
        raise MachineError(f"cannot write {name}: the disk is full; without it nothing is sent")


def _settle(folder: Path) -> None:
    """Have the name of a new file outlive a loss of power, where folders can be told to."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _given_key(environment: Mapping[str, str]) -> bytes:
    given = environment.get("PAPERSHELF_LEDGER_KEY", "").strip()
    if given and len(given) < _LEAST_KEY:
        raise UsageError(
            f"PAPERSHELF_LEDGER_KEY is shorter than {_LEAST_KEY} characters; make a long one up, "
            "for example with: openssl rand -hex 32"
        )
    return given.encode("utf-8", errors="surrogateescape")


def _key_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.key")


def _kept_key(path: Path) -> bytes:
    kept = _key_path(path)
    try:
        with kept.open("rb") as file:
            key = file.read(100)
    except FileNotFoundError:
        raise MachineError(
            f"there is {path.name} but no {kept.name} that it was written with, so nobody can tell "
            "who has the mail: bring it back, or set PAPERSHELF_LEDGER_KEY if it was that"
        ) from None
    except OSError as error:
        raise _cannot("read", kept, error) from None
    if not _KEY.fullmatch(key):
        raise MachineError(f"{kept.name} holds no key; bring back the file as it was")
    return key.strip()


def _new_key(path: Path) -> bytes:
    kept = _key_path(path)
    if kept.exists():
        return _kept_key(path)
    key = secrets.token_hex(32).encode()
    try:
        put_in_place(kept.with_name(f"{kept.name}.{os.getpid()}.new"), kept, [key, b"\n"], _MODE)
        # A ledger that outlives a loss of power is worth nothing without it.
        with kept.open("r+b") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise _cannot("write", kept, error) from None
    return key


def _proof(key: bytes) -> str:
    return _hash(key, "the key of this ledger")


def _hash(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), "sha256").hex()[:32]


def _cannot(verb: str, path: Path, error: Exception) -> MachineError:
    reason = getattr(error, "strerror", None) or error
    return MachineError(f"cannot {verb} {path.name}: {reason}; without it nothing is sent")
