"""The cards that social media show with links: which papers have one, and what each says."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from papershelf.config import Config
from papershelf.drawing import CARD_SIZE
from papershelf.drawing.drawable import Drawable, can_shape, drawable, is_shaped
from papershelf.drawing.fonts import Fonts
from papershelf.drawing.texts import NO_BREAK, CardText
from papershelf.errors import Location, Problem, Severity
from papershelf.markup import to_text
from papershelf.model import Library, Paper
from papershelf.plan.cards import MAX_CARD_AUTHORS, paper_url
from papershelf.plan.own_files import CARD_FILE, OwnFiles
from papershelf.plan.titles import marked_title
from papershelf.relate import Relations
from papershelf.text import slugify
from papershelf.wording import Wording

_SETTINGS = "content/site.yaml"
_WORTH_A_FONT = 3
"""So many titles in a script are a reason to look for a font; one or two are not."""
_REMEMBERED = 4_096
"""Titles at hand: pages and cards ask for them, and a preview does again after each edit."""


class SocialCards:
    """Knows of each paper whether its title can be drawn, and what its card says."""

    def __init__(
        self,
        library: Library,
        relations: Relations,
        config: Config,
        wording: Wording,
        own_files: OwnFiles,
        fonts: Fonts,
    ) -> None:
        self._library = library
        self._relations = relations
        self._config = config
        self._wording = wording
        self._fonts = fonts
        self._brought = frozenset(file for file in library.static if file.endswith(CARD_FILE))
        self._are_wanted = own_files.cards

    @property
    def key(self) -> bytes:
        """Changes whenever it may be others that have a card, though no paper changes."""
        fonts = self._fonts.digest if self._are_wanted else b""
        return fonts + "/".join(sorted(self._brought)).encode()

    def has_card(self, paper_id: str) -> bool:
        """Whether a paper has a card of its own.

        One whose title needs letters that no font has shows the card of the shelf: half a title
        tells less than none. A card below content/static stands in for the one that would be drawn.
        """
        if self.path(paper_id) in self._brought:
            return True
        if not self._are_wanted:
            return False
        title = self._title(self._library.papers[paper_id])
        return bool(title.text) and not title.missing

    def address(self, paper_id: str = "") -> str:
        """The site path of the card for a paper, or for all other pages."""
        if paper_id and self.has_card(paper_id):
            return f"{paper_url(paper_id)}{CARD_FILE}"
        return CARD_FILE

    def size(self, paper_id: str = "") -> tuple[int, int]:
        """Width and height of the card at `address`; 0 where somebody else made it."""
        is_own = bool(paper_id) and self.has_card(paper_id)
        path = self.path(paper_id) if is_own else CARD_FILE
        return (0, 0) if path in self._brought else CARD_SIZE

    def drawn(self) -> Iterator[str]:
        """The papers whose card is drawn; the shelf's own as an empty id."""
        if CARD_FILE not in self._brought:
            yield ""
        if self._are_wanted:
            for paper_id in self._relations.shown:
                if self.path(paper_id) not in self._brought and self.has_card(paper_id):
                    yield paper_id

    def advice(self) -> Iterator[Problem]:
        """What fonts are lacking for titles that have no card: a problem for each script."""
        titles = [(_SETTINGS, drawable(self._config.title, self._fonts))]
        if self._are_wanted:
            papers = (self._library.papers[paper] for paper in self._relations.shown)
            titles += [(paper.source, self._title(paper)) for paper in papers]
        lacking: dict[str, list[str]] = {}
        letters: dict[str, str] = {}
        for source, title in titles:
            if title.missing:
                script = _script(title.missing)
                lacking.setdefault(script, []).append(source)
                letters.setdefault(script, title.missing)
        for script, sources in lacking.items():
            if len(sources) < _WORTH_A_FONT and sources[0] != _SETTINGS:
                continue
            yield Problem(
                Location(_SETTINGS),
                f"no font of the cards has the {script} letters of "
                f"{len(sources):,} {'title' if len(sources) == 1 else 'titles'}, "
                f"the first in {sources[0]}",
                _hint(letters[script]),
                Severity.ADVICE,
                rule="card-font",
            )

    def path(self, paper_id: str) -> str:
        """Where the card of a paper, or with an empty id that of the shelf, is written."""
        return f"papers/{slugify(paper_id)}/{CARD_FILE}" if paper_id else CARD_FILE

    def text(self, paper_id: str) -> CardText:
        """What the card of a paper, or with an empty id that of the shelf, says."""
        return self._paper_text(self._library.papers[paper_id]) if paper_id else self._shelf_text()

    def _paper_text(self, paper: Paper) -> CardText:
        contributors = paper.authors or paper.editors
        first = (self._line(person.name.display) for person in contributors[:MAX_CARD_AUTHORS])
        people = tuple(filter(None, first))
        return CardText(
            title=self._title(paper).text,
            shelf=self._line(self._config.title),
            people=people,
            more=len(contributors) - len(people),
            place=self._place(paper),
            below=tuple(self._below(people, len(contributors))),
        )

    def _shelf_text(self) -> CardText:
        tagline = self._line(self._config.tagline)
        return CardText(
            title=self._line(self._config.title),
            people=(tagline,) if tagline else (),
            place=self._line(self._wording.say("lists.papers", len(self._relations.newest))),
            below=(tagline,) if tagline else (),
        )

    def _below(self, people: Sequence[str], total: int) -> Iterator[str]:
        """The people of a paper in a line, then in shorter ones that name fewer."""
        for count in range(len(people), 0, -1):
            # A name stays on one line.
            names = ", ".join(name.replace(" ", NO_BREAK) for name in people[:count])
            rest = total - count
            others = self._wording.say("cards.people", rest, names=names) if rest else names
            yield others if not drawable(others, self._fonts).missing else names

    def _place(self, paper: Paper) -> str:
        venue = self._library.venues.get(paper.venue)
        label = self._line(venue.label) if venue else ""
        return f"{label} {paper.year}".strip()

    def _title(self, paper: Paper) -> Drawable:
        return _drawable_title(marked_title(paper, self._wording), self._fonts)

    def _line(self, text: str) -> str:
        """A text if all of its letters can be drawn; what is left of others says nothing."""
        found = drawable(text, self._fonts)
        return "" if found.missing else found.text


def _script(letter: str) -> str:
    """What a script is called: "CJK", "Arabic"."""
    name = unicodedata.name(letter, "unknown").split()[0]
    return name if name == "CJK" else name.capitalize()


def _hint(letter: str) -> str:
    if is_shaped(letter) and not can_shape():
        return "install FriBiDi and put a font that has them all into content/fonts (card_fonts)"
    return "put a font that has them all into content/fonts and name it in card_fonts"


@lru_cache(_REMEMBERED)
def _drawable_title(title: str, fonts: Fonts) -> Drawable:
    return drawable(to_text(title), fonts)
