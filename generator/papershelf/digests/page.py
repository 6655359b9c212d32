"""A digest as one page of HTML that needs nothing else: no script, no network, no file."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import jinja2
from markupsafe import Markup

from papershelf.digests.model import Digest, Item, Piece
from papershelf.digests.wording import more_line, signed_line
from papershelf.theme import Theme

_FILES = Path(__file__).parent / "page_files"
_SHEETS = ("scales", "tokens", "reset", "base", "prose", "math", "print")
"""The style sheets of a theme that say how text looks, not how the site is laid out."""


@dataclass(frozen=True, slots=True)
class _Item:
    title: Markup
    plain: str
    url: str
    facts: str
    summary: str
    growth: str
    links: Sequence[Piece]
    language: str


@dataclass(frozen=True, slots=True)
class _View:
    style: Markup
    policy: str
    language: str
    direction: str
    title: str
    preview: str
    site_title: str
    site_url: str
    url: str
    feed: str
    subscribe: str
    headline: Sequence[Piece]
    """How many papers came and who brought them."""
    introduction: Markup
    new_label: str
    new: Sequence[_Item]
    more: str
    trending_label: str
    trending: Sequence[_Item]
    on_site: str
    """The labels of the links at the foot."""
    feed_label: str
    by_mail: str


def page(digest: Digest, theme: Theme) -> str:
    """The whole digest as a file of HTML."""
    wording = theme.wording
    own = (_FILES / "page.css").read_text(encoding="utf-8")
    style = theme.sheet(_SHEETS, own).replace("</", "<\\/")
    view = _View(
        style=Markup(style),  # noqa: S704 - files of this package and of the theme
        policy=_policy(style),
        language=digest.language,
        direction=digest.direction,
        title=digest.title,
        preview=digest.preview,
        site_title=digest.site_title,
        site_url=digest.site_url,
        url=digest.url,
        feed=digest.feed,
        subscribe=digest.subscribe,
        headline=signed_line(digest, wording),
        introduction=_safe(digest.introduction.html if digest.introduction else ""),
        new_label=wording.say("digests.new"),
        new=list(map(_item, digest.new)),
        more=more_line(digest, wording),
        trending_label=wording.say("pages.trending"),
        trending=list(map(_item, digest.trending)),
        on_site=wording.say("digests.on_site"),
        feed_label=wording.say("digests.feed"),
        by_mail=wording.say("digests.by_mail"),
    )
    return _template().render({name: getattr(view, name) for name in _View.__slots__})


def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _item(item: Item) -> _Item:
    return _Item(
        title=_safe(item.title_html),
        plain=item.title,
        url=item.url,
        facts=item.facts,
        summary=item.summary,
        growth=item.growth,
        links=item.links,
        language=item.language,
    )


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - what `markup` has made of Markdown


@lru_cache(1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FILES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
