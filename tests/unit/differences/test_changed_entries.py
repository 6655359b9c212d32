"""What became of entries: added, changed, renamed, removed, with their fields."""

from pathlib import Path

import pytest
from tests.support.branched import commit, difference, edit, fields, git, summary, write

from papershelf.differences.model import Change, FileKind
from papershelf.differences.text import text_lines
from papershelf.differences.wording import headline

NEW = "---\ntitle: New\nauthors: [Ada Lovelace]\ndate: 2020\n---\n"


def test_a_branch_that_changes_nothing_says_so(shelf: Path) -> None:
    found = difference(shelf)
    assert found.is_empty
    assert (found.title, found.base, found.behind) == ("A small shelf", "main", 0)


@pytest.mark.parametrize("state", ["untracked", "staged", "committed"])
def test_a_new_entry_is_there_with_all_its_fields_committed_or_not(shelf: Path, state: str) -> None:
    write(shelf, "new.md", NEW + "A note.\n")
    if state != "untracked":
        git(shelf, "add", "-A")
    if state == "committed":
        commit(shelf)
    found = difference(shelf)
    assert summary(found) == ["added new"]
    (entry,) = found.entries
    assert (entry.path, entry.line, entry.page) == ("content/papers/new.md", 1, "papers/new/")
    assert fields(entry) == {
        "title": (None, "New"),
        "authors": (None, "Ada Lovelace"),
        "date": (None, "2020"),
        "note": (None, "A note."),
    }
    assert not found.files


def test_changed_fields_come_in_the_order_of_the_schema(shelf: Path) -> None:
    edit(shelf, "lovelace-1843.md", "topics: [machines]\n", "topics: [machines, analysis]\n")
    edit(shelf, "lovelace-1843.md", "title: Sketch", "odd: {deep: [a, b]}\ntitle: A Sketch")
    (entry,) = difference(shelf).entries
    assert list(fields(entry).items()) == [
        (
            "title",
            ("Sketch of the Analytical Engine", "A Sketch of the Analytical Engine"),
        ),
        ("topics", ("machines", "machines\nanalysis")),
        ("odd.deep", (None, "a\nb")),
    ]


def test_style_and_order_of_a_file_are_no_change_of_its_entry(shelf: Path) -> None:
    write(
        shelf,
        "lovelace-1843.md",
        '---\n# A remark\ntopics: machines\ntitle: "Sketch of the Analytical Engine"\n'
        "authors:\n  - Ada Lovelace\ndate: '1843'\nadded: 2015-06-10\ncollections: first-steps\n"
        "links:\n  - label: The sketch\n    url: https://example.org/sketch\n    kind: page\n"
        "relations: [{type: extends, id: novak-2015}]\n---\n",
    )
    found = difference(shelf)
    assert not found.entries
    assert [(file.path, file.kind, file.is_grave) for file in found.files] == [
        ("content/papers/lovelace-1843.md", FileKind.ENTRIES, False)
    ]


def test_a_name_that_is_parted_in_another_way_is_a_change(shelf: Path) -> None:
    write(shelf, "new.md", NEW.replace("[Ada Lovelace]", "[{given: Maria del, family: Carmen}]"))
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    edit(shelf, "new.md", "Maria del, family: Carmen", "Maria, family: del Carmen")
    (entry,) = difference(shelf).entries
    before, after = fields(entry)["authors"]
    assert before is not None
    assert after is not None
    assert before.startswith("Maria del Carmen (given Maria del")
    assert after.startswith("Maria del Carmen (given Maria,")


def test_only_the_item_of_a_list_that_changed_is_told(shelf: Path) -> None:
    edit(shelf, "list.yaml", "year: 1809", "year: 1810")
    edit(shelf, "list.yaml", "- id: tanaka-2020", "# Above\n- id: tanaka-2020")
    (entry,) = difference(shelf).entries
    assert (entry.id, entry.line) == ("gauss-1809", 8)
    assert fields(entry) == {"year": ("1809", "1810")}


