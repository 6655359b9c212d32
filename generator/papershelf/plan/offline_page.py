"""The page of what a browser keeps of the site, which stands in for those that it does not."""

from papershelf.plan import contexts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link
from papershelf.urls import site_path
from papershelf.wording import Wording

OFFLINE = "offline"


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
