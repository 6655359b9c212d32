"""Formatting changes how a file is written, never what it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from papershelf.dump import dump_entry, dump_list
from papershelf.edits import with_field, with_values
from papershelf.errors import Fix, Problem
from papershelf.formatting.files import format_bytes, format_text
from papershelf.load import read_entries
from papershelf.yamltext import Node, YamlError, parse_yaml, plain

ROOT = Path(__file__).parents[2]
MARKDOWN = "content/papers/a.md"
YAML = "content/papers/a.yaml"

FILES = sorted(
    path
    for folder in ("content", "tests/collections", "generator/papershelf/starter/shelf/content")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".md", ".yaml"} and "static" not in path.parts
)

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from(list("ab1:# -\"'\\\n\t{}[]&*!|>%@`,?~é\u2028\x85\x7f\u202e🜁"))),
    st.text(st.sampled_from(list("a \n#:-"))),
    st.sampled_from(
        [
            *(
                "",
                "null",
                "~",
                "yes",
                "NO",
                "1:30",
                "012",
                "0o7",
                "0x1F",
                "1_000",
                ".5",
                "+1",
                "1e3",
            ),
            *(
                "2015-06-09",
                "2015-06",
                "2015",
                "1706.03760",
                "=",
                "<<",
                "---",
                "...",
                "- a",
                "a: b",
            ),
            *(" # c", "x #y", "a:", "*a", "&a", "!a", "%a", "@a", "`a", "a\nb", "a\nb\n", "x" * 90),
        ]
    ),
)
keys = st.one_of(
    texts,
    st.sampled_from(
        ["title", "authors", "note", "abstract", "year", "date", "ids", "links", "extra", "weight"]
    ),
    st.text("k", min_size=490, max_size=510),
)


def trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    inner = st.recursive(
        leaves,
        lambda inside: st.one_of(
            st.lists(inside, max_size=4), st.dictionaries(keys, inside, max_size=4)
        ),
        max_leaves=10,
    )
    return st.dictionaries(keys, inner, min_size=1, max_size=5)


def values(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: values(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [values(child) for child in node.value]
    return node.value


def read(text: str) -> Any:
    return values(parse_yaml(text))


def formatted(text: str, path: str = YAML) -> str:
    result = format_text(text, path)
    assert not isinstance(result, Problem), result
    return result


def check(text: str) -> str:
    """What a text becomes, which reads the same and is formatted to itself."""
    result = formatted(text)
    assert read(result) == read(text)
    assert formatted(result) == result
    return result


scalars = st.one_of(texts, st.booleans(), st.integers(-9999, 99999), st.floats(-1e6, 1e6))


@settings(deadline=None)
@given(trees(scalars), texts)
@example({"abstract": "x" * 100, "note": "a\n\nb\n", "year": 2015}, "")
def test_what_is_dumped_is_formatted_already(tree: dict[str, Any], note: str) -> None:
    text = dump_entry(tree, note, modeline="yaml-language-server: $schema=entry.json")
    assert formatted(text, MARKDOWN) == text
    text = dump_list([tree, {"title": "B"}])
    assert formatted(text) == text


@settings(deadline=None)
@given(
    trees(texts),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([None, True, False]),
    st.sampled_from([10, 80, 10_000]),
)
def test_one_tree_is_written_in_one_way(
    tree: dict[str, Any], style: str | None, flow: bool | None, width: int
) -> None:
    text = yaml.safe_dump(
        tree,
        default_style=style,
        default_flow_style=flow,
        width=width,
        allow_unicode=True,
        sort_keys=False,
    )
    try:
        same = read(text) == tree
    except YamlError:
        # Tabs before a line, for example.
        same = False
    assume(same)
    assert check(text) == formatted(dump_entry(tree)[4:-4])


@st.composite
def commented(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text of YAML with comments anywhere, and these comments."""
    words = st.sampled_from(["a", "b c", "1", "2015", "no", "x, y", "[", "it's", ""])
    tree = draw(trees(st.one_of(words, st.just("line\nline\n"))))
    text = yaml.safe_dump(
        tree,
        default_flow_style=draw(st.sampled_from([None, True, False])),
        width=draw(st.sampled_from([8, 10_000])),
        indent=draw(st.sampled_from([2, 5])),
        sort_keys=False,
    )
    lines = text.split("\n")[:-1]
    comments: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        index = draw(st.integers(0, len(lines)))
        comment = f"# comment{len(comments)}:"
        changed = list(lines)
        if draw(st.booleans()) and index < len(lines):
            if "#" in lines[index]:
                continue
            changed[index] += f" {comment}"
        else:
            margin = " " * draw(st.integers(0, 7))
            blank = [""] * draw(st.integers(0, 2))
            changed[index:index] = [*blank, margin + comment, *blank]
        try:
            same = read("\n".join([*changed, ""])) == read("\n".join([*lines, ""]))
        except YamlError:
            same = False
        if same:
            # Elsewhere it would have been a part of a text.
            lines = changed
            comments.append(comment)
    return "\n".join([*lines, ""]), comments


