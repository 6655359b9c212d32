"""What exporters make of papers: made in several processes, remembered between builds."""

from collections.abc import Sequence

import msgspec

from papershelf.exporters import Exporter, exporters_of
from papershelf.plan.cited import Cited
from papershelf.store import Store
from papershelf.workers import map_pieces

_Known = dict[str, tuple[bytes, str]]
"""By the id of a paper: its digest, and what was made of it."""

_WORTH_KEEPING = 100
"""Where fewer than one in so many pieces are new, they are sooner made again than all written."""
_PAPERS_AT_ONCE = 200
_ALONE_UP_TO = 2_000
"""Starting processes takes longer than to put this many papers into words."""


def store_name(exporter: Exporter) -> str:
    """What the store calls the pieces of an exporter."""
    return f"exports-{exporter.name}"


class Pieces:
    """What one exporter makes of papers."""

    def __init__(
        self, exporter: Exporter, cited: Cited, store: Store | None, *, is_shared: bool
    ) -> None:
        """Take what papers are made by; `is_shared`: whether a paper stands in several lists."""
        self.exporter = exporter
        self._keeps = is_shared or exporter.is_kept
        self._cited = cited
        self._store = store if exporter.is_kept else None
        self._before = self._recalled()
        self._now: _Known = {}
        self._new = 0

    def piece(self, paper: str) -> str:
        """What the exporter makes of a paper, or made of it the last time."""
        found = self._now.get(paper) if self._keeps else self._now.pop(paper, None)
        if found is None:
            digest = self._cited.export_digest(paper)
            found = self._before.get(paper)
            if found is None or found[0] != digest:
                found = (digest, self.exporter.piece(self._cited.exported(paper)))
                self._new += 1
            if self._keeps:
                self._now[paper] = found
        return found[1]

    def missing(self, papers: Sequence[str]) -> tuple[str, ...]:
        """Those of some papers of which nothing is known that still holds."""
        before, now, digest = self._before, self._now, self._cited.export_digest
        return tuple(
            paper
            for paper in papers
            if paper not in now
            and ((found := before.get(paper)) is None or found[0] != digest(paper))
        )

    def take(self, papers: Sequence[str], pieces: Sequence[str]) -> None:
        """Have what was made of papers elsewhere."""
        digests = map(self._cited.export_digest, papers)
        self._now.update(zip(papers, zip(digests, pieces, strict=True), strict=True))
        self._new += len(papers)

    def _recalled(self) -> _Known:
        content = self._store.read(store_name(self.exporter)) if self._store else None
        if content is None:
            return {}
        try:
            return msgspec.msgpack.decode(content, type=_Known)
        except msgspec.MsgspecError:
            return {}

    def remember(self, papers: Sequence[str]) -> None:
        """Keep what is known of these papers."""
        if self._store is None or self._new * _WORTH_KEEPING <= len(papers):
            return
        known = {**self._before, **self._now}
        kept = {paper: known[paper] for paper in papers if paper in known}
        self._store.write(store_name(self.exporter), msgspec.msgpack.encode(kept))


def make_ahead(every: Sequence[Pieces], papers: Sequence[str], cited: Cited, jobs: int) -> None:
    """Let each have what its exporter makes of papers: what formats share is worked out once."""
    by_name = {pieces.exporter.name: pieces for pieces in every}
    shared = (cited, tuple(by_name))
    jobs = jobs if len(papers) > _ALONE_UP_TO else 1
    for part, made in map_pieces(_made, shared, papers, jobs=jobs, piece=_PAPERS_AT_ONCE):
        for name, pieces in made:
            by_name[name].take(part, pieces)


# Exporters cannot be handed over to a process that is not forked; their names can.
_Made = tuple[Sequence[str], list[tuple[str, list[str]]]]


def _made(shared: tuple[Cited, tuple[str, ...]], papers: Sequence[str]) -> _Made:
    cited, names = shared
    exported = [cited.exported(paper) for paper in papers]
    return papers, [
        (exporter.name, [*map(exporter.piece, exported)]) for exporter in exporters_of(names)
    ]
