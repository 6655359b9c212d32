"""What templates write into the head of a page for machines."""

import msgspec


class Meta(msgspec.Struct, frozen=True):
    """A `meta` element: what it is called, and what it says."""

    name: str
    content: str


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
