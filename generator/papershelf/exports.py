"""The papers of every list as files that people take away, and each paper in files of its own."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from papershelf.exporters import (
    EXPORTERS,
    SCHEMA_FILE,
    Exporter,
    exporters_of,
    joined,
    record_schema,
)
from papershelf.output import Pending
from papershelf.pieces import Pieces, make_ahead, store_name
from papershelf.plan.cited import Cited
from papershelf.plan.listings import Listing
from papershelf.plan.page import digest_of
from papershelf.plan.parts import ExportFile
from papershelf.store import Store
from papershelf.text import slugify
from papershelf.version import program_digest

EXPORTED: Final = tuple(store_name(exporter) for exporter in EXPORTERS if exporter.is_kept)
"""What the store calls the papers as they stand in exports, format by format."""


_ONE_BY_ONE = 100
"""Fewer papers than these are put into words when a file wants them."""


class Exports:
    """Makes the exports of a site; papers that did not change are taken from memory.

    Files are offered format by format: what was made for one is dropped when the next one begins.
    """

    def __init__(
        self,
        cited: Cited,
        store: Store | None,
        kept: Sequence[str] = (),
        jobs: int | None = None,
    ) -> None:
        """Take how papers are cited; `kept`: those to be remembered for the next build.

        Where all files are wanted, `jobs` processes make the pieces of the formats to come as well.
        """
        self._cited = cited
        self._store = store
        self._kept = kept
        self._jobs = jobs
        self._begun: dict[str, Pieces] = {}
        self._order: Sequence[Exporter] = ()
        self._shared: frozenset[str] = frozenset()

    def pending(self, listings: Sequence[Listing]) -> Iterator[Pending]:
        """The exports of every list."""
        found: dict[str, list[tuple[Listing, ExportFile]]] = {}
        for listing in listings:
            for file in listing.files:
                found.setdefault(file.exporter.name, []).append((listing, file))
        self._shared = frozenset(
            name
            for name, files in found.items()
            if len({listing.slugs for listing, _ in files}) > 1
        )
        self._order = exporters_of(found)
        for exporter in self._order:
            for listing, file in found[exporter.name]:
                yield Pending(
                    listing.path(file.name),
                    partial(self._fingerprint, file),
                    partial(self._make, file),
                    listing.source,
                )
        if "jsonl" in found:
            yield Pending(SCHEMA_FILE, lambda: None, lambda: record_schema().encode(), "exports")

    def of_papers(self, papers: Iterable[str], exporters: Sequence[Exporter]) -> Iterator[Pending]:
        """The files of each paper, beside its page."""
        for exporter in exporters:
            for paper in papers:
                yield Pending(
                    f"papers/{slugify(paper)}/{exporter.paper_file}",
                    partial(self._paper_fingerprint, exporter, paper),
                    partial(self._make_paper, exporter, paper),
                    f"the exports of {paper}",
                )

    def _fingerprint(self, file: ExportFile) -> bytes:
        digests = b"".join(map(self._cited.export_digest, file.papers))
        return digest_of(program_digest(), file.exporter.name, file.remark, digests)

    def _make(self, file: ExportFile) -> bytes:
        pieces = self._pieces_of(file.exporter)
        if self._jobs:
            self._make_ahead(pieces, file.papers, self._jobs)
        texts = map(pieces.piece, file.papers)
        return _encoded("".join(joined(file.exporter, texts, file.remark)))

    def _make_ahead(self, pieces: Pieces, papers: Sequence[str], jobs: int) -> None:
        """Make what a file lacks, and what the formats to come lack of the same papers."""
        missing = pieces.missing(papers)
        if len(missing) <= _ONE_BY_ONE:
            return
        every = [pieces]
        place = self._order.index(pieces.exporter)
        for exporter in self._order[place + 1 :]:
            # All that is made ahead is held at once: what can be long waits for its turn.
            if not exporter.has_texts:
                other = self._begin(exporter)
                if other.missing(papers) == missing:
                    every.append(other)
        make_ahead(every, missing, self._cited, jobs)

    def _paper_fingerprint(self, exporter: Exporter, paper: str) -> bytes:
        return digest_of(program_digest(), exporter.name, self._cited.digest(paper))

    def _make_paper(self, exporter: Exporter, paper: str) -> bytes:
        return _encoded(exporter.paper(self._cited.exported(paper)))

    def _pieces_of(self, exporter: Exporter) -> Pieces:
        # What was made ahead waits for its turn.
        is_over = self._order[: self._order.index(exporter)] if self._jobs else self._order
        for other in is_over:
            if other is not exporter:
                self._end(other)
        return self._begin(exporter)

    def _begin(self, exporter: Exporter) -> Pieces:
        pieces = self._begun.get(exporter.name)
        if pieces is None:
            is_shared = exporter.name in self._shared
            pieces = Pieces(exporter, self._cited, self._store, is_shared=is_shared)
            self._begun[exporter.name] = pieces
        return pieces

    def _end(self, exporter: Exporter) -> None:
        pieces = self._begun.pop(exporter.name, None)
        if pieces and self._kept:
            pieces.remember(self._kept)

    def remember(self) -> None:
        """Keep what was made last for the next build."""
        for exporter in self._order:
            self._end(exporter)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
