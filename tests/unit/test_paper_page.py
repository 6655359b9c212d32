"""The page of one paper: what its views say, and which changes make it anew."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from papershelf import build
from papershelf.loading import load_shelf
from papershelf.plan.contexts import PaperContext
from papershelf.plan.views import Fact, Link
from papershelf.stages import PlannedSite, plan_shelf
from papershelf.store import Store

Planned = Callable[[], PlannedSite]


@pytest.fixture
def planned(tmp_path: Path) -> Planned:
    """The shelf as its files are now."""

    def planned() -> PlannedSite:
        loaded = load_shelf(tmp_path, Store(tmp_path / ".papershelf", b"", b"key"))
        return plan_shelf(tmp_path, loaded, drafts=False)

    return planned


def _lay(shelf: Path, path: str, text: str) -> None:
    target = shelf / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _paper(shelf: Path, name: str, more: str = "", *, authors: str = "[Ada Lovelace]") -> None:
    text = f"title: Title of {name}\nauthors: {authors}\ndate: 2020\n{more}\n"
    _lay(shelf, f"papers/{name}.yaml", text)


def _collection(shelf: Path, name: str, papers: str) -> None:
    _lay(shelf, f"collections/{name}.md", f"---\ntitle: The {name}\npapers: {papers}\n---\n")


def _context(site: PlannedSite, name: str) -> PaperContext:
    [page] = [page for page in site.pages if page.path == f"papers/{name}/index.html"]
    assert isinstance(page.context, PaperContext)
    return page.context


def _html(site: PlannedSite, name: str) -> str:
    [page] = [page for page in site.pages if page.path == f"papers/{name}/index.html"]
    return site.renderer.render(page).decode()


def _changed(before: PlannedSite, after: PlannedSite) -> set[str]:
    prints = [
        {p.path: site.renderer.fingerprint(p) for p in site.pages} for site in (before, after)
    ]
    return {path for path in prints[0] if prints[0][path] != prints[1].get(path)}


@pytest.mark.parametrize(
    ("relation", "label"),
    [
        ("version_of", "Other version"),
        ("preprint_of", "Published version of"),
        ("extends", "Extended by"),
        ("replies_to", "Replied to by"),
        ("same_as", "Same as"),
    ],
)
def test_a_relation_is_told_on_both_pages(
    tmp_path: Path, planned: Planned, relation: str, label: str
) -> None:
    _paper(tmp_path, "one", f"relations: [{{type: {relation}, id: other}}]")
    _paper(tmp_path, "other")
    site = planned()
    [own] = _context(site, "one").details.relations
    assert own.value == "Title of other"
    assert _context(site, "other").details.relations == (
        Fact(label, "Title of one", "papers/one/"),
    )


def test_two_that_name_each_other_say_it_once(tmp_path: Path, planned: Planned) -> None:
    _paper(tmp_path, "one", "relations: [{type: same_as, id: other}]")
    _paper(tmp_path, "other", "relations: [{type: same_as, id: one}]")
    assert len(_context(planned(), "one").details.relations) == 1


def test_hidden_papers_and_drafts_tell_nothing_of_others(tmp_path: Path, planned: Planned) -> None:
    for status in ("hidden", "draft"):
        _paper(tmp_path, status, f"relations: [{{type: supersedes, id: other}}]\nstatus: {status}")
    _paper(tmp_path, "other")
    details = _context(planned(), "other").details
    assert (details.relations, details.notices) == ((), ())


def test_notices_tell_the_gravest_first_and_name_the_other_paper(
    tmp_path: Path, planned: Planned
) -> None:
    _paper(tmp_path, "fix", "relations: [{type: erratum_of, id: old}]")
    _paper(tmp_path, "new", "relations: [{type: supersedes, id: old}]")
    _paper(tmp_path, "old", "status: retracted")
    site = planned()
    details = _context(site, "old").details
    assert [(notice.kind, notice.link) for notice in details.notices] == [
        ("retracted", None),
        ("superseded", Link("Title of new", "papers/new/")),
        ("corrected", Link("Title of fix", "papers/fix/")),
    ]
    assert details.relations == ()
    html = _html(site, "old")
    assert "<title>Retracted: Title of old" in html
    assert html.index("This paper has been retracted") < html.index("<h1")
    assert "Superseded by</strong> <a" in html


def test_a_related_paper_that_was_retracted_is_marked(tmp_path: Path) -> None:
    for name, status in (("old", "retracted"), ("new", "published")):
        _paper(tmp_path, name, f"status: {status}\nsummary: Graphs and machines that count.")
    build(tmp_path, jobs=1)
    html = (tmp_path / "site/papers/new/index.html").read_text(encoding="utf-8")
    assert '<strong class="status status--retracted">Retracted</strong> <a href' in html


def test_a_membership_knows_its_place_and_its_neighbours(tmp_path: Path, planned: Planned) -> None:
    for name in ("a", "b", "c"):
        _paper(tmp_path, name)
    _collection(tmp_path, "walk", "[a, b, c]")
    site = planned()
    first, middle, last = (_context(site, name).details.memberships[0] for name in "abc")
    assert middle.place == "2 of 3"
    assert middle.previous == Link("Title of a", "papers/a/#in=walk")
    assert middle.next == Link("Title of c", "papers/c/#in=walk")
    assert (first.previous, last.next) == (None, None)
    collection = next(page for page in site.pages if page.url == "collections/walk/")
    assert '../../papers/b/#in=walk"' in site.renderer.render(collection).decode()


def test_a_change_of_a_neighbour_makes_the_page_anew(tmp_path: Path, planned: Planned) -> None:
    for name in ("a", "b", "c", "d"):
        _paper(tmp_path, name)
    _collection(tmp_path, "walk", "[a, b, c, d]")
    before = planned()
    _lay(tmp_path, "papers/a.yaml", "title: Another\nauthors: [Ada Lovelace]\ndate: 2020\n")
    changed = _changed(before, planned())
    assert {"papers/a/index.html", "papers/b/index.html"} <= changed
    assert not {"papers/c/index.html", "papers/d/index.html"} & changed


def test_what_only_the_page_shows_makes_no_list_anew(tmp_path: Path, planned: Planned) -> None:
    _paper(tmp_path, "a")
    _paper(tmp_path, "b")
    before = planned()
    _lay(tmp_path, "collections/walk.md", "---\ntitle: W\npapers: [{id: a, note: N}, b]\n---\n")
    middle = planned()
    _lay(tmp_path, "collections/walk.md", "---\ntitle: W\npapers: [{id: a, note: M}, b]\n---\n")
    assert "papers/a/index.html" in _changed(before, middle)
    changed = _changed(middle, planned())
    assert changed == {"papers/a/index.html", "collections/walk/index.html"}


def test_the_pdf_comes_first_and_strong(tmp_path: Path, planned: Planned) -> None:
    links = (
        "links: [{kind: code, url: 'https://a.example/c'}, {kind: pdf, url: 'https://a.example/p'}]"
    )
    _paper(tmp_path, "a", links)
    html = _html(planned(), "a")
    assert html.count("button--strong") == 1
    assert html.index("https://a.example/p") < html.index("https://a.example/c")


def test_affiliations_have_numbers_and_marks_a_legend(tmp_path: Path, planned: Planned) -> None:
    authors = (
        "[{literal: A, affiliations: [X, Y], equal: true}, "
        "{literal: B, affiliations: [Y], equal: true, corresponding: true}, C]"
    )
    _paper(tmp_path, "a", authors=authors)
    details = _context(planned(), "a").details
    assert [person.signs for person in details.people[0].first] == ["1,2,*", "2,*,†", ""]
    assert details.legend == (
        Fact("1", "X"),
        Fact("2", "Y"),
        Fact("*", "Equal contribution"),
        Fact("†", "Corresponding author"),
    )


def test_one_affiliation_that_all_share_needs_no_number(tmp_path: Path, planned: Planned) -> None:
    authors = "[{literal: A, affiliations: [X]}, {literal: B, affiliations: [X]}]"
    _paper(tmp_path, "a", authors=authors)
    details = _context(planned(), "a").details
    assert [person.signs for person in details.people[0].first] == ["", ""]
    assert details.legend == (Fact("", "X"),)


@pytest.mark.parametrize(
    ("count", "more"), [(12, ""), (13, "and 1 more"), (3000, "and 2,988 more")]
)
def test_many_authors_are_folded(tmp_path: Path, planned: Planned, count: int, more: str) -> None:
    names = ", ".join(f"Given{n} Family{n}" for n in range(count))
    _paper(tmp_path, "a", authors=f"[{names}]")
    site = planned()
    [group] = _context(site, "a").details.people
    assert (len(group.first), len(group.rest), group.more) == (12, count - 12, more)
    html = _html(site, "a")
    assert html.count("Family") >= count
    assert ("<summary>" in html) == bool(more)


def test_the_note_names_its_curator_with_their_page_and_the_day(
    tmp_path: Path, planned: Planned
) -> None:
    _lay(
        tmp_path,
        "site.yaml",
        "curators: [{id: ada, name: Ada L., url: https://ada.example}]\n",
    )
    text = (
        "---\ntitle: T\nauthors: [B]\ndate: 2020\nadded: 2021-02-03\ncurated_by: ada\n---\nNote.\n"
    )
    _lay(tmp_path, "papers/a.md", text)
    html = _html(planned(), "a")
    assert 'by <a href="https://ada.example">Ada L.</a>' in html
    assert '<time datetime="2021-02-03">3 February 2021</time>' in html
    assert "daily/2021-02-03/" in html


def test_the_address_of_a_curator_makes_the_page_anew(tmp_path: Path, planned: Planned) -> None:
    _paper(tmp_path, "a", "curated_by: ada")
    _lay(tmp_path, "site.yaml", "curators: [{id: ada, name: Ada}]\n")
    before = planned()
    _lay(tmp_path, "site.yaml", "curators: [{id: ada, name: Ada, url: https://ada.example}]\n")
    assert "papers/a/index.html" in _changed(before, planned())


def test_the_repository_makes_pages_of_papers_anew_and_gives_them_links(
    tmp_path: Path, planned: Planned
) -> None:
    _paper(tmp_path, "a")
    before = planned()
    assert "Edit this entry" not in _html(before, "a")
    _lay(tmp_path, "site.yaml", "repository: https://github.com/o/r\n")
    after = planned()
    # Where its links lead is part of what the privacy page tells.
    assert _changed(before, after) == {"papers/a/index.html", "privacy/index.html"}
    assert 'href="https://github.com/o/r/edit/main/content/papers/a.yaml"' in _html(after, "a")


def test_a_letter_needs_an_address_to_name(tmp_path: Path, planned: Planned) -> None:
    _paper(tmp_path, "a")
    assert "mailto:" not in _html(planned(), "a")
    _lay(tmp_path, "site.yaml", "base_url: https://shelf.example/\n")
    letter = "mailto:?subject=Title%20of%20a&amp;body=https%3A%2F%2Fshelf.example%2Fpapers%2Fa%2F"
    assert letter in _html(planned(), "a")


def test_citations_and_counts_are_shown_once_there_are_any(
    tmp_path: Path, planned: Planned
) -> None:
    _paper(tmp_path, "a")
    _lay(tmp_path, "site.yaml", "citations: []\n")
    html = _html(planned(), "a")
    assert "data-cite" not in html
    assert "Upvotes" not in html
    _lay(tmp_path, "site.yaml", "citations: [bibtex, apa]\n")
    _lay(tmp_path, "metrics.yaml", "papers: {a: {upvotes: {2025-03-14: 42}}}\n")
    html = _html(planned(), "a")
    assert html.count('type="radio"') == 2
    assert html.count(" checked") == 1
    assert 'data-file="lovelace2020title.bib" tabindex="0"><code>@misc{lovelace2020title,' in html
    assert '<dt>Upvotes</dt> <dd>42 <span class="facts__when">on <time' in html


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("venue: A Journal", "A Journal 2020"),
        ("", "Article&nbsp;· <time"),
    ],
)
def test_a_year_that_the_venue_says_already_is_not_said_again(
    tmp_path: Path, planned: Planned, more: str, words: str
) -> None:
    _paper(tmp_path, "a", more)

    [facts] = re.findall(r'<p class="sheet__facts">.*</p>', _html(planned(), "a"))

    assert words in facts
    assert facts.count(">2020<") + facts.count(" 2020<") == 1


def test_a_venue_stands_beside_the_month_in_which_a_paper_appeared(
    tmp_path: Path, planned: Planned
) -> None:
    _lay(
        tmp_path,
        "papers/a.yaml",
        "title: A\nauthors: [Ada Lovelace]\ndate: 2020-05\nvenue: A Journal\n",
    )

    assert re.search(r'A Journal 2020</a>&nbsp;· <time datetime="2020-05">', _html(planned(), "a"))


def test_nothing_is_told_of_a_draft_but_what_a_shown_paper_says_itself(
    tmp_path: Path, planned: Planned
) -> None:
    _paper(tmp_path, "secret", "status: draft")
    _paper(
        tmp_path,
        "one",
        "relations: [{type: extends, id: secret}]\n"
        "references: [{id: secret}, {id: secret, text: In my words}]",
    )
    site = planned()
    details = _context(site, "one").details
    assert details.relations == ()
    assert details.references == (Fact("", "In my words", ""),)
    assert "Title of secret" not in _html(site, "one")


def test_a_draft_that_is_published_is_named_where_it_was_left_out(
    tmp_path: Path, planned: Planned
) -> None:
    _paper(tmp_path, "one", "relations: [{type: extends, id: next}]\nreferences: [{id: next}]")
    _paper(tmp_path, "next", "status: draft")
    before = planned()
    _paper(tmp_path, "next")
    after = planned()
    assert "papers/one/index.html" in _changed(before, after)
    details = _context(after, "one").details
    expected = ("Title of next", "papers/next/")
    for [fact] in (details.relations, details.references):
        assert (fact.value, fact.url) == expected


def test_links_to_a_retracted_paper_say_so_whatever_they_call_it(
    tmp_path: Path, planned: Planned
) -> None:
    told = "[{id: old}, {id: old, text: Old (2001)}, {text: A book}]"
    _paper(tmp_path, "new", f"relations: [{{type: extends, id: old}}]\nreferences: {told}")
    _paper(tmp_path, "old", "status: retracted\nrelations: [{type: supersedes, id: new}]")
    details = _context(planned(), "new").details
    assert details.relations[0].value == "Retracted: Title of old"
    assert [notice.link for notice in details.notices] == [
        Link("Retracted: Title of old", "papers/old/")
    ]
    assert [fact.value for fact in details.references] == [
        "Retracted: Title of old",
        "Retracted: Old (2001)",
        "A book",
    ]


@pytest.mark.parametrize("status", ["retracted", "withdrawn"])
def test_plain_links_and_feeds_say_that_a_paper_was_taken_back(tmp_path: Path, status: str) -> None:
    _paper(tmp_path, "old", f"status: {status}")
    _paper(tmp_path, "new")
    _collection(tmp_path, "finds", "[new, old]")
    build(tmp_path, jobs=1)
    said = f"{status.capitalize()}: Title of old"
    for path in ("papers/new/index.html", "collections/index.html", "feed.xml", "recent.json"):
        text = (tmp_path / "site" / path).read_text(encoding="utf-8")
        assert said in text, path
        assert "ed: Title of new" not in text


@pytest.mark.parametrize("called", ["ada", "Ada L."])
def test_a_curator_is_known_by_id_and_by_name(
    tmp_path: Path, planned: Planned, called: str
) -> None:
    _lay(tmp_path, "site.yaml", "curators: [{id: ada, name: Ada L., url: https://ada.example}]\n")
    _paper(tmp_path, "one", f"curated_by: {called}")
    details = _context(planned(), "one").details
    assert details.curated_by == Link("Ada L.", "https://ada.example")
