"""Look after the content: every problem in it, and advice, without making a site."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from papershelf.admin.problems import script_problems
from papershelf.advice import Facts, advise
from papershelf.content_files import ContentFiles, find_files
from papershelf.editors import write_schemas
from papershelf.errors import ContentError, Problem, Severity
from papershelf.loading import load_shelf
from papershelf.places import EntryFinder
from papershelf.stages import plan_shelf
from papershelf.store import open_store
from papershelf.validate import CheckedMemory, other_domain, unnamed_feeds
from papershelf.version import program_digest
from papershelf.workers import usable_cores

Found = tuple[ContentFiles, list[Problem]]


def check(
    shelf: Path | str = ".",
    found: Found | None = None,
    memory: CheckedMemory | None = None,
    *,
    today: date | None = None,
    is_trial: bool = False,
) -> tuple[Sequence[Problem], int]:
    """Every problem in the content of a shelf and advice, sorted, and the number of entries.

    `found` and `memory`: the files of the shelf and what is remembered of them, if not as usual.
    `today`: the day from which counts are old; the newest day that the shelf knows, unless given.
    `is_trial`: whether it is not the shelf as it stands, so that editors shall not hear of it.
    """
    shelf = Path(shelf)
    found = found or find_files(shelf)
    store = open_store(shelf, program_digest())
    memory = memory or CheckedMemory(store)
    loaded = load_shelf(shelf, store, found, memory=memory, jobs=usable_cores())
    problems = list(loaded.problems)
    if not any(problem.severity is Severity.ERROR for problem in problems):
        if not is_trial:
            write_schemas(shelf, loaded.library)
        try:
            site = plan_shelf(shelf, loaded, drafts=True, keep_pages=False)
            problems += [*site.problems, *site.plan.social_cards.advice()]
            problems += unnamed_feeds(loaded.config)
            problems += script_problems(loaded.config, loaded.library.static)
            problems += other_domain(loaded.config, found[0])
        except ContentError as error:
            problems += error.problems
    # What was read is remembered: it is not read again.
    written = memory.papers(found[0].papers, jobs=1).papers
    records = memory.shelf(found[0])
    facts = Facts(loaded.library, loaded.config, records, written, today)
    problems += advise(facts, EntryFinder(found[0]))
    without = frozenset(loaded.config.check.without)
    left = (problem for problem in problems if problem.rule not in without)
    return sorted(left, key=lambda problem: problem.sort_key), loaded.count
