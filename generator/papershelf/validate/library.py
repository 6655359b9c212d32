"""Checked records → one library: what only shows when all of them lie side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

import msgspec

from papershelf.errors import Problem, Severity, did_you_mean
from papershelf.fields import shown
from papershelf.load import Entry
from papershelf.model import (
    Contributor,
    Identity,
    Library,
    Membership,
    Paper,
    Reference,
    Topic,
    Venue,
)
from papershelf.names import Name, parse_name
from papershelf.text import slugify
from papershelf.urls import derived_slug
from papershelf.validate.assembly import Assembly, Finder, Records
from papershelf.validate.collections import collections_of, section_of
from papershelf.validate.counts import metrics_of
from papershelf.validate.digests import unseen_digests
from papershelf.validate.static_links import check_static
from papershelf.yamltext import plain

DEEPEST_TOPIC: Final = 20
"""Levels of topics, the broadest included: pages show them within each other."""


def assemble(
    records: Records, find: Finder, *, lenient: bool, before: Library | None = None
) -> tuple[Library, list[Problem]]:
    """The library and every problem between records.

    With `lenient`, papers with errors are left out and so is what refers to them; without it the
    library is only good for use when no problem is an error. Papers of unchanged records that come
    out as in the library of `before` are its very objects: what they keep and what compares them
    goes on.
    """
    work = Assembly(records, find, lenient)
    work.static = frozenset(f"static/{path}" for path in records.static)
    written = _distinct(work)
    venues = _venues(work)
    topics = _Topics(work)
    papers = {paper.id: _resolved(work, paper, topics, venues) for paper in written.values()}
    salvaged = [_resolved(work, paper, topics, venues) for paper in records.salvaged]
    for paper in (*papers.values(), *salvaged):
        check_static(work, paper)
        _check_relations(work, paper, papers)
    if lenient:
        kept = {
            key: paper
            for key, paper in papers.items()
            if (paper.source, paper.position) not in work.bad
        }
        papers = {key: _without_loose_ends(paper, kept) for key, paper in kept.items()}
    if before is not None:
        papers = _as_before(papers, before.papers)
    collections = collections_of(work, papers, known=written)
    _check_parents(work, topics)
    _check_depth(work, topics)
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
    left_out = records.broken | (written.keys() - papers.keys())
    metrics, uncounted = metrics_of(records.shelf.metrics, papers, known=left_out)
    work.problems += uncounted
    work.problems += unseen_digests(records.shelf.digests, papers.values())
    library = Library(
        papers=papers,
        collections=collections,
        topics=dict(sorted(topics.by_id.items())),
        venues=dict(sorted(venues.by_id.items())),
        identities=identities,
        pages=dict(sorted(records.shelf.pages.items())),
        digests=dict(sorted(records.shelf.digests.items())),
        static=records.static,
        metrics=metrics,
    )
    return library, work.problems


def _as_before(papers: Mapping[str, Paper], before: Mapping[str, Paper]) -> dict[str, Paper]:
    """The papers, those of before in place of their equals."""
    return {
        key: old
        if (old := before.get(key)) is not None
        # Equal numbers of unknown fields may differ in kind: only the same map is the same.
        and (old is paper or (old.extra is paper.extra and old == paper))
        else paper
        for key, paper in papers.items()
    }


def _distinct(work: Assembly) -> dict[str, Paper]:
    """Papers by id; two may share neither id, nor address, nor alias."""
    taken: dict[str, Paper] = {}
    papers: dict[str, Paper] = {}
    ordered = sorted(work.records.papers, key=attrgetter("source", "position"))
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
                rule="taken-id",
            )
            continue
        taken[slug] = paper
        papers[paper.id] = paper
    for paper in papers.values():
        for index, alias in enumerate(paper.aliases):
            slug = slugify(alias)
            other = taken.get(slug)
            # Its own id in front of others says that it has been its name from the first.
            is_own = other is paper and (slug != slugify(paper.id) or index == 0)
            if other is not None and not is_own:
                work.report(
                    paper,
                    ("aliases", index),
                    f"the alias {shown(alias)} is taken",
                    f"{other.source} has it; remove the alias",
                    rule="taken-id",
                )
            taken.setdefault(slug, paper)
    return {key: papers[key] for key in sorted(papers)}


class _Topics:
    """The vocabulary: looked up by id, name or alias; open where the shelf has none."""

    def __init__(self, work: Assembly) -> None:
        shelf = work.records.shelf
        self.closed = shelf.has_vocabulary
        self.written = shelf.topics
        self.by_id = {
            key: Topic(
                key,
                written.form.name or key,
                written.form.description or "",
                written.form.parent or "",
            )
            for key, written in shelf.topics.items()
        }
        words = [
            (key, written.entry, [*_given_name(written.form.name), *written.form.aliases])
            for key, written in shelf.topics.items()
        ]
        self._ids = _index(work, words)

    def resolve(self, word: str) -> str | None:
        found = self._ids.get(_word(word))
        if found is None and not self.closed:
            found = self.add(word)
        return found

    def add(self, word: str) -> str:
        """A topic for a word that no vocabulary holds."""
        found = derived_slug(word)
        self._ids[_word(word)] = found
        self.by_id.setdefault(found, Topic(found, word))
        return found


@dataclass(slots=True)
class _Venues:
    by_id: dict[str, Venue]
    declared: dict[str, str]
    """The venues of venues.yaml by each of their words."""
    resolved: dict[str, str] = field(default_factory=dict)
    """What earlier papers' words have led to."""

    def resolve(self, word: str) -> str:
        """The venue that a text names; a year at its end does not make another one."""
        found = self.resolved.get(word)
        if found is None:
            found = self.resolved[word] = self._find(word)
        return found

    def _find(self, word: str) -> str:
        slug = _word(word)
        found = self.declared.get(slug)
        if found is None:
            head, _, tail = slug.rpartition("-")
            if head and len(tail) == 4 and tail.isdecimal():
                found = self.declared.get(head)
        if found is None:
            found = derived_slug(word)
            self.by_id.setdefault(found, Venue(found, word))
        return found


