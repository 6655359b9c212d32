"""JSON Feed 1.1."""

from collections.abc import Iterable, Sequence

import msgspec

from papershelf.feeds.model import Author, Entry, Feed

_VERSION = "https://jsonfeed.org/version/1.1"


class _Author(msgspec.Struct, omit_defaults=True):
    name: str
    url: str = ""


class _Attachment(msgspec.Struct):
    url: str
    mime_type: str
    title: str


class _Item(msgspec.Struct, omit_defaults=True):
    id: str
    url: str
    external_url: str = ""
    title: str = ""
    content_html: str = ""
    content_text: str = ""
    summary: str = ""
    date_published: str = ""
    date_modified: str = ""
    authors: tuple[_Author, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    attachments: tuple[_Attachment, ...] = ()


class _Feed(msgspec.Struct, omit_defaults=True):
    version: str
    title: str
    home_page_url: str
    feed_url: str = ""
    description: str = ""
    user_comment: str = ""
    language: str = ""
    authors: tuple[_Author, ...] = ()


def json_feed(feed: Feed, items: Iterable[bytes]) -> bytes:
    """A feed with its items as `json_item` writes them."""
    head = msgspec.json.encode(
        _Feed(
            version=_VERSION,
            title=feed.title,
            home_page_url=feed.page,
            # It names the feed, which no relative address could.
            feed_url=feed.json if "://" in feed.json else "",
            description=feed.subtitle,
            user_comment=feed.words.in_short,
            language=feed.language,
            authors=_authors(feed.authors),
        )
    )
    return b'%b,"items":[\n%b\n]}\n' % (head[:-1], b",\n".join(items))


def json_item(entry: Entry) -> bytes:
    """An entry as an item."""
    return msgspec.json.encode(
        _Item(
            id=entry.id,
            url=entry.url,
            external_url=entry.elsewhere,
            title=entry.title,
            content_html=entry.html,
            # One of both must be there.
            content_text="" if entry.html else entry.summary or entry.title,
            summary=entry.summary,
            date_published=entry.published,
            date_modified=entry.updated,
            authors=_authors(entry.authors),
            tags=tuple(name for _, name in entry.topics),
            language=entry.language,
            attachments=tuple(
                _Attachment(related.url, related.type, related.label)
                for related in entry.related
                if related.type
            ),
        )
    )


def _authors(authors: Sequence[Author]) -> tuple[_Author, ...]:
    return tuple(_Author(author.name, author.url) for author in authors)
