"""A difference as one page of HTML that needs nothing else: no script, no network, no theme."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from papershelf.differences import views
from papershelf.differences.marks import Kind, compared, plain
from papershelf.differences.model import Change, Difference, EntryChange, FieldChange, SiteChange
from papershelf.differences.pictures import MOST_PICTURES, PICTURE_SIZE, cards_of
from papershelf.differences.wording import (
    counted,
    listed_text,
    number_change,
    size,
    size_change,
)
from papershelf.drawing.texts import CardText
from papershelf.reports.texts import shown

_FILES = Path(__file__).parent / "page_files"
_MOST_FIELDS = 200
_MOST_OWN_PROBLEMS = 20
_NO_PICTURES: Mapping[CardText, bytes] = MappingProxyType({})
_PIECES_AT_ONCE = 200
_MANY = 50


@dataclass(frozen=True, slots=True)
class _Figure:
    kind: str
    """The name of its colour."""
    sign: str
    value: str
    words: str
    anchor: str
    """Where on the page that is."""


@dataclass(frozen=True, slots=True)
class _SiteView:
    rows: Sequence[Sequence[str]]
    """A label, the number before and after, and the change in words."""
    pages: str
    added: Sequence[views.PageLink]
    removed: Sequence[views.PageLink]
    more_added: str
    more_removed: str
    left_out: str


@dataclass(frozen=True, slots=True)
class _View:
    style: Markup
    policy: str
    title: str
    shelf: str
    base: str
    commit: str
    summary: str
    figures: Sequence[_Figure]
    is_calm: bool
    failure: str
    grave: Sequence[views.FileView]
    more_grave: str
    problems: views.ProblemsView
    behind: str
    both: Sequence[views.Listed]
    listed: Sequence[views.Listed]
    more_listed: str
    entries: Iterator[views.EntryView]
    not_shown: str
    no_pictures: str
    files: Sequence[views.FileView]
    more_files: str
    site: _SiteView | None
    many: int
    """Entries from which on a browser is to draw only those that are looked at."""
    width: int
    height: int


def html_page(
    difference: Difference, pictures: Mapping[CardText, bytes] = _NO_PICTURES, *, site: str = ""
) -> Iterator[str]:
    """The page in pieces, which never hold half a character.

    `pictures`: PNG files of `draw_pictures`; cards without one are left out. `site`: where the
    built site is, relative to the page, as `site/`; where empty, nothing leads to its pages.
    """
    stream = _template().stream(view=_view(difference, pictures, site))
    stream.enable_buffering(_PIECES_AT_ONCE)
    yield from stream


def _view(difference: Difference, pictures: Mapping[CardText, bytes], site: str) -> _View:
    style = (_FILES / "page.css").read_text(encoding="utf-8")
    shelf = views.title_text(difference.title)
    listed = views.listed_entries(difference)
    anchors = views.anchors_of(difference, listed)
    grave = [file for file in difference.files if file.is_grave]
    slight = [file for file in difference.files if not file.is_grave]
    problems = difference.problems
    told = views.problems_view(difference.prefix, problems, views.MOST_PROBLEMS, anchors)
    both = [view for view in listed if view.is_both]
    return _View(
        style=Markup(style),  # noqa: S704 - a file of this package
        policy=_policy(style),
        title=f"What this branch changes · {shelf}",
        shelf=shelf,
        base=views.named(difference.base),
        commit=shown(difference.commit[:12]),
        summary=_summary(difference, len(grave)),
        figures=list(_figures(difference, listed)),
        is_calm=not (grave or told.first or both or difference.failure),
        failure=shown(difference.failure),
        grave=list(map(views.file_view, grave[: views.MOST_FILES])),
        more_grave=_more(len(grave), views.MOST_FILES, "file"),
        problems=told,
        behind=_behind(difference),
        both=both,
        listed=listed,
        more_listed=_more(len(difference.entries), views.MOST_ENTRIES, "entry", "entries"),
        entries=_entries(difference, listed, pictures, site),
        not_shown=_not_shown(listed),
        no_pictures=_no_pictures(difference, pictures),
        files=list(map(views.file_view, slight[: views.MOST_FILES])),
        more_files=_more(len(slight), views.MOST_FILES, "file"),
        site=_site_view(difference.site, site) if difference.site else None,
        many=_MANY,
        width=PICTURE_SIZE[0],
        height=PICTURE_SIZE[1],
    )


def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _figures(difference: Difference, listed: Sequence[views.Listed]) -> Iterator[_Figure]:
    """Numbers that lead to what they count."""
    for change, number in difference.counts.items():
        if number:
            badge = views.badge_of(change)
            words = f"{'entry' if number == 1 else 'entries'} {badge.word}"
            anchors = (view.anchor for view in listed if view.badge == badge and view.anchor)
            yield _Figure(badge.word, badge.sign, f"{number:,}", words, next(anchors, "all"))
    grave = sum(file.is_grave for file in difference.files)
    if grave:
        words = "file to look at first" if grave == 1 else "files to look at first"
        yield _Figure("grave", "", f"{grave:,}", words, "first")
    if number := len(difference.files) - grave:
        words = "other file" if number == 1 else "other files"
        yield _Figure("", "", f"{number:,}", words, "files")
    if number := len(difference.problems):
        anchor = "advice" if all(map(views.is_advice, difference.problems)) else "problems"
        words = f"new problem{'' if number == 1 else 's'}"
        yield _Figure("", "", f"{number:,}", words, anchor)
    site = difference.site
    if site and site.bytes_before != site.bytes_after:
        yield _Figure("", "", size_change(site.bytes_before, site.bytes_after), "site size", "site")


def _summary(difference: Difference, grave: int) -> str:
    """What there is to look at, in a few sentences."""
    if difference.is_empty:
        return "It touches no entry and no file."
    entries = len(difference.entries)
    others = len(difference.files) - grave
    found = [
        counted(entries, "entry", "entries") if entries else "",
        counted(grave, "file that needs a careful look", "files that need a careful look")
        if grave
        else "",
        counted(others, "other file") if others else "",
    ]
    problems = len(difference.problems)
    brings = counted(problems, "new problem") if problems else "no new problem"
    if advice := sum(map(views.is_advice, difference.problems)):
        brings += f", {advice:,} of them advice" if problems > 1 else ", which is advice"
    mends = f" and mends {difference.gone:,}" if difference.gone else ""
    return f"It touches {listed_text(found) or 'nothing'}. It brings {brings}{mends}."


def _behind(difference: Difference) -> str:
    if not difference.behind:
        return ""
    return f"has {counted(difference.behind, 'commit')} that this branch lacks"


def _more(number: int, most: int, one: str, several: str = "") -> str:
    """How many are not listed; empty where all are."""
    if number <= most:
        return ""
    return counted(number - most, f"more {one}", f"more {several or f'{one}s'}")


def _not_shown(listed: Sequence[views.Listed]) -> str:
    number = sum(not view.anchor for view in listed)
    if not number:
        return ""
    verb = "is" if number == 1 else "are"
    return f"{number:,} of these {verb} only listed: with all fields the page would not open."


def _no_pictures(difference: Difference, pictures: Mapping[CardText, bytes]) -> str:
    """How many cards are left out, and why; empty where none is, or none was wanted."""
    cards = cards_of(difference) if pictures else ()
    missing = sum(card not in pictures for card in cards)
    if not missing:
        return ""
    why = (
        f"a page shows {MOST_PICTURES:,} at most"
        if len(cards) > MOST_PICTURES
        else "a font is broken"
    )
    return f"{counted(missing, 'card')} not drawn: {why}."


def _entries(
    difference: Difference,
    listed: Sequence[views.Listed],
    pictures: Mapping[CardText, bytes],
    site: str,
) -> Iterator[views.EntryView]:
    for entry, view in zip(difference.entries, listed, strict=False):
        if view.anchor:
            yield _entry(difference.prefix, entry, view, pictures, site)


def _entry(
    prefix: str,
    entry: EntryChange,
    listed: views.Listed,
    pictures: Mapping[CardText, bytes],
    site: str,
) -> views.EntryView:
    removed = entry.change is Change.REMOVED
    is_compared = not removed and entry.change is not Change.ADDED
    # Where all of an entry is new, or goes, marks would tell nothing.
    kind = Kind.MARKED if is_compared else Kind.SAME
    path = f"{prefix}{entry.path}"
    return views.EntryView(
        listed=listed,
        earlier_id=shown(entry.earlier_id),
        place=views.named(f"{path}:{entry.line}" if entry.line else path),
        earlier_path=shown(f"{prefix}{entry.earlier_path}" if entry.earlier_path else ""),
        page="" if removed or not entry.page else _address(site, entry.page),
        cards=list(_cards(entry, pictures)),
        no_card="" if removed or entry.card_after else _no_card(entry),
        is_compared=is_compared,
        has_fields=bool(entry.fields),
        fields=map(partial(_field, kind), islice(entry.fields, _MOST_FIELDS)),
        more_fields=_more(len(entry.fields), _MOST_FIELDS, "field"),
        problems=views.problems_view(prefix, entry.problems, _MOST_OWN_PROBLEMS, {}),
    )


def _field(kind: Kind, field: FieldChange) -> views.FieldView:
    before, after = field.before, field.after
    name = views.named(field.name)
    if before is not None and after is not None:
        sides = compared(before, after)
        return views.FieldView(name, *map(views.value_view, (before, after), sides))
    values = (
        None if value is None else views.value_view(value, plain(value, kind))
        for value in (before, after)
    )
    return views.FieldView(name, *values)


def _cards(entry: EntryChange, pictures: Mapping[CardText, bytes]) -> Iterator[views.CardView]:
    before, after = entry.card_before, entry.card_after
    if before == after:
        labelled = [("Card, as before", after)]
    elif before and after:
        labelled = [("Card before", before), ("Card after", after)]
    else:
        gone = "Card, removed" if entry.change is Change.REMOVED else "Card before"
        labelled = [(gone, before), ("Card", after)]
    for label, card in labelled:
        if card is not None and card in pictures:
            data = f"data:image/png;base64,{b64encode(pictures[card]).decode()}"
            yield views.CardView(label, _alt(card), data, is_faded=not after)


def _no_card(entry: EntryChange) -> str:
    if entry.page:
        return "Its card cannot be drawn: fonts lack its letters, or the theme is broken."
    if any(problem.is_grave for problem in entry.problems):
        return "It has errors: the site is built without it, so it has neither page nor card."
    return "It has no page on the site, and so no card."


def _alt(card: CardText) -> str:
    people = ", ".join(card.people)
    if card.more:
        people += f", and {card.more:,} more"
    return shown(". ".join(filter(None, (card.title.rstrip("."), people, card.place))))


def _site_view(change: SiteChange, site: str) -> _SiteView:
    most = views.MOST_PAGES
    added, removed = change.pages_added, change.pages_removed
    sizes = change.bytes_before, change.bytes_after
    numbers = change.files_before, change.files_after
    left_out = counted(change.left_out, "entry", "entries") if change.left_out else ""
    return _SiteView(
        rows=[
            ("Size", *map(size, sizes), size_change(*sizes)),
            ("Files", *(f"{number:,}" for number in numbers), number_change(*numbers)),
        ],
        pages=f"{counted(len(added), 'page')} added, {len(removed):,} removed, "
        f"{change.pages_changed:,} changed.",
        added=[_page_link(page, site) for page in added[:most]],
        removed=[_page_link(page, "") for page in removed[:most]],
        more_added=_more(len(added), most, "page"),
        more_removed=_more(len(removed), most, "page"),
        left_out=left_out,
    )


def _page_link(page: str, site: str) -> views.PageLink:
    return views.PageLink(shown(f"/{page.lstrip('/')}"), _address(site, page))


def _address(site: str, page: str) -> str:
    """Where a page is, seen from this one; empty where that could be outside the site."""
    path = page.lstrip("/")
    if not site or ".." in path.split("/") or "\\" in path:
        return ""
    file = f"{path}index.html" if not path or path.endswith("/") else path
    return quote(f"{site.strip('/')}/{file}", errors="replace")


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
