"""What curators write to stand first on a page that every site has anyway."""

from papershelf.markup import block_to_text
from papershelf.model import FreePage, Library
from papershelf.plan.views import Link
from papershelf.text import shorten
from papershelf.urls import site_path
from papershelf.wording import Wording

SUBSCRIBE = "subscribe"
PRIVACY = "privacy"
OWN_PAGES = (SUBSCRIBE, PRIVACY)
"""The pages that content/pages/NAME.md begins in place of being one."""


def own_words(library: Library, path: str, wording: Wording) -> FreePage:
    """What is written for one of these pages; without a file, nothing but its title."""
    found = library.pages.get(path)
    return found or FreePage(path, wording.say(f"pages.{path}"), body="", source="")


def own_description(words: FreePage, otherwise: str) -> str:
    """What search engines are told of the page."""
    return words.summary or shorten(block_to_text(words.body), 200) or otherwise


def own_link(library: Library, path: str, wording: Wording) -> Link:
    """The link to one of these pages."""
    return Link(own_words(library, path, wording).title, site_path(path))
