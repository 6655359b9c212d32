"""Run the stages: content → library → relations → plan → files."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from papershelf.errors import ContentError, Problem, Severity, UsageError

if TYPE_CHECKING:
    from papershelf.config import Config
    from papershelf.load import ContentFiles
    from papershelf.model import Library
    from papershelf.output import Output
    from papershelf.plan import Page
    from papershelf.relate import Relations
    from papershelf.render import Renderer
    from papershelf.store import Store
    from papershelf.theme import Theme
    from papershelf.unchanged import Outcome
    from papershelf.write import Report, SiteFolder

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


_SETTINGS = "content/site.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A library with the settings and the problems that came with it."""

    library: Library
    config: Config
    problems: Sequence[Problem]
    """All of them, sorted."""
    count: int
    """Entries, good and bad."""
    left_out: int


def build(
    shelf: Path | str = ".",
    output: Path | str | None = None,
    *,
    base_url: str | None = None,
    drafts: bool = False,
    strict: bool = False,
    lenient: bool = False,
    jobs: int | None = None,
    clean: bool = False,
    on_problem: Callable[[Problem], None] = lambda _problem: None,
    progress: Progress | None = None,
) -> Report:
    """Build the site of a shelf into a folder, `site/` in the shelf unless `output` says otherwise.

    `base_url` stands in for the one in site.yaml, `drafts` shows drafts, `strict` takes warnings
    for errors, `lenient` leaves bad entries out, `jobs` is the number of processes (default: one
    for each core), `clean` believes nothing that earlier builds left. Warnings, and the errors of
    entries left out, go to `on_problem`. Raises PapershelfError: ContentError for problems in the
    content, with all of them; nothing is written then.
    """
    started = time.perf_counter()
    with _uncollected():
        report = _build(
            Path(shelf),
            Path(output) if output is not None else Path(shelf) / "site",
            _Options(base_url, drafts, strict, lenient, _jobs(jobs), clean),
            on_problem,
            progress or _Silence(),
        )
    report.seconds = time.perf_counter() - started
    return report


@dataclass(frozen=True, slots=True)
class _Options:
    base_url: str | None
    drafts: bool
    strict: bool
    lenient: bool
    jobs: int
    clean: bool


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection: nearly all that a build makes lives until its end.

    The collector would walk through a million values again and again, for a third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _build(
    shelf: Path,
    output: Path,
    options: _Options,
    on_problem: Callable[[Problem], None],
    progress: Progress,
) -> Report:
    from papershelf.load import find_files
    from papershelf.unchanged import Outcome, inputs_of, recall, remember
    from papershelf.write import SiteFolder, write_site

    _refuse_source(shelf, output)
    store = _store(shelf)
    if options.clean:
        _forget(store)
    folder = SiteFolder(output, store)
    lenient, strict = options.lenient, options.strict
    found = find_files(shelf)
    inputs = inputs_of(shelf, found, options)
    last = None if options.clean else recall(store, folder, inputs)
    if last is not None:
        for problem in last.problems:
            on_problem(problem)
        return _report(folder, last)

    progress.stage("Reading entries", 0)
    loaded = load(
        shelf, store, found, base_url=options.base_url, lenient=lenient, jobs=options.jobs
    )
    _stop_at_errors(loaded.problems, loaded.count, strict=False, lenient=lenient)
    site = _plan(shelf, loaded, drafts=options.drafts)
    problems = [*loaded.problems, *site.problems]
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
    progress.stage("Writing pages", len(stale))
    outputs = chain(
        _files(shelf, site, folder, store), _rendered(site.renderer, stale, options.jobs)
    )
    written, removed = write_site(folder, outputs, progress=progress.advance)
    for problem in problems:
        on_problem(problem)
    outcome = Outcome(
        inputs or b"",
        tuple(problems),
        papers=len(site.relations.shown),
        pages=len(site.pages),
        left_out=loaded.left_out,
    )
    if inputs is not None:
        remember(store, folder, outcome)
    report = _report(folder, outcome)
    report.rendered, report.written, report.removed = len(stale), written, removed
    return report


def _report(folder: SiteFolder, outcome: Outcome) -> Report:
    from papershelf.write import Report

    files, size = folder.totals
    return Report(
        output=folder.folder,
        papers=outcome.papers,
        pages=outcome.pages,
        left_out=outcome.left_out,
        files=files,
        bytes=size,
    )