def test_an_entry_that_moves_to_another_file_is_the_same_one(shelf: Path) -> None:
    content = (shelf / "content/papers/list.yaml").read_text(encoding="utf-8")
    first, second = content.split("- id: gauss-1809")
    write(shelf, "list.yaml", first)
    write(shelf, "others.yaml", f"- id: gauss-1809{second}")
    found = difference(shelf)
    assert not found.entries
    assert {file.path for file in found.files} == {
        "content/papers/list.yaml",
        "content/papers/others.yaml",
    }


def test_a_file_that_only_moves_is_told_of_as_a_file(shelf: Path) -> None:
    edit(shelf, "lovelace-1843.md", "---\ntitle", "---\nid: lovelace-1843\ntitle")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    (shelf / "content/papers/old").mkdir()
    git(shelf, "mv", "content/papers/lovelace-1843.md", "content/papers/old/l.md")
    found = difference(shelf)
    assert not found.entries
    (file,) = found.files
    assert (file.change, file.path) == (Change.RENAMED, "content/papers/old/l.md")
    assert file.earlier_path == "content/papers/lovelace-1843.md"


def test_an_entry_that_moves_and_changes_tells_of_its_file(shelf: Path) -> None:
    edit(shelf, "lovelace-1843.md", "---\ntitle", "---\nid: lovelace-1843\ntitle")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    git(shelf, "mv", "content/papers/lovelace-1843.md", "content/papers/moved.md")
    edit(shelf, "moved.md", "title: ", "title: The ")
    found = difference(shelf)
    (entry,) = found.entries
    assert (entry.change, entry.earlier_path) == (
        Change.CHANGED,
        "content/papers/lovelace-1843.md",
    )
    assert not found.files
    place = "content/papers/moved.md:1, before in content/papers/lovelace-1843.md"
    assert f"  {place}" in [line.text for line in text_lines(found)]


def test_an_entry_whose_file_gets_another_name_is_renamed(shelf: Path) -> None:
    git(shelf, "mv", "content/papers/novak-2015.md", "content/papers/novak-2016.md")
    found = difference(shelf)
    (entry,) = found.entries
    assert (entry.change, entry.earlier_id, entry.id) == (
        Change.RENAMED,
        "novak-2015",
        "novak-2016",
    )
    assert entry.earlier_path == "content/papers/novak-2015.md"
    assert not found.files


def test_an_entry_that_names_its_earlier_id_is_renamed_whatever_else_changes(
    shelf: Path,
) -> None:
    (shelf / "content/papers/novak-2015.md").unlink()
    write(shelf, "new.md", NEW.replace("title", "aliases: [novak-2015]\ntitle"))
    (entry,) = difference(shelf).entries
    assert (entry.change, entry.earlier_id, entry.id) == (Change.RENAMED, "novak-2015", "new")


def test_another_paper_in_place_of_one_is_one_more_and_one_less(shelf: Path) -> None:
    edit(shelf, "list.yaml", "- id: gauss-1809\n  title: Theoria motus", "- id: a-1\n  title: A")
    edit(shelf, "list.yaml", "authors: [Carl Friedrich Gauss]\n  year: 1809", "year: 1999")
    assert summary(difference(shelf)) == ["added a-1", "removed gauss-1809"]


def test_a_removed_entry_that_a_collection_names_is_a_problem_of_the_collection(
    shelf: Path,
) -> None:
    (shelf / "content/papers/lovelace-1843.md").unlink()
    found = difference(shelf)
    assert summary(found) == ["removed lovelace-1843"]
    assert fields(found.entries[0])["title"] == ("Sketch of the Analytical Engine", None)
    assert [(p.location.path, p.message) for p in found.problems] == [
        ("content/collections/by-date.md", 'unknown paper "lovelace-1843"')
    ]


