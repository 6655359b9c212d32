"""The map of a library: who is where, how papers are coloured, what its parts are called."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papershelf.config import Config
from papershelf.maps import papers_on_map
from papershelf.model import Library, Paper
from papershelf.plan.cards import paper_url, term_url
from papershelf.plan.map_picture import (
    HEIGHT,
    SINGLE_UP_TO,
    WIDTH,
    Names,
    across,
    down,
    spots,
    strokes,
)
from papershelf.plan.map_regions import Part, parts_of, words_of
from papershelf.plan.map_views import Colouring, MapView, Region, Shade
from papershelf.plan.page import digest_of
from papershelf.plan.titles import plain_title
from papershelf.plan.views import Link
from papershelf.relate import Relations
from papershelf.related.table import RelatedPapers
from papershelf.store import Store
from papershelf.urls import site_path
from papershelf.wording import Wording

CARDS_A_FILE: Final = 128
"""Papers side by side on the map, about 8 kB compressed."""
# Raised when the files of the map change their form: the script reads no other.
FORMAT: Final = 1
MOST_COLOURS: Final = 8
_YEARS: Final = 7
"""Colours of years, from old to new."""
_MOST_AUTHORS: Final = 3

Array = NDArray[Any]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """A way to colour papers, and the number of each one's colour."""

    view: Colouring
    numbers: Numbers