def _venues(work: Assembly) -> _Venues:
    venues = {
        key: Venue(
            key,
            written.form.name,
            written.form.acronym or "",
            written.form.type or "",
            written.form.url or "",
        )
        for key, written in work.records.shelf.venues.items()
    }
    words = [
        (
            key,
            written.entry,
            [written.form.name, *_given_name(written.form.acronym), *written.form.aliases],
        )
        for key, written in work.records.shelf.venues.items()
    ]
    return _Venues(venues, _index(work, words))


def _given_name(name: str | None) -> list[str]:
    return [name] if name else []


def _path_of(entry: Entry, word: str) -> tuple[int | str, ...]:
    """The field of a vocabulary in which a word stands."""
    fields = plain(entry.node)
    aliases = fields.get("aliases", [])
    for index, alias in enumerate(aliases if isinstance(aliases, list) else [aliases]):
        if alias == word:
            return ("aliases", index)
    return ("acronym",) if fields.get("acronym") == word else ("name",)


def _word(text: str) -> str:
    """What makes two words one; signs alone stand for themselves."""
    return slugify(text) or text


def _index(work: Assembly, words: Sequence[tuple[str, Entry, Sequence[str]]]) -> dict[str, str]:
    """Records by their words. Ids come before names and aliases, which may belong to one only."""
    index = {_word(key): key for key, _, _ in words}
    for key, entry, names in words:
        for name in names:
            other = index.setdefault(_word(name), key)
            if other != key:
                place = entry.place(*_path_of(entry, name))
                message = f"{shown(name)} already stands for {shown(other)}"
                hint = "say so in one place only: no entry can mean this one by it"
                work.problems.append(
                    entry.source.problem(place, message, hint, Severity.WARNING, rule="twice")
                )
    return index


