"""Who brought the papers of a day: curators by name, and those of the community who helped."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from papershelf.config import CuratorForm
from papershelf.model import Paper
from papershelf.plan.curators import is_shown, keepers_by_handle, person_link
from papershelf.plan.views import Link
from papershelf.plan.woven import links_in_a_row, woven
from papershelf.wording import Wording

MOST_NAMES = 3


def byline(
    curators: Sequence[CuratorForm],
    papers: Iterable[Paper],
    wording: Wording,
    hidden: Collection[str] = (),
) -> tuple[Link, ...]:
    """The byline of papers that came together, in pieces with their spaces.

    The curators who brought any of them are named, all of them where none did; the community is
    where somebody who is no curator brought or curated one. Empty where nobody is known. `hidden`:
    who is not named.
    """
    keepers = keepers_by_handle(curators)
    handles = Counter(
        handle
        for paper in papers
        for handle in {paper.curated_by, paper.submitted_by}
        if handle and is_shown(handle, hidden)
    )
    curators = [c for c in curators if is_shown(c.name, hidden) and is_shown(c.id, hidden)]
    active = {keepers[handle].id for handle in handles if handle in keepers}
    named = [c for c in curators if c.id in active] or list(curators)
    others = sorted(
        (handle for handle in handles if handle not in keepers),
        key=lambda handle: (-handles[handle], handle),
    )
    names = _names([person_link(keepers, curator.id) for curator in named], wording)
    if others:
        names.append(Link(wording.say("bylines.community")))
    if not names:
        return ()
    curated = links_in_a_row(wording, names)
    if not others:
        return woven(wording.template("bylines.by"), people=curated)
    helpers = _names([person_link(keepers, handle) for handle in others], wording)
    sentence = wording.template("bylines.by_with")
    return woven(sentence, people=curated, helpers=links_in_a_row(wording, helpers))


def _names(people: Sequence[Link], wording: Wording) -> list[Link]:
    """At most three people, and how many others."""
    rest = len(people) - MOST_NAMES
    if rest <= 0:
        return list(people)
    return [*people[:MOST_NAMES], Link(wording.say("bylines.others", rest))]
