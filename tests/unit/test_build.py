"""Whole builds: what is refused, what a failure leaves, what is made again."""

import os
import shutil
from pathlib import Path

import pytest
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.checking import check
from papershelf.errors import ContentError, MachineError, Problem, UsageError
from papershelf.templates import TemplateFailureError

ENTRY = "---\ntitle: {}\nauthors: [Ada Lovelace]\ndate: 2020-01-02\n{}---\n"


def _write(shelf: Path, name: str, text: str) -> None:
    path = shelf / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _problems(shelf: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        build(shelf)
    assert not (shelf / "site").exists()
    return [f"{p.location}: {p.message} — {p.hint}" for p in caught.value.problems]


def test_a_shelf_needs_no_site_yaml_and_no_papers(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    report = build(tmp_path)
    assert report.papers == 0
    assert (tmp_path / "site/index.html").is_file()


def test_a_folder_without_content_is_no_shelf(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match='there is no folder "content"'):
        build(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_free_page_may_not_take_the_place_of_a_list(small: Path) -> None:
    _write(small, "content/pages/papers.md", "---\ntitle: Mine\n---\n")
    [problem] = _problems(small)
    assert problem == (
        "content/pages/papers.md: would be written to papers/index.html — "
        "the page papers/ is written there too; rename one of them"
    )


@pytest.mark.parametrize(
    "path", ["index.html", "INDEX.html", "404.html", "papers/index.html", "search/manifest.json"]
)
def test_a_static_file_may_not_take_the_place_of_a_page(small: Path, path: str) -> None:
    _write(small, f"content/static/{path}", "mine")
    problems = _problems(small)
    assert len(problems) == 1
    assert f"content/static/{path}" in problems[0]
    assert "rename one of them" in problems[0]
    found = check(small)[0]
    assert len(found) == 1


@pytest.mark.parametrize("path", ["papers", "Papers", "papers/novak-2015", "search", "daily"])
def test_a_static_file_may_not_stand_where_pages_need_a_folder(small: Path, path: str) -> None:
    _write(small, f"content/static/{path}", "mine")
    [problem] = _problems(small)
    assert problem.startswith(f"content/static/{path}: would be written to {path} — ")
    assert "needs a folder there; rename one of them" in problem


def test_static_files_may_not_lie_below_a_page_as_if_it_were_a_folder(small: Path) -> None:
    _write(small, "content/static/404.html/inside", "mine")
    [problem] = _problems(small)
    assert "would be written to 404.html" in problem
    assert "content/static/404.html/inside needs a folder there" in problem


def test_an_alias_may_not_take_the_place_of_a_paper(small: Path) -> None:
    _write(small, "content/papers/x.md", ENTRY.format("X", "aliases: [Lovelace-1843]\n"))
    [problem] = _problems(small)
    assert problem.startswith("content/papers/x.md:5:11: ")
    assert "content/papers/lovelace-1843.md" in problem


def test_a_paper_called_page_leaves_room_for_the_pages_of_the_list(small: Path) -> None:
    _write(small, "content/site.yaml", "title: T\npage_size: 5\n")
    _write(small, "content/papers/page.md", ENTRY.format("Page", ""))
    for number in range(6):
        _write(small, f"content/papers/n{number}.md", ENTRY.format("N", ""))
    build(small)
    assert (small / "site/papers/page/index.html").is_file()
    assert (small / "site/papers/page/2/index.html").is_file()


def _with_template(shelf: Path, name: str, text: str) -> None:
    _write(shelf, "themes/default/theme.yaml", "name: default\nextends: base\n")
    _write(shelf, f"themes/default/templates/{name}", text)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ no_such_name }}", "'no_such_name' is undefined"),
        ("{{ page.no_such }}", "no_such"),
        ("{% if %}", "Expected an expression"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ 'a'.index('b') }}", "substring not found"),
        ("{{ (1).nothing() }}", "nothing"),
        ("{{ 'x'|nofilter }}", "nofilter"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    ],
)
def test_a_failing_template_names_itself_and_its_line_and_the_old_site_stays(
    small: Path, line: str, message: str
) -> None:
    build(small)
    before = files_of(small / "site")
    _with_template(small, "404.html", f"<p>\n\n{line}\n")
    with pytest.raises(TemplateFailureError, match=message) as caught:
        build(small)
    assert caught.value.exit_code == 3
    assert "themes/default/templates/404.html:3: " in str(caught.value)
    assert files_of(small / "site") == before


def test_a_template_that_is_missing_or_no_text_is_told(small: Path) -> None:
    _with_template(small, "404.html", '{% extends "nowhere.html" %}')
    with pytest.raises(TemplateFailureError, match=r'has no template "nowhere\.html"'):
        build(small)
    (small / "themes/default/templates/404.html").write_bytes(b"\xff")
    with pytest.raises(TemplateFailureError, match=r"404\.html: .*decode"):
        build(small)


