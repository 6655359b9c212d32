"""The papers of every list as files that people take away: BibTeX, and what else formats name."""

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from papershelf.citation import EXPORTS, Format
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

    def __init__(self, cited: Cited, store: Store) -> None:
        self._cited = cited
        self._store = store
        self._before: _Pieces | None = None
        self._pieces: _Pieces = {}

    def pending(self, listings: Sequence[Listing]) -> Iterator[Pending]:
        """The exports of every list; one that names no papers has none."""
        for listing in listings:
            if not listing.papers:
                continue
            for form in EXPORTS:
                yield Pending(
                    listing.path(form.export),
                    partial(self._fingerprint, form, listing.papers),
                    partial(self._make, form, listing.papers),
                    listing.source,
                )

    def _fingerprint(self, form: Format, papers: Sequence[str]) -> bytes:
        return digest_of(program_digest(), form.name, b"".join(map(self._cited.digest, papers)))

    def _make(self, form: Format, papers: Sequence[str]) -> bytes:
        return "\n".join(self._piece(form, paper) for paper in papers).encode("utf-8", "replace")

    def _piece(self, form: Format, paper: str) -> str:
        pieces = self._pieces.setdefault(form.name, {})
        found = pieces.get(paper)
        if found is None:
            digest = self._cited.digest(paper)
            found = self._recalled().get(form.name, {}).get(paper)
            if found is None or found[0] != digest:
                found = (digest, self._cited.text(form, paper))
            pieces[paper] = found
        return found[1]

    def _recalled(self) -> _Pieces:
        if self._before is None:
            try:
                content = self._store.read(EXPORTED) or b"\x80"
                self._before = msgspec.msgpack.decode(content, type=_Pieces)
            except msgspec.MsgspecError:
                self._before = {}
        return self._before

    def remember(self, papers: Sequence[str]) -> None:
        """Keep what was made, and what is known of the other `papers`, for the next build."""
        if not self._pieces:
            return
        before = self._recalled()
        known = {name: {**before.get(name, {}), **made} for name, made in self._pieces.items()}
        kept = {
            name: {paper: pieces[paper] for paper in papers if paper in pieces}
            for name, pieces in known.items()
        }
        if kept != before:
            self._store.write(EXPORTED, msgspec.msgpack.encode(kept))
