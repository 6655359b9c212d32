"""The page of statistics: which charts it has, what they say, and what they leave out."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.colours import EYES, contrast, nearest, roles_of
from tests.support.libraries import library, paper, planned

from papershelf import build
from papershelf.loading import load_shelf
from papershelf.model import ArtifactLink, Library, Topic
from papershelf.plan import Page, digest_of
from papershelf.plan.page import opened
from papershelf.plan.scale import share_top, tall_frame
from papershelf.plan.stats_parts import MOST_ROWS
from papershelf.plan.stats_views import StatsPart
from papershelf.stages import plan_shelf
from papershelf.store import Store


def _page(shelf: Library, **settings: object) -> Page:
    return planned(shelf, **settings)["stats/"]


def _parts(shelf: Library, **settings: object) -> dict[str, StatsPart]:
    return {part.id: part for part in opened(_page(shelf, **settings).context.shelf).parts}


def _rows(part: StatsPart) -> list[tuple[str, str]]:
    assert part.ranking is not None
    return [(row.label, row.number) for row in part.ranking.rows]


def _bars(part: StatsPart) -> list[tuple[str, int]]:
    assert part.chart is not None
    return [(bar.label, bar.count) for bar in part.chart.bars]


def _linked(number: int, *kinds: str, **fields: Any) -> Any:
    links = tuple(ArtifactLink(kind, "https://example.org/") for kind in kinds)
    return paper(number, links=links, **fields)


def test_a_shelf_without_papers_has_the_page_and_says_so() -> None:
    context = _page(library([])).context
    assert (opened(context.shelf).figures, opened(context.shelf).parts) == ((), ())
    assert (context.contributors, context.file) == ((), "")


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_papers_have_figures_and_no_chart(count: int) -> None:
    shelf = opened(_page(library(paper(number) for number in range(count))).context.shelf)
    assert shelf.figures[0].value == str(count)
    assert shelf.parts == ()


def test_papers_of_a_single_year_have_no_chart_of_years() -> None:
    parts = _parts(library(_linked(number, "code", year=2020) for number in range(9)))
    assert not parts.keys() & {"published", "topics", "artifacts-by-year", "types"}
    assert "artifacts" in parts


def test_the_setting_leaves_out_the_page_its_link_and_its_file(small: Path, tmp_path: Path) -> None:
    with (small / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nstats: false\n")
    build(small, tmp_path / "site")
    assert not (tmp_path / "site/stats").exists()
    assert not (tmp_path / "site/stats.json").exists()
    assert "stats/" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_years_without_papers_are_shown_and_lead_nowhere() -> None:
    part = _parts(library(paper(n, year=year) for n, year in enumerate((2018, 2018, 2020))))[
        "published"
    ]
    assert _bars(part) == [("2018", 2), ("2019", 0), ("2020", 1)]
    assert part.chart is not None
    assert [bar.url for bar in part.chart.bars] == ["years/2018/", "", "years/2020/"]
    assert part.table is not None
    assert [(row.label, row.cells) for row in part.table.rows] == [
        ("2018", ("2",)),
        ("2020", ("1",)),
    ]


def test_two_thousand_years_fit_into_every_chart() -> None:
    years = (1000, 1500, 2024, 2999)
    parts = _parts(library(_linked(n, "code", year=year) for n, year in enumerate(years)))
    published, topics = parts["published"].chart, parts["topics"].panels
    assert published is not None
    assert len(published.bars) <= 60
    assert sum(bar.count for bar in published.bars) == 4
    assert all(len(panel.chart.bars) <= 24 for panel in topics)
    assert {bar.url for bar in published.bars} == {""}


def test_papers_are_counted_by_month_while_these_are_few() -> None:
    dates = ["2023-11-02", "2023-11", "2024-01-05", "2024"]
    part = _parts(library(paper(n, added=date) for n, date in enumerate(dates)))["shelved"]
    assert _bars(part) == [("November 2023", 2), ("December 2023", 0), ("January 2024", 1)]
    assert part.note == "1 more paper came in a month that is not known."
    assert part.chart is not None
    assert part.chart.bars[0].url == "monthly/2023-11/"


def test_papers_that_came_over_many_years_are_counted_by_year() -> None:
    pages = planned(library(paper(n, added=f"{2010 + n}-06-01") for n in range(9)))
    part = {p.id: p for p in opened(pages["stats/"].context.shelf).parts}["shelved"]
    assert part.chart is not None
    assert [bar.label for bar in part.chart.bars] == [str(2010 + n) for n in range(9)]
    assert all(bar.url in pages for bar in part.chart.bars)


def test_when_papers_came_is_no_question_where_no_entry_says_it() -> None:
    assert "shelved" not in _parts(library(paper(n, added="") for n in range(9)))


def test_of_many_venues_the_largest_are_named_and_the_others_are_summed() -> None:
    papers = [paper(n, venue=f"v{n % 300:03}") for n in range(900)]
    papers += [paper(900, venue="v299"), paper(901, venue="")]
    part = _parts(library(papers))["venues"]
    rows = _rows(part)
    assert rows[:2] == [("v299", "4"), ("v000", "3")]
    assert len(rows) == MOST_ROWS + 1
    assert rows[-1] == ("285 other venues", str(3 * 285))
    assert part.note == "1 paper names no venue."


def test_topics_count_the_papers_of_narrower_ones_once() -> None:
    tree = [Topic("a", "A"), Topic("b", "B"), Topic("a1", "A1", parent="a")]
    shelf = library(
        [
            paper(1, year=2020, topics=("a", "a1")),
            paper(2, year=2021, topics=("a1",)),
            paper(3, year=2021, topics=("b", "a1")),
            paper(4, year=2021, topics=()),
        ],
        topics=tree,
    )
    part = _parts(shelf)["topics"]
    assert [(p.title.label, p.note) for p in part.panels] == [("A", "3 papers"), ("B", "1 paper")]
    assert [bar.count for bar in part.panels[0].chart.bars] == [1, 2]
    assert part.note.endswith("1 paper is on none of these topics.")
    assert part.table is not None
    assert [row.cells for row in part.table.rows] == [("1", "0"), ("2", "1")]


def test_of_a_single_topic_at_the_top_the_narrower_ones_are_shown() -> None:
    tree = [Topic("root", "Root"), Topic("x", "X", parent="root"), Topic("y", "Y", parent="root")]
    papers = [paper(n, year=2020 + n, topics=("xy"[n % 2],)) for n in range(4)]
    panels = _parts(library(papers, topics=tree))["topics"].panels
    assert [panel.title.label for panel in panels] == ["X", "Y"]


def test_more_topics_than_colours_are_left_out_and_counted() -> None:
    papers = [paper(n, year=2020 + n % 2, topics=(f"t{n % 9}",)) for n in range(18)]
    part = _parts(library(papers))["topics"]
    assert len(part.panels) == 6
    assert part.note == (
        "All to the same scale; a paper on several topics counts in each. "
        "3 smaller topics are left out. 6 papers are on none of these topics."
    )


def test_artifacts_are_shares_of_all_papers_and_of_each_year() -> None:
    papers = [_linked(n, "pdf", *(("code",) if n < 3 else ()), year=2020 + n % 2) for n in range(8)]
    parts = _parts(library(papers))
    ranking = parts["artifacts"].ranking
    assert ranking is not None
    assert [(row.label, row.number, row.share, row.url) for row in ranking.rows] == [
        ("PDF", "8", "100%", "search/?has=pdf"),
        ("Code", "3", "38%", "search/?has=code"),
    ]
    by_year = parts["artifacts-by-year"]
    assert [panel.title.label for panel in by_year.panels] == ["Code"]
    assert by_year.table is not None
    assert [row.cells for row in by_year.table.rows] == [("50%",), ("25%",)]
    assert by_year.panels[0].chart.bars[0].words == "2020: 2 of 4 papers (50%)"


def test_without_a_search_artifacts_lead_nowhere() -> None:
    papers = [_linked(n, "code") for n in range(3)]
    ranking = _parts(library(papers), search={"enabled": False})["artifacts"].ranking
    assert ranking is not None
    assert [row.url for row in ranking.rows] == [""]


def test_shares_are_nothing_or_all_only_where_they_are() -> None:
    papers = [_linked(n, *(("code",) if n else ("data",))) for n in range(300)]
    ranking = _parts(library(papers))["artifacts"].ranking
    assert ranking is not None
    assert [row.share for row in ranking.rows] == ["over 99%", "under 1%"]


def test_kinds_of_work_stand_on_each_other_without_gaps() -> None:
    kinds = ("article", "preprint", "thesis", "report", "book", "chapter", "dataset", "software")
    papers = [paper(n, type=kinds[n % 8], year=2020 + n // 40) for n in range(80)]
    part = _parts(library(papers))["types"]
    assert part.keys[-1].label == "Other"
    assert len(part.keys) == 6
    assert part.chart is not None
    for bar in part.chart.bars:
        ends = [piece.y for piece in bar.pieces]
        starts = [piece.y + piece.height for piece in bar.pieces]
        assert starts == [part.chart.height, *ends[:-1]]
        assert ends[-1] == bar.y


def test_kinds_and_languages_are_shown_only_where_they_vary() -> None:
    alike = _parts(library(paper(n, language="en") for n in range(9)))
    assert not alike.keys() & {"types", "languages"}
    mixed = _parts(library(paper(n, language=("", "de", "x-none")[n % 3]) for n in range(9)))
    assert {label for label, _ in _rows(mixed["languages"])} == {"English", "German", "x-none"}


def test_people_with_as_many_papers_are_all_named_or_none_of_them() -> None:
    papers = [paper(n, authors=[f"Person {(n + k) % 20}" for k in range(3)]) for n in range(60)]
    assert "authors" not in _parts(library(papers))
    papers += [paper(100 + n, authors=["Ada Lovelace", "Alan Turing"]) for n in range(30)]
    part = _parts(library(papers))["authors"]
    assert _rows(part) == [("Ada Lovelace", "30"), ("Alan Turing", "30")]
    assert part.note == "Everybody with 10 papers or more, as author or editor."


def test_curators_and_those_who_suggested_papers_are_named_with_what_they_did() -> None:
    shelf = library(paper(n, curated_by="ada", submitted_by="bob" if n else "") for n in range(3))
    curators = [{"id": "ada", "name": "Ada L."}, {"id": "idle", "name": "Nobody"}]
    groups = _page(shelf, curators=curators).context.contributors
    found = [(group.label, [(p.label, p.value) for p in group.first]) for group in groups]
    assert found == [
        ("Curators", [("Ada L.", "3 curated")]),
        ("Suggested papers", [("bob", "2 suggested")]),
    ]


@pytest.mark.parametrize(
    ("largest", "lines"),
    [(1, [1]), (3, [1, 2, 3]), (5, [2, 4, 6]), (20, [5, 10, 15, 20]), (9_001, [5_000, 10_000])],
)
def test_lines_across_stand_at_round_numbers_and_reach_the_largest(
    largest: int, lines: list[int]
) -> None:
    frame = tall_frame(largest, str)
    assert [int(value) for value, _ in frame.ticks] == lines
    assert frame.top == lines[-1]


def test_charts_of_shares_have_a_round_top() -> None:
    assert [share_top(share) for share in (0.01, 0.05, 0.06, 0.3, 0.51, 1)] == [
        *(0.05, 0.05, 0.1, 0.5, 1.0, 1.0)
    ]


def test_the_page_is_made_again_when_what_it_shows_changes_and_only_then(small: Path) -> None:
    def digest() -> bytes:
        store = Store(small / ".papershelf", b"", b"key")
        site = plan_shelf(small, load_shelf(small, store), drafts=False)
        return digest_of(next(p for p in site.pages if p.path == "stats/index.html").context)

    before = digest()
    assert digest() == before
    entry = small / "content/papers/lovelace-1843.md"
    entry.write_text(entry.read_text().replace("---\n", "---\nlanguage: fr\n", 1))
    assert digest() != before


def test_the_file_has_the_same_numbers_as_the_page(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "site")
    found = json.loads((tmp_path / "site/stats.json").read_bytes())
    assert found["papers"] == sum(found["years"].values())
    assert list(found["years"]) == sorted(found["years"])
    html = (tmp_path / "site/stats/index.html").read_text(encoding="utf-8")
    assert f"<strong>{found['papers']}</strong> papers" in html
    assert 'href="../stats.json"' in html


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("theme", ["base", "default", "journal"])
def test_the_colours_of_charts_stand_out_and_are_told_apart_by_all_eyes(
    theme: str, scheme: int
) -> None:
    roles = roles_of(theme)
    charts = [roles[f"chart-{number}"][scheme] for number in range(1, 7)]
    for ground in ("color-page", "color-surface"):
        assert min(contrast(chart, roles[ground][scheme]) for chart in charts) >= 3
    for eyes, matrix in EYES.items():
        assert nearest(charts, matrix) >= 0.1, eyes
