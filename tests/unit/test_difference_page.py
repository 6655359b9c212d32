"""The difference as a page of HTML.

After a change of wording or style: PAPERSHELF_GOLDEN=write pytest
tests/unit/test_difference_page.py, then read the difference.
"""

import os
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from tests.support import differences

from papershelf.differences import page, pictures, views
from papershelf.differences.model import (
    Change,
    Difference,
    EntryChange,
    FieldChange,
    FileChange,
    FileKind,
    SiteChange,
)
from papershelf.differences.page import html_page
from papershelf.differences.pictures import PICTURE_SIZE, draw_pictures
from papershelf.differences.wording import size_change
from papershelf.drawing.fonts import Font, Fonts
from papershelf.drawing.look import CardLook
from papershelf.errors import Location, Problem, Severity

GOLDEN = Path(__file__).parent / "difference_page" / "small.html"
_KNOWN_ADDRESS = re.compile(r"#[a-z0-9-]+|data:|https://[a-z0-9.-]+(/[\w./-]*)?|site/[\w./%-]*")


def text_of(difference: Difference, *, site: str = "site/") -> str:
    return "".join(html_page(difference, draw_pictures(difference), site=site))


def tree_of(difference: Difference, *, site: str = "site/") -> html.HtmlElement:
    return html.document_fromstring(text_of(difference, site=site).encode())


@pytest.fixture(scope="module")
def branch() -> html.HtmlElement:
    return tree_of(differences.branch())


@pytest.fixture(scope="module")
def harm() -> html.HtmlElement:
    return tree_of(differences.hostile())


def test_the_page_of_a_small_difference_is_as_it_was() -> None:
    difference = differences.small()
    cards = pictures.cards_of(difference)
    # Pillow's bytes depend on how it was built.
    found = "".join(html_page(difference, dict.fromkeys(cards, b"a picture")))
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_bytes(found.encode())
    assert found == GOLDEN.read_bytes().decode()


def test_the_policy_allows_the_style_and_nothing_else(branch: html.HtmlElement) -> None:
    (style,) = branch.xpath("//style")
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    (policy,) = branch.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


@pytest.mark.parametrize("name", ["branch", "harm"])
def test_the_page_loads_nothing_and_runs_nothing(name: str, request: pytest.FixtureRequest) -> None:
    tree = request.getfixturevalue(name)
    assert not tree.xpath("//script | //iframe | //object | //embed | //form | //base | //svg")
    assert all(address.startswith("data:") for address in tree.xpath("//@src | //link/@href"))
    assert not tree.xpath("//@style | //@*[starts-with(name(), 'on')] | //@srcset | //@ping")
    assert len(tree.xpath("//style")) == 1
    assert "url(" not in tree.xpath("//style")[0].text
    assert "@import" not in tree.xpath("//style")[0].text


@pytest.mark.parametrize("name", ["branch", "harm"])
def test_links_lead_only_within_the_page_to_the_site_and_where_they_say(
    name: str, request: pytest.FixtureRequest
) -> None:
    tree = request.getfixturevalue(name)
    for link in tree.xpath("//a"):
        address = link.get("href")
        assert _KNOWN_ADDRESS.fullmatch(address), address
        assert ".." not in address
        if address.startswith("https:"):
            assert link.text_content() == address
            assert link.get("rel") == "noreferrer"


def test_hostile_characters_are_seen(harm: html.HtmlElement) -> None:
    text = harm.text_content()
    assert "</style><script>alert(1)</script>" in text
    assert "\\x202egnp.exe\\x202c \\x1b[31m red \\x00 \\xd800" in text
    assert all(character.isprintable() or character == "\n" for character in text)


def test_an_entry_shows_its_card_and_its_fields_before_and_after(branch: html.HtmlElement) -> None:
    (entry,) = branch.xpath("//article[@data-change='changed']")
    assert entry.xpath(".//figcaption/text()") == ["Card before", "Card after"]
    row = {tr.xpath("string(th)"): tr for tr in entry.xpath(".//tbody/tr")}["note"]
    assert row.xpath("td[2]//ins/text()") == [".5"]
    assert "68 words as before" in row.xpath("string(td[1])")


def test_cards_of_the_other_kinds_are_told_by_words(branch: html.HtmlElement) -> None:
    labels = {
        change: branch.xpath(f"//article[@data-change='{change}']//figcaption/text()")
        for change in ("added", "removed", "renamed")
    }
    assert labels == {
        "added": ["Card"],
        "removed": ["Card, removed"],
        "renamed": ["Card, as before"],
    }
    (alt,) = branch.xpath("//article[@data-change='removed']//img/@alt")
    assert alt.startswith("Taskmaster-1: Toward a Realistic and Diverse Dialog Dataset. Bill Byrne")


