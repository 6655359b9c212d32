"""What a digest says: which papers, in which order, and nothing from after its end."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.settings import few, workshop
from tests.support.digested import (
    ADDRESS,
    add,
    count,
    digest_of,
    empty_shelf,
    introduce,
    made_up,
    period,
)
from tests.support.followed import built
from tests.support.wording import english

from papershelf.digests.list_addresses import unsubscribe_address
from papershelf.digests.model import Digest, Item
from papershelf.digests.plain import plain


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return empty_shelf(tmp_path)


def _names(items: tuple[Item, ...]) -> list[str]:
    return [item.url.removeprefix(f"{ADDRESS}papers/").strip("/") for item in items]


def test_new_papers_stand_in_the_order_of_the_page_of_the_period(tmp_path: Path) -> None:
    shelf = made_up(tmp_path)
    digest = digest_of(shelf, "2026-W11")
    assert _names(digest.new) == ["arabic", "taken-back", "loom", "engine"]
    page = built(shelf)["weekly/2026-W11/index.html"].decode()
    places = [page.index(f'papers/{name}/"') for name in _names(digest.new)]
    assert places == sorted(places)
    assert digest.total == 4


def test_drafts_and_hidden_papers_are_in_no_digest(tmp_path: Path) -> None:
    digest = digest_of(made_up(tmp_path), "2026-03-11")
    assert digest.is_empty
    assert digest.total == 0


def test_a_retracted_paper_says_so_in_front_of_its_title(tmp_path: Path) -> None:
    digest = digest_of(made_up(tmp_path), "2026-03-13")
    assert [item.title for item in digest.new] == ["Retracted: Title of taken-back"]
    assert digest.new[0].title_html.startswith("Retracted: ")


def test_no_more_papers_are_shown_than_the_settings_say_and_the_others_are_counted(
    tmp_path: Path,
) -> None:
    shelf = empty_shelf(tmp_path, "digest: {most: 2}\n")
    for name in "abc":
        add(shelf, name, "2026-03-10")
    digest = digest_of(shelf, "2026-W11")
    assert _names(digest.new) == ["a", "b"]
    assert digest.total == 3


def _three(shelf: Path) -> None:
    """Three papers with counts of eight days, and some from after them."""
    for name in ("slow", "fast", "late"):
        add(shelf, name, "2026-01-01")
    count(
        shelf,
        """\
slow: {upvotes: {2026-03-08: 0, 2026-03-15: 3, 2026-03-16: 9999}}
fast: {upvotes: {2026-03-08: 0, 2026-03-15: 15}, stars: {2026-03-17: 5}}
late: {upvotes: {2026-03-08: 0, 2026-03-15: 1, 2026-03-20: 500}}""",
    )


def test_trending_is_as_it_was_at_the_end_of_the_period(shelf: Path) -> None:
    _three(shelf)
    # Every day of the seven up to the 15th brought the same, 15/7, 3/7 and 1/7: the more, the
    # greater the one logarithm that makes the score. What came after the 15th would turn this over.
    digest = digest_of(shelf, "2026-W11")
    assert _names(digest.trending) == ["fast", "slow", "late"]
    assert [item.growth for item in digest.trending] == [
        *("15 upvotes in 7 days", "3 upvotes in 7 days", "1 upvote in 7 days")
    ]
    later = digest_of(shelf, "2026-W12")
    assert _names(later.trending)[0] == "slow"


def test_several_kinds_of_counts_add_their_logarithms(shelf: Path) -> None:
    add(shelf, "one-kind", "2026-01-01")
    add(shelf, "two-kinds", "2026-01-01")
    # All was gained on the last day, and so counts whole but for its decay within that day:
    # log2(1 + 100) = 6.7 is less than log2(1 + 20) + log2(1 + 20) = 8.8.
    count(
        shelf,
        """\
