"""An entry on its way from a draft: its fields, and what of them had to be kept elsewhere."""

from dataclasses import dataclass, field
from typing import Any

from papershelf.errors import Location, Problem, Severity

KEPT = "kept under extra"


@dataclass(slots=True)
class Work:
    """The fields of one entry while they are being tidied."""

    fields: dict[str, Any]
    place: Location
    """Where the draft starts in its source."""
    extra: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def keep(self, name: str, value: Any, message: str, hint: str = "") -> None:
        """Keep under `extra` what no field can hold, and say why."""
        self.put(name, value)
        self.tell(f"{name}: {message}", f"{KEPT}; {hint}" if hint else KEPT)

    def put(self, name: str, value: Any) -> None:
        """Keep a value under `extra` beside others of that name."""
        if name not in self.extra:
            self.extra[name] = value
            return
        known = self.extra[name]
        several = known if isinstance(known, list) else [known]
        if value not in several:
            self.extra[name] = [*several, value]

    def tell(self, message: str, hint: str = "", rule: str = "not-understood") -> None:
        """Report what became otherwise than the source has it."""
        self.problems.append(Problem(self.place, message, hint, Severity.WARNING, rule=rule))
