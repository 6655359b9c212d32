"""Themes that extend another one share its files, and do not repeat them."""

import re
from pathlib import Path

import pytest

from papershelf.packaged import packaged_themes

MOST_LINES = 3
"""Lines of a template that its parent has too: of lists and their items there is but one way."""
_NO_COPY = re.compile(r"\{%-? *(?:end\w+|else|extends|block|for|if)\b.*?%\}|[\s<>/]|</?\w+>")
HEIRS = sorted(
    path
    for path in packaged_themes().glob("*/templates/**/*.html")
    if path.relative_to(packaged_themes()).parts[0] != "base"
)
SHEETS = sorted(packaged_themes().glob("*/assets/**/*.css"))
_COMMENT = re.compile(r"/\*.*?\*/|url\([^)]*\)", re.DOTALL)
_ROLES = re.compile(r"^@layer tokens \{.*?^\}", re.DOTALL | re.MULTILINE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)\(", re.IGNORECASE)


def _lines(path: Path) -> set[str]:
    """What the lines of a template say, without spaces, names of blocks and bare tags."""
    found = (_NO_COPY.sub("", line) for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in found if line}


def _name(path: Path) -> str:
    return path.relative_to(packaged_themes()).as_posix()


@pytest.mark.parametrize("heir", HEIRS, ids=_name)
def test_no_template_repeats_those_of_base(heir: Path) -> None:
    base = packaged_themes() / "base/templates"
    known = set[str]().union(*map(_lines, base.rglob("*.html")))
    assert len(_lines(heir) & known) <= MOST_LINES, _lines(heir) & known
    assert '{% extends "base:' in heir.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["base.html", "home.html", "paper.html", "partials/cards.html"])
def test_a_copied_template_would_be_noticed(name: str) -> None:
    assert len(_lines(packaged_themes() / "base/templates" / name)) > 3 * MOST_LINES


@pytest.mark.parametrize("sheet", SHEETS, ids=_name)
def test_style_sheets_take_colours_from_roles(sheet: Path) -> None:
    css = _COMMENT.sub("", sheet.read_text(encoding="utf-8"))
    assert "!important" not in css
    # Shadows are black everywhere, ink on paper too, and feeds have no other sheet.
    own = sheet.name in {"tokens.css", "print.css", "settings.css", "feed.css"}
    # A part that only one page has brings the roles of its own.
    css = _ROLES.sub("", css)
    found = [
        line
        for line in css.splitlines()
        if _COLOUR.search(re.sub(r"rgb\(0 0 0 /[^)]*\)|#000", "", line))
    ]
    assert own or found == []


@pytest.mark.parametrize("sheet", SHEETS, ids=_name)
def test_every_rule_stands_in_a_layer(sheet: Path) -> None:
    css = _COMMENT.sub("", sheet.read_text(encoding="utf-8")).strip()
    if sheet.name == "feed.css":
        return
    depth, outside = 0, ""
    for sign in css:
        depth += sign == "{"
        outside += sign if depth == 0 else ""
        depth -= sign == "}"
    assert re.fullmatch(r"(?:@layer \w+\s*\}?\s*)+", outside.replace("}", " ")), outside
