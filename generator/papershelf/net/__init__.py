"""Ask other people's servers as a polite guest: one at a time for each, and not again at once."""

from papershelf.net.asking import AnswerError, BusyError, NetworkError
from papershelf.net.pace import Pace
from papershelf.net.waits import retry_after

__all__ = ["AnswerError", "BusyError", "NetworkError", "Pace", "retry_after"]
