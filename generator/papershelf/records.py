"""What exports say of each paper, in small files: browsers make files of any selection from them.

All rules of a format stay with its exporter: a browser puts the pieces of papers together and knows
nothing of what is in them.
"""

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from papershelf.exporters import Exporter, exporters_of
from papershelf.model import Library
from papershelf.output import Pending
from papershelf.plan import SitePlan
from papershelf.plan.aliases import earlier_slugs
from papershelf.plan.cards import paper_url
from papershelf.plan.page import digest_of
from papershelf.plan.record_files import (
    bucket_count,
    bucket_of,
    offered_formats,
    records_url,
)
from papershelf.plan.titles import plain_title
from papershelf.relate import Relations
from papershelf.text import slugify
from papershelf.version import program_digest

Aliases = tuple[tuple[str, str], ...]


class PaperRecord(msgspec.Struct, frozen=True):
    """A paper as a selection shows and exports it."""

    id: str
    """The slug of its page: what browsers know it by."""
    url: str
    """Its site path."""
    title: str
    facts: str
    """Who and where, on one line."""
    pieces: tuple[str, ...]
    """What stands for it in a file of each format, in the order of the formats."""


class RecordFile(msgspec.Struct, frozen=True):
    """What one file holds."""

    formats: tuple[str, ...]
    papers: tuple[PaperRecord, ...]
    aliases: Aliases
    """Earlier slugs with those that they lead to."""


class Records:
    """Makes the files of the papers of one site."""

    def __init__(self, library: Library, relations: Relations, plan: SitePlan) -> None:
        """Take the papers with a page, and how the site cites them."""
        self._library = library
        self._relations = relations
        self._cited = plan.cited
        self._rows = plan.rows
        self._wording = plan.wording
        # Exporters cannot be handed over to a process that is not forked; their names can.
        self._formats = tuple(exporter.name for exporter in offered_formats(plan.config))

    def pending(self) -> Iterator[Pending]:
        """The files, none of them made yet."""
        shown = self._relations.shown
        count = bucket_count(len(shown))
        papers: list[list[str]] = [[] for _ in range(count)]
        aliases: list[list[tuple[str, str]]] = [[] for _ in range(count)]
        for paper in shown:
            papers[bucket_of(slugify(paper), count)].append(paper)
        for alias, renamed in earlier_slugs(self._library, self._relations):
            aliases[bucket_of(alias, count)].append((alias, slugify(renamed.id)))
        for place in range(count):
            ids, earlier = tuple(sorted(papers[place])), tuple(sorted(aliases[place]))
            yield Pending(
                f"{records_url(count)}{place}.json",
                partial(self._fingerprint, ids, earlier),
                partial(self._make, ids, earlier),
                "the basket",
                is_heavy=True,
            )

    def _fingerprint(self, papers: tuple[str, ...], aliases: Aliases) -> bytes:
        return digest_of(
            program_digest(),
            self._wording.digest,
            self._formats,
            papers,
            b"".join(map(self._cited.export_digest, papers)),
            self._rows.key(papers),
            aliases,
        )

    def _make(self, papers: tuple[str, ...], aliases: Aliases) -> bytes:
        exporters = exporters_of(self._formats)
        records = tuple(self._record(paper, exporters) for paper in papers)
        return msgspec.json.encode(RecordFile(self._formats, records, aliases))

    def _record(self, paper_id: str, exporters: Sequence[Exporter]) -> PaperRecord:
        exported = self._cited.exported(paper_id)
        return PaperRecord(
            slugify(paper_id),
            paper_url(paper_id),
            _encodable(plain_title(exported.paper, self._wording)),
            _encodable(self._rows.row(paper_id).facts),
            tuple(_encodable(exporter.piece(exported)) for exporter in exporters),
        )


def _encodable(text: str) -> str:
    """The text as it would be read back from a file of an export."""
    return text.encode("utf-8", "replace").decode()
