"""Days, weeks, months and years: calendars, numbers, neighbours and lists."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from papershelf.loading import load_shelf
from papershelf.plan import Page, digest_of
from papershelf.stages import plan_shelf
from papershelf.store import Store

Pages = dict[str, Page]
Plan = Callable[..., Pages]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """The pages of a shelf with papers of some dates, by url."""

    def plan(dates: Iterable[str], *, extra: str = "", settings: str = "title: S\n") -> Pages:
        folder = tmp_path / "content/papers"
        folder.mkdir(parents=True, exist_ok=True)
        entries = "".join(
            f"- id: p{number}\n  title: T\n  authors: [Ada Lovelace]\n  date: {day}\n{extra}"
            for number, day in enumerate(dates)
        )
        (folder / "list.yaml").write_text(entries, encoding="utf-8")
        (tmp_path / "content/site.yaml").write_text(settings, encoding="utf-8")
        loaded = load_shelf(tmp_path, Store(tmp_path / ".papershelf", b"", b"key"))
        return {page.url: page for page in plan_shelf(tmp_path, loaded, drafts=False).pages}

    return plan


def test_dates_are_in_the_periods_that_they_are_precise_enough_for(plan: Plan) -> None:
    pages = plan(["2025-03-14", "2025-03", "2025"])
    kinds = ("daily/", "weekly/", "monthly/", "yearly/")
    counts = {
        url: page.context.pager.total
        for url, page in pages.items()
        if url.startswith(kinds) and url not in kinds
    }
    assert counts == {
        "daily/2025-03-14/": 1,
        "weekly/2025-W11/": 1,
        "monthly/2025-03/": 2,
        "yearly/2025/": 3,
    }
    year = pages["yearly/2025/"].context
    assert [(group.label, group.url) for group in year.groups] == [
        ("March 2025", "monthly/2025-03/"),
        ("Without a month", ""),
    ]
    month = pages["monthly/2025-03/"].context
    assert [group.label for group in month.groups] == ["14 March 2025", "Without a day"]


def test_neighbours_are_the_nearest_periods_with_papers(plan: Plan) -> None:
    pages = plan(["2023-05-01", "2025-03-14", "2025-12-31"])
    for url, before, after in (
        ("daily/2025-03-14/", "daily/2023-05-01/", "daily/2025-12-31/"),
        ("monthly/2025-03/", "monthly/2023-05/", "monthly/2025-12/"),
        ("yearly/2025/", "yearly/2023/", None),
    ):
        context = pages[url].context
        assert context.previous.url == before
        assert (context.next and context.next.url) == after
    assert pages["yearly/2023/"].context.previous is None


def test_a_week_over_the_turn_of_the_year_is_reached_from_both_years(plan: Plan) -> None:
    pages = plan(["2024-12-30", "2025-01-02"])
    week = pages["weekly/2025-W01/"].context
    assert [link.url for link in week.within] == [
        "monthly/2024-12/",
        "monthly/2025-01/",
        "yearly/2024/",
        "yearly/2025/",
    ]
    for year in ("2024", "2025"):
        urls = [cell.url for s in pages[f"yearly/{year}/"].context.strips for cell in s.cells]
        assert "weekly/2025-W01/" in urls


def test_a_day_is_in_a_week_a_month_and_a_year(plan: Plan) -> None:
    context = plan(["2025-03-14"])["daily/2025-03-14/"].context
    assert [link.label for link in context.within] == ["Week 11, 2025", "March 2025", "2025"]
    [strip] = context.strips
    assert [cell.label for cell in strip.cells] == ["10", "11", "12", "13", "14", "15", "16"]
    assert [cell.url for cell in strip.cells if cell.url] == ["daily/2025-03-14/"]
    assert [cell.label for cell in strip.cells if cell.current] == ["14"]


def test_a_month_is_a_calendar_from_monday_with_counts(plan: Plan) -> None:
    context = plan(["2025-03-14"] * 8 + ["2025-03-01"])["monthly/2025-03/"].context
    assert [day.title for day in context.weekdays][0::6] == ["Monday", "Sunday"]
    first, *_, last = context.weeks
    assert [day and day.label for day in first.days] == [None] * 5 + ["1", "2"]
    assert [day and day.label for day in last.days] == ["31"] + [None] * 6
    busy = next(d for week in context.weeks for d in week.days if d and d.label == "14")
    assert (busy.count, busy.level, busy.title) == (8, 4, "14 March 2025: 8 papers")
    assert first.days[5] is not None
    assert (first.days[5].level, first.url, last.url) == (1, "weekly/2025-W09/", "")


def test_a_year_has_all_its_months_and_the_weeks_with_papers(plan: Plan) -> None:
    context = plan(["2025-03-14", "2025-03"])["yearly/2025/"].context
    months, weeks = context.strips
    assert [cell.count for cell in months.cells] == [0, 0, 2, *[0] * 9]
    assert [cell.label for cell in weeks.cells] == ["11"]


def test_the_numbers_of_a_period_stand_on_its_first_page_and_count_all_of_it(plan: Plan) -> None:
    extra = (
        "  venue: ACL\n  topics: [graphs]\n  links: {code: https://example.org/}\n"
        "  curated_by: ak\n"
    )
    settings = "title: S\npage_size: 5\ncurators: [{id: ak, name: Anna, url: https://a.example/}]\n"
    pages = plan(["2025-03-14"] * 12, extra=extra, settings=settings)
    first = pages["daily/2025-03-14/"].context
    rows = {row.label: row for row in first.summary.rows}
    assert list(rows) == ["Papers", "With code", "Topics", "Venues", "Added by"]
    assert (rows["Papers"].number, rows["With code"].number) == ("12", "12")
    [added] = rows["Added by"].terms
    assert (added.label, added.url, added.count) == ("Anna", "https://a.example/", 12)
    assert rows["Venues"].terms[0].url == "venues/acl/"
    assert len(first.groups[0].papers) == 5
    assert pages["daily/2025-03-14/page/2/"].context.summary is None
    assert len(pages["daily/2025-03-14/page/3/"].context.groups[0].papers) == 2


def test_one_paper_needs_no_numbers(plan: Plan) -> None:
    assert plan(["2025-03-14"])["daily/2025-03-14/"].context.summary is None


def test_the_digest_of_the_numbers_follows_the_page_of_a_curator(plan: Plan) -> None:
    def digest(url: str) -> bytes:
        settings = f"title: S\ncurators: [{{id: ak, name: Anna, url: {url}}}]\n"
        dates = ["2025-03-14", "2025-03-14"]
        pages = plan(dates, extra="  curated_by: ak\n", settings=settings)
        return digest_of(pages["daily/2025-03-14/"].context)

    assert digest("https://a.example/") == digest("https://a.example/")
    assert digest("https://a.example/") != digest("https://b.example/")


def test_only_the_most_seen_terms_are_numbers(plan: Plan) -> None:
    extra = "  topics: [a, b, c, d, e, f, g]\n"
    context = plan(["2025-03-14"] * 2, extra=extra)["daily/2025-03-14/"].context
    topics = next(row for row in context.summary.rows if row.label == "Topics")
    assert (len(topics.terms), topics.rest) == (5, "and 2 more")


def test_a_list_of_many_days_has_a_page_for_each_year(plan: Plan) -> None:
    first = date(2023, 6, 1)
    days = [(first + timedelta(days=number)).isoformat() for number in range(450)]
    pages = plan(days)
    newest, older = pages["daily/"].context, pages["daily/2023/"].context
    assert [link.url for link in newest.pages] == ["daily/", "daily/2023/"]
    assert [calendar.label for calendar in (*newest.years, *older.years)] == ["2024", "2023"]
    assert (older.address, pages["daily/2023/"].view.title) == ("daily/", "Days of 2023")
    assert pages["weekly/"].context.pages == ()
    linked = {
        cell.url
        for page in (newest, older)
        for year in page.years
        for strip in year.strips
        for cell in strip.cells
    }
    assert linked == {f"daily/{day}/" for day in days}


def test_the_picture_of_a_year_has_a_square_for_each_day(plan: Plan) -> None:
    days = [f"2024-01-{day:02}" for day in range(1, 9)]
    [year] = plan(days)["daily/"].context.years
    assert year.heat[0].startswith("M0 0h8v8h-8z")
    assert "M10 0h8" in year.heat[0]
    assert "".join(year.heat).count("M") == 8


def test_home_leads_to_every_period_in_two_clicks(plan: Plan) -> None:
    pages = plan(["1999-12-31", "2010-02", "2011", "2024-12-30", "2025-03-14"])
    home = pages[""].context
    near = {link.url for link in home.periods} | {term.url for term in home.shelf_years}
    contexts = [pages[url].context for url in near if url != "trending/"]
    far = {cell.url for context in contexts for strip in context.strips for cell in strip.cells}
    wanted = {
        url
        for url in pages
        if url.startswith(("weekly/", "monthly/", "yearly/")) and url.count("/") == 2
    }
    assert wanted <= near | far
    assert len(wanted) == 12


def test_every_page_of_a_week_names_the_months_and_years_it_is_in(plan: Plan) -> None:
    pages = plan(["2024-12-30", "2025-01-02"] * 3, settings="title: S\npage_size: 5\n")
    one, two = (pages[f"weekly/2025-W01/{more}"].context for more in ("", "page/2/"))
    assert [link.label for link in one.within] == ["December 2024", "January 2025", "2024", "2025"]
    assert (two.within, two.strips) == (one.within, one.strips)


def test_a_curator_called_by_id_and_by_name_is_counted_as_one(plan: Plan, tmp_path: Path) -> None:
    folder = tmp_path / "content/papers"
    folder.mkdir(parents=True)
    fields = "title: T\nauthors: [Ada Lovelace]\ndate: 2025-03-14\n"
    (folder / "named.yaml").write_text(f"{fields}curated_by: Anna\n", encoding="utf-8")
    settings = "title: S\ncurators: [{id: ak, name: Anna}]\n"
    pages = plan(["2025-03-14"], extra="  curated_by: ak\n", settings=settings)
    rows = {row.label: row for row in pages["daily/2025-03-14/"].context.summary.rows}
    assert [(term.label, term.count) for term in rows["Added by"].terms] == [("Anna", 2)]
