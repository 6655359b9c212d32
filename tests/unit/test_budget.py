"""What a site takes is told, and too much of it is not written."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.budget import weigh
from papershelf.config import Config, read_config
from papershelf.errors import ContentError, Problem, Severity
from papershelf.hosts import HOSTS
from papershelf.limits import Budget, Limit, OverBudgetError

MB = 1_000_000


def _config(text: str) -> Config:
    config, problems = read_config(text, "site.yaml")
    assert problems == []
    return config


def _weighed(files: dict[str, int], settings: str = "host: github", *static: str) -> Budget:
    return weigh(files.items(), frozenset(static), _config(settings), {})


def _limit(budget: Budget, name: str) -> Limit:
    (found,) = (limit for limit in budget.limits if limit.name == name)
    return found


def _set(shelf: Path, settings: str) -> None:
    path = shelf / "content/site.yaml"
    path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")


def _told(shelf: Path) -> Iterator[Problem]:
    """What two builds tell: one that makes the site, and one that changes nothing."""
    for _ in range(2):
        problems: list[Problem] = []
        build(shelf, jobs=1, on_problem=problems.append)
        yield from problems


def test_a_site_is_weighed_by_kinds_of_files() -> None:
    kinds = {
        "index.html": "other pages",
        "404.html": "other pages",
        "papers/index.html": "other pages",
        "papers/page/2/index.html": "other pages",
        "papers/one/index.html": "pages of papers",
        "papers/one/index.md": "Markdown of each paper",
        "papers/one/paper.bib": "exports of each paper",
        "papers/one/card.png": "pictures of each paper",
        "authors/ada/index.html": "pages of people",
        "search/index.html": "other pages",
        "search/manifest.json": "search",
        "assets/0123/theme.css": "theme",
        "feed.xml": "feeds",
        "topics/a/feed.xml": "feeds",
        "topics/a/papers.bib": "exports",
        "papers.bib": "exports",
        "files/a.html": "static files",
        ".nojekyll": "the rest",
    }
    budget = _weighed(dict.fromkeys(kinds, 10), "host: github", "files/a.html")
    expected = {kind: list(kinds.values()).count(kind) for kind in kinds.values()}
    assert {part.name: part.files for part in budget.parts} == expected
    assert {part.name: part.bytes for part in budget.parts} == {
        kind: 10 * number for kind, number in expected.items()
    }


def test_the_weights_are_those_of_the_files_that_were_written(small: Path) -> None:
    report = build(small, jobs=1)
    sizes = {path: len(content) for path, content in files_of(small / "site").items()}
    del sizes[".papershelf"]
    assert _limit(report.budget, "the whole site").taken == sum(sizes.values()) == report.bytes
    assert _limit(report.budget, "files").taken == len(sizes) == report.files
    page = _limit(report.budget, "the largest page")
    pages = {path: size for path, size in sizes.items() if path.endswith(".html")}
    assert page.taken == max(pages.values()) == pages[page.path]
    searched = sum(report.search_costs.values())
    assert _limit(report.budget, "search").taken == searched
    assert sum(part.bytes for part in report.budget.parts) == report.bytes


@pytest.mark.parametrize(
    ("host", "files", "told"),
    [
        ("github", {"papers/a/index.html": 1_001 * MB}, "1,000 MB of GitHub Pages"),
        ("gitlab", {"papers/a/index.html": 1_001 * MB}, "1,000 MB of GitLab Pages"),
        (
            "gitlab",
            {f"papers/{n}/index.html": 1 for n in range(100_000)},
            "files and folders: 200,001, more than the 200,000 of GitLab Pages",
        ),
        (
            "cloudflare",
            {f"papers/{n}/index.html": 1 for n in range(20_001)},
            "files: 20,001, more than the 20,000 of Cloudflare Pages",
        ),
        (
            "cloudflare",
            {"papers.bib": 27 * MB},
            "the largest file (papers.bib): 27.0 MB, more than the 26.2 MB of Cloudflare Pages",
        ),
    ],
)
def test_more_than_a_host_takes_is_told(host: str, files: dict[str, int], told: str) -> None:
    problems = _weighed(files, f"host: {host}\nbudget: {{page_kilobytes: 9999999}}").problems
    assert len(problems) == 1
    assert told in problems[0].message
    assert problems[0].severity is Severity.WARNING


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_within_the_limits_is_no_problem(host: str) -> None:
    budget = _weighed({"index.html": 900_000, "papers.bib": 20 * MB}, f"host: {host}")
    assert budget.problems == []


def test_a_page_that_keeps_readers_waiting_is_told_wherever_it_is() -> None:
    (problem,) = _weighed({"papers/index.html": 1_100_000}, "host: plain").problems
    assert "the largest page (papers/index.html): 1.1 MB" in problem.message
    assert problem.hint.startswith("less with page_size: 20;")


def test_the_settings_of_a_shelf_count_before_the_limits_of_its_host() -> None:
    files = {"index.html": 10, "papers.bib": 30 * MB}
    less = _weighed(files, "host: github\nbudget: {megabytes: 29}")
    assert "more than the 29.0 MB of budget.megabytes" in less.problems[0].message
    more = _weighed(files, "host: cloudflare\nbudget: {file_megabytes: 40}")
    assert more.problems == []


def test_what_would_help_is_told_with_what_it_would_give_the_largest_first() -> None:
    files = {"papers/a/card.png": 3 * MB, "papers/a/index.md": 2 * MB, "topics/a/feed.xml": MB}
    (problem,) = _weighed(files, "budget: {megabytes: 1}").problems
    assert problem.hint == (
        "less with per_paper: {cards: false} (pictures of each paper: 3.0 MB); "
        "per_paper: {markdown: false} (Markdown of each paper: 2.0 MB); "
        "feeds: {full_text: false} (feeds: 1.0 MB); or allow more with budget.megabytes"
    )
    (problem,) = _weighed(files, "budget: {files: 2}").problems
    assert "feeds: {authors_from: 100} (feeds: 1)" in problem.hint


@pytest.mark.parametrize(
    ("path", "less"),
    [
        ("papers/page/2/index.html", "page_size: 20"),
        ("authors/page/2/index.html", "page_size: 20"),
        ("papers/a/index.html", "related: false, citations: [bibtex]"),
        ("papers.jsonl", "exports: {formats: [bibtex]}"),
        ("feed.xml", "feeds: {full_text: false}"),
    ],
)
def test_a_file_that_is_too_large_is_told_with_what_makes_it_smaller(path: str, less: str) -> None:
    settings = "budget: {file_megabytes: 1, page_kilobytes: 1000}"
    problems = _weighed({path: 2 * MB}, settings).problems
    assert len(problems) == (2 if path.endswith(".html") else 1)
    assert {problem.hint.partition(";")[0] for problem in problems} == {f"less with {less}"}


def test_what_is_told_to_help_is_understood_by_site_yaml() -> None:
    files = (
        *("papers/a/card.png", "papers/a/index.md", "papers/a/paper.bib", "papers/a/index.html"),
        *("authors/a/index.html", "index.html", "search/a.json", "papers.bib", "feed.xml"),
    )
    budget = _weighed(dict.fromkeys(files, 1))
    settings = {setting for part in budget.parts for setting in (part.less, part.fewer) if setting}
    assert len(settings) >= 9
    for setting in settings:
        assert _config(re.sub(r", (?=\w+: \[)", "\n", setting)) != Config()


@pytest.mark.parametrize("settings", ["budget: {megabytes: 0.1}\n", "search: {budget: 0.001}\n"])
def test_too_much_is_a_warning_also_where_nothing_has_changed(small: Path, settings: str) -> None:
    _set(small, settings)
    first, second = (problem for problem in _told(small) if "more than the" in problem.message)
    assert first == second
    assert first.location.path == "content/site.yaml"
    assert build(small, jobs=1).budget.problems == [first]


@pytest.mark.parametrize(("strict", "budget"), [(True, False), (False, True)])
def test_where_asked_too_much_is_refused_and_the_old_site_stays(
    small: Path, strict: bool, budget: bool
) -> None:
    build(small, jobs=1)
    before = files_of(small / "site")
    _set(small, "description: Another site\nbudget: {files: 10}\n")
    with pytest.raises(OverBudgetError) as refused:
        build(small, jobs=1, strict=strict, budget=budget)
    assert refused.value.exit_code == ContentError.exit_code == 1
    assert [problem.message for problem in refused.value.problems if "files:" in problem.message]
    assert _limit(refused.value.budget, "files").allowed == 10
    assert files_of(small / "site") == before


def test_what_is_too_much_is_told_before_the_many_warnings_of_a_large_shelf(small: Path) -> None:
    _set(small, "budget: {files: 10}\nunknown: 1\n")
    first, second = (problem.message for problem in _told(small) if "files:" in problem.message)
    problems: list[Problem] = []
    build(small, jobs=1, on_problem=problems.append)
    assert problems[0].message == first == second
    assert len(problems) > 1


def test_where_too_much_is_refused_other_warnings_are_told_apart(small: Path) -> None:
    _set(small, "budget: {files: 10}\nunknown: 1\n")
    problems: list[Problem] = []
    with pytest.raises(OverBudgetError) as refused:
        build(small, jobs=1, budget=True, on_problem=problems.append)
    assert ["unknown" in problem.message for problem in problems] == [True]
    assert ["files: " in problem.message for problem in refused.value.problems] == [True]


@pytest.mark.parametrize("name", ["megabytes", "files", "file_megabytes", "page_kilobytes"])
@pytest.mark.parametrize(
    "value", ["0", "-1", "lots", "true", ".inf", "'inf'", "'nan'", "1e308", "9" * 24, "[1]", "{}"]
)
def test_a_limit_that_is_no_such_number_is_told(name: str, value: str) -> None:
    config, problems = read_config(f"budget: {{{name}: {value}}}", "content/site.yaml")
    assert [f"budget.{name}" in problem.message for problem in problems] == [True]
    assert config == Config()


def test_a_site_within_its_budget_is_built_however_strictly(small: Path) -> None:
    report = build(small, jobs=1, budget=True)
    assert report.budget.problems == []
    assert not report.budget.is_near


def test_a_limit_is_near_from_four_fifths_on() -> None:
    settings = "budget: {files: 5}"
    assert not _weighed(dict.fromkeys("abc", 1), settings).is_near
    near = _weighed(dict.fromkeys("abcd", 1), settings)
    assert near.is_near
    assert near.problems == []
