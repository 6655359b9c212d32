"""People who may be one or several: told to the curator, never decided here."""

from collections.abc import Iterator, Mapping, Sequence

from papershelf.advice.facts import Facts
from papershelf.advice.remark import Remark
from papershelf.fields import shown
from papershelf.model import Contributor, Paper
from papershelf.names import parse_name
from papershelf.urls import derived_slug

_Written = tuple[Paper, str, int]
"""A paper, "authors" or "editors", and the place in that list."""


def ambiguous_names(facts: Facts) -> Iterator[Remark]:
    """Advice about names that differ only in accents, case or hyphens, and so share an address.

    Of 2,569 names of a real shelf 25 groups did. Names that authors.yaml tells apart or brings
    together are no matter of doubt.
    """
    identity_of: dict[str, set[str]] = {}
    for identity in facts.library.identities.values():
        for name in identity.names:
            identity_of.setdefault(parse_name(name).display, set()).add(identity.id)
    first: dict[str, _Written] = {}
    for paper in facts.papers:
        for field in ("authors", "editors"):
            people: Sequence[Contributor] = getattr(paper, field)
            for index, person in enumerate(people):
                name = person.name.display
                if not person.id and len(identity_of.get(name, ())) != 1:
                    first.setdefault(name, (paper, field, index))
    groups: dict[str, dict[str, _Written]] = {}
    for name, written in first.items():
        groups.setdefault(derived_slug(name), {})[name] = written
    for names in groups.values():
        yield from _advice(names)


def _advice(names: Mapping[str, _Written]) -> Iterator[Remark]:
    first, *others = names
    for name in others:
        paper, field, index = names[name]
        yield Remark(
            paper,
            (field, index),
            f"the name {shown(name)} is nearly {shown(first)}, who is in {names[first][0].source}",
            "one person: write the name alike, or list both forms in authors.yaml; "
            "two: give each an id there",
            "ambiguous-name",
        )
