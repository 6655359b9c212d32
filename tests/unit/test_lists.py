"""Lists of papers: orders, years, numbers, charts, facets and namesakes."""

from typing import Any

import msgspec
import pytest
from tests.support.libraries import library, paper, planned
from tests.support.wording import english

from papershelf.model import ArtifactLink, Award, Contributor, Identity, Library, Topic, Venue
from papershelf.names import parse_name
from papershelf.plan import Page, digest_of
from papershelf.plan.chart import MOST_BARS, chart_of, chart_of_months
from papershelf.plan.letter_links import letter_links
from papershelf.plan.letters import alphabetical, letter_anchor
from papershelf.plan.lists import parts
from papershelf.plan.page import Deferred
from papershelf.plan.words import span_text
from papershelf.relate import SEARCHED_PEOPLE, relate, searched_people

LARGE = 20_000


@pytest.fixture(scope="module")
def large() -> dict[str, Page]:
    """The pages of a shelf whose only venue has twenty thousand papers."""
    return planned(library(paper(number) for number in range(LARGE)))


def _year(_year: int) -> str:
    return ""


def _content(value: Any) -> bytes:
    """All that a view holds, with what is only made when it is looked into."""
    return msgspec.msgpack.encode(value, enc_hook=_opened, order="deterministic")


def _opened(value: Deferred[Any]) -> Any:
    return value.opened()


def _titles(page: Page) -> list[str]:
    return [row.title for group in page.context.groups.opened() for row in group.rows]


def test_a_long_list_stands_in_two_other_orders_with_a_link_to_each(
    large: dict[str, Page],
) -> None:
    tools = large["venues/acl/"].context.tools
    assert [(order.label, order.url, order.current) for order in tools.orders] == [
        ("Newest", "venues/acl/", True),
        ("On the shelf", "venues/acl/by/added/", False),
        ("Title", "venues/acl/by/title/", False),
    ]
    assert all(order.url in large for order in tools.orders)


def test_all_papers_also_lead_to_those_that_are_trending(large: dict[str, Page]) -> None:
    orders = large["papers/"].context.tools.orders
    assert [order.label for order in orders] == ["Newest", "On the shelf", "Title", "Trending"]
    assert orders[-1].url == "trending/"


def test_an_order_holds_every_paper_once(large: dict[str, Page]) -> None:
    for order in ("added", "title"):
        pages = [large[f"venues/acl/by/{order}/"]]
        while pages[-1].context.pager.next:
            pages.append(large[pages[-1].context.pager.next])
        titles = [title for page in pages for title in _titles(page)]
        assert len(titles) == len(set(titles)) == LARGE
        assert len(pages) == LARGE // 200
    assert titles == sorted(titles)


def test_an_order_is_not_for_search_engines_and_names_the_list_that_is() -> None:
    shelf = library(paper(number) for number in range(10))
    page = planned(shelf, base_url="https://example.org/")["topics/parsing/by/title/"]
    assert page.view.noindex
    assert page.view.canonical == "https://example.org/topics/parsing/"
    assert [link.url for link in page.view.crumbs] == ["", "topics/", "topics/parsing/"]


def test_a_list_of_nine_has_no_other_orders_and_is_not_refined() -> None:
    pages = planned(library(paper(number) for number in range(9)))
    tools = pages["venues/acl/"].context.tools
    assert (tools.orders, tools.refine) == ((), None)
    assert not [url for url in pages if "/by/" in url]


def test_titles_stand_under_their_letters_and_marks_do_not_count() -> None:
    titles = ["“Émile”", "*Zebra*", "42 words", "apple", "$x$-ray", "Über", "eel", "Yak", "b", "B"]
    shelf = library(paper(number, title=title) for number, title in enumerate(titles))
    page = planned(shelf)["papers/by/title/"]
    found = [(group.label, len(group.rows)) for group in page.context.groups.opened()]
    assert found == [
        ("#", 1),
        *(("A", 1), ("B", 2), ("E", 2), ("U", 1), ("X", 1), ("Y", 1), ("Z", 1)),
    ]
    assert [link.url for link in page.context.letters] == [
        "#letter-other",
        *(f"#letter-{letter}" for letter in "abeuxyz"),
    ]


