"""Trending on the shelf of this repository with made-up counts: order, words, numbers, docs."""

import re
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from math import log2
from pathlib import Path
from shutil import copytree

import pytest

from papershelf.loading import load_shelf
from papershelf.plan import Page
from papershelf.plan.views import TrendingItem
from papershelf.stages import PlannedSite, plan_shelf
from papershelf.store import Store

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 14)
Counts = dict[str, dict[str, dict[int, int]]]
"""By paper and kind: the count so many days before TODAY."""

POINTERS = "vinyals-2015-pointer-networks"
SINKS = "yu-2024-attention-sinks"
TASK_VECTORS = "zhang-2024-task-vectors"
HREF = "lyu-2024-href"
BONITO = "nayak-2024-bonito"
STEP = 64
"""Strips of a day that the independent integral sums."""

COUNTS: Counts = {
    # Much all in all, and 42 upvotes and 12 stars in the last week.
    SINKS: {"upvotes": {30: 60, 7: 100, 0: 142}, "stars": {7: 200, 0: 212}},
    # Far more stars, but a month ago: a plateau since.
    BONITO: {"stars": {60: 100, 30: 1100, 0: 1100}},
    # A loss, and a little gained after it.
    HREF: {"stars": {7: 50, 3: 20, 0: 24}},
    # The most citations of all, and hardly any new ones.
    POINTERS: {"citations": {400: 4000, 7: 4123, 0: 4124}},
}


