"""The page of what a browser keeps of the site, which stands in for those that it does not."""

from collections.abc import Iterator

from papershelf.plan import contexts
from papershelf.plan.inbox_views import PrivacyPart
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Fact, Link
from papershelf.urls import site_path
from papershelf.wording import Wording

OFFLINE = "offline"
CACHES = "papershelf-offline …"
"""How the names begin that the browser keeps the pages under."""


def offline_link(wording: Wording) -> Link:
    """The link to the page."""
    return Link(wording.say("offline.link"), site_path(OFFLINE))


def offline_page(planner: Planner) -> Page:
    """The page; a script lists what is kept."""
    say = planner.wording.say
    return planner.page(
        (OFFLINE,),
        "offline.html",
        say("offline.title"),
        contexts.OfflineContext(planner.sections()),
        description=say("offline.description"),
        noindex=True,
    )


def offline_privacy(planner: Planner) -> Iterator[PrivacyPart]:
    """What the privacy page says of it, where it is on."""
    if not planner.config.offline:
        return
    say = planner.wording.say
    yield PrivacyPart(
        say("offline.title"),
        ((Link(say("offline.privacy")),),),
        (Fact(CACHES, say("offline.privacy_kept")),),
        ((Link(say("offline.privacy_remove"), site_path(OFFLINE)),),),
    )
