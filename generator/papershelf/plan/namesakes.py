"""People who are called the same, and those who must not be taken for each other."""

from papershelf.model import Library
from papershelf.plan.views import TermLink
from papershelf.relate import Person, Relations
from papershelf.urls import derived_slug, site_path


class Namesakes:
    """Knows for everybody with a page who else there is."""

    def __init__(self, library: Library, relations: Relations) -> None:
        self._library = library
        self._by_identity: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._apart: dict[str, dict[str, None]] = {}
        for person in relations.people.values():
            if person.identity:
                self._by_identity[person.identity] = person
            if person.has_page:
                self._names[person.slug] = _names(person)
                for name in self._names[person.slug]:
                    self._by_name.setdefault(name, []).append(person)
        for identity in library.identities.values():
            for other in identity.not_same_as:
                # Whoever says it, it holds for both.
                self._apart.setdefault(identity.id, {})[other] = None
                self._apart.setdefault(other, {})[identity.id] = None

    def namesakes(self, person: Person) -> tuple[TermLink, ...]:
        """Others with a page whose name or address would be the same, but for a number."""
        apart = self._apart.get(person.identity, {})
        found = {
            other.slug: other
            for name in self._names[person.slug]
            for other in self._by_name[name]
            if other is not person and other.identity not in apart
        }
        return tuple(_term(found[slug]) for slug in sorted(found))

    def others(self, person: Person) -> tuple[TermLink, ...]:
        """Those whom authors.yaml tells apart from the person; without address, if need be."""
        found = []
        for identity in sorted(self._apart.get(person.identity, ())):
            other = self._by_identity.get(identity)
            if other is not None and other.has_page:
                found.append(_term(other))
            elif identity in self._library.identities:
                found.append(TermLink(self._library.identities[identity].names[0], "", 0))
        return tuple(found)


def _names(person: Person) -> tuple[str, ...]:
    """What the address of a person could have been made of."""
    own = derived_slug(person.name.display)
    told = derived_slug(person.identity) if person.identity else own
    return (own,) if own == told else (own, told)


def _term(person: Person) -> TermLink:
    return TermLink(person.name.display, site_path("authors", person.slug), len(person.papers))
