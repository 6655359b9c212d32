"""A checked library as the search sees it."""

from collections.abc import Mapping, Sequence

from papershelf.config import Config
from papershelf.markup import block_to_text, to_text
from papershelf.model import Contributor, Library, Paper
from papershelf.plan.cards import kind_label, paper_url
from papershelf.plan.page import digest_of
from papershelf.query import belongings_of
from papershelf.relate import Relations, publication_key, shelving_key
from papershelf.search.values import Card, FacetValue, SearchInput, SearchSettings
from papershelf.text import shorten
from papershelf.tokens import TokenTable
from papershelf.wording import Wording

_MOST_AUTHORS = 3
_TEXT_LENGTH = 400
# Enough Markdown to give that much text; reading all of an abstract would take ten times as long.
_SOURCE_LENGTH = 2_000

_NO_CARD = Card(slug="", title="")


def search_input(
    library: Library, relations: Relations, config: Config, wording: Wording, table: TokenTable
) -> SearchInput:
    """The papers of a table that are in lists, without those whose entries say `search: false`."""
    numbers = {
        paper_id: number
        for number, paper_id in enumerate(table.papers)
        if library.papers[paper_id].search
    }
    newest = _numbered(relations.newest, numbers)
    searched = frozenset(newest)
    papers = [library.papers[paper_id] for paper_id in table.papers]
    return SearchInput(
        table=table,
        newest=newest,
        date_key=[f"{publication_key(paper)} {paper.weight}" for paper in papers],
        added=_numbered(relations.shelving, numbers),
        added_key=[f"{shelving_key(paper)} {paper.weight}" for paper in papers],
        cards=[
            _card(library, config.search.snippets, wording, paper)
            if number in searched
            else _NO_CARD
            for number, paper in enumerate(papers)
        ],
        facets=_facets(library, relations, wording, numbers),
        trending=_numbered(relations.trending, numbers),
    )


def search_settings(config: Config) -> SearchSettings:
    """The settings of a shelf that the files of its search depend on."""
    search = config.search
    return SearchSettings(config.boosts, search.coverage, search.stop_words, search.synonyms)


def documents_digest(
    library: Library, relations: Relations, config: Config, wording: Wording
) -> bytes:
    """Changes whenever the files of the search would."""
    settings = search_settings(config)
    return digest_of(
        # Everything that orders, dates, statuses, names of people and addresses come from.
        tuple(library.papers[paper_id].digest for paper_id in relations.shown),
        {key: (topic.name, topic.parent) for key, topic in library.topics.items()},
        {key: (venue.name, venue.acronym) for key, venue in library.venues.items()},
        {
            key: (collection.title, tuple(item.paper for item in relations.collections[key]))
            for key, collection in library.collections.items()
        },
        tuple((identity.id, identity.names) for identity in library.identities.values()),
        (settings.boosts, settings.coverage, settings.stop_words, settings.synonyms),
        config.search.snippets,
        wording.digest,
        relations.trending,
    )


def _numbered(paper_ids: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    return [numbers[paper_id] for paper_id in paper_ids if paper_id in numbers]


def _card(library: Library, snippets: Sequence[str], wording: Wording, paper: Paper) -> Card:
    return Card(
        slug=paper_url(paper.id).removeprefix("papers/").removesuffix("/"),
        title=to_text(paper.title),
        authors=_people(paper.authors or paper.editors, wording),
        venue=library.venues[paper.venue].label if paper.venue else "",
        year=str(paper.year),
        text=_text(paper, snippets),
        status="" if paper.status == "published" else paper.status,
    )


def _people(people: Sequence[Contributor], wording: Wording) -> str:
    names = [person.name.display for person in people[:_MOST_AUTHORS]]
    if len(people) > _MOST_AUTHORS:
        rest = len(people) - _MOST_AUTHORS
        return wording.say("people.names_and_more", rest, names=", ".join(names))
    return wording.listed(names)


def _text(paper: Paper, snippets: Sequence[str]) -> str:
    """The first of these fields that has text, as plain text in one line."""
    for name in snippets:
        source: str = getattr(paper, name)[:_SOURCE_LENGTH]
        if source:
            text = to_text(source) if name == "summary" else block_to_text(source)
            return shorten(" ".join(text.split()), _TEXT_LENGTH)
    return ""


def _facets(
    library: Library, relations: Relations, wording: Wording, numbers: Mapping[str, int]
) -> dict[str, list[FacetValue]]:
    def value(key: str, label: str, paper_ids: Sequence[str]) -> FacetValue:
        return FacetValue(key, label, _numbered(paper_ids, numbers))

    return {
        "year": [value(str(year), str(year), ids) for year, ids in relations.years.items()],
        "venue": [
            value(key, library.venues[key].label, ids) for key, ids in relations.venues.items()
        ],
        "topic": [
            value(key, library.topics[key].name, ids) for key, ids in relations.topics.items()
        ],
        "collection": [
            value(key, library.collections[key].title, [item.paper for item in items])
            for key, items in relations.collections.items()
        ],
        "author": [
            value(person.slug, person.name.display, person.papers)
            for person in relations.people.values()
        ],
        "has": _belongings(library, relations, wording, numbers),
    }


def _belongings(
    library: Library, relations: Relations, wording: Wording, numbers: Mapping[str, int]
) -> list[FacetValue]:
    """What papers have: links of each kind, an abstract, a note."""
    found: dict[str, list[int]] = {}
    for paper_id in relations.newest:
        if paper_id in numbers:
            for kind in belongings_of(library.papers[paper_id]):
                found.setdefault(kind, []).append(numbers[paper_id])
    return [FacetValue(kind, kind_label(kind, wording), papers) for kind, papers in found.items()]
