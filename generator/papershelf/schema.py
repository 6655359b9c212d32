"""What curators may write: the one source of checks, JSON Schema and field reference."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from papershelf.fields import (
    Acl,
    Address,
    Arxiv,
    Boolean,
    Date,
    Dblp,
    Doi,
    Integer,
    Isbn,
    Issn,
    Language,
    Line,
    OpenReview,
    Orcid,
    Pmcid,
    Pmid,
    Slug,
    StaticPath,
    Text,
    WebAddress,
    Year,
    refusal,
)
from papershelf.forms import Form

PaperType = Literal[
    "article",
    "paper-conference",
    "preprint",
    "thesis",
    "report",
    "book",
    "chapter",
    "dataset",
    "software",
]
Status = Literal["draft", "published", "hidden", "withdrawn", "retracted"]
RelationType = Literal[
    "version_of", "preprint_of", "extends", "replies_to", "erratum_of", "supersedes", "same_as"
]
LINK_KINDS = {
    "pdf": "PDF",
    "page": "Page",
    "html": "HTML",
    "code": "Code",
    "data": "Data",
    "model": "Model",
    "demo": "Demo",
    "project": "Project",
    "slides": "Slides",
    "poster": "Poster",
    "video": "Video",
    "supplement": "Supplement",
    "blog": "Blog",
    "discussion": "Discussion",
    "review": "Review",
}
"""The kinds of links in the order of their buttons, with their labels."""


def _shape(value: Any) -> str:
    return "map" if isinstance(value, (dict, Form)) else "text"


def _several(value: Any) -> str:
    return "list" if isinstance(value, list) else "map"


def _listed(value: Any) -> Any:
    """One value where a list is meant is a list of one."""
    return [value] if isinstance(value, (str, dict)) else value


Lines = Annotated[list[Line], BeforeValidator(_listed, json_schema_input_type=Line | list[Line])]
Addresses = Annotated[
    list[Address], BeforeValidator(_listed, json_schema_input_type=Address | list[Address])
]
Slugs = Annotated[list[Slug], BeforeValidator(_listed, json_schema_input_type=Slug | list[Slug])]


class PersonForm(Form):
    """A person or group in full; one of `family`, `given`, `literal` or `id` is needed."""

    given: Line | None = None
    """Given names."""
    family: Line | None = None
    """Family name, without particle."""
    particle: Line | None = None
    """"van", "de la" and so on."""
    suffix: Line | None = None
    """"Jr.", "III"."""
    literal: Line | None = None
    """The whole name of a group, or of a person whose name has no parts."""
    id: Slug | None = None
    """The identity in authors.yaml."""
    orcid: Orcid | None = None
    """ORCID, checked by its last digit."""
    affiliations: Lines = []
    """Where the person worked."""
    native: Line | None = None
    """The name in its own script."""
    equal: Boolean = False
    """Contributed equally."""
    corresponding: Boolean = False
    """The corresponding author."""

    @model_validator(mode="after")
    def _has_a_name(self) -> "PersonForm":
        if not (self.family or self.given or self.literal or self.id):
            raise refusal("the person has no name", "give family and given, or literal, or id")
        return self


Person = Annotated[
    Annotated[Line, Tag("text")] | Annotated[PersonForm, Tag("map")], Discriminator(_shape)
]
People = Annotated[
    list[Person],
    BeforeValidator(_listed, json_schema_input_type=Person | list[Person]),
    Field(min_length=1),
]


class IdsForm(Form):
    """Identifiers of the paper elsewhere, always text; other kinds are kept as written."""

    keys_are_free: ClassVar[bool] = True
    __pydantic_extra__: dict[str, Line] = {}

    doi: Doi | None = None
    """DOI, with or without its address."""
    arxiv: Arxiv | None = None
    """arXiv id, in quotes."""
    acl: Acl | None = None
    """ACL Anthology id."""
    openreview: OpenReview | None = None
    """OpenReview forum id."""
    dblp: Dblp | None = None
    """DBLP key."""
    pmid: Pmid | None = None
    """PubMed id."""
    pmcid: Pmcid | None = None
    """PubMed Central id."""
    isbn: Isbn | None = None
    """ISBN-10 or ISBN-13, checked by its last digit."""
    issn: Issn | None = None
    """ISSN, checked by its last digit."""


class LinkForm(Form):
    """A link in a list of links."""

    kind: Line
    """One of the kinds of links."""
    url: Address
    """A web address, or a path that starts with static/."""
    label: Line | None = None
    """What the button says; default: the name of the kind."""


class MembershipForm(Form):
    """A paper's place in a collection."""

    id: Slug
    """The collection: the name of its file."""
    section: Line | None = None
    """The section of the collection."""
    order: Integer | None = None
    """Its place within the section; smaller comes first."""
    note: Line | None = None
    """What the collection says about the paper (inline Markdown)."""