def test_what_could_do_harm_comes_first(branch: html.HtmlElement) -> None:
    headings = branch.xpath("//h2/text()")
    assert headings == ["Look at this first", "Entries", "Other files", "The site"]
    dangers = [
        " ".join(found.text_content().split()) for found in branch.xpath("//li[@class='danger']")
    ]
    assert ".github/workflows/publish.yml" in dangers[0]
    assert "It runs on the host" in dangers[0]
    assert "14 commits that this branch lacks" in branch.text_content()


def test_a_problem_leads_to_its_entry(branch: html.HtmlElement) -> None:
    (link,) = branch.xpath("//section[@aria-labelledby='first']//p[@class='problem__place']/a")
    (target,) = branch.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert "Toolformer" in target.text_content()


def test_the_size_of_the_site_is_told_in_words(branch: html.HtmlElement) -> None:
    cells = [
        [cell.text_content() for cell in row]
        for row in branch.xpath("//table[@class='numbers']//tr")
    ]
    assert cells[1:] == [
        ["Size", "18.2 MB", "18.3 MB", "+12.4 kB"],
        ["Files", "1,204", "1,207", "3 files more"],
    ]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(5, 5, "as large as before"), (0, 999, "+999 bytes"), (2_000_000, 500_000, "−1.50 MB")],
)
def test_a_change_of_size_has_a_sign(before: int, after: int, words: str) -> None:
    assert size_change(before, after) == words


def test_a_branch_that_changes_nothing_says_so() -> None:
    tree = tree_of(Difference("Shelf", "main", "4f2c9d17", 0, ()))
    assert "It touches no entry and no file" in tree.text_content()
    assert not tree.xpath("//article | //nav")


def test_a_branch_of_entries_alone_needs_no_warning() -> None:
    tree = tree_of(differences.small())
    assert not tree.xpath("//*[@id='first']")
    assert tree.xpath("//p[@class='calm']")


def test_without_a_built_site_nothing_leads_to_its_pages() -> None:
    tree = tree_of(differences.branch(), site="")
    assert not [address for address in tree.xpath("//a/@href") if "papers" in address]


@pytest.mark.parametrize("path", ["../../etc/passwd", "a/../../b/", "a\\..\\b", "./../x"])
def test_no_page_is_outside_of_the_site(path: str) -> None:
    site = SiteChange((path,), (), 0, 0, 0, 0, 0)
    tree = tree_of(Difference("Shelf", "main", "", 0, (), site=site))
    assert not tree.xpath("//details//a")


def test_a_page_of_many_entries_tells_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_ENTRIES", 6)
    monkeypatch.setattr(views, "_MOST_TEXT", 10_000)
    monkeypatch.setattr(pictures, "MOST_PICTURES", 4)
    monkeypatch.setattr(page, "MOST_PICTURES", 4)
    tree = tree_of(differences.many(8))
    text = tree.text_content()
    shown = len(tree.xpath("//article"))
    assert 0 < shown < 6
    assert f"{6 - shown} of these" in text
    assert "and 2 more entries" in text
    assert "12 cards not drawn: a page shows 4 at most." in text
    assert len(tree.xpath("//img")) == 4


def test_a_picture_is_small_and_of_few_colours() -> None:
    drawn = draw_pictures(differences.branch())
    assert len(drawn) == 5
    for data in drawn.values():
        with Image.open(BytesIO(data)) as image:
            assert image.size == PICTURE_SIZE
        assert len(data) < 10_000


def test_processes_draw_the_same_as_one() -> None:
    difference = differences.many(30)
    assert draw_pictures(difference, jobs=2) == draw_pictures(difference, jobs=1)