def test_a_letter_on_another_page_is_reached_there(large: dict[str, Page]) -> None:
    shelf = library(paper(n, title=f"{'ab'[n >= 200]} {n:03}") for n in range(210))
    first = planned(shelf)["papers/by/title/"]
    assert [link.url for link in first.context.letters] == [
        "#letter-a",
        "papers/by/title/page/2/#letter-b",
    ]
    assert len(large["papers/by/title/"].context.letters) == 1


def test_the_order_of_the_shelf_is_headed_by_months_and_years() -> None:
    dates = ["2024-03-02", "2024-03", "2023", *(f"2022-01-0{day}" for day in range(1, 8))]
    shelf = library(paper(number, added=date) for number, date in enumerate(dates))
    groups = planned(shelf)["papers/by/added/"].context.groups.opened()
    assert [(group.label, len(group.rows)) for group in groups] == [
        ("March 2024", 2),
        ("2023", 1),
        ("January 2022", 7),
    ]


def test_a_row_says_who_where_and_when() -> None:
    shelf = library(
        [paper(0, authors=("Ada Lovelace", "B. Bush", "C. Cray")), *map(paper, range(1, 10))],
        venues=[Venue("acl", "Association", "ACL")],
    )
    rows = planned(shelf)["papers/by/title/"].context.groups.opened()[0].rows
    assert rows[0].facts == "Lovelace et al. · ACL 2000"
    assert rows[1].facts == "Lovelace and 1 · ACL 2001"
    assert rows[0].shelved.text == "1 January 2024"


def test_each_year_of_a_long_list_has_its_page(large: dict[str, Page]) -> None:
    page = large["venues/acl/years/2007/"]
    assert page.context.pager.total == LARGE // 20
    assert (page.context.previous.label, page.context.next.label) == ("2006", "2008")
    assert {card.year for card in page.context.papers} == {"2007"}
    facet = next(f for f in large["venues/acl/"].context.profile.facets if f.label == "Years")
    assert [term.label for term in facet.terms] == [str(year) for year in range(2019, 2007, -1)]
    assert all(term.url in large for term in facet.terms)


def test_a_list_of_one_year_has_no_pages_of_years() -> None:
    pages = planned(library(paper(number, year=2020) for number in range(12)))
    assert not [url for url in pages if url.startswith("topics/parsing/years/")]
    assert pages["topics/parsing/"].context.profile.chart is None


def test_only_the_first_page_tells_of_the_whole_list(large: dict[str, Page]) -> None:
    assert large["venues/acl/"].context.profile.figures[0].value == "20,000"
    assert large["venues/acl/page/7/"].context.profile is None


def test_a_pager_counts_its_pages_and_steps_over_ten(large: dict[str, Page]) -> None:
    pager = large["venues/acl/page/7/"].context.pager
    assert pager.words == "Page 7 of 400"
    assert (pager.back, pager.forward) == ("", "venues/acl/page/17/")
    last = large["venues/acl/page/400/"].context.pager
    assert (last.back, last.forward) == ("venues/acl/page/390/", "")
    short = next(iter(parts(range(50), ("papers",), 5, english()))).pager
    assert (short.words, short.back, short.forward) == ("Page 1 of 10", "", "")
    assert next(iter(parts(range(5), ("papers",), 5, english()))).pager.words == ""


def test_the_numbers_of_a_list_leave_out_what_tells_nothing() -> None:
    shelf = library(
        [
            paper(0, links=(ArtifactLink("code", "https://example.org/"),)),
            paper(1, venue="tacl"),
            paper(2),
        ]
    )
    pages = planned(shelf)
    found = [(f.value, f.label) for f in pages["papers/"].context.profile.figures]
    assert found == [
        ("3", "papers"),
        ("2000–2002", ""),
        ("1", "with code"),
        ("4", "people"),
        ("2", "venues"),
    ]
    alone = pages["venues/tacl/"].context.profile.figures
    assert [(f.value, f.label) for f in alone] == [("1", "paper")]


def test_a_chart_shows_the_years_between() -> None:
    chart = chart_of({2015: 1, 2018: 4}, lambda year: f"years/{year}/", english())
    assert chart is not None
    assert [(bar.label, bar.count, bar.url) for bar in chart.bars] == [
        ("2015", 1, "years/2015/"),
        ("2016", 0, ""),
        ("2017", 0, ""),
        ("2018", 4, "years/2018/"),
    ]
    assert chart.peak.label == "2018"
    assert chart.caption == "Papers a year, 2015 to 2018"
    assert all(bar.y + bar.height == chart.height for bar in chart.bars)


