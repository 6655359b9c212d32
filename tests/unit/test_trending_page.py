"""What is trending as pages and files show it: gains, counts, the explanation, the digests."""

from pathlib import Path

import pytest
from tests.support.wording import english

from papershelf.loading import load_shelf
from papershelf.plan import Page
from papershelf.plan.counts import counts_of, gain_in_words, gain_of
from papershelf.plan.page import opened
from papershelf.plan.views import Fact
from papershelf.stages import PlannedSite, plan_shelf
from papershelf.store import Store
from papershelf.trending import Growth, Trend

COUNTS = "papers:\n  novak-2015:\n    stars: {2025-03-01: 3, 2025-03-14: 42}\n"


def planned(shelf: Path, metrics: str = "") -> PlannedSite:
    if metrics:
        (shelf / "content/metrics.yaml").write_text(metrics, encoding="utf-8")
    store = Store(shelf / ".papershelf", b"", b"key")
    return plan_shelf(shelf, load_shelf(shelf, store), drafts=False, store=store)


def page(site: PlannedSite, path: str) -> Page:
    return next(page for page in site.pages if page.path == f"{path}/index.html")


def ids(site: PlannedSite) -> list[str]:
    return [item.card.id for item in page(site, "trending").context.items]


@pytest.mark.parametrize(
    ("gains", "tight", "words"),
    [
        ({}, "", ""),
        ({"stars": 0}, "", ""),
        ({"stars": 1}, "▲ 1", "1 star in 7 days"),
        ({"upvotes": 42, "stars": 12}, "▲ 54", "42 upvotes and 12 stars in 7 days"),
        (
            {"upvotes": 42, "stars": 0, "citations": 1},
            "▲ 43",
            "42 upvotes and 1 citation in 7 days",
        ),
        (
            {"upvotes": 1200, "stars": 2, "citations": 3},
            "▲ 1,205",
            "1,200 upvotes, 2 stars and 3 citations in 7 days",
        ),
    ],
)
def test_gains_are_said_in_short_and_in_words(
    gains: dict[str, int], tight: str, words: str
) -> None:
    trend = Trend(1, {kind: Growth(2000, gain, gain) for kind, gain in gains.items()}, "2025-03-14")
    assert (gain_of(trend, english()), gain_in_words(trend, 7, english())) == (tight, words)


def test_a_single_day_is_said_as_one() -> None:
    trend = Trend(1, {"stars": Growth(1, 1, 1)}, "2025-03-14")
    assert gain_in_words(trend, 1, english()) == "1 star in 1 day"


def test_a_paper_that_nobody_counted_has_neither_counts_nor_gains() -> None:
    assert (
        counts_of(None, english()),
        gain_of(None, english()),
        gain_in_words(None, 7, english()),
    ) == ((), "", "")


def test_without_counts_featured_papers_come_first_then_the_latest(small: Path) -> None:
    path = small / "content/papers/lovelace-1843.md"
    path.write_text(path.read_text().replace("---\n", "---\nfeatured: true\n", 1))
    site = planned(small)
    context = page(site, "trending").context
    shelving = site.relations.shelving
    assert ids(site) == ["lovelace-1843", *(key for key in shelving if key != "lovelace-1843")]
    assert context.counted is None
    assert "$" not in context.explanation
    assert {item.words for item in context.items} == {""}


def test_with_counts_the_growing_come_first_with_their_gains(small: Path) -> None:
    site = planned(small, COUNTS)
    context = page(site, "trending").context
    assert ids(site)[0] == "novak-2015"
    assert context.items[0].gain == "▲ 21"
    assert context.items[0].words == "21 stars in 7 days"
    assert context.counted.text == "14 March 2025"


def test_the_formula_is_shown_as_mathml(small: Path) -> None:
    site = planned(small, COUNTS)
    html = site.renderer.render(page(site, "trending")).decode()
    assert '<math display="block">' in html
    assert "math-error" not in html
    assert "21 stars in 7 days" in html


def test_hidden_papers_do_not_trend(small: Path) -> None:
    site = planned(small, "papers:\n  hidden-2023: {stars: {2025-03-14: 500}}\n")
    assert "hidden-2023" not in ids(site)


def test_a_shelf_without_papers_has_no_such_page(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert [page.path for page in planned(tmp_path).pages if "trending" in page.path] == []


def test_the_setting_says_how_long_growth_counts(small: Path) -> None:
    (small / "content/site.yaml").write_text("title: A\ntrending: {half_life: 30}\n")
    context = page(planned(small, COUNTS), "trending").context
    assert context.items[0].words.endswith("in 30 days")
    assert "60 days before it a quarter" in context.explanation


def test_the_page_of_a_paper_has_its_latest_counts(small: Path) -> None:
    details = opened(page(planned(small, COUNTS), "papers/novak-2015").context.details)
    assert details.counts == (Fact("Stars", "42"),)
    assert details.counted.text == "14 March 2025"


def test_a_new_count_renders_the_pages_that_show_it_and_no_other_paper(small: Path) -> None:
    before, after = planned(small, COUNTS), planned(small, COUNTS.replace("42", "43"))
    old = {page.path: before.renderer.fingerprint(page) for page in before.pages}
    changed = {
        page.path for page in after.pages if old[page.path] != after.renderer.fingerprint(page)
    }
    assert {"trending/index.html", "papers/novak-2015/index.html"} <= changed
    assert "papers/lovelace-1843/index.html" not in changed - _related_to(after, "novak-2015")


def _related_to(site: PlannedSite, paper_id: str) -> set[str]:
    url = f"papers/{paper_id}/"
    pages = [page for page in site.pages if page.template == "paper.html"]
    return {p.path for p in pages if any(r.url == url for r in opened(p.context.related))}


def test_the_reason_on_a_page_follows_what_the_other_paper_says(small: Path) -> None:
    before = planned(small)
    other = small / "content/papers/lovelace-1843.md"
    other.write_text(other.read_text().replace("type: extends", "type: replies_to"))
    after = planned(small)
    reasons = []
    for site in (before, after):
        related = opened(page(site, "papers/novak-2015").context.related)
        reasons += [r.why.partition(" · ")[0] for r in related if "lovelace" in r.url]
    assert reasons == ["Extends this paper", "Replies to this paper"]
    one, two = (
        site.renderer.fingerprint(page(site, "papers/novak-2015")) for site in (before, after)
    )
    assert one != two
