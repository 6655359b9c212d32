"""Run the stages: content → library → relations → plan → files."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from papershelf.errors import ContentError, Problem, Severity, UsageError

if TYPE_CHECKING:
    from papershelf.history import Origin
    from papershelf.limits import Budget
    from papershelf.loading import Loaded
    from papershelf.model import Library
    from papershelf.store import Store
    from papershelf.unchanged import Outcome
    from papershelf.write import Archive, Report, SiteFolder

# The heavy stages are imported where they are used: `papershelf --help` needs none of them.


class Progress(Protocol):
    """Told of what a build is doing; the command line draws a bar from it."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins; `total` pieces of work lie before it, 0 where nobody knows."""

    def advance(self) -> None:
        """One piece is done."""


class _Silence:
    def stage(self, name: str, total: int) -> None:
        pass

    def advance(self) -> None:
        pass


def build(
    shelf: Path | str = ".",
    output: Path | str | None = None,
    *,
    base_url: str | None = None,
    repository: str | None = None,
    noindex: bool = False,
    drafts: bool = False,
    strict: bool = False,
    lenient: bool = False,
    jobs: int | None = None,
    clean: bool = False,
    budget: bool = False,
    past_of: Origin | None = None,
    offline_zip: Path | str | None = None,
    on_problem: Callable[[Problem], None] = lambda _problem: None,
    progress: Progress | None = None,
) -> Report:
    """Build the site of a shelf into a folder, `site/` in the shelf unless `output` says otherwise.

    `base_url` stands in for the one in site.yaml, `repository` for the address of a repository that
    it does not give, `noindex` asks search engines to leave the site alone, `drafts` shows drafts,
    `strict` takes warnings for errors, `lenient` leaves bad entries out, `jobs` is the number of
    processes (default: one for each core), `clean` believes nothing that earlier builds left,
    `budget` refuses a site that is more than its host takes, `past_of` is where git knows who
    changed the entries if not in the shelf, `offline_zip` is a file to pack the finished site in
    for readers without a network. Warnings, and the errors of entries
    left out, go to `on_problem`. Raises PapershelfError: ContentError for problems in the content,
    with all of them; OverBudgetError. Nothing is written then.
    """
    from papershelf.history import Origin

    started = time.perf_counter()
    folder = Path(output) if output is not None else Path(shelf) / "site"
    target = None if offline_zip is None else Path(offline_zip)
    with _uncollected():
        report = _build(
            Path(shelf),
            folder,
            _Options(
                base_url, repository, noindex, drafts, strict, lenient, _jobs(jobs), clean, budget
            ),
            past_of or Origin(Path(shelf)),
            target,
            on_problem,
            progress or _Silence(),
        )
    report.seconds = time.perf_counter() - started
    return report


@dataclass(frozen=True, slots=True)
class _Options:
    base_url: str | None
    repository: str | None
    noindex: bool
    drafts: bool
    strict: bool
    lenient: bool
    jobs: int
    clean: bool
    budget: bool


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection but the one that is asked for: nearly all that is made is kept.

    The collector would walk through a million values again and again, for a third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
        else:
            gc.disable()


def _keep_what_is_there() -> None:
    """Let what was made until here be left out when rendering collects what pages leave behind.

    Forked processes share it, as long as no collection writes to it.
    """
    gc.freeze()


def _build(
    shelf: Path,
    output: Path,
    options: _Options,
    past_of: Origin,
    target: Path | None,
    on_problem: Callable[[Problem], None],
    progress: Progress,
) -> Report:
    from papershelf.content_files import find_files
    from papershelf.unchanged import Outcome, inputs_of, recall, remember
    from papershelf.write import SiteFolder, staged

    refuse_source(shelf, output)
    if target is not None:
        _refuse_archive(shelf, output, target)
    store = _store(shelf)
    if options.clean:
        _forget(store)
    folder = SiteFolder(output, store)
    lenient, strict = options.lenient, options.strict
    found = find_files(shelf)
    inputs = inputs_of(shelf, found, options)
    last = None if options.clean else recall(past_of, store, folder, inputs)
    if last is not None:
        for problem in last.problems:
            on_problem(problem)
        return _report(folder, last, _packed(folder, last, target, store, progress))

    from papershelf.admin.problems import repository_problems, script_problems
    from papershelf.build_digests import build_files
    from papershelf.loading import load_shelf
    from papershelf.stages import files, plan_shelf, rendered, search_files
    from papershelf.urls import derived_slug

    progress.stage("Reading entries", 0)
    loaded = load_shelf(
        shelf,
        store,
        found,
        base_url=options.base_url,
        repository=options.repository,
        noindex=options.noindex,
        lenient=lenient,
        past_of=past_of,
        jobs=options.jobs,
    )
    _stop_at_errors(loaded.problems, loaded.count, strict=False, lenient=lenient)
    site = plan_shelf(
        shelf,
        loaded,
        drafts=options.drafts,
        store=store,
        jobs=options.jobs,
        stage=progress.stage,
    )
    problems = [*loaded.problems, *site.problems]
    if loaded.config.admin.enabled:
        problems += [
            *script_problems(loaded.config, loaded.library.static),
            *repository_problems(loaded.config),
        ]
    _stop_at_errors(problems, loaded.count, strict=strict, lenient=lenient)

    folder.open()
    if options.clean:
        folder.forget()
    stale = [
        (page, fingerprint)
        for page in site.pages
        for fingerprint in (site.renderer.fingerprint(page),)
        if not folder.is_fresh(page.path, fingerprint)
    ]
    progress.stage("Indexing for the search", 0)
    costs, searched = search_files(site, folder, store)
    progress.stage("Writing pages", len(stale))
    _keep_what_is_there()
    outputs = chain(
        files(site, folder, options.jobs), searched, rendered(site.renderer, stale, options.jobs)
    )
    with staged(folder, outputs, progress=progress.advance):
        if loaded.config.offline:
            for told in build_files(folder.written):
                folder.stage(told)
        budget = _weigh(folder, loaded, costs, options, on_problem, problems)
        # First, as a large shelf may have more warnings than anybody is shown.
        problems[:0] = budget.problems
        written, removed = folder.commit()
    for problem in problems:
        on_problem(problem)
    outcome = Outcome(
        inputs or b"",
        tuple(problems),
        papers=len(site.relations.shown),
        pages=len(site.pages),
        left_out=loaded.left_out,
        search_costs=costs,
        search_budget=loaded.config.search.budget,
        budget=budget,
        past=loaded.library.past.key,
        name=derived_slug(loaded.config.title),
    )
    if inputs is not None:
        remember(store, folder, outcome)
    archive = _packed(folder, outcome, target, store, progress)
    report = _report(folder, outcome, archive)
    report.rendered, report.written, report.removed = len(stale), written, removed
    return report


