"""YAML as text with positions: nothing is guessed, nothing crashes, every place is right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.yamltext import MAX_DEPTH, Node, YamlError, locate, parse_yaml, plain

YAML_SIGNS = st.text(st.sampled_from(list("ab 1:-?[]{},#&*!|>'\"%@`\\\n\t~é\u2028\x85\x00\ud800")))


def refused(text: str) -> YamlError:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    return caught.value


@settings(deadline=None)
@given(st.one_of(st.text(), YAML_SIGNS))
def test_any_text_is_a_tree_or_a_yaml_error_inside_it(text: str) -> None:
    try:
        node = parse_yaml(text, first_line=5)
    except YamlError as error:
        line, column, told = error.line, error.column, (error.message, error.hint)
    else:
        line, column, told = node.line, node.column, ("a tree", repr(plain(node)))
    assert all(told)
    lines = text.split("\n")
    assert 5 <= line < 5 + len(lines)
    assert 1 <= column <= len(lines[line - 5]) + 1


@pytest.mark.parametrize(
    "text", ["1706.03760", "1910.10000", "NO", "012", "1:30", "2020-02-30", "=", "1e3", "0x1F"]
)
def test_a_plain_value_stays_the_text_that_was_written(text: str) -> None:
    assert plain(parse_yaml(f"a: {text}")) == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "NULL"])
def test_nothing_is_left_out_unless_it_is_quoted(text: str) -> None:
    assert plain(parse_yaml(f"a: {text}\nb: 1")) == {"b": "1"}
    assert plain(parse_yaml(f'a: "{text}"')) == {"a": text}


def test_a_key_may_be_any_word() -> None:
    tree = plain(parse_yaml("null: a\n~: b\ntrue: c\n1: d"))
    assert tree == {"null": "a", "~": "b", "true": "c", "1": "d"}


def test_places_count_lines_as_editors_do() -> None:
    node = parse_yaml('a: "one\u2028two\x85three"\nbé: ü\nc: [x, y]', first_line=10)
    assert locate(node, ("bé",)) == (11, 5)
    assert locate(node, ("bé",), key=True) == (11, 1)
    assert locate(node, ("c", 1)) == (12, 8)
    assert locate(node, ("c", "tag", 1)) == (12, 8)
    assert locate(node, ("nothing",)) == (10, 1)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_refused_at_once(opening: str) -> None:
    error = refused(opening * 50_000)
    assert error.message in {f"nested {MAX_DEPTH} deep or deeper", "a key that is no text"}


def test_nesting_just_below_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    node = parse_yaml("[" * depth + "]" * depth)
    for _ in range(depth - 1):
        [node] = node.value
    assert node.value == []


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: &x 1", (1, 4), 'an anchor "&x"'),
        ("a: *x", (1, 4), 'an alias "*x"'),
        ("a: &x [*x]", (1, 4), 'an anchor "&x"'),
        ("a: !!python/object:os.system x", (1, 4), 'a tag "!!python/object:os.system"'),
        ("a: 1\nb: 2\na: 3", (3, 1), 'the key "a" stands twice'),
        ("a: {b: 1, b: 2}", (1, 11), 'the key "b" stands twice'),
        ("[a]: b", (1, 1), "a key that is no text"),
        ("a: 1\n---\nb: 2", (2, 1), "a second YAML document"),
        ("a:\n\tb: 1", (2, 1), "a tab in the indentation"),
        ("a:\n  -\tb", (2, 4), "a tab in the indentation"),
        ("é: \x01", (1, 4), "a control character (U+0001)"),
        ("é: \ud800", (1, 4), "a control character (U+D800)"),
        ('é: "x\n\n\n', (1, 4), "not YAML: a quotation mark that nothing closes"),
        ('a: "\\ud800"', (1, 7), "not YAML: a backslash that starts no escape"),
    ],
)
def test_what_entries_may_not_use_is_refused_in_its_place(
    text: str, place: tuple[int, int], message: str
) -> None:
    error = refused(text)
    assert (error.line, error.column) == place
    assert error.message == message
    assert error.hint


def test_a_tab_inside_a_line_is_a_space_like_others() -> None:
    assert plain(parse_yaml("a:\tone\ttwo")) == {"a": "one\ttwo"}


def test_a_problem_shows_its_line_but_not_a_megabyte_of_it() -> None:
    text = "a: [" + "x" * 1_000_000
    problem = refused(text).at("a.yaml", text.split("\n"))
    assert problem.excerpt.startswith("a: [x")
    assert len(problem.excerpt) < 3_000


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---", "\n\n~\n"])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert parse_yaml(text, first_line=3) == Node(None, 3, 1)
