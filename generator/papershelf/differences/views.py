"""What the page of a difference shows: every text ready, of a length that a page takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from papershelf.differences.marks import MOST_SHOWN, Stretch
from papershelf.differences.model import Change, Difference, EntryChange, FileChange
from papershelf.differences.wording import KINDS, counted, danger, file_size
from papershelf.errors import Problem, Severity
from papershelf.reports.texts import shown
from papershelf.text import shorten

MOST_ENTRIES = 5_000
"""Entries that a page lists."""
_MOST_TEXT = 4_000_000
"""Characters of values; an entry more is listed, but not shown field by field."""
_ENTRY_COST = 500
"""Characters that an entry takes beside its values."""
MOST_FILES = 1_000
MOST_PROBLEMS = 200
MOST_PAGES = 200
_PROBLEMS_UNFOLDED = 20
_LONGEST_TITLE = 300
_LONGEST_OPEN, _MOST_LINES_OPEN = 3_000, 40
"""Characters and lines of a value that nobody has to unfold: abstracts, most lists of people."""
_LONGEST_BEGINNING = 160
_LONGEST_EXCERPT, _BEFORE_COLUMN = 160, 60

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)
_SIGNS = {
    Change.ADDED: "+",
    Change.CHANGED: "~",
    Change.REMOVED: "−",
    Change.RENAMED: "→",
}


@dataclass(frozen=True, slots=True)
class Badge:
    """What became of something, as a sign, a word and the name of a colour."""

    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is more than changed entries."""

    badge: Badge
    path: str
    earlier: str
    kind: str
    size: str
    danger: str
    """What it could do; empty where it only says something."""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem."""

    severity: str
    place: str
    message: str
    hint: str
    excerpt: str
    anchor: str
    """Of the entry that it is in; empty where that is not shown."""


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """Problems, those first that stop a build."""

    first: Sequence[ProblemView]
    rest: Sequence[ProblemView]
    """More of them, folded."""
    advice: Sequence[ProblemView]
    """Folded as well: it asks for more than there has to be."""
    more: str
    """How many are not shown; empty where all are."""

    @property
    def advice_words(self) -> str:
        """How much advice there is."""
        return pieces_of_advice(len(self.advice))


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in the list of all."""

    badge: Badge
    anchor: str
    """Empty where it is not shown field by field."""
    title: str
    id: str
    told: str
    """What of it has changed."""
    problems: str
    advice: str
    """How much there is where there is nothing worse."""
    is_both: bool


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a field."""

    stretches: Sequence[Stretch]
    beginning: str
    """What is seen of it before it is unfolded; empty where it needs no folding."""
    measure: str
    """How long it is then."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field; of an added or removed entry with one of both."""

    name: str
    before: ValueView | None
    after: ValueView | None


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as a picture."""

    label: str
    alt: str
    data: str
    """Its address, which holds all of it."""
    is_faded: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry field by field."""

    listed: Listed
    earlier_id: str
    place: str
    earlier_path: str
    page: str
    """The address of its page, relative; empty where there is none to go to."""
    cards: Sequence[CardView]
    no_card: str
    """Why it has none now; empty where it has, or is gone."""
    is_compared: bool
    """Whether it was there before and is there now."""
    has_fields: bool
    fields: Iterator[FieldView]
    more_fields: str
    problems: ProblemsView


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the built site."""

    path: str
    address: str
    """Relative; empty where there is nothing to go to."""


def named(text: str) -> str:
    """A name in one line that only prints, also where it is empty."""
    return shown(text) if text.strip() else "(without a name)"


def title_text(text: str) -> str:
    """A title in one line that only prints."""
    return named(shorten(text, _LONGEST_TITLE))


def badge_of(change: Change) -> Badge:
    """The sign and word of a change."""
    return Badge(_SIGNS[change], change.value)


def file_view(file: FileChange) -> FileView:
    """A file as the page tells of it."""
    return FileView(
        badge_of(file.change),
        named(file.path),
        shown(file.earlier_path),
        KINDS[file.kind],
        file_size(file),
        danger(file),
    )


def problem_view(prefix: str, problem: Problem, anchor: str = "") -> ProblemView:
    """A problem as the page tells of it; `prefix`: where the shelf is in its repository."""
    start = max(0, problem.location.column - 1 - _BEFORE_COLUMN)
    return ProblemView(
        problem.severity.value,
        named(f"{prefix}{problem.location}"),
        shown(problem.message),
        shown(problem.hint),
        shown(problem.excerpt[start : start + _LONGEST_EXCERPT].strip()),
        anchor,
    )


def pieces_of_advice(number: int) -> str:
    """How much advice there is: "1 piece of advice", "2 pieces of advice"."""
    return counted(number, "piece of advice", "pieces of advice")


def is_advice(problem: Problem) -> bool:
    """Whether nothing is wrong, though something could be better."""
    return problem.severity is Severity.ADVICE


def problems_view(
    prefix: str, problems: Sequence[Problem], most: int, anchors: Mapping[Problem, str]
) -> ProblemsView:
    """As many problems as are shown, the worst first and else in their order."""
    told = sorted(problems, key=lambda problem: _SEVERITIES.index(problem.severity))[:most]
    views = [problem_view(prefix, problem, anchors.get(problem, "")) for problem in told]
    wrong = sum(not is_advice(problem) for problem in told)
    return ProblemsView(
        views[: min(wrong, _PROBLEMS_UNFOLDED)],
        views[_PROBLEMS_UNFOLDED:wrong],
        views[wrong:],
        counted(len(problems) - most, "more problem") if len(problems) > most else "",
    )


def value_view(value: str, stretches: Sequence[Stretch]) -> ValueView:
    """A value as it is told, folded where nobody would see what comes after it."""
    told = "".join(piece.text for stretch in stretches for piece in stretch.pieces)
    if len(told) <= _LONGEST_OPEN and told.count("\n") < _MOST_LINES_OPEN:
        return ValueView(stretches, "", "")
    lines = value.count("\n") + 1
    measure = counted(lines, "line") if lines > 1 else counted(len(value), "character")
    return ValueView(stretches, shorten(told, _LONGEST_BEGINNING), measure)


def listed_entries(difference: Difference) -> Sequence[Listed]:
    """The first entries; those that the values of a page have room for with an anchor."""
    both = frozenset(difference.both)
    room = _MOST_TEXT
    found = []
    for number, entry in enumerate(difference.entries[:MOST_ENTRIES], 1):
        room -= _cost(entry)
        anchor = f"entry-{number}" if room >= 0 else ""
        found.append(_listed(entry, anchor, both))
    return found


def _cost(entry: EntryChange) -> int:
    values = (value for field in entry.fields for value in (field.before, field.after) if value)
    return _ENTRY_COST + sum(min(len(value), MOST_SHOWN) for value in values)


def _listed(entry: EntryChange, anchor: str, both: frozenset[str]) -> Listed:
    told = ""
    if entry.change not in (Change.ADDED, Change.REMOVED):
        told = shorten(", ".join(field.name for field in entry.fields[:20]), 120)
    wrong = sum(not is_advice(problem) for problem in entry.problems)
    return Listed(
        badge_of(entry.change),
        anchor,
        title_text(entry.title if entry.title.strip() else entry.id),
        named(entry.id),
        shown(told),
        counted(wrong, "problem") if wrong else "",
        pieces_of_advice(len(entry.problems)) if entry.problems and not wrong else "",
        entry.id in both or entry.earlier_id in both,
    )


def anchors_of(difference: Difference, listed: Sequence[Listed]) -> Mapping[Problem, str]:
    """Where the entry of a problem is shown."""
    pairs = zip(difference.entries, listed, strict=False)
    return {problem: view.anchor for entry, view in pairs for problem in entry.problems}
