"""What an entry says of a paper, as safe HTML and as plain text."""

from collections.abc import Callable, Iterator
from html import escape

from papershelf.citation.texts import line
from papershelf.dates import parse_date
from papershelf.markup import block_to_text, to_html, to_inline, to_text
from papershelf.model import Paper, Venue
from papershelf.plan.direction import is_right_to_left
from papershelf.text import shorten
from papershelf.wording import Wording

MOST_AUTHORS = 20
_SUMMARY_LENGTH = 400
_SUMMARY_SOURCE = 2_000
"""Enough of an abstract's Markdown to give that much text."""


def summary_of(paper: Paper) -> str:
    """The summary as plain text, else the beginning of the abstract."""
    if paper.summary:
        return to_text(paper.summary)
    text = " ".join(block_to_text(paper.abstract[:_SUMMARY_SOURCE]).split())
    return shorten(text, _SUMMARY_LENGTH)


def byline(paper: Paper, venue: Venue | None, wording: Wording) -> str:
    """Who wrote it, where it appeared and when, on one line."""
    contributors = paper.authors or paper.editors
    names = [line(person.name.display) for person in contributors[:MOST_AUTHORS]]
    more = len(contributors) - len(names)
    people = ", ".join(names)
    people = wording.say("people.names_and_more", more, names=people) if more else people
    place = line(venue.label) if venue else ""
    date = wording.date(parse_date(paper.date or f"{paper.year:04}"))
    return " · ".join(part for part in (people, place, date) if part)


def full_text(
    paper: Paper,
    venue: Venue | None,
    related: list[tuple[str, str]],
    wording: Wording,
    *,
    resolve: Callable[[str], str | None],
    page: str,
    language: str,
) -> str:
    """All that a feed tells of a paper: people and venue, summary, note, abstract and links.

    `related`: labels with addresses. `page`: the address of its page. `language`: that of the site.
    """
    html = "".join(_parts(paper, venue, related, wording, resolve, page))
    return in_language(html, paper.language or language, language)


def in_language(html: str, own: str, around: str) -> str:
    """HTML that says which language it is in, and which way that runs, where readers must know.

    `own`: its language. `around`: that of the feed, which readers go by, though not for the way.
    """
    is_rtl = is_right_to_left(own)
    if own == around and not is_rtl:
        return html
    return f'<div lang="{escape(own)}" dir="{"rtl" if is_rtl else "ltr"}">{html}</div>'


def _parts(
    paper: Paper,
    venue: Venue | None,
    related: list[tuple[str, str]],
    wording: Wording,
    resolve: Callable[[str], str | None],
    page: str,
) -> Iterator[str]:
    yield f"<p>{escape(byline(paper, venue, wording), quote=False)}</p>\n"
    if paper.summary:
        summary = to_inline(paper.summary, wording=wording, resolve=resolve, links=False)
        yield f"<p><strong>{summary}</strong></p>\n"
    if paper.note:
        yield to_html(paper.note, wording=wording, resolve=resolve, headings=3, page=page)
    if paper.abstract:
        yield f"<h2>{escape(wording.say('feeds.abstract'), quote=False)}</h2>\n"
        yield to_html(paper.abstract, wording=wording, resolve=resolve, headings=3, page=page)
    if related:
        links = (f'<a href="{escape(url)}">{escape(line(label))}</a>' for label, url in related)
        yield f"<p>{' · '.join(links)}</p>\n"