Member = Annotated[
    Annotated[Slug, Tag("text")] | Annotated[MembershipForm, Tag("map")], Discriminator(_shape)
]


class ThumbnailForm(Form):
    """A small picture."""

    path: StaticPath
    """A path that starts with static/."""
    alt: Line = ""
    """What the picture shows, for those who do not see it."""


class AwardForm(Form):
    """An award."""

    name: Line
    """"Best paper"."""
    by: Line | None = None
    """Who gave it."""
    year: Year | None = None
    """When."""
    url: WebAddress | None = None
    """Where it was announced."""


class VersionForm(Form):
    """Another version of the same paper."""

    label: Line
    """"arXiv v2", "journal version"."""
    date: Date | None = None
    """When it appeared."""
    url: Address | None = None
    """Where it is."""
    note: Line | None = None
    """What differs."""


class RelationForm(Form):
    """How this paper relates to another one."""

    type: RelationType
    """The kind of relation, read from this paper to the other."""
    id: Slug | None = None
    """The other paper, if it is on the shelf."""
    title: Line | None = None
    """The other paper's title, if it is not."""
    url: WebAddress | None = None
    """The other paper's address, if it is not."""

    @model_validator(mode="after")
    def _has_a_target(self) -> "RelationForm":
        if not (self.id or self.url or self.title):
            raise refusal("the relation leads nowhere", "give id, or title and url")
        return self


class ReferenceForm(Form):
    """A work that the paper cites."""

    id: Slug | None = None
    """The cited paper, if it is on the shelf."""
    text: Line | None = None
    """The reference as text."""
    doi: Doi | None = None
    """Its DOI."""
    url: WebAddress | None = None
    """Its address."""


class ProvenanceForm(Form):
    """Where the value of a field came from."""

    source: Line
    """The address or name of the source."""
    date: Date | None = None
    """When it was looked up."""
    confirmed: Boolean = False
    """Whether a person has confirmed it."""


class EntryForm(Form):
    """A paper as a curator writes it."""

    id: Slug | None = Field(default=None, examples=["vinyals-2015"])
    """Stable for ever, it makes the address; default: the name of the file."""
    aliases: Slugs = []
    """Earlier ids; their addresses lead here."""
    type: PaperType = "article"
    """What kind of work it is."""
    title: Line = Field(examples=["Pointer Networks"])
    """The title; Markdown emphasis and `$maths$` are understood."""
    subtitle: Line | None = None
    """The part after the colon, if kept apart."""
    title_short: Line | None = None
    """A short form for tight places."""
    authors: People | None = Field(default=None, examples=["[Oriol Vinyals, Meire Fortunato]"])
    """The authors in order: "Given Family", "Family, Given", or a map."""
    editors: People | None = None
    """The editors, likewise."""
    abstract: Text | None = None
    """The authors' abstract (Markdown)."""
    summary: Line | None = None
    """The one-line takeaway, in the curator's words (inline Markdown)."""
    note: Text | None = None
    """The curator's note (Markdown); in a .md file it is the text below the header."""
    date: Date | None = Field(default=None, examples=["2015-06"])
    """When it was published: year, month or day."""
    year: Year | None = None
    """The year of publication, where it is not the date's."""
    added: Date | None = None
    """When it came on the shelf: the daily, weekly and monthly pages follow it."""
    venue: Line | None = None
    """Where it appeared: an id, name or alias in venues.yaml, or any text."""
    volume: Line | None = None
    """Volume of the journal or series."""
    issue: Line | None = None
    """Issue of the journal."""
    pages: Line | None = None
    """First and last page: 12-34."""
    publisher: Line | None = None
    """The publisher."""
    series: Line | None = None
    """The series the volume is in."""
    event: Line | None = None
    """The event, where it is not the venue."""
    place: Line | None = None
    """Where the event was, or the publisher is."""
    ids: IdsForm | None = None
    """Identifiers elsewhere."""
    links: (
        Annotated[
            Annotated[dict[Line, Addresses], Tag("map")] | Annotated[list[LinkForm], Tag("list")],
            Discriminator(_several),
        ]
        | None
    ) = None
    """Artifacts: a map from kind to address (or addresses), or a list of maps."""
    topics: Lines = []
    """Terms of the curator's vocabulary, topics.yaml."""
    keywords: Lines = []
    """The authors' own words."""
    collections: Annotated[
        list[Member], BeforeValidator(_listed, json_schema_input_type=Member | list[Member])
    ] = []
    """The collections it is in: an id, or a map with section, order and note."""
    thumbnail: (
        Annotated[
            Annotated[StaticPath, Tag("text")] | Annotated[ThumbnailForm, Tag("map")],
            Discriminator(_shape),
        ]
        | None
    ) = None
    """A small picture in content/static."""
    language: Language | None = None
    """The language of the paper, where it is not the site's."""
    license: Line | None = None
    """The licence, as SPDX writes it: CC-BY-4.0."""
    original_title: Line | None = None
    """The title in the language of the paper, or the one it first had."""
    awards: list[
        Annotated[
            Annotated[Line, Tag("text")] | Annotated[AwardForm, Tag("map")], Discriminator(_shape)
        ]
    ] = []
    """Awards: a name, or a map."""
    versions: list[VersionForm] = []
    """Other versions of the same paper."""
    relations: list[RelationForm] = []
    """Other papers that this one belongs to."""
    references: list[
        Annotated[
            Annotated[Line, Tag("text")] | Annotated[ReferenceForm, Tag("map")],
            Discriminator(_shape),
        ]
    ] = []
    """Works that it cites."""
    status: Status = "published"
    """Drafts are left out, hidden papers are in no list, retracted ones carry a warning."""
    curated_by: Line | None = None
    """Who wrote the note: a handle or a name."""
    submitted_by: Line | None = None
    """Who suggested the paper."""
    provenance: dict[Line, ProvenanceForm] = {}
    """Where fields came from: field to source."""
    featured: Boolean = False
    """Shown first on the home page."""
    weight: Integer = 0
    """Among papers of the same day, heavier ones come first."""
    search: Boolean = True
    """Whether the search finds it."""
    extra: dict[str, Any] = {}
    """What a source said that no field holds: kept as it is, not shown."""