@pytest.mark.parametrize("counts", [{}, {2020: 9}, {2019: 1, 2020: 1}])
def test_there_is_no_chart_of_one_year_or_two_papers(counts: dict[int, int]) -> None:
    assert chart_of(counts, _year, english()) is None


@pytest.mark.parametrize("first", [1000, 1800, 1959, 1961, 2019])
def test_a_chart_of_any_time_has_at_most_sixty_bars_and_every_paper(first: int) -> None:
    chart = chart_of({first: 5, 2020: 100_000}, _year, english())
    assert chart is not None
    assert len(chart.bars) <= MOST_BARS
    assert sum(bar.count for bar in chart.bars) == 100_005
    assert min(bar.height for bar in chart.bars if bar.count) >= 2
    assert sum(1 for bar in chart.bars if bar.tick) <= 5


def test_a_chart_of_a_year_shows_all_months_and_says_how_many_papers_have_none() -> None:
    chart = chart_of_months({3: 1, 11: 2000}, 1200, english())
    assert chart is not None
    assert chart.caption == "Papers published each month; 1,200 more without a month"
    assert chart.unit == "Month"
    assert [bar.count for bar in chart.bars] == [0, 0, 1, *[0] * 7, 2000, 0]
    assert (chart.bars[2].words, chart.bars[2].url) == ("March: 1 paper", "")
    assert [bar.tick for bar in chart.bars if bar.tick] == ["Jan", "Apr", "Jul", "Oct"]


@pytest.mark.parametrize(
    ("counts", "undated"),
    [({}, 0), ({}, 50), ({5: 40}, 0), ({5: 1, 6: 1}, 0), ({5: 1, 6: 9}, 11)],
)
def test_there_is_no_chart_of_one_month_or_of_fewer_papers_than_have_none(
    counts: dict[int, int], undated: int
) -> None:
    assert chart_of_months(counts, undated, english()) is None


def test_the_first_page_of_a_year_has_a_chart_of_its_months() -> None:
    dates = ["2020-01", "2020-01-31", "2020-12-02", "2020", "2019-12"] * 20
    pages = planned(
        library(
            paper(number, year=2020, date=date, added="2024") for number, date in enumerate(dates)
        )
    )
    chart = pages["years/2020/"].context.chart
    assert [bar.count for bar in chart.bars] == [40, *[0] * 10, 20]
    assert chart.caption == "Papers published each month; 40 more without a month"
    assert pages["years/2020/page/2/"].context.chart is None


def test_the_margin_of_a_topic_names_others_but_not_its_own_kin() -> None:
    both, narrow = ("parsing", "speech"), ("grammars",)
    shelf = library(
        [*(paper(n, topics=both) for n in range(3)), *(paper(n, topics=narrow) for n in (3, 4))],
        topics=[Topic("grammars", "Grammars", parent="parsing")],
    )
    facets = {f.label: f for f in planned(shelf)["topics/parsing/"].context.profile.facets}
    assert [term.label for term in facets["Narrower topics"].terms] == ["Grammars"]
    together = [(term.label, term.count) for term in facets["Together with"].terms]
    assert together == [("speech", 3)]


def test_a_person_has_co_authors_and_not_themselves_among_them() -> None:
    crowd = [paper(n, authors=("Ada Lovelace", "Bo Li", f"Guest {n}")) for n in range(3)]
    page = planned(library(crowd))["authors/ada-lovelace/"]
    facet = page.context.profile.facets[0]
    assert (facet.label, [(t.label, t.count) for t in facet.terms]) == (
        "Co-authors",
        [("Bo Li", 3)],
    )
    assert ("4", "co-authors") in [(f.value, f.label) for f in page.context.profile.figures]


def test_collections_that_share_papers_name_each_other() -> None:
    shelf = library(
        map(paper, range(4)), collections={"one": ["p0", "p1", "p2"], "two": ["p1", "p2"]}
    )
    facet = planned(shelf)["collections/one/"].context.profile.facets[0]
    assert [(t.label, t.url, t.count) for t in facet.terms] == [("two", "collections/two/", 2)]


def test_a_card_of_a_collection_says_from_when_its_papers_are() -> None:
    shelf = library(map(paper, range(5)), collections={"one": ["p0", "p1", "p2", "p4"], "no": []})
    empty, full = planned(shelf)["collections/"].context.collections
    assert (full.years, full.more, full.updated.text) == ("2000–2004", 1, "5 May 2024")
    assert (empty.years, empty.more, empty.updated) == ("", 0, None)


