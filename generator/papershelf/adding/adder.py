"""References → papers on the shelf, each written as soon as it is ready."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic_core import PydanticCustomError

from papershelf.adding.gather import Asker, Found
from papershelf.adding.known import Shelved
from papershelf.adding.merge import Merged, merge
from papershelf.adding.search import Candidate, SeveralError, clear, search
from papershelf.draft import Draft
from papershelf.errors import Location, Problem, UsageError
from papershelf.fields import check_slug, shown
from papershelf.intake import (
    EntryFiles,
    Faulty,
    Intake,
    Outcome,
    Settings,
    ShelfFacts,
    Taken,
    read_shelf,
)
from papershelf.providers import Reference, as_kind, read_reference
from papershelf.text import slugify

Choose = Callable[[str, Sequence[Candidate]], Candidate | None]
"""Asks a person which candidate is meant; None for none of them."""
PAPERS: Final = "content/papers"


class Fate(StrEnum):
    """What becomes of a reference."""

    ADDED = "added"
    KNOWN = "already there"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the curator wants of all that is added."""

    today: str
    topics: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    status: str = ""
    paper_id: str = ""
    abstract: bool = True
    force: bool = False
    """Whether what is on the shelf already is added once more."""
    dry_run: bool = False
    note: str = ""
    """Markdown, where nothing else is said of the paper."""
    submitted_by: str = ""


@dataclass(slots=True)
class Result:
    """What became of a reference."""

    fate: Fate
    message: str = ""
    path: str = ""
    """Of the entry, from the shelf."""
    known_id: str = ""
    """The id of the entry that was on the shelf before."""
    merged: Merged | None = None
    taken: Taken | None = None
    notes: list[str] = field(default_factory=list)
    """What the curator should know of it."""


