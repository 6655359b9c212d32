"""What machines find on a page: reference managers, search engines, social media, crawlers."""

from papershelf.metadata.coins import coins
from papershelf.metadata.head import Head, HeadLink, Meta, told_once
from papershelf.metadata.highwire import citation_tags
from papershelf.metadata.licences import licence_address
from papershelf.metadata.linked import article, collection_page, website
from papershelf.metadata.locales import locale_of
from papershelf.metadata.opengraph import (
    Picture,
    page_properties,
    paper_properties,
    picture_properties,
)
from papershelf.metadata.script import script_text
from papershelf.metadata.signposts import signposts
from papershelf.metadata.subject import Named, Subject

__all__ = [
    "Head",
    "HeadLink",
    "Meta",
    "Named",
    "Picture",
    "Subject",
    "article",
    "citation_tags",
    "coins",
    "collection_page",
    "licence_address",
    "locale_of",
    "page_properties",
    "paper_properties",
    "picture_properties",
    "script_text",
    "signposts",
    "told_once",
    "website",
]
