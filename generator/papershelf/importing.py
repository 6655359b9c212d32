"""Files of other programs → drafts → checked entries on a shelf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from papershelf.errors import Problem, UsageError

if TYPE_CHECKING:
    from papershelf.draft import Draft
    from papershelf.importers import Importer, Source
    from papershelf.intake import Filler, Intake, Settings, Taken, Writer

# The heavy stages are imported where they are used: `papershelf --help` needs none of them.

MOST_PROBLEMS: Final = 10_000
"""Problems of one file that are told one by one; the others are counted."""
MOST_EXTRAS: Final = 30
"""Names under `extra` that are told of one file."""


class Progress(Protocol):
    """Told of what an import is doing; the command line draws a bar from it."""

    def stage(self, name: str, total: int) -> None:
        """A file begins; it has as many lines as `total`."""

    def advance(self) -> None:
        """One line is done."""


@dataclass(slots=True)
class ImportReport:
    """What an import did."""

    into: str
    """Where new entries are, from the shelf."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """How many drafts became what: `new`, `duplicate`, `updated`, `incomplete`, `refused`,
    `doubtful`."""
    unread: int = 0
    """Records, or whole files, that could not be read."""
    kept: int = 0
    """New entries with something that was not understood."""
    before: int = 0
    """Papers that were on the shelf already."""

    @property
    def total(self) -> int:
        """All records that were found."""
        return self.outcomes.total() + self.unread

    @property
    def left_out(self) -> int:
        """Records that are not on the shelf, for problems of theirs."""
        left_out = ("incomplete", "refused", "doubtful")
        return sum(self.outcomes[name] for name in left_out) + self.unread

    @property
    def changed(self) -> int:
        """Entries that were added or filled in."""
        return self.outcomes["new"] + self.outcomes["updated"]


def import_files(
    shelf: Path | str,
    files: Sequence[Path | str],
    *,
    format: str | None = None,  # noqa: A002 - as the option of the command is called
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    into_list: str | None = None,
    incomplete: Path | str | None = None,
    dry_run: bool = False,
    importers: Sequence[Importer] | None = None,
    on_problem: Callable[[Problem], None] = lambda _problem: None,
    on_taken: Callable[[str, Taken], None] = lambda _source, _taken: None,
    progress: Progress | None = None,
) -> ImportReport:
    """Add the papers in some files to a shelf; what cannot be added is reported.

    `format` is the name of an importer (default: found by what each file holds), `columns` says
    which fields the columns of a table hold. `into_list` names a list (`2024` for
    `content/papers/2024.yaml`) in place of a file for each entry. What lacks a title, people or a
    year is written to the YAML file `incomplete`, if one is named. Every draft goes to `on_taken`
    with the name of its source, once it is written or left out.

    Raises UsageError for what cannot work, before anything is written, and MachineError.
    """
    from papershelf.importers import IMPORTERS
    from papershelf.intake import (
        EntryFiles,
        EntryList,
        Filler,
        Intake,
        Nowhere,
        list_path,
        read_shelf,
    )
    from papershelf.intake.sources import look
    from papershelf.intake.write import PAPERS

    names = [str(file) for file in files]
    known = IMPORTERS if importers is None else importers
    look(names)
    shelf = Path(shelf)
    facts = read_shelf(shelf)
    intake = Intake(facts, settings)
    into = f"{PAPERS}/"
    writer: Writer = Nowhere()
    if into_list is not None:
        path, into = list_path(shelf, into_list)
        writer = EntryList(path, into)
    left_over: Writer = Nowhere()
    if incomplete is not None:
        if Path(incomplete).exists():
            raise UsageError(f"{incomplete} exists already; name a new file")
        left_over = EntryList(Path(incomplete), str(incomplete))
    if dry_run:
        writer = left_over = Nowhere()
    elif into_list is None:
        writer = EntryFiles(shelf)
    filler = None
    if settings is not None and settings.on_duplicate == "update":
        sources = {paper.id: paper.source for paper in facts.papers}
        filler = Filler(shelf, sources, dry_run=dry_run)
    report = ImportReport(into, before=len(facts.papers))
    work = _Work(intake, writer, left_over, filler, report, on_problem, on_taken)
    for name in names:
        work.file(name, known, format, encoding, columns, progress)
    writer.close()
    left_over.close()
    return report


@dataclass(frozen=True, slots=True)
class _Work:
    intake: Intake
    writer: Writer
    left_over: Writer
    filler: Filler | None
    report: ImportReport
    on_problem: Callable[[Problem], None]
    on_taken: Callable[[str, Taken], None]
    extras: Counter[str] = field(default_factory=Counter)
    """How many new entries of a file keep something of each name that no field holds."""

    def file(
        self,
        name: str,
        importers: Sequence[Importer],
        form: str | None,
        encoding: str,
        columns: Mapping[str, str] | None,
        progress: Progress | None,
    ) -> None:
        """Take all that one file holds."""
        from papershelf.intake.sources import find_importer, read_source

        source = read_source(name, encoding, columns)
        if isinstance(source, Problem):
            self._unread(source)
            return
        importer = find_importer(source, importers, form)
        if isinstance(importer, Problem):
            self._unread(importer)
            return
        tell = _Told(self.on_problem, source.name)
        self.extras.clear()
        waiting: list[Draft] = []
        for found in _counted(importer, source, progress):
            if isinstance(found, Problem):
                self.report.unread += found.is_grave
                tell(found)
            elif self.intake.is_early(found):
                waiting.append(found)
            else:
                self.draft(found, source.name, tell)
        for draft in waiting:
            self.draft(draft, source.name, tell)
        tell.close(self.extras)

    def _unread(self, problem: Problem) -> None:
        self.report.unread += 1
        self.on_problem(problem)

    def draft(self, draft: Draft, source: str, tell: Callable[[Problem], None]) -> None:
        """Take one paper."""
        from papershelf.intake import OUR_MARKS, Outcome

        taken = self.intake.take(draft, source)
        if taken.outcome is Outcome.NEW:
            while not self.writer.write(taken):
                self.intake.rename(taken)
            self.report.kept += bool(taken.problems)
            self.extras.update(taken.fields.get("extra", {}).keys() - OUR_MARKS)
            if self.filler and self.report.into.endswith("/"):
                self.filler.add(taken.id, f"{self.report.into}{taken.id}.md")
        elif taken.is_left_out:
            self.left_over.write(taken)
        elif self.filler and (names := self.filler.fill(taken.id, taken.fields)):
            taken.outcome, taken.why = Outcome.UPDATED, ", ".join(names)
        self.report.outcomes[taken.outcome.value] += 1
        # What is wrong with a duplicate is wrong with nothing on the shelf.
        for problem in [] if taken.outcome is Outcome.DUPLICATE else taken.problems:
            tell(problem)
        self.on_taken(source, taken)


class _Told:
    """Passes problems on, as many as anybody reads."""

    def __init__(self, on_problem: Callable[[Problem], None], source: str) -> None:
        self._on_problem = on_problem
        self._source = source
        self._count = 0

    def __call__(self, problem: Problem) -> None:
        self._count += 1
        if self._count <= MOST_PROBLEMS:
            self._on_problem(problem)

    def close(self, extras: Counter[str]) -> None:
        """Say how many more there are, and what `extras` new entries have, most of them first."""
        from papershelf.errors import Location, Severity

        if extras:
            named = [f"{name} ({count:,})" for name, count in extras.most_common(MOST_EXTRAS)]
            more = f" and {len(extras) - MOST_EXTRAS:,} more" if len(extras) > MOST_EXTRAS else ""
            message = f"kept under extra, as no field holds it: {', '.join(named)}{more}"
            where = Location(self._source)
            self._on_problem(Problem(where, message, "", Severity.ADVICE, rule="kept"))
        rest = self._count - MOST_PROBLEMS
        if rest > 0:
            message = f"and {rest:,} more problems"
            hint = "mend the first ones, and import again"
            self._on_problem(Problem(Location(self._source), message, hint, Severity.WARNING))


def _counted(
    importer: Importer, source: Source, progress: Progress | None
) -> Iterator[Draft | Problem]:
    """What a file holds, while the bar follows its lines."""
    if progress is None:
        yield from importer.read(source)
        return
    progress.stage(f"Lines of {source.name}", source.content.count(b"\n") + 1)
    done = 0
    for found in importer.read(source):
        line = found.location.line if isinstance(found, Problem) else found.line
        for _ in range(line - done):
            progress.advance()
        done = max(done, line)
        yield found
