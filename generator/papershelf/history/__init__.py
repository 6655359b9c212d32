"""Whose commits changed the entries of a shelf, as git remembers them."""

from papershelf.history.model import Editor, Origin, Past
from papershelf.history.reading import HISTORY, past_key, read_past

__all__ = ["HISTORY", "Editor", "Origin", "Past", "past_key", "read_past"]