def load_library(shelf: Path | str = ".") -> Library:
    """The checked papers, collections and vocabularies of a shelf.

    Raises ContentError with every problem if an entry has errors.
    """
    shelf = Path(shelf)
    loaded = load(shelf, _store(shelf))
    _stop_at_errors(loaded.problems, loaded.count, strict=False, lenient=False)
    return loaded.library


def check(shelf: Path | str = ".") -> tuple[Sequence[Problem], int]:
    """Every problem in the content of a shelf and advice, sorted, and the number of entries."""
    from papershelf.load import EntryFinder, find_files
    from papershelf.validate import ambiguous_names

    shelf = Path(shelf)
    found = find_files(shelf)
    loaded = load(shelf, _store(shelf), found, jobs=_jobs(None))
    problems = list(loaded.problems)
    if not any(problem.severity is Severity.ERROR for problem in problems):
        try:
            problems += _plan(shelf, loaded, drafts=True).problems
            problems += ambiguous_names(loaded.library, EntryFinder(found[0]))
        except ContentError as error:
            problems += error.problems
    return sorted(problems, key=lambda problem: problem.sort_key), loaded.count


def load(
    shelf: Path,
    store: Store,
    found: tuple[ContentFiles, list[Problem]] | None = None,
    *,
    base_url: str | None = None,
    lenient: bool = False,
    jobs: int = 1,
) -> Loaded:
    """Read and check everything in `content/`: the library as far as it goes, all problems.

    `found`: what `find_files` found, if that has been asked already.
    """
    from papershelf.config import read_config, with_base_url
    from papershelf.load import EntryFinder, decode, find_files, read_bytes
    from papershelf.validate import Records, assemble, check_files, check_shelf

    files, told = found or find_files(shelf)
    problems = list(told)
    text = ""
    if files.config:
        text, unreadable = decode(read_bytes(files.config), files.config.path)
        problems += unreadable
    config, wrong = read_config(text, _SETTINGS)
    problems += wrong
    checked = check_files(files.papers, store, jobs=jobs)
    records = check_shelf(files)
    static = tuple(file.path.removeprefix("content/static/") for file in files.static)
    together = Records(checked.papers, records, static, checked.broken, checked.salvaged)
    library, between = assemble(together, EntryFinder(files), lenient=lenient)
    problems += [*checked.problems, *records.problems, *between]
    problems.sort(key=lambda problem: problem.sort_key)
    count = checked.count
    if any(p.severity is Severity.ERROR and p.location.path == _SETTINGS for p in problems):
        # Without its settings there is no shelf to leave anything out of.
        raise ContentError(problems, count)
    if base_url is not None:
        config = with_base_url(config, base_url)
    return Loaded(library, config, problems, count, checked.count - len(library.papers))


@dataclass(frozen=True, slots=True)
class _Site:
    """A planned site, ready to be rendered."""

    loaded: Loaded
    relations: Relations
    theme: Theme
    pages: Sequence[Page]
    renderer: Renderer
    problems: Sequence[Problem]


def _plan(shelf: Path, loaded: Loaded, *, drafts: bool) -> _Site:
    """The plan of a library's site; raises ContentError where two sources want one path."""
    from papershelf.plan import plan_site, refuse_collisions
    from papershelf.plan.links import LinkMap
    from papershelf.relate import relate
    from papershelf.render import Renderer
    from papershelf.theme import load_theme
    from papershelf.version import GENERATOR, program_digest

    library, config = loaded.library, loaded.config
    theme, problems = load_theme(shelf, config)
    relations = relate(library, drafts=drafts, author_pages_from=config.author_pages_from or 0)
    plan = plan_site(
        library,
        relations,
        config,
        generator=GENERATOR,
        options=theme.options,
        stylesheet=theme.stylesheet,
    )
    refuse_collisions(
        [(page.path, page.source) for page in plan.pages]
        + [(path, f"content/static/{path}") for path in library.static]
        + [(f"{theme.asset_folder}/{name}", f"the theme {theme.name}") for name in theme.assets]
        + ([("search/manifest.json", "the search")] if config.search.enabled else [])
    )
    renderer = Renderer(plan.site, theme, LinkMap(library, plan.pages), program_digest())
    problems += _dead_links(renderer, plan.pages, shelf)
    return _Site(loaded, relations, theme, plan.pages, renderer, problems)