def test_problems_stand_with_their_entry_and_mended_ones_are_counted(shelf: Path) -> None:
    write(shelf, "old.md", NEW.replace("date", "dat"))
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    write(shelf, "old.md", NEW.replace("New", "Other"))
    write(shelf, "new.md", NEW.replace("date: 2020", "date: soon"))
    edit(shelf, "list.yaml", "year: 1809", "yaer: 1809")
    found = difference(shelf)
    assert {entry.id: len(entry.problems) for entry in found.entries} == {
        "new": 1,
        "gauss-1809": 2,
        "old": 0,
    }
    assert found.gone == 1


def test_a_file_that_is_no_yaml_any_longer_is_compared_as_text(shelf: Path) -> None:
    edit(shelf, "list.yaml", "title: Theoria motus", 'title: "Theoria')
    edit(shelf, "lovelace-1843.md", "title: Sketch", 'title: "Sketch')
    found = difference(shelf)
    assert summary(found) == ["changed list", "changed lovelace-1843"]
    assert [entry.title for entry in found.entries] == ["list", "Sketch of the Analytical Engine"]
    for entry in found.entries:
        ((name, (before, after)),) = fields(entry).items()
        assert name == "text of the file"
        assert before != after
        assert entry.problems


def test_the_card_of_an_entry_is_there_before_and_after(shelf: Path) -> None:
    edit(shelf, "lovelace-1843.md", "title: Sketch", "title: A Sketch")
    (entry,) = difference(shelf).entries
    assert entry.card_before is not None
    assert entry.card_after is not None
    assert entry.card_before.title == "Sketch of the Analytical Engine"
    assert entry.card_after.title == "A Sketch of the Analytical Engine"
    assert entry.card_after.people == ("Ada Lovelace",)


def test_an_entry_with_errors_has_neither_card_nor_page(shelf: Path) -> None:
    write(shelf, "new.md", NEW.replace("date: 2020", "date: soon"))
    (entry,) = difference(shelf).entries
    assert (entry.card_after, entry.page) == (None, "")


def test_what_both_sides_changed_is_named(shelf: Path) -> None:
    git(shelf, "switch", "-q", "main")
    edit(shelf, "lovelace-1843.md", "title: Sketch", "title: Their Sketch")
    edit(shelf, "list.yaml", "title: Theoria motus", "title: Theirs")
    commit(shelf)
    git(shelf, "switch", "-q", "branch")
    edit(shelf, "lovelace-1843.md", "date: 1843", "date: 1844")
    edit(shelf, "list.yaml", "year: 2020", "year: 2021")
    found = difference(shelf)
    assert found.behind == 1
    assert summary(found) == ["changed tanaka-2020", "changed lovelace-1843"]
    assert found.both == ["lovelace-1843"]


def test_a_shelf_that_was_none_has_only_new_entries(small: Path) -> None:
    git(small, "init", "-q", "-b", "main")
    git(small, "commit", "-q", "--allow-empty", "-m", "Nothing")
    found = difference(small)
    assert {entry.change for entry in found.entries} == {Change.ADDED}
    assert len(found.entries) == 6
    assert FileKind.SETTINGS in {file.kind for file in found.files}


def test_a_deleted_content_folder_removes_every_entry(shelf: Path) -> None:
    (shelf / "content").rename(shelf / "gone")
    found = difference(shelf)
    assert {entry.change for entry in found.entries} == {Change.REMOVED}
    assert len(found.entries) == 6


def test_a_shelf_in_a_folder_of_its_repository_is_compared_alone(tmp_path: Path) -> None:
    shelf = tmp_path / "all/shelf"
    write(shelf, "a.md", NEW)
    write(shelf.parent, "other/content/papers/b.md", NEW)
    git(shelf.parent, "init", "-q", "-b", "main")
    commit(shelf.parent)
    edit(shelf, "a.md", "New", "Newer")
    edit(shelf.parent, "other/content/papers/b.md", "New", "Newer")
    found = difference(shelf)
    assert summary(found) == ["changed a"]
    assert found.prefix == "shelf/"
    assert [file.path for file in found.files] == ["other/content/papers/b.md"]


