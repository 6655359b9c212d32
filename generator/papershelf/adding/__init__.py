"""Add papers by their ids or titles: ask providers, merge what they say, write an entry."""

from papershelf.adding.adder import Adder, Choose, Fate, Result, Wishes
from papershelf.adding.gather import Asker, Found, NotFoundError
from papershelf.adding.given import Line, read_given
from papershelf.adding.network import Network
from papershelf.adding.search import Candidate, SeveralError

__all__ = [
    "Adder",
    "Asker",
    "Candidate",
    "Choose",
    "Fate",
    "Found",
    "Line",
    "Network",
    "NotFoundError",
    "Result",
    "SeveralError",
    "Wishes",
    "read_given",
]
