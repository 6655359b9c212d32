"""Headings of a text: levels that fit the page, and identifiers unique within the text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from markdown_it.token import Token

from papershelf.markup.plain import inline_text
from papershelf.text import slugify

# What users write cannot then take the name of a property of `document`, nor an id of the page.
PREFIX: Final = "h-"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is written: its level from 1 to 6, its identifier and its plain text."""

    level: int
    id: str
    text: str


def headings_of(tokens: Sequence[Token], top: int) -> list[Heading]:
    """Return the headings among block `tokens`, the highest of which gets the level `top`."""
    found = [
        (int(token.tag[1]), " ".join(inline_text(tokens[index + 1].children or ()).split()))
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    if not found:
        return []
    shift = top - min(level for level, _ in found)
    taken: set[str] = set()
    counts: dict[str, int] = {}
    headings = []
    for level, text in found:
        slug = slugify(text) or "section"
        unique = slug
        while unique in taken:
            counts[slug] = counts.get(slug, 1) + 1
            unique = f"{slug}-{counts[slug]}"
        taken.add(unique)
        headings.append(Heading(min(6, level + shift), PREFIX + unique, text))
    return headings


def section_of(fragment: str, ids: Collection[str]) -> str | None:
    """Return the one of a text's heading `ids` that the link `#…` means, if there is one."""
    name = unquote(fragment.removeprefix("#"))
    candidates = (PREFIX + name, name, PREFIX + slugify(name))
    return next((candidate for candidate in candidates if candidate in ids), None)
