"""Titles of databases: the simple tags that stand in them."""

from collections.abc import Callable

import pytest

from papershelf.importers.html_text import markdown_of, marked_line
from papershelf.providers.marks import title_of


@pytest.mark.parametrize("read", [markdown_of, marked_line, title_of])
@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("CO<sub>2</sub> in water", "CO₂ in water"),
        ("H<sub>(aq)</sub>", r"H$_{\text{(aq)}}$"),
        ("The 4<sup>th</sup> shelf", "The 4th shelf"),
        ("Two<sup> </sup>words", "Two words"),
        ("Grown <i>in vitro</i>", "Grown *in vitro*"),
    ],
)
def test_the_same_tags_mean_the_same_wherever_a_title_comes_from(
    read: Callable[[str], str], text: str, markdown: str
) -> None:
    assert read(text) == markdown
