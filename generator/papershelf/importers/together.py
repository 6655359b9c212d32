"""Values that are a field only together: first and last page; year, month and day."""

from typing import Any, Final

from papershelf.importers.when import made, read_month

PARTS: Final = frozenset(
    {"first_page", "last_page", "year", "month", "day", "acronym", "authors_full"}
)
"""What such values are called among the fields."""


class Together:
    """Collects the parts; what no field came of is left over, by the name it stood under."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, str]] = {}

    def take(self, part: str, name: str, text: str) -> bool:
        """Take in a part; False if it was said before, in other words."""
        return self._said.setdefault(part, (name, text))[1] == text

    def said(self, part: str) -> str:
        """What a part is; empty if nobody said it."""
        return self._said[part][1] if part in self._said else ""

    def used(self, *parts: str) -> None:
        """A field says now what these parts say."""
        for part in parts:
            self._said.pop(part, None)

    def left(self) -> list[tuple[str, str]]:
        """The names and texts of the parts that no field says."""
        return [*self._said.values()]

    def pages(self, fields: dict[str, Any]) -> None:
        """Make the pages, unless they are known."""
        first, last = self.said("first_page"), self.said("last_page")
        if not first:
            return
        both = f"{first}-{last}" if last and last != first else first
        if fields.setdefault("pages", both) in {both, f"{first}-{last}"}:
            self.used("first_page", "last_page")

    def date(self, fields: dict[str, Any]) -> None:
        """Make the date, or the year, of what is known of it."""
        year, date = self.said("year"), fields.get("date", "")
        number, inner, is_all = read_month(self.said("month"))
        said = self.said("day") or inner
        if year and not date:
            date = made(year, number, said if said.isdecimal() else "")
            fields["year" if len(date) == len("2015") else "date"] = date
        elif year and date[:4] != year:
            fields["year"] = year
        self.used("year")
        _, month, day = (*date.split("-"), "", "")[:3]
        if is_all and int(month or 0) == int(number or 0) and (not inner or _same(inner, day)):
            self.used("month")
        if _same(self.said("day"), day):
            self.used("day")


def _same(said: str, day: str) -> bool:
    """Whether a day is that of the date; 0 is how some programs say that they do not know it."""
    return said.isdecimal() and int(said) == int(day or 0)