def test_a_broken_font_costs_the_pictures_not_the_page(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttf"
    file.write_bytes(b"no font")
    entry = differences.small().entries[0]
    letter = "ꙮ"
    card = replace_title(entry, letter)
    look = CardLook(fonts=Fonts((Font(file, b"", {ord(letter): 1}),)))
    difference = replace(differences.small(), entries=(card, entry), look=look)
    tree = tree_of(difference)
    assert "1 card not drawn: a font is broken." in tree.text_content()
    assert len(tree.xpath("//img")) == 3


def replace_title(entry: EntryChange, title: str) -> EntryChange:
    from msgspec.structs import replace as with_

    assert entry.card_after
    return replace(entry, card_after=with_(entry.card_after, title=title))


def test_the_same_difference_makes_the_same_bytes() -> None:
    assert text_of(differences.branch()) == text_of(differences.branch())


def test_a_field_that_came_is_marked_in_an_entry_that_was_there() -> None:
    fields = (FieldChange("summary", None, "It is new."),)
    entry = EntryChange(Change.CHANGED, "a", "", "A", "content/papers/a.md", 1, fields=fields)
    tree = tree_of(Difference("Shelf", "main", "", 0, (entry,)))
    assert tree.xpath("//ins/text()") == ["It is new."]
    assert "not there" in tree.text_content()


@pytest.mark.parametrize("kind", FileKind)
def test_every_kind_of_file_has_words(kind: FileKind) -> None:
    view = views.file_view(FileChange(Change.ADDED, "a/file", "", kind, 0, 1))
    assert view.kind
    assert bool(view.danger) is FileChange(Change.ADDED, "a/file", "", kind).is_grave


def test_a_grave_file_that_is_removed_is_told_of_as_such() -> None:
    view = views.file_view(FileChange(Change.REMOVED, "a.yml", "", FileKind.WORKFLOW, 12, 0))
    assert view.danger == "What it did, or kept others from doing, is gone."
    assert view.size == "12 bytes"


def test_paths_are_told_from_the_root_of_the_repository() -> None:
    moved = replace(differences.small().entries[0], earlier_path="content/papers/old.md")
    text = tree_of(
        replace(differences.small(), prefix="my/shelf/", entries=(moved,))
    ).text_content()
    assert "my/shelf/content/papers/aich-2023-controllable-multi-task.md:1" in text
    assert "my/shelf/content/papers/old.md" in text


def test_an_entry_that_only_has_another_name_has_no_table() -> None:
    renamed = replace(differences.branch().entries[2], fields=())
    tree = tree_of(replace(differences.small(), entries=(renamed,)))
    assert not tree.xpath("//article//table")
    assert "None of its fields is changed." in tree.text_content()


def test_fields_beyond_counting_are_counted() -> None:
    fields = tuple(FieldChange(f"field-{number}", None, "x") for number in range(205))
    entry = replace(differences.small().entries[0], fields=fields)
    tree = tree_of(replace(differences.small(), entries=(entry,)))
    assert "and 5 more fields" in tree.text_content()


def with_entry(entry: EntryChange) -> html.HtmlElement:
    return tree_of(replace(differences.small(), entries=(entry,), problems=entry.problems))


def problem(severity: Severity, line: int = 3) -> Problem:
    return Problem(Location("content/papers/a.md", line), f"it is {severity.value}", "", severity)


def test_advice_alone_is_nothing_to_look_at_first() -> None:
    entry = replace(differences.small().entries[0], problems=(problem(Severity.ADVICE),))
    tree = with_entry(entry)
    assert "Look at this first" not in tree.text_content()
    assert "It brings 1 new problem, which is advice." in tree.text_content()
    assert all(found.xpath("ancestor::details") for found in tree.find_class("problem"))
    assert tree.xpath("//nav//*[text()='1 piece of advice']")


def test_of_many_problems_the_worst_come_first_and_most_are_folded() -> None:
    found = [problem(Severity.WARNING, line) for line in range(1, 31)]
    found += [problem(Severity.ERROR, 40), problem(Severity.ADVICE, 41)]
    tree = tree_of(replace(differences.small(), problems=found))
    first, *rest = tree.find_class("problem")
    assert first.get("data-severity") == "error"
    folded = [item for item in rest if item.xpath("ancestor::details")]
    assert len(folded) == 11 + 1
    assert len(rest) == 31


@pytest.mark.parametrize(
    ("value", "measure"),
    [("word " * 200_000, "1,000,000 characters"), ("A Person\n" * 2_999 + "B", "3,000 lines")],
)
def test_a_value_of_many_screens_is_folded_and_tells_how_long_it_is(
    value: str, measure: str
) -> None:
    entry = replace(differences.small().entries[0], fields=(FieldChange("note", "", value),))
    tree = with_entry(entry)
    (summary,) = tree.xpath("//td/details/summary")
    assert summary.text_content().endswith(measure)
    assert len(summary.text_content()) < 200


def test_an_abstract_is_not_folded() -> None:
    entry = replace(
        differences.small().entries[0], fields=(FieldChange("abstract", "", "a " * 1_200),)
    )
    assert not with_entry(entry).xpath("//td/details")


def test_an_entry_that_lost_its_page_is_not_called_removed() -> None:
    changed = differences.small().entries[0]
    entry = replace(changed, problems=(problem(Severity.ERROR),), page="", card_after=None)
    tree = with_entry(entry)
    assert [label.text for label in tree.xpath("//figcaption")] == ["Card before"]
    assert "It has errors: the site is built without it" in tree.text_content()


def test_an_entry_whose_letters_no_font_has_tells_why_there_is_no_card() -> None:
    entry = replace(differences.small().entries[0], card_before=None, card_after=None)
    assert "Its card cannot be drawn" in with_entry(entry).text_content()


@pytest.mark.parametrize("name", ["branch", "small", "hostile"])
def test_every_number_at_the_head_leads_to_what_it_counts(name: str) -> None:
    tree = tree_of(getattr(differences, name)())
    assert tree.find_class("figure")
    ids = set(tree.xpath("//@id"))
    assert {link.get("href").removeprefix("#") for link in tree.find_class("figure")} <= ids


def test_a_failure_of_either_site_is_told_without_blaming_the_branch() -> None:
    tree = tree_of(Difference("Shelf", "main", "abc", 0, (), failure="the site of main cannot be"))
    assert "The sites cannot be compared" in tree.xpath("//h3/text()")
