"""Content → library: every file read and checked, with all that is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from papershelf.config import Config, with_base_url, with_repository
from papershelf.content_files import ContentFiles, find_files
from papershelf.errors import ContentError, Problem, Severity
from papershelf.history import Origin, read_past
from papershelf.model import Library
from papershelf.places import EntryFinder
from papershelf.settings import read_settings
from papershelf.store import Store
from papershelf.validate import CheckedMemory, Records, assemble

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


def load_shelf(
    shelf: Path,
    store: Store,
    found: tuple[ContentFiles, list[Problem]] | None = None,
    *,
    memory: CheckedMemory | None = None,
    before: Library | None = None,
    base_url: str | None = None,
    repository: str | None = None,
    noindex: bool = False,
    lenient: bool = False,
    past_of: Origin | None = None,
    jobs: int = 1,
) -> Loaded:
    """Read and check everything in `content/`: the library as far as it goes, all problems.

    `found`: what `find_files` found, if that has been asked already. `memory`: what the files held
    before; recalled from the store unless given. `before`: the library that was put together
    before, whose unchanged papers are kept as the very objects. `base_url` and `noindex` stand in
    for those of the settings, `repository` for an address that these do not give. `past_of`: for
    a site, which credits those who changed entries if the settings say so: where git knows them.
    """
    memory = memory or CheckedMemory(store)
    files, told = found or find_files(shelf)
    config, wrong = read_settings(files)
    problems = [*told, *wrong]
    checked = memory.papers(files.papers, jobs=jobs)
    records = memory.shelf(files)
    static = tuple(file.path.removeprefix("content/static/") for file in files.static)
    together = Records(checked.papers, records, static, checked.broken, checked.salvaged)
    library, between = assemble(together, EntryFinder(files), lenient=lenient, before=before)
    problems += [*checked.problems, *records.problems, *between]
    if past_of is not None and config.credit.history:
        past, untold = read_past(past_of, store, before.past if before else None)
        library = structs.replace(library, past=past)
        problems += untold
    problems.sort(key=lambda problem: problem.sort_key)
    count = checked.count
    if any(p.severity is Severity.ERROR and p.location.path == _SETTINGS for p in problems):
        # Without its settings there is no shelf to leave anything out of.
        raise ContentError(problems, count)
    if base_url is not None:
        config = with_base_url(config, base_url)
    if repository is not None:
        config = with_repository(config, repository)
    if noindex:
        config = config.model_copy(update={"noindex": True})
    return Loaded(library, config, problems, count, checked.count - len(library.papers))
