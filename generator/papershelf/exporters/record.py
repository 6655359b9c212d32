"""A paper as a line of JSON Lines: what its page shows, as typed fields; their schema is public.

Names and meanings of fields stay; new ones may come. A field that says nothing is left out.
"""

from typing import Annotated, Final, get_args

import msgspec
from msgspec import Meta

from papershelf.schema import PaperType, RelationType, Status

_DAY: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"

PartialDay = Annotated[str, Meta(pattern=_DAY, description="YYYY, YYYY-MM or YYYY-MM-DD.")]
Address = Annotated[
    str,
    Meta(description="A web address; of what the site holds a path from its root if it has none."),
]
Markdown = Annotated[str, Meta(description="Markdown with $maths$, as the curator wrote it.")]
Inline = Annotated[str, Meta(description="Markdown with $maths$, on one line.")]


class PersonRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An author or editor; a group, or a name without parts, has `literal` only."""

    name: Annotated[str, Meta(description="The whole name as on a title page.")]
    given: str = ""
    particle: Annotated[str, Meta(description='Before the family name: "van", "de la".')] = ""
    family: str = ""
    suffix: Annotated[str, Meta(description='"Jr.", "III" and so on.')] = ""
    literal: str = ""
    native: Annotated[str, Meta(description="The name in its own script.")] = ""
    orcid: str = ""
    affiliations: tuple[str, ...] = ()
    equal: Annotated[bool, Meta(description="Contributed equally.")] = False
    corresponding: bool = False


class VenueRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where the paper appeared."""

    id: str
    name: str
    acronym: str = ""
    type: Annotated[str, Meta(description='"conference", "journal" and so on.')] = ""
    url: Address = ""


class LinkRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A link to an artifact."""

    kind: Annotated[str, Meta(description='"pdf", "page", "code", "data" and so on.')]
    url: Address
    label: str = ""


class TopicRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A topic of the curator's vocabulary."""

    id: str
    name: str
    url: Address


class MembershipRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A collection that the paper is in, and what is said of it there."""

    id: str
    title: str
    url: Address
    section: str = ""
    note: Inline = ""


class AwardRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """An award, who gave it and when."""

    name: str
    by: str = ""
    year: int = 0
    url: Address = ""


class VersionRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Another version of the same paper."""

    label: str
    date: PartialDay | None = None
    url: Address = ""
    note: str = ""


class RelationRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How the paper relates to another one, read from this paper to the other."""

    type: Annotated[str, Meta(extra_json_schema={"enum": [*get_args(RelationType)]})]
    id: Annotated[str, Meta(description="Of a paper of the same site.")] = ""
    title: Inline = ""
    url: Address = ""


class ReferenceRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A work that the paper cites."""

    id: Annotated[str, Meta(description="Of a paper of the same site.")] = ""
    text: Inline = ""
    doi: str = ""
    url: Address = ""


class PictureRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A small picture, and the text that stands for it."""

    url: Address
    alt: str = ""


class PaperRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A paper of a shelf, as its page shows it."""

    id: Annotated[str, Meta(description="Never changes.")]
    url: Address
    citation_key: Annotated[str, Meta(description="The same as in BibTeX.")]
    type: Annotated[str, Meta(extra_json_schema={"enum": [*get_args(PaperType)]})]
    status: Annotated[str, Meta(extra_json_schema={"enum": [*get_args(Status)]})]
    title: Annotated[str, Meta(description="Plain text, on one line, without the subtitle.")]
    year: Annotated[int, Meta(description="Of publication.")]
    date: Annotated[PartialDay, Meta(description="Of publication, as far as it is known.")]
    title_markdown: Annotated[
        Inline, Meta(description="The title with its marks and $maths$, if it has any.")
    ] = ""
    subtitle: Inline = ""
    title_short: Inline = ""
    original_title: Inline = ""
    authors: tuple[PersonRecord, ...] = ()
    editors: tuple[PersonRecord, ...] = ()
    added: Annotated[PartialDay | None, Meta(description="When it was put on the shelf.")] = None
    venue: VenueRecord | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    series: str = ""
    event: str = ""
    place: str = ""
    ids: Annotated[
        dict[str, str], Meta(description='By their kind: "doi", "arxiv", "isbn" and so on.')
    ] = {}
    links: tuple[LinkRecord, ...] = ()
    topics: tuple[TopicRecord, ...] = ()
    keywords: Annotated[tuple[str, ...], Meta(description="The authors' words.")] = ()
    collections: tuple[MembershipRecord, ...] = ()
    summary: Annotated[Inline, Meta(description="What to take away, in a line.")] = ""
    note: Annotated[Markdown, Meta(description="The curator's note.")] = ""
    abstract: Markdown = ""
    awards: tuple[AwardRecord, ...] = ()
    versions: tuple[VersionRecord, ...] = ()
    relations: tuple[RelationRecord, ...] = ()
    references: tuple[ReferenceRecord, ...] = ()
    thumbnail: PictureRecord | None = None
    language: Annotated[str, Meta(description="BCP 47; empty for that of the site.")] = ""
    license: Annotated[str, Meta(description="SPDX.")] = ""
    featured: bool = False
    curated_by: Annotated[str, Meta(description="The name of the curator.")] = ""
    submitted_by: Annotated[str, Meta(description="The name of who suggested it.")] = ""


def record_schema() -> str:
    """The JSON Schema of a line."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A paper: one line of papers.jsonl",
        **msgspec.json.schema(PaperRecord),
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"
