"""Frozen records of the domain: they hold texts and ids, never other records, and do no I/O.

So no record is ever part of a circle, and the garbage collector need not look at any: a hundred
thousand papers that stay in memory would cost it seconds each time.
"""

from collections.abc import Mapping
from hashlib import blake2b

import msgspec

from papershelf.history import Past
from papershelf.names import Name


class Contributor(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A person or group in the role of an author or editor."""

    name: Name
    id: str = ""
    """The identity in authors.yaml, where the entry names it."""
    orcid: str = ""
    affiliations: tuple[str, ...] = ()
    native: str = ""
    equal: bool = False
    corresponding: bool = False


class ArtifactLink(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A link to an artifact: PDF, code, slides and so on."""

    kind: str
    url: str
    label: str = ""


class Membership(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A paper's place in a collection, as the entry gives it."""

    collection: str
    section: str = ""
    order: int | None = None
    note: str = ""


class Thumbnail(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A small picture below content/static."""

    path: str
    alt: str = ""


class Award(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An award, who gave it and when."""

    name: str
    by: str = ""
    year: int = 0
    url: str = ""


class Version(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Another version of the same paper."""

    label: str
    date: str = ""
    url: str = ""
    note: str = ""


class Relation(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How a paper relates to another, on the shelf (`id`) or elsewhere."""

    type: str
    id: str = ""
    title: str = ""
    url: str = ""


class Reference(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A work that a paper cites."""

    id: str = ""
    text: str = ""
    doi: str = ""
    url: str = ""


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where the value of a field came from."""

    source: str
    date: str = ""
    confirmed: bool = False


def _unpickled(kind: type["_Digested"], content: bytes) -> "_Digested":
    return msgspec.msgpack.decode(content, type=kind)


class _Digested:
    """A record that keeps its digest, in a slot: records with a `__dict__` are always collected."""

    __slots__ = ("_digest", "_size")
    _digest: bytes
    _size: int

    @property
    def digest(self) -> bytes:
        """Changes whenever anything about the record does."""
        try:
            return self._digest
        except AttributeError:
            return self._weigh()[0]

    @property
    def size(self) -> int:
        """How many bytes the record takes, nearly those of its texts in UTF-8."""
        try:
            return self._size
        except AttributeError:
            return self._weigh()[1]

    def __reduce__(self) -> tuple[object, ...]:
        # What is omitted as a default is told by identity: pickled texts of their own would make
        # another digest of an equal record.
        return _unpickled, (type(self), msgspec.msgpack.encode(self))

    def _weigh(self) -> tuple[bytes, int]:
        content = msgspec.msgpack.encode(self)
        digest, size = blake2b(content, digest_size=16).digest(), len(content)
        # The slots are no fields: what is frozen has only this way to them.
        vars(_Digested)["_digest"].__set__(self, digest)
        vars(_Digested)["_size"].__set__(self, size)
        return digest, size


class Paper(_Digested, msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A checked entry. Dates are ISO texts with the precision they were given."""

    id: str
    title: str
    authors: tuple[Contributor, ...] = ()
    editors: tuple[Contributor, ...] = ()
    aliases: tuple[str, ...] = ()
    type: str = "article"
    subtitle: str = ""
    title_short: str = ""
    original_title: str = ""
    abstract: str = ""
    summary: str = ""
    note: str = ""
    date: str = ""
    year: int = 0
    """As given; else the date's. Never 0."""
    added: str = ""
    venue: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    series: str = ""
    event: str = ""
    place: str = ""
    ids: dict[str, str] = {}
    links: tuple[ArtifactLink, ...] = ()
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    collections: tuple[Membership, ...] = ()
    thumbnail: Thumbnail | None = None
    language: str = ""
    license: str = ""
    awards: tuple[Award, ...] = ()
    versions: tuple[Version, ...] = ()
    relations: tuple[Relation, ...] = ()
    references: tuple[Reference, ...] = ()
    status: str = "published"
    curated_by: str = ""
    submitted_by: str = ""
    provenance: dict[str, Provenance] = {}
    featured: bool = False
    weight: int = 0
    search: bool = True
    """Whether the search finds it."""
    extra: dict[str, object] = {}
    """Fields that nobody knows, as they were written."""
    source: str = ""
    """The file it was written in, from the shelf."""
    position: int = 0
    """Its place in a list file."""

    @property
    def shelved(self) -> str:
        """When it came on the shelf: what the views by day, week and month follow."""
        return self.added or self.date


class Reading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A count as it was on a day (ISO)."""

    day: str
    count: int


class Metrics(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How a paper was counted: the readings of each kind that readers see, oldest first."""

    upvotes: tuple[Reading, ...] = ()
    reactions: tuple[Reading, ...] = ()
    stars: tuple[Reading, ...] = ()
    citations: tuple[Reading, ...] = ()
    """Of one source alone."""

    @property
    def last_day(self) -> str:
        """The day of the newest reading of all; empty without any."""
        kinds = (self.upvotes, self.reactions, self.stars, self.citations)
        return max((readings[-1].day for readings in kinds if readings), default="")


class Venue(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where papers appear."""

    id: str
    name: str
    acronym: str = ""
    type: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """The short name."""
        return self.acronym or self.name


class Topic(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A term of the curator's vocabulary."""

    id: str
    name: str
    description: str = ""
    parent: str = ""


class Section(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A part of a collection."""

    title: str
    description: str = ""


class CollectionPaper(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A paper in a collection, with what the collection says about it."""

    paper: str
    section: str = ""
    note: str = ""


class Collection(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A curated, ordered list with an introduction."""

    id: str
    title: str
    summary: str = ""
    curator: str = ""
    introduction: str = ""
    sections: tuple[Section, ...] = ()
    papers: tuple[CollectionPaper, ...] = ()
    """In order, section by section."""
    weight: int = 0
    source: str = ""


class Identity(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A person who is known by several names or told apart from others."""

    id: str
    names: tuple[str, ...]
    orcid: str = ""
    homepage: str = ""
    native: str = ""
    not_same_as: tuple[str, ...] = ()


class FreePage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A page written in Markdown; `path` is its address without the final slash."""

    path: str
    title: str
    body: str
    summary: str = ""
    order: int = 0
    menu: str = "footer"
    credits: bool = False
    """Whether it ends with those who brought and mended papers."""
    source: str = ""


class DigestPage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a curator says first about a day, week or month, in Markdown."""

    kind: str
    """`daily`, `weekly` or `monthly`."""
    key: str
    """`2026-03-14`, `2026-W11` or `2026-03`."""
    body: str
    title: str = ""
    """What the digest is called beside its period."""
    curator: str = ""
    """Who wrote it: a handle, or a name."""
    date: str = ""
    """When it was written, or changed last."""
    source: str = ""


class Library(msgspec.Struct, frozen=True):
    """Everything a build knows: records by id, in the order of their ids."""

    papers: Mapping[str, Paper]
    collections: Mapping[str, Collection]
    topics: Mapping[str, Topic]
    venues: Mapping[str, Venue]
    identities: Mapping[str, Identity]
    pages: Mapping[str, FreePage]
    static: tuple[str, ...] = ()
    """Files below content/static, as paths of the site."""
    metrics: Mapping[str, Metrics] = {}
    """The counts of papers by their ids."""
    digests: Mapping[str, DigestPage] = {}
    """Introductions of days, weeks and months by the keys of these."""
    past: Past = Past()
    """Who changed the files of entries, where that was asked for."""