def _resolved(work: Assembly, paper: Paper, topics: _Topics, venues: _Venues) -> Paper:
    """The paper with ids in place of the words it used; unknown ones are reported."""
    shelf = work.records.shelf
    changes: dict[str, object] = {}
    ids: list[str] = []
    for index, word in enumerate(paper.topics):
        found = topics.resolve(word)
        if found is None and work.is_broken("topics", word):
            found = topics.add(word)
        if found is None:
            hint = did_you_mean(word, [*shelf.topics], noun="topics")
            work.report(
                paper, ("topics", index), f"unknown topic {shown(word)}", hint, rule="unknown-topic"
            )
        else:
            ids.append(found)
    if ids or paper.topics:
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
    for name, people in (("authors", paper.authors), ("editors", paper.editors)):
        if [person for person in people if person.id]:
            changes[name] = tuple(
                _identified(work, paper, (name, index), person)
                for index, person in enumerate(people)
            )
    return msgspec.structs.replace(paper, **changes) if changes else paper


def _check_memberships(work: Assembly, paper: Paper) -> tuple[Membership, ...]:
    collections = work.records.shelf.collections
    known: list[Membership] = []
    for index, member in enumerate(paper.collections):
        written = collections.get(member.collection)
        if written is None:
            if work.is_broken("collections", member.collection):
                continue
            hint = did_you_mean(member.collection, [*collections], noun="collections")
            message = f"unknown collection {shown(member.collection)}"
            work.report(
                paper, ("collections", index, "id"), message, hint, rule="unknown-collection"
            )
            continue
        titles = [section_of(section).title for section in written.form.sections]
        if member.section and titles and member.section not in titles:
            hint = did_you_mean(member.section, titles, noun="sections")
            message = f"unknown section {shown(member.section)} of {shown(member.collection)}"
            work.report(
                paper, ("collections", index, "section"), message, hint, rule="unknown-section"
            )
        known.append(member)
    return tuple(known)


def _identified(
    work: Assembly, paper: Paper, path: tuple[int | str, ...], person: Contributor
) -> Contributor:
    if not person.id:
        return person
    written = work.records.shelf.identities.get(person.id)
    if written is None:
        known = [*work.records.shelf.identities]
        if work.is_broken("authors", person.id):
            name = person.name if person.name.display else Name(literal=person.id)
            return msgspec.structs.replace(person, id="", name=name)
        hint = did_you_mean(person.id, known, noun="identities in authors.yaml")
        work.report(
            paper,
            (*path, "id"),
            f"unknown author id {shown(person.id)}",
            hint,
            rule="unknown-author",
        )
        return person
    if person.name.display:
        return person
    return msgspec.structs.replace(person, name=parse_name(written.form.names[0]))


def _check_relations(work: Assembly, paper: Paper, papers: Mapping[str, Paper]) -> None:
    for index, relation in enumerate(paper.relations):
        if relation.id and not _is_written(work, relation.id, papers):
            hint = did_you_mean(relation.id, [*papers], noun="papers")
            message = f"relation to an unknown paper {shown(relation.id)}"
            work.report(
                paper, ("relations", index, "id"), message, hint, work.pruned, rule="unknown-paper"
            )
        elif relation.id == paper.id:
            message = "the paper has a relation to itself"
            hint = "name the other paper, or remove the relation"
            work.report(
                paper, ("relations", index, "id"), message, hint, work.pruned, rule="unknown-paper"
            )
    for index, reference in enumerate(paper.references):
        if reference.id and not _is_written(work, reference.id, papers):
            hint = did_you_mean(reference.id, [*papers], noun="papers")
            message = f"reference to an unknown paper {shown(reference.id)}"
            work.report(
                paper, ("references", index, "id"), message, hint, work.pruned, rule="unknown-paper"
            )


