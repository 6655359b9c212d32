"""What becomes of the built site, and where the one of the branch is left."""

from pathlib import Path

import pytest
from tests.support.branched import commit, difference, edit, git, write

from papershelf.build import build
from papershelf.differences.model import SiteChange
from papershelf.differences.sites import SiteWish
from papershelf.errors import MachineError, PapershelfError, UsageError

NEW = "---\ntitle: New\nauthors: [Ada Lovelace]\ndate: 2020\n---\n"


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def site_of(shelf: Path, target: Path | None = None) -> SiteChange:
    found = difference(shelf, wish=SiteWish(target))
    assert found.failure == ""
    assert found.site is not None
    return found.site


def test_a_branch_that_changes_nothing_has_the_same_site(shelf: Path) -> None:
    site = site_of(shelf)
    assert (site.pages_added, site.pages_removed, site.pages_changed) == ([], [], 0)
    assert site.files_before == site.files_after > 100
    assert site.bytes_before == site.bytes_after > 100_000


def test_new_pages_and_those_that_are_gone_are_named(shelf: Path) -> None:
    write(shelf, "new.md", NEW)
    (shelf / "content/papers/lovelace-1843.md").unlink()
    edit(shelf, "content/collections/by-date.md", "lovelace-1843, ", "")
    site = site_of(shelf)
    assert "papers/new/" in site.pages_added
    assert "papers/lovelace-1843/" in site.pages_removed
    assert site.pages_changed > 0
    assert site.bytes_before != site.bytes_after


def test_the_site_that_is_left_is_the_one_of_a_clean_build(shelf: Path, tmp_path: Path) -> None:
    write(shelf, "new.md", NEW)
    write(shelf, "themes/default/templates/about.html", "{# About #}<p>Ours</p>\n")
    write(shelf, "content/static/more.txt", "more")
    site = site_of(shelf, tmp_path / "left")
    left = files_of(tmp_path / "left")
    build(shelf, tmp_path / "clean", noindex=True)
    assert left == files_of(tmp_path / "clean")
    assert site.files_after == len(left) - 1
    assert site.bytes_after == sum(map(len, left.values())) - len(left[".papershelf"])


def test_the_folder_of_the_site_is_empty_or_of_an_earlier_one(shelf: Path, tmp_path: Path) -> None:
    target = tmp_path / "left"
    build(shelf, target)
    write(shelf, "new.md", NEW)
    site_of(shelf, target)
    assert (target / "papers/new/index.html").is_file()
    (shelf / "content/papers/new.md").unlink()
    site_of(shelf, target)
    assert not (target / "papers/new").exists()


def test_a_build_into_the_folder_after_that_is_as_ever(shelf: Path, tmp_path: Path) -> None:
    target = tmp_path / "left"
    build(shelf, target)
    site_of(shelf, target)
    build(shelf, target)
    left = files_of(target)
    build(shelf, tmp_path / "clean")
    assert left == files_of(tmp_path / "clean")


