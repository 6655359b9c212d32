"""The page that shows papers about the same things near each other."""

from typing import Final

from papershelf.plan import contexts
from papershelf.plan.page import Page, deferred
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link
from papershelf.urls import site_path
from papershelf.wording import Wording

MAP: Final = "map"


def map_link(wording: Wording) -> Link:
    """The link to the page."""
    return Link(wording.say("map.title"), site_path(MAP))


def map_page(planner: Planner) -> Page:
    """The page of the map."""
    wording, atlas = planner.wording, planner.atlas
    return planner.page(
        (MAP,),
        "map.html",
        wording.say("map.title"),
        contexts.MapContext(deferred(atlas.key, atlas.view, keeps=True)),
        description=wording.say("map.description", atlas.count, title=planner.config.title),
        dated_by=planner.relations.newest,
    )
