"""What editors know of a shelf: schemas with its own words, and which file follows which."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from papershelf.build import load_library
from papershelf.checking import check
from papershelf.cli.main import cli
from papershelf.content_files import find_files
from papershelf.editors import read_words, schema_paths, write_schemas
from papershelf.errors import UsageError
from papershelf.load import read_bytes, read_entries
from papershelf.modeline import modeline
from papershelf.reference import KINDS, schema_of
from papershelf.shelf_schema import shelf_schema
from papershelf.shelf_words import MOST_WORDS, Words
from papershelf.starter import make_shelf
from papershelf.yamltext import Node

ROOT = Path(__file__).parents[2]
ENTRY: dict[str, Any] = {"title": "T", "authors": ["Ada Lovelace"], "year": 2020}
WORDS = Words(
    topics={"attention": "Attention", "2020": "The year"},
    other_topics={"self-attention": "attention"},
    is_closed=True,
    venues={"iclr": "International Conference on Learning Representations"},
    collections={"first": "First steps"},
    authors={"ada": "Ada Lovelace"},
    papers={"one": "The first paper"},
    curators={"me": "Myself"},
)


def _validator(what: str, words: Words = WORDS) -> Draft202012Validator:
    schema = json.loads(shelf_schema(what, words))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _as_editors_read(node: Node) -> Any:
    """A tree as a YAML editor has it: bare words are numbers, dates stay text."""
    if isinstance(node.value, dict):
        return {key: _as_editors_read(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [_as_editors_read(child) for child in node.value]
    if node.raw and isinstance(node.value, str):
        if node.value in {"true", "false"}:
            return node.value == "true"
        for kind in (int, float):
            try:
                return kind(node.value)
            except ValueError:
                continue
    return node.value


def _forms(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for form in (schema, *schema.get("$defs", {}).values()):
        yield from form.get("properties", {}).items()


@pytest.mark.parametrize("what", KINDS)
def test_every_field_has_a_title_and_says_what_it_holds(what: str) -> None:
    schema = schema_of(what)
    Draft202012Validator.check_schema(schema)
    for name, details in _forms(schema):
        assert details["title"][0].isupper() or name == "arxiv", name
        assert "_" not in details["title"], name
        assert details.get("description"), name


@pytest.mark.parametrize("what", ["entry", "collection", "page"])
def test_what_the_demo_holds_follows_its_schemas(what: str) -> None:
    validator = _validator(what, read_words(ROOT))
    files, _ = find_files(ROOT)
    chosen = {"entry": files.papers, "collection": files.collections, "page": files.pages}[what]
    assert chosen
    for file in chosen:
        for entry in read_entries(read_bytes(file), file.path)[0]:
            found = [error.message for error in validator.iter_errors(_as_editors_read(entry.node))]
            assert found == [], file.path


@pytest.mark.parametrize("what", ["topics", "venues", "authors"])
def test_the_vocabularies_of_the_demo_follow_their_schemas(what: str) -> None:
    validator = _validator(what, read_words(ROOT))
    file = find_files(ROOT)[0].vocabularies[what]
    entries = read_entries(read_bytes(file), file.path)[0]
    tree = [_as_editors_read(entry.node) for entry in entries]
    assert [error.message for error in validator.iter_errors(tree)] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"topics": ["attention"]},
        {"topics": "self-attention"},
        {"topics": [2020]},
        {"venue": "iclr"},
        {"venue": "Any other place"},
        {"venue": 2020},
        {"collections": "first"},
        {"collections": ["first", {"id": "first", "section": "S"}]},
        {"authors": [{"id": "ada"}, "Somebody Else"]},
        {"relations": [{"type": "extends", "id": "one"}]},
        {"relations": [{"type": "extends", "title": "Elsewhere"}]},
        {"references": ["A text", {"id": "one"}]},
        {"curated_by": "me"},
        {"curated_by": "A guest"},
        {"links": {"pdf": "https://example.org/a", "code": ["static/a.zip"]}},
        {"links": [{"kind": "pdf", "url": "https://example.org/a"}]},
        {"mine": {"anything": 1}},
        {"topics": None, "type": None, "extra": None, "featured": None, "awards": None},
    ],
)
def test_entries_with_the_words_of_the_shelf_are_right(fields: dict[str, Any]) -> None:
    assert _validator("entry").is_valid({**ENTRY, **fields})
    assert _validator("entry").is_valid([{**ENTRY, **fields}])


@pytest.mark.parametrize(
    "fields",
    [
        {"topics": ["attentoin"]},
        {"topics": "atention"},
        {"collections": ["second"]},
        {"collections": [{"id": "second"}]},
        {"authors": [{"id": "grace"}]},
        {"relations": [{"type": "extends", "id": "two"}]},
        {"references": [{"id": "two"}]},
        {"type": "novel"},
        {"links": "https://example.org/a"},
    ],
)
def test_entries_with_other_words_where_these_are_mistakes_are_wrong(
    fields: dict[str, Any],
) -> None:
    assert not _validator("entry").is_valid({**ENTRY, **fields})


def test_without_a_vocabulary_topics_are_proposed_and_others_are_right() -> None:
    validator = _validator("entry", Words(topics={"attention": "Attention"}))
    assert validator.is_valid({**ENTRY, "topics": ["attention", "another"]})
    assert "attention" in json.dumps(validator.schema)


def test_other_files_know_the_words_of_the_shelf_too() -> None:
    collection = {"title": "C", "papers": ["one", {"id": "one"}], "curator": "me"}
    assert _validator("collection").is_valid(collection)
    assert not _validator("collection").is_valid({**collection, "papers": ["two"]})
    topic = {"id": "new", "parent": "attention"}
    assert _validator("topics").is_valid([topic])
    assert not _validator("topics").is_valid([{**topic, "parent": "none"}])
    person = {"id": "new", "names": ["N"], "not_same_as": ["ada"]}
    assert _validator("authors").is_valid([person])
    assert not _validator("authors").is_valid([{**person, "not_same_as": ["grace"]}])
    assert _validator("metrics").is_valid({"papers": {"one": {"stars": {"2026-01-01": 1}}}})
    assert not _validator("metrics").is_valid({"papers": {"two": {}}})


def test_a_setting_without_a_value_is_right_as_it_is_when_read() -> None:
    settings = {"title": "A", "check": None, "page_size": None, "theme": None, "feeds": None}
    assert _validator("site").is_valid(settings)
    assert not _validator("site").is_valid({**settings, "page_size": "many"})


def test_a_shelf_without_words_takes_any(tmp_path: Path) -> None:
    for what in KINDS:
        _validator(what, Words())
    fields = {"topics": ["x"], "collections": ["y"], "relations": [{"type": "extends", "id": "z"}]}
    assert _validator("entry", Words()).is_valid({**ENTRY, **fields})


def test_what_a_word_means_and_which_is_better_is_said_beside_it() -> None:
    schema = json.loads(shelf_schema("entry", WORDS))
    topics = schema["$defs"]["Item"]["properties"]["topics"]["anyOf"][0]
    ids, others = topics["anyOf"]
    assert ids["enum"][0] == "attention"
    assert ids["enumDescriptions"][0] == "Attention"
    assert (others["enum"], others["enumDescriptions"]) == (["self-attention"], ["attention"])
    assert others["deprecated"] is True


def test_the_words_of_a_shelf_are_those_of_its_files(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    (tmp_path / "content/venues.yaml").write_text(
        "- {id: mind, name: Mind, acronym: M}\n", encoding="utf-8"
    )
    with (tmp_path / "content/topics.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: x, name: The X, aliases: [ex]}\n")
    words = read_words(tmp_path)
    assert words.is_closed
    assert words.topics["x"] == "The X"
    assert words.other_topics["ex"] == "x"
    assert words.other_topics["The X"] == "x"
    assert words.venues["mind"] == "Mind"
    assert "Bell System Technical Journal" in words.venues
    assert words.collections.keys() == {"beginnings"}
    assert words.curators == {"editors": "the editors"}
    assert words.papers["shannon-1948"] == "A Mathematical Theory of Communication"


def test_words_that_are_too_many_are_not_listed(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    entries = "".join(
        f"- {{id: p{n}, title: P, authors: [A B], year: 2020, venue: V{n}, topics: [databases]}}\n"
        for n in range(MOST_WORDS)
    )
    (tmp_path / "content/papers/many.yaml").write_text(entries, encoding="utf-8")
    words = read_words(tmp_path)
    assert (words.papers, words.venues) == ({}, {})
    assert words.topics


def test_topics_with_too_many_names_are_not_listed(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    names = ", ".join(f"other name {n}" for n in range(MOST_WORDS + 1))
    (tmp_path / "content/topics.yaml").write_text(
        f"- id: databases\n  aliases: [{names}]\n- id: computability\n- id: information-theory\n",
        encoding="utf-8",
    )
    words = read_words(tmp_path)
    assert (words.topics, words.other_topics) == ({}, {})
    assert _validator("entry", words).is_valid({**ENTRY, "topics": ["other name 7"]})


@pytest.mark.parametrize("content", ["[", "- 1\n- {id: [x]}\n", "x", "- {id: a, aliases: {b: c}}"])
def test_a_vocabulary_with_mistakes_makes_no_other_mistakes(content: str, tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    for name in ("topics", "venues", "authors"):
        (tmp_path / f"content/{name}.yaml").write_text(content, encoding="utf-8")
    for what in KINDS:
        _validator(what, read_words(tmp_path))


def test_schemas_are_written_once_and_again_when_words_change(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    assert write_schemas(tmp_path, load_library(tmp_path))
    paths = [tmp_path / path for path in schema_paths()]
    for path in paths:
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
        os.utime(path, (0, 0))
    assert write_schemas(tmp_path, load_library(tmp_path))
    assert {path.stat().st_mtime for path in paths} == {0}
    with (tmp_path / "content/topics.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: brand-new, name: New}\n")
    assert check(tmp_path)[0] == []
    assert "brand-new" in paths[0].read_text(encoding="utf-8")
    paths[0].unlink()
    check(tmp_path)
    assert paths[0].is_file()


def test_content_with_errors_leaves_the_schemas_as_they_are(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    write_schemas(tmp_path, load_library(tmp_path))
    before = (tmp_path / ".papershelf/schema/entry.json").read_bytes()
    (tmp_path / "content/papers/turing-1950.md").write_text("---\n---\n", encoding="utf-8")
    check(tmp_path)
    assert (tmp_path / ".papershelf/schema/entry.json").read_bytes() == before


def test_schemas_are_not_written_through_links(tmp_path: Path) -> None:
    shelf, elsewhere = tmp_path / "shelf", tmp_path / "elsewhere"
    make_shelf(shelf, title="My shelf")
    elsewhere.mkdir()
    (shelf / ".papershelf").mkdir()
    (shelf / ".papershelf/schema").symlink_to(elsewhere)
    assert not write_schemas(shelf, load_library(shelf))
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("content/papers/a.yaml", "../../.papershelf/schema/entry.json"),
        ("content/papers/2026/03/a.yml", "../../../../.papershelf/schema/entry.json"),
        ("content/topics.yaml", "../.papershelf/schema/topics.json"),
        ("content/site.yaml", "../.papershelf/schema/site.json"),
        ("content/papers/a.md", "../../.papershelf/schema/entry.json"),
        ("content/collections/a.md", ""),
        ("content/other.yaml", ""),
        ("elsewhere/papers/a.yaml", ""),
    ],
)
def test_a_new_file_names_its_schema_from_where_it_lies(path: str, line: str) -> None:
    assert modeline(path) == (f"# yaml-language-server: $schema={line}" if line else "")


def test_a_new_shelf_is_ready_for_editors(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["init", str(tmp_path / "shelf")])
    assert result.exit_code == 0
    shelf = tmp_path / "shelf"
    for path in shelf.glob("content/papers/*.yaml"):
        first = path.read_text(encoding="utf-8").split("\n")[0]
        assert first == modeline(path.relative_to(shelf).as_posix())
        schema = json.loads((path.parent / first.partition("$schema=")[2]).read_text("utf-8"))
        (entry,) = read_entries(path.read_bytes(), path.name)[0]
        assert Draft202012Validator(schema).is_valid(_as_editors_read(entry.node))
    settings = json.loads((shelf / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert set(settings["yaml.schemas"]) <= set(schema_paths())
    assert all((shelf / path).is_file() for path in settings["yaml.schemas"])
    assert (shelf / ".vscode/extensions.json").is_file()


def test_the_command_prints_and_writes_the_schemas_of_a_shelf(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    run = CliRunner().invoke
    shelf = ["--shelf", str(tmp_path)]
    printed = run(cli, ["schema", *shelf])
    assert "beginnings" in printed.output
    assert "beginnings" not in run(cli, ["schema"]).output
    written = run(cli, ["schema", "--write", *shelf])
    assert written.output.startswith(f"Wrote {len(KINDS)} schemas to ")
    assert (tmp_path / ".papershelf/schema/entry.json").read_text("utf-8") == printed.output
    refused = run(cli, ["schema", "--write", "--format", "markdown"])
    assert isinstance(refused.exception, UsageError)
