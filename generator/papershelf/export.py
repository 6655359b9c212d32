"""Content → library → texts: papers of a shelf in a format, without its site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from papershelf.errors import ContentError, Severity, UsageError, did_you_mean

if TYPE_CHECKING:
    from papershelf.exporters import Exporter
    from papershelf.model import Library
    from papershelf.relate import Relations

# The heavy stages are imported where they are used: `papershelf --help` needs none of them.

ORDERS: Final = ("newest", "oldest", "added", "title", "trending")
"""What papers can be sorted by: the orders of the search but for relevance."""


@dataclass(frozen=True, slots=True)
class Export:
    """Papers that were chosen, on their way into a format."""

    label: str
    """Of the format."""
    papers: int
    texts: Iterator[str]
    """A file piece by piece; each paper is put into words when its turn comes."""


def export(
    shelf: Path | str = ".",
    format: str = "bibtex",  # noqa: A002 - as the option of the command is called
    *,
    where: str | None = None,
    sort: str = "newest",
    drafts: bool = False,
    base_url: str | None = None,
    jobs: int | None = None,
) -> Iterator[str]:
    """The papers of a shelf in one of the formats of exports, piece by piece.

    `where` is a query in the language of the search, `sort` one of `ORDERS`, `drafts` takes drafts
    too, `base_url` stands in for the one in site.yaml, `jobs` is the number of processes (default:
    one for each core). Raises PapershelfError: ContentError for problems in the content, UsageError
    for a query with a mistake.
    """
    chosen = prepare(
        shelf, format, where=where, sort=sort, drafts=drafts, base_url=base_url, jobs=jobs
    )
    return chosen.texts


def prepare(
    shelf: Path | str,
    format: str,  # noqa: A002 - as the option of the command is called
    *,
    where: str | None,
    sort: str,
    drafts: bool,
    base_url: str | None,
    jobs: int | None,
    stage: Callable[[str], None] = lambda _name: None,
) -> Export:
    """Choose papers as `export` does; `stage` is told what is going on."""
    from papershelf.exporters import write
    from papershelf.loading import load_shelf
    from papershelf.persons import People, people_in
    from papershelf.plan.cited import Cited
    from papershelf.query import papers_matching
    from papershelf.relate import relate
    from papershelf.store import open_store
    from papershelf.version import program_digest
    from papershelf.workers import usable_cores

    exporter = _exporter(format)
    if sort not in ORDERS:
        raise UsageError(f'"{sort}" is no order; {did_you_mean(sort, ORDERS, noun="orders")}')
    shelf, jobs = Path(shelf), jobs if jobs is not None else usable_cores()
    store = open_store(shelf, program_digest())
    stage("Reading entries")
    loaded = load_shelf(shelf, store, base_url=base_url, jobs=jobs)
    if any(problem.severity is Severity.ERROR for problem in loaded.problems):
        raise ContentError(loaded.problems, loaded.count)
    library, config = loaded.library, loaded.config
    asks_who = exporter.asks_who and bool(library.identities)
    relations = relate(
        library,
        drafts=drafts,
        half_life=config.trending.half_life,
        # Finding who is who takes longer than all other relations.
        find_people=people_in if asks_who else lambda *_: People({}, {}, 0),
    )
    papers: Sequence[str] = relations.newest
    if where is not None:
        found = papers_matching(
            where,
            library,
            relations,
            config,
            store,
            jobs=jobs,
            before_words=lambda: stage("Reading words"),
        )
        papers = [paper for paper in papers if paper in found]
    papers = _sorted(papers, sort, library, relations)
    cited = Cited(library, relations, config)
    return Export(exporter.label, len(papers), write(exporter, map(cited.exported, papers)))


def formats() -> dict[str, str]:
    """The names of the formats with what readers call them."""
    from papershelf.exporters import EXPORTERS

    return {exporter.name: exporter.label for exporter in EXPORTERS}


def _exporter(name: str) -> Exporter:
    from papershelf.exporters import EXPORTERS

    known = {exporter.name: exporter for exporter in EXPORTERS}
    if name not in known:
        hint = did_you_mean(name, list(known), noun="formats")
        raise UsageError(f'"{name}" is no format of exports; {hint}')
    return known[name]


def _sorted(
    newest: Sequence[str], sort: str, library: Library, relations: Relations
) -> Sequence[str]:
    if sort in ("added", "trending"):
        chosen = frozenset(newest)
        order = relations.shelving if sort == "added" else relations.trending
        return [paper for paper in order if paper in chosen]
    if sort == "title":
        from papershelf.markup import to_text
        from papershelf.text import fold

        return sorted(newest, key=lambda paper: fold(to_text(library.papers[paper].title)))
    return newest if sort == "newest" else newest[::-1]
