"""Tokens to HTML: every element and attribute is written here, none comes from the text."""

import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from html import escape
from types import MappingProxyType
from typing import Final

from markdown_it.token import Token

from papershelf.markup import maths
from papershelf.markup.headings import Heading, section_of
from papershelf.markup.links import Kind, kind_of
from papershelf.markup.links import write as written
from papershelf.markup.plain import inline_text
from papershelf.wording import Wording

_LANGUAGE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9+#._-]{0,31}")

_FIXED: Final = MappingProxyType(
    {
        "paragraph_close": "</p>\n",
        "em_open": "<em>",
        "em_close": "</em>",
        "strong_open": "<strong>",
        "strong_close": "</strong>",
        "s_open": "<s>",
        "s_close": "</s>",
        "softbreak": "\n",
        "hardbreak": "<br>\n",
        "hr": "<hr>\n",
        "bullet_list_open": "<ul>\n",
        "bullet_list_close": "</ul>\n",
        "ordered_list_close": "</ol>\n",
        "list_item_open": "<li>",
        "list_item_close": "</li>\n",
        "blockquote_open": "<blockquote>\n",
        "blockquote_close": "</blockquote>\n",
        "table_close": "</table></div>\n",
        "thead_open": "<thead>",
        "thead_close": "</thead>\n",
        "tbody_open": "<tbody>",
        "tbody_close": "</tbody>\n",
        "tr_open": "<tr>",
        "tr_close": "</tr>\n",
        "th_close": "</th>",
        "td_close": "</td>",
        "footnote_block_close": "</ol></section>\n",
        "footnote_close": "</li>\n",
    }
)
_ALIGNED: Final = MappingProxyType(
    {f"text-align:{side}": f' class="align-{side}"' for side in ("left", "center", "right")}
)


_TALLEST: Final = 640
"""Pixels in height that a picture is shown with at most: it fits a window with some text."""


