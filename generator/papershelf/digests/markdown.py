"""A digest as Markdown: for a release, a chat or a mailing list."""

from collections.abc import Iterable, Iterator

from papershelf.digests.model import Digest, Item, Piece
from papershelf.digests.wording import NEW, TRENDING, more_line, summary_line
from papershelf.markup.elsewhere import markdown_link
from papershelf.reports.plain_markdown import readable_markdown


def markdown(digest: Digest) -> str:
    """The whole digest, with a line end at its end."""
    return "\n\n".join(_blocks(digest)) + "\n"


def _blocks(digest: Digest) -> Iterator[str]:
    site = markdown_link(readable_markdown(digest.site_title), digest.site_url)
    byline = "".join(map(_piece, digest.byline))
    signed = f", {byline}" if byline else ""
    yield f"# {readable_markdown(digest.title)}"
    yield f"{summary_line(digest)} on {site}{signed}"
    if digest.introduction is not None:
        yield digest.introduction.markdown
    if digest.new:
        yield f"## {NEW}"
        yield _list(digest.new)
    if more := more_line(digest):
        yield markdown_link(more, digest.url)
    if digest.trending:
        yield f"## {TRENDING}"
        yield _list(digest.trending)
    yield "---"
    yield " · ".join(_ways(digest))


def _ways(digest: Digest) -> Iterator[str]:
    yield markdown_link("On the site", digest.url)
    yield markdown_link("Feed", digest.feed)
    if digest.subscribe:
        yield markdown_link("By e-mail", digest.subscribe)


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
