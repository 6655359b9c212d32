"""What can go wrong when a server is asked, in words for the person who waits."""

from papershelf.errors import MachineError, PapershelfError


class NetworkError(MachineError):
    """The server cannot be reached at all."""


class AnswerError(PapershelfError):
    """The server can be reached, but what it says is of no use."""


class BusyError(AnswerError):
    """The server asks to be left alone for longer than anybody would wait."""
