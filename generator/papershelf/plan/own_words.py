"""What curators write to stand first on a page that every site has anyway."""

from papershelf.markup import block_to_text
from papershelf.model import FreePage, Library
from papershelf.plan.views import Link
from papershelf.text import shorten
from papershelf.urls import site_path

SUBSCRIBE = "subscribe"
PRIVACY = "privacy"
OWN_PAGES = {SUBSCRIBE: "Subscribe", PRIVACY: "Privacy"}
"""The pages that content/pages/NAME.md begins in place of being one, and what they are called."""


def own_words(library: Library, path: str) -> FreePage:
    """What is written for one of these pages; without a file, nothing but its title."""
    found = library.pages.get(path)
    return found or FreePage(path, OWN_PAGES[path], body="", source="")


def own_description(words: FreePage, otherwise: str) -> str:
    """What search engines are told of the page."""
    return words.summary or shorten(block_to_text(words.body), 200) or otherwise


def own_link(library: Library, path: str) -> Link:
    """The link to one of these pages."""
    return Link(own_words(library, path).title, site_path(path))
