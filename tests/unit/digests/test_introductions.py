"""content/digests: how introductions are read and checked, and where the site shows them."""

import json
from pathlib import Path

import pytest
from tests.support.digested import add, empty_shelf, introduce, loaded
from tests.support.followed import built

from papershelf import build
from papershelf.errors import Problem
from papershelf.formatting.files import format_bytes


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    shelf = empty_shelf(tmp_path)
    add(shelf, "a", "2026-03-10")
    return shelf


def _problems(shelf: Path) -> list[Problem]:
    return list(loaded(shelf).problems)


@pytest.mark.parametrize(
    ("key", "message", "hint"),
    [
        ("2026-W54", "2026 has no week 54", "its weeks are 2026-W01 to 2026-W53"),
        ("2025-W53", "2025 has no week 53", "its weeks are 2025-W01 to 2025-W52"),
        ("2026-W00", "2026 has no week 00", "2026-W01 to 2026-W53"),
        ("2026-02-30", "is no day, week or month", "February"),
        ("2026-w11", "is no week as it is written here", "write 2026-W11"),
        ("2026W1", "is no week as it is written here", "write 2026-W01"),
        ("2026", "is a whole year", "2026-W11"),
        ("notes", "is no day, week or month", "write 2026-03-14, 2026-W11 or 2026-03"),
        ("0000-W01", "has no week 01", "weeks"),
    ],
)
def test_a_name_of_no_period_is_a_problem_that_says_what_would_do(
    key: str, message: str, hint: str, shelf: Path
) -> None:
    introduce(shelf, key, "Hello.\n")
    (problem,) = _problems(shelf)
    assert problem.is_grave
    assert problem.location.path == f"content/digests/{key}.md"
    assert message in problem.message
    assert hint in problem.hint


def test_a_header_is_optional(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "Hello *you*.\n")
    introduce(shelf, "2026-03-10", "---\n---\nA day.\n")
    introduce(shelf, "2026-03", "---\ntitle: March\ncurator: ada\n---\nA month.\n")
    found = loaded(shelf)
    assert not found.problems
    digests = found.library.digests
    assert [(digest.kind, digest.body) for digest in digests.values()] == [
        *(("monthly", "A month."), ("daily", "A day."), ("weekly", "Hello *you*."))
    ]


def test_an_unknown_field_of_the_header_is_told(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "---\ntitel: March\n---\nHello.\n")
    (problem,) = _problems(shelf)
    assert "titel" in problem.message
    assert "title" in problem.hint


def test_two_introductions_of_one_period_are_a_problem(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "One.\n")
    (shelf / "content/digests/more").mkdir()
    introduce(shelf, "more/2026-W11", "Two.\n")
    (problem,) = _problems(shelf)
    assert "has two introductions" in problem.message


def test_an_introduction_that_no_page_shows_is_a_warning(shelf: Path) -> None:
    introduce(shelf, "2026-W12", "Hello.\n")
    (problem,) = _problems(shelf)
    assert not problem.is_grave
    assert "no paper came on the shelf in the period 2026-W12" in problem.message


@pytest.mark.parametrize("key", ["2026-03-31", "2026-W14", "2026-03", "2026-04", "2026-W13"])
def test_dates_without_a_day_do_not_hide_those_that_have_one(key: str, shelf: Path) -> None:
    for number, day in enumerate(("2026-03-31", "2026-04", "2026", "2026-03-29", "2026-04-05")):
        add(shelf, f"p{number}", day)
    introduce(shelf, key, "Hello.\n")
    assert not _problems(shelf)
    path = {10: f"daily/{key}", 8: f"weekly/{key}", 7: f"monthly/{key}"}[len(key)]
    assert b"Hello." in built(shelf)[f"{path}/index.html"]


