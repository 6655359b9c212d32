"""Single values are changed in the text of an entry, and all around them stays."""

import pytest

from papershelf.edits import with_field, with_values
from papershelf.errors import Fix

ENTRY = """\
---
# about
title: Foo  # c
authors: A and B # names
date: >  # d
  June
  2015

venue:
ids: {doi: x, arxiv: 'y'}
---
body # no
"""


def test_values_are_replaced_where_they_stand() -> None:
    changes = [
        (4, 10, Fix(("A", "B, C", "2015"), is_list=True)),
        (5, 7, Fix(("2015-06",))),
        (9, 7, Fix(("NO",))),
        (10, 12, Fix(("a, b",))),
        (1, 1, Fix(("nothing starts here",))),
    ]
    assert (
        with_values(ENTRY, changes)
        == """\
---
# about
title: Foo  # c
authors: [A, "B, C", "2015"] # names
date: 2015-06 # d

venue: "NO"
ids: {doi: "a, b", arxiv: 'y'}
---
body # no
"""
    )


def test_an_item_of_a_list_becomes_several() -> None:
    fix = Fix(("a", "b"), is_list=True)
    assert with_values("topics:\n  - x # c\n  -\n", [(2, 5, fix), (3, 4, fix)]) == (
        "topics:\n  - a\n  - b # c\n  - a\n  - b\n"
    )


def test_a_field_is_replaced_or_put_where_it_belongs() -> None:
    text = ENTRY.replace("---\n# about", "---\n# yaml-language-server: x\n# about")
    for key, value in [("title", "New: x"), ("links", {"pdf": "https://a.org"}), ("id", "foo")]:
        text = with_field(text, key, value)
    assert (
        text
        == """\
---
# yaml-language-server: x
id: foo
# about
title: "New: x" # c
authors: A and B # names
date: >  # d
  June
  2015

venue:
ids: {doi: x, arxiv: 'y'}
links: {pdf: https://a.org}
---
body # no
"""
    )


def test_comments_inside_a_value_that_is_replaced_are_kept() -> None:
    text = "title: A\nauthors:\n  - B # first\n  # last\nyear: 2015\n"
    assert with_field(text, "authors", ["C"]) == (
        "title: A\n# first\n# last\nauthors: [C]\nyear: 2015\n"
    )


@pytest.mark.parametrize("text", ["- title: A\n", "just text\n"])
def test_a_file_without_fields_gets_none(text: str) -> None:
    with pytest.raises(ValueError, match="no fields"):
        with_field(text, "year", 2015)


def test_an_empty_entry_gets_its_first_field() -> None:
    assert with_field("---\n---\n", "title", "A") == "---\ntitle: A\n---\n"
    assert with_field("", "title", "A") == "title: A\n"
    assert with_field("{title: A}", "year", 2015) == "title: A\nyear: 2015\n"
