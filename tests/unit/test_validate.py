"""From files to a library: what is kept, resolved, ordered, told and left out."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.checking import check
from papershelf.content_files import find_files
from papershelf.dump import dump_entry
from papershelf.errors import Problem, Severity
from papershelf.loading import Loaded, load_shelf
from papershelf.model import Library, Paper
from papershelf.places import EntryFinder
from papershelf.schema import EntryForm
from papershelf.store import Store
from papershelf.validate import (
    CheckedMemory,
    Records,
    assemble,
    check_bytes,
    check_shelf,
)

SMALL = Path(__file__).parents[1] / "collections" / "small"


def store(folder: Path) -> Store:
    return Store(folder / ".papershelf", b"test", b"k" * 32)


def lay(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, files: dict[str, str], *, lenient: bool = False) -> Loaded:
    return load_shelf(lay(folder, files), store(folder), lenient=lenient)


def library(folder: Path, files: dict[str, str]) -> Library:
    result = loaded(folder, files)
    assert [p for p in result.problems if p.severity is Severity.ERROR] == []
    return result.library


def entry(more: str = "", *, title: str = "A", year: str = "year: 2020", body: str = "") -> str:
    return f"---\ntitle: {title}\nauthors: [Ada Lovelace]\n{year}\n{more}\n---\n{body}"


def paper(more: str = "", **parts: str) -> Paper:
    checked = check_bytes(entry(more, **parts).encode(), "content/papers/a.md")
    [found] = checked.papers
    return found


def messages(problems: Sequence[Problem]) -> list[str]:
    return [f"{p.location.path.removeprefix('content/')}: {p.message}" for p in problems]


# Fields


def test_unknown_fields_are_kept_as_written() -> None:
    extra = paper("mood: {is: [good, 1.10]}\nversion: 1.10\nempty:").extra
    assert extra == {"mood": {"is": ["good", "1.10"]}, "version": "1.10"}


def test_texts_are_kept_in_one_unicode_form() -> None:
    found = paper("venue: cafe\u0301\nkeywords: [cafe\u0301]", title="Cafe\u0301")
    assert (found.title, found.venue, found.keywords) == ("Caf\u00e9", "caf\u00e9", ("caf\u00e9",))


def test_empty_optional_fields_are_as_if_they_were_not_there() -> None:
    found = paper("abstract:\ntopics:\nids:\nlinks: ~\nvenue: null\nfeatured:")
    assert found == paper("a:")
    assert found.extra == {}


@pytest.mark.parametrize(
    ("written", "date", "year"),
    [
        ("date: 2015-06", "2015-06", 2015),
        ("date: 2015", "2015", 2015),
        ("year: 2015", "", 2015),
        ("date: 2014-12-01\nyear: 2015", "2014-12-01", 2015),
    ],
)
def test_the_year_is_the_one_given_or_else_the_dates(written: str, date: str, year: int) -> None:
    found = paper(year=written)
    assert (found.date, found.year) == (date, year)


def test_links_may_be_a_map_or_a_list() -> None:
    as_map = paper("links: {code: https://a.org/, pdf: [https://b.org/, https://c.org/]}").links
    as_list = paper(
        "links: [{kind: code, url: https://a.org/}, {kind: pdf, url: https://b.org/}, "
        "{kind: pdf, url: https://c.org/}]"
    ).links
    assert as_map == as_list
    assert [link.kind for link in as_map] == ["pdf", "pdf", "code"]


def test_an_entry_is_named_after_its_file_or_its_title() -> None:
    assert paper().id == "a"
    listed = check_bytes(b"- title: On *Machines*\n  authors: [A B]\n  year: 2020\n", "a.yaml")
    assert [p.id for p in listed.papers] == ["on-machines"]


def test_names_in_one_text_are_split_and_told() -> None:
    text = entry().replace("[Ada Lovelace]", '["Ada Lovelace and Carl Gauss", "Wu*, Li"]')
    checked = check_bytes(text.encode(), "a.md")
    [found] = checked.papers
    assert [person.name.family for person in found.authors] == ["Lovelace", "Gauss", "Wu"]
    assert {p.severity for p in checked.problems} == {Severity.WARNING}


values = st.recursive(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["$\\frac{$", "](x)", "2020", "static/a", "a-b", "https://a.org/", "10.1000/1", "]("]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(st.sampled_from(["id", "name", "type", "url", "kind", "given"]), st.text()),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=5,
)
headers = st.dictionaries(st.sampled_from([*EntryForm.model_fields, "mood"]), values, max_size=8)


@settings(deadline=None)
@given(headers, st.text(), st.booleans())
def test_no_header_stops_the_check(header: dict[str, object], note: str, good: bool) -> None:
    if good:
        header |= {"title": "A", "authors": ["Ada Lovelace"], "date": "2020"}
    text = dump_entry(header, note)
    checked = check_bytes(text.encode(), "content/papers/a.md")
    lines = text.split("\n")
    assert checked.papers or any(p.severity is Severity.ERROR for p in checked.problems)
    for problem in checked.problems:
        assert problem.hint
        assert 1 <= problem.location.line <= len(lines)
        assert 1 <= problem.location.column <= len(lines[problem.location.line - 1]) + 1


@settings(deadline=None)
@given(st.one_of(st.binary(), st.binary().map(lambda b: b"---\ntitle: " + b + b"\n---\n" + b)))
def test_no_bytes_stop_the_check(content: bytes) -> None:
    for path in ("content/papers/a.md", "content/papers/a.yaml"):
        checked = check_bytes(content, path)
        assert checked.count >= 1
        assert all(problem.location.path == path for problem in checked.problems)


# Words and what they stand for

TOPICS = (
    "- {id: deep, name: Deep learning, aliases: [shallow]}\n"
    "- {id: shallow}\n"
    "- {id: nets, aliases: [Neural Networks]}\n"
)


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        ("deep", "deep"),
        ("Deep Learning", "deep"),
        ("neural networks", "nets"),
        ("NETS", "nets"),
        ("shallow", "shallow"),
    ],
)
def test_a_topic_is_found_by_id_name_or_alias(tmp_path: Path, word: str, topic: str) -> None:
    found = library(tmp_path, {"topics.yaml": TOPICS, "papers/a.md": entry(f"topics: [{word}]")})
    assert found.papers["a"].topics == (topic,)


def test_without_a_vocabulary_every_word_is_a_topic(tmp_path: Path) -> None:
    found = library(tmp_path, {"papers/a.md": entry('topics: [Big Data, big-data, "+++", "***"]')})
    assert found.papers["a"].topics[0] == "big-data"
    assert len(found.papers["a"].topics) == 3
    assert found.topics["big-data"].name == "Big Data"


VENUES = "- {id: neurips, name: Neural Information, acronym: NeurIPS, aliases: [NIPS]}\n"


@pytest.mark.parametrize(
    ("word", "venue"),
    [
        ("neurips", "neurips"),
        ("NIPS", "neurips"),
        ("NeurIPS 2017", "neurips"),
        ("nips-2016", "neurips"),
        ("Neural Information", "neurips"),
        ("NeurIPS Workshop 2017", "neurips-workshop-2017"),
        ("Elsewhere 2017", "elsewhere-2017"),
    ],
)
def test_a_venue_is_found_by_its_words_with_or_without_a_year(
    tmp_path: Path, word: str, venue: str
) -> None:
    found = library(tmp_path, {"venues.yaml": VENUES, "papers/a.md": entry(f"venue: {word}")})
    assert found.papers["a"].venue == venue
    assert venue in found.venues


def test_undeclared_venues_do_not_depend_on_the_order_of_papers(tmp_path: Path) -> None:
    one = library(
        tmp_path / "1",
        {"papers/a.md": entry("venue: New"), "papers/b.md": entry("venue: New 2020")},
    )
    other = library(
        tmp_path / "2",
        {"papers/b.md": entry("venue: New"), "papers/a.md": entry("venue: New 2020")},
    )
    assert one.venues == other.venues


def test_a_person_with_an_id_alone_is_called_as_in_authors_yaml(tmp_path: Path) -> None:
    text = entry().replace("[Ada Lovelace]", "[{id: ada}]")
    files = {"authors.yaml": "- {id: ada, names: [Ada Lovelace]}", "papers/a.md": text}
    [author] = library(tmp_path, files).papers["a"].authors
    assert (author.id, author.name.display) == ("ada", "Ada Lovelace")


# Collections

DATED = {
    "papers/a.md": entry("collections: [c]", title="Zeta", year="date: 2019-05"),
    "papers/b.md": entry("collections: [c]", title="alpha", year="date: 2021-01-01"),
    "papers/d.md": entry("collections: [c]", title="Émile", year="date: 2018-12\nyear: 2020"),
    "papers/e.md": entry("collections: [c]", title="'*Beta*'", year="date: 2019-05"),
}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("newest", ["b", "d", "a", "e"]),
        ("oldest", ["a", "e", "d", "b"]),
        ("title", ["b", "e", "d", "a"]),
        ("manual", ["a", "b", "d", "e"]),
    ],
)
def test_a_collection_is_ordered_as_it_says(
    tmp_path: Path, order: str, expected: list[str]
) -> None:
    files = {**DATED, "collections/c.md": f"---\ntitle: C\norder: {order}\n---\n"}
    assert [p.paper for p in library(tmp_path, files).collections["c"].papers] == expected


def test_sections_come_first_and_both_sides_may_place_a_paper(tmp_path: Path) -> None:
    files = {
        "papers/a.md": entry("collections: [{id: c, section: One, order: 2, note: Entry.}]"),
        "papers/b.md": entry("collections: [{id: c, section: One, order: 1}]"),
        "papers/d.md": entry("collections: [{id: c, section: Two, note: Entry.}]"),
        "papers/e.md": entry("collections: [c]"),
        "papers/f.md": entry(),
        "collections/c.md": (
            "---\ntitle: C\nsections: [Two, One]\n"
            "papers: [{id: f, section: Two}, {id: d, note: Collection.}]\n---\n"
        ),
    }
    papers = library(tmp_path, files).collections["c"].papers
    assert [(p.paper, p.section, p.note) for p in papers] == [
        ("e", "", ""),
        ("f", "Two", ""),
        ("d", "Two", "Collection."),
        ("b", "One", ""),
        ("a", "One", "Entry."),
    ]


def test_listed_papers_come_in_the_order_of_the_list(tmp_path: Path) -> None:
    files = {**DATED, "collections/c.md": "---\ntitle: C\npapers: [e, b]\n---\n"}
    papers = library(tmp_path, files).collections["c"].papers
    assert [p.paper for p in papers] == ["e", "b", "a", "d"]


# Leaving out

LENIENT = {
    "papers/good.md": entry(
        "relations: [{type: extends, id: bad}, {type: extends, id: worse}, "
        "{type: extends, id: fine}]\n"
        "references: [{id: bad, text: A book}, {id: worse}, {id: fine}]\n"
        "collections: [c, broken]"
    ),
    "papers/fine.md": entry(),
    "papers/bad.md": entry("language: english\ncollections: [c]"),
    "papers/worse.md": entry("topics: [nothing]\ncollections: [c]"),
    "papers/z-second.md": entry("id: fine", title="Second"),
    "collections/c.md": "---\ntitle: C\npapers: [worse, bad, fine]\n---\n",
    "collections/broken.md": "---\ntitle: [C]\n---\n",
    "topics.yaml": "- {id: one, parent: two}\n- {id: two, parent: one}\n- {id: three, parent: x}\n",
}


def test_leniently_bad_entries_are_left_out_and_so_is_what_refers_to_them(tmp_path: Path) -> None:
    result = loaded(tmp_path, LENIENT, lenient=True)
    found = result.library
    assert list(found.papers) == ["fine", "good"]
    assert found.papers["fine"].title == "A"
    assert [r.id for r in found.papers["good"].relations] == ["fine"]
    assert [(r.id, r.text) for r in found.papers["good"].references] == [
        ("", "A book"),
        ("fine", ""),
    ]
    assert [m.collection for m in found.papers["good"].collections] == ["c"]
    assert [p.paper for p in found.collections["c"].papers] == ["fine", "good"]
    assert list(found.collections) == ["c"]
    assert [topic.parent for topic in found.topics.values()].count("") >= 2
    assert result.left_out == 3


def test_leniently_what_was_left_out_is_told(tmp_path: Path) -> None:
    result = loaded(tmp_path, LENIENT, lenient=True)
    errors = [p for p in result.problems if p.severity is Severity.ERROR]
    assert messages(errors) == [
        "collections/broken.md: title: expected a text, found a list",
        'papers/bad.md: language: "english" is not a language tag',
        'papers/worse.md: unknown topic "nothing"',
        'papers/z-second.md: the id "fine" is taken',
    ]


def test_leaving_out_is_the_same_every_time(tmp_path: Path) -> None:
    first = loaded(tmp_path / "1", LENIENT, lenient=True)
    second = loaded(tmp_path / "2", dict(reversed(LENIENT.items())), lenient=True)
    remembered = loaded(tmp_path / "1", {}, lenient=True)
    assert first == second == remembered


def test_what_refers_to_an_entry_with_errors_is_no_mistake(tmp_path: Path) -> None:
    lay(tmp_path, LENIENT)
    files, _ = find_files(tmp_path)
    checked = CheckedMemory(store(tmp_path)).papers(files.papers, jobs=1)
    records = check_shelf(files)
    _, found = assemble(
        Records(checked.papers, records, (), checked.broken), EntryFinder(files), lenient=False
    )
    assert sorted(messages(found)) == [
        'papers/worse.md: unknown topic "nothing"',
        'papers/z-second.md: the id "fine" is taken',
        'topics.yaml: the topic "one" would be broader than itself',
        'topics.yaml: the topic "two" would be broader than itself',
        'topics.yaml: unknown topic "x"',
    ]


@pytest.mark.parametrize("name", ["topics", "authors", "venues"])
def test_a_vocabulary_that_cannot_be_read_is_told_once(tmp_path: Path, name: str) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    result = loaded(tmp_path, {f"{name}.yaml": "- id: [x\n"})
    assert [p.location.path for p in result.problems] == [f"content/{name}.yaml"]
    lenient = loaded(tmp_path, {}, lenient=True)
    assert len(lenient.library.papers) == 6


# Static files


def test_files_that_are_there_are_no_problem(tmp_path: Path) -> None:
    files = {
        "static/a/b c.pdf": "x",
        "papers/a.md": entry("links: {pdf: static/a/b c.pdf}\nthumbnail: static/a/b c.pdf"),
    }
    assert loaded(tmp_path, files).problems == []


def test_an_error_of_one_field_hides_no_unknown_topic_of_the_same_entry(tmp_path: Path) -> None:
    entry = "title: One\nauthors: [A B]\nyear: 2o20\ntopics: [nothing]\nids: {doi: no}\n"
    lay(tmp_path, {"papers/one.yaml": entry, "topics.yaml": "- id: known\n"})
    problems, _ = check(tmp_path)
    assert [(p.location.line, p.location.column) for p in problems] == [(3, 7), (4, 10), (5, 12)]


def test_naming_an_entry_with_errors_is_no_error_of_its_own(tmp_path: Path) -> None:
    entry = "title: One\nauthors: [A B]\nyear: 2o20\n"
    collection = "---\ntitle: All\npapers: [one]\n---\n"
    lay(tmp_path, {"papers/one.yaml": entry, "collections/all.md": collection})
    problems, _ = check(tmp_path)
    assert [p.location.path for p in problems] == ["content/papers/one.yaml"]


def _nested_topics(levels: int) -> dict[str, str]:
    text = "".join(f"- {{id: t{level}, parent: t{level - 1}}}\n" for level in range(1, levels))
    return {"topics.yaml": f"- {{id: t0}}\n{text}"}


def test_topics_may_be_nested_twenty_deep_and_no_deeper(tmp_path: Path) -> None:
    assert loaded(tmp_path / "good", _nested_topics(20)).problems == []
    [problem] = loaded(tmp_path / "bad", _nested_topics(1200)).problems
    assert problem.severity is Severity.ERROR
    assert "t20" in problem.message
    assert problem.location.line == 21


def test_leniently_a_topic_that_lies_too_deep_begins_a_tree_of_its_own(tmp_path: Path) -> None:
    result = loaded(tmp_path, _nested_topics(45), lenient=True)
    assert [problem.severity for problem in result.problems] == [Severity.WARNING]
    roots = [key for key, topic in result.library.topics.items() if not topic.parent]
    assert roots == ["t0", "t20", "t40"]


@pytest.mark.parametrize("title", ["'![](a.png)'", "'[](a.md)'", "'&nbsp;'"])
def test_the_id_stands_in_for_a_title_that_shows_no_text(title: str) -> None:
    checked = check_bytes(entry(title=title).encode(), "content/papers/a-paper.md")
    [found] = checked.papers
    assert found.title == "a-paper"
    [told] = [problem for problem in checked.problems if "shows no text" in problem.message]
    assert (told.severity, told.location.line) == (Severity.WARNING, 2)
    assert paper(title="'**&amp;**'").title == "**&amp;**"