class Atlas:
    """Finds places only when they are asked for: on a large shelf they take many seconds."""

    def __init__(
        self,
        library: Library,
        relations: Relations,
        config: Config,
        wording: Wording,
        related: Mapping[str, Sequence[str]],
        store: Store | None,
    ) -> None:
        self._library = library
        self._relations = relations
        self._wording = wording
        self._title = config.title
        self._related = related
        self._store = store

    @property
    def count(self) -> int:
        """The papers on the map: those in lists."""
        return len(self._relations.newest)

    @cached_property
    def key(self) -> bytes:
        """Changes whenever anything on the map would."""
        library = self._library
        return digest_of(
            FORMAT,
            RelatedPapers.of(self._related).key,
            tuple((paper, library.papers[paper].digest) for paper in self._relations.newest),
            {key: topic.name for key, topic in library.topics.items()},
            {key: venue.label for key, venue in library.venues.items()},
            self._wording.digest,
        )

    @property
    def folder(self) -> str:
        """The folder of the files, below that of the page."""
        return f"map/{self.key.hex()[:12]}"

    @cached_property
    def _places(self) -> tuple[tuple[Paper, ...], Numbers, Numbers]:
        ids = sorted(self._relations.newest)
        order, x, y = papers_on_map(
            ids,
            RelatedPapers.of(self._related).places_among(ids),
            self._groups(ids),
            self._store,
        )
        return tuple(self._library.papers[ids[number]] for number in order.tolist()), x, y

    def _groups(self, ids: Sequence[str]) -> list[list[int]]:
        """What papers that are near nobody are placed by: topics, else the venue, else the year."""
        numbers: dict[object, int] = {}
        found = []
        for paper in (self._library.papers[key] for key in ids):
            groups: tuple[object, ...] = paper.topics or (paper.venue or paper.year,)
            found.append([numbers.setdefault(group, len(numbers)) for group in groups])
        return found

    @property
    def papers(self) -> tuple[Paper, ...]:
        """In an order of space: side by side here is nearly always side by side there."""
        return self._places[0]

    @property
    def x(self) -> Numbers:
        """How far right each paper is."""
        return self._places[1]

    @property
    def y(self) -> Numbers:
        """How far down each paper is."""
        return self._places[2]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The ways to colour papers that tell some from others."""
        if not self.count:
            return ()
        topics = {key: topic.name for key, topic in self._library.topics.items()}
        venues = {key: venue.label for key, venue in self._library.venues.items()}
        found = [
            self._by_term("topic", [next(iter(p.topics), "") for p in self.papers], topics),
            self._by_term("venue", [paper.venue for paper in self.papers], venues),
            self._by_year(),
        ]
        return tuple(column for column in found if column is not None)

    def _by_term(self, name: str, terms: Sequence[str], labels: Mapping[str, str]) -> Column | None:
        counts = Counter(term for term in terms if term)
        if not counts:
            return None
        ranked = sorted(counts, key=lambda term: (-counts[term], term))[:MOST_COLOURS]
        numbers = {term: number for number, term in enumerate(ranked, 1)}
        shades = [
            Shade(number, labels[term], term_url(f"{name}s", term), counts[term])
            for term, number in numbers.items()
        ]
        rest = len(terms) - sum(shade.count for shade in shades)
        if rest:
            shades.append(Shade(0, self._wording.say("map.rest"), "", rest))
        found = np.fromiter((numbers.get(term, 0) for term in terms), np.int64, len(terms))
        return Column(Colouring(name, self._wording.say(f"map.{name}"), tuple(shades)), found)

    def _by_year(self) -> Column:
        years = np.fromiter((paper.year for paper in self.papers), np.int64, self.count)
        ordered = np.sort(years)
        # So that as many papers have each colour, as far as years can be parted.
        bounds = np.unique(ordered[[self.count * part // _YEARS for part in range(_YEARS)]])
        numbers = np.searchsorted(bounds, years, side="right")
        shades = []
        # Few kinds of years still go from the oldest colour to the newest.
        colours = [
            1 + part * (_YEARS - 1) // max(1, len(bounds) - 1) for part in range(len(bounds))
        ]
        for part, colour in enumerate(colours):
            inside = years[numbers == part + 1]
            first, last = int(inside.min()), int(inside.max())
            label = str(first) if first == last else self._years(first, last)
            url = site_path("years", str(first)) if first == last else ""
            shades.append(Shade(colour, label, url, len(inside)))
        view = Colouring("year", self._wording.say("map.year"), tuple(shades))
        return Column(view, np.array([0, *colours])[numbers])

    def _years(self, first: int, last: int) -> str:
        return self._wording.say("map.years", first=str(first), last=str(last))

    def view(self) -> MapView:
        """What the page shows."""
        columns, links = self.columns, [self._link(paper) for paper in self.papers]
        shades = columns[0].numbers if columns else np.zeros(0, np.int64)
        is_small = self.count <= SINGLE_UP_TO
        return MapView(
            count=self.count,
            folder=f"{self.folder}/",
            colourings=tuple(column.view for column in columns),
            regions=tuple(self._regions(links)),
            spots=tuple(spots(self.x, self.y, shades, links)) if is_small else (),
            strokes=() if is_small else tuple(strokes(self.x, self.y, shades)),
            width=WIDTH,
            height=HEIGHT,
        )

    def _link(self, paper: Paper) -> Link:
        return Link(plain_title(paper, self._wording), paper_url(paper.id))

    def _parts(self, links: Sequence[Link]) -> tuple[Part, ...]:
        """Parts named by topics, on a shelf without any by words of titles."""
        numbers = {paper.id: number for number, paper in enumerate(self.papers)}
        terms: Mapping[str, Sequence[int]] = {
            key: [numbers[paper] for paper in papers]
            for key, papers in self._relations.topics.items()
        }
        return parts_of(terms or words_of([link.label for link in links]), self.x, self.y)

    def _regions(self, links: Sequence[Link]) -> Iterator[Region]:
        names = Names()
        for part in self._parts(links):
            topic = self._library.topics.get(part.name) if self._relations.topics else None
            label = topic.name if topic else part.name
            left, top = across(part.x), down(part.y)
            yield Region(
                label=label,
                url=term_url("topics", topic.id) if topic else "",
                count=part.count,
                x=part.x,
                y=part.y,
                left=left,
                top=top,
                has_room=names.fit(label, left, top),
                papers=tuple(links[number] for number in part.central),
            )

    def card(self, paper: Paper) -> tuple[object, ...]:
        """What the map tells of a paper: slug, title, authors, how many more, venue, topics."""
        people = paper.authors or paper.editors
        venue = self._library.venues.get(paper.venue)
        return (
            paper_url(paper.id).removeprefix("papers/").removesuffix("/"),
            plain_title(paper, self._wording),
            [person.name.display for person in people[:_MOST_AUTHORS]],
            max(0, len(people) - _MOST_AUTHORS),
            f"{venue.label} {paper.year}" if venue else str(paper.year),
            [self._library.topics[topic].name for topic in paper.topics],
        )
