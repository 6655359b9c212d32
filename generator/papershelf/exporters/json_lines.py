"""Papers as JSON Lines: an object in each line, with all that the page of the paper shows."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

import msgspec

from papershelf.exporters.exporter import Exported, Exporter, Size
from papershelf.exporters.record import (
    AwardRecord,
    LinkRecord,
    MembershipRecord,
    PaperRecord,
    PersonRecord,
    PictureRecord,
    ReferenceRecord,
    RelationRecord,
    TopicRecord,
    VenueRecord,
    VersionRecord,
)
from papershelf.markup import to_text
from papershelf.markup.parse import clean
from papershelf.model import Contributor, Reference, Relation, Venue
from papershelf.relate import publication_key
from papershelf.text import slugify
from papershelf.urls import site_path, stored_address, web_address

SCHEMA_FILE: Final = "papers.schema.json"
"""What the schema of a line is called, at the root of the site."""
# Some programs end a line at these too.
_LINE_ENDS: Final = tuple((sign, f"\\u{ord(sign):04x}") for sign in "\u0085\u2028\u2029")


def _line(paper: Exported) -> str:
    record = _record(paper)
    try:
        text = msgspec.json.encode(record).decode()
    except UnicodeEncodeError:
        text = msgspec.json.encode(_cleaned(msgspec.to_builtins(record))).decode()
    if not text.isascii():
        for sign, code in _LINE_ENDS:
            text = text.replace(sign, code)
    return f"{text}\n"


def _cleaned(value: Any) -> Any:
    """The value without halves of surrogate pairs, which have no UTF-8."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, (list, tuple)) else value


def _record(exported: Exported) -> PaperRecord:
    paper, root = exported.paper, exported.root
    stored = partial(stored_address, root=root)
    title = to_text(paper.title)
    people = tuple(_people((*paper.authors, *paper.editors), exported.people))
    return PaperRecord(
        id=paper.id,
        url=exported.url,
        citation_key=exported.key,
        type=paper.type,
        status=paper.status,
        title=title,
        year=paper.year,
        date=publication_key(paper),
        title_markdown=paper.title if paper.title != title else "",
        subtitle=paper.subtitle,
        title_short=paper.title_short,
        original_title=paper.original_title,
        authors=people[: len(paper.authors)],
        editors=people[len(paper.authors) :],
        added=paper.added or None,
        venue=_venue(exported.venue),
        volume=paper.volume,
        issue=paper.issue,
        pages=paper.pages,
        publisher=paper.publisher,
        series=paper.series,
        event=paper.event,
        place=paper.place,
        ids=paper.ids,
        links=tuple(LinkRecord(link.kind, stored(link.url), link.label) for link in paper.links),
        topics=tuple(
            TopicRecord(topic, name, _page(root, "topics", topic))
            for topic, name in zip(paper.topics, exported.topics, strict=True)
        ),
        keywords=paper.keywords,
        collections=tuple(
            MembershipRecord(key, title, _page(root, "collections", key), item.section, item.note)
            for title, (key, item) in zip(exported.collections, exported.memberships, strict=True)
        ),
        summary=paper.summary,
        note=paper.note,
        abstract=paper.abstract,
        awards=tuple(
            AwardRecord(award.name, award.by, award.year, web_address(award.url))
            for award in paper.awards
        ),
        versions=tuple(
            VersionRecord(item.label, item.date or None, stored(item.url), item.note)
            for item in paper.versions
        ),
        relations=tuple(_relations(exported)),
        references=tuple(_references(exported)),
        thumbnail=PictureRecord(stored(paper.thumbnail.path), paper.thumbnail.alt)
        if paper.thumbnail
        else None,
        language=paper.language,
        license=paper.license,
        featured=paper.featured,
        curated_by=exported.curated_by,
        submitted_by=exported.submitted_by,
    )


def _page(root: str, section: str, key: str) -> str:
    return f"{root}{site_path(section, slugify(key))}"


def _people(
    contributors: tuple[Contributor, ...], known: tuple[tuple[str, str], ...]
) -> Iterator[PersonRecord]:
    for place, contributor in enumerate(contributors):
        name = contributor.name
        orcid, native = known[place] if known else ("", "")
        yield PersonRecord(
            name.display,
            name.given,
            name.particle,
            name.family,
            name.suffix,
            name.literal,
            contributor.native or native,
            contributor.orcid or orcid,
            contributor.affiliations,
            contributor.equal,
            contributor.corresponding,
        )


def _venue(venue: Venue | None) -> VenueRecord | None:
    if venue is None:
        return None
    return VenueRecord(venue.id, venue.name, venue.acronym, venue.type, web_address(venue.url))


def _relations(exported: Exported) -> Iterator[RelationRecord]:
    for relation in exported.paper.relations:
        is_there = relation.id in exported.named
        # Of a draft nothing is told.
        if is_there or relation.title or relation.url:
            yield RelationRecord(
                relation.type,
                relation.id if is_there else "",
                relation.title,
                _target(exported, relation),
            )


def _target(exported: Exported, item: Relation | Reference) -> str:
    if item.id in exported.named:
        return _page(exported.root, "papers", item.id)
    return web_address(item.url)


def _references(exported: Exported) -> Iterator[ReferenceRecord]:
    for item in exported.paper.references:
        is_there = item.id in exported.named
        if is_there or item.text or item.doi or item.url:
            yield ReferenceRecord(
                item.id if is_there else "", item.text, item.doi, _target(exported, item)
            )


JSON_LINES = Exporter(
    name="jsonl",
    label="JSON Lines",
    file="papers.jsonl",
    paper_file="",
    media_type="application/jsonl",
    piece=_line,
    asks_who=True,
    is_kept=False,
    # Names stand in it twice: whole and in parts.
    size=Size(record=1.8, texts=1.2, lists=1, each=350),
)