def _stop_at_errors(
    problems: Sequence[Problem], count: int, *, strict: bool, lenient: bool
) -> None:
    grave = {Severity.ERROR} if not lenient else set()
    if strict:
        grave |= {Severity.WARNING}
    if any(problem.severity in grave for problem in problems):
        raise ContentError(problems, count)


def _refuse_source(shelf: Path, output: Path) -> None:
    """Raise UsageError for an output among what a site is made from: it would feed on itself."""
    for name in ("content", "themes"):
        source = (shelf / name).resolve()
        if output.resolve().is_relative_to(source):
            raise UsageError(f"the output {output} is inside {source}; choose another --output")


def _forget(store: Store) -> None:
    from papershelf.validate import CHECKED

    for name in (CHECKED, _SEARCH):
        store.forget(name)


def _jobs(jobs: int | None) -> int:
    from papershelf.workers import usable_cores

    return jobs if jobs is not None else usable_cores()


def _store(shelf: Path) -> Store:
    from papershelf.store import open_store
    from papershelf.version import program_digest

    return open_store(shelf, program_digest())


def _dead_links(renderer: Renderer, pages: Sequence[Page], shelf: Path) -> Iterator[Problem]:
    from papershelf.load import find_text

    for page in pages:
        for target in renderer.dead_links(page) if page.links else ():
            location, excerpt = find_text(shelf, page.source, target)
            yield Problem(
                location,
                f'the link "{target}" leads nowhere',
                "link to a file of the shelf (../papers/one.md) or a page of the site (/topics/)",
                Severity.WARNING,
                excerpt,
            )


_PIECE = 48
"""Pages rendered at a time in one process: enough that handing them over costs nothing."""
_ALONE_UP_TO = 300
"""Starting processes costs more than rendering this many pages in one."""


def _rendered(
    renderer: Renderer, stale: Sequence[tuple[Page, bytes]], jobs: int
) -> Iterator[tuple[Output, bytes]]:
    from papershelf.workers import map_pieces

    shared = (renderer, [page for page, _ in stale])
    jobs = jobs if len(stale) > _ALONE_UP_TO else 1
    results = map_pieces(_render_piece, shared, range(len(stale)), jobs=jobs, piece=_PIECE)
    numbered = (output for outputs in results for output in outputs)
    for (_, fingerprint), output in zip(stale, numbered, strict=True):
        yield output, fingerprint


def _render_piece(shared: tuple[Renderer, Sequence[Page]], places: Sequence[int]) -> list[Output]:
    from papershelf.render import render_pages

    renderer, pages = shared
    return list(render_pages(renderer, [pages[place] for place in places]))


def _files(
    shelf: Path, site: _Site, folder: SiteFolder, store: Store
) -> Iterator[tuple[Output, bytes]]:
    """What a site holds beside its pages."""
    from papershelf.load import read_static
    from papershelf.output import Output

    # Without it GitHub Pages would leave out files that start with an underscore.
    yield Output(".nojekyll", b""), b""
    for output in site.theme.outputs():
        yield output, b""
    for path in site.loaded.library.static:
        yield Output(path, read_static(shelf, path), f"content/static/{path}"), b""
    if site.loaded.config.search.enabled:
        yield from _search_files(site, folder, store)


_SEARCH = "search"
"""What the store calls the files of the search."""


def _search_files(site: _Site, folder: SiteFolder, store: Store) -> Iterator[tuple[Output, bytes]]:
    from papershelf.plan import digest_of
    from papershelf.search import documents_digest, documents_of, search_outputs
    from papershelf.version import program_digest

    library, config = site.loaded.library, site.loaded.config
    fingerprint = digest_of(program_digest(), documents_digest(library, site.relations, config))
    remembered = (store.read(_SEARCH) or b"").decode().split("\n")
    if remembered[0] == fingerprint.hex() and all(
        folder.is_fresh(path, fingerprint) for path in remembered[1:]
    ):
        return
    paths: list[str] = []
    documents = list(documents_of(library, site.relations, config))
    for output in search_outputs(documents, config.boosts):
        paths.append(output.path)
        yield output, fingerprint
    store.write(_SEARCH, "\n".join([fingerprint.hex(), *paths]).encode())
