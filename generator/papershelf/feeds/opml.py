"""OPML 2.0: the list of all feeds, which feed readers take up at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from papershelf.feeds.xml import HEAD, element, opened


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in the list: what it is called, and the addresses of the feed and of its page."""

    title: str
    feed: str
    page: str


def opml(title: str, groups: Iterable[tuple[str, Sequence[Outline]]]) -> bytes:
    """The list; feeds of a group without a label stand at the top. One format of each is enough."""
    head = f"<head>{element('title', title)}{element('docs', 'https://opml.org/spec2.opml')}</head>"
    body = "".join(_group(label, outlines) for label, outlines in groups if outlines)
    return f'{HEAD}<opml version="2.0">\n{head}\n<body>\n{body}</body>\n</opml>\n'.encode()


def _group(label: str, outlines: Sequence[Outline]) -> str:
    feeds = "".join(f"{_outline(outline)}\n" for outline in outlines)
    return f"{opened('outline', {'text': label})}\n{feeds}</outline>\n" if label else feeds


def _outline(outline: Outline) -> str:
    # The type is "rss" for every format of feeds.
    return element(
        "outline",
        attributes={
            "type": "rss",
            "text": outline.title,
            "title": outline.title,
            "xmlUrl": outline.feed,
            "htmlUrl": outline.page,
        },
    )
