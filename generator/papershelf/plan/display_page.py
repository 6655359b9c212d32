"""The page where readers set how the site looks, and where its keys are explained."""

from collections.abc import Iterator

from papershelf.plan import contexts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link, Shortcut
from papershelf.urls import site_path
from papershelf.wording import Wording


def display_link(wording: Wording) -> Link:
    """The link to the page; scripts look for it at this address from their own."""
    return Link(wording.say("pages.display"), site_path("display"))


_MARKS = (("s", "star"), ("r", "read"), ("b", "basket"), ("x", "hidden"), ("n", "note"))
"""The key of each mark that readers set on papers; `keys.js` has the same."""


def display_page(planner: Planner) -> Page:
    """The page of display settings and keys."""
    return planner.page(
        ("display",),
        "display.html",
        display_link(planner.wording).label,
        contexts.DisplayContext(tuple(_shortcuts(planner))),
        description=planner.wording.say("descriptions.display"),
        noindex=True,
    )


def _shortcuts(planner: Planner) -> Iterator[Shortcut]:
    searched, say = planner.config.search.enabled, planner.wording.say
    if searched:
        yield Shortcut(("/",), say("shortcuts.search"))
    yield Shortcut(("j",), say("shortcuts.next"))
    yield Shortcut(("k",), say("shortcuts.previous"))
    yield Shortcut(("o",), say("shortcuts.open"), other="Enter")
    yield Shortcut(("g", "h"), say("shortcuts.home"))
    for key, kind in _MARKS:
        yield Shortcut((key,), say(f"keys.{kind}"))
    for section in planner.sections():
        # As keys.js has them: the letters of addresses, which are the same in all languages.
        name = section.url.removesuffix("/")
        yield Shortcut(("g", name[0]), say(f"shortcuts.{name}"))
    if searched:
        yield Shortcut(("g", "s"), say("shortcuts.search_page"))
    yield from (Shortcut(("g", key), say(word)) for key, word in _ways(planner))
    yield Shortcut(("?",), say("shortcuts.keys"))
    yield Shortcut(("Esc",), say("shortcuts.leave"))


def _ways(planner: Planner) -> Iterator[tuple[str, str]]:
    yield "l", "keys.go_reading"
    yield "b", "keys.go_basket"
    if planner.config.stats:
        yield "i", "keys.go_stats"
    if planner.config.map:
        yield "m", "keys.go_map"