class Adder:
    """Adds papers to one shelf."""

    def __init__(
        self,
        shelf: Path,
        asker: Asker,
        wishes: Wishes,
        choose: Choose | None,
        facts: ShelfFacts | None = None,
    ) -> None:
        """UsageError for topics, collections and an id that cannot be; `choose` asks a person.

        `facts`: what is on the shelf, if it was read already.
        """
        facts = facts or read_shelf(shelf)
        settings = Settings(
            topics=wishes.topics,
            collections=wishes.collections,
            added=wishes.today,
            on_duplicate="keep" if wishes.force else "skip",
            skip_likely=not wishes.force,
        )
        _check_id(wishes.paper_id, facts)
        self._shelf = shelf
        self._asker = asker
        self._wishes = wishes
        self._choose = choose
        self._known = Shelved(facts.papers)
        self._faulty = Faulty(facts.faulty)
        self._added: dict[Reference, str] = {}
        self._intake = Intake(facts, settings)
        self._writer: EntryFiles | None = None

    def add(self, text: str) -> Result:
        """Add what a reference names.

        Raises UsageError for a text that names no paper, NotFoundError where there is no such
        paper, SeveralError where there are several and nobody to choose, and what the client
        raises where nobody could be asked.
        """
        reference = read_reference(text)
        if known := self.known(reference):
            return known
        notes: list[str] = []
        if reference.kind == "title":
            found, candidate = self._searched(reference.value)
            notes += found
            if candidate is None:
                return Result(Fate.LEFT_OUT, f"none of the papers found is {shown(text)}")
            if known := self.known(candidate.reference):
                return known
            reference = candidate.reference
        gathered = self._asker.gather(reference)
        notes += [str(trouble) for trouble in gathered.troubles]
        return self._put(merge(gathered.found), str(reference), notes, asked=reference)

    def put(self, found: Found) -> Result:
        """Add a paper that a file describes."""
        merged = merge([found])
        merged.origins.pop("provenance", None)
        merged.origins.pop("extra", None)
        return self._put(merged, found.source, [], found.draft)

    def known(self, reference: Reference) -> Result | None:
        """What is known of a paper without asking anybody; None where that is nothing."""
        if self._wishes.force:
            return None
        if reference in self._added:
            path = self._added[reference]
            return Result(Fate.KNOWN, f"{reference} was added just now: {path}", path)
        paper_id = self._known.find(reference)
        if paper_id is None:
            return self._is_in_doubt([reference])
        path = self._known.source(paper_id)
        return Result(Fate.KNOWN, f"{reference} is on the shelf already: {path}", path, paper_id)

    def _is_in_doubt(self, references: Iterable[Reference]) -> Result | None:
        """What a file with errors says of a paper is not known: it may be the paper."""
        named = {
            reference.value: reference for reference in references if reference.kind != "title"
        }
        found = None if self._wishes.force else self._faulty.find(named)
        if found is None:
            return None
        value, path = found
        reference = named[value]
        message = f"{reference} stands in {path}, which has errors: mend that, or use --force"
        return Result(Fate.LEFT_OUT, message, path)

    def _searched(self, title: str) -> tuple[list[str], Candidate | None]:
        candidates, troubles = search(title, self._asker)
        notes = [str(trouble) for trouble in troubles]
        found = clear(candidates)
        if found is not None:
            return notes, found
        if self._choose is None:
            raise SeveralError(title, candidates)
        return notes, self._choose(title, candidates)

    def _put(
        self,
        merged: Merged,
        source: str,
        notes: list[str],
        described: Draft | None = None,
        asked: Reference | None = None,
    ) -> Result:
        wishes = self._wishes
        names = [*([asked] if asked else ()), *_references(merged)]
        if doubt := self._is_in_doubt(names):
            return doubt
        if not wishes.abstract:
            merged.fields.pop("abstract", None)
            merged.origins.pop("abstract", None)
        draft = merged.draft(wishes.today)
        if described is not None:
            draft.note, draft.line, draft.problems = (
                described.note,
                described.line,
                described.problems,
            )
        if wishes.status:
            draft.fields["status"] = wishes.status
        if wishes.paper_id:
            draft.fields["id"] = wishes.paper_id
        if wishes.submitted_by:
            draft.fields["submitted_by"] = wishes.submitted_by
        draft.note = draft.note or wishes.note
        notes += _words_on(merged)
        taken = self._intake.take(draft, source)
        result = Result(Fate.ADDED, merged=merged, taken=taken, notes=notes)
        result.notes += [
            _note(problem) for problem in taken.problems if problem.rule != "incomplete"
        ]
        if taken.outcome is Outcome.DUPLICATE:
            result.fate, result.path = Fate.KNOWN, self._known.source(taken.id)
            result.known_id = taken.id
            result.message = f"{shown(taken.title)} is {result.path} already ({taken.why})"
        elif taken.outcome is not Outcome.NEW:
            result.fate = Fate.LEFT_OUT
            result.message = (
                f"{Location(source, draft.line)}: {taken.why}; write the entry by hand, or add it "
                "by another id"
            )
        else:
            if not wishes.dry_run:
                self.write(taken)
            result.path = f"{PAPERS}/{taken.id}.md"
            self._added |= dict.fromkeys(names, result.path)
        return result

    def write(self, taken: Taken) -> None:
        """Write a new entry; it gets another id where a file has its name already."""
        if self._writer is None:
            self._writer = EntryFiles(self._shelf)
        while not self._writer.write(taken):
            self._intake.rename(taken)


def _note(problem: Problem) -> str:
    """What was not understood, with its line where it stands in a file."""
    return f"{problem.location}: {problem.message}" if problem.location.line else problem.message


def _references(merged: Merged) -> Iterator[Reference]:
    """What the ids of a paper name."""
    ids = merged.fields.get("ids")
    for kind, value in ids.items() if isinstance(ids, dict) else ():
        found = as_kind(kind, value) if isinstance(value, str) else None
        # An ISBN names a whole book, also in its chapters.
        if found is not None and found.kind != "isbn":
            yield found


def _words_on(merged: Merged) -> list[str]:
    words = list(merged.conflicts)
    status = merged.fields.get("status")
    if status in {"retracted", "withdrawn"}:
        notice = merged.fields.get("extra", {}).get("retraction") or []
        by = f" by {', '.join(notice) if isinstance(notice, list) else notice}" if notice else ""
        words.append(
            f"{status}{by}, says {merged.origins['status']}: its page will carry a warning"
        )
    retracts = merged.fields.get("extra", {}).get("retracts")
    if retracts:
        words.append(f"this is the retraction of {retracts}, not a paper of its own")
    return words


def _check_id(paper_id: str, facts: ShelfFacts) -> None:
    if not paper_id:
        return
    try:
        check_slug(paper_id)
    except PydanticCustomError as error:
        context = error.context or {}
        raise UsageError(f"--id: {context['message']}; {context['hint']}") from None
    if slugify(paper_id) in facts.taken:
        raise UsageError(f"--id: {shown(paper_id)} is taken; choose another id")