def test_a_full_disk_is_one_sentence_and_the_old_site_stays(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(small)
    before = files_of(small / "site")
    _write(small, "content/papers/x.md", ENTRY.format("X", ""))
    write = os.write
    left = [2000]

    def until_full(descriptor: int, view: memoryview) -> int:
        if left[0] <= 0:
            raise OSError(28, "No space left on device")
        part = view[: left[0]]
        left[0] -= len(part)
        return write(descriptor, part)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", until_full)
        with pytest.raises(MachineError, match="No space left on device; the old site was kept"):
            build(small)
    assert files_of(small / "site") == before
    assert build(small).papers == 6


def test_content_is_only_read(small: Path) -> None:
    before = files_of(small / "content")
    for path in [*(small / "content").rglob("*"), small / "content"]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    build(small)
    assert files_of(small / "content") == before
    for path in [small / "content", *(small / "content").rglob("*")]:
        path.chmod(0o755)


@pytest.mark.parametrize(
    "name", ["content/static/novak.svg", "themes/default/assets/x.js", "content/papers/list.yaml"]
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    small: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _with_template(small, "404.html", '{% extends "base:404.html" %}')
    _write(small, "themes/default/assets/x.js", "")
    # Root may read everything.
    read = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path.as_posix().endswith(name):
            raise PermissionError(13, "Permission denied")
        return read(path, *arguments, **options)  # type: ignore[call-overload]

    opened = os.open

    def refuse_too(path: str, *arguments: int, **options: int) -> int:
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "open", refuse_too)
    with pytest.raises(MachineError, match=r"cannot read .*: Permission denied"):
        build(small)


def test_the_output_may_not_be_inside_the_content_by_a_link_either(
    small: Path, tmp_path: Path
) -> None:
    (tmp_path / "way").symlink_to(small / "content/static")
    with pytest.raises(UsageError, match="is inside"):
        build(small, tmp_path / "way/site")
    assert not (small / "content/static/site").exists()


def test_a_clean_build_reads_every_entry_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = 1_000_000_000
    for path in (small / "content").rglob("*"):
        os.utime(path, (long_ago, long_ago))
    build(small)
    entry = small / "content/papers/lovelace-1843.md"
    # The same size and time: only reading it again can tell.
    entry.write_bytes(entry.read_bytes().replace(b"Sketch of", b"sKETCH of"))
    os.utime(entry, (long_ago, long_ago))
    build(small, clean=True)
    page = (small / "site/papers/lovelace-1843/index.html").read_text(encoding="utf-8")
    assert "sKETCH of" in page


def test_progress_is_told_stage_by_stage(small: Path) -> None:
    told: list[str] = []

    class Progress:
        def stage(self, name: str, total: int) -> None:
            told.append(f"{name} {total}")

        def advance(self) -> None:
            told.append("+")

    report = build(small, progress=Progress())
    assert [line for line in told if line != "+"] == [
        "Reading entries 0",
        "Reading words 0",
        "Relating papers 0",
        "Planning pages 0",
        "Indexing for the search 0",
        f"Writing pages {report.rendered}",
    ]
    assert told.count("+") >= report.rendered


def test_warnings_go_to_the_caller(small: Path) -> None:
    _write(small, "content/papers/x.md", ENTRY.format("X", "venu: Y\n"))
    found: list[Problem] = []
    build(small, on_problem=found.append)
    assert [str(problem.location) for problem in found] == ["content/papers/x.md:5:1"]
    with pytest.raises(ContentError):
        build(small, strict=True)


def test_a_link_that_leads_nowhere_is_a_warning_with_its_place(small: Path) -> None:
    _write(small, "content/pages/lost.md", "---\ntitle: Lost\n---\n\nSee [it](/nowhere/).\n")
    [problem] = check(small)[0]
    assert str(problem.location) == "content/pages/lost.md:5:10"
    assert problem.message == 'the link "/nowhere/" leads nowhere'


def test_two_outputs_of_a_shelf_do_not_disturb_each_other(small: Path, tmp_path: Path) -> None:
    for _ in range(2):
        build(small, tmp_path / "one")
        build(small, tmp_path / "two", drafts=True)
    assert build(small, tmp_path / "one").written == 0
    assert build(small, tmp_path / "two", drafts=True).written == 0


CHANGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "a curator's handle": (("site.yaml", "id: keepers", "id: k"),),
    "an ORCID in authors.yaml": (("authors.yaml", "0000-0002-1825-0097", "0000-0001-5109-3700"),),
    "a native name in authors.yaml": (("authors.yaml", "  orcid:", "  native: Новак\n  orcid:"),),
    "a status that empties a day": (
        ("papers/novak-2015.md", "\ndate:", "\nstatus: hidden\ndate:"),
        ("papers/lovelace-1843.md", "\ndate:", "\nstatus: hidden\ndate:"),
    ),
    "a topic's name": (("topics.yaml", "name: Numerical analysis", "name: Numbers"),),
    "a collection's title": (("collections/first-steps.md", "First steps", "Steps"),),
}
"""File, text and new text of edits that another paper's page shows."""


@pytest.mark.parametrize("change", CHANGES)
def test_what_another_file_says_of_a_paper_makes_its_page_anew(small: Path, change: str) -> None:
    path = small / "content/papers/novak-2015.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("language: cs", "language: cs\ncurated_by: keepers"), "utf-8")
    build(small)
    before = files_of(small / "site")
    for name, old, new in CHANGES[change]:
        edited = small / "content" / name
        text = edited.read_text(encoding="utf-8")
        assert old in text
        edited.write_text(text.replace(old, new), encoding="utf-8")
    build(small)
    clean = small.parent / "clean"
    shutil.copytree(small / "content", clean / "content")
    build(clean)
    assert files_of(small / "site") == files_of(clean / "site")
    assert files_of(small / "site") != before
