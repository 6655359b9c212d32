"""What curators are told of links: problems at the places where they stand."""

from collections.abc import Container, Iterator
from datetime import date

from papershelf.errors import Fix, Problem, Severity
from papershelf.fields import shown
from papershelf.linkcheck.addresses import host_of, is_reserved
from papershelf.linkcheck.answer import Verdict
from papershelf.linkcheck.archive import COPIES, perhaps_copied
from papershelf.linkcheck.memory import FAILURES, Record
from papershelf.linkcheck.places import Mention
from papershelf.markup.links import write
from papershelf.reports import DEAD_LINK

_LONG_UNSURE_DAYS = 14
_UNTOLD = frozenset({401, 403, 407, 429, 451, 999})
"""Servers answer so to whoever is no browser: nobody learns anything from being told."""
_LONGEST = 200


def problems_of(
    mention: Mention, record: Record | None, today: date, crowded: Container[str] = ()
) -> Iterator[Problem]:
    """What there is to say of a link at one place; nothing of what was not asked yet.

    `crowded`: where several links have moved to, so that it is none of their pages for certain.
    """
    link = f"the link {shown(mention.written, _LONGEST)}"
    if is_reserved(host_of(mention.address)):
        yield _problem(
            mention,
            f"{link} names no host of the Internet",
            "write the address that is meant, or remove it",
            "reserved-link",
        )
    elif record is None:
        return
    elif record.is_dead:
        seen = f"last seen good {record.good}" if record.good else "never seen good"
        is_copied = host_of(record.to) == COPIES
        copy = record.to if is_copied else perhaps_copied(mention.address, record.good)
        way = "link to a copy" if is_copied else "for a copy"
        yield _problem(
            mention,
            f"{link} is dead: {record.reason}, {seen}",
            f"look for its new address, or {way}: {copy}",
            DEAD_LINK,
            Severity.WARNING,
        )
    elif record.verdict is Verdict.MISSING:
        yield _problem(
            mention,
            f"{link} may be dead: {record.reason}",
            f"check it on another day: it is dead after {FAILURES} days, so far {record.missing}",
            "failing-link",
        )
    elif record.verdict is Verdict.MOVED and record.to in crowded:
        yield _problem(
            mention,
            f"{link} has moved for ever, to where others have moved as well",
            f"look whether it is the same page: {record.to}",
            "moved-link",
        )
    elif record.verdict is Verdict.MOVED:
        fixed = _with_fragment(record.to, mention.written)
        yield _problem(
            mention,
            f"{link} has moved for ever",
            f"write {fixed}",
            "moved-link",
            fix=Fix((fixed,), is_new=True) if mention.is_value else None,
        )
    elif record.verdict is Verdict.PRIVATE:
        yield _problem(
            mention,
            f"{link} {record.reason}",
            "readers elsewhere cannot follow it; write a public address",
            "private-link",
        )
    elif record.verdict is Verdict.UNSURE and _is_long_unsure(record, today):
        yield _problem(
            mention,
            f"{link} could not be checked since {record.failed}: {record.reason}",
            "look for yourself whether it works",
            "unsure-link",
        )


def _is_long_unsure(record: Record, today: date) -> bool:
    if record.status in _UNTOLD or record.failed is None or record.count < FAILURES:
        return False
    return (today - record.failed).days >= _LONG_UNSURE_DAYS


def _with_fragment(new: str, written: str) -> str:
    fragment = written.partition("#")[2]
    return write(f"{new}#{fragment}" if fragment and "#" not in new else new)


def _problem(
    mention: Mention,
    message: str,
    hint: str,
    rule: str,
    severity: Severity = Severity.ADVICE,
    fix: Fix | None = None,
) -> Problem:
    return Problem(mention.location, message, hint, severity, mention.excerpt, rule, fix)
