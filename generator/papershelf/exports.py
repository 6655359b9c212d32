"""The papers of every list as files that people take away, and each paper in files of its own."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import msgspec

from papershelf.exporters import (
    EXPORTERS,
    SCHEMA_FILE,
    Exporter,
    joined,
    record_schema,
)
from papershelf.output import Pending
from papershelf.plan.cited import Cited
from papershelf.plan.listings import Listing
from papershelf.plan.page import digest_of
from papershelf.plan.parts import ExportFile
from papershelf.store import Store
from papershelf.text import slugify
from papershelf.version import program_digest

EXPORTED: Final = tuple(f"exports-{exporter.name}" for exporter in EXPORTERS if exporter.is_kept)
"""What the store calls the papers as they stand in exports, format by format."""

_Known = dict[str, tuple[bytes, str]]


class Exports:
    """Makes the exports of a site; papers that did not change are taken from memory.

    Files are offered format by format: what was made for one is dropped when the next one begins.
    """

    def __init__(self, cited: Cited, store: Store | None, kept: Sequence[str] = ()) -> None:
        """Take how papers are cited; `kept`: those to be remembered for the next build."""
        self._cited = cited
        self._store = store
        self._kept = kept
        self._pieces: _Pieces | None = None
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
        for files in found.values():
            for listing, file in files:
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
        pieces = map(self._pieces_of(file.exporter).piece, file.papers)
        return _encoded("".join(joined(file.exporter, pieces, file.remark)))

    def _paper_fingerprint(self, exporter: Exporter, paper: str) -> bytes:
        return digest_of(program_digest(), exporter.name, self._cited.digest(paper))

    def _make_paper(self, exporter: Exporter, paper: str) -> bytes:
        return _encoded(exporter.paper(self._cited.exported(paper)))

    def _pieces_of(self, exporter: Exporter) -> "_Pieces":
        pieces = self._pieces
        if pieces is None or pieces.exporter is not exporter:
            self.remember()
            is_shared = exporter.name in self._shared
            pieces = _Pieces(exporter, self._cited, self._store, is_shared=is_shared)
            self._pieces = pieces
        return pieces

    def remember(self) -> None:
        """Keep what was made last for the next build."""
        if self._pieces and self._kept:
            self._pieces.remember(self._kept)
        self._pieces = None


class _Pieces:
    """What one exporter makes of papers."""

    def __init__(
        self, exporter: Exporter, cited: Cited, store: Store | None, *, is_shared: bool
    ) -> None:
        """Take what papers are made by; `is_shared`: whether a paper stands in several lists."""
        self.exporter = exporter
        self._keeps = is_shared or exporter.is_kept
        self._cited = cited
        self._store = store if exporter.is_kept else None
        self._name = f"exports-{exporter.name}"
        self._before = self._recalled()
        self._now: _Known = {}
        self._is_new = False

    def piece(self, paper: str) -> str:
        """What the exporter makes of a paper, or made of it the last time."""
        found = self._now.get(paper)
        if found is None:
            digest = self._cited.export_digest(paper)
            found = self._before.get(paper)
            if found is None or found[0] != digest:
                found = (digest, self.exporter.piece(self._cited.exported(paper)))
                self._is_new = True
            if self._keeps:
                self._now[paper] = found
        return found[1]

    def _recalled(self) -> _Known:
        content = self._store.read(self._name) if self._store else None
        if content is None:
            return {}
        try:
            return msgspec.msgpack.decode(content, type=_Known)
        except msgspec.MsgspecError:
            return {}

    def remember(self, papers: Sequence[str]) -> None:
        """Keep what is known of these papers."""
        if self._store is None or not self._is_new:
            return
        known = {**self._before, **self._now}
        kept = {paper: known[paper] for paper in papers if paper in known}
        self._store.write(self._name, msgspec.msgpack.encode(kept))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
