"""The colours of every packaged theme can be told apart, whatever accent a shelf sets."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from papershelf.config import Config
from papershelf.digests.mail_look import contrast
from papershelf.drawing.colours import Colour
from papershelf.packaged import packaged_themes
from papershelf.theme import load_theme

THEMES = sorted(folder.name for folder in packaged_themes().iterdir() if folder.is_dir())
GROUNDS = ("page", "surface", "tint", "mark")
TEXTS = ("text", "muted", "accent", "danger")
PAIRS = (
    *((text, ground, 4.5) for text, ground in product(TEXTS, GROUNDS[:3])),
    ("text", "mark", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-danger", "danger", 4.5),
    ("page", "text", 4.5),
    ("faint", "page", 3),
    ("faint", "surface", 3),
)
"""What stands on what, and the least contrast that WCAG asks for."""
ACCENTS = ("", "#ffee00", "#000", "white", "#777", "#ff0000", "oklch(0.9 0.3 150)")
"""Those that shelves may think of; the empty one is the theme's own."""

_ROLES = sorted({role for pair in PAIRS for role in pair[:2]})
# Whatever the notation, a canvas has it in red, green and blue.
_PAINTED = """(roles) => {
  const pen = document.createElement("canvas").getContext("2d");
  return Object.fromEntries(roles.map((role) => {
    document.body.style.color = `var(--color-${role})`;
    pen.fillStyle = getComputedStyle(document.body).color;
    pen.fillRect(0, 0, 1, 1);
    return [role, [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3)];
  }));
}"""


def _style(theme: str, accent: str) -> str:
    options = {"accent": [accent]} if accent else {}
    loaded, problems = load_theme(Path(), Config(theme=theme, theme_options=options))
    assert not problems or theme == "base"
    return loaded.assets[loaded.stylesheet].decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("theme", "accent"),
    [(theme, accent) for theme in THEMES for accent in (ACCENTS if theme != "base" else ("",))],
)
def test_every_pair_of_colours_can_be_read(
    theme: str, accent: str, scheme: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.set_content(f"<html data-theme={scheme}><style>{_style(theme, accent)}</style>")
    painted: Mapping[str, Colour] = {
        role: tuple(colour) for role, colour in page.evaluate(_PAINTED, _ROLES).items()
    }
    page.close()

    found = {(on, at): contrast(painted[on], painted[at]) for on, at, _ in PAIRS}

    assert {pair[:2]: found[pair[:2]] for pair in PAIRS if found[pair[:2]] < pair[2]} == {}