@settings(deadline=None)
@given(commented())
@example(("a:\n  - b\n  # comment0:\nc: d # comment1:\n", ["# comment0:", "# comment1:"]))
@example(("a:\n- ? b\n# comment0:\n  : c\n", ["# comment0:"]))
@example(("# comment0:\n\n# comment1:\nb: 1\ntitle: 2\n", ["# comment0:", "# comment1:"]))
def test_comments_are_kept(case: tuple[str, list[str]]) -> None:
    text, comments = case
    result = check(text)
    for comment in comments:
        assert result.count(comment) == 1


@settings(deadline=None)
@given(commented(), keys, st.one_of(texts, trees(texts)))
def test_a_field_is_set_and_nothing_else(case: tuple[str, list[str]], key: str, value: Any) -> None:
    text, comments = case
    result = with_field(text, key, value)
    assert read(result) == {**read(text), key: value}
    for comment in comments:
        assert result.count(comment) == 1
    inside = with_field(f"---\n{text}---\nbody\n", key, value)
    assert inside == f"---\n{result}---\nbody\n"


def scalars_in(node: Node) -> list[Node]:
    if isinstance(node.value, dict):
        return [inner for child in node.value.values() for inner in scalars_in(child)]
    if isinstance(node.value, list):
        return [inner for child in node.value for inner in scalars_in(child)]
    return [node]


def replaced(node: Node, place: tuple[int, int], put: list[str], is_list: bool) -> Any:
    if isinstance(node.value, dict):
        return {key: replaced(child, place, put, is_list) for key, child in node.value.items()}
    if isinstance(node.value, list):
        items: list[Any] = []
        for child in node.value:
            is_there = not isinstance(child.value, (dict, list)) and is_at(child, place)
            items += put if is_list and is_there else [replaced(child, place, put, is_list)]
        return items
    if not is_at(node, place):
        return node.value
    return put if is_list else put[0]


def is_at(node: Node, place: tuple[int, int]) -> bool:
    return (node.line, node.column) == place


@settings(deadline=None)
@given(commented(), st.lists(texts, min_size=1, max_size=3), st.booleans(), st.data())
def test_a_value_is_replaced_and_nothing_else(
    case: tuple[str, list[str]], put: list[str], is_list: bool, data: st.DataObject
) -> None:
    text, comments = case
    root = parse_yaml(text)
    found = scalars_in(root)
    assume(found)
    chosen = data.draw(st.sampled_from(found))
    place = (chosen.line, chosen.column)
    result = with_values(text, [(*place, Fix(tuple(put), is_list))])
    assert read(result) == replaced(root, place, put, is_list)
    for comment in comments:
        assert result.count(comment) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_ours_reads_as_before(path: Path) -> None:
    content = path.read_bytes()
    inner = path.as_posix().rpartition("/content/")[2]
    name = f"content/{inner}"
    result, problems = format_bytes(content, name)
    if problems:
        assert result == content
        assert path.is_relative_to(ROOT / "tests/collections/broken")
        return
    assert format_bytes(result, name) == (result, [])
    before, after = read_entries(content, name), read_entries(result, name)
    assert [(plain(entry.node), entry.body) for entry in before[0]] == [
        (plain(entry.node), entry.body) for entry in after[0]
    ]
