"""Complete search folders from plain texts, without a shelf."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from papershelf.output import Output
from papershelf.search import (
    Card,
    FacetValue,
    SearchInput,
    SearchSettings,
    search_outputs,
)
from papershelf.tokens import Stemmer, TokenTable, read_rows

Texts = Mapping[str, str]
"""Text by field; `ids` are separated by white space. Also `slug`, `status`, `added`, `links`."""


def write_index(
    folder: Path,
    texts: Sequence[Texts],
    boosts: Mapping[str, float],
    *,
    stop_words: Sequence[str] = (),
    synonyms: Sequence[Sequence[str]] = (),
) -> None:
    """Write `search/` into a folder.

    Facets are made from the texts: lists in them are separated by ", ". Slugs are the numbers of
    the texts where they have none.
    """
    outputs = index_outputs(texts, boosts, stop_words=stop_words, synonyms=synonyms)
    for output in outputs:
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.content)


def index_outputs(
    texts: Sequence[Texts],
    boosts: Mapping[str, float],
    *,
    stop_words: Sequence[str] = (),
    synonyms: Sequence[Sequence[str]] = (),
) -> list[Output]:
    """The files under `search/`."""
    source = input_of(texts, table_of(texts, stop_words))
    return search_outputs(source, SearchSettings(boosts, 0, stop_words, synonyms))[0]


def newest_of(texts: Sequence[Texts]) -> list[int]:
    """The numbers of the texts, latest year first."""
    return sorted(range(len(texts)), key=lambda number: texts[number].get("year", ""), reverse=True)


def added_of(texts: Sequence[Texts]) -> list[int]:
    """The numbers of the texts, latest on the shelf first."""
    key_of = [text.get("added", "") for text in texts]
    return sorted(newest_of(texts), key=key_of.__getitem__, reverse=True)


def table_of(texts: Sequence[Texts], stop_words: Sequence[str] = ()) -> TokenTable:
    """The words of texts as a table; papers are called by the numbers of the texts."""
    rows = read_rows(((text, text.get("ids", "").split()) for text in texts), Stemmer(stop_words))
    return TokenTable.of([str(number) for number in range(len(texts))], rows)


def input_of(texts: Sequence[Texts], table: TokenTable) -> SearchInput:
    """What the search is made from, with cards and facets from the texts."""
    newest = newest_of(texts)
    return SearchInput(
        table=table,
        newest=newest,
        date_key=[text.get("year", "") for text in texts],
        added=added_of(texts),
        added_key=[text.get("added", "") for text in texts],
        cards=[card_of(number, text) for number, text in enumerate(texts)],
        facets={name: facet_of(name, texts) for name in _FACETS},
        trending=newest[::-1],
    )


def card_of(number: int, text: Texts) -> Card:
    """What a result shows of a text."""
    return Card(
        slug=text.get("slug", str(number)),
        title=text.get("title", ""),
        authors=text.get("authors", ""),
        venue=text.get("venue", ""),
        year=text.get("year", ""),
        text=text.get("summary", "") or text.get("note", ""),
        status=text.get("status", ""),
    )


_FACETS = {
    "year": "year",
    "venue": "venue",
    "topic": "topics",
    "collection": "collections",
    "author": "authors",
    "has": "links",
}
"""The field that each facet's values are in."""


def facet_of(name: str, texts: Sequence[Texts]) -> list[FacetValue]:
    """The values of a facet with their texts' numbers."""
    found: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for value in values_of(name, text):
            found.setdefault(value, []).append(number)
    return [FacetValue(value, value.upper(), numbers) for value, numbers in found.items()]


def values_of(name: str, text: Texts) -> Iterator[str]:
    """The values of a facet that a text has."""
    values = dict.fromkeys(filter(None, text.get(_FACETS[name], "").split(", ")))
    for value in values:
        if name != "year" or (value.isascii() and value.isdigit()):
            yield value
    if name == "has":
        yield from (part for part in ("abstract", "note") if text.get(part) and part not in values)