def _li(identity: str = "") -> Contributor:
    return Contributor(parse_name("Wei Li"), id=identity)


def test_people_of_one_name_lead_to_each_other_unless_they_are_told_apart() -> None:
    people = [
        Identity("wei-li", ("Wei Li",)),
        Identity("wei-li-cas", ("Wei Li",), not_same_as=("wei-li", "wei-li-unseen")),
        Identity("wei-li-unseen", ("Wei Li the Elder",)),
        Identity("wei-li-mit", ("Wei Li",)),
    ]
    authors = ["wei-li", "wei-li-cas", "wei-li-mit"]
    shelf = library(
        (paper(n, authors=(_li(identity),)) for n, identity in enumerate(authors)),
        identities=people,
    )
    pages = planned(shelf)

    def told(slug: str) -> tuple[list[str], list[str]]:
        context = pages[f"authors/{slug}/"].context
        return [t.url for t in context.namesakes], [t.url or t.label for t in context.others]

    assert told("wei-li") == (["authors/wei-li-mit/"], ["authors/wei-li-cas/"])
    assert told("wei-li-cas") == (
        ["authors/wei-li-mit/"],
        ["authors/wei-li/", "Wei Li the Elder"],
    )
    assert told("wei-li-mit") == (["authors/wei-li/", "authors/wei-li-cas/"], [])


def test_names_that_differ_in_accents_only_lead_to_each_other() -> None:
    shelf = library([paper(0, authors=("José Núñez",)), paper(1, authors=("Jose Nunez",))])
    context = planned(shelf)["authors/jose-nunez/"].context
    assert [term.url for term in context.namesakes] == ["authors/jose-nunez-2/"]


def test_a_list_is_refined_by_the_value_that_the_search_knows() -> None:
    shelf = library(
        map(paper, range(10)), collections={"all": [f"p{number}" for number in range(10)]}
    )
    pages = planned(shelf)
    found = {
        url: pages[url].context.tools.refine
        for url in ("papers/", "topics/parsing/", "venues/acl/", "collections/all/")
    }
    assert found == {
        "papers/": "",
        "topics/parsing/": "topic=parsing",
        "venues/acl/": "venue=acl",
        "collections/all/": "collection=all",
    }
    assert pages["authors/ada-lovelace/"].context.tools.refine == "author=ada-lovelace"
    without = planned(shelf, search={"enabled": False})
    assert without["papers/"].context.tools.refine is None


