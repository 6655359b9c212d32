"""Drafts → entries that pass the check, one by one; what cannot become one is told why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import msgspec

from papershelf.draft import Draft
from papershelf.dump import dump_entry
from papershelf.duplicates import Match
from papershelf.errors import Location, Problem, Severity, UsageError, did_you_mean
from papershelf.fields import shown
from papershelf.intake.clean import Cleaning
from papershelf.intake.faulty import Faulty
from papershelf.intake.fit import aliases_free, fit
from papershelf.intake.ids import Ids
from papershelf.intake.known import KEY, Known
from papershelf.intake.shelf import ShelfFacts
from papershelf.intake.tidy import Tidied, tidy
from papershelf.model import Paper
from papershelf.modeline import modeline
from papershelf.validate import check_bytes

PUBLISHED: Final = "published"
"""Said in place of a day: an entry came on the shelf when it was published."""
ON_DUPLICATE: Final = ("skip", "keep", "update")
_FILE: Final = "content/papers/entry.md"
_MODELINE: Final = modeline(_FILE)
_NEEDED: Final = {
    "title": "title",
    "authors": "authors or editors",
    "date": "date or year",
}


class Outcome(StrEnum):
    """What becomes of a draft."""

    NEW = "new"
    DUPLICATE = "duplicate"
    UPDATED = "updated"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    """It stands in a file with errors, and may be on the shelf already."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the curator wants of all drafts."""

    topics: Sequence[str] = ()
    collections: Sequence[str] = ()
    added: str = ""
    """A day for those that have none; `PUBLISHED`, or empty, gives them none."""
    status: str = ""
    keep_keys: bool = False
    """Whether the keys of the source become ids where they can."""
    on_duplicate: str = ON_DUPLICATE[0]
    skip_likely: bool = False
    """Whether a likely duplicate counts as one."""


