"""Go through a list: one mail for each person, nobody twice, and one who fails stops no other."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Protocol

from papershelf.errors import MachineError
from papershelf.mail_address import MailAddress
from papershelf.sending.connection import Connection, Lost, Refused, Stage, Unreachable
from papershelf.sending.ledger import Ledger, State, States
from papershelf.sending.recipients import Recipient

_MAILS_A_CONNECTION: Final = 100
"""Servers close longer conversations as they please."""
_RECONNECTING: Final = (1.0, 5.0, 15.0, 30.0)
"""Seconds before each further try to reach the server."""
_ROUNDS: Final = (30.0, 120.0)
"""Seconds before those are asked for again whom the server would not take for now."""
_MOST_IN_A_ROW: Final = 20
"""So many refusals in a row, none of them about the person, are about us."""
_MOST_OPEN: Final = 3
"""So many mails in a row without an answer: each more is somebody who may have it or not."""


class Progress(Protocol):
    """Told how far the run is."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, of so many pieces."""

    def advance(self) -> None:
        """A piece is done."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is to be sent, to whom, and how."""

    people: Sequence[Recipient]
    sender: MailAddress
    message: Callable[[MailAddress], EmailMessage]
    """The mail for one person."""
    connect: Callable[[], Connection]
    """Begins a conversation; raises Unreachable or MachineError."""
    again: bool = False
    """Whether those get it too of whom it is unknown whether they have it."""
    per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Somebody who did not get the mail."""

    line: int
    """Where they stand in the list."""
    why: str
    """What the server said, without addresses."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went."""

    sent: int
    already: int
    """People who had it from an earlier run."""
    failed: tuple[Failure, ...]
    unknown: tuple[int, ...]
    """Lines of those of whom it is unknown whether they have it."""
    left: int
    """People whose turn did not come."""
    stopped: str = ""
    """Why not, if that was not asked for."""
    is_interrupted: bool = False
    seconds: float = 0.0


class _Stopped(Exception):  # noqa: N818 -- how a run ends
    """Going on would do no good."""


class _Asked(Exception):  # noqa: N818 -- a signal, not a mistake
    """Somebody asked for an end."""


def due(
    people: Sequence[Recipient], states: States, *, again: bool
) -> tuple[list[Recipient], int, list[int]]:
    """Whose turn it is, how many have the mail already, and the lines of those unknown.

    Those whom an earlier run could not reach come last, so that they hold up nobody.
    """
    fresh: list[Recipient] = []
    failed: list[Recipient] = []
    unknown: list[int] = []
    already = 0
    for person in people:
        state = states.state(person.address)
        if state is State.SENT:
            already += 1
        elif state is State.SENDING and not again:
            unknown.append(person.line)
        else:
            (failed if state else fresh).append(person)
    return fresh + failed, already, unknown


