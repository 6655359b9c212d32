"""Everything of a shelf that is no paper: vocabularies, collections and free pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from pydantic_core import PydanticCustomError

from papershelf.errors import Location, Problem
from papershelf.fields import check_slug, shown
from papershelf.forms import Form, check_form
from papershelf.load import ContentFile, ContentFiles, Entry, read_bytes, read_entries
from papershelf.model import FreePage
from papershelf.schema import CollectionForm, FreePageForm, IdentityForm, TopicForm, VenueForm
from papershelf.urls import derived_slug
from papershelf.validate.entries import body_problems, markup_problems

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
    has_vocabulary: bool = False
    """Whether there is a topics.yaml, so that other topics are mistakes."""
    problems: list[Problem] = field(default_factory=list)
    count: int = 0


def check_shelf(files: ContentFiles) -> ShelfRecords:
    """Read and check vocabularies, collections and pages; none of them is large."""
    records = ShelfRecords()
    files_of = files.vocabularies
    records.has_vocabulary = "topics" in files_of
    _read_list(files_of, "topics", TopicForm, lambda f: f.id, records.topics, records)
    _read_list(files_of, "venues", VenueForm, lambda f: f.id, records.venues, records)
    _read_list(files_of, "authors", IdentityForm, lambda f: f.id, records.identities, records)
    for topic in records.topics.values():
        if topic.form.description:
            records.problems += markup_problems(
                topic.entry, "description", topic.form.description, block=True
            )
    for file in files.collections:
        for entry in _entries(file.path, read_bytes(file), records):
            collection = _check(CollectionForm, entry, records)
            if collection is not None:
                records.problems += body_problems(entry)
                name = PurePosixPath(file.path).stem
                _add(records.collections, name, collection, entry, records, where=(1, 1))
    for file in files.pages:
        for entry in _entries(file.path, read_bytes(file), records):
            page = _check(FreePageForm, entry, records)
            if page is not None:
                records.problems += body_problems(entry)
                _add_page(page, entry, records)
    return records


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
                    (node.line, node.column), f"expected a list of {name}", "put a - before each"
                )
            )
        return
    for entry in entries:
        checked = _check(form, entry, records)
        if checked is not None:
            where = entry.place("id")
            _add(target, identify(checked), checked, entry, records, where=where)


def _add(
    target: dict[str, Written[FormT]],
    name: str,
    form: FormT,
    entry: Entry,
    records: ShelfRecords,
    *,
    where: tuple[int, int],
) -> None:
    try:
        name = check_slug(name)
    except PydanticCustomError as error:
        context = error.context or {}
        records.problems.append(entry.source.problem(where, context["message"], context["hint"]))
        return
    slug = derived_slug(name)
    for other in target.values():
        if derived_slug(other.id) == slug:
            line = other.entry.place("id")[0]
            records.problems.append(
                entry.source.problem(
                    where,
                    f"{shown(name)} is taken",
                    f"{other.entry.source.path}:{line} has the same id or address",
                )
            )
            return
    target[name] = Written(name, form, entry)


def _add_page(form: FreePageForm, entry: Entry, records: ShelfRecords) -> None:
    relative = PurePosixPath(entry.source.path).relative_to("content/pages").with_suffix("")
    parts = list(relative.parts[:-1])
    if relative.name != "index":
        parts.append(relative.name)
    slugs = [derived_slug(part) for part in parts]
    path = "/".join(slugs)
    if not path:
        records.problems.append(
            Problem(
                Location(entry.source.path, 1, 1),
                "index.md would replace the home page",
                "rename it",
            )
        )
        return
    if path in records.pages:
        records.problems.append(
            Problem(
                Location(entry.source.path, 1, 1),
                f"would have the address {path}/",
                f"{records.pages[path].source} has it already; rename one",
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
        source=entry.source.path,
    )
