"""Advice about a whole shelf: which kinds there are, and what is rare, missing or old in it."""

import shutil
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from tests.support.advised import entry, places, told

from papershelf.checking import check
from papershelf.config import Advice
from papershelf.errors import Severity
from papershelf.reports import RULES

ADVICE = Path(__file__).parents[2] / "collections" / "advice"
KINDS = {
    "duplicate",
    "preprint",
    "ambiguous-name",
    "venue-spelling",
    "rare-topic",
    "no-abstract",
    "no-link",
    "no-collection",
    "stale-metrics",
    "tidy",
}


@pytest.fixture
def one_of_each(tmp_path: Path) -> Path:
    """The shelf with one of each problem and advice."""
    return Path(shutil.copytree(ADVICE, tmp_path / "advice"))


def test_the_shelf_with_one_of_each_has_every_kind_of_advice_and_problem(
    one_of_each: Path,
) -> None:
    problems, _ = check(one_of_each)
    assert {p.rule for p in problems if p.severity is Severity.ADVICE} == KINDS
    assert {p.severity for p in problems} == set(Severity)
    assert all(p.rule and p.location.line for p in problems)


def test_advice_is_the_same_each_time(one_of_each: Path) -> None:
    assert check(one_of_each) == check(one_of_each)


def test_a_shelf_with_nothing_to_advise_is_told_nothing(tmp_path: Path) -> None:
    files = {"papers/a.yaml": entry("One"), "papers/b.yaml": entry("Two")}
    assert told(tmp_path, files) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_settings_leave_kinds_of_advice_out(tmp_path: Path, kind: str) -> None:
    files = {
        str(path.relative_to(ADVICE / "content")): path.read_text(encoding="utf-8")
        for path in (ADVICE / "content").rglob("*")
        if path.is_file() and path.name != "site.yaml"
    }
    settings = f"check: {{stale_after: 60, without: [{kind}]}}\n"
    found = {p.rule for p in told(tmp_path, files, settings=settings)}
    assert found & KINDS == KINDS - {kind}


def test_every_rule_is_described_and_documented(one_of_each: Path) -> None:
    docs = ADVICE.parents[2] / "content/pages/docs"
    page = "".join((docs / name).read_text("utf-8") for name in ("check.md", "check-links.md"))
    assert set(get_args(Advice)) == KINDS
    assert {problem.rule for problem in check(one_of_each)[0]} <= RULES.keys()
    assert [rule for rule in RULES if f"\n| `{rule}` |" not in page] == []


# Topics


def _topics(count: int, rare: str) -> dict[str, str]:
    common = {f"papers/{n:02}.yaml": entry(f"Paper {n}", "topics: [many]\n") for n in range(count)}
    return {**common, "papers/rare.yaml": entry("The rare one", f"topics: [many, {rare}]\n")}


def test_a_topic_of_one_paper_is_told_on_shelves_of_twenty(tmp_path: Path) -> None:
    assert places(told(tmp_path, _topics(19, "few"))) == [("rare-topic", "papers/rare.yaml:6:16")]


def test_topics_of_small_shelves_may_be_rare(tmp_path: Path) -> None:
    assert told(tmp_path, _topics(18, "few")) == []


def test_a_topic_that_narrower_ones_fill_is_not_rare(tmp_path: Path) -> None:
    topics = "- id: broad\n- {id: many, parent: broad}\n"
    files = _topics(19, "broad")
    assert told(tmp_path, {**files, "topics.yaml": topics}) == []


# What is missing

BARE = "title: Bare\nauthors: [A B]\nyear: 2020\n"


def test_a_paper_without_abstract_and_link_is_told_at_its_title(tmp_path: Path) -> None:
    files = {"papers/a.yaml": entry("One"), "papers/b.yaml": BARE}
    assert places(told(tmp_path, files)) == [
        ("no-abstract", "papers/b.yaml:1:8"),
        ("no-link", "papers/b.yaml:1:8"),
    ]


def test_a_shelf_without_any_abstract_keeps_none(tmp_path: Path) -> None:
    assert places(told(tmp_path, {"papers/b.yaml": BARE})) == [("no-link", "papers/b.yaml:1:8")]


@pytest.mark.parametrize("status", ["draft", "withdrawn", "retracted"])
def test_what_readers_do_not_find_may_lack_things(tmp_path: Path, status: str) -> None:
    files = {"papers/a.yaml": entry("One"), "papers/b.yaml": f"{BARE}status: {status}\n"}
    assert told(tmp_path, files) == []


@pytest.mark.parametrize("ids", ["doi: 10.1000/a", "arxiv: '1506.03134'", "pmid: '12'"])
def test_an_id_with_an_address_is_a_link(tmp_path: Path, ids: str) -> None:
    assert told(tmp_path, {"papers/b.yaml": f"{BARE}ids: {{{ids}}}\n"}) == []


