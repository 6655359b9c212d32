"""The canonical form of a text: order, quotes, lines, comments, and nothing of it lost."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from papershelf.dump import dump_entry, dump_list
from papershelf.edits import with_field
from papershelf.errors import Problem
from papershelf.formatting.files import format_bytes, format_text
from papershelf.load import read_entries
from papershelf.yamltext import plain

ROOT = Path(__file__).parents[2]


def header(text: str) -> str:
    """What the header of an entry becomes."""
    result = format_text(f"---\n{text}---\n", "content/papers/a.md")
    assert not isinstance(result, Problem), result
    return result.removeprefix("---\n").removesuffix("---\n")


def yaml_file(text: str, path: str = "content/papers/2024.yaml") -> str:
    result = format_text(text, path)
    assert not isinstance(result, Problem), result
    return result


def test_fields_come_in_one_order_and_unknown_ones_after_them() -> None:
    assert header(
        "extra: {b: x}\nsummary: S\nodd: 1\nyear: 2015\neven: 2\nauthors: [A]\ntype: book\n"
        "title: T\nids: {arxiv: 1506.03134, doi: 10.1/x}\n"
    ) == (
        "title: T\nauthors: [A]\ntype: book\nyear: 2015\n"
        'ids: {doi: 10.1/x, arxiv: "1506.03134"}\nsummary: S\nodd: 1\neven: 2\nextra: {b: x}\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        *("NO", "on", "null", "~", "", "=", "*a", "&a", "!a", "%a", "@a", "- a", "? a"),
        *(
            "+_",
            "+_21",
            "._",
            "1:30",
            "012",
            "2015",
            "1506.03134",
            "1910.10000",
            "2015-06-09",
            "1e3",
            "0x1F",
            ".inf",
        ),
    ],
)
def test_a_text_that_looks_like_something_else_is_quoted(text: str) -> None:
    assert header(f"title: '{text}'\n") == f'title: "{text}"\n'


@pytest.mark.parametrize("text", ["a: b", "a #b", "a:"])
def test_a_text_with_signs_of_yaml_is_quoted(text: str) -> None:
    assert header(f"title: '{text}'\n") == f'title: "{text}"\n'


@pytest.mark.parametrize("text", ["it's", 'a "b"', "a, b", "x#y", "a:b", "https://a.org/?b=[c]"])
def test_other_texts_are_not_quoted_on_lines_of_their_own(text: str) -> None:
    assert header(f"title: {text}\n") == f"title: {text}\n"


def test_dates_numbers_and_truth_values_stay_bare_where_they_are_meant() -> None:
    text = "title: A\ndate: 2015-06-09\nyear: 2015\nfeatured: true\nweight: -3\n"
    assert header(text) == text
    quoted = text.replace("2015-06-09", "'2015-06-09'").replace("-3", '"-3"')
    assert header(quoted) == text


def test_what_no_field_holds_keeps_its_numbers_and_its_texts() -> None:
    text = 'title: A\nextra: {score: 2.5, day: 2015-06-09, pages: "12", arxiv: "1910.10000"}\n'
    assert header(text) == text


def test_what_is_marked_as_a_text_is_quoted_as_one() -> None:
    assert header("extra: {a: !!str 5, b: ! 2015-06-09, c: !!str d}\n") == (
        'extra: {a: "5", b: "2015-06-09", c: d}\n'
    )


def test_short_lists_and_maps_take_one_line_and_long_ones_several() -> None:
    names = [f"Author Number{n}" for n in range(6)]
    assert header("authors:\n- A B\n- C D\n") == "authors: [A B, C D]\n"
    assert header(f"authors: [{', '.join(names)}]\n") == "authors:\n" + "".join(
        f"  - {name}\n" for name in names
    )
    assert header("collections: [{note: of it, id: x}, z]\n") == (
        "collections:\n  - {id: x, note: of it}\n  - z\n"
    )


def test_texts_of_several_lines_become_blocks() -> None:
    assert header('note: "a\\n\\nb: c\\n"\n') == "note: |\n  a\n\n  b: c\n"
    assert header(f'abstract: "x: {"y" * 90}"\n') == f"abstract: |-\n  x: {'y' * 90}\n"
    assert header('note: " a\\nb"\n') == 'note: " a\\nb"\n'


def test_comments_stay_with_what_they_belong_to() -> None:
    before = """\
