"""The papers of every list as files that people take away, in every format of the list."""

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from papershelf.exporters import Exporter
from papershelf.output import Pending
from papershelf.plan.cited import Cited
from papershelf.plan.listings import Listing
from papershelf.plan.page import digest_of
from papershelf.store import Store
from papershelf.version import program_digest

EXPORTED = "exports"
"""What the store calls the papers as they stand in exports."""

_Pieces = dict[str, dict[str, tuple[bytes, str]]]


class Exports:
    """Makes the exports of a site; papers that did not change are taken from memory."""

    def __init__(self, cited: Cited, store: Store | None) -> None:
        self._cited = cited
        self._store = store
        self._before: _Pieces | None = None
        self._pieces: _Pieces = {}

    def pending(self, listings: Sequence[Listing]) -> Iterator[Pending]:
        """The exports of every list."""
        for listing in listings:
            for exporter in listing.exporters:
                yield Pending(
                    listing.path(exporter.file),
                    partial(self._fingerprint, exporter, listing.papers),
                    partial(self._make, exporter, listing.papers),
                    listing.source,
                )

    def _fingerprint(self, exporter: Exporter, papers: Sequence[str]) -> bytes:
        digests = b"".join(map(self._cited.export_digest, papers))
        return digest_of(program_digest(), exporter.name, digests)

    def _make(self, exporter: Exporter, papers: Sequence[str]) -> bytes:
        pieces = exporter.between.join(self._piece(exporter, paper) for paper in papers)
        return f"{exporter.head}{pieces}{exporter.tail}".encode("utf-8", "replace")

    def _piece(self, exporter: Exporter, paper: str) -> str:
        pieces = self._pieces.setdefault(exporter.name, {})
        found = pieces.get(paper)
        if found is None:
            digest = self._cited.export_digest(paper)
            found = self._recalled().get(exporter.name, {}).get(paper)
            if found is None or found[0] != digest:
                found = (digest, exporter.piece(self._cited.exported(paper)))
            pieces[paper] = found
        return found[1]

    def _recalled(self) -> _Pieces:
        if self._before is None:
            try:
                content = (self._store.read(EXPORTED) if self._store else None) or b"\x80"
                self._before = msgspec.msgpack.decode(content, type=_Pieces)
            except msgspec.MsgspecError:
                self._before = {}
        return self._before

    def remember(self, papers: Sequence[str]) -> None:
        """Keep what was made, and what is known of the other `papers`, for the next build."""
        if not self._pieces or self._store is None:
            return
        before = self._recalled()
        known = {name: {**before.get(name, {}), **made} for name, made in self._pieces.items()}
        kept = {
            name: {paper: pieces[paper] for paper in papers if paper in pieces}
            for name, pieces in known.items()
        }
        if kept != before:
            self._store.write(EXPORTED, msgspec.msgpack.encode(kept))
