"""The page where readers set how the site looks, and where its keys are explained."""

from collections.abc import Iterator

from papershelf.plan import contexts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link, Shortcut
from papershelf.urls import site_path

DISPLAY = Link("Display", site_path("display"))
"""The link to the page; scripts look for it at this address from their own."""


_MARKS = (("s", "star"), ("r", "read"), ("b", "basket"), ("x", "hidden"), ("n", "note"))
"""The key of each mark that readers set on papers; `keys.js` has the same."""


def display_page(planner: Planner) -> Page:
    """The page of display settings and keys."""
    return planner.page(
        ("display",),
        "display.html",
        DISPLAY.label,
        contexts.DisplayContext(tuple(_shortcuts(planner))),
        description="Colours, text size, the room between papers, and the keys of this site.",
        noindex=True,
    )


def _shortcuts(planner: Planner) -> Iterator[Shortcut]:
    searched = planner.config.search.enabled
    if searched:
        yield Shortcut(("/",), "Search")
    yield Shortcut(("j",), "Next paper")
    yield Shortcut(("k",), "Previous paper")
    yield Shortcut(("o",), "Open it", other="Enter")
    for key, kind in _MARKS:
        yield Shortcut((key,), planner.wording.say(f"keys.{kind}"))
    yield Shortcut(("g", "h"), "Go to the home page")
    for section in planner.sections():
        yield Shortcut(("g", section.label[0].lower()), f"Go to {section.label.lower()}")
    if searched:
        yield Shortcut(("g", "s"), "Go to the search page")
    yield from (Shortcut(("g", key), planner.wording.say(word)) for key, word in _ways(planner))
    yield Shortcut(("?",), "Show these keys")
    yield Shortcut(("Esc",), "Leave the paper, the box or the panel")


def _ways(planner: Planner) -> Iterator[tuple[str, str]]:
    yield "l", "keys.go_reading"
    yield "b", "keys.go_basket"
    if planner.config.stats:
        yield "i", "keys.go_stats"
    if planner.config.map:
        yield "m", "keys.go_map"
