"""Where answers and events take the preview from."""

from collections.abc import Callable
from typing import Protocol

from papershelf.serve.state import State


class Preview(Protocol):
    """A preview at work: its states follow each other while it is read."""

    @property
    def state(self) -> State:
        """The newest state. Safe in any thread."""

    async def ready(self) -> None:
        """Return once there has been a first result, good or bad."""

    def subscribe(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Have `on_change` called, in any thread, after each new state; returns what ends that."""
