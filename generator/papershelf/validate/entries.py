"""One file of entries → checked papers, as far as a file can be checked alone.

Nothing here depends on another file, so the result can be remembered under the digest of the
bytes, and files can be checked in several processes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic_core import PydanticCustomError

from papershelf import markup, names
from papershelf.errors import Fix, Problem, Severity, suggest
from papershelf.fields import check_slug, shown
from papershelf.forms import Form, check_form, field_name, salvage
from papershelf.load import Entry, read_entries
from papershelf.model import (
    ArtifactLink,
    Award,
    Contributor,
    Membership,
    Paper,
    Provenance,
    Reference,
    Relation,
    Thumbnail,
    Version,
)
from papershelf.names import Name
from papershelf.schema import LINK_KINDS, EntryForm, IdsForm, LinkForm, PersonForm
from papershelf.urls import derived_slug
from papershelf.validate.adorned import adorned_ids


@dataclass(frozen=True, slots=True)
class Checked:
    """What one file holds: its good papers, all its problems, and how many entries there are."""

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...]
    count: int
    broken: tuple[str, ...] = ()
    """Ids of the entries with errors, as far as they can be known: they are written, if badly."""
    salvaged: tuple[Paper, ...] = ()
    """Entries with errors as far as they are good, so that what they refer to can be checked."""


def check_bytes(content: bytes, path: str) -> Checked:
    """The papers in the bytes of one file."""
    entries, problems = read_entries(content, path)
    papers: list[Paper] = []
    salvaged: list[Paper] = []
    broken: list[str] = [] if entries else [PurePosixPath(path).stem]
    for entry in entries:
        paper, found = _check_entry(entry)
        problems += found
        if paper is not None and not _has_errors(found):
            papers.append(paper)
            continue
        broken.append(meant_id(entry))
        if paper is not None:
            salvaged.append(paper)
    return Checked(
        tuple(papers), tuple(problems), max(len(entries), 1), tuple(broken), tuple(salvaged)
    )


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def meant_id(entry: Entry) -> str:
    """The id of an entry as it is written, even if it is none; empty where nothing tells."""
    fields = entry.node.value if isinstance(entry.node.value, dict) else {}
    if "id" in fields and isinstance(fields["id"].value, str):
        return unicodedata.normalize("NFC", fields["id"].value.strip())
    if entry.position is None:
        return PurePosixPath(entry.source.path).stem
    title = fields["title"].value if "title" in fields else ""
    return derived_slug(markup.to_text(title)) if isinstance(title, str) else ""


def _check_entry(entry: Entry) -> tuple[Paper | None, list[Problem]]:
    """The paper and its problems; with errors among them, what of it is good."""
    form, problems = check_form(EntryForm, entry.node, entry.source)
    if not isinstance(entry.node.value, dict):
        return None, problems
    problems += _missing(entry)
    if form is None:
        form = salvage(EntryForm, entry.node, {"title": "Untitled"})
    if form is None:
        return None, problems
    paper_id, found = _id(entry, form)
    problems += found
    people = _People(entry)
    authors = people.of("authors", form.authors)
    editors = people.of("editors", form.editors)
    problems += people.problems
    note = form.note or ""
    if note and entry.body:
        problems.append(
            entry.source.problem(
                entry.place("note", key=True),
                "the note stands twice, in the header and below it",
                "keep one of them",
                rule="twice",
            )
        )
    problems += _markup_problems(entry, form)
    title = form.title
    if not markup.to_text(title):
        # Pages would have no heading, and links to them nothing to click on.
        title = paper_id
        message = f"title: {shown(form.title)} shows no text"
        hint = "write one in words; the id stands in for it"
        place = entry.place("title")
        problems.append(
            entry.source.problem(place, message, hint, Severity.WARNING, rule="empty-title")
        )
    problems += _unknown_kinds(entry, form)
    problems += adorned_ids(entry, form)
    year = form.year or (int(form.date[:4]) if form.date else 0)
    return (
        Paper(
            id=paper_id,
            title=title,
            authors=authors,
            editors=editors,
            aliases=tuple(form.aliases),
            type=form.type,
            abstract=form.abstract or "",
            note=entry.body or note,
            date=form.date or "",
            year=year,
            added=form.added or "",
            ids=_ids(form.ids),
            links=_links(form),
            topics=_unique(form.topics),
            keywords=_unique(form.keywords),
            collections=_memberships(form),
            thumbnail=_thumbnail(form),
            awards=tuple(
                Award(a) if isinstance(a, str) else Award(**_given(a)) for a in form.awards
            ),
            versions=tuple(Version(**_given(version)) for version in form.versions),
            relations=tuple(Relation(**_given(relation)) for relation in form.relations),
            references=tuple(
                Reference(text=r) if isinstance(r, str) else Reference(**_given(r))
                for r in form.references
            ),
            status=form.status,
            provenance={
                field: Provenance(**_given(value)) for field, value in form.provenance.items()
            },
            featured=form.featured,
            search=form.search,
            weight=form.weight,
            extra={**form.extra, **(form.model_extra or {})},
            source=entry.source.path,
            position=entry.position or 0,
            **{name: getattr(form, name) or "" for name in _PLAIN_TEXTS},
        ),
        problems,
    )


_PLAIN_TEXTS = [
    "subtitle",
    "title_short",
    "original_title",
    "summary",
    "venue",
    "volume",
    "issue",
    "pages",
    "publisher",
    "series",
    "event",
    "place",
    "language",
    "license",
    "curated_by",
    "submitted_by",
]


def _given(form: Form) -> dict[str, Any]:
    """The fields that were given; unknown ones stay out of nested records."""
    known = type(form).model_fields
    return {
        name: value
        for name, value in ((name, getattr(form, name)) for name in known)
        if value is not None
    }


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _missing(entry: Entry) -> Iterator[Problem]:
    fields = entry.node.value
    for name, other, example in (
        ("authors", "editors", "for example authors: [Ada Lovelace]; or give editors"),
        ("date", "year", "for example date: 2015-06; or give year"),
    ):
        written = [key for key in (name, other) if key in fields]
        if any(fields[key].value is not None for key in written):
            continue
        if written:
            position = entry.place(written[0], key=True)
            yield entry.source.problem(
                position, f"{written[0]}: is empty", example, rule="missing-field"
            )
        else:
            position = (entry.node.line, entry.node.column)
            yield entry.source.problem(
                position, f'"{name}" is missing', example, rule="missing-field"
            )


def _id(entry: Entry, form: EntryForm) -> tuple[str, list[Problem]]:
    if form.id:
        return form.id, []
    if entry.position is not None:
        return derived_slug(markup.to_text(form.title)), []
    name = PurePosixPath(entry.source.path).stem
    try:
        return check_slug(name), []
    except PydanticCustomError as error:
        context = error.context or {}
        return "", [
            entry.source.problem(
                (1, 1),
                f"the file name makes no id: {context['message']}",
                f"rename the file or give an id; {context['hint']}",
                rule="file-name",
            )
        ]


class _People:
    def __init__(self, entry: Entry) -> None:
        self.problems: list[Problem] = []
        self._entry = entry

    def of(self, field: str, people: Iterable[str | PersonForm] | None) -> tuple[Contributor, ...]:
        return tuple(
            contributor
            for index, person in enumerate(people or ())
            for contributor in self._contributors(person, (field, index))
        )

    def _contributors(
        self, person: str | PersonForm, path: tuple[int | str, ...]
    ) -> Iterator[Contributor]:
        if isinstance(person, PersonForm):
            yield Contributor(
                name=_name(person),
                id=person.id or "",
                orcid=person.orcid or "",
                affiliations=tuple(person.affiliations),
                native=person.native or "",
                equal=person.equal,
                corresponding=person.corresponding,
            )
            return
        several = names.looks_like_several(person)
        tidied = [(text, *names.tidy(text)) for text in several or [person]]
        # All that is wrong with a text is mended at once, or two would stand in its place.
        texts = tuple(clean or text for text, clean, _ in tidied)
        fix = Fix(texts, is_list=bool(several))
        if several:
            listed = ", ".join(f'"{name}"' if "," in name else name for name in several[:3])
            more = ", …" if len(several) > 3 else ""
            message = f"{shown(person)} looks like {len(several)} names"
            self._warn(path, message, f"write a list: [{listed}{more}]", "several-names", fix)
        for text, clean, marks in tidied:
            if marks:
                message = f"{shown(text)} holds footnote marks"
                own = None if several or not clean else fix
                self._warn(path, message, "remove them", "footnote-marks", own)
            yield Contributor(name=names.parse_name(clean or text))

    def _warn(
        self,
        path: tuple[int | str, ...],
        message: str,
        hint: str,
        rule: str,
        fix: Fix | None,
    ) -> None:
        self.problems.append(
            self._entry.source.problem(
                self._entry.place(*path),
                f"{path[0]}: {message}",
                hint,
                Severity.WARNING,
                rule=rule,
                fix=fix,
            )
        )


def _name(person: PersonForm) -> Name:
    if person.literal:
        return Name(literal=person.literal)
    if not (person.family or person.given):
        # Only an id: validate fills in the name that authors.yaml shows.
        return Name()
    return Name(
        given=person.given or "",
        particle=person.particle or "",
        family=person.family or "",
        suffix=person.suffix or "",
    )


def _ids(form: IdsForm | None) -> dict[str, str]:
    if form is None:
        return {}
    return {**_given(form), **{k: str(v) for k, v in (form.model_extra or {}).items()}}


def _links(form: EntryForm) -> tuple[ArtifactLink, ...]:
    if isinstance(form.links, list):
        links = [ArtifactLink(link.kind, link.url, link.label or "") for link in form.links]
    else:
        links = [
            ArtifactLink(kind, url) for kind, urls in (form.links or {}).items() for url in urls
        ]
    order = {kind: place for place, kind in enumerate(LINK_KINDS)}
    return tuple(sorted(links, key=lambda link: order.get(link.kind, len(order))))


def _memberships(form: EntryForm) -> tuple[Membership, ...]:
    return tuple(
        Membership(member)
        if isinstance(member, str)
        else Membership(member.id, member.section or "", member.order, member.note or "")
        for member in form.collections
    )


def _thumbnail(form: EntryForm) -> Thumbnail | None:
    if form.thumbnail is None or isinstance(form.thumbnail, str):
        return Thumbnail(form.thumbnail) if form.thumbnail else None
    return Thumbnail(form.thumbnail.path, form.thumbnail.alt)


def _markup_problems(entry: Entry, form: EntryForm) -> Iterator[Problem]:
    inline = {"title": form.title, "subtitle": form.subtitle, "summary": form.summary}
    for field, text in inline.items():
        if text:
            yield from markup_problems(entry, (field,), text, block=False)
    for field, text in {"abstract": form.abstract, "note": form.note}.items():
        if text:
            yield from markup_problems(entry, (field,), text, block=True)
    for index, member in enumerate(form.collections):
        if not isinstance(member, str) and member.note:
            path = ("collections", index, "note")
            yield from markup_problems(entry, path, member.note, block=False)
    yield from body_problems(entry)


def markup_problems(
    entry: Entry, path: tuple[int | str, ...], text: str, *, block: bool
) -> Iterator[Problem]:
    """Warnings about the Markdown and maths of a field."""
    for trouble in markup.problems(text, block=block):
        line, column = entry.place(*path)
        lines = entry.source.lines
        if lines[line - 1][column - 1 : column] == "|":
            # A literal block: its lines are those of the file.
            while line < len(lines) and not lines[line].strip():
                line += 1
            line += 1 + trouble.line
            column = _column(lines, line, trouble.message)
        message = f"{field_name(path)}: {trouble.message}"
        yield entry.source.problem(
            (line, column), message, trouble.hint, Severity.WARNING, rule="markup"
        )


_QUOTED = re.compile("“(.+?)…?”")


def _column(lines: Sequence[str], line: int, message: str) -> int:
    """Where the text that a message quotes stands in its line; 1 if it is written otherwise."""
    quoted = _QUOTED.search(message)
    text = lines[line - 1] if line <= len(lines) else ""
    return text.find(quoted[1]) + 1 if quoted and quoted[1] in text else 1


def body_problems(entry: Entry) -> Iterator[Problem]:
    """Warnings about the Markdown below a header, with their own lines."""
    for trouble in markup.problems(entry.body, block=True):
        line = entry.body_line + trouble.line
        position = (line, _column(entry.source.lines, line, trouble.message))
        yield entry.source.problem(
            position, trouble.message, trouble.hint, Severity.WARNING, rule="markup"
        )


def _unknown_kinds(entry: Entry, form: EntryForm) -> Iterator[Problem]:
    """A kind that is nearly a known one is a slip; another one is the curator's own."""
    kinds: Mapping[str, Any] = form.links if isinstance(form.links, dict) else {}
    written = [(kind, ("links", kind)) for kind in kinds]
    if isinstance(form.links, list):
        written = [
            (link.kind, ("links", index, "kind"))  # type: ignore[misc]
            for index, link in enumerate(form.links)
            if isinstance(link, LinkForm)
        ]
    known_ids = list(IdsForm.model_fields)
    for kind, path in written:
        nearest = "" if kind in LINK_KINDS else suggest(kind, LINK_KINDS)
        if nearest:
            yield _slip(entry, path, "kind of link", kind, nearest)
    for kind in (form.ids.model_extra or {}) if form.ids else ():
        nearest = suggest(kind, known_ids)
        if not kind.isprintable() or not kind.strip():
            yield entry.source.problem(
                entry.place("ids", kind, key=True),
                "ids: a name that cannot be shown",
                "use letters, digits and hyphens",
                rule="wrong-value",
            )
        elif nearest:
            yield _slip(entry, ("ids", kind), "kind of id", kind, nearest)


def _slip(
    entry: Entry, path: tuple[int | str, ...], what: str, found: str, nearest: str
) -> Problem:
    return entry.source.problem(
        entry.place(*path, key=True),
        f"unknown {what} {shown(found)}",
        f'did you mean "{nearest}"?',
        Severity.WARNING,
        rule="unknown-kind",
    )
