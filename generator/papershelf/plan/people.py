"""The people of one paper: who is shown first, and the legend of the signs after their names."""

from collections.abc import Callable, Iterator, Sequence

from papershelf.model import Contributor, Paper
from papershelf.plan.views import Fact, PeopleView, PersonView
from papershelf.wording import Wording

MAX_FIRST = 12
"""People shown before the rest is folded."""
_SCREENFUL = 200

_MARKS: tuple[tuple[str, str, Callable[[Contributor], bool]], ...] = (
    ("*", "people.equal", lambda contributor: contributor.equal),
    ("†", "people.corresponding", lambda contributor: contributor.corresponding),
)
"""Signs, the words for what they say, and of whom."""

People = Sequence[tuple[Contributor, str, str, str]]
"""Contributors, each with address, ORCID and native name of the person behind."""


def people_views(
    paper: Paper, people: People, wording: Wording
) -> tuple[tuple[PeopleView, ...], tuple[Fact, ...]]:
    """The authors and the editors of a paper, with the legend of their signs."""
    contributors = [contributor for contributor, *_ in people]
    places = _places(contributors)
    shown = [
        PersonView(
            name=contributor.name.display,
            native=contributor.native or native,
            url=url,
            orcid_url=f"https://orcid.org/{number}"
            if (number := contributor.orcid or orcid)
            else "",
            signs=",".join(_signs(contributor, places)),
        )
        for contributor, url, orcid, native in people
    ]
    count = len(paper.authors)
    groups = (
        (wording.say("people.authors"), "", shown[:count]),
        (wording.say("people.editors"), wording.say("people.edited_by"), shown[count:]),
    )
    views = tuple(_group(*group, wording) for group in groups if group[-1])
    marks = (
        Fact(sign, wording.say(word))
        for sign, word, holds in _MARKS
        if any(holds(contributor) for contributor in contributors)
    )
    return views, (*(Fact(sign, place) for place, sign in places.items()), *marks)


def _group(role: str, lead: str, people: Sequence[PersonView], wording: Wording) -> PeopleView:
    rest = tuple(people[MAX_FIRST:])
    return PeopleView(
        role=role,
        lead=lead,
        first=tuple(people[:MAX_FIRST]),
        rest=rest,
        more=wording.say("people.more", len(rest)) if rest else "",
        many=len(rest) > _SCREENFUL,
    )


def _places(contributors: Sequence[Contributor]) -> dict[str, str]:
    """The affiliations in the order of their numbers; a single one that all share has none."""
    found = list(dict.fromkeys(place for c in contributors for place in c.affiliations))
    if len(found) == 1 and all(c.affiliations for c in contributors):
        return {found[0]: ""}
    return {place: str(number) for number, place in enumerate(found, 1)}


def _signs(contributor: Contributor, places: dict[str, str]) -> Iterator[str]:
    for place in dict.fromkeys(contributor.affiliations):
        if places[place]:
            yield places[place]
    for sign, _, holds in _MARKS:
        if holds(contributor):
            yield sign
