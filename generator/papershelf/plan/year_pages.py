"""Years of publication: their list, and each with its papers."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from papershelf.plan import contexts
from papershelf.plan.branches import Branch
from papershelf.plan.chart import chart_of, chart_of_months
from papershelf.plan.list_views import Chart
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.profile import Outline, Wish
from papershelf.plan.views import (
    Link,
    TermLink,
)
from papershelf.plan.ways import TermList, order_pages, search_for, tools
from papershelf.urls import file_path, site_path


def year_terms(planner: Planner) -> Iterator[TermLink]:
    """The years, latest first, with their numbers of papers."""
    for year in reversed([*planner.relations.years]):
        papers = planner.relations.years[year]
        yield TermLink(str(year), site_path("years", str(year)), len(papers))


def year_branches(planner: Planner) -> Iterator[Branch]:
    """The list of years, and each year."""
    years = planner.relations.years
    if not years:
        return
    yield Branch(file_path("years"), partial(_index, planner))
    links = [Link(str(year), site_path("years", str(year))) for year in years]
    for place, year in enumerate(years):
        before = links[place - 1] if place else None
        after = links[place + 1] if place + 1 < len(links) else None
        yield Branch(file_path("years", str(year)), partial(_year, planner, year, before, after))


def _index(planner: Planner) -> Iterator[Page]:
    counts = {year: len(papers) for year, papers in planner.relations.years.items()}
    yield planner.page(
        ("years",),
        "years.html",
        planner.section("years").label,
        contexts.YearsContext(
            chart_of(counts, lambda year: site_path("years", str(year)), planner.wording),
            tuple(year_terms(planner)),
            max(counts.values()),
        ),
        dated_by=planner.relations.newest,
        terms=[Link(str(year), site_path("years", str(year))) for year in counts],
        description=planner.wording.say("descriptions.years", shelf=planner.config.title),
    )


def _year(planner: Planner, year: int, before: Link | None, after: Link | None) -> Iterator[Page]:
    listed = TermList(
        slugs=("years", str(year)),
        title=str(year),
        papers=planner.relations.years[year],
        way=[planner.step("years")],
        source=f"the year {year}",
        search=search_for(year=str(year)),
    )
    say = planner.wording.say
    wishes = (Wish("venues", say("sections.venues")), Wish("topics", say("sections.topics")))
    outline = Outline(listed.papers, wishes)
    for part in parts(listed.papers, listed.slugs, planner.config.page_size, planner.wording):
        yield planner.list_page(
            part,
            listed.slugs,
            "year.html",
            listed.title,
            contexts.YearContext(
                previous=before,
                next=after,
                profile=planner.profiles.profile(outline) if part.number == 1 else None,
                chart=_months(planner, year) if part.number == 1 else None,
                tools=tools(planner, listed),
                papers=planner.cards_of(part.items),
                pager=part.pager,
            ),
            items=part.items,
            description=say("descriptions.year", year=str(year)),
            way=listed.way,
            source=listed.source,
            dated_by=listed.papers,
        )
    yield from order_pages(planner, listed)


def _months(planner: Planner, year: int) -> Chart | None:
    dates = (planner.library.papers[paper].date for paper in planner.relations.years[year])
    # An entry may give another year than that of its date.
    found = Counter(int(date[5:7] or 0) if date[:4] == f"{year:04}" else 0 for date in dates)
    undated = found.pop(0, 0)
    return chart_of_months(found, undated, planner.wording)
