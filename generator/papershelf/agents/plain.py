"""Texts of strangers in Markdown of our own: they can neither end a part of it nor begin one."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote

from papershelf.markup import block_to_text, internal_links, refuses, to_text
from papershelf.markup.parse import clean

_SIGNS = re.compile(r"[\\`*_\[\]<>&~$|#]")
_FENCES = re.compile("`{3,}")
_KEPT = "%/:?#@!$&'*+,;=~-._"
"""What an address holds as it is: no brackets, which would end it."""
# Pages show markup as text, but who turns Markdown into pages may let it through. The space keeps
# maths what it is, where a backslash or an entity would not.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:)", re.IGNORECASE)


def escaped(text: str) -> str:
    """A plain text on one line, its signs of Markdown escaped."""
    return _SIGNS.sub(r"\\\g<0>", " ".join(clean(text).split()))


def unmarked(text: str) -> str:
    """Inline Markdown as plain text, escaped."""
    return escaped(to_text(text))


def link(label: str, address: str) -> str:
    """A link with a plain label; the label alone without an address."""
    return f"[{escaped(label)}]({written(address)})" if address else escaped(label)


def written(address: str) -> str:
    """An address as it stands in a link."""
    return quote(address, safe=_KEPT)


def quoted(text: str, resolve: Callable[[str], str | None]) -> Iterator[str]:
    """Block Markdown as the lines of a quotation, which nothing in it can leave.

    `resolve` gives the addresses of the links within the site, as they are written; of one that
    leads nowhere only the text stays. A text with links that no page would show is quoted without
    any marks.
    """
    text = clean(text)
    if refuses(text):
        lines = [escaped(line) for line in block_to_text(text).splitlines()]
    else:
        lines = _MARKUP.sub("< ", _led(text, resolve)).strip().splitlines()
    for line in lines:
        yield f"> {line}".rstrip()


def _led(text: str, resolve: Callable[[str], str | None]) -> str:
    """The text with its internal links leading where those of the page do."""
    for target in internal_links(text):
        place = re.escape(target)
        address = resolve(target)
        if address is None:
            text = re.sub(rf"!?\[([^\[\]]*)\]\(<?{place}>?(\s[^()]*)?\)", r"\1", text)
        else:
            led = partial(_replaced, written(address))
            text = re.sub(rf"(\]\(|\]:[ \t]*)<?{place}(?=[\s)>]|$)>?", led, text)
    return text


def _replaced(address: str, found: re.Match[str]) -> str:
    return f"{found[1]}{address}"


def fenced(text: str, language: str) -> Iterator[str]:
    """A text as the lines of a block of code, in a fence that is longer than any in it."""
    fence = "`" * (1 + max((len(found) for found in _FENCES.findall(text)), default=2))
    yield f"{fence}{language}"
    yield from clean(text).strip("\n").splitlines()
    yield fence
