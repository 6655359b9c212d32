"""The plan: addresses, parts of lists, collisions, digests and links."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.wording import english

from papershelf.errors import ContentError
from papershelf.loading import load_shelf
from papershelf.plan import Page, digest_of, refuse_collisions
from papershelf.plan.lists import parts
from papershelf.plan.page import Deferred, deferred, opened
from papershelf.plan.views import Link
from papershelf.stages import plan_shelf
from papershelf.store import Store

Plan = Callable[[], dict[str, Page]]


@pytest.fixture
def plan(small: Path) -> Plan:
    """The pages of the small shelf by path, as it is now."""

    def plan() -> dict[str, Page]:
        loaded = load_shelf(small, Store(small / ".papershelf", b"", b"key"))
        return {page.path: page for page in plan_shelf(small, loaded, drafts=False).pages}

    return plan


def _add(shelf: Path, name: str, fields: str) -> None:
    text = f"---\ntitle: T\nauthors: [Somebody Else]\n{fields}\n---\n"
    (shelf / f"content/papers/{name}.md").write_text(text, encoding="utf-8")


def test_no_two_pages_share_a_path_and_every_url_ends_in_a_slash(plan: Plan) -> None:
    pages = plan()
    assert len(pages) > 20
    for path, page in pages.items():
        if path == "404.html":
            continue
        assert path.endswith("index.html")
        assert page.url == "" or page.url.endswith("/")
        assert not page.url.startswith("/")


def test_drafts_have_no_page_and_hidden_papers_are_in_no_list(plan: Plan) -> None:
    pages = plan()
    assert "papers/draft-2024/index.html" not in pages
    hidden = pages["papers/hidden-2023/index.html"]
    assert hidden.view.noindex
    listed = [card.id for card in pages["papers/index.html"].context.papers]
    assert "hidden-2023" not in listed
    assert len(listed) == 4


def test_a_hidden_paper_links_to_no_list_that_is_not_there(small: Path, plan: Plan) -> None:
    _add(small, "only", "date: 2024-02-29\nadded: 2024-03-01\nvenue: Nowhere\nstatus: hidden")
    pages = plan()
    card = pages["papers/only/index.html"].context.paper
    assert card.venue == Link("Nowhere 2024", "")
    assert card.shelved.url == ""
    assert card.authors == (Link("Somebody Else", ""),)
    assert pages["papers/only/index.html"].context.details.added.url == ""


def test_the_first_and_the_last_day_there_are_have_their_pages(small: Path, plan: Plan) -> None:
    for day in ("1000-01-01", "1000-01-02", "1000-01-03", "1000-01-05", "2999-12-31"):
        _add(small, f"p{day}", f"date: {day}")
    pages = plan()
    for path in ("weekly/3000-W01/index.html", "daily/2999-12-31/index.html"):
        [week] = pages[path].context.strips
        assert [cell.label for cell in week.cells] == ["30", "31"]
    weeks = pages["monthly/2999-12/index.html"].context.weeks
    assert sum(day is not None for week in weeks for day in week.days) == 31


def test_a_shelf_of_the_year_1000_has_a_home_page(small: Path, plan: Plan) -> None:
    for path in (small / "content/papers").iterdir():
        path.unlink()
    for path in (small / "content/collections").iterdir():
        path.unlink()
    for day in range(1, 7):
        _add(small, f"p{day}", f"date: 1000-01-0{day}")
    assert len(plan()["index.html"].context.days) == 6


def test_a_link_to_the_page_for_what_is_not_there_is_dead(small: Path) -> None:
    text = "---\ntitle: T\n---\n[a](/404/) [b](/topics/) [c](/)\n"
    (small / "content/pages/t.md").write_text(text, encoding="utf-8")
    loaded = load_shelf(small, Store(small / ".papershelf", b"", b"key"))
    site = plan_shelf(small, loaded, drafts=False)
    assert [problem.message for problem in site.problems] == ['the link "/404/" leads nowhere']


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (5, [5]), (6, [5, 1]), (10, [5, 5]), (11, [5, 5, 1])]
)
def test_a_list_of_any_length_has_parts_of_one_size(count: int, sizes: list[int]) -> None:
    found = list(parts(range(count), ("papers",), 5, english()))
    assert [len(part.items) for part in found] == sizes
    assert [item for part in found for item in part.items] == list(range(count))
    assert found[0].url == "papers/"
    assert [part.url for part in found[1:]] == [
        f"papers/page/{number}/" for number in range(2, len(sizes) + 1)
    ]
    assert (found[0].pager.previous, found[-1].pager.next) == ("", "")


def test_a_pager_shows_the_ends_the_neighbours_and_gaps() -> None:
    part = list(parts(range(100), ("papers",), 5, english()))[9]
    labels = [link.label for link in part.pager.pages]
    assert labels == ["1", "…", "8", "9", "10", "11", "12", "…", "20"]
    assert [link.url == "" for link in part.pager.pages] == [label == "…" for label in labels]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a/index.html", "a/index.html"),
        ("a/index.html", "A/Index.html"),
        ("caf\u00e9", "cafe\u0301"),
        ("a", "a/b"),
        ("A", "a/b/c"),
        ("a/b", "a/b/c"),
    ],
)
def test_two_sources_may_not_want_one_path(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        with pytest.raises(ContentError) as caught:
            refuse_collisions([(first, "the first"), ("apart", "the third"), (second, "the other")])
        [problem] = caught.value.problems
        told = f"{problem.location} {problem.message} {problem.hint}"
        assert "the first" in told
        assert "the other" in told
        assert "rename one of them" in told


def test_paths_that_only_begin_alike_may_stand_together() -> None:
    refuse_collisions([("a", "1"), ("ab", "2"), ("b/a", "3"), ("b/ab", "4"), ("a.b/c", "5")])


def test_a_deferred_view_is_made_once_and_only_when_it_is_looked_into() -> None:
    made: list[int] = []

    def make() -> Link:
        made.append(1)
        return Link("label", "url")

    view = deferred(b"key", make, keeps=True)
    assert digest_of(view) == digest_of(deferred(b"key", make))
    assert digest_of(view) != digest_of(deferred(b"other", make))
    assert made == []
    assert (view.label, view.url) == ("label", "url")
    assert opened(view) == Link("label", "url")
    assert opened((view, view)) == (Link("label", "url"),) * 2
    assert made == [1]
    assert isinstance(view, Deferred)


def test_a_deferred_view_that_one_page_shows_is_not_kept() -> None:
    made: list[int] = []

    def make() -> Link:
        made.append(1)
        return Link("label", "url")

    view = deferred(b"key", make)
    assert made == []
    assert opened(view) == opened(view) == Link("label", "url")
    assert made == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab", "")),
        ((("a",), "b"), ("a", ("b",))),
        ((None,), ("",)),
        ((1,), ("1",)),
        ((Link("a", "b"),), (Link("a", "c"),)),
        (({"a": 1, "b": 2},), ({"a": 2, "b": 1},)),
    ],
)
def test_digests_of_different_values_differ(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    assert digest_of(*one) != digest_of(*other)
    assert digest_of(*one) == digest_of(*one)


def test_digests_do_not_depend_on_the_order_of_a_map() -> None:
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})


def test_a_value_without_a_digest_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="a view holds a object"):
        digest_of(object())