def _shelf(folder: Path, counts: Counts, half_life: int = 7) -> PlannedSite:
    shelf = folder / "shelf"
    copytree(ROOT / "content", shelf / "content", dirs_exist_ok=True)
    lines = ["papers:"]
    for paper, kinds in counts.items():
        lines.append(f"  {paper}:")
        for kind, readings in kinds.items():
            days = [f"{TODAY - timedelta(days=ago)}: {n}" for ago, n in readings.items()]
            lines.append(f"    {kind}: {{{', '.join(days)}}}")
    (shelf / "content/metrics.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (shelf / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"trending: {{half_life: {half_life}}}\n")
    store = Store(shelf / ".papershelf", b"", b"key")
    loaded = load_shelf(shelf, store)
    assert [problem.message for problem in loaded.problems] == []
    return plan_shelf(shelf, loaded, drafts=False, store=store)


def _page(site: PlannedSite) -> Page:
    return next(page for page in site.pages if page.path == "trending/index.html")


def _items(site: PlannedSite) -> tuple[TrendingItem, ...]:
    items: tuple[TrendingItem, ...] = _page(site).context.items
    return items


def _worth(appeared: date, readings: dict[int, int], half_life: int) -> float:
    """The integral of growth and decay, as a sum over narrow strips of time."""
    points = sorted((-ago, count) for ago, count in readings.items())
    start = min((appeared - TODAY).days, points[0][0])
    total = 0.0
    for (begin, before), (end, count) in pairwise([(start, 0), *points]):
        steps = (end - begin) * STEP
        gain = max(0, count - before) / steps if steps else 0.0
        middles = (begin + (step + 0.5) / STEP for step in range(steps))
        total += sum(gain * 0.5 ** (-middle / half_life) for middle in middles)
    return total


def _appeared(site: PlannedSite, paper: str) -> date:
    found = site.loaded.library.papers[paper]
    return date.fromisoformat(f"{found.date or found.added or found.year}-01-01"[:10])


def _score(site: PlannedSite, paper: str, half_life: int) -> float:
    appeared = _appeared(site, paper)
    worth = [_worth(appeared, readings, half_life) for readings in COUNTS[paper].values()]
    return sum(log2(1 + each) for each in worth)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> PlannedSite:
    return _shelf(tmp_path_factory.mktemp("counted"), COUNTS)


def test_papers_stand_in_the_order_of_an_independent_computation(counted: PlannedSite) -> None:
    scores = {paper: _score(counted, paper, 7) for paper in COUNTS}
    expected = sorted(scores, key=lambda paper: -scores[paper])
    assert [item.card.id for item in _items(counted)][: len(COUNTS)] == expected
    assert expected == [SINKS, BONITO, HREF, POINTERS]
    for paper, score in scores.items():
        assert counted.relations.trends[paper].score == pytest.approx(score, abs=1e-3)


def test_what_was_gained_in_a_week_is_said_in_words(counted: PlannedSite) -> None:
    words = {item.card.id: item.words for item in _items(counted)}
    assert words[SINKS] == "42 upvotes and 12 stars in 7 days"
    assert words[BONITO] == ""
    assert words[HREF] == "4 stars in 7 days"
    assert words[POINTERS] == "1 citation in 7 days"


def test_the_page_explains_the_score_of_the_first_paper_with_its_numbers(
    counted: PlannedSite,
) -> None:
    html = counted.renderer.render(_page(counted)).decode()
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
    appeared = _appeared(counted, SINKS)
    upvotes, stars = (_worth(appeared, each, 7) for each in COUNTS[SINKS].values())
    assert f"counts for {upvotes:.1f} upvotes and {stars:.1f} stars on that day" in text
    assert re.sub(r"\W", "", f"≈{_score(counted, SINKS, 7):.2f}") in re.sub(r"\W", "", text)
    assert "the newest day, 14 March 2026, counts in full" in text
    assert "7 days before it half, 14 days before it a quarter" in text
    assert "upvotes, stars of their code and citations" in text


def test_what_counts_for_next_to_nothing_is_not_in_the_explanation(tmp_path: Path) -> None:
    hardly = {"upvotes": {3000: 0, 2900: 1, 0: 1}, "stars": {30: 0, 20: 1, 0: 1}}
    site = _shelf(tmp_path, {SINKS: hardly})
    html = site.renderer.render(_page(site)).decode()
    worth = _worth(_appeared(site, SINKS), hardly["stars"], 7)
    assert f"counts for {worth:.2f} stars on that day" in html
    assert site.relations.trends[SINKS].score == pytest.approx(log2(1 + worth), abs=0.01)


def test_a_longer_half_life_lets_what_was_gained_long_ago_win(tmp_path: Path) -> None:
    site = _shelf(tmp_path, COUNTS, half_life=365)
    scores = {paper: _score(site, paper, 365) for paper in COUNTS}
    order = [item.card.id for item in _items(site)][: len(COUNTS)]
    assert order == sorted(scores, key=lambda paper: -scores[paper])
    assert order.index(POINTERS) < order.index(HREF)


def test_equal_growth_leaves_the_order_of_the_shelf(tmp_path: Path) -> None:
    alike = {"stars": {7: 0, 0: 5}}
    site = _shelf(tmp_path, {POINTERS: alike, SINKS: alike, TASK_VECTORS: alike})
    shelving = [key for key in site.relations.shelving if key in {POINTERS, SINKS, TASK_VECTORS}]
    assert [item.card.id for item in _items(site)][:3] == shelving


def test_a_plateau_ranks_below_growth_and_falls_with_every_day(tmp_path: Path) -> None:
    still = {"stars": {20: 0, 10: 100, 0: 100}}
    site = _shelf(tmp_path, {POINTERS: still, SINKS: {"stars": {20: 0, 0: 100}}})
    assert [item.card.id for item in _items(site)][:2] == [SINKS, POINTERS]
    assert _items(site)[1].words == ""


def test_who_only_lost_trends_no_more_than_who_was_never_counted(tmp_path: Path) -> None:
    lost = {"stars": {300 * times: 20 + times for times in range(10, -1, -1)}}
    site = _shelf(tmp_path, {POINTERS: lost})
    assert site.relations.trends[POINTERS].score == 0
    featured = [key for key in site.relations.shelving if site.loaded.library.papers[key].featured]
    others = [key for key in site.relations.shelving if key not in featured]
    assert site.relations.trending == (*featured, *others)


def test_citations_are_those_of_the_source_that_has_more(tmp_path: Path) -> None:
    site = _shelf(tmp_path, {POINTERS: {"citations": {7: 10, 0: 12}, "openalex": {7: 20, 0: 21}}})
    [item] = [item for item in _items(site) if item.card.id == POINTERS]
    assert item.words == "1 citation in 7 days"
    assert site.relations.trends[POINTERS].kinds["citations"].total == 21


def test_the_worked_example_of_the_documentation_is_right() -> None:
    text = (ROOT / "content/pages/docs/trending.md").read_text(encoding="utf-8")
    example = text.partition("## A worked example")[2].partition("\n## ")[0]
    numbers = [float(number) for number in re.findall(r"\*\*([\d.]+)\*\*", example)]
    upvotes = _worth(date(2020, 1, 1), {13: 10, 0: 52}, 7)
    stars = _worth(date(2026, 2, 14), {21: 97, 0: 97}, 7)
    assert numbers == [
        round(upvotes, 1),
        round(log2(1 + upvotes), 2),
        round(stars, 1),
        round(log2(1 + stars), 2),
    ]
