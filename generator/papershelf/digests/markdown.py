"""A digest as Markdown: for a release, a chat or a mailing list."""

from collections.abc import Iterable, Iterator

from papershelf.digests.model import Digest, Item, Piece
from papershelf.digests.wording import more_line, signed_line
from papershelf.markup.elsewhere import markdown_link
from papershelf.reports.plain_markdown import readable_markdown
from papershelf.wording import Wording


def markdown(digest: Digest, wording: Wording) -> str:
    """The whole digest, with a line end at its end."""
    return "\n\n".join(_blocks(digest, wording)) + "\n"


def _blocks(digest: Digest, wording: Wording) -> Iterator[str]:
    site = Piece(digest.site_title, digest.site_url)
    yield f"# {readable_markdown(digest.title)}"
    yield "".join(map(_piece, signed_line(digest, wording, site=[site])))
    if digest.introduction is not None:
        yield digest.introduction.markdown
    if digest.new:
        yield f"## {wording.say('digests.new')}"
        yield _list(digest.new)
    if more := more_line(digest, wording):
        yield markdown_link(more, digest.url)
    if digest.trending:
        yield f"## {wording.say('pages.trending')}"
        yield _list(digest.trending)
    yield "---"
    yield " · ".join(_ways(digest, wording))


def _ways(digest: Digest, wording: Wording) -> Iterator[str]:
    yield markdown_link(wording.say("digests.on_site"), digest.url)
    yield markdown_link(wording.say("digests.feed"), digest.feed)
    if digest.subscribe:
        yield markdown_link(wording.say("digests.by_mail"), digest.subscribe)


def _list(items: Iterable[Item]) -> str:
    return "\n".join(map(_item, items))


def _item(item: Item) -> str:
    facts = f"  \n  {readable_markdown(item.facts)}" if item.facts else ""
    growth = f"  \n  {item.growth}" if item.growth else ""
    summary = f"  \n  {readable_markdown(item.summary)}" if item.summary else ""
    links = " · ".join(map(_piece, item.links))
    return f"- **{markdown_link(item.title_markdown, item.url)}**{facts}{growth}{summary}" + (
        f"  \n  {links}" if links else ""
    )


def _piece(piece: Piece) -> str:
    text = readable_markdown(piece.text)
    return markdown_link(text, piece.url) if piece.url else text
