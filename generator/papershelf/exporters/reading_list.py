"""Papers as a list in Markdown, in which content is text and never markup."""

import re
from typing import Final

from papershelf.citation.texts import line
from papershelf.citation.work import Work
from papershelf.exporters.exporter import Exported, Exporter
from papershelf.markup import to_text

_MOST_NAMES: Final = 8
# Nearly all texts, and quickly told.
_PLAIN: Final = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;'’()?!–-])*")
_SIGNS: Final = re.compile(r"[\\`*_\[\]<>&|~$^]")
# What begins a heading, a list, a rule or a line under a heading.
_BEGINNING: Final = re.compile(r"^(\d{0,9})(?=[#+\-=:.)])")
# Some dialects make links of bare addresses.
_ADDRESS: Final = re.compile(r"(?<=[A-Za-z0-9])(:(?=//)|(?<=www)\.)|@", re.IGNORECASE)
_IN_LINK: Final = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "()[]<>\\\"'`*|$ "})
_ENDS: Final = (".", "?", "!", "…")


def _text(text: str) -> str:
    """A plain text that stands for itself, at the beginning of a line too."""
    text = line(text)
    if _PLAIN.fullmatch(text) and "www." not in text.lower():
        return text
    text = _SIGNS.sub(r"\\\g<0>", text)
    return _BEGINNING.sub(r"\1\\", _ADDRESS.sub(r"\\\g<0>", text))


def _item(paper: Exported) -> str:
    work = paper.work
    address = paper.url if paper.root else work.address
    title = _text(work.title or paper.paper.id)
    linked = f"[{title}]({address.translate(_IN_LINK)})" if address else title
    warning = f"**{work.remark}.** " if work.remark else ""
    ended = linked if work.title.endswith(_ENDS) else f"{linked}."
    first = " ".join(filter(None, (ended, _names(work), _place(paper))))
    summary = _text(to_text(paper.paper.summary))
    return f"- {warning}{first}\n" + (f"  {summary}\n" if summary else "")


def _names(work: Work) -> str:
    names = [_text(person.name.display) for person in work.people[:_MOST_NAMES]]
    more = len(work.people) - len(names)
    text = ", ".join(names) + (f" and {more:,} more" if more else "")
    return text if not text or text.endswith(_ENDS) else f"{text}."


def _place(paper: Exported) -> str:
    venue, year = paper.venue, str(paper.paper.year)
    return f"{_text(venue.label)} {year}." if venue else f"{year}."


MARKDOWN = Exporter(
    name="markdown",
    label="Markdown",
    file="papers.md",
    paper_file="",
    media_type="text/markdown",
    piece=_item,
    remark=lambda text: f"<!-- {text} -->\n\n",
)
