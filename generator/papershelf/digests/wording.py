"""The sentences that every form of a digest says."""

from collections.abc import Sequence

from papershelf.digests.model import Digest, Piece
from papershelf.plan.views import Link
from papershelf.plan.woven import woven
from papershelf.wording import Wording


def summary_line(digest: Digest, wording: Wording) -> str:
    """How many papers came: "3 new papers", or that none did."""
    if not digest.total:
        return wording.say("digests.nothing_new")
    return wording.say("digests.new_papers", digest.total)


def signed_line(
    digest: Digest, wording: Wording, *, site: Sequence[Piece] = ()
) -> tuple[Piece, ...]:
    """How many papers came, on which site if it is given, and who brought them, in pieces."""
    word = f"digests.summary{'_on_site' if site else ''}{'_signed' if digest.byline else ''}"
    pieces = woven(
        wording.template(word),
        summary=[Link(summary_line(digest, wording))],
        site=[Link(piece.text, piece.url) for piece in site],
        byline=[Link(piece.text, piece.url) for piece in digest.byline],
    )
    return tuple(Piece(piece.label, piece.url) for piece in pieces)


def more_line(digest: Digest, wording: Wording) -> str:
    """What leads to the papers that there is no room for; empty where all are shown."""
    return "" if digest.total <= len(digest.new) else site_line(digest, wording)


def site_line(digest: Digest, wording: Wording) -> str:
    """What leads to the digest on the site, also where all papers are shown."""
    if digest.total < 2:
        return wording.say("digests.read_on_site")
    return wording.say("digests.all_on_site", digest.total)


def left_out_line(digest: Digest, wording: Wording, shown: int) -> str:
    """How many papers there is no room for, when only so many are shown; empty where all are."""
    more = max(digest.total, len(digest.new)) - shown
    return wording.say("digests.left_out", more) if more and digest.new else ""
