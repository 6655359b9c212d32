"""Look after the content: every problem in it, and advice, without making a site."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from papershelf.advice import Facts, advise
from papershelf.errors import ContentError, Problem, Severity
from papershelf.load import EntryFinder, find_files
from papershelf.loading import load_shelf
from papershelf.stages import plan_shelf
from papershelf.store import open_store
from papershelf.validate import CheckedMemory, other_domain, unnamed_feeds
from papershelf.version import program_digest
from papershelf.workers import usable_cores


def check(shelf: Path | str = ".", *, today: date | None = None) -> tuple[Sequence[Problem], int]:
    """Every problem in the content of a shelf and advice, sorted, and the number of entries.

    `today`: the day from which counts are old; the newest day that the shelf knows, unless given.
    """
    shelf = Path(shelf)
    found = find_files(shelf)
    store = open_store(shelf, program_digest())
    memory = CheckedMemory(store)
    loaded = load_shelf(shelf, store, found, memory=memory, jobs=usable_cores())
    problems = list(loaded.problems)
    if not any(problem.severity is Severity.ERROR for problem in problems):
        try:
            site = plan_shelf(shelf, loaded, drafts=True, keep_pages=False)
            problems += [*site.problems, *site.plan.social_cards.advice()]
            problems += unnamed_feeds(loaded.config)
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
