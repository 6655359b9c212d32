"""Declared forms: every problem at once, each in its place, in words for people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import Problem, Severity
from papershelf.forms import check_form, field_name
from papershelf.schema import CollectionForm, EntryForm, FreePageForm, IdentityForm, TopicForm
from papershelf.schema import VenueForm as Venue
from papershelf.source import Source
from papershelf.yamltext import YamlError, parse_yaml

FORMS = [EntryForm, CollectionForm, FreePageForm, IdentityForm, TopicForm, Venue]


def problems(text: str) -> list[Problem]:
    source = Source("a.yaml", text.split("\n"))
    return check_form(EntryForm, parse_yaml(text), source)[1]


def told(text: str) -> list[tuple[str, int, int]]:
    return [(p.message, p.location.line, p.location.column) for p in problems(text)]


def test_a_good_form_has_no_problems() -> None:
    source = Source("a.yaml", ["title: A"])
    form, found = check_form(EntryForm, parse_yaml("title: A"), source)
    assert form is not None
    assert form.title == "A"
    assert found == []


def test_every_problem_is_told_at_once() -> None:
    text = "titel: A\nyear: x\nids: {doi: y, isbn: z}\nauthors:\n  - orcid: q\nfeatured: w"
    assert told(text) == [
        ('unknown field "titel"', 1, 1),
        ('"title" is missing', 1, 1),
        ('authors[1].orcid: "q" is not an ORCID', 5, 12),
        ('year: "x" is not a year', 2, 7),
        ('ids.doi: "y" is not a DOI', 3, 12),
        ('ids.isbn: "z" is not an ISBN', 3, 21),
        ('featured: "w" is neither true nor false', 6, 11),
    ]


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        ("relations: novak-2015", "relations: expected a list, found a text", 12),
        ("relations: {type: extends}", "relations: expected a list, found a map", 12),
        ("authors: [[Ada]]", "authors[1]: expected a text, found a list", 11),
        ("authors: []", "authors: is empty", 10),
        ("title:", "title: is empty", 1),
        ("awards: [{name: }]", "awards[1].name: is empty", 11),
        ("title: [A]", "title: expected a text, found a list", 8),
        ("ids: 10.1/x", "ids: expected a map, found a text", 6),
        ("ids: {zenodo: [1]}", "ids.zenodo: expected a text, found a list", 15),
        ("links: https://example.org/", "links: expected a map, found a text", 8),
        ("links: {map: https://a.org/, pdf: y}", 'links.pdf: "y" is not a web address', 35),
        ("links: {pdf: [https://example.org/, z]}", "links.pdf[2]: ", 37),
        ('links: {"": https://example.org/}', "links: is empty", 9),
        ("status: publish", 'status: "publish" is not one of the choices', 9),
        ("status: {draft: yes}", "status: a map is not one of the choices", 9),
        ("weight: [1]", "weight: expected a whole number, found a list", 9),
        ("featured: {a: b}", "featured: expected true or false, found a map", 11),
        ("provenance: {title: crossref}", "provenance.title: expected a map, found a text", 21),
        ("versions: [{label: a, date: b}]", 'versions[1].date: "b" is not a date', 29),
        ("relations: [{type: extends}]", "relations[1]: the relation leads nowhere", 13),
        ("thumbnail: {alt: A}", 'thumbnail: "path" is missing', 12),
        ("awards: [{name: A, yaer: 2020}]", 'unknown field "awards[1].yaer"', 20),
    ],
)
def test_a_wrong_kind_is_told_in_its_place(line: str, message: str, column: int) -> None:
    text = line if line.startswith("title") else f"{line}\ntitle: A"
    [problem] = problems(text)
    assert problem.message.startswith(message)
    assert (problem.location.line, problem.location.column) == (1, column)
    assert problem.hint
    assert problem.excerpt == line


@pytest.mark.parametrize("text", ["", "[]", "word", "- a"])
def test_what_is_no_map_is_told(text: str) -> None:
    [problem] = problems(text)
    assert problem.message.startswith("expected fields, found ")


def test_unknown_fields_are_kept_and_only_warned_of() -> None:
    text = "title: A\nmood: {is: [good, 1.10]}\nempty:"
    source = Source("a.yaml", text.split("\n"))
    form, found = check_form(EntryForm, parse_yaml(text), source)
    assert form is not None
    assert form.model_extra == {"mood": {"is": ["good", "1.10"]}}
    assert [p.severity for p in found] == [Severity.WARNING, Severity.WARNING]


def test_the_name_of_a_field_counts_from_one() -> None:
    assert field_name(("authors", 0, "affiliations", 2)) == "authors[1].affiliations[3]"


words = st.sampled_from(
    [*EntryForm.model_fields, "kind", "url", "path", "name", "map", "text", "model_fields", "self"]
)
values = st.recursive(
    st.one_of(st.text("a1-:/.é\u202e", max_size=6), words, st.just("static/a")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)


def flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{k}": {flow(v)}' for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return f'"{value}"'


@settings(deadline=None)
@given(st.sampled_from(FORMS), st.dictionaries(words, values, max_size=6))
def test_any_values_are_accepted_or_told_inside_the_file(
    form: type[EntryForm], fields: dict[str, object]
) -> None:
    text = "\n".join(f"{key}: {flow(value)}" for key, value in fields.items())
    try:
        node = parse_yaml(text)
    except YamlError:
        return
    lines = text.split("\n")
    checked, found = check_form(form, node, Source("a.yaml", lines))
    assert checked is not None or any(p.severity is Severity.ERROR for p in found)
    for problem in found:
        assert 1 <= problem.location.line <= len(lines)
        assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1
        assert problem.hint
        assert "pydantic" not in problem.message
        assert "input should" not in problem.message
