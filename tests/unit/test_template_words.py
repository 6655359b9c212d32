"""Templates have no text of their own: every word comes from the language files."""

import re
from functools import cache
from pathlib import Path

import pytest
from tests.support.template_texts import (
    blanks_filled_in,
    blocks_in_tags,
    templates_of,
    texts_in,
    words_in,
)
from tests.support.wording import english

from papershelf.language_files import blanks_of

ROOT = Path(__file__).parents[2]
TEMPLATES = templates_of(ROOT / "themes")
IN_TAGS = blocks_in_tags((ROOT / "themes/base/templates/base.html").read_text(encoding="utf-8"))
NAMED = re.compile(r"[\"'`]([a-z_]+\.[a-z0-9_]+)[\"'`]")
BEGUN = re.compile(r"[\"'`]([a-z_]+\.(?:[a-z]+_)*)(?:[\"'`]|\$?\{)")
"""How words begin that a program names by their parts: `"status." ~ status`."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT / "themes").as_posix()


@cache
def _sources() -> list[str]:
    patterns = ("themes/**/*.html", "themes/**/*.js", "generator/**/*.py")
    return [path.read_text(encoding="utf-8") for each in patterns for path in ROOT.glob(each)]


@pytest.mark.parametrize("template", TEMPLATES, ids=_name)
def test_a_template_holds_no_text_in_one_language(template: Path) -> None:
    assert texts_in(template.read_text(encoding="utf-8"), IN_TAGS) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=_name)
def test_every_word_that_a_template_names_exists(template: Path) -> None:
    words = words_in(template.read_text(encoding="utf-8"))
    assert words - english().fallback.keys() == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=_name)
def test_a_template_fills_the_blanks_of_a_word_and_no_others(template: Path) -> None:
    words = english().fallback
    filled = blanks_filled_in(template.read_text(encoding="utf-8"))
    assert [(word, blanks) for word, blanks in filled if blanks != blanks_of(words[word])] == []


def test_every_word_is_said_by_a_template_a_module_or_a_script() -> None:
    named = {word for source in _sources() for word in NAMED.findall(source)}
    begun = tuple({start for source in _sources() for start in BEGUN.findall(source)})
    unused = [
        word for word in english().fallback if word not in named and not word.startswith(begun)
    ]
    assert unused == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Text</p>",
        "<p>{% if a %}{{ a }} and more{% endif %}</p>",
        '<a href="/" aria-label="Next">›</a>',
        '<p data-failed="It went wrong."></p>',
        '{{ "paper" if one else x }}',
        '{{ ("and " ~ name)|safe }}',
        '{{ part("Years") }}',
        '{% for label in ("Send by mail", url) %}{{ label }}{% endfor %}',
    ],
)
def test_a_text_in_a_template_is_found(source: str) -> None:
    assert len(texts_in(source)) >= 1


@pytest.mark.parametrize(
    "source",
    [
        '<p class="label {{ "wide" if a }}">{{ say("lists.new") }} · 404</p>',
        '<button type="button" data-opens="keys">×</button><script src="a.js"></script>',
        "<style>a { color: red }</style>{# A comment #}",
        '<link rel="stylesheet" href="{{ asset("inbox.css") }}" title="{{ name }}">',
    ],
)
def test_what_no_reader_reads_is_no_text(source: str) -> None:
    assert texts_in(source) == []