@dataclass(slots=True)
class Taken:
    """A draft that was looked at."""

    outcome: Outcome
    line: int
    id: str
    """Of the new entry, or of the one that it duplicates; empty where there is none."""
    title: str
    year: str
    fields: dict[str, Any]
    note: str
    text: str = ""
    """Of the file, for a new entry."""
    why: str = ""
    """What is missing, or how it was found to be a duplicate."""
    is_certain: bool = True
    """Whether a duplicate is one beyond doubt."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_left_out(self) -> bool:
        """Whether it became no entry, though it is on the shelf nowhere as far as is known."""
        return self.outcome in {Outcome.INCOMPLETE, Outcome.REFUSED, Outcome.DOUBTFUL}


class Intake:
    """Takes drafts for one shelf, each compared with all that came before."""

    def __init__(self, facts: ShelfFacts, settings: Settings | None = None) -> None:
        """UsageError for topics and collections that the shelf does not have."""
        self._facts = facts
        self._settings = settings or Settings()
        self._ids = Ids(facts.taken)
        self._papers = {paper.id for paper in facts.papers}
        self._known = Known()
        self._known.add_all(facts.papers)
        self._faulty = Faulty(facts.faulty)
        _check_settings(self._settings, facts)

    def take(self, draft: Draft, source: str) -> Taken:
        """What becomes of a draft from a file; a new entry counts as on the shelf from now on."""
        tidied = tidy(self._as_wanted(draft), source)
        work = tidied.work
        fit(work, self._facts, self._papers.__contains__)
        aliases_free(work, self._ids.is_taken)
        wanted = work.fields.pop("id", "")
        if draft.key and draft.key != wanted and KEY not in work.extra:
            work.put(KEY, Cleaning().text(draft.key, KEY))
        taken = Taken(
            Outcome.NEW,
            draft.line,
            "",
            work.fields.get("title", ""),
            str(work.fields.get("date") or work.fields.get("year") or "")[:4],
            tidied.fields,
            tidied.note,
            problems=tidied.problems,
        )
        place = Location(source, draft.line)
        if tidied.missing:
            if wanted:
                taken.fields = {"id": wanted, **taken.fields}
            return _incomplete(taken, tidied, place)
        taken.text = dump_entry(taken.fields, taken.note, modeline=_MODELINE)
        paper = self._checked(taken, place)
        if paper is None or self._is_there(paper, taken, place):
            return taken
        if self._is_in_doubt(paper, taken, place):
            return taken
        self._name(paper, taken, tidied, draft, wanted)
        self._known.add(msgspec.structs.replace(paper, id=taken.id))
        self._papers.add(taken.id)
        return taken

    def is_early(self, draft: Draft) -> bool:
        """Whether a draft relates to a paper that is not here yet, and may come behind it."""
        relations = draft.fields.get("relations")
        several = relations if isinstance(relations, list) else []
        named = [one.get("id") for one in several if isinstance(one, dict)]
        return any(isinstance(name, str) and name not in self._papers for name in named)

    def rename(self, taken: Taken) -> None:
        """Give a new entry another id, as a file has its name already."""
        paper = next(iter(check_bytes(taken.text.encode(), _FILE).papers))
        taken.id = self._ids.choose(paper)

    def _as_wanted(self, draft: Draft) -> Draft:
        settings, fields = self._settings, dict(draft.fields)
        for name, words in (("topics", settings.topics), ("collections", settings.collections)):
            if words:
                known = fields.get(name) or []
                fields[name] = [*(known if isinstance(known, list) else [known]), *words]
        if settings.status:
            fields["status"] = settings.status
        if settings.added and settings.added != PUBLISHED:
            fields["added"] = fields.get("added") or settings.added
        return Draft(fields, draft.note, draft.line, draft.key, draft.problems)

    def _checked(self, taken: Taken, place: Location) -> Paper | None:
        """The paper that the file will be; without one the draft is refused."""
        checked = check_bytes(taken.text.encode(), _FILE)
        if checked.papers:
            return checked.papers[0]
        taken.outcome = Outcome.REFUSED
        taken.why = "; ".join(
            problem.message for problem in checked.problems if problem.severity is Severity.ERROR
        )
        hint = "mend it in its source and import it again"
        message = f"left out: {taken.why}"
        taken.problems.append(Problem(place, message, hint, rule="refused"))
        return None

    def _is_there(self, paper: Paper, taken: Taken, place: Location) -> bool:
        """Whether it is left out because another entry is the same paper."""
        settings = self._settings
        matches = self._known.find(paper)
        if not matches:
            return False
        first = matches[0]
        counts = first.is_certain or settings.skip_likely
        if not counts or settings.on_duplicate == "keep":
            how = "the same" if first.is_certain else "probably the same"
            message = f"{shown(taken.title)} is {how} as {first.id} ({_why(first)})"
            hint = "keep one of them, or say in relations how they differ"
            taken.problems.append(Problem(place, message, hint, Severity.WARNING, rule="duplicate"))
            return False
        taken.outcome = Outcome.DUPLICATE
        taken.id, taken.why, taken.is_certain = first.id, _why(first), first.is_certain
        return True

    def _is_in_doubt(self, paper: Paper, taken: Taken, place: Location) -> bool:
        """Whether it is left out because it may be what a file with errors tells of."""
        found = self._faulty.find_paper(paper.ids)
        if found is None or self._settings.on_duplicate == "keep":
            return False
        name, path = found
        taken.outcome = Outcome.DOUBTFUL
        taken.why = f"{name} stands in {path}, which has errors"
        message = f"left out {shown(taken.title)}: {taken.why}"
        hint = "mend that file and import again, or use --on-duplicate keep"
        taken.problems.append(Problem(place, message, hint, rule="doubtful"))
        return True

    def _name(self, paper: Paper, taken: Taken, tidied: Tidied, draft: Draft, wanted: str) -> None:
        key = draft.key if self._settings.keep_keys else ""
        asked = [text for text in (wanted, key) if text]
        granted = (self._ids.wish(text) for text in asked)
        taken.id = next((found for found in granted if found), "") or self._ids.choose(paper)
        for alias in paper.aliases:
            self._ids.take(alias)
        extra = tidied.work.extra
        if not asked and extra.get(KEY) != taken.id:
            return
        if extra.get(KEY) == taken.id:
            del extra[KEY]
        if wanted and taken.id != wanted:
            tidied.work.put("id", wanted)
        if asked and taken.id not in asked:
            message = f"{shown(asked[0])} is taken, or makes no id"
            tidied.work.tell(message, f"it became {taken.id}, and is kept under extra")
        taken.fields = tidied.fields
        taken.text = dump_entry(taken.fields, taken.note, modeline=_MODELINE)


def _why(match: Match) -> str:
    return match.why if match.is_certain else f"title {match.score:.0f} % alike"


def _incomplete(taken: Taken, tidied: Tidied, place: Location) -> Taken:
    taken.outcome = Outcome.INCOMPLETE
    taken.why = "no " + ", no ".join(_NEEDED[name] for name in tidied.missing)
    named = f" {shown(taken.title)}" if taken.title else ""
    message = f"left out{named}: {taken.why}"
    hint = "an entry needs a title, people and a year: add them in the source, or use --incomplete"
    taken.problems.append(Problem(place, message, hint, rule="incomplete"))
    return taken


def _check_settings(settings: Settings, facts: ShelfFacts) -> None:
    for topic in settings.topics:
        if facts.topics.is_closed and facts.topics.find(topic) is None:
            hint = did_you_mean(topic, sorted(set(facts.topics.ids.values())), noun="topics")
            raise UsageError(f"there is no topic {shown(topic)}; {hint}")
    for collection in settings.collections:
        if collection not in facts.collections:
            hint = did_you_mean(collection, sorted(facts.collections), noun="collections")
            raise UsageError(f"there is no collection {shown(collection)}; {hint}")
