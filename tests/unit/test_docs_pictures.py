"""The drawings that the documentation shows."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

ROOT = Path(__file__).parents[2]
DRAWINGS = sorted((ROOT / "content/static/docs").glob("*.svg"))


def _drawing(path: Path) -> Element:
    root: Element = fromstring(path.read_bytes())
    return root


def _tags(root: Element) -> list[str]:
    return [element.tag.rpartition("}")[2] for element in root.iter()]


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.name)
def test_a_drawing_loads_nothing_and_runs_nothing(path: Path) -> None:
    root = _drawing(path)
    assert set(_tags(root)) <= {"svg", "title", "style", "g", "rect", "path", "text"}
    assert not [name for element in root.iter() for name in element.attrib if "href" in name]
    assert "url(" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.name)
def test_every_colour_of_a_drawing_has_another_one_in_the_dark(path: Path) -> None:
    root = _drawing(path)
    (style,) = (element.text or "" for element in root.iter() if element.tag.endswith("}style"))
    dark = set(re.findall(r"\.(\w+) \{", style.partition("prefers-color-scheme: dark")[2]))
    # The page below may be dark or light: a drawing brings its own.
    assert root.find("{*}rect[@class='paper']") is not None
    painted = [e for e in root.iter() if {"fill", "stroke"} & set(e.keys())]
    assert painted
    assert {element.get("class") for element in painted} <= dark


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.name)
def test_a_page_shows_the_drawing_and_tells_it_in_words(path: Path) -> None:
    pages = (ROOT / "content/pages/docs").glob("*.md")
    shown = rf"!\[(.+)\]\(\.\./\.\./static/docs/{re.escape(path.name)}\)"
    told = [words for page in pages for words in re.findall(shown, page.read_text("utf-8"))]
    assert told
    assert all(len(words) > 40 for words in told)
