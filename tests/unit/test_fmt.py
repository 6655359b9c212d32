"""The command that tidies files, and edits of single values."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from papershelf.cli.main import cli
from papershelf.dump import dump_entry, dump_list
from papershelf.edits import with_field, with_values
from papershelf.errors import Fix, MachineError, Problem, UsageError
from papershelf.formatting.files import format_bytes, format_text
from papershelf.load import read_entries
from papershelf.replacing import replace_file
from papershelf.yamltext import plain

ROOT = Path(__file__).parents[2]
UNTIDY = "---\nyear:   2015\ntitle: 'A title'\n---\n\nA note.\n\n\n"
TIDY = "---\ntitle: A title\nyear: 2015\n---\nA note.\n"


def header(text: str) -> str:
    """What the header of an entry becomes."""
    result = format_text(f"---\n{text}---\n", "content/papers/a.md")
    assert not isinstance(result, Problem), result
    return result.removeprefix("---\n").removesuffix("---\n")


def yaml_file(text: str, path: str = "content/papers/2024.yaml") -> str:
    result = format_text(text, path)
    assert not isinstance(result, Problem), result
    return result


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "content/papers").mkdir(parents=True)
    (tmp_path / "content/papers/a.md").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "content/papers/b.md").write_text(TIDY, encoding="utf-8")
    return tmp_path


def run(shelf: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["fmt", *arguments, "--shelf", str(shelf)])


def text_of(shelf: Path, name: str = "a.md") -> str:
    return (shelf / "content/papers" / name).read_bytes().decode()


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


def test_only_files_that_change_are_written(shelf: Path) -> None:
    tidy = shelf / "content/papers/b.md"
    os.utime(tidy, ns=(1, 1))
    (shelf / "content/papers/a.md").chmod(0o640)
    result = run(shelf)
    assert result.exit_code == 0
    assert "content/papers/a.md\n" in result.output
    assert "Formatted 1 of 2 files" in result.output
    assert text_of(shelf) == TIDY
    assert tidy.stat().st_mtime_ns == 1
    assert stat.S_IMODE((shelf / "content/papers/a.md").stat().st_mode) == 0o640
    assert sorted(path.name for path in tidy.parent.iterdir()) == ["a.md", "b.md"]
    assert "Formatted 0 of 2 files" in run(shelf).output


def test_check_names_files_and_writes_nothing(shelf: Path) -> None:
    result = run(shelf, "--check")
    assert result.exit_code == 1
    assert "content/papers/a.md\n" in result.output
    assert "Would format 1 of 2 files" in result.output
    assert text_of(shelf) == UNTIDY
    run(shelf)
    assert run(shelf, "--check").exit_code == 0


def test_diff_shows_lines_and_writes_nothing(shelf: Path) -> None:
    (shelf / "content/papers/a.md").write_bytes(
        b"---\ntitle:  A\x1b\n".replace(b"\x1b", b"\r") + b"---\n"
    )
    result = run(shelf, "--diff")
    assert result.exit_code == 0
    assert "-title:  A\\x0d\n+title: A\n" in result.output
    assert text_of(shelf) == "---\ntitle:  A\r\n---\n"


def test_line_ends_and_a_byte_order_mark_are_mended(shelf: Path) -> None:
    windows = b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()
    (shelf / "content/papers/a.md").write_bytes(windows)
    assert run(shelf).exit_code == 0
    assert text_of(shelf) == TIDY


def test_the_others_are_formatted_when_one_does_not_read(shelf: Path) -> None:
    (shelf / "content/papers/0.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    result = run(shelf)
    assert result.exit_code == 1
    assert "content/papers/0.md:2:" in result.output
    assert "Formatted 1 of 3 files, 1 file left alone" in result.output
    assert text_of(shelf) == TIDY


def test_paths_choose_files(shelf: Path) -> None:
    (shelf / "content/papers/c.md").write_text(UNTIDY, encoding="utf-8")
    assert run(shelf, str(shelf / "content/papers/c.md")).exit_code == 0
    assert (text_of(shelf), text_of(shelf, "c.md")) == (UNTIDY, TIDY)
    assert "Formatted 1 of 3" in run(shelf, str(shelf / "content/papers")).output


@pytest.mark.parametrize("name", ["content/papers/none.md", "elsewhere.md", "content/static/a.md"])
def test_a_path_that_has_no_canonical_form_is_wrong_usage(shelf: Path, name: str) -> None:
    (shelf / "elsewhere.md").write_text(UNTIDY, encoding="utf-8")
    (shelf / "content/static").mkdir()
    (shelf / "content/static/a.md").write_text(UNTIDY, encoding="utf-8")
    result = run(shelf, str(shelf / name))
    assert isinstance(result.exception, UsageError)


def test_links_are_followed_within_the_content_only(shelf: Path) -> None:
    outside = shelf / "outside.md"
    outside.write_text(UNTIDY, encoding="utf-8")
    papers = shelf / "content/papers"
    (papers / "out.md").symlink_to(outside)
    (shelf / "content/static").mkdir()
    (papers / "a.md").rename(shelf / "content/static/kept.md")
    (papers / "in.md").symlink_to("../static/kept.md")
    result = run(shelf)
    assert result.exit_code == 1
    assert "content/papers/out.md: is a link that leads out" in result.output
    assert outside.read_text(encoding="utf-8") == UNTIDY
    assert (papers / "in.md").is_symlink()
    assert (shelf / "content/static/kept.md").read_text(encoding="utf-8") == TIDY


def test_a_read_only_file_is_named_and_the_others_are_formatted(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("c.md", "d.md"):
        (shelf / "content/papers" / name).write_text(UNTIDY, encoding="utf-8")
    allowed = os.access

    def access(path: Path, mode: int) -> bool:
        return Path(path).name not in {"a.md", "c.md"} and allowed(path, mode)

    monkeypatch.setattr(os, "access", access)
    result = run(shelf)
    assert isinstance(result.exception, MachineError)
    for name in ("a.md", "c.md"):
        assert f"cannot write content/papers/{name}: it is read-only\n" in result.output
        assert text_of(shelf, name) == UNTIDY
    assert text_of(shelf, "d.md") == TIDY
    assert "Formatted 1 of 4 files, 2 files left alone" in result.output
    assert run(shelf, "--check").exit_code == 1


def test_a_file_that_may_not_be_written_is_a_matter_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(MachineError, match=r"content/a\.md: it is read-only"):
        replace_file(file, b"after", shown="content/a.md")
    monkeypatch.undo()

    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(MachineError, match="No space left"):
        replace_file(file, b"after")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before"]


def test_our_own_content_is_formatted() -> None:
    result = run(ROOT, "--check")
    assert "Would format 0 of" in result.output, "run: papershelf fmt"
    assert result.exit_code == 0


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
