"""The cards that social media show with links: which papers have one, and what each says."""

from collections.abc import Iterator
from functools import lru_cache

from papershelf.config import Config
from papershelf.drawing.drawable import Drawable, drawable
from papershelf.drawing.fonts import Fonts
from papershelf.drawing.texts import CardText
from papershelf.markup import to_text
from papershelf.model import Library, Paper
from papershelf.plan.cards import MAX_CARD_AUTHORS, paper_url
from papershelf.plan.own_files import CARD_FILE, own_files
from papershelf.plan.titles import marked_title
from papershelf.relate import Relations
from papershelf.text import slugify

_REMEMBERED = 4_096
"""Titles at hand: pages and cards ask for them, and a preview does again after each edit."""


class SocialCards:
    """Knows of each paper whether its title can be drawn, and what its card says."""

    def __init__(
        self, library: Library, relations: Relations, config: Config, fonts: Fonts
    ) -> None:
        self._library = library
        self._relations = relations
        self._config = config
        self._fonts = fonts
        self._are_wanted = own_files(config, len(relations.newest)).cards

    def has_card(self, paper_id: str) -> bool:
        """Whether a paper has a card of its own.

        One whose title needs letters that no font has shows the card of the shelf: half a title
        tells less than none.
        """
        if not self._are_wanted:
            return False
        title = self._title(self._library.papers[paper_id])
        return bool(title.text) and not title.missing

    def address(self, paper_id: str = "") -> str:
        """The site path of the card for a paper, or for all other pages."""
        if paper_id and self.has_card(paper_id):
            return f"{paper_url(paper_id)}{CARD_FILE}"
        return CARD_FILE

    def papers(self) -> Iterator[str]:
        """The papers that have one."""
        if self._are_wanted:
            yield from filter(self.has_card, self._relations.shown)

    def missing(self) -> Iterator[tuple[Paper, str]]:
        """The papers that have none for want of a font, each with the first letter that it lacks.

        The letter is empty where there are only signs.
        """
        if self._are_wanted:
            for paper_id in self._relations.shown:
                if not self.has_card(paper_id):
                    paper = self._library.papers[paper_id]
                    yield paper, self._title(paper).missing

    def path(self, paper_id: str) -> str:
        """Where the card of a paper is written."""
        return f"papers/{slugify(paper_id)}/{CARD_FILE}"

    def text(self, paper_id: str) -> CardText:
        """What the card of a paper says."""
        paper = self._library.papers[paper_id]
        contributors = paper.authors or paper.editors
        first = (self._line(person.name.display) for person in contributors[:MAX_CARD_AUTHORS])
        people = tuple(filter(None, first))
        return CardText(
            title=self._title(paper).text,
            shelf=self._line(self._config.title),
            people=people,
            more=len(contributors) - len(people),
            place=self._place(paper),
        )

    def shelf_text(self) -> CardText:
        """What the card of the shelf says."""
        count = len(self._relations.newest)
        tagline = self._line(self._config.tagline)
        return CardText(
            title=self._line(self._config.title),
            people=(tagline,) if tagline else (),
            place=f"{count:,} paper{'' if count == 1 else 's'}",
        )

    def _place(self, paper: Paper) -> str:
        venue = self._library.venues.get(paper.venue)
        label = self._line(venue.label) if venue else ""
        return f"{label} {paper.year}".strip()

    def _title(self, paper: Paper) -> Drawable:
        return _drawable_title(marked_title(paper), self._fonts)

    def _line(self, text: str) -> str:
        """A text if all of its letters can be drawn; what is left of others says nothing."""
        found = drawable(text, self._fonts)
        return "" if found.missing else found.text


@lru_cache(_REMEMBERED)
def _drawable_title(title: str, fonts: Fonts) -> Drawable:
    return drawable(to_text(title), fonts)