def send(
    mailing: Mailing,
    ledger: Ledger,
    progress: Progress,
    *,
    wait: Callable[[float], bool],
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Send what the ledger does not say to be sent.

    `wait`: lets so many seconds pass, and tells whether an end was asked for; it is called before
    each mail. What stops the run, a wrong password as a full disk, is in the outcome.
    """
    started = clock()
    todo, already, unknown = due(mailing.people, ledger, again=mailing.again)
    run = _Run(mailing, ledger, progress, wait, clock)
    stopped, is_interrupted = "", False
    progress.stage("Sending", len(todo))
    try:
        if todo:
            run.all(todo)
    except (_Stopped, MachineError) as reason:
        stopped = str(reason)
    except _Asked:
        is_interrupted = True
    finally:
        run.close()
    done = run.sent + len(run.failed) + len(run.unknown)
    return Outcome(
        run.sent,
        already,
        tuple(sorted(run.failed.values(), key=lambda failure: failure.line)),
        tuple(sorted(unknown + run.unknown)),
        len(todo) - done,
        stopped,
        is_interrupted,
        clock() - started,
    )


class _Run:
    def __init__(
        self,
        mailing: Mailing,
        ledger: Ledger,
        progress: Progress,
        wait: Callable[[float], bool],
        clock: Callable[[], float],
    ) -> None:
        self.sent = 0
        self.failed: dict[int, Failure] = {}
        self.unknown: list[int] = []
        self._mailing = mailing
        self._ledger = ledger
        self._progress = progress
        self._wait = wait
        self._clock = clock
        self._connection: Connection | None = None
        self._mails = 0
        self._next = clock()
        self._lost = 0
        self._open = 0
        self._refused = 0

    def all(self, people: Sequence[Recipient]) -> None:
        """Everybody once, then again those whom the server would not take for now."""
        queue = deque(people)
        for pause in (*_ROUNDS, None):
            queue = self._round(queue)
            if not queue:
                return
            if pause is not None:
                self._pause(pause)
        rest = [person for person in queue if person.line not in self.failed]
        if rest:
            raise _Stopped("the server takes no more mails for now")

    def _round(self, queue: deque[Recipient]) -> deque[Recipient]:
        """Who is left: first those whose turn did not come, then those put off."""
        put_off: deque[Recipient] = deque()
        in_a_row = 0
        while queue and in_a_row < _MOST_IN_A_ROW:
            person = queue.popleft()
            if self._one(person):
                in_a_row = 0
            else:
                put_off.append(person)
                in_a_row += 1
        return queue + put_off

    def _one(self, person: Recipient) -> bool:
        """Whether there is no more to do for somebody."""
        is_second = False
        while True:
            connection = self._connected()
            self._pace()
            try:
                connection.send(
                    self._mailing.sender,
                    person.address,
                    self._mailing.message(person.address),
                    lambda: self._ledger.note(person.address, State.SENDING),
                )
            except Refused as refusal:
                return self._refusal(person, refusal)
            except Lost as loss:
                self._connection = None
                if loss.is_open:
                    self._left_open(person)
                    return True
                self._ledger.note(person.address, State.FAILED, str(loss))
                self._lost += 1
                if is_second:
                    self.failed[person.line] = Failure(person.line, str(loss))
                    return False
                is_second = True
            else:
                self._taken(person)
                return True

    def _taken(self, person: Recipient) -> None:
        self.failed.pop(person.line, None)
        try:
            self._ledger.note(person.address, State.SENT)
        except MachineError:
            self.unknown.append(person.line)
            raise
        self.sent += 1
        self._mails += 1
        self._lost = self._open = self._refused = 0
        self._progress.advance()

    def _left_open(self, person: Recipient) -> None:
        self.failed.pop(person.line, None)
        self.unknown.append(person.line)
        self._progress.advance()
        self._open += 1
        if self._open == _MOST_OPEN:
            raise _Stopped(
                f"{_MOST_OPEN} mails in a row had no answer, and may have arrived or not"
            )

    def _refusal(self, person: Recipient, refusal: Refused) -> bool:
        self._ledger.note(person.address, State.FAILED, str(refusal))
        self.failed[person.line] = Failure(person.line, str(refusal))
        if refusal.stage is Stage.SENDER and refusal.is_lasting:
            raise _Stopped(f"the server refuses the sender: {refusal}")
        if not refusal.is_lasting:
            if refusal.stage is Stage.SENDER:
                # Many servers take so many mails in one conversation, and say it this way.
                self.close()
            return False
        self._progress.advance()
        self._refused = self._refused + 1 if refusal.is_about_us else 0
        if self._refused == _MOST_IN_A_ROW:
            raise _Stopped(f"{_MOST_IN_A_ROW} mails in a row were refused: {refusal}")
        return True

    def _connected(self) -> Connection:
        if self._connection is not None and self._mails < _MAILS_A_CONNECTION:
            return self._connection
        self.close()
        while True:
            if self._lost:
                if self._lost > len(_RECONNECTING):
                    raise _Stopped("the server breaks off again and again")
                self._pause(_RECONNECTING[self._lost - 1])
            try:
                self._connection = self._mailing.connect()
            except Unreachable as error:
                self._lost += 1
                if self._lost > len(_RECONNECTING):
                    raise _Stopped(str(error)) from None
            else:
                self._mails = 0
                return self._connection

    def _pace(self) -> None:
        now = self._clock()
        self._pause(max(0.0, self._next - now))
        if self._mailing.per_minute:
            self._next = max(now, self._next) + 60.0 / self._mailing.per_minute

    def _pause(self, seconds: float) -> None:
        if self._wait(seconds):
            raise _Asked

    def close(self) -> None:
        """Say goodbye to the server."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
