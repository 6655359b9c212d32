"""content/metrics.yaml: what is read from it, whose counts they are, and what is passed over."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.content_files import ContentFile
from papershelf.errors import Severity
from papershelf.loading import load_shelf
from papershelf.model import Metrics, Reading
from papershelf.reference import json_schema
from papershelf.store import Store
from papershelf.validate.counts import WrittenMetrics, check_metrics, later_than

ENTRY = "---\ntitle: A\nauthors: [Ada Lovelace]\nyear: 2020\n{more}\n---\n"
COUNTS = {"stars": {"2025-03-01": 3, "2025-03-14": 97}, "upvotes": {"2025-03-14": 42}}
KINDS = {
    "upvotes": (Reading("2025-03-14", 42),),
    "stars": (Reading("2025-03-01", 3), Reading("2025-03-14", 97)),
}
WRITTEN_ALIKE = {
    "as it is generated": """papers:
  a:
    upvotes: {2025-03-14: 42}
    stars: {2025-03-01: 3, 2025-03-14: 97}
""",
    "in another order": """papers:
  a:
    stars: {2025-03-14: 97, 2025-03-01: 3}
    upvotes: {2025-03-14: 42}
""",
    "in lines, with comments": """# By hand
papers:
  # The first
  a:
    upvotes:
      2025-03-14: 42  # today

# Later
    stars:
  # here
      2025-03-01: 3
      2025-03-14: 97
""",
    "in quotes": """papers:
  "a":
    upvotes: {"2025-03-14": "42"}
    stars: {2025-03-01: +3, 2025-03-14: 097}
""",
    "in braces": "papers: {a: {upvotes: {2025-03-14: 42},\n"
    "  stars: {2025-03-01: 3, 2025-03-14: 97}}}\n",
    "as a text over two lines": """papers:
  "a":
    upvotes: {2025-03-14: 42, 2025-03-15:
  }
    stars: {2025-03-01: 3, 2025-03-14: 97}
""",
    "without an end of line": "papers:\n  a:\n    upvotes: {2025-03-14: 42}\n"
    "    stars: {2025-03-01: 3, 2025-03-14: 97}",
    "with a document's start": "---\npapers:\n  a:\n    upvotes: {2025-03-14: 42}\n"
    "    stars: {2025-03-01: 3, 2025-03-14: 97}\n",
    "as JSON": json.dumps({"papers": {"a": COUNTS}}),
    "beside papers without counts": """papers:
  b:
  a:
    upvotes: {2025-03-14: 42}
    stars: {2025-03-01: 3, 2025-03-14: 97}
    citations:
