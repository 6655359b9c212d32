"""Pages as entries give them: "pp. 12–14, 18", "S1-12–S1-20", "7"."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

# A comma before three digits may be one within a number, as long as no space follows it.
_BETWEEN: Final = re.compile(r"[,;] |[,;](?!\d{3}(?!\d))")
_COUNTED: Final = re.compile(r"^(?:[Pp]{1,2}\. ?|pp? ?(?=\d))")
_WIDE: Final = re.compile(r" ?(?:[–—-]{2,}|[–—]) ?| - ")
_HYPHEN: Final = re.compile(" ?- ?")
_DASHES: Final = MappingProxyType({ord("‐"): "-", ord("‑"): "-", ord("‒"): "–", ord("−"): "–"})


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages in the order given."""

    ranges: tuple[tuple[str, str], ...] = ()
    """First and last; the last is empty where it is one page or an article's number."""

    @property
    def are_several(self) -> bool:
        """Whether it is more than one page."""
        return len(self.ranges) > 1 or any(last for _, last in self.ranges)

    def written(self, dash: str) -> str:
        """The pages with this dash in each range; "" where there are none."""
        return ", ".join(dash.join(filter(None, found)) for found in self.ranges)

    @property
    def hyphened(self) -> str:
        """The pages with a hyphen in each range, or a dash where the numbers have hyphens."""
        has_hyphen = any("-" in page for found in self.ranges for page in found)
        return self.written("–" if has_hyphen else "-")


def pages_of(text: str) -> Pages:
    """The pages that a text on one line names."""
    parts = (part.strip("–—- ") for part in _BETWEEN.split(text.translate(_DASHES)))
    numbers = (_COUNTED.sub("", part) for part in parts)
    return Pages(tuple(_range(number) for number in numbers if number))


def _range(text: str) -> tuple[str, str]:
    # A wide dash tells the ends apart where the numbers have hyphens themselves.
    dash = _WIDE if _WIDE.search(text) else _HYPHEN
    ends = dash.split(text)
    if len(ends) == 2 and all(end and " " not in end for end in ends):
        return ends[0], ends[1]
    return text, ""
