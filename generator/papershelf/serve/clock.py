"""How long the stages of a rebuild take."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clock:
    """Seconds by stage, in their order: one ends where the next begins."""

    seconds: dict[str, float] = field(default_factory=dict)
    _name: str = ""
    _since: float = 0.0

    def stage(self, name: str, _total: int = 0) -> None:
        """A stage begins; one without a name is not counted."""
        now = time.perf_counter()
        if self._name:
            self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._since
        self._name, self._since = name, now
