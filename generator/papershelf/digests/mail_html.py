"""A digest as HTML for e-mail: tables, styles at every element, nothing from the network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from typing import Final, Protocol

import jinja2
import msgspec
from markupsafe import Markup

from papershelf.digests.list_addresses import unsubscribe_address, web_ascii
from papershelf.digests.mail_look import MailLook
from papershelf.digests.mail_markup import mail_markup
from papershelf.digests.model import Digest, Introduction, Item, Piece
from papershelf.digests.texts import one_line
from papershelf.digests.wording import left_out_line, site_line, summary_line
from papershelf.errors import MachineError
from papershelf.plan.direction import is_right_to_left
from papershelf.reports.texts import whole
from papershelf.text import shorten
from papershelf.wording import Wording, fill

MOST_BYTES: Final = 95_000
"""Gmail cuts a mail at 102 kB; what is left is for programs that add to it."""

_FILES = Path(__file__).parent / "mail_files"
_USUAL_LOOK = MailLook()
_LONGEST_TITLE = 300
_LONGEST_LINE = 500
_LONGEST_LABEL = 60
_MOST_LINKS = 8
_MOST_BYTES_OF_INTRODUCTION = 60_000
"""Of a mail that is too long and has a longer one, only its beginning is shown, as plain text."""
_LONGEST_BEGINNING = 3_000
_MOST_PARAGRAPHS = 20
_NEW_BEFORE_TRENDING = 10
"""So many new papers have room before any that trend: a digest is of what came."""


@dataclass(frozen=True, slots=True)
class _ItemView:
    number: str
    """Its place in a list that has an order, else empty."""
    title: Markup
    url: str
    facts: str
    summary: str
    growth: str
    links: Sequence[Piece]
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class _View:
    style: Markup
    """The rules that no element can hold: those of the night and of narrow windows."""
    language: str
    direction: str
    way: str
    """Which way our own words run, which may be English on any site."""
    subject: str
    preview: str
    site_title: str
    site_url: str
    tagline: str
    label: str
    title: str
    count: str
    byline: Sequence[Piece]
    introduction: Markup
    read_on: str
    """Where the introduction is whole, if only its beginning is shown."""
    read_on_label: str
    new_label: str
    new: Sequence[_ItemView]
    left_out: str
    """How many new papers are on the site only, in words."""
    button: str
    url: str
    trending_label: str
    trending: Sequence[_ItemView]
    asked: Markup
    """Why the reader gets it."""
    footer: Sequence[Piece]
    postal: str


def mail_html(digest: Digest, wording: Wording, look: MailLook = _USUAL_LOOK) -> str:
    """The HTML of a mail, the same for all recipients, below 95 kB.

    Where it would be longer, it shows only the beginning of a long introduction, then fewer papers,
    and says how many of the new ones are on the site.
    Raises MachineError where css-inline is not installed.
    """
    view = _view(digest, wording, look)
    html = _written(view, look)
    if len(html.encode()) <= MOST_BYTES:
        return html
    # The curator's words go before the papers, unless they leave no room for any.
    alone = replace(_cut(view, digest, wording, 0), trending=())
    said = digest.introduction
    if said is not None and len(_written(alone, look).encode()) > _MOST_BYTES_OF_INTRODUCTION:
        view = replace(view, introduction=_beginning(said), read_on=_address(digest.url))
    some = _cut(view, digest, wording, min(len(view.new), _NEW_BEFORE_TRENDING))
    number, _ = _most(
        len(view.trending), lambda n: _written(replace(some, trending=view.trending[:n]), look)
    )
    view = replace(view, trending=view.trending[:number])
    return _most(len(view.new), lambda n: _written(_cut(view, digest, wording, n), look))[1]


def _most(number: int, write: Callable[[int], str]) -> tuple[int, str]:
    """The largest number up to `number`, or 0, with which what is written fits, and that."""
    fewest, beyond = 0, number + 1
    html = write(0)
    while beyond - fewest > 1:
        half = (fewest + beyond) // 2
        attempt = write(half)
        if len(attempt.encode()) <= MOST_BYTES:
            fewest, html = half, attempt
        else:
            beyond = half
    return fewest, html


def _view(digest: Digest, wording: Wording, look: MailLook) -> _View:
    said = digest.introduction
    introduction = Markup(mail_markup(said.html) if said else "")  # noqa: S704 - written anew
    new = [_item(item, digest) for item in digest.new]
    return _View(
        style=Markup(_colours(_file("mail_media.css"), look)),  # noqa: S704 - of this package
        language=digest.language,
        direction="rtl" if digest.direction == "rtl" else "ltr",
        way="rtl" if is_right_to_left(wording.written) else "ltr",
        subject=shorten(one_line(digest.subject), _LONGEST_TITLE),
        preview=shorten(one_line(digest.preview), _LONGEST_TITLE),
        site_title=shorten(one_line(digest.site_title), _LONGEST_TITLE),
        site_url=_address(digest.site_url),
        tagline=shorten(one_line(digest.tagline), _LONGEST_TITLE),
        label=wording.say(f"digests.{digest.kind}"),
        title=shorten(one_line(digest.title), _LONGEST_TITLE),
        count=summary_line(digest, wording),
        byline=[_piece(piece) for piece in digest.byline],
        introduction=introduction,
        read_on="",
        read_on_label=wording.say("digests.read_on"),
        new_label=wording.say("digests.new"),
        new=new,
        left_out=left_out_line(digest, wording, len(new)),
        button=site_line(digest, wording),
        url=_address(digest.url),
        trending_label=wording.say("pages.trending"),
        trending=[_item(item, digest, str(place)) for place, item in enumerate(digest.trending, 1)],
        asked=_asked(digest, wording),
        footer=_footer(digest, wording),
        postal=shorten(one_line(digest.postal), _LONGEST_LINE),
    )


def _cut(view: _View, digest: Digest, wording: Wording, number: int) -> _View:
    left_out = left_out_line(digest, wording, number)
    return replace(view, new=view.new[:number], left_out=left_out)


def _asked(digest: Digest, wording: Wording) -> Markup:
    shelf = escape(shorten(one_line(digest.site_title), _LONGEST_TITLE))
    text = escape(wording.template(f"digests.asked_{digest.kind}"))
    return Markup(fill(text, {"shelf": f"<bdi>{shelf}</bdi>"}))  # noqa: S704 - all is escaped


def _footer(digest: Digest, wording: Wording) -> list[Piece]:
    links = (
        ("unsubscribe", unsubscribe_address(digest)),
        ("on_the_web", _address(digest.url)),
        ("feed", _address(digest.feed)),
        ("forwarded", _address(digest.subscribe)),
    )
    return [Piece(wording.say(f"digests.{word}"), address) for word, address in links if address]


def _beginning(said: Introduction) -> Markup:
    text = shorten(whole(said.text), _LONGEST_BEGINNING)
    parts = (one_line(part) for part in text.split("\n\n")[:_MOST_PARAGRAPHS])
    return Markup("".join(f"<p>{escape(part)}</p>" for part in parts if part))  # noqa: S704 - escaped


def _item(item: Item, digest: Digest, number: str = "") -> _ItemView:
    title = one_line(item.title)
    # The plain title says maths in letters; what marks it up is shown by no program for mail.
    is_plain = len(title) > _LONGEST_TITLE or "<math" in item.title_html
    shown = escape(shorten(title, _LONGEST_TITLE)) if is_plain else mail_markup(item.title_html)
    return _ItemView(
        number=number,
        title=Markup(shown),  # noqa: S704 - escaped, or written anew by mail_markup
        url=_address(item.url),
        facts=shorten(one_line(item.facts), _LONGEST_LINE),
        summary=shorten(one_line(item.summary), _LONGEST_LINE),
        growth=shorten(one_line(item.growth), _LONGEST_LINE),
        links=[link for piece in item.links[:_MOST_LINKS] if (link := _piece(piece)).url],
        language=item.language,
        direction=_direction(item, digest),
    )


def _direction(item: Item, digest: Digest) -> str:
    """Which way it runs, if not as all do; without a language as the letters of its title."""
    if item.direction == "rtl" or is_right_to_left(item.language):
        way = "rtl"
    else:
        way = "ltr" if item.language else item.direction
    return "" if way == (digest.direction or "ltr") else way


def _piece(piece: Piece) -> Piece:
    # Pieces of a line carry the spaces between them.
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    text = f"{before}{shorten(one_line(piece.text), _LONGEST_LABEL)}{after}"
    return Piece(text, _address(piece.url))


def _address(address: str) -> str:
    return web_ascii(one_line(address))


def _written(view: _View, look: MailLook) -> str:
    html = _template().render(view=view)
    return str(_inliner(_colours(_file("mail.css"), look)).inline(whole(html)))


def _colours(style: str, look: MailLook) -> str:
    return Template(style).substitute(msgspec.structs.asdict(look))


@lru_cache
def _file(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


@lru_cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FILES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("mail.html")


class _Inliner(Protocol):
    def inline(self, html: str) -> str: ...


def _inliner(style: str) -> _Inliner:
    try:
        from css_inline import CSSInliner
    except ModuleNotFoundError:
        raise MachineError(
            "css-inline, which writes the styles of mails, is not installed: "
            "pip install 'papershelf[mail]'"
        ) from None
    return CSSInliner(
        extra_css=style,
        inline_style_tags=False,
        keep_style_tags=True,
        load_remote_stylesheets=False,
        minify_css=True,
    )
