"""What the templates of a reader's own pages see beside the views of all pages."""

import msgspec


class FormatView(msgspec.Struct, frozen=True):
    """A format that a selection of papers can be taken away in."""

    name: str
    label: str
    file: str
    """What the file is called: after the shelf, so that it is known among others."""
    media_type: str
    rules: str
    """A JSON array of what stands before, between and after the pieces of papers."""
