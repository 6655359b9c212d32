"""Everything of a shelf that is no paper: vocabularies, collections and free pages."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from pydantic_core import PydanticCustomError

from papershelf.content_files import ContentFile, ContentFiles
from papershelf.errors import Location, Problem
from papershelf.fields import check_slug, shown
from papershelf.forms import Form, check_form
from papershelf.load import Entry, read_bytes, read_entries
from papershelf.model import DigestPage, FreePage
from papershelf.schema import (
    CollectionForm,
    DigestPageForm,
    FreePageForm,
    IdentityForm,
    TopicForm,
    VenueForm,
)
from papershelf.text import slugify
from papershelf.urls import derived_slug
from papershelf.validate.counts import WrittenMetrics, check_metrics
from papershelf.validate.digests import digest_page
from papershelf.validate.entries import body_problems, markup_problems
from papershelf.yamltext import plain

FormT = TypeVar("FormT", bound=Form)


@dataclass(frozen=True, slots=True)
class Written(Generic[FormT]):
    """A checked form with the entry it was written in."""

    id: str
    form: FormT
    entry: Entry


@dataclass(slots=True)
class ShelfRecords:
    """The checked forms by id, and every problem found in them."""

    collections: dict[str, Written[CollectionForm]] = field(default_factory=dict)
    topics: dict[str, Written[TopicForm]] = field(default_factory=dict)
    venues: dict[str, Written[VenueForm]] = field(default_factory=dict)
    identities: dict[str, Written[IdentityForm]] = field(default_factory=dict)
    pages: dict[str, FreePage] = field(default_factory=dict)
    digests: dict[str, DigestPage] = field(default_factory=dict)
    metrics: WrittenMetrics = field(default_factory=WrittenMetrics)
    has_vocabulary: bool = False
    """Whether there is a topics.yaml, so that other topics are mistakes."""
    unreadable: set[str] = field(default_factory=set)
    """Vocabularies that could not be read: what nobody knows may be in them."""
    broken: set[tuple[str, str]] = field(default_factory=set)
    """Kinds and slugs of records with errors: they are written, if badly."""
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    taken: dict[tuple[str, str], Entry] = field(default_factory=dict)
    """Where each address is claimed: the kind of record and the slug."""


def check_shelf(files: ContentFiles, metrics: WrittenMetrics | None = None) -> ShelfRecords:
    """Read and check vocabularies, collections, pages, introductions of digests and counts.

    `metrics`: the counts, if they have been read already.
    """
    records = ShelfRecords()
    files_of = files.vocabularies
    records.has_vocabulary = "topics" in files_of
    _read_list(files_of, "topics", TopicForm, lambda f: f.id, records.topics, records)
    _read_list(files_of, "venues", VenueForm, lambda f: f.id, records.venues, records)
    _read_list(files_of, "authors", IdentityForm, lambda f: f.id, records.identities, records)
    for topic in records.topics.values():
        if topic.form.description:
            records.problems += markup_problems(
                topic.entry, ("description",), topic.form.description, block=True
            )
    for file in files.collections:
        name = unicodedata.normalize("NFC", PurePosixPath(file.path).stem)
        for entry in _entries(file.path, read_bytes(file), records):
            collection = _check(CollectionForm, entry, records)
            if collection is not None:
                records.problems += _collection_markup(entry, collection)
                _add("collections", records.collections, name, collection, entry, records)
        if name not in records.collections:
            records.broken.add(("collections", slugify(name)))
    for file in files.pages:
        for entry in _entries(file.path, read_bytes(file), records):
            page = _check(FreePageForm, entry, records)
            if page is not None:
                records.problems += body_problems(entry)
                _add_page(page, entry, records)
    for file in files.digests:
        for entry in _entries(file.path, read_bytes(file), records):
            digest = _check(DigestPageForm, entry, records)
            if digest is not None:
                records.problems += body_problems(entry)
                _add_digest(digest, entry, records)
    records.metrics = metrics if metrics is not None else check_metrics(files.metrics)
    records.problems += records.metrics.problems
    return records


def _collection_markup(entry: Entry, form: CollectionForm) -> Iterator[Problem]:
    texts: list[tuple[tuple[int | str, ...], str | None]] = [(("summary",), form.summary)]
    for index, section in enumerate(form.sections):
        if not isinstance(section, str):
            texts.append((("sections", index, "description"), section.description))
    for index, paper in enumerate(form.papers):
        if not isinstance(paper, str):
            texts.append((("papers", index, "note"), paper.note))
    for path, text in texts:
        if text:
            yield from markup_problems(entry, path, text, block=False)
    yield from body_problems(entry)


def _entries(path: str, content: bytes, records: ShelfRecords) -> list[Entry]:
    entries, problems = read_entries(content, path)
    records.problems += problems
    records.count += max(len(entries), 1)
    return entries


def _check(form: type[FormT], entry: Entry, records: ShelfRecords) -> FormT | None:
    checked, problems = check_form(form, entry.node, entry.source)
    records.problems += problems
    return checked


def _read_list(
    files: Mapping[str, ContentFile],
    name: str,
    form: type[FormT],
    identify: Callable[[FormT], str],
    target: dict[str, Written[FormT]],
    records: ShelfRecords,
) -> None:
    file = files.get(name)
    if file is None:
        return
    entries = _entries(file.path, read_bytes(file), records)
    if len(entries) == 1 and entries[0].position is None:
        if entries[0].node.value is not None:
            node = entries[0].node
            records.problems.append(
                entries[0].source.problem(
                    (node.line, node.column),
                    f"expected a list of {name}",
                    "put a - before each",
                    rule="wrong-kind",
                )
            )
            records.unreadable.add(name)
        return
    if not entries and any(problem.location.path == file.path for problem in records.problems):
        records.unreadable.add(name)
    for entry in entries:
        checked = _check(form, entry, records)
        if checked is not None:
            _add(name, target, identify(checked), checked, entry, records)
        else:
            records.broken |= {(name, slugify(word)) for word in _words(entry)}


def _words(entry: Entry) -> Iterator[str]:
    """What entries may call a record that has errors."""
    fields = entry.node.value if isinstance(entry.node.value, dict) else {}
    for key in ("id", "name", "acronym", "names", "aliases"):
        value = plain(fields[key]) if key in fields else None
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str):
                yield word


def _add(
    kind: str,
    target: dict[str, Written[FormT]],
    name: str,
    form: FormT,
    entry: Entry,
    records: ShelfRecords,
) -> None:
    by_file = kind == "collections"
    where = (1, 1) if by_file else entry.place("id")
    try:
        name = check_slug(name)
    except PydanticCustomError as error:
        context = error.context or {}
        message, hint = context["message"], context["hint"]
        if by_file:
            message, hint = f"the file name makes no id: {message}", f"rename it; {hint}"
        records.problems.append(entry.source.problem(where, message, hint, rule="wrong-value"))
        return
    key = (kind, derived_slug(name))
    other = records.taken.setdefault(key, entry)
    if other is entry:
        target[name] = Written(name, form, entry)
        return
    if by_file:
        message = f"the name {shown(name)} differs from {shown(_stem(other))} only in form"
        hint = f"both would be collections/{key[1]}/; rename one"
    else:
        message = f"the id {shown(name)} is taken"
        line, column = other.place("id")
        hint = f"{Location(other.source.path, line, column)} has the same id or address"
    records.problems.append(entry.source.problem(where, message, hint, rule="taken-id"))


def _stem(entry: Entry) -> str:
    return PurePosixPath(entry.source.path).stem


def _add_digest(form: DigestPageForm, entry: Entry, records: ShelfRecords) -> None:
    digest = digest_page(entry, form)
    if isinstance(digest, Problem):
        records.problems.append(digest)
        return
    other = records.digests.setdefault(digest.key, digest)
    if other is not digest:
        message = f"the digest {digest.key} has two introductions"
        hint = f"{other.source} is one already; remove one of them"
        records.problems.append(entry.source.problem((1, 1), message, hint, rule="taken-id"))


def _add_page(form: FreePageForm, entry: Entry, records: ShelfRecords) -> None:
    relative = PurePosixPath(entry.source.path).relative_to("content/pages").with_suffix("")
    parts = list(relative.parts[:-1])
    if relative.name != "index":
        parts.append(relative.name)
    slugs = [derived_slug(part) for part in parts]
    path = "/".join(slugs)
    if not path:
        records.problems.append(
            entry.source.problem(
                (1, 1), "index.md would replace the home page", "rename it", rule="file-name"
            )
        )
        return
    if path in records.pages:
        records.problems.append(
            entry.source.problem(
                (1, 1),
                f"the page would have the address {path}/",
                f"{records.pages[path].source} has it already; rename one",
                rule="taken-id",
            )
        )
        return
    records.pages[path] = FreePage(
        path=path,
        title=form.title,
        body=entry.body,
        summary=form.summary or "",
        order=form.order,
        menu=form.menu,
        credits=form.credits,
        source=entry.source.path,
    )
