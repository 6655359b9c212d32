"""People who may be one or several: told to the curator, never decided here."""

from collections.abc import Mapping, Sequence

from papershelf.errors import Problem, Severity
from papershelf.fields import shown
from papershelf.model import Contributor, Library, Paper
from papershelf.names import parse_name
from papershelf.urls import derived_slug
from papershelf.validate.assembly import Finder

_Written = tuple[Paper, str, int]
"""A paper, "authors" or "editors", and the place in that list."""


def ambiguous_names(library: Library, find: Finder) -> list[Problem]:
    """Advice about names that differ only in accents, case or hyphens, and so share an address.

    Of 2,569 names of a real shelf 25 groups did. Names that authors.yaml tells apart or brings
    together are no matter of doubt.
    """
    identity_of: dict[str, set[str]] = {}
    for identity in library.identities.values():
        for name in identity.names:
            identity_of.setdefault(parse_name(name).display, set()).add(identity.id)
    groups: dict[str, dict[str, _Written]] = {}
    by_place = sorted(library.papers.values(), key=lambda paper: (paper.source, paper.position))
    for paper in by_place:
        for field in ("authors", "editors"):
            people: Sequence[Contributor] = getattr(paper, field)
            for index, person in enumerate(people):
                name = person.name.display
                if not person.id and len(identity_of.get(name, ())) != 1:
                    names = groups.setdefault(derived_slug(name), {})
                    names.setdefault(name, (paper, field, index))
    return [problem for names in groups.values() for problem in _advice(names, find)]


def _advice(names: Mapping[str, _Written], find: Finder) -> list[Problem]:
    first, *others = names
    problems: list[Problem] = []
    for name in others:
        paper, field, index = names[name]
        location, excerpt = find(paper.source, paper.position, (field, index))
        earlier = names[first][0].source
        problems.append(
            Problem(
                location,
                f"the name {shown(name)} is nearly {shown(first)}, who is in {earlier}",
                "one person: write the name alike, or list both forms in authors.yaml; "
                "two: give each an id there",
                Severity.ADVICE,
                excerpt,
            )
        )
    return problems
