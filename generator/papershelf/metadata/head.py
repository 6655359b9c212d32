"""What templates write into the head of a page for machines."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

import msgspec


class Meta(msgspec.Struct, frozen=True):
    """A `meta` element: what it is called, and what it says."""

    name: str
    content: str
    property: str = ""
    """What social media call the same, for an element that says it to them too."""


class HeadLink(msgspec.Struct, frozen=True):
    """A `link` element; the address is a site path or a web address."""

    rel: str
    url: str
    type: str = ""
    """The media type of what is there, where it is no page."""


class Head(msgspec.Struct, frozen=True):
    """All that a page says to machines beside its title and its description."""

    names: tuple[Meta, ...] = ()
    """With the attribute `name`: what reference managers and Scholar read."""
    properties: tuple[Meta, ...] = ()
    """With the attribute `property`: what social media read."""
    links: tuple[HeadLink, ...] = ()
    data: str = ""
    """JSON-LD that stands in its element unescaped: without `<`, `>` and `&`."""


_SHARED: Final = MappingProxyType(
    {"citation_title": "og:title", "citation_abstract_html_url": "og:url"}
)


def told_once(
    names: Iterable[Meta], properties: Sequence[Meta]
) -> tuple[tuple[Meta, ...], tuple[Meta, ...]]:
    """Names and properties, with one element for both where they say the same.

    Titles and addresses are long, and there is a page for each paper.
    """
    said = {item.name: item.content for item in properties}
    merged = tuple(
        Meta(item.name, item.content, shared) if said.get(shared) == item.content else item
        for item in names
        for shared in (_SHARED.get(item.name, ""),)
    )
    shared = {item.property for item in merged}
    return merged, tuple(item for item in properties if item.name not in shared)