def _is_written(work: Assembly, paper_id: str, papers: Mapping[str, Paper]) -> bool:
    return paper_id in papers or paper_id in work.records.broken


def _without_loose_ends(paper: Paper, papers: Mapping[str, Paper]) -> Paper:
    """The paper without what refers to papers that were left out."""
    relations = tuple(
        relation
        for relation in paper.relations
        if not relation.id or (relation.id in papers and relation.id != paper.id)
    )
    references = tuple(
        reference if not reference.id or reference.id in papers else _unbound(reference)
        for reference in paper.references
    )
    references = tuple(r for r in references if r.text or r.doi or r.url or r.id)
    if (relations, references) == (paper.relations, paper.references):
        return paper
    return msgspec.structs.replace(paper, relations=relations, references=references)


def _unbound(reference: Reference) -> Reference:
    return msgspec.structs.replace(reference, id="")


def _check_parents(work: Assembly, topics: _Topics) -> None:
    for key, written in topics.written.items():
        parent = written.form.parent
        if not parent:
            continue
        if parent not in topics.by_id:
            if not work.is_broken("topics", parent):
                hint = did_you_mean(parent, [*topics.written], noun="topics")
                message = f"unknown topic {shown(parent)}"
                work.report_written(written.entry, ("parent",), message, hint, rule="unknown-topic")
            topics.by_id[key] = msgspec.structs.replace(topics.by_id[key], parent="")
        elif key in _broader(topics, key):
            message = f"the topic {shown(key)} would be broader than itself"
            hint = "break the circle of parents"
            work.report_written(written.entry, ("parent",), message, hint, rule="topic-tree")
    if work.lenient:
        for key in topics.written:
            if key in _broader(topics, key):
                topics.by_id[key] = msgspec.structs.replace(topics.by_id[key], parent="")


def _check_depth(work: Assembly, topics: _Topics) -> None:
    """Report the first topics that lie too deep; leniently each begins a tree of its own."""
    depths = {key: len(_broader(topics, key)) for key in topics.written}
    for key, depth in depths.items():
        if depth == DEEPEST_TOPIC and key not in _broader(topics, key):
            message = f"the topic {shown(key)} has {depth} topics above it"
            hint = f"a tree has at most {DEEPEST_TOPIC} levels; give it a broader parent"
            work.report_written(
                topics.written[key].entry, ("parent",), message, hint, rule="topic-tree"
            )
    if work.lenient:
        for key, depth in depths.items():
            if depth and depth % DEEPEST_TOPIC == 0:
                topics.by_id[key] = msgspec.structs.replace(topics.by_id[key], parent="")


def _broader(topics: _Topics, key: str) -> set[str]:
    """The topics above a topic; itself among them if they go in a circle."""
    found: set[str] = set()
    parent = topics.by_id[key].parent
    while parent and parent not in found and parent in topics.by_id:
        found.add(parent)
        parent = topics.by_id[parent].parent
    return found


def _check_identities(work: Assembly) -> None:
    identities = work.records.shelf.identities
    names: dict[str, str] = {}
    for key, written in identities.items():
        for index, name in enumerate(written.form.names):
            other = names.setdefault(parse_name(name).display, key)
            apart = key in identities[other].form.not_same_as or other in written.form.not_same_as
            if other != key and not apart:
                message = f"the name {shown(name)} belongs to {shown(other)} too"
                hint = "tell them apart with not_same_as, and name the id in the entries"
                work.report_written(
                    written.entry, ("names", index), message, hint, rule="shared-name"
                )
        for index, other in enumerate(written.form.not_same_as):
            if other not in identities and not work.is_broken("authors", other):
                hint = did_you_mean(other, [*identities], noun="identities")
                message = f"unknown author id {shown(other)}"
                work.report_written(
                    written.entry, ("not_same_as", index), message, hint, rule="unknown-author"
                )
