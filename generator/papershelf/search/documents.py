"""Papers as the search sees them: plain texts, and what a result shows."""

from collections.abc import Iterator

from papershelf.config import Config
from papershelf.markup import block_to_text, to_text
from papershelf.model import Library, Paper
from papershelf.plan.cards import MAX_CARD_AUTHORS, paper_url
from papershelf.plan.page import digest_of
from papershelf.relate import Relations
from papershelf.search.document import Document
from papershelf.text import shorten

_SUMMARY_LENGTH = 240


def documents_of(library: Library, relations: Relations, config: Config) -> Iterator[Document]:
    """The papers in lists, latest first: among equally good results that is their order."""
    searched = config.boosts
    for paper_id in relations.newest:
        paper = library.papers[paper_id]
        fields = {name: text for name, text in _fields(library, paper) if name in searched and text}
        yield Document(paper_url(paper_id), fields, _card(library, paper))


def documents_digest(library: Library, relations: Relations, config: Config) -> bytes:
    """Changes whenever the files of the search would."""
    return digest_of(
        tuple(library.papers[paper_id].digest for paper_id in relations.newest),
        {key: topic.name for key, topic in library.topics.items()},
        {key: (venue.name, venue.acronym) for key, venue in library.venues.items()},
        config.boosts,
    )


def _fields(library: Library, paper: Paper) -> Iterator[tuple[str, str]]:
    people = (*paper.authors, *paper.editors)
    titles = (paper.title, paper.subtitle, paper.title_short, paper.original_title)
    yield "title", " ".join(to_text(title) for title in titles if title)
    yield "authors", " ".join(f"{person.name.display} {person.native}" for person in people)
    yield "summary", to_text(paper.summary)
    yield "note", block_to_text(paper.note)
    yield "abstract", block_to_text(paper.abstract)
    yield "topics", " ".join(library.topics[topic].name for topic in paper.topics)
    yield "keywords", " ".join(paper.keywords)
    if paper.venue:
        venue = library.venues[paper.venue]
        yield "venue", f"{venue.acronym} {venue.name}"
    yield "year", str(paper.year)


def _card(library: Library, paper: Paper) -> dict[str, object]:
    people = [person.name.display for person in paper.authors or paper.editors]
    authors = ", ".join(people[:MAX_CARD_AUTHORS])
    if len(people) > MAX_CARD_AUTHORS:
        authors += f" and {len(people) - MAX_CARD_AUTHORS} more"
    return {
        "title": to_text(paper.title),
        "authors": authors,
        "venue": library.venues[paper.venue].label if paper.venue else "",
        "year": str(paper.year),
        "summary": shorten(to_text(paper.summary), _SUMMARY_LENGTH),
    }
