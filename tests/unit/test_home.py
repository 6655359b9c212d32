"""The home page: the newest shelf, its byline, earlier shelves and the ways into the rest."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.support.wording import english

from papershelf import build
from papershelf.config import CuratorForm
from papershelf.dump import dump_entry
from papershelf.loading import load_shelf
from papershelf.model import Paper
from papershelf.plan import Page
from papershelf.plan.bylines import byline
from papershelf.stages import plan_shelf
from papershelf.store import Store

AK = CuratorForm(id="ak", name="Anna K.", url="https://example.org/ak")
BO = CuratorForm(id="bo", name="Bo")


def _lay(shelf: Path, papers: Iterable[dict[str, Any]], settings: str = "title: S\n") -> None:
    folder = shelf / "content/papers"
    folder.mkdir(parents=True)
    (shelf / "content/site.yaml").write_text(settings, encoding="utf-8")
    for number, fields in enumerate(papers):
        entry = {"title": f"T{number}", "authors": ["Ada Lovelace"], "year": "2025"} | fields
        if "date" in fields:
            del entry["year"]
        (folder / f"p{number}.md").write_text(dump_entry(entry, ""), encoding="utf-8")


def _home(shelf: Path) -> Page:
    loaded = load_shelf(shelf, Store(shelf / ".papershelf", b"", b"key"))
    return plan_shelf(shelf, loaded, drafts=False).pages[0]


def _signed(*curators: CuratorForm, by: Iterable[tuple[str, str]]) -> str:
    papers = [
        Paper(str(number), "T", curated_by=curated, submitted_by=submitted)
        for number, (curated, submitted) in enumerate(by)
    ]
    return "".join(piece.label for piece in byline(curators, papers, english()))


@pytest.mark.parametrize(
    ("curators", "by", "text"),
    [
        ((), [("", "")], ""),
        ((AK,), [("", "")], "by Anna K."),
        ((AK,), [("ak", ""), ("ak", "ak")], "by Anna K."),
        ((AK,), [("Anna K.", "")], "by Anna K."),
        ((AK, BO), [("", "")], "by Anna K. and Bo"),
        ((AK, BO), [("bo", "")], "by Bo"),
        ((AK,), [("ak", "ada")], "by Anna K. and the community, with ada"),
        ((AK, BO), [("", "ada")], "by Anna K., Bo and the community, with ada"),
        ((), [("ada", "")], "by the community, with ada"),
        ((AK,), [("", "b"), ("", "a")], "by Anna K. and the community, with a and b"),
        (
            (AK,),
            [("", name) for name in "edcbaa"],
            "by Anna K. and the community, with a, b, c and 2 others",
        ),
        (
            (AK,),
            [("", name) for name in "dcba"],
            "by Anna K. and the community, with a, b, c and 1 other",
        ),
    ],
)
def test_a_byline_names_the_curators_and_who_helped(
    curators: tuple[CuratorForm, ...], by: list[tuple[str, str]], text: str
) -> None:
    assert _signed(*curators, by=by) == text


def test_of_many_curators_three_are_named() -> None:
    many = [CuratorForm(id=f"c{n}", name=f"C{n}") for n in range(6)]
    assert _signed(*many, by=[("", "")]) == "by C0, C1, C2 and 3 others"


def test_a_byline_leads_to_the_pages_of_curators_and_nowhere_else() -> None:
    pieces = byline([AK, BO], [Paper("p", "T", submitted_by="https://evil.example/")], english())
    assert [piece.label for piece in pieces if piece.url] == ["Anna K."]
    assert {piece.url for piece in pieces} == {"https://example.org/ak", ""}


def test_who_helped_most_is_named_first() -> None:
    assert _signed(by=[("", "z"), ("", "a"), ("", "z")]) == "by the community, with z and a"


def test_the_newest_day_comes_first_with_featured_papers_before_heavy_ones(tmp_path: Path) -> None:
    day = {"date": "2025-03-14"}
    _lay(
        tmp_path,
        [
            {"date": "2025-03-13"},
            day,
            day | {"weight": 5},
            day | {"featured": True},
            {"date": "2025-04"},
        ],
    )
    context = _home(tmp_path).context
    first, *others = context.shelves
    assert first.label == "On the shelf of 14 March"
    assert first.date.url == "daily/2025-03-14/"
    assert [card.id for card in first.papers] == ["p3", "p2", "p1"]
    assert [(shelf.label, shelf.first) for shelf in others] == [
        ("April 2025", 4),
        ("13 March 2025", 5),
    ]
    assert context.date.text == "Friday, 14 March 2025"
    assert context.numbers == "3 new · 5 papers on the shelf"
    assert [link.label for link in context.periods] == ["Day", "Week", "Month", "Year", "Trending"]


@pytest.mark.parametrize(
    ("dates", "issue"),
    [
        (["2025-03-14"], "Volume 1, number 1"),
        (["2025-03-14", "2025-03-14", "2025-01-02", "2024-12-31"], "Volume 2, number 2"),
        (["2025-03-14", "2019"], "Volume 7, number 1"),
        (["2025-03", "2025-01", "2024-05-05"], "Volume 2, number 2"),
        (["2025", "2024-05-05"], ""),
        ([], ""),
    ],
)
def test_volumes_are_years_and_numbers_the_days_or_months_of_the_newest(
    tmp_path: Path, dates: list[str], issue: str
) -> None:
    _lay(tmp_path, [{"date": date} for date in dates])
    assert _home(tmp_path).context.issue == issue


def test_a_day_of_long_ago_does_not_come_before_later_years(tmp_path: Path) -> None:
    _lay(tmp_path, [{"date": "1998-05-01"}, {"date": "2025-03"}, {"date": "2024"}])
    context = _home(tmp_path).context
    assert [shelf.label for shelf in context.shelves] == [
        "On the shelf of March 2025",
        "2024",
        "1 May 1998",
    ]
    assert context.date.text == "March 2025"


def test_a_long_day_shows_twelve_papers_and_the_way_to_all(tmp_path: Path) -> None:
    _lay(tmp_path, [{"date": "2025-03-14"}] * 30 + [{"date": "2025-03-13"}])
    [shelf] = _home(tmp_path).context.shelves
    assert len(shelf.papers) == 12
    assert (shelf.more.label, shelf.more.url) == ("All 30 papers of the day", "daily/2025-03-14/")


@pytest.mark.parametrize(
    ("papers", "label", "url"),
    [
        ([{"year": "2024"}] * 15 + [{"date": "2024"}], "All 16 papers of the year", "years/2024/"),
        ([{"date": "2024"}] * 16, "All 16 papers of the year", "yearly/2024/"),
        (
            [{"date": "2024-03"}] * 16 + [{"date": "2023-03-14"}],
            "All 16 papers of the month",
            "monthly/2024-03/",
        ),
    ],
)
def test_the_way_to_all_leads_where_that_many_are(
    tmp_path: Path, papers: list[dict[str, Any]], label: str, url: str
) -> None:
    _lay(tmp_path, papers)
    loaded = load_shelf(tmp_path, Store(tmp_path / ".papershelf", b"", b"key"))
    pages = {page.url: page for page in plan_shelf(tmp_path, loaded, drafts=False).pages}
    shelf = pages[""].context.shelves[0]
    assert (shelf.more.label, shelf.more.url) == (label, url)
    assert pages[url].context.pager.total == 16


def test_earlier_days_follow_until_twelve_papers_are_shown(tmp_path: Path) -> None:
    days = [{"date": f"2025-03-{day}"} for day in (14, 13, 12) for _ in range(5)]
    _lay(tmp_path, days)
    shelves = _home(tmp_path).context.shelves
    assert [len(shelf.papers) for shelf in shelves] == [5, 5, 2]
    assert [shelf.more is None for shelf in shelves] == [True, True, False]
    assert [bool(shelf.byline) for shelf in shelves] == [False] * 3


def test_only_the_newest_shelf_is_signed(tmp_path: Path) -> None:
    settings = "title: S\ncurators: [{id: ak, name: Anna}]\n"
    _lay(tmp_path, [{"date": "2025-03-14"}, {"date": "2025-03-13"}], settings)
    shelves = _home(tmp_path).context.shelves
    assert [bool(shelf.byline) for shelf in shelves] == [True, False]


def test_a_shelf_of_years_has_no_date_and_leads_to_the_years(tmp_path: Path) -> None:
    _lay(tmp_path, [{"year": "2024"}, {"year": "2023"}, {"date": "2023"}])
    context = _home(tmp_path).context
    assert (context.date, context.days) == (None, ())
    assert context.numbers == "3 papers on the shelf"
    assert [(shelf.label, shelf.date.url) for shelf in context.shelves] == [
        ("On the shelf of 2024", "years/2024/"),
        ("2023", "years/2023/"),
    ]


def test_an_empty_shelf_says_so(tmp_path: Path) -> None:
    _lay(tmp_path, [])
    context = _home(tmp_path).context
    assert (context.shelves, context.periods, context.recent) == ((), (), "")
    build(tmp_path)
    assert "The shelf is still empty" in (tmp_path / "site/index.html").read_text()


def test_years_on_the_shelf_stand_there_once_if_they_say_what_the_others_do(
    tmp_path: Path,
) -> None:
    _lay(tmp_path / "same", [{"date": "2024-01-01"}, {"date": "2025-01-01"}])
    same = _home(tmp_path / "same").context
    assert (same.years, [term.url for term in same.shelf_years]) == (
        (),
        ["yearly/2025/", "yearly/2024/"],
    )
    _lay(tmp_path / "one", [{"date": "1998", "added": "2025-01-01"}])
    one = _home(tmp_path / "one").context
    assert ([term.label for term in one.years], one.shelf_years) == (["1998"], ())


def test_every_mark_on_the_home_page_stands_in_the_file_of_recent_papers(tmp_path: Path) -> None:
    _lay(tmp_path, [{"date": "2025-03-14", "title": "*A* $b$"}, {"date": "2025-03-13"}])
    build(tmp_path)
    rows = json.loads((tmp_path / "site/recent.json").read_text())
    assert " ".join(row[0] for row in rows) == _home(tmp_path).context.recent
    assert rows[0][1:] == ["papers/p0/", "A b", "2025-03-14"]


def test_the_file_of_recent_papers_holds_two_hundred(tmp_path: Path) -> None:
    _lay(tmp_path, [{"date": "2025-03-14"}] * 203)
    marks = _home(tmp_path).context.recent.split(" ")
    assert (len(marks), len(set(marks))) == (200, 200)


def test_a_theme_chooses_the_order_of_the_side_column_by_blocks(tmp_path: Path) -> None:
    _lay(tmp_path, [{"date": "2025-03-14", "topics": ["graphs"]}])
    theme = tmp_path / "themes/default/templates"
    theme.mkdir(parents=True)
    (tmp_path / "themes/default/theme.yaml").write_text("name: default\nextends: base\n")
    (theme / "home.html").write_text(
        '{% extends "base:home.html" %}{% block side_topics %}<p>OURS</p>{% endblock %}'
    )
    build(tmp_path)
    html = (tmp_path / "site/index.html").read_text()
    assert html.count("<p>OURS</p>") == 1
    assert html.index("<p>OURS</p>") < html.index("data-recent-marks")
