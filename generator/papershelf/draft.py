"""An entry to be: what a source says of a paper, not yet checked."""

from dataclasses import dataclass, field
from typing import Any

from papershelf.errors import Problem


@dataclass(slots=True)
class Draft:
    """A paper as a source describes it, in the fields of the schema."""

    fields: dict[str, Any]
    """Texts, lists and maps as an entry would have them; what no field holds is under `extra`."""
    note: str = ""
    """The text below the header, in Markdown: the curator's own words, never an abstract."""
    line: int = 0
    """Where it starts in its source, counted from 1; 0 if nobody knows."""
    key: str = ""
    """What the source calls it: its citation key or id."""
    problems: list[Problem] = field(default_factory=list)
    """What of it was not understood, and is in `extra` as it was found."""

    def keep(self, name: str, value: Any) -> None:
        """Put what no field holds under `extra`, beside what is there of that name."""
        extra = self.fields.setdefault("extra", {})
        if name not in extra:
            extra[name] = value
        elif isinstance(extra[name], list):
            extra[name].append(value)
        else:
            extra[name] = [extra[name], value]
