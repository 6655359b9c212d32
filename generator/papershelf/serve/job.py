"""What the process in the background does: everything of a build that pages do not wait for."""

from papershelf.errors import ContentError, Problem
from papershelf.history import Origin
from papershelf.loading import load_shelf
from papershelf.related.table import RelatedPapers
from papershelf.search import (
    SearchInput,
    SearchSettings,
    search_input,
    search_outputs,
    search_settings,
)
from papershelf.serve.clock import Clock
from papershelf.serve.request import Catch, Task
from papershelf.serve.searched import SearchFiles
from papershelf.stages import PlannedSite, plan_shelf, search_fingerprint
from papershelf.store import Store


def catch_up(task: Task, store: Store, *, related_key: bytes, search_key: bytes) -> Catch:
    """The related papers and the search of a shelf as it is now, made by the stages of a build.

    `related_key` and `search_key` name what the asker has. Problems in the content are part of what
    is found; raises MachineError and other PapershelfErrors for what could not be run.
    """
    clock = Clock()
    related, search = None, None
    read: list[Problem] = []
    planned: list[Problem] = []
    problems = read
    try:
        clock.stage("Reading entries")
        # Other processes would be left behind where this one is stopped, so there are none.
        loaded = load_shelf(
            task.shelf, store, base_url=task.base_url, past_of=Origin(task.shelf), jobs=1
        )
        read += loaded.problems
        if not any(problem.is_grave for problem in read):
            problems = planned
            clock.stage("Planning pages")
            site = plan_shelf(
                task.shelf,
                loaded,
                drafts=task.drafts,
                store=store,
                stage=clock.stage,
                keep_pages=False,
            )
            planned += site.problems
            found = RelatedPapers.of(site.related)
            related = found if found.key != related_key else None
            clock.stage("Indexing for the search")
            key = search_fingerprint(site)
            is_new = key != search_key
            source = _search_source(site) if is_new else None
            settings = search_settings(loaded.config)
            # Pages and library take as much memory as the files that are made now.
            del site, loaded
            if is_new:
                search = _search(key, source, settings)
    except ContentError as error:
        problems += error.problems
    clock.stage("")
    everything = sorted([*read, *planned], key=lambda problem: problem.sort_key)
    return Catch(related, search, everything, planned, clock.seconds)


def _search_source(site: PlannedSite) -> SearchInput | None:
    """What the search is made from, None for a site without one."""
    loaded, tokens = site.loaded, site.tokens
    if tokens is None or not loaded.config.search.enabled:
        return None
    wording = site.theme.wording
    return search_input(loaded.library, site.relations, loaded.config, wording, tokens)


def _search(key: bytes, source: SearchInput | None, settings: SearchSettings) -> SearchFiles:
    if source is None:
        return SearchFiles(key)
    outputs, report = search_outputs(source, settings)
    return SearchFiles(key, tuple(outputs), report.costs)
