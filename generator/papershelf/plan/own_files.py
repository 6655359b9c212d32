"""What each paper has beside its page: files on the smaller shelves, where they can be afforded."""

from dataclasses import dataclass

from papershelf.config import Config
from papershelf.exporters import Exporter, exporters_of

FILES_FOR_ALL_UP_TO = 2_000
"""On a shelf with more papers, files for each would outweigh all pages."""

CARD_FILE = "card.png"
"""What the picture for social media is called, in the folder of a paper and at the root."""
MARKDOWN_FILE = "index.md"
"""What the page of a paper as Markdown is called."""


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """What the papers of a shelf have beside their pages."""

    exports: tuple[Exporter, ...]
    """The formats that each paper has a file in."""
    markdown: bool
    cards: bool
    coins: bool
    """Whether lists name each paper for machines; counted here, for it weighs as much."""


def own_files(config: Config, papers: int) -> OwnFiles:
    """What the settings say; where they say nothing, all of it on shelves up to 2,000 papers."""

    def has(setting: bool | None) -> bool:
        return papers <= FILES_FOR_ALL_UP_TO if setting is None else setting

    wanted = config.per_paper
    formats = config.exports.formats if has(wanted.exports) else ()
    return OwnFiles(
        exporters_of(formats, alone=True),
        has(wanted.markdown),
        has(wanted.cards),
        has(wanted.coins),
    )
