"""Elements of XML as text."""

from collections.abc import Mapping
from html import escape

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> str:
    """An element with a plain text and attributes; those without a value are left out."""
    start = opened(name, attributes)
    return f"{start}{escape(text, quote=False)}</{name}>" if text else f"{start[:-1]}/>"


def opened(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """The start of an element."""
    given = "".join(
        f' {key}="{escape(value)}"' for key, value in (attributes or {}).items() if value
    )
    return f"<{name}{given}>"