def test_an_id_without_an_address_is_no_link(tmp_path: Path) -> None:
    files = {"papers/b.yaml": f"{BARE}ids: {{isbn: 9780262035613}}\n"}
    assert [rule for rule, _ in places(told(tmp_path, files))] == ["no-link"]


def test_a_book_needs_no_abstract(tmp_path: Path) -> None:
    book = f"{BARE}type: book\nlinks: {{page: https://example.org/}}\n"
    assert told(tmp_path, {"papers/a.yaml": entry("One"), "papers/b.yaml": book}) == []


def test_a_paper_in_no_collection_is_told_where_a_shelf_has_any(tmp_path: Path) -> None:
    files = {
        "papers/a.yaml": entry("One"),
        "papers/b.yaml": entry("Two", "collections: [all]\n"),
        "papers/c.yaml": entry("Three"),
        "collections/all.md": "---\ntitle: All\npapers: [a]\n---\n",
    }
    assert places(told(tmp_path, files)) == [("no-collection", "papers/c.yaml:1:8")]


# Counts


def _counted(*days: str) -> dict[str, str]:
    papers = {f"papers/p{n}.yaml": entry(f"Paper {n}") for n in range(len(days))}
    lines = [f"  p{n}:\n    stars: {{{day}: 1}}\n" for n, day in enumerate(days)]
    return {**papers, "metrics.yaml": "papers:\n" + "".join(lines)}


def test_counts_older_than_the_settings_say_are_told_once(tmp_path: Path) -> None:
    files = _counted("2025-01-02", "2025-01-02")
    [problem] = told(tmp_path, files, today=date(2025, 4, 3))
    assert places([problem]) == [("stale-metrics", "metrics.yaml:1:1")]
    assert "2 January 2025" in problem.message
    assert told(tmp_path, files, today=date(2025, 4, 2)) == []


def test_counts_of_one_paper_that_stopped_are_told_at_it(tmp_path: Path) -> None:
    found = told(tmp_path, _counted("2025-01-01", "2025-06-02"), today=date(2025, 6, 3))
    assert places(found) == [("stale-metrics", "metrics.yaml:2:3")]


def test_without_a_day_counts_are_as_old_as_the_newest_day_of_the_shelf(tmp_path: Path) -> None:
    files = _counted("2025-01-01")
    assert told(tmp_path, files) == []
    files["papers/new.yaml"] = entry("New", "added: 2025-08-01\n")
    assert places(told(tmp_path, files)) == [("stale-metrics", "metrics.yaml:1:1")]


def test_a_count_of_a_day_to_come_is_told_at_its_line(tmp_path: Path) -> None:
    files = _counted("2025-01-02", "2025-01-03")
    files["metrics.yaml"] += "    upvotes: {2025-01-01: 1, 2025-01-04: 2, 2025-03-01: 3}\n"
    found = told(tmp_path, files, today=date(2025, 1, 3))
    assert places(found) == [("future-day", "metrics.yaml:6:45")]
    assert "2025-03-01 is in the future" in found[0].message


def test_days_by_hand_are_told_one_by_one(tmp_path: Path) -> None:
    files = _counted("2025-01-02")
    files["metrics.yaml"] = (
        "papers:\n  p0:\n    # until 2025-03-01\n    stars:\n"
        "      2025-01-02: 1\n      2025-03-01: 2\n      2025-03-02: 3\n"
    )
    found = told(tmp_path, files, today=date(2025, 1, 3))
    assert places(found) == [
        ("future-day", "metrics.yaml:6:7"),
        ("future-day", "metrics.yaml:7:7"),
    ]


def test_what_is_tomorrow_here_is_today_elsewhere(tmp_path: Path) -> None:
    files = _counted("2025-01-04")
    assert told(tmp_path, files, today=date(2025, 1, 3)) == []
    [problem] = told(tmp_path, files, today=date(2025, 1, 2))
    assert problem.rule == "future-day"


def test_a_mistyped_year_does_not_hide_that_all_counts_are_old(tmp_path: Path) -> None:
    files = _counted("2025-01-02", "2025-01-02", "2052-01-02")
    found = told(tmp_path, files, today=date(2025, 9, 1))
    assert [rule for rule, _ in places(found)] == ["stale-metrics", "odd-day", "future-day"]


def test_a_day_to_come_does_not_make_old_counts_of_the_same_paper_new(tmp_path: Path) -> None:
    files = _counted("2025-01-02")
    files["metrics.yaml"] += "    upvotes: {2025-01-02: 1, 2026-01-02: 2}\n"
    found = told(tmp_path, files, today=date(2025, 9, 1))
    assert [rule for rule, _ in places(found)] == ["stale-metrics", "future-day"]


def test_without_a_day_a_mistyped_year_does_not_make_counts_old(tmp_path: Path) -> None:
    found = told(tmp_path, _counted("2025-01-02", "2025-01-02", "2052-01-02"))
    assert [rule for rule, _ in places(found)] == ["odd-day"]
