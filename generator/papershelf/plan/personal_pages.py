"""The pages of what a reader keeps: the basket and the reading list.

They hold no papers: scripts fill them with what lies in the reader's own browser.
"""

import msgspec

from papershelf.exporters import Exporter
from papershelf.plan import contexts
from papershelf.plan.page import Page
from papershelf.plan.personal_views import FormatView
from papershelf.plan.planner import Planner
from papershelf.plan.record_files import bucket_count, offered_formats, records_url
from papershelf.plan.views import Link
from papershelf.urls import derived_slug, site_path
from papershelf.wording import Wording

BASKET, READING = "basket", "reading"


def personal_links(wording: Wording) -> tuple[Link, ...]:
    """The links to these pages."""
    return (
        Link(wording.say("reading.title"), site_path(READING)),
        Link(wording.say("basket.title"), site_path(BASKET)),
    )


def basket_page(planner: Planner) -> Page:
    """The page of the basket, and of selections that somebody passes on."""
    count = bucket_count(len(planner.relations.shown))
    stem = derived_slug(planner.config.title)
    return planner.page(
        (BASKET,),
        "basket.html",
        planner.wording.say("basket.title"),
        contexts.BasketContext(
            records=records_url(count),
            buckets=count,
            formats=tuple(_format(exporter, stem) for exporter in offered_formats(planner.config)),
            exports=planner.listings[0].exports(planner.wording),
        ),
        description=planner.wording.say("basket.description"),
        noindex=True,
    )


def reading_page(planner: Planner) -> Page:
    """The page of the reading list."""
    count = bucket_count(len(planner.relations.shown))
    return planner.page(
        (READING,),
        "reading.html",
        planner.wording.say("reading.title"),
        contexts.ReadingContext(
            records=records_url(count),
            buckets=count,
            exports=planner.listings[0].exports(planner.wording),
        ),
        description=planner.wording.say("reading.description"),
        noindex=True,
    )


def _format(exporter: Exporter, stem: str) -> FormatView:
    # Line ends in attributes would not stay as they are.
    rules = (exporter.head, exporter.between, exporter.tail)
    return FormatView(
        exporter.name,
        exporter.label,
        f"{stem}.{exporter.file.partition('.')[2]}",
        exporter.media_type,
        msgspec.json.encode(rules).decode(),
    )
