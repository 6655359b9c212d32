"""What the search is made from: plain values, so that it can be made without a shelf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from papershelf.tokens import TokenTable


@dataclass(frozen=True, slots=True)
class Card:
    """What a result shows of a paper, as plain text."""

    slug: str
    """What its address has between `papers/` and the last slash."""
    title: str
    authors: str = ""
    venue: str = ""
    year: str = ""
    text: str = ""
    """A passage below it, from which the reader cuts its snippet."""
    status: str = ""
    """`draft`, `withdrawn`, `retracted`; empty for a published paper."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value by which results can be narrowed, with its papers by their numbers in the table."""

    id: str
    label: str
    papers: Sequence[int]


@dataclass(frozen=True, slots=True)
class SearchInput:
    """A shelf as the search sees it; papers go by their numbers in the table."""

    table: TokenTable
    newest: Sequence[int]
    """The papers that are searched, latest publication first; others are left out everywhere."""
    date_key: Sequence[str]
    """When each paper of the table appeared; neighbours in `newest` with equal keys are ties."""
    added: Sequence[int]
    """The same papers as `newest`, latest on the shelf first."""
    added_key: Sequence[str]
    """When each paper of the table came on the shelf, as `date_key` for `added`."""
    cards: Sequence[Card]
    """Of each paper of the table."""
    facets: Mapping[str, Sequence[FacetValue]]
    """By name: year (the ids are numbers), venue, topic, collection, author, has."""
    trending: Sequence[int]
    """Papers in the order in which they are shown to who has not searched yet."""


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """What is searched, and how words are read."""

    boosts: Mapping[str, float]
    """The weight of each searched field; 0 leaves it out."""
    coverage: float = 0
    """The power of the share of a query that a paper has, by which its score is multiplied."""
    stop_words: Sequence[str] = ()
    """Texts whose words are passed over, beside the usual ones."""
    synonyms: Sequence[Sequence[str]] = ()
    """Groups of texts that mean the same."""


@dataclass(slots=True)
class SearchReport:
    """What the files of a search cost, in bytes before compression."""

    documents: int = 0
    files: int = 0
    bytes: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    """The postings of each field, by its name."""
    cards: int = 0
    vocabulary: int = 0
    facets: int = 0
    orders: int = 0

    @property
    def costs(self) -> dict[str, int]:
        """Bytes by what they are for: each field by its name, and what serves all of them."""
        parts = {
            "cards": self.cards,
            "vocabulary": self.vocabulary,
            "facets": self.facets,
            "orders": self.orders,
        }
        told = {**self.fields, **parts}
        return {**told, "terms": self.bytes - sum(told.values())}
