"""Years of publication."""

from collections.abc import Iterator

from papershelf.plan import contexts
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link, TermLink
from papershelf.urls import site_path


def year_terms(planner: Planner) -> Iterator[TermLink]:
    """The years, latest first, with their numbers of papers."""
    for year in reversed([*planner.relations.years]):
        papers = planner.relations.years[year]
        yield TermLink(str(year), site_path("years", str(year)), len(papers))


def year_pages(planner: Planner) -> Iterator[Page]:
    """The list of years, and each year."""
    years = planner.relations.years
    if not years:
        return
    yield planner.page(
        ("years",),
        "years.html",
        "Years",
        contexts.YearsContext(
            tuple(year_terms(planner)), max(len(papers) for papers in years.values())
        ),
        description=f"The papers of {planner.config.title} by year of publication.",
    )
    keys = list(years)
    for place, year in enumerate(keys):
        slugs = ("years", str(year))
        neighbours = [
            Link(str(keys[i]), site_path("years", str(keys[i]))) if 0 <= i < len(keys) else None
            for i in (place - 1, place + 1)
        ]
        for part in parts(years[year], slugs, planner.config.page_size):
            yield planner.list_page(
                part,
                slugs,
                "year.html",
                str(year),
                contexts.YearContext(
                    neighbours[0], neighbours[1], planner.cards_of(part.items), part.pager
                ),
                description=f"Papers published in {year}.",
                way=[("Years", site_path("years"))],
            )
