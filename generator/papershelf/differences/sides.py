"""A shelf before or after as far as it can be read: what its cards say, where its pages are."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from papershelf.drawing.look import CardLook
from papershelf.drawing.texts import CardText
from papershelf.errors import PapershelfError
from papershelf.loading import Loaded, load_shelf
from papershelf.plan.cards import paper_url
from papershelf.plan.own_files import own_files
from papershelf.plan.social_cards import SocialCards
from papershelf.relate import Relations, relate
from papershelf.since import Found
from papershelf.store import open_store
from papershelf.theme import load_theme
from papershelf.validate import CheckedMemory
from papershelf.version import program_digest


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of a shelf, without the entries that have errors."""

    title: str = ""
    look: CardLook = field(default_factory=CardLook)
    cards: SocialCards | None = None
    pages: Mapping[str, object] = field(default_factory=dict)
    """The papers that have a page, by id."""

    def card(self, paper_id: str) -> CardText | None:
        """What the card of a paper says, if there are letters for it."""
        if self.cards is None or paper_id not in self.pages:
            return None
        return self.cards.text(paper_id) if self.cards.has_card(paper_id) else None

    def page(self, paper_id: str) -> str:
        """The address of the page of a paper, if it has one."""
        return paper_url(paper_id) if paper_id in self.pages else ""


def side_of(shelf: Path, found: Found, memory: CheckedMemory) -> Side:
    """A shelf whose files are known; one whose settings are broken has nothing."""
    store = open_store(shelf, program_digest())
    try:
        loaded = load_shelf(shelf, store, found, memory=memory, lenient=True)
    except PapershelfError:
        return Side()
    relations = relate(
        loaded.library,
        drafts=False,
        author_pages_from=loaded.config.author_pages_from or 0,
        half_life=loaded.config.trending.half_life,
    )
    return _with_cards(shelf, loaded, relations)


def _with_cards(shelf: Path, loaded: Loaded, relations: Relations) -> Side:
    config = loaded.config
    pages = dict.fromkeys(relations.shown)
    try:
        theme, _ = load_theme(shelf, config)
    except PapershelfError:
        return Side(config.title, pages=pages)
    # On a large shelf no paper has a card; whoever looks at a change wants to see one all the same.
    look = theme.card
    own = replace(own_files(config, len(relations.newest)), cards=True)
    cards = SocialCards(loaded.library, relations, config, theme.wording, own, look.fonts)
    return Side(config.title, look, cards, pages)