class Writer:
    """Writes the tokens of one text; make a new one for each text."""

    def __init__(
        self,
        wording: Wording,
        resolve: Callable[[str], str | None],
        size: Callable[[str], tuple[int, int] | None],
        *,
        headings: Sequence[Heading] = (),
        source: str = "",
        links: bool = True,
        images: bool = True,
        linked_images: bool = False,
        page: str = "",
    ) -> None:
        self._say = wording.say
        self._resolve = resolve
        self._size = size
        self._page = escape(page)
        self._ids = frozenset(heading.id for heading in headings)
        self._coming = iter(headings)
        self._open_headings: list[Heading] = []
        # Several texts with footnotes may stand on one page.
        noted = "[^" in source
        self._digest = blake2b(source.encode(), digest_size=4).hexdigest() if noted else ""
        self._links = links
        self._images = images
        self._linked_images = linked_images
        self._closers: list[str] = []
        self._parts: list[str] = []

    def write(self, tokens: Iterable[Token]) -> str:
        """Return the HTML of `tokens`."""
        self._write(tokens)
        return "".join(self._parts)

    def _write(self, tokens: Iterable[Token]) -> None:
        add = self._parts.append
        for token in tokens:
            kind = token.type
            if kind in ("text", "text_special"):
                add(escape(token.content, quote=False))
            elif kind == "inline":
                self._write(token.children or ())
            elif not token.hidden:
                fixed = _FIXED.get(kind)
                add(fixed if fixed is not None else self._special(token))

    def _special(self, token: Token) -> str:
        match token.type:
            case "paragraph_open":
                return "<p>"
            case "math_inline":
                return maths.convert(token.content, display=False).html
            case "math_inline_double":
                html = maths.convert(token.content, display=True).html
                return f'<span class="math-display" {self._scrolled("formula")}>{html}</span>'
            case "math_block":
                html = maths.convert(token.content, display=True).html
                return f'<div class="math-display" {self._scrolled("formula")}>{html}</div>\n'
            case "code_inline":
                return f"<code>{escape(token.content, quote=False)}</code>"
            case "fence" | "code_block":
                return _code(token)
            case "link_open":
                return self._link(str(token.attrs.get("href", "")))
            case "link_close":
                return self._closers.pop()
            case "image":
                return self._image(token)
            case "heading_open":
                return self._heading()
            case "heading_close":
                return self._heading_end()
            case "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                return "<ol>\n" if start == 1 else f'<ol start="{start}">\n'
            case "table_open":
                return f'<div class="table" {self._scrolled("table")}><table>\n'
            case "th_open" | "td_open":
                return f"<{token.tag}{_ALIGNED.get(str(token.attrs.get('style', '')), '')}>"
            case _:
                return self._footnote(token)

    def _scrolled(self, name: str) -> str:
        # What is too wide scrolls sideways, which a keyboard can only do where it can stop.
        return f'role="group" tabindex="0" aria-label="{escape(self._say(f"markup.{name}"))}"'

    def _link(self, target: str) -> str:
        # A link within a link is no valid HTML.
        attributes = None if any(self._closers) else self._attributes_of(target)
        self._closers.append("</a>" if attributes else "")
        return f"<a {attributes}>" if attributes else ""

    def _attributes_of(self, target: str) -> str | None:
        if not self._links:
            return None
        match kind_of(target):
            case Kind.EXTERNAL:
                return f'href="{escape(written(target))}" rel="external noopener"'
            case Kind.FRAGMENT:
                section = section_of(target, self._ids)
                return f'href="{self._page}#{escape(section)}"' if section else None
            case Kind.RELATIVE:
                address = self._resolve(target)
                return None if address is None else f'href="{escape(address)}"'
            case Kind.REFUSED:
                return None

    def _image(self, token: Token) -> str:
        target = str(token.attrs.get("src", ""))
        description = " ".join(inline_text(token.children or ()).split())
        kind = kind_of(target)
        if kind is Kind.RELATIVE and self._images:
            address = self._resolve(target)
            if address is not None:
                source, alt = escape(address), escape(description)
                sized = _sized(self._size(target))
                return f'<img src="{source}" alt="{alt}"{sized} loading="lazy" decoding="async">'
        shown = escape(description, quote=False)
        if kind is Kind.EXTERNAL or (kind is Kind.RELATIVE and self._linked_images):
            # To load it would tell another site who reads this one.
            return (
                self._link(target)
                + (shown or escape(self._say("markup.image"), quote=False))
                + self._closers.pop()
            )
        return shown

    def _heading(self) -> str:
        heading = next(self._coming)
        self._open_headings.append(heading)
        return f'<h{heading.level} id="{escape(heading.id)}">'

    def _heading_end(self) -> str:
        heading = self._open_headings.pop()
        if self._page:
            return f"</h{heading.level}>\n"
        target = escape(heading.id)
        say, text = self._say, heading.text
        label = escape(say("markup.section_named", title=text) if text else say("markup.section"))
        anchor = f'<a class="anchor" href="#{target}" aria-label="{label}">#</a>'
        return f" {anchor}</h{heading.level}>\n"

    def _footnote(self, token: Token) -> str:
        number = int(token.meta.get("id", 0)) + 1
        again = int(token.meta.get("subId", 0))
        note = f"{self._digest}-{number}"
        reference = f"{note}-{again + 1}" if again else note
        match token.type:
            case "footnote_ref" if any(self._closers):
                return f"<sup>{number}</sup>"
            case "footnote_ref":
                address = f"{self._page}#fn-{note}"
                link = f'<a href="{address}" id="fnref-{reference}">{number}</a>'
                return f'<sup class="footnote-ref">{link}</sup>'
            case "footnote_block_open":
                label = escape(self._say("markup.footnotes"))
                return f'<section class="footnotes" aria-label="{label}"><ol>\n'
            case "footnote_open":
                return f'<li id="fn-{note}">'
            case "footnote_anchor":
                label = escape(self._say("markup.reference", number=number))
                # U+FE0E asks for the sign as text: some systems show an emoji otherwise.
                back = f"{self._page}#fnref-{reference}"
                return f' <a class="footnote-back" href="{back}" aria-label="{label}">↩\ufe0e</a>'
            case _:
                return ""


def _sized(size: tuple[int, int] | None) -> str:
    """Width and height as attributes: a browser keeps the room until the picture is there."""
    if size is None:
        return ""
    width, height = size
    if height > _TALLEST:
        # Scaled here, as a style sheet that bounds the height would squash the width.
        width, height = max(1, round(width * _TALLEST / height)), _TALLEST
    return f' width="{width}" height="{height}"'


def _code(token: Token) -> str:
    language = (token.info.split() or [""])[0]
    named = f' class="language-{language}"' if _LANGUAGE.fullmatch(language) else ""
    # Code scrolls sideways, so that the keyboard must be able to reach it.
    return f'<pre tabindex="0"><code{named}>{escape(token.content, quote=False)}</code></pre>\n'
