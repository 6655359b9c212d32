"""Numbers and people in words, as all pages write them."""

from collections.abc import Sequence

from papershelf.model import Paper


def number_text(number: int) -> str:
    """A number with a comma between thousands: "95,562"."""
    return f"{number:,}"


def counted(number: int, one: str, several: str = "") -> str:
    """How many there are: "1 paper", "1,912 papers"."""
    return f"{number_text(number)} {one if number == 1 else several or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words one after the other: "one, two and three"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def span_text(first: int, last: int) -> str:
    """Years from and to: "2015–2025", or the only one."""
    return str(first) if first == last else f"{first}–{last}"


def people_text(paper: Paper) -> str:
    """The people of a paper in short: "Vinyals et al.", "Liu and Ye"; empty where it names none."""
    names = [contributor.name for contributor in paper.authors or paper.editors]
    cited = [name.last or name.display for name in names]
    return " and ".join(cited) if len(cited) <= 2 else f"{cited[0]} et al."
