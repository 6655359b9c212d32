"""People and years in short, as all pages write them."""

from papershelf.model import Paper
from papershelf.wording import Wording


def span_text(first: int, last: int) -> str:
    """Years from and to: "2015–2025", or the only one."""
    return str(first) if first == last else f"{first}–{last}"


def people_text(paper: Paper, wording: Wording) -> str:
    """The people of a paper in short: "Vinyals et al.", "Liu and Ye"; empty where it names none."""
    names = [contributor.name for contributor in paper.authors or paper.editors]
    cited = [name.last or name.display for name in names]
    return wording.listed(cited) if len(cited) <= 2 else wording.say("people.first", name=cited[0])
