"""Reading entries with their places, and writing one so that it reads back the same."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.content_files import find_files
from papershelf.dump import dump_entry
from papershelf.errors import MachineError
from papershelf.load import decode, read_entries
from papershelf.places import find_text
from papershelf.yamltext import MAX_DEPTH, plain

hostile = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from(list("ab1:# -\"'\\\n\t{}[]&*!|>%@`,?~é\u2028\x85\x7f\0\ufeff🜁"))),
    st.sampled_from(
        ["null", "~", "yes", "No", "2015-06", "1e3", "---", "- a", "a: b", " # c", "=", "<<", "..."]
    ),
)
fields = st.dictionaries(
    st.one_of(hostile, st.text("k", min_size=1000, max_size=1200)),
    st.recursive(
        st.one_of(hostile, st.booleans(), st.integers(-1000, 1000)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(hostile, inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=5,
)


def as_text(value: Any) -> Any:
    """What a value reads back as: every scalar is text."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@settings(deadline=None)
@given(fields, hostile)
def test_an_entry_that_is_written_reads_back_the_same(values: dict[str, Any], note: str) -> None:
    text = dump_entry(values, note)
    entries, problems = read_entries(text.encode(), "content/papers/a.md")
    assert problems == []
    [entry] = entries
    assert (plain(entry.node) or {}) == as_text(values)
    written = note.replace("\0", "").replace("\ufeff", "")
    assert entry.body == written.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n").rstrip()


@settings(deadline=None)
@given(fields, hostile)
def test_what_was_read_is_written_the_same_again(values: dict[str, Any], note: str) -> None:
    first = dump_entry(values, note)
    [entry], _ = read_entries(first.encode(), "a.md")
    again = dump_entry(plain(entry.node) or {}, entry.body)
    [second], _ = read_entries(again.encode(), "a.md")
    assert plain(second.node) == plain(entry.node)
    assert second.body == entry.body


@pytest.mark.parametrize(
    "note",
    [
        "---\nnot a header\n---",
        "a\n---\nb\n\n---\n",
        "  indented\n\n    code\t",
        "# heading\n",
        "line\r\nline\rline",
        "\n\n\nfirst",
        "\u2028",
    ],
)
def test_a_note_may_look_like_a_header(note: str) -> None:
    [entry], problems = read_entries(dump_entry({"title": "A"}, note).encode(), "a.md")
    assert problems == []
    assert plain(entry.node) == {"title": "A"}
    assert entry.body == note.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n").rstrip()


def test_halves_of_characters_are_replaced() -> None:
    text = dump_entry({"title": "a\ud800b"}, "c\udfffd")
    [entry], problems = read_entries(text.encode(), "a.md")
    assert problems == []
    assert plain(entry.node) == {"title": "a\ufffdb"}
    assert entry.body == "c\ufffdd"


def test_an_entry_is_written_as_people_write_it() -> None:
    values = {
        "title": "Pointer Networks: an aside",
        "authors": ["Oriol Vinyals", {"family": "Lovelace", "given": "Ada", "equal": True}],
        "date": "2015-06",
        "ids": {"arxiv": "1506.03134"},
        "keywords": [],
        "weight": 3,
    }
    assert dump_entry(values, "A *note*.\n") == (
        "---\n"
        'title: "Pointer Networks: an aside"\n'
        "authors:\n"
        "  - Oriol Vinyals\n"
        "  - {given: Ada, family: Lovelace, equal: true}\n"
        "date: 2015-06\n"
        'ids: {arxiv: "1506.03134"}\n'
        "keywords: []\n"
        "weight: 3\n"
        "---\n"
        "A *note*.\n"
    )


@settings(deadline=None)
@given(st.one_of(st.binary(), hostile.map(lambda text: ("---\n" + text).encode())))
def test_any_bytes_are_read_or_told_inside_the_file(content: bytes) -> None:
    for path in ("content/papers/a.md", "content/papers/a.yaml"):
        entries, problems = read_entries(content, path)
        assert entries or problems or b"[" in content
        lines = content.decode("utf-8", "replace").split("\n")
        for problem in problems:
            assert problem.hint
            assert 1 <= problem.location.line <= len(lines)
            assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1


def test_the_body_knows_its_line() -> None:
    text = "---\ntitle: A\n---\n\n\nThe body.\n\n"
    [entry], _ = read_entries(text.encode(), "a.md")
    assert entry.body == "The body."
    assert text.split("\n")[entry.body_line - 1] == "The body."


def test_a_list_holds_entries_with_their_places() -> None:
    text = "- title: A\n- title: B\n  year: 2020\n"
    entries, _ = read_entries(text.encode(), "a.yaml")
    assert [entry.position for entry in entries] == [0, 1]
    assert entries[1].place("year") == (3, 9)
    assert entries[1].place("year", key=True) == (3, 3)


@pytest.mark.parametrize("ending", ["---", "---\n", "---   \n"])
def test_a_header_may_be_all_there_is(ending: str) -> None:
    [entry], problems = read_entries(f"---\ntitle: A\n{ending}".encode(), "a.md")
    assert problems == []
    assert entry.body == ""


def test_only_the_first_mistake_of_the_bytes_is_told() -> None:
    text, problems = decode(b"\xef\xbb\xbfa\r\n\0", "a.md")
    assert text == ""
    assert [p.message for p in problems] == ["a byte order mark"]


def test_a_folder_without_content_is_no_shelf(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="papershelf init"):
        find_files(tmp_path)


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("papers/b.md", "papers/a/z.yaml", "papers/a.md", "papers/.hidden.md", "site.yaml"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    files, problems = find_files(tmp_path)
    assert problems == []
    assert files.config is not None
    assert [file.path for file in files.papers] == [
        "content/papers/a.md",
        "content/papers/a/z.yaml",
        "content/papers/b.md",
    ]


def test_a_link_inside_content_is_a_file_like_others(tmp_path: Path) -> None:
    folder = tmp_path / "content/papers"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("x")
    (folder / "b.md").symlink_to("a.md")
    files, problems = find_files(tmp_path)
    assert problems == []
    assert [file.path for file in files.papers] == ["content/papers/a.md", "content/papers/b.md"]


def test_the_target_of_a_link_is_found_before_its_words(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("b.md is here\n[b](b.md)\n", encoding="utf-8")
    location, line = find_text(tmp_path, "content/a.md", "b.md")
    assert str(location) == "content/a.md:2:5"
    assert line == "[b](b.md)"
    assert str(find_text(tmp_path, "content/a.md", "c.md")[0]) == "content/a.md"


def test_an_entry_nested_too_deep_is_told_when_read() -> None:
    text = f"---\na: {'[' * MAX_DEPTH}{']' * MAX_DEPTH}\n---\n"
    _, [problem] = read_entries(text.encode(), "a.md")
    assert problem.message.startswith("nested ")