class SectionForm(Form):
    """A section of a collection."""

    title: Line
    """Its heading."""
    description: Line | None = None
    """A sentence below it (inline Markdown)."""


class CollectionPaperForm(Form):
    """A paper in the list of a collection."""

    id: Slug
    """The paper."""
    section: Line | None = None
    """The section it stands in."""
    note: Line | None = None
    """What the collection says about it (inline Markdown)."""


class CollectionForm(Form):
    """The header of a collection; its introduction is the text below."""

    title: Line = Field(examples=["Reading a million tokens"])
    """The title."""
    summary: Line | None = None
    """One line about it (inline Markdown)."""
    curator: Line | None = None
    """Who keeps it."""
    order: Literal["manual", "newest", "oldest", "title"] = "manual"
    """How papers come within a section: as listed, by date, or by title."""
    sections: list[
        Annotated[
            Annotated[Line, Tag("text")] | Annotated[SectionForm, Tag("map")], Discriminator(_shape)
        ]
    ] = []
    """The sections in order: a heading, or a map with a description."""
    papers: list[
        Annotated[
            Annotated[Slug, Tag("text")] | Annotated[CollectionPaperForm, Tag("map")],
            Discriminator(_shape),
        ]
    ] = []
    """The papers in order; papers may also name the collection themselves."""
    weight: Integer = 0
    """Heavier collections come first."""


class TopicForm(Form):
    """A term of the curator's vocabulary."""

    id: Slug
    """It makes the address."""
    name: Line | None = None
    """What readers see; default: the id."""
    description: Text | None = None
    """One or two sentences (Markdown)."""
    aliases: Lines = []
    """Other words that entries may use for it."""
    parent: Slug | None = None
    """The broader topic."""


class VenueForm(Form):
    """A place where papers appear."""

    id: Slug
    """It makes the address."""
    name: Line
    """The full name."""
    acronym: Line | None = None
    """The short name, shown with the year."""
    type: Line | None = None
    """conference, journal, workshop …"""
    aliases: Lines = []
    """Other ways entries may write it."""
    url: WebAddress | None = None
    """Its home page."""


class IdentityForm(Form):
    """A person who is told apart from others or known by several names."""

    id: Slug
    """It makes the address."""
    names: Annotated[Lines, Field(min_length=1)]
    """The forms of the name as entries write it; the first one is shown."""
    orcid: Orcid | None = None
    """ORCID, checked by its last digit."""
    homepage: WebAddress | None = None
    """The person's page."""
    native: Line | None = None
    """The name in its own script."""
    not_same_as: Slugs = []
    """Identities of other people with a similar name."""


class DigestPageForm(Form):
    """The header of an introduction in content/digests, named by its period: `2026-W11.md`."""

    title: Line | None = None
    """What the digest is called beside its period."""
    curator: Line | None = None
    """The handle of who wrote it."""
    date: Date | None = None
    """When it was written or changed last, which is what readers of feeds go by."""


class FreePageForm(Form):
    """The header of a page in content/pages."""

    title: Line = Field(examples=["About"])
    """The title."""
    summary: Line | None = None
    """One line about it, for search engines and lists."""
    order: Integer = 0
    """Its place among the pages of its folder; smaller comes first."""
    menu: Literal["header", "footer", "none"] = "footer"
    """Where it is linked from; pages in folders are linked from their siblings."""
    credits: Boolean = False
    """Whether it ends with a list of those who brought and mended papers."""