def test_a_link_out_of_the_content_folder_is_a_problem(shelf: Path) -> None:
    (shelf / "secret.md").write_text("Secret.\n", encoding="utf-8")
    (shelf / "content/digests/2026-W11.md").symlink_to(shelf / "secret.md")
    (problem,) = _problems(shelf)
    assert "leads out of the content folder" in problem.message


def test_the_page_of_the_period_shows_it_above_the_papers(shelf: Path) -> None:
    introduce(
        shelf,
        "2026-W11",
        "---\ntitle: Engines & <b>\ncurator: ada\n---\n"
        "See [a](../papers/a.md). <script>x</script>\n",
    )
    page = built(shelf)["weekly/2026-W11/index.html"].decode()
    assert '<h2 id="introduction" dir="auto">Engines &amp; &lt;b&gt;</h2>' in page
    assert 'See <a href="../../papers/a/">a</a>. &lt;script&gt;' in page
    assert "— <a href=" in page
    assert page.index("Engines") < page.index('class="card__title"')
    assert "Engines" not in built(shelf)["monthly/2026-03/index.html"].decode()


def test_only_the_first_page_of_a_long_period_shows_it(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path, "page_size: 5\n")
    for number in range(7):
        add(shelf, f"p{number}", "2026-03-10")
    introduce(shelf, "2026-W11", "Hello there.\n")
    pages = built(shelf)
    shown = [path for path, page in pages.items() if b"Hello there." in page]
    assert sorted(path for path in shown if path.endswith(".html")) == [
        "weekly/2026-W11/index.html"
    ]


def test_the_feed_begins_with_it_and_is_as_new_as_it_is(shelf: Path) -> None:
    before = json.loads(built(shelf)["weekly/feed.json"])["items"][0]
    introduce(
        shelf,
        "2026-W11",
        "---\ntitle: Engines\ndate: 2026-03-16\n---\nSee [a](../papers/a.md).\n",
    )
    after = json.loads(built(shelf)["weekly/feed.json"])["items"][0]
    assert before["date_modified"] == "2026-03-10T00:00:00Z"
    assert after["date_modified"] == "2026-03-16T00:00:00Z"
    assert after["id"] == before["id"]
    assert after["content_html"].startswith("<h2>Engines</h2>\n<p>See <a href=")
    assert after["content_html"].endswith(before["content_html"])


def test_an_edit_of_it_makes_its_page_and_its_feed_anew(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "Hello.\n")
    build(shelf, jobs=1)
    introduce(shelf, "2026-W11", "Goodbye.\n")
    files = built(shelf)
    assert b"Goodbye." in files["weekly/2026-W11/index.html"]
    assert b"Goodbye." in files["weekly/feed.xml"]
    (shelf / "content/digests/2026-W11.md").unlink()
    assert b"Goodbye." not in built(shelf)["weekly/2026-W11/index.html"]


def test_a_link_in_it_that_leads_nowhere_is_told_with_its_place(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "Hello.\n\nSee [it](../papers/none.md).\n")
    problems: list[Problem] = []
    build(shelf, jobs=1, on_problem=problems.append)
    (problem,) = problems
    assert problem.rule == "lost-link"
    assert (problem.location.path, problem.location.line) == ("content/digests/2026-W11.md", 3)


def test_other_pages_can_lead_to_it(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "Hello.\n")
    (shelf / "content/pages").mkdir()
    (shelf / "content/pages/about.md").write_text(
        "---\ntitle: About\n---\n[That week](../digests/2026-W11.md)\n", encoding="utf-8"
    )
    assert b'<a href="../weekly/2026-W11/">That week</a>' in built(shelf)["about/index.html"]


def test_fmt_keeps_what_has_no_header_and_tidies_what_has_one() -> None:
    path = "content/digests/2026-W11.md"
    assert format_bytes(b"Hello.  \n\n\n", path) == (b"Hello.\n", [])
    assert (
        format_bytes(b"---\ntitle:   'A'\n---\n\nHello.\n", path)[0]
        == b"---\ntitle: A\n---\nHello.\n"
    )
