"""Checked records → one library: what only shows when all of them lie side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from papershelf.errors import Location, Problem, Severity, did_you_mean
from papershelf.fields import shown
from papershelf.model import (
    Collection,
    CollectionPaper,
    Contributor,
    Identity,
    Library,
    Membership,
    Paper,
    Section,
    Topic,
    Venue,
)
from papershelf.names import parse_name
from papershelf.schema import CollectionForm, CollectionPaperForm, SectionForm
from papershelf.text import slugify
from papershelf.urls import derived_slug
from papershelf.validate.shelf import ShelfRecords, Written

Finder = Callable[[str, int, tuple[int | str, ...]], tuple[Location, str]]
"""Finds where a field was written, and that line: file, place in the file, path of the field."""


@dataclass(slots=True)
class Records:
    """What the files hold, before it is put together."""

    papers: Sequence[Paper]
    shelf: ShelfRecords
    static: tuple[str, ...] = ()


@dataclass(slots=True)
class _Assembly:
    records: Records
    find: Finder
    lenient: bool
    problems: list[Problem] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)
    """Ids of papers with errors."""

    def report(
        self,
        paper: Paper,
        path: tuple[int | str, ...],
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        location, excerpt = self.find(paper.source, paper.position, path)
        self.problems.append(Problem(location, message, hint, severity, excerpt))
        if severity is Severity.ERROR:
            self.bad.add(paper.id)


def assemble(records: Records, find: Finder, *, lenient: bool) -> tuple[Library, list[Problem]]:
    """The library and every problem between records.

    With `lenient`, papers with errors are left out and so is what refers to them; without it the
    library is only good for use when no problem is an error.
    """
    work = _Assembly(records, find, lenient)
    papers = _distinct(work)
    venues = _venues(work.records.shelf)
    topics = _Topics(records.shelf)
    papers = {paper.id: _resolved(work, paper, papers, topics, venues) for paper in papers.values()}
    _check_relations(work, papers)
    if lenient:
        papers = {key: paper for key, paper in papers.items() if key not in work.bad}
    collections = _collections(work, papers)
    _check_parents(work, topics)
    identities = {
        key: Identity(
            id=key,
            names=tuple(written.form.names),
            orcid=written.form.orcid or "",
            homepage=written.form.homepage or "",
            native=written.form.native or "",
            not_same_as=tuple(written.form.not_same_as),
        )
        for key, written in sorted(records.shelf.identities.items())
    }
    _check_identities(work)
    library = Library(
        papers=papers,
        collections=collections,
        topics=dict(sorted(topics.by_id.items())),
        venues=dict(sorted(venues.by_id.items())),
        identities=identities,
        pages=dict(sorted(records.shelf.pages.items())),
        static=records.static,
    )
    return library, work.problems


def _distinct(work: _Assembly) -> dict[str, Paper]:
    """Papers by id; two may share neither id, nor address, nor alias."""
    taken: dict[str, Paper] = {}
    papers: dict[str, Paper] = {}
    ordered = sorted(work.records.papers, key=lambda p: (p.source, p.position))
    for paper in ordered:
        slug = slugify(paper.id)
        other = taken.get(slug)
        if other is not None:
            location, _ = work.find(other.source, other.position, ("id",))
            if other.id == paper.id:
                message = f"the id {shown(paper.id)} is taken"
            else:
                message = f"the id {shown(paper.id)} differs from {shown(other.id)} only in form"
            work.report(
                paper,
                ("id",),
                message,
                f"{location} has it, and both would be papers/{slug}/; give one another id",
            )
            continue
        taken[slug] = paper
        papers[paper.id] = paper
    for paper in papers.values():
        for index, alias in enumerate(paper.aliases):
            slug = slugify(alias)
            other = taken.get(slug)
            if other is not None and not (other is paper and slug != slugify(paper.id)):
                work.report(
                    paper,
                    ("aliases", index),
                    f"the alias {shown(alias)} is taken",
                    f"{other.source} has it; remove the alias",
                )
            taken.setdefault(slug, paper)
    return dict(sorted(papers.items()))


class _Topics:
    """The vocabulary: looked up by id, name or alias; open where the shelf has none."""

    def __init__(self, shelf: ShelfRecords) -> None:
        self.closed = shelf.has_vocabulary
        self.by_id: dict[str, Topic] = {}
        self.written = shelf.topics
        self._ids: dict[str, str] = {}
        for key, written in shelf.topics.items():
            form = written.form
            self.by_id[key] = Topic(
                key, form.name or key, form.description or "", form.parent or ""
            )
        for key, written in shelf.topics.items():
            for word in (key, written.form.name or key, *written.form.aliases):
                self._ids.setdefault(slugify(word), key)

    def resolve(self, word: str) -> str | None:
        slug = slugify(word)
        found = self._ids.get(slug)
        if found is None and not self.closed:
            found = derived_slug(word)
            self._ids[slug] = found
            self.by_id.setdefault(found, Topic(found, word))
        return found


@dataclass(slots=True)
class _Venues:
    by_id: dict[str, Venue]
    ids: dict[str, str]

    def resolve(self, word: str) -> str:
        """The venue that a text names; a year at its end does not make another one."""
        slug = slugify(word)
        found = self.ids.get(slug)
        if found is None:
            head, _, tail = slug.rpartition("-")
            if head and len(tail) == 4 and tail.isdecimal():
                found = self.ids.get(head)
        if found is None:
            found = derived_slug(word)
            self.by_id.setdefault(found, Venue(found, word))
        self.ids.setdefault(slug, found)
        return found


def _venues(shelf: ShelfRecords) -> _Venues:
    venues = _Venues({}, {})
    for key, written in shelf.venues.items():
        form = written.form
        venues.by_id[key] = Venue(
            key, form.name, form.acronym or "", form.type or "", form.url or ""
        )
        for word in (key, form.name, form.acronym, *form.aliases):
            if word:
                venues.ids.setdefault(slugify(word), key)
    return venues


def _resolved(
    work: _Assembly, paper: Paper, papers: Mapping[str, Paper], topics: _Topics, venues: _Venues
) -> Paper:
    """The paper with ids in place of the words it used; unknown ones are reported."""
    shelf = work.records.shelf
    changes: dict[str, object] = {}
    ids: list[str] = []
    for index, word in enumerate(paper.topics):
        found = topics.resolve(word)
        if found is None:
            hint = did_you_mean(word, [*shelf.topics], noun="topics")
            work.report(paper, ("topics", index), f"unknown topic {shown(word)}", hint)
        else:
            ids.append(found)
    resolved = tuple(dict.fromkeys(ids))
    if resolved != paper.topics:
        changes["topics"] = resolved
    if paper.venue:
        venue = venues.resolve(paper.venue)
        if venue != paper.venue:
            changes["venue"] = venue
    if paper.collections:
        known = _check_memberships(work, paper)
        if known != paper.collections:
            changes["collections"] = known
    for name in ("authors", "editors"):
        people: tuple[Contributor, ...] = getattr(paper, name)
        if any(person.id for person in people):
            changes[name] = tuple(
                _identified(work, paper, (name, index), person)
                for index, person in enumerate(people)
            )
    if work.lenient and paper.relations:
        changes["relations"] = tuple(
            relation for relation in paper.relations if not relation.id or relation.id in papers
        )
    return msgspec.structs.replace(paper, **changes) if changes else paper


def _check_memberships(work: _Assembly, paper: Paper) -> tuple[Membership, ...]:
    collections = work.records.shelf.collections
    known: list[Membership] = []
    for index, member in enumerate(paper.collections):
        written = collections.get(member.collection)
        if written is None:
            hint = did_you_mean(member.collection, [*collections], noun="collections")
            message = f"unknown collection {shown(member.collection)}"
            work.report(paper, ("collections", index, "id"), message, hint)
            continue
        titles = [_section(section).title for section in written.form.sections]
        if member.section and titles and member.section not in titles:
            hint = did_you_mean(member.section, titles, noun="sections")
            message = f"unknown section {shown(member.section)} of {shown(member.collection)}"
            work.report(paper, ("collections", index, "section"), message, hint)
        known.append(member)
    return tuple(known)


def _identified(
    work: _Assembly, paper: Paper, path: tuple[int | str, ...], person: Contributor
) -> Contributor:
    if not person.id:
        return person
    written = work.records.shelf.identities.get(person.id)
    if written is None:
        known = [*work.records.shelf.identities]
        hint = did_you_mean(person.id, known, noun="identities in authors.yaml")
        work.report(paper, (*path, "id"), f"unknown author id {shown(person.id)}", hint)
        return person
    if person.name.display:
        return person
    return msgspec.structs.replace(person, name=parse_name(written.form.names[0]))


def _check_relations(work: _Assembly, papers: Mapping[str, Paper]) -> None:
    for paper in papers.values():
        for index, relation in enumerate(paper.relations):
            if relation.id and relation.id not in papers:
                hint = did_you_mean(relation.id, [*papers], noun="papers")
                message = f"relation to an unknown paper {shown(relation.id)}"
                work.report(paper, ("relations", index, "id"), message, hint)
        for index, reference in enumerate(paper.references):
            if reference.id and reference.id not in papers:
                hint = did_you_mean(reference.id, [*papers], noun="papers")
                message = f"reference to an unknown paper {shown(reference.id)}"
                work.report(paper, ("references", index, "id"), message, hint)


def _section(section: str | SectionForm) -> Section:
    if isinstance(section, str):
        return Section(section)
    return Section(section.title, section.description or "")


def _collections(work: _Assembly, papers: Mapping[str, Paper]) -> dict[str, Collection]:
    members: dict[str, list[tuple[Paper, Membership]]] = {}
    for paper in papers.values():
        for member in paper.collections:
            members.setdefault(member.collection, []).append((paper, member))
    return {
        key: _collection(work, written, members.get(key, []), papers)
        for key, written in sorted(work.records.shelf.collections.items())
    }


def _collection(
    work: _Assembly,
    written: Written[CollectionForm],
    members: Iterable[tuple[Paper, Membership]],
    papers: Mapping[str, Paper],
) -> Collection:
    form, entry = written.form, written.entry
    sections = tuple(_section(section) for section in form.sections)
    titles = [section.title for section in sections]
    placed: dict[str, tuple[int, CollectionPaper]] = {}
    own_order: dict[str, int] = {}
    for index, item in enumerate(form.papers):
        listed = item if isinstance(item, CollectionPaperForm) else CollectionPaperForm(id=item)
        place = entry.place("papers", index, "id")
        if listed.id not in papers:
            if work.lenient and any(p.id == listed.id for p in work.records.papers):
                continue
            hint = did_you_mean(listed.id, [*papers], noun="papers")
            message = f"unknown paper {shown(listed.id)}"
            work.problems.append(entry.source.problem(place, message, hint))
            continue
        if listed.id in placed:
            message = f"the paper {shown(listed.id)} stands twice"
            work.problems.append(entry.source.problem(place, message, "remove one of them"))
            continue
        if listed.section and titles and listed.section not in titles:
            hint = did_you_mean(listed.section, titles, noun="sections")
            where = entry.place("papers", index, "section")
            message = f"unknown section {shown(listed.section)}"
            work.problems.append(entry.source.problem(where, message, hint))
        placed[listed.id] = (
            index,
            CollectionPaper(listed.id, listed.section or "", listed.note or ""),
        )
    for paper, member in members:
        if member.order is not None:
            own_order[paper.id] = member.order
        index, listed_paper = placed.get(paper.id, (len(form.papers), CollectionPaper(paper.id)))
        placed[paper.id] = (
            index,
            # What the collection says itself outweighs what an entry says of it.
            CollectionPaper(
                paper.id,
                listed_paper.section or member.section,
                listed_paper.note or member.note,
            ),
        )
    by_title = {title: place for place, title in enumerate(titles)}
    for _, member_paper in sorted(placed.values(), key=lambda pair: (pair[0], pair[1].paper)):
        section = member_paper.section
        if section not in by_title:
            # Papers outside every section come first when they name none, else after the others.
            by_title[section] = len(by_title) if section else -1

    def rank(pair: tuple[int, CollectionPaper]) -> tuple[int, int, int, str]:
        index, item = pair
        return (by_title[item.section], own_order.get(item.paper, 0), index, item.paper)

    ordered = sorted(placed.values(), key=rank)
    if form.order != "manual":
        ordered = _by_order(form.order, ordered, papers)
        ordered.sort(key=lambda pair: by_title[pair[1].section])
    return Collection(
        id=written.id,
        title=form.title,
        summary=form.summary or "",
        curator=form.curator or "",
        introduction=entry.body,
        sections=sections,
        papers=tuple(item for _, item in ordered),
        weight=form.weight,
        source=entry.source.path,
    )


def _by_order(
    order: str, items: list[tuple[int, CollectionPaper]], papers: Mapping[str, Paper]
) -> list[tuple[int, CollectionPaper]]:
    def key(pair: tuple[int, CollectionPaper]) -> tuple[str, str]:
        paper = papers[pair[1].paper]
        if order == "title":
            return (slugify(paper.title), paper.id)
        return (paper.date or f"{paper.year:04}", paper.id)

    return sorted(items, key=key, reverse=order == "newest")


def _check_parents(work: _Assembly, topics: _Topics) -> None:
    for key, written in topics.written.items():
        parent = written.form.parent
        if not parent:
            continue
        place = written.entry.place("parent")
        if parent not in topics.by_id:
            hint = did_you_mean(parent, [*topics.by_id], noun="topics")
            message = f"unknown topic {shown(parent)}"
            work.problems.append(written.entry.source.problem(place, message, hint))
            continue
        seen = {key}
        while parent and parent in topics.by_id:
            if parent in seen:
                message = f"the topic {shown(key)} would be broader than itself"
                work.problems.append(
                    written.entry.source.problem(place, message, "break the circle of parents")
                )
                break
            seen.add(parent)
            parent = topics.by_id[parent].parent


def _check_identities(work: _Assembly) -> None:
    identities = work.records.shelf.identities
    names: dict[str, str] = {}
    for key, written in identities.items():
        for index, name in enumerate(written.form.names):
            other = names.setdefault(parse_name(name).display, key)
            apart = key in identities[other].form.not_same_as or other in written.form.not_same_as
            if other != key and not apart:
                place = written.entry.place("names", index)
                message = f"the name {shown(name)} belongs to {shown(other)} too"
                hint = "tell them apart with not_same_as, and name the id in the entries"
                work.problems.append(written.entry.source.problem(place, message, hint))
        for index, other in enumerate(written.form.not_same_as):
            if other not in identities:
                place = written.entry.place("not_same_as", index)
                hint = did_you_mean(other, [*identities], noun="identities")
                message = f"unknown author id {shown(other)}"
                work.problems.append(written.entry.source.problem(place, message, hint))