""",
}


def written(folder: Path, text: str) -> WrittenMetrics:
    path = folder / "metrics.yaml"
    path.write_text(text, encoding="utf-8")
    return check_metrics(ContentFile("content/metrics.yaml", str(path), 0, 0))


def lay(shelf: Path, metrics: str, **entries: str) -> None:
    (shelf / "content/papers").mkdir(parents=True)
    for name, more in entries.items():
        path = shelf / f"content/papers/{name}.md"
        path.write_text(ENTRY.format(more=more), encoding="utf-8")
    (shelf / "content/metrics.yaml").write_text(metrics, encoding="utf-8")


@pytest.mark.parametrize("text", WRITTEN_ALIKE.values(), ids=WRITTEN_ALIKE)
def test_the_same_counts_may_be_written_in_many_ways(tmp_path: Path, text: str) -> None:
    found = written(tmp_path, text)
    assert found.problems == []
    assert {key: counted.kinds for key, counted in found.papers.items()} == {"a": KINDS}


@pytest.mark.parametrize("text", ["", "# nothing\n", "papers:\n", "papers: {}\n", "{}"])
def test_a_file_without_papers_has_no_counts(tmp_path: Path, text: str) -> None:
    found = written(tmp_path, text)
    assert (found.papers, found.problems) == ({}, [])


_DAYS = st.sampled_from(["2025-03-01", "2025-02-29", "2025-03-14", "2025-3-1", "2025-03"])
_NUMBERS = st.sampled_from(["0", "42", "007", "-1", "1.5", "999999999", "1000000000", ""])
_KINDS = st.sampled_from(["upvotes", "stars", "citations", "openalex", "likes"])
_PAPERS = st.dictionaries(
    st.sampled_from(["a", "b", "c-1", "null"]),
    st.dictionaries(_KINDS, st.dictionaries(_DAYS, _NUMBERS, min_size=1, max_size=2), min_size=1),
    min_size=1,
)


@settings(deadline=None)
@given(_PAPERS)
def test_papers_read_one_by_one_are_those_read_together(
    tmp_path_factory: pytest.TempPathFactory, papers: dict[str, dict[str, dict[str, str]]]
) -> None:
    lines = ["papers:"]
    for paper, kinds in papers.items():
        lines.append(f"  {paper}:")
        for kind, readings in kinds.items():
            pairs = ", ".join(f"{day}: {number}" for day, number in readings.items())
            lines.append(f"    {kind}: {{{pairs}}}")
    text = "\n".join(lines) + "\n"
    folder = tmp_path_factory.getbasetemp()
    alone = written(folder, text)
    # A field of its own makes the file one that is read as a whole.
    together = written(folder, f"{text}own: field\n")
    assert alone.papers == together.papers
    told = [problem for problem in together.problems if "unknown field" not in problem.message]
    assert sorted(alone.problems, key=lambda p: p.sort_key) == sorted(
        told, key=lambda p: p.sort_key
    )


def test_the_library_has_the_counts_of_its_papers(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "papers:\n  b: {stars: {2025-03-14: 2}}\n  a: {stars: {2025-03-14: 1}}\n",
        a="",
        b="",
    )
    loaded = load_shelf(tmp_path, Store(tmp_path / "store", b"", b"key"))
    assert loaded.problems == []
    assert list(loaded.library.metrics.items()) == [
        ("a", Metrics(stars=(Reading("2025-03-14", 1),))),
        ("b", Metrics(stars=(Reading("2025-03-14", 2),))),
    ]


def test_counts_of_an_earlier_id_go_to_the_paper_and_give_way_to_its_own(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "papers:\n"
        "  before: {stars: {2025-03-01: 3, 2025-03-14: 5}}\n"
        "  now: {stars: {2025-03-14: 7, 2025-03-15: 8}}\n",
        now="aliases: [before]",
    )
    loaded = load_shelf(tmp_path, Store(tmp_path / "store", b"", b"key"))
    assert loaded.problems == []
    assert loaded.library.metrics == {
        "now": Metrics(
            stars=(Reading("2025-03-01", 3), Reading("2025-03-14", 7), Reading("2025-03-15", 8))
        )
    }


def test_counts_of_a_paper_that_is_gone_are_passed_over_with_a_warning(tmp_path: Path) -> None:
    lay(tmp_path, "papers:\n  gone: {stars: {2025-03-14: 5}}\n", a="")
    loaded = load_shelf(tmp_path, Store(tmp_path / "store", b"", b"key"))
    [problem] = loaded.problems
    assert problem.severity is Severity.WARNING
    assert str(problem.location) == "content/metrics.yaml:2:3"
    assert loaded.library.metrics == {}


def test_counts_of_an_entry_with_errors_are_no_mistake(tmp_path: Path) -> None:
    lay(tmp_path, "papers:\n  a: {stars: {2025-03-14: 5}}\n", a="type: novel")
    loaded = load_shelf(tmp_path, Store(tmp_path / "store", b"", b"key"), lenient=True)
    assert [problem.location.path for problem in loaded.problems] == ["content/papers/a.md"]


def test_editors_know_the_form_of_the_file() -> None:
    schema = json.loads(json_schema("metrics"))
    kinds = {"upvotes", "reactions", "stars", "citations", "openalex"}
    assert set(schema["$defs"]["CountsForm"]["properties"]) == kinds


def test_citations_are_those_of_one_source_alone(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "papers:\n"
        "  a:\n    citations: {2025-03-01: 9, 2025-03-14: 10}\n    openalex: {2025-03-07: 11}\n"
        "  b:\n    citations: {2025-03-14: 10}\n    openalex: {2025-03-01: 90, 2025-03-15: 10}\n"
        "  c:\n    openalex: {2025-03-14: 4}\n    reactions: {2025-03-14: 3}\n",
        a="",
        b="",
        c="",
    )
    loaded = load_shelf(tmp_path, Store(tmp_path / "store", b"", b"key"))
    assert loaded.problems == []
    assert loaded.library.metrics == {
        "a": Metrics(citations=(Reading("2025-03-07", 11),)),
        "b": Metrics(citations=(Reading("2025-03-14", 10),)),
        "c": Metrics(citations=(Reading("2025-03-14", 4),), reactions=(Reading("2025-03-14", 3),)),
    }


@pytest.mark.parametrize(
    ("newer", "day", "warned"),
    [
        ("year: 2024", "2030-03-14", False),
        ("year: 2024", "2030-03-15", True),
        ("year: 2024\nadded: 2025-03-15", "2030-03-15", False),
        ("date: 2026", "2030-12-31", False),
        ("date: 2026", "2031-01-02", True),
    ],
)
def test_a_day_years_after_all_else_on_the_shelf_is_doubted(
    tmp_path: Path, newer: str, day: str, warned: bool
) -> None:
    counts = (
        f"papers:\n  a: {{stars: {{2025-03-13: 3, {day}: 9}}}}\n  b: {{stars: {{2025-03-14: 3}}}}\n"
    )
    lay(tmp_path, counts, a="")
    entry = f"title: B\nauthors: [Ada Lovelace]\n{newer}\n"
    (tmp_path / "content/papers/b.yaml").write_text(entry, encoding="utf-8")
    loaded = load_shelf(tmp_path, Store(tmp_path / ".papershelf", b"", b"key"))
    found = [(p.rule, p.severity, p.location.line) for p in loaded.problems]
    assert found == [("odd-day", Severity.WARNING, 2)] * warned


def test_on_a_shelf_that_counts_one_paper_a_mistyped_year_is_doubted_too(tmp_path: Path) -> None:
    lay(tmp_path, "papers:\n  a: {stars: {2025-03-14: 3, 2205-03-14: 9}}\n", a="")
    loaded = load_shelf(tmp_path, Store(tmp_path / ".papershelf", b"", b"key"))
    assert [problem.rule for problem in loaded.problems] == ["odd-day"]


def test_a_mistyped_day_does_not_choose_the_source_of_citations(tmp_path: Path) -> None:
    kinds = "{citations: {2025-03-14: 50}, openalex: {2025-03-14: 40, 2205-03-14: 60}}"
    lay(tmp_path, f"papers:\n  a: {kinds}\n", a="")
    loaded = load_shelf(tmp_path, Store(tmp_path / ".papershelf", b"", b"key"))
    assert loaded.library.metrics["a"].citations == (Reading("2025-03-14", 50),)


def test_days_to_come_are_told_in_a_file_of_one_line(tmp_path: Path) -> None:
    papers = {f"p-{n}": {"stars": {"2025-03-14": 1, "2099-03-14": 2}} for n in range(3)}
    text = json.dumps({"papers": papers})
    found = list(later_than("2025-03-14", written(tmp_path, text)))
    columns = [place.start() + 1 for place in re.finditer("2099", text)]
    assert found == [("2099-03-14", (1, column)) for column in columns]


def test_counts_of_unknown_papers_make_no_day_of_others_odd(tmp_path: Path) -> None:
    counts = "papers:\n  a: {stars: {2025-03-14: 3}}\n  gone: {stars: {2026-03-14: 3}}\n"
    lay(tmp_path, counts, a="")
    loaded = load_shelf(tmp_path, Store(tmp_path / ".papershelf", b"", b"key"))
    assert [problem.rule for problem in loaded.problems] == ["unknown-paper"]