def test_a_problem_that_a_changed_entry_had_before_is_no_new_one(shelf: Path) -> None:
    write(shelf, "odd.md", NEW.replace("title", "colour: red\ntitle"))
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    edit(shelf, "odd.md", "title: ", "shape: round\ntitle: The ")
    found = difference(shelf)
    assert [problem.message for problem in found.problems] == ['unknown field "shape"']
    assert found.entries[0].problems == found.problems
    assert found.gone == 0


def test_problems_of_entries_that_moved_and_changed_are_the_old_ones(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        text = NEW.replace("New", f"Title number {number}").replace("date", "venu: x\ndate")
        write(shelf, f"old-{number}.md", text)
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    for number in range(3):
        (shelf / f"content/papers/old-{number}.md").unlink()
        text = f"venu: x\ndate: 2021\nnote: {'A longer word. ' * 20}"
        text = NEW.replace("New", f"Title number {number}").replace("date: 2020", text)
        write(shelf, f"new-{number}.md", text)
    found = difference(shelf)
    assert summary(found) == [f"renamed new-{number}" for number in range(3)]
    assert (found.problems, found.gone) == ([], 0)


@pytest.fixture
def advised(shelf: Path) -> Path:
    """The shelf with all advice, and without any abstract."""
    settings = shelf / "content/site.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if "check:" not in line), encoding="utf-8")
    for path in shelf.glob("content/papers/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\nabstract:", "\nsummary:"), encoding="utf-8")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    return shelf


def test_one_paper_more_brings_no_advice_about_others(advised: Path) -> None:
    write(advised, "new.md", NEW.replace("date", "abstract: The only one.\ndate"))
    found = difference(advised)
    assert {(p.location.path, p.rule) for p in found.problems} == {
        ("content/papers/new.md", "no-link"),
        ("content/papers/new.md", "no-collection"),
    }
    assert headline(found) == "This branch adds 1 entry and gets 2 pieces of advice."
    commit(advised)
    git(advised, "branch", "-f", "main")
    (advised / "content/papers/new.md").unlink()
    found = difference(advised)
    assert (found.problems, found.gone) == ([], 2)


def test_advice_that_a_changed_entry_follows_is_mended(advised: Path) -> None:
    write(advised, "new.md", NEW)
    commit(advised)
    git(advised, "branch", "-f", "main")
    write(advised, "new.md", NEW.replace("date", "ids: {doi: 10.1000/x}\ndate"))
    assert difference(advised).gone == 1


def test_a_twin_of_an_entry_is_told_of_at_whichever_it_stands(advised: Path) -> None:
    write(advised, "z-twin.md", NEW.replace("date", "ids: {doi: 10.1000/x}\ndate"))
    commit(advised)
    git(advised, "branch", "-f", "main")
    write(advised, "a-twin.md", NEW.replace("date", "ids: {doi: 10.1000/x}\ndate"))
    paths = [p.location.path for p in difference(advised).problems if p.rule == "duplicate"]
    assert paths == ["content/papers/z-twin.md"]


def test_files_of_a_repository_within_are_no_news(shelf: Path) -> None:
    inner = shelf / "content/papers/inner"
    git(shelf, "init", "-q", str(inner))
    (inner / "odd.md").write_text(NEW.replace("date", "venu: x\ndate"), encoding="utf-8")
    (inner / "link.md").symlink_to("odd.md")
    commit(inner)
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    assert difference(shelf).is_empty
    (inner / "more.md").write_text(NEW, encoding="utf-8")
    commit(inner)
    found = difference(shelf)
    assert [(file.path, file.kind) for file in found.files] == [
        ("content/papers/inner", FileKind.LINK)
    ]
    assert (found.problems, found.gone) == ([], 0)
