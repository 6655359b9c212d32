"""What is remembered of links, so that servers are asked rarely and nothing is called dead early.

`.papershelf/links.json`: the version and a map from address to record, a line each, sorted.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from papershelf.kept import read_kept, write_kept
from papershelf.linkcheck.answer import Answer, Verdict

NAME = "links.json"
_VERSION = 1
_MOST_BYTES = 256 * 1024 * 1024
_MOST_CHARACTERS = 20_000
"""Of a text: the longest is an address that was asked, with each of its characters escaped."""

_DAYS = {
    Verdict.FINE: 30,
    Verdict.GONE: 30,
    Verdict.PRIVATE: 30,
    Verdict.UNSURE: 3,
    # A day is the shortest time after which it counts as another failure.
    Verdict.MISSING: 1,
    # Its new address is asked for again each time rather than believed.
    Verdict.MOVED: 0,
    Verdict.LEFT: 0,
}
"""After how many days an address is asked again."""
FAILURES = 3
"""On how many days nothing must have been found before a link counts as dead."""


class Record(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What is known of one address; days are those in UTC."""

    verdict: Verdict
    asked: date
    good: date | None = None
    """When it was last seen good."""
    failed: date | None = None
    """When it first failed since then."""
    count: int = 0
    """On how many days it failed since then, in the same way."""
    missing: int = 0
    """On how many days nothing was there since it was last seen good."""
    status: int = 0
    reason: str = ""
    to: str = ""
    """Where it moved, or where a copy of what is dead is kept."""

    @property
    def is_dead(self) -> bool:
        """Whether it failed certainly, or often enough."""
        if self.verdict is Verdict.GONE:
            return True
        return self.verdict is Verdict.MISSING and self.missing >= FAILURES

    def is_due(self, today: date) -> bool:
        """Whether it is time to ask again; a day in the future is none to be believed."""
        days = (today - self.asked).days
        return days < 0 or days >= _DAYS[self.verdict]


def recorded(answer: Answer, before: Record | None, today: date) -> Record:
    """What is known after an answer."""
    if answer.verdict in {Verdict.FINE, Verdict.MOVED}:
        return Record(answer.verdict, today, today, status=answer.status, to=answer.to)
    if before is None:
        before = Record(answer.verdict, date.min)
    # Failures of another kind do not add up: a busy server has not lost its pages. But neither does
    # it bring them back.
    same = before.verdict is answer.verdict and before.failed is not None
    # Where the clock goes back, a day that was counted is not counted again.
    another = today > before.asked
    return Record(
        answer.verdict,
        today,
        before.good and min(before.good, today),
        min(before.failed, today) if same and before.failed else today,
        before.count + another if same else 1,
        before.missing + (answer.verdict is Verdict.MISSING and (another or not before.missing)),
        answer.status,
        answer.reason,
        before.to if same else "",
    )


class _File(msgspec.Struct):
    version: int
    links: dict[str, msgspec.Raw]


def read_memory(shelf: Path) -> tuple[dict[str, Record], str]:
    """What is remembered, and what is wrong with it: then it begins anew."""
    content = read_kept(shelf, NAME, _MOST_BYTES)
    if content is None:
        return {}, ""
    records: dict[str, Record] | None
    try:
        file = msgspec.json.decode(content, type=_File)
        if file.version != _VERSION:
            return {}, "is of another version: all links are asked anew"
        decoder = msgspec.json.Decoder(Record)
        records = {address: decoder.decode(raw) for address, raw in file.links.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        records = None
    if records is None or not all(map(_is_sound, records.values())):
        return {}, "cannot be read: all links are asked anew"
    return records, ""


def _is_sound(record: Record) -> bool:
    """Whether its texts can be shown, as those that were written here can."""
    texts = (record.reason, record.to)
    return all(text.isprintable() and len(text) <= _MOST_CHARACTERS for text in texts)


def write_memory(shelf: Path, records: Mapping[str, Record]) -> bool:
    """Remember; False where the machine says no."""
    encode = msgspec.json.encode
    lines = [encode(address) + b": " + encode(records[address]) for address in sorted(records)]
    content = b",\n".join(lines)
    return write_kept(shelf, NAME, b'{"version": %d, "links": {\n%b\n}}\n' % (_VERSION, content))
