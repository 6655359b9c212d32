"""Where answers and events take the preview from."""

from collections.abc import Callable
from typing import Protocol

from papershelf.serve.state import State


class Preview(Protocol):
    """A preview at work: its states follow each other while it is read."""

    @property
    def state(self) -> State:
        """The newest state. Safe in any thread."""

    def subscribe(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Have `on_change` called, in any thread, after each new state; returns what ends that."""