# yaml-language-server: $schema=entry.json
# The year it was read.
year: 2015 # or later

# Its title
title: A
authors: # all of them
  - B # the first
  # and the second
  - C
  # - D
# the end
"""
    assert (
        header(before)
        == """\
# yaml-language-server: $schema=entry.json
# Its title
title: A
authors: # all of them
  - B # the first
  # and the second
  - C
  # - D
# The year it was read.
year: 2015 # or later
# the end
"""
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "year: 2015 # the first,\n           # not the last\ntitle: A\n",
            "title: A\n# the first,\n# not the last\nyear: 2015\n",
        ),
        ("year: 2015\n  # or later\ntitle: A\n", "title: A\n# or later\nyear: 2015\n"),
        (
            "links: {pdf: b} # x\n                # y\ntitle: A\n",
            "title: A\n# x\n# y\nlinks: {pdf: b}\n",
        ),
        (
            "authors:\n    - B\n  # - C\ntype: book\ntitle: A\n",
            "title: A\nauthors:\n  - B\n  # - C\ntype: book\n",
        ),
        ("odd:\n- - B\n-\n  # on C\n  C\n", "odd:\n  - [B]\n  # on C\n  - C\n"),
        ("year: 2015 # x\n\n           # y\ntitle: A\n", "# y\ntitle: A\nyear: 2015 # x\n"),
    ],
)
def test_comments_further_right_are_about_what_stands_above_them(before: str, after: str) -> None:
    assert header(before) == after
    assert header(after) == after


def test_a_comment_beside_a_directive_is_kept() -> None:
    assert yaml_file("# a\n%YAML 1.2 # b\n---\ntitle: A\n") == "# a\n# b\ntitle: A\n"


def test_a_block_on_top_stays_there() -> None:
    assert header("# About this file.\n\nyear: 2015\ntitle: A\n") == (
        "# About this file.\n\ntitle: A\nyear: 2015\n"
    )


def test_a_comment_in_a_list_in_brackets_is_kept() -> None:
    assert header("authors: [A, # first\n  B\n  # last\n]\n") == (
        "authors:\n  - A # first\n  - B\n  # last\n"
    )
    assert header("authors: [A, B] # both\n") == "authors: [A, B] # both\n"


def test_no_comment_becomes_a_field_for_other_readers() -> None:
    text = header("# a\u2028odd: 1\ntitle: A # b\x85 more: 2\n")
    assert text == "# a odd: 1\ntitle: A # b  more: 2\n"
    assert yaml.safe_load(text) == {"title": "A"}


def test_a_hash_in_a_text_is_no_comment() -> None:
    assert header('title: "A # b" # c\nnote: |\n  # d\n  e\n') == (
        'title: "A # b" # c\nnote: |\n  # d\n  e\n'
    )


def test_settings_keep_their_order_and_their_groups() -> None:
    text = "title: A\n\nlanguage: en\nhost: github # ours\n\n# theme: default\n"
    assert yaml_file(text, "content/site.yaml") == text
    assert yaml_file("host:  github\n\n\ntitle: A\n", "content/site.yaml") == (
        "host: github\n\ntitle: A\n"
    )


def test_options_of_a_theme_are_what_the_theme_says() -> None:
    text = 'theme_options: {accent: "#8c2f1b", thumbnails: no, columns: 3}\n'
    assert yaml_file(text, "content/site.yaml") == text


def test_papers_in_a_list_are_parted_by_blank_lines() -> None:
    assert yaml_file("- {title: A, id: a}\n- title: B\n\n\n- title: C\n") == (
        "- id: a\n  title: A\n\n- title: B\n\n- title: C\n"
    )
    terms = "- id: a\n  name: A\n- id: b\n\n- id: c\n"
    assert yaml_file(terms, "content/topics.yaml") == terms


def test_a_list_of_entries_is_written_as_it_is_formatted() -> None:
    entries: list[dict[str, Any]] = [
        {"title": "A", "year": 2015},
        {"title": "B: c", "authors": ["D"]},
    ]
    text = dump_list(entries, modeline="yaml-language-server: $schema=x.json")
    assert text == (
        "# yaml-language-server: $schema=x.json\n"
        '- title: A\n  year: 2015\n\n- title: "B: c"\n  authors: [D]\n'
    )
    assert yaml_file(text) == text


@pytest.mark.parametrize("around", [lambda value: [value], lambda value: {"k": value}])
def test_what_lies_too_deep_to_be_read_becomes_a_text_of_json(
    around: Callable[[Any], Any],
) -> None:
    value: Any = 'the "core"'
    for _ in range(5_000):
        value = around(value)
    for text in (
        dump_entry({"title": "A", "extra": {"x": value}}),
        dump_list([{"title": "A", "extra": {"x": value}}]),
        with_field("---\ntitle: A\n---\n", "extra", {"x": value}),
    ):
        name = "a.md" if text.startswith("---") else "a.yaml"
        [entry], problems = read_entries(text.encode(), name)
        assert problems == []
        inner, depth = plain(entry.node)["extra"]["x"], 0
        while not isinstance(inner, str):
            inner, depth = (inner["k"] if isinstance(inner, dict) else inner[0]), depth + 1
        assert depth > 90
        assert inner.count("[") + inner.count("{") == 5_000 - depth
        assert '"the \\"core\\""' in inner


def test_a_modeline_is_the_first_comment_of_the_header() -> None:
    text = dump_entry({"title": "A"}, modeline="# yaml-language-server: $schema=x.json")
    assert text == "---\n# yaml-language-server: $schema=x.json\ntitle: A\n---\n"
    assert read_entries(text.encode(), "a.md")[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "# only\n\n# comments\n",
        "---\na: 1\n...\n",
        "[]\n",
        "# a\n{ # b\n  # c\n\n} # d\n",
    ],
)
def test_odd_files_of_yaml_settle(text: str) -> None:
    once = yaml_file(text)
    assert yaml_file(once) == once
    assert once.count("#") == text.count("#")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"---\ntitle: \xe9\n---\n", "not UTF-8"),
        (b"---\ntitle: [a\n---\n", "not YAML"),
        (b"---\ntitle: &a b\n---\n", "an anchor"),
        (b"---\ntitle: !!int 3\n---\n", "a tag"),
        (b"---\ntitle: a\ntitle: b\n---\n", "stands twice"),
        (b"---\na: " + b"[" * 200 + b"]" * 200 + b"\n---\n", "nested"),
        (b"---\ntitle: a\rb\n---\n", "carriage return"),
        (b"title: a\n", "there is no header"),
    ],
)
def test_what_does_not_read_is_left_alone_and_told(content: bytes, message: str) -> None:
    after, [problem] = format_bytes(content, "content/papers/a.md")
    assert after == content
    assert message in problem.message


@pytest.mark.parametrize("between", ["", "\n"])
def test_the_line_for_editors_stays_on_top_wherever_it_is_there(between: str) -> None:
    top = f"# About.\n{between}# yaml-language-server: $schema=x.json\n"
    assert header(f"{top}# of it\nyear: 2015\ntitle: A\n") == (
        f"{top}title: A\n# of it\nyear: 2015\n"
    )


def test_the_documentation_shows_what_happens() -> None:
    page = (ROOT / "content/pages/docs/format.md").read_text(encoding="utf-8")
    before, after = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert yaml_file(before, "content/papers/vinyals-2015.yaml") == after