def _weigh(
    folder: SiteFolder,
    loaded: Loaded,
    search_costs: Mapping[str, int],
    options: _Options,
    on_problem: Callable[[Problem], None],
    problems: Sequence[Problem],
) -> Budget:
    """What the new site takes; too much of it stops the build if asked for, told after the rest."""
    from papershelf.budget import weigh
    from papershelf.limits import OverBudgetError

    static = frozenset(loaded.library.static)
    budget = weigh(folder.sizes, static, loaded.config, search_costs)
    over = budget.problems
    if over and (options.strict or options.budget):
        for problem in problems:
            on_problem(problem)
        raise OverBudgetError(over, loaded.count, budget)
    return budget


def _refuse_archive(shelf: Path, output: Path, target: Path) -> None:
    from papershelf.archive import refuse_archive

    refuse_source(shelf, target, "--offline-zip", what="archive")
    refuse_archive(target, output)


def _packed(
    folder: SiteFolder, outcome: Outcome, target: Path | None, store: Store, progress: Progress
) -> Archive | None:
    """The archive of the finished site; None where nobody asks for one."""
    if target is None:
        return None
    from papershelf.archive import archive_site

    return archive_site(folder, target, outcome.name, store, progress.stage, progress.advance)


def _report(folder: SiteFolder, outcome: Outcome, archive: Archive | None) -> Report:
    from papershelf.write import Report

    files, size = folder.totals
    return Report(
        output=folder.folder,
        papers=outcome.papers,
        pages=outcome.pages,
        left_out=outcome.left_out,
        search_costs=outcome.search_costs,
        search_budget=outcome.search_budget,
        budget=outcome.budget,
        files=files,
        bytes=size,
        archive=archive,
    )


def load_library(shelf: Path | str = ".") -> Library:
    """The checked papers, collections and vocabularies of a shelf.

    Raises ContentError with every problem if an entry has errors.
    """
    from papershelf.loading import load_shelf

    shelf = Path(shelf)
    loaded = load_shelf(shelf, _store(shelf))
    _stop_at_errors(loaded.problems, loaded.count, strict=False, lenient=False)
    return loaded.library


def _stop_at_errors(
    problems: Sequence[Problem], count: int, *, strict: bool, lenient: bool
) -> None:
    grave = {Severity.ERROR} if not lenient else set()
    if strict:
        grave |= {Severity.WARNING}
    if any(problem.severity in grave for problem in problems):
        raise ContentError(problems, count)


def refuse_source(
    shelf: Path, output: Path, option: str = "--output", what: str = "output"
) -> None:
    """Raise UsageError for an output among what a site is made from: it would feed on itself.

    `option`: what names the output; `what`: what errors call it.
    """
    for name in ("content", "themes"):
        source = (shelf / name).resolve()
        if output.resolve().is_relative_to(source):
            raise UsageError(f"the {what} {output} is inside {source}; choose another {option}")


def _forget(store: Store) -> None:
    from papershelf.stages import REMEMBERED
    from papershelf.validate import CHECKED

    for name in (CHECKED, *REMEMBERED):
        store.forget(name)


def _jobs(jobs: int | None) -> int:
    from papershelf.workers import usable_cores

    return jobs if jobs is not None else usable_cores()


def _store(shelf: Path) -> Store:
    from papershelf.store import open_store
    from papershelf.version import program_digest

    return open_store(shelf, program_digest())
