"""Who is credited on the page of a paper, and on the page that names them all."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support.commits import begin, commit, git
from tests.support.wording import english

from papershelf import build
from papershelf.config import Config, CreditForm, CuratorForm
from papershelf.errors import Problem
from papershelf.history import Editor, Past
from papershelf.model import Library, Paper
from papershelf.plan.bylines import byline
from papershelf.plan.credits import Credits
from papershelf.plan.curators import hidden_names
from papershelf.plan.views import Link

ADA = CuratorForm(id="ada", name="Ada Lovelace", url="https://github.com/Ada-L")
ABOUT = "---\ntitle: About\ncredits: true\n---\nWords.\n"


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def paper(name: str, curated_by: str = "", submitted_by: str = "", source: str = "") -> Paper:
    return Paper(
        id=name,
        title=name,
        year=2020,
        curated_by=curated_by,
        submitted_by=submitted_by,
        source=source or f"content/papers/{name}.yaml",
    )


def credit(
    papers: Sequence[Paper],
    editors: Sequence[Editor] = (),
    edits: dict[str, tuple[int, ...]] | None = None,
    *,
    curators: Sequence[CuratorForm] = (),
    hide: Sequence[str] = (),
) -> Credits:
    past = Past(
        tuple(editors),
        {f"content/papers/{name}.yaml": found for name, found in (edits or {}).items()},
        b"key",
    )
    library = Library({one.id: one for one in papers}, {}, {}, {}, {}, {}, past=past)
    config = Config(curators=list(curators), credit=CreditForm(history=True, hide=list(hide)))
    return Credits(library, config, english(), [one.id for one in papers])


def names(links: Sequence[Link]) -> list[str]:
    return [link.label for link in links]


def table(found: Credits) -> dict[str, list[str]]:
    return {
        group.label: [f"{one.label}: {one.value}" for one in (*group.first, *group.rest)]
        for group in found.contributors
    }


def test_up_to_three_editors_are_named_and_of_more_the_others_folded() -> None:
    editors = [Editor((name,)) for name in "ABCDE"]
    one = paper("one")
    three = credit([one], editors, {"one": (0, 1, 2)}).edited_by(one)
    assert (names(three.first), three.rest, three.more) == (["A", "B", "C"], (), "")
    five = credit([one], editors, {"one": (4, 1, 2, 3, 0)}).edited_by(one)
    assert names(five.first) == ["E", "B"]
    assert names(five.rest) == ["C", "D", "A"]
    assert five.more == "and 3 others"


@pytest.mark.parametrize("handle", ["Bob", "bob-b", "@Bob-B", "BOB-B"])
def test_whoever_suggested_a_paper_did_not_edit_it_too(handle: str) -> None:
    bob = Editor(("Bob",), ("Bob-B",), "https://github.com/bob-b")
    one = paper("one", submitted_by=handle)
    found = credit([one, paper("two")], [bob], {"one": (0,), "two": (0,)})
    assert found.edited_by(one).first == ()
    assert found.person(handle) == Link(handle, "https://github.com/bob-b")
    assert table(found) == {"Suggested papers": ["Bob: 1 suggested, 1 edited"]}


@pytest.mark.parametrize(
    "editor",
    [
        Editor(("Ada Lovelace",)),
        Editor(("A.", "ada")),
        Editor(("Countess",), ("Ada-L",), "https://github.com/ada-l"),
    ],
)
def test_a_curator_is_known_by_name_id_and_page(editor: Editor) -> None:
    papers = [paper("one", curated_by="ada"), paper("two", curated_by="Ada Lovelace")]
    found = credit([*papers, paper("three")], [editor], {"three": (0,)}, curators=[ADA])
    assert table(found) == {"Curators": ["Ada Lovelace: 2 curated, 1 edited"]}
    [shown] = found.edited_by(paper("three")).first
    assert shown == Link("Ada Lovelace", "https://github.com/Ada-L")


def test_a_name_that_two_people_have_is_neither() -> None:
    two = [Editor(("Li Wei",), ("a",), "https://github.com/a"), Editor(("Li Wei",), ("b",))]
    one = paper("one", submitted_by="Li Wei")
    found = credit([one], two, {"one": (0, 1)})
    assert names(found.edited_by(one).first) == ["Li Wei", "Li Wei"]
    assert found.person("Li Wei") == Link("Li Wei")


@pytest.mark.parametrize("hidden", ["bob", "BOB-B"])
def test_those_who_are_hidden_edited_nothing(hidden: str) -> None:
    bob = Editor(("Bob",), ("bob-b",), "https://github.com/bob-b")
    one = paper("one")
    found = credit([one], [bob], {"one": (0,)}, hide=[hidden])
    assert found.edited_by(one).first == ()
    assert found.contributors == ()


@pytest.mark.parametrize("hidden", ["bob", "BOB-B", "@bob-b"])
@pytest.mark.parametrize("handle", ["Bob", "@Bob-B", "bob-b"])
def test_those_who_are_hidden_brought_nothing(hidden: str, handle: str) -> None:
    bob = Editor(("Bob",), ("bob-b",), "https://github.com/bob-b")
    one = paper("one", submitted_by=handle, curated_by=handle)
    found = credit([one], [bob], {"one": (0,)}, hide=[hidden])
    assert found.person(handle) is None
    assert found.contributors == ()
    assert byline([], [one], english(), hidden_names(CreditForm(hide=[handle]))) == ()


def test_a_curator_who_is_hidden_is_not_named() -> None:
    one = paper("one", curated_by="ada")
    found = credit([one], curators=[ADA], hide=["ada lovelace"])
    assert found.person("ada") is None
    assert found.contributors == ()
    assert byline([ADA], [one], english(), {"ada lovelace"}) == ()


def test_an_address_that_an_entry_gives_for_a_name_is_shown_nowhere() -> None:
    one = paper("one", submitted_by="me@mail.example")
    found = credit([one])
    assert found.person("me@mail.example") is None
    assert found.contributors == ()
    assert byline([], [one], english()) == ()


def test_a_file_of_several_papers_tells_of_nobody() -> None:
    file = "content/papers/many.yaml"
    one, two = paper("one", source=file), paper("two", source=file)
    found = credit([one, two], [Editor(("Bob",))], {"many": (0,)})
    assert found.edited_by(one).first == ()
    assert found.contributors == ()


def test_contributors_come_by_what_they_did_and_how_much() -> None:
    papers = [
        paper("a", curated_by="Zoe", submitted_by="Bob"),
        paper("b", curated_by="Zoe", submitted_by="Émile"),
        paper("c", curated_by="Yan", submitted_by="Emil"),
        paper("d", submitted_by="Bob"),
        paper("e", submitted_by="me@mail.example"),
    ]
    editors = [Editor(("Cleo",)), Editor(("Zoe",)), Editor(("Dora",))]
    edits = {"a": (0, 1), "b": (2,), "c": (0, 1)}
    assert table(credit(papers, editors, edits, curators=[ADA])) == {
        "Curators": ["Zoe: 2 curated, 1 edited", "Yan: 1 curated", "Ada Lovelace: "],
        "Suggested papers": ["Bob: 2 suggested", "Emil: 1 suggested", "Émile: 1 suggested"],
        "Edited papers": ["Cleo: 2 edited", "Dora: 1 edited"],
    }


def test_of_very_many_people_most_are_folded() -> None:
    papers = [paper(f"p{n:04}", submitted_by=f"Person {n:04}") for n in range(3_000)]
    [group] = credit(papers).contributors
    assert (len(group.first), len(group.rest)) == (60, 2_940)
    assert group.more == "and 2,940 others"
    [group] = credit(papers[:61]).contributors
    assert group.more == "and 1 other"


def lay(shelf: Path, path: str, text: str) -> None:
    target = shelf / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def entry(shelf: Path, name: str, more: str = "") -> None:
    text = f"title: T {name}\nauthors: [Alan Turing]\ndate: 2020\n{more}\n"
    lay(shelf, f"papers/{name}.yaml", text)


def html(shelf: Path, page: str) -> str:
    text = (shelf / "site" / page / "index.html").read_text(encoding="utf-8")
    return re.sub(r"<[^>]+>", " ", text[text.index("<main") :])


def words(shelf: Path, page: str) -> str:
    return " ".join(html(shelf, page).split())


def test_a_site_credits_those_who_changed_entries(tmp_path: Path) -> None:
    begin(tmp_path)
    lay(tmp_path, "site.yaml", "title: T\ncredit: {history: true}\n")
    lay(tmp_path, "pages/about.md", ABOUT)
    entry(tmp_path, "a")
    entry(tmp_path, "b")
    commit(tmp_path, "Ada", "9+ada@users.noreply.github.com")
    build(tmp_path)
    assert "Edited by Ada" in words(tmp_path, "papers/a")
    assert "Contributors Edited papers Ada 2 edited" in words(tmp_path, "about")
    page = (tmp_path / "site/papers/a/index.html").read_text(encoding="utf-8")
    assert '<a href="https://github.com/ada">Ada</a>' in page
    assert all(b"noreply" not in f.read_bytes() for f in tmp_path.glob("site/**/*.html"))


def test_a_site_without_the_setting_does_not_ask_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path)
    lay(tmp_path, "pages/about.md", ABOUT)
    entry(tmp_path, "a", "submitted_by: Bob")
    commit(tmp_path)
    monkeypatch.setenv("PATH", "")
    build(tmp_path)
    assert "Edited by" not in words(tmp_path, "papers/a")
    assert "Contributors Suggested papers Bob 1 suggested" in words(tmp_path, "about")


def test_a_page_that_does_not_ask_for_contributors_has_none(tmp_path: Path) -> None:
    lay(tmp_path, "pages/about.md", ABOUT.replace("true", "false"))
    entry(tmp_path, "a", "submitted_by: Bob")
    build(tmp_path)
    assert "Contributors" not in words(tmp_path, "about")


def test_a_commit_that_changes_no_file_on_disk_is_built(tmp_path: Path) -> None:
    begin(tmp_path)
    lay(tmp_path, "site.yaml", "title: T\nstats: false\ncredit: {history: true}\n")
    entry(tmp_path, "a")
    commit(tmp_path, "Ada")
    entry(tmp_path, "a", "venue: X")
    build(tmp_path)
    assert "Bob" not in words(tmp_path, "papers/a")
    commit(tmp_path, "Bob", day=1)
    report = build(tmp_path)
    assert report.rendered == 1
    assert "Edited by Ada, Bob" in words(tmp_path, "papers/a").replace(" ,", ",")
    again = build(tmp_path)
    assert (again.rendered, again.written) == (0, 0)


def test_a_site_of_a_shallow_clone_is_built_with_a_warning(tmp_path: Path) -> None:
    shelf, clone = tmp_path / "shelf", tmp_path / "clone"
    begin(shelf)
    lay(shelf, "site.yaml", "title: T\ncredit: {history: true}\n")
    entry(shelf, "a")
    commit(shelf, "Ada")
    entry(shelf, "a", "venue: X")
    commit(shelf, "Bob", day=1)
    git(tmp_path, "clone", "-q", "--depth", "1", shelf.as_uri(), str(clone))
    told: list[Problem] = []
    build(clone, on_problem=told.append)
    assert [problem.rule for problem in told] == ["history"]
    assert "Edited by" not in words(clone, "papers/a")


def test_hostile_names_are_text(tmp_path: Path) -> None:
    begin(tmp_path)
    lay(tmp_path, "site.yaml", "title: T\ncredit: {history: true}\n")
    lay(tmp_path, "pages/about.md", ABOUT)
    entry(tmp_path, "a")
    evil = 'x" onload="alert(1) {{ 7*7 }} &lt;b&gt; *not* **strong** $x$'
    commit(tmp_path, evil, "evil@mail.example")
    build(tmp_path)
    for page in ("about", "papers/a"):
        text = (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8")
        assert "&amp;lt;b&amp;gt; *not*" in text
        assert ' onload="' not in text
        assert "49" not in text[text.index("onload=") :][:40]
