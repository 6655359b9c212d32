"""The README of the theme `base` is its public interface, and true."""

import re
from pathlib import Path

import pytest

from papershelf.plan import contexts
from papershelf.yamltext import parse_yaml, plain

BASE = Path(__file__).parents[2] / "themes" / "base"
TEMPLATES = sorted((BASE / "templates").glob("*.html"))
README = (BASE / "README.md").read_text(encoding="utf-8")


def _rows(heading: str) -> list[list[str]]:
    """The cells of the tables below a heading, without marks of code."""
    part = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in row] for row in rows]


def test_the_table_of_blocks_names_every_new_block_of_every_template_and_no_other() -> None:
    shell = set(re.findall(r"{% block (\w+)", (BASE / "templates/base.html").read_text()))
    blocks = {("base.html", block) for block in shell}
    for template in TEMPLATES:
        found = set(re.findall(r"{% block (\w+)", template.read_text(encoding="utf-8")))
        blocks |= {(template.name, block) for block in found - shell}
    assert {(row[0], row[1]) for row in _rows("Blocks")} == blocks


def test_the_table_of_templates_names_every_template_with_its_context() -> None:
    table = {row[0]: row[1] for row in _rows("Templates") if row[0].endswith(".html")}
    assert set(table) == {template.name for template in TEMPLATES} - {"base.html"}
    assert all(hasattr(contexts, context) for context in table.values())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_the_first_line_of_a_template_names_its_context(template: Path) -> None:
    table = {row[0]: row[1] for row in _rows("Templates")}
    first = template.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("{#")
    assert table.get(template.name, "The shell of every page") in first


@pytest.mark.parametrize("theme", ["base", "default", "journal"])
def test_the_table_of_options_says_what_theme_yaml_says(theme: str) -> None:
    folder = BASE.parent / theme
    node = parse_yaml((folder / "theme.yaml").read_text(encoding="utf-8"))
    options = plain(node).get("options", [])
    readme = (folder / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]* \| [^|]* \| ([^|]+) \|$", readme, re.MULTILINE)
    described = [(name, text) for name, text in rows if text.endswith(".")]
    assert described == [(option["name"], option["description"]) for option in options]