one-kind: {upvotes: {2026-03-14: 0, 2026-03-15: 100}}
two-kinds: {upvotes: {2026-03-14: 0, 2026-03-15: 20}, stars: {2026-03-14: 0, 2026-03-15: 20}}""",
    )
    digest = digest_of(shelf, "2026-03-15")
    assert _names(digest.trending) == ["two-kinds", "one-kind"]
    assert digest.trending[0].growth == "20 upvotes and 20 stars in 7 days"


def test_papers_that_came_after_the_end_do_not_trend(shelf: Path) -> None:
    add(shelf, "there", "2026-03-01")
    add(shelf, "not-yet", "2026-03-20")
    count(
        shelf,
        """\
there: {upvotes: {2026-03-08: 0, 2026-03-15: 2}}
not-yet: {upvotes: {2026-03-08: 0, 2026-03-15: 200}}""",
    )
    assert _names(digest_of(shelf, "2026-W11").trending) == ["there"]


def test_new_papers_are_not_named_again_as_trending(tmp_path: Path) -> None:
    digest = digest_of(made_up(tmp_path), "2026-W11")
    assert "engine" in _names(digest.new)
    assert _names(digest.trending) == ["old", "older"]


def test_without_counts_nothing_is_called_trending(shelf: Path) -> None:
    add(shelf, "a", "2026-01-01", "featured: true")
    add(shelf, "b", "2026-03-10")
    assert digest_of(shelf, "2026-W11").trending == ()


def test_counts_from_long_before_the_period_tell_nothing_of_it(shelf: Path) -> None:
    add(shelf, "a", "2026-01-01")
    count(shelf, "a: {upvotes: {2026-02-01: 0, 2026-02-08: 70}}")
    assert digest_of(shelf, "2026-W11").trending == ()
    assert _names(digest_of(shelf, "2026-W06").trending) == ["a"]


def test_a_digest_leads_to_mail_only_where_a_service_takes_subscribers(tmp_path: Path) -> None:
    service = "subscribe: {service: buttondown, account: a-shelf}\n"
    for name, more, wanted in (("off", "", ""), ("on", service, f"{ADDRESS}subscribe/")):
        shelf = empty_shelf(tmp_path / name, more)
        add(shelf, "a", "2026-03-10")
        assert digest_of(shelf, "2026-W11").subscribe == wanted


def test_top_says_how_many_trend(shelf: Path) -> None:
    _three(shelf)
    assert _names(digest_of(shelf, "2026-W11", top=1).trending) == ["fast"]
    assert digest_of(shelf, "2026-W11", top=0).trending == ()


def test_all_addresses_are_whole(tmp_path: Path) -> None:
    digest = digest_of(made_up(tmp_path), "2026-W11")
    addresses = [digest.url, digest.feed, digest.site_url]
    for item in (*digest.new, *digest.trending):
        addresses += [item.url, *(link.url for link in item.links)]
    assert len(addresses) > 8
    assert all(address.startswith("https://") for address in addresses)
    assert digest.url == f"{ADDRESS}weekly/2026-W11/"
    assert digest.feed == f"{ADDRESS}weekly/feed.xml"
    assert digest.new[-1].links[0].url == f"{ADDRESS}engine.pdf"


def test_the_addresses_of_the_site_are_those_of_files_that_a_build_makes(tmp_path: Path) -> None:
    shelf = made_up(tmp_path)
    digest = digest_of(shelf, "2026-W11")
    files = built(shelf)
    wanted = [digest.url, digest.feed, *(item.url for item in (*digest.new, *digest.trending))]
    for address in wanted:
        path = address.removeprefix(ADDRESS)
        assert (f"{path}index.html" if path.endswith("/") else path) in files


def test_those_who_are_hidden_are_not_named(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path, "credit: {hide: [Ada Byron, joseph]}\n")
    add(shelf, "a", "2026-03-10", "submitted_by: joseph\ncurated_by: ada")
    introduce(shelf, "2026-W11", "---\ncurator: ada\n---\nHello.\n")
    digest = digest_of(shelf, "2026-W11")
    assert digest.byline == ()
    assert digest.introduction is not None
    assert "Ada" not in digest.introduction.html + digest.introduction.text


def test_the_byline_reads_as_on_the_home_page(tmp_path: Path) -> None:
    digest = digest_of(made_up(tmp_path), "2026-W11")
    said = "".join(piece.text for piece in digest.byline)
    assert said == "by Ada Byron and the community, with joseph"


def test_an_introduction_alone_is_worth_a_digest(shelf: Path) -> None:
    add(shelf, "a", "2026-01-01")
    introduce(shelf, "2026-W11", "A quiet week.\n")
    digest = digest_of(shelf, "2026-W11")
    assert not digest.is_empty
    # The site has no page of that week.
    assert digest.url == f"{ADDRESS}weekly/"


def test_an_empty_introduction_is_none(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "---\ntitle: Nothing\n---\n")
    assert digest_of(shelf, "2026-W11").is_empty


def test_subjects_are_one_short_line_that_names_the_shelf(shelf: Path) -> None:
    add(shelf, "a", "2026-03-10")
    assert digest_of(shelf, "2026-W11").subject == "Week 11, 2026: 1 new paper · A shelf"
    introduce(shelf, "2026-W11", f"---\ntitle: {'Words and ' * 40}\n---\nHello.\n")
    long = digest_of(shelf, "2026-W11").subject
    assert len(long) <= 150
    assert long.endswith("… · A shelf")


def test_a_title_of_ten_thousand_characters_is_cut(shelf: Path) -> None:
    add(shelf, "a", "2026-03-10", f"title: '{'*word* ' * 1500}'")
    (item,) = digest_of(shelf, "2026-W11").new
    assert len(item.title) <= 300
    assert len(item.title_html) <= 300


def test_titles_from_right_to_left_say_so(tmp_path: Path) -> None:
    digest = digest_of(made_up(tmp_path), "2026-03-15")
    assert [(item.language, item.direction) for item in digest.new] == [("ar", "rtl")]


def _all(digest: Digest) -> list[str]:
    return _names((*digest.new, *digest.trending))


@few(30)
@given(
    added=st.lists(
        st.dates(
            min_value=date.fromisoformat("2025-12-20"), max_value=date.fromisoformat("2026-01-12")
        ),
        min_size=1,
        max_size=6,
    ),
    key=st.sampled_from(("2025-12-29", "2026-W01", "2025-W52", "2025-12", "2026-01")),
)
def test_a_digest_never_has_a_paper_from_outside_its_period(added: list[date], key: str) -> None:
    with workshop() as folder:
        shelf = empty_shelf(folder / "shelf")
        for number, day in enumerate(added):
            add(shelf, f"p{number}", day.isoformat())
        digest = digest_of(shelf, key)
        wanted = period(key)
        inside = {
            f"p{number}"
            for number, day in enumerate(added)
            if wanted.first <= day.isoformat() <= wanted.last
        }
        assert set(_all(digest)) == inside
        assert digest.total == len(inside)


def test_a_digest_with_an_introduction_alone_is_previewed_by_its_words(shelf: Path) -> None:
    introduce(shelf, "2026-W11", "A *quiet* [week](https://example.org/).\n\nAnd more.\n")
    assert digest_of(shelf, "2026-W11").preview == "A quiet week. And more."


def test_a_latin_title_without_a_language_runs_from_left_to_right(shelf: Path) -> None:
    add(shelf, "a", "2026-03-10", "title: '1. Pointer networks'")
    add(shelf, "b", "2026-03-10", "title: '1. آلة التحليل'")
    add(shelf, "c", "2026-03-10", "title: '42'")
    assert [item.direction for item in digest_of(shelf, "2026-W11").new] == ["ltr", "rtl", ""]


def test_a_mail_box_with_odd_signs_is_encoded_in_links_and_read_in_plain_text(
    tmp_path: Path,
) -> None:
    shelf = empty_shelf(tmp_path, "digest: {unsubscribe: 'a?b%c&d@example.org'}\n")
    add(shelf, "a", "2026-03-10")
    digest = digest_of(shelf, "2026-W11")
    assert digest.unsubscribe == "mailto:a%3Fb%25c%26d@example.org"
    assert unsubscribe_address(digest).startswith("mailto:a%3Fb%25c%26d@example.org?subject=")
    assert "Unsubscribe: a?b%c&d@example.org\n" in plain(digest, english())