def test_a_folder_of_somebody_else_is_refused_before_anything_is_done(
    shelf: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(MachineError, match=r"did not make \(diary.txt\).*another --site"):
        difference(shelf, wish=SiteWish(target))
    with pytest.raises(MachineError, match="is no folder"):
        difference(shelf, wish=SiteWish(target / "diary.txt"))
    with pytest.raises(UsageError, match="choose another --site"):
        difference(shelf, wish=SiteWish(shelf / "content/static/site"))
    assert (target / "diary.txt").read_text(encoding="utf-8") == "mine"


def test_entries_with_errors_are_left_out_and_counted(shelf: Path) -> None:
    write(shelf, "new.md", NEW.replace("2020", "soon"))
    assert site_of(shelf).left_out == 1


def test_errors_of_the_base_do_not_keep_from_comparing(shelf: Path) -> None:
    write(shelf, "new.md", NEW.replace("2020", "soon"))
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    write(shelf, "new.md", NEW)
    assert "papers/new/" in site_of(shelf).pages_added


def test_a_branch_that_cannot_be_built_says_why_and_tells_all_else(
    shelf: Path, tmp_path: Path
) -> None:
    target = tmp_path / "left"
    build(shelf, target)
    before = files_of(target)
    edit(shelf, "lovelace-1843.md", "title: Sketch", "title: A Sketch")
    edit(shelf, "content/site.yaml", "title:", "theme: nowhere\ntitle:")
    found = difference(shelf, wish=SiteWish(target))
    assert found.site is None
    assert "this branch cannot be built" in found.failure
    assert "nowhere" in found.failure
    assert not found.is_site_left
    assert [entry.id for entry in found.entries] == ["lovelace-1843"]
    assert files_of(target) == before


def test_a_base_that_cannot_be_built_still_leaves_the_site_of_the_branch(
    shelf: Path, tmp_path: Path
) -> None:
    edit(shelf, "content/site.yaml", "title:", "theme: nowhere\ntitle:")
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    edit(shelf, "content/site.yaml", "theme: nowhere\n", "")
    found = difference(shelf, wish=SiteWish(tmp_path / "left"))
    assert found.site is None
    assert "the site of main cannot be built" in found.failure
    assert found.is_site_left
    assert (tmp_path / "left/index.html").is_file()


def test_a_shelf_that_was_none_has_only_new_pages(small: Path) -> None:
    git(small, "init", "-q", "-b", "main")
    git(small, "commit", "-q", "--allow-empty", "-m", "Nothing")
    site = site_of(small)
    assert "" in site.pages_added
    assert (site.files_before, site.bytes_before, site.pages_removed) == (0, 0, [])


def test_a_deleted_content_folder_leaves_no_site(shelf: Path) -> None:
    (shelf / "content").rename(shelf / "gone")
    found = difference(shelf, wish=SiteWish())
    assert found.site is None
    assert 'there is no folder "content"' in found.failure


def test_nothing_of_the_repository_is_changed(shelf: Path) -> None:
    write(shelf, "new.md", NEW)
    before = git(shelf, "status", "--porcelain"), files_of(shelf / "content")
    site_of(shelf)
    assert (git(shelf, "status", "--porcelain"), files_of(shelf / "content")) == before


def test_a_link_out_of_the_shelf_brings_nothing_into_the_site(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a secret of the machine", encoding="utf-8")
    (shelf / "content/static/out.txt").symlink_to(tmp_path / "secret.txt")
    target = tmp_path / "left"
    try:
        difference(shelf, wish=SiteWish(target))
    except PapershelfError:
        assert not target.exists()
        return
    assert not any(b"a secret of" in content for content in files_of(target).values())


def test_who_changed_an_entry_is_credited_on_both_sites(shelf: Path, tmp_path: Path) -> None:
    with (shelf / "content/site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("credit: {history: true}\n")
    edit(shelf, "lovelace-1843.md", "title: ", "title: The ")
    git(shelf, "commit", "-qam", "The", "--author", "Cleo Clement <c@d.example>")
    git(shelf, "branch", "-f", "main")
    write(shelf, "content/static/more.txt", "more")
    assert site_of(shelf, tmp_path / "left").pages_changed == 0
    build(shelf, tmp_path / "clean", noindex=True)
    left = files_of(tmp_path / "left")
    assert b"Cleo Clement" in left["papers/lovelace-1843/index.html"]
    assert left == files_of(tmp_path / "clean")


def test_files_that_git_keeps_in_another_form_have_not_changed(shelf: Path) -> None:
    write(shelf, "./.gitattributes", "*.txt eol=crlf\n")
    write(shelf, "content/static/more.txt", "more\n" * 100)
    commit(shelf)
    git(shelf, "branch", "-f", "main")
    (shelf / "content/static/more.txt").unlink()
    git(shelf, "checkout", "-q", "content/static/more.txt")
    site = site_of(shelf)
    assert b"\r\n" in (shelf / "content/static/more.txt").read_bytes()
    assert site.bytes_before == site.bytes_after


def test_what_is_not_checked_out_is_on_neither_side(shelf: Path) -> None:
    git(shelf, "sparse-checkout", "set", "--no-cone", "/*", "!/content/papers/lovelace-1843.md")
    assert not (shelf / "content/papers/lovelace-1843.md").exists()
    found = difference(shelf, wish=SiteWish())
    assert found.is_empty
    assert found.site
    assert (found.site.pages_added, found.site.pages_removed) == ([], [])
