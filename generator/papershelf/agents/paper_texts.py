"""The page of each paper as Markdown, for programs that read on behalf of people."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from papershelf.agents.plain import escaped, fenced, link, quoted, unmarked, written
from papershelf.markup import to_text
from papershelf.output import Pending
from papershelf.plan import Page, SitePlan, digest_of
from papershelf.plan.contexts import PaperContext
from papershelf.plan.links import LinkMap
from papershelf.plan.own_files import FILES_FOR_ALL_UP_TO, MARKDOWN_FILE
from papershelf.plan.page import keep, opened
from papershelf.plan.views import (
    CitationView,
    Fact,
    MembershipView,
    PaperCard,
    PaperDetails,
    RelatedPaper,
)
from papershelf.relate import Relations
from papershelf.text import slugify
from papershelf.urls import file_path, root_prefix
from papershelf.version import program_digest

MOST_NAMES = 100


class PaperTexts:
    """Makes them from what the pages show, so that both change together."""

    def __init__(self, plan: SitePlan, relations: Relations, links: LinkMap) -> None:
        self._plan = plan
        self._relations = relations
        self._links = links
        self._keeps = len(relations.shown) <= FILES_FOR_ALL_UP_TO
        self._shared = digest_of(program_digest(), plan.site.base_url)

    def pending(self) -> Iterator[Pending]:
        """A file for each paper with a page, where the shelf has them."""
        if not self._plan.own_files.markdown:
            return
        for paper_id in self._relations.shown:
            slug = slugify(paper_id)
            path = file_path("papers", slug)
            yield Pending(
                f"papers/{slug}/{MARKDOWN_FILE}",
                partial(self._fingerprint, path),
                partial(self._make, path),
                self._plan.papers[paper_id].source,
            )

    def _fingerprint(self, path: str) -> bytes:
        page = self._plan.page(path)
        resolved = tuple(self._links.resolve(page.source, target) for target in page.links)
        return digest_of(self._shared, page.url, page.context, resolved)

    def _make(self, path: str) -> bytes:
        page = self._plan.page(path)
        if self._keeps:
            # In a build the page itself comes next, and making views takes most of the time.
            context: PaperContext = page.context
            for view in (context.details, context.related, context.citations):
                keep(view)
        base_url = self._plan.site.base_url
        root = base_url or root_prefix(page.url)

        def address(url: str) -> str:
            return url if not url or "://" in url or url.startswith("mailto:") else root + url

        def resolve(target: str) -> str | None:
            found = self._links.resolve(page.source, target)
            return None if found is None else root + found

        lines = _lines(page, address, resolve)
        return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


_Address = Callable[[str], str]


def _lines(page: Page, address: _Address, resolve: Callable[[str], str | None]) -> Iterator[str]:
    context: PaperContext = page.context
    card: PaperCard = opened(context.paper)
    details: PaperDetails = opened(context.details)
    yield f"# {unmarked(card.title)}"
    yield ""
    for notice in details.notices:
        about = f" {_other(notice.link.label, notice.link.url, address)}" if notice.link else ""
        yield f"**{notice.text}**{about}"
        yield ""
    yield from _listed(_facts(page.url, card, details, address))
    for heading, text in (
        ("Summary", card.summary),
        ("Note", details.note),
        ("Abstract", details.abstract),
    ):
        yield from _part(heading, [*quoted(text, resolve), ""] if text else ())
    yield from _part("Citation", _citation(opened(context.citations)))
    yield from _part("Collections", _listed(_memberships(details.memberships, address)))
    yield from _part("Versions and relations", _listed(_connections(details, address)))
    yield from _part("References", _listed(_reference(f, address) for f in details.references))
    yield from _part("Related papers", _listed(_related(opened(context.related), address)))


def _part(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A part under its heading; nothing where there are no lines."""
    found = [*lines]
    if found:
        yield from (f"## {heading}", "", *found)


def _listed(items: Iterable[str]) -> Iterator[str]:
    found = [f"- {item}" for item in items]
    if found:
        yield from (*found, "")


def _facts(url: str, card: PaperCard, details: PaperDetails, address: _Address) -> Iterator[str]:
    if details.subtitle:
        yield f"Subtitle: {unmarked(details.subtitle)}"
    for people in details.people:
        names = [person.name for person in (*people.first, *people.rest)]
        more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
        yield f"{people.role}: {', '.join(map(escaped, names[:MOST_NAMES]))}{more}"
    yield f"Type: {details.kind}"
    if card.venue:
        yield f"Venue: {escaped(card.venue.label)}{_in_brackets(details.venue_name)}"
    yield f"Published: {details.published.iso if details.published else card.year}"
    if details.added:
        yield f"On the shelf since: {details.added.iso}"
    for fact in (*details.identifiers, *details.facts):
        yield f"{escaped(fact.label)}: {link(fact.value, address(fact.url))}"
    for award in details.awards:
        yield f"Award: {link(award.label, address(award.url))}{_in_brackets(award.value)}"
    for resource in details.resources:
        yield f"{escaped(resource.label)}: <{written(address(resource.url))}>"
    if card.topics:
        yield f"Topics: {', '.join(link(topic.label, address(topic.url)) for topic in card.topics)}"
    if details.keywords:
        yield f"Keywords: {', '.join(escaped(word.label) for word in details.keywords)}"
    for count in details.counts:
        yield f"{escaped(count.label)}: {escaped(count.value)}"
    yield f"Page: <{written(address(url))}>"


def _in_brackets(text: str) -> str:
    return f" ({escaped(text)})" if text else ""


def _other(label: str, url: str, address: _Address) -> str:
    """A link, its label in Markdown, to another paper as Markdown or to elsewhere."""
    # The same setting gives all papers such a file, or none.
    file = MARKDOWN_FILE if url.startswith("papers/") else ""
    return link(to_text(label), address(url) + file)


def _citation(citations: Sequence[CitationView]) -> Iterator[str]:
    for citation in citations:
        if citation.format == "bibtex":
            yield from (*fenced(citation.text, "bibtex"), "")


def _memberships(memberships: Iterable[MembershipView], address: _Address) -> Iterator[str]:
    for item in memberships:
        place = ", ".join(map(escaped, filter(None, (item.section, item.place))))
        note = f": {unmarked(item.note)}" if item.note else ""
        yield f"{link(item.collection.label, address(item.collection.url))} ({place}){note}"


def _connections(details: PaperDetails, address: _Address) -> Iterator[str]:
    for fact in details.relations:
        yield f"{escaped(fact.label)}: {_other(fact.value, fact.url, address)}"
    for version in details.versions:
        yield f"{link(version.label, address(version.url))}{_in_brackets(to_text(version.value))}"


def _reference(fact: Fact, address: _Address) -> str:
    return _other(fact.value, fact.url, address)


def _related(related: Iterable[RelatedPaper], address: _Address) -> Iterator[str]:
    for paper in related:
        why = f": {escaped(paper.why)}" if paper.why else ""
        yield f"{_other(paper.title, paper.url, address)}{_in_brackets(paper.facts)}{why}"