def test_a_year_of_a_list_is_refined_by_both_and_signs_are_written_as_in_an_address() -> None:
    crowd = (paper(n, venue="a&b", year=2020 + n // 10) for n in range(12))
    pages = planned(library(crowd))
    assert pages["venues/a-b/years/2020/"].context.tools.refine == "venue=a%26b&year=2020"
    assert pages["venues/a-b/years/2021/"].context.tools.refine is None


def test_the_search_narrows_to_those_with_most_searched_papers() -> None:
    crowd = [paper(n, authors=(f"Person {n}", f"Person {n + 1}")) for n in range(SEARCHED_PEOPLE)]
    crowd.append(paper(9999, authors=("Hidden One",), search=False))
    shelf = library(crowd)
    found = searched_people(shelf, relate(shelf))
    assert len(found) == SEARCHED_PEOPLE
    assert "hidden-one" not in found
    assert "person-1" in found


def test_venues_stand_by_type_and_size_and_many_of_them_on_pages() -> None:
    shelf = library(
        [paper(0, venue="j"), *(paper(n, venue="c") for n in (1, 2)), paper(3, venue="x")],
        venues=[Venue("j", "Journal J", type="journal"), Venue("c", "C", type="conference")],
    )
    context = planned(shelf)["venues/"].context
    assert [(g.label, [t.label for t in g.terms]) for g in context.groups] == [
        ("Conference", ["C"]),
        ("Journal", ["Journal J"]),
        ("Other venues", ["x"]),
    ]
    many = planned(library(paper(n, venue=f"v{n}") for n in range(401)))
    assert many["venues/page/2/"].context.groups[0].label == ""


def test_a_card_names_an_award() -> None:
    shelf = library([paper(0, awards=(Award("Best paper"),)), paper(1)])
    awards = {card.id: card.award for card in planned(shelf)["papers/"].context.papers}
    assert awards == {"p0": "Best paper", "p1": ""}


def test_an_index_of_many_people_says_from_whom_to_whom_a_page_goes() -> None:
    crowd = (paper(n, authors=(f"Given {n:03}",)) for n in range(401))
    pages = planned(library(crowd))
    assert pages["authors/"].context.span == "000, Given – 399, Given"
    assert pages["authors/page/2/"].context.span == "400, Given – 400, Given"
    assert pages["authors/"].context.total == 401


def _edited() -> dict[str, Library]:
    """A shelf, and the same with one thing changed."""
    topics = [Topic("parsing", "Parsing", "About."), Topic("speech", "Speech")]
    venues = [Venue("acl", "Association", "ACL"), Venue("tacl", "Transactions", "TACL")]
    papers = [
        paper(n, topics=("parsing", "speech")[: n % 2 + 1], venue=("acl", "tacl")[n % 3 == 0])
        for n in range(24)
    ]
    members = {"one": [f"p{n}" for n in range(12)], "two": ["p1"]}

    def made(**changes: Any) -> Library:
        given: dict[str, Any] = {"topics": topics, "venues": venues, "collections": members}
        given |= {"papers": papers} | changes
        return library(**given)

    def changed(**fields: object) -> list[Any]:
        return [msgspec.structs.replace(papers[0], **fields), *papers[1:]]

    ada = ("Ada Lovelace", "Person 5")
    return {
        "first": made(),
        "venue": made(venues=[Venue("acl", "Association", "A.C.L."), venues[1]]),
        "venue type": made(venues=[venues[0], Venue("tacl", "Transactions", "TACL", "journal")]),
        "topic": made(topics=[topics[0], Topic("speech", "Spoken language")]),
        "tree": made(topics=[topics[0], Topic("speech", "Speech", parent="parsing")]),
        "identity": made(identities=[Identity("ada", ada)]),
        "names": made(identities=[Identity("ada", ("Person 5", "Ada Lovelace"))]),
        "apart": made(
            identities=[Identity("ada", ada, not_same_as=("bo",)), Identity("bo", ("B",))]
        ),
        "code": made(papers=changed(links=(ArtifactLink("code", "https://example.org"),))),
        "year": made(papers=changed(year=1999)),
        "title": made(papers=changed(title="Another")),
        "status": made(papers=changed(status="retracted")),
        "hidden": made(papers=changed(status="hidden")),
        "shelved": made(papers=changed(added="2025-01-01")),
        "fewer": made(papers=papers[1:], collections={}),
        "members": made(collections={"one": members["one"], "two": ["p1", "p2"]}),
    }


def test_list_pages_with_equal_digests_are_equal() -> None:
    known: dict[bytes, bytes] = {}
    met = 0
    for shelf in _edited().values():
        for page in planned(shelf).values():
            digest = digest_of(page.template, page.view, page.context)
            content = _content((page.template, page.view, page.context))
            met += digest in known
            assert known.setdefault(digest, content) == content, page.url
    assert met > 500


@pytest.mark.parametrize(
    ("text", "letter"), [("Zoo", "Z"), ("ångström", "A"), ("3D", "#"), ("", "#"), ("“Q”", "Q")]
)
def test_a_text_stands_under_its_letter(text: str, letter: str) -> None:
    assert alphabetical(text)[1] == letter
    assert letter_anchor(letter).startswith("letter-")


def test_numbers_in_words_have_commas_and_plurals() -> None:
    assert [english().say("lists.papers", n) for n in (0, 1, 1912)] == [
        "0 papers",
        "1 paper",
        "1,912 papers",
    ]
    assert [span_text(2015, 2015), span_text(2015, 2025)] == ["2015", "2015–2025"]


def test_an_index_of_many_letters_shows_those_of_the_part_only() -> None:
    letters = [chr(0x4E00 + number) for number in range(101)]
    begins = {letter: f"authors/page/{place // 50}/" for place, letter in enumerate(letters)}
    url = "authors/page/1/"
    few = dict(list(begins.items())[:100])
    here = letters[49:100]
    assert [link.label for link in letter_links(few, here, url)] == letters[:100]
    shown = letter_links(begins, here, url)
    assert [link.label for link in shown] == here
    # What began before goes on here.
    assert {link.url.partition("#")[0] for link in shown} <= {"", url}


def test_the_letters_of_an_order_without_letters_are_none() -> None:
    assert letter_links({}, ["March 2025"], "papers/by/added/") == ()
