"""A correction changes the field it names, and everything else in the file reads as before."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.dump import dump_entry, dump_list
from papershelf.load import read_entries
from papershelf.markup import block_to_text
from papershelf.suggesting.body import read_body
from papershelf.suggesting.issue import clean
from papershelf.suggesting.prose import prose
from papershelf.suggesting.rewriting import rewritten
from papershelf.suggesting.subject import MOST, harmless, subject
from papershelf.suggesting.templates import Kind, Labels
from papershelf.yamltext import plain

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=40
)
LINES = st.text(st.sampled_from("ab#-: \n'\"[]{}&*|>%@`!,?\\$_é"), max_size=60)
WORDS = (TEXT | LINES).map(str.strip).filter(bool)
VALUES = st.one_of(
    WORDS, st.lists(WORDS, max_size=4), st.dictionaries(WORDS, WORDS, min_size=1, max_size=3)
)
FIELDS = st.dictionaries(
    st.sampled_from(["title", "authors", "date", "venue", "links", "topics", "summary", "extra"]),
    VALUES,
    min_size=1,
)


def read(content: bytes, path: str) -> list[tuple[Any, str]]:
    entries, problems = read_entries(content, path)
    assert not problems
    return [(plain(entry.node), entry.body) for entry in entries]


@given(FIELDS, LINES, st.sampled_from(["title", "authors", "ids", "links"]), VALUES)
def test_in_an_entry_only_the_field_changes(
    fields: dict[str, Any], note: str, key: str, value: Any
) -> None:
    content = dump_entry(fields, note).encode()
    ((before, body),) = read(content, "content/papers/x.md")
    ((after, body_after),) = read(rewritten(content, "content/papers/x.md", 0, key, value), "x.md")
    assert {**after, key: None} == {**before, key: None}
    assert body_after == body


@given(st.lists(FIELDS, min_size=1, max_size=4), st.data())
def test_in_a_list_only_the_field_of_one_entry_changes(
    entries: list[dict[str, Any]], data: st.DataObject
) -> None:
    content = dump_list(entries).encode()
    place = data.draw(st.integers(0, len(entries) - 1))
    value = data.draw(VALUES)
    before = read(content, "content/papers/x.yaml")
    after = read(rewritten(content, "content/papers/x.yaml", place, "venue", value), "x.yaml")
    before[place][0].pop("venue", None)
    assert after[place][0].pop("venue") is not None
    assert after == before


@given(FIELDS, LINES, LINES.filter(str.strip))
def test_a_new_note_changes_no_field(fields: dict[str, Any], old: str, new: str) -> None:
    content = dump_entry(fields, old).encode()
    changed = rewritten(content, "content/papers/x.md", 0, "note", prose(clean(new)))
    ((before, _),) = read(content, "x.md")
    ((after, body),) = read(changed, "x.md")
    assert after == before
    assert body == prose(clean(new)).strip()


@given(st.text() | LINES)
def test_prose_shows_the_words_and_nothing_else(text: str) -> None:
    bare = clean(text)
    assert block_to_text(prose(bare)).split() == bare.split()


@given(st.text())
def test_a_subject_is_harmless_and_not_too_long(text: str) -> None:
    line = subject("Correct authors of", text, "(#999999)")
    assert len(line) <= MOST
    assert line.isprintable()
    assert not set('`$@<>[]{}|*_~\\"\n') & set(line)
    assert "::" not in line
    assert harmless(harmless(text)) == harmless(text)


@pytest.mark.parametrize("kind", Kind)
@given(LINES, LINES)
def test_answers_come_back_from_a_form(kind: Kind, first: str, last: str) -> None:
    name = {Kind.SUGGESTION: "link", Kind.CORRECTION: "entry"}[kind]
    labels = {k: Labels({name: name} if k is kind else {}) for k in Kind}
    filled = read_body(f"{first}\n### {name.title()}\n\n{last}", labels)
    is_hidden = any(sign in first + last for sign in ("`", "#", "**", "<!--"))
    assert is_hidden or (filled.kind is kind and filled.values.get(name, "") == last.strip())
