"""Markdown to safe HTML, for blocks and for single lines."""

from collections.abc import Callable
from html import escape

from papershelf.markup import parse
from papershelf.markup.headings import headings_of
from papershelf.markup.write import Writer
from papershelf.wording import Wording


def _no_size(_target: str) -> None:
    return None


def to_html(
    text: str,
    *,
    wording: Wording,
    resolve: Callable[[str], str | None],
    size: Callable[[str], tuple[int, int] | None] = _no_size,
    headings: int = 2,
    page: str = "",
    linked_images: bool = False,
) -> str:
    """Return block Markdown as HTML; `headings` is the level of its highest heading.

    `wording` has the words for those who listen to tables, formulas, footnotes and headings.
    `resolve` turns a relative target into an address, or into None: then only the text remains.
    `size` tells width and height in pixels of the picture that a relative target leads to.
    `page` is the address of the page that shows the text, where it is read elsewhere, as in a feed:
    its fragments lead there, headings have no links to themselves, and of pictures only their
    descriptions remain, with `linked_images` as links to the pictures. A text longer than 100,000
    characters is shown as plain paragraphs.
    """
    text = parse.clean(text)
    if len(text) > parse.LONGEST:
        return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in parse.paragraphs(text))
    if parse.is_paragraph(text):
        return f"<p>{escape(text.rstrip(), quote=False)}</p>\n"
    tokens = parse.parse_block(text)
    writer = Writer(
        wording,
        resolve,
        size,
        headings=headings_of(tokens, headings),
        source=text,
        images=not page,
        linked_images=linked_images,
        page=page,
    )
    return writer.write(tokens)


def to_inline(
    text: str, *, wording: Wording, resolve: Callable[[str], str | None], links: bool = True
) -> str:
    """Return inline Markdown as HTML for a paragraph or heading; without `links`, for a link."""
    text = parse.clean(text)
    if parse.is_plain(text) or len(text) > parse.LONGEST:
        return escape(text, quote=False)
    return Writer(wording, resolve, _no_size, links=links, images=False).write(
        parse.parse_inline(text)
    )
