"""Hostile files, interruptions and full disks leave a whole shelf, and the next import goes on."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support.drafts import LINES
from tests.support.importing import ONE, PAPERS, TWO, Run, errors, papers_of

from papershelf import importers, load_library
from papershelf.draft import Draft
from papershelf.errors import MachineError, Problem
from papershelf.importers import Importer, Source
from papershelf.intake import write

ROOT = Path(__file__).parents[3]


def test_hostile_keys_and_titles_make_files_in_the_folder_of_papers_alone(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    names = ["../../etc/passwd", "CON", "nul.md", "a/b", "..", ".", "\u202ecod", "x" * 300, "~"]
    drafts = [
        {"title": f"{name} {number}", "authors": [name], "date": "2020", "key": name}
        for number, name in enumerate(names)
    ]
    before = set(small.rglob("*"))
    code, _, err = run(source(*drafts), "--keep-keys")
    assert code == 0, err
    new = [path for path in set(small.rglob("*")) - before if ".papershelf" not in path.parts]
    assert len(new) == len(names)
    assert {path.parent for path in new} == {small.joinpath(*PAPERS)}
    assert errors(small) == []
    assert "\u202e" not in err


def test_a_file_that_came_meanwhile_is_not_overwritten(
    run: Run, source: Callable[..., Path], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = small.joinpath(*PAPERS, "lovelace-1843-one.md")

    def read(source: Source) -> Iterator[Draft | Problem]:
        there.write_text("somebody else's", encoding="utf-8")
        yield from LINES.read(source)

    meanwhile = Importer("lines", "Lines", (".lines",), lambda _: True, read)
    monkeypatch.setattr(importers, "IMPORTERS", (meanwhile,))
    assert run(source(ONE))[0] == 0
    assert there.read_text(encoding="utf-8") == "somebody else's"
    assert "lovelace-1843-one-2.md" in papers_of(small)


@pytest.mark.parametrize("into", [[], ["--list", "new"]])
def test_ctrl_c_leaves_whole_files_and_the_next_run_goes_on(
    run: Run,
    source: Callable[..., Path],
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    into: list[str],
) -> None:
    def read(source: Source) -> Iterator[Draft | Problem]:
        yield next(LINES.read(source))
        raise KeyboardInterrupt

    interrupted = Importer("lines", "Lines", (".lines",), lambda _: True, read)
    path = source(ONE, TWO)
    with monkeypatch.context() as patch:
        patch.setattr(importers, "IMPORTERS", (interrupted,))
        code, _, err = run(path, *into)
    assert code == 130
    assert ("Stopped: 0 entries" if into else "Stopped: 1 entry") in err
    assert errors(small) == []
    assert run(path, *into)[0] == 0
    assert {"lovelace-1843-one", "lovelace-1844-two"} <= load_library(small).papers.keys()
    assert len([name for name in papers_of(small) if "lovelace-184" in name]) == (1 if into else 3)


_KILLED = """
import os, signal, sys
from papershelf import importers
from papershelf.importers import Importer
from papershelf.cli import main
from tests.support.drafts import LINES

def read(source):
    for number, draft in enumerate(LINES.read(source)):
        if number == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        yield draft

importers.IMPORTERS = (Importer("lines", "Lines", (".lines",), lambda _: True, read),)
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_killed_import_leaves_whole_files_and_the_next_run_goes_on(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    drafts = [{**ONE, "title": f"Number {number}", "key": str(number)} for number in range(20)]
    path = source(*drafts)
    script = path.with_name("killed.py")
    script.write_text(_KILLED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'generator'}{os.pathsep}{ROOT}"}
    ended = subprocess.run(
        [sys.executable, str(script), "import", "--shelf", str(small), str(path)],
        env=environment,
        check=False,
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGKILL
    written_files = [name for name in papers_of(small) if "number" in name]
    assert len(written_files) == 7
    assert errors(small) == []
    code, _, err = run(path)
    assert code == 0
    assert "Imported 13 of 20 entries" in err
    assert len([paper for paper in load_library(small).papers if "number" in paper]) == 20


def test_what_a_killed_import_left_behind_is_swept_up(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    left = small.joinpath(*PAPERS, ".papershelf-123.new")
    left.write_text("half", encoding="utf-8")
    os.utime(left, (0, 0))
    run(source(ONE))
    assert not left.exists()


def test_a_full_disk_is_told_and_leaves_no_half_file(
    run: Run, source: Callable[..., Path], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_temporary: Path, _path: Path) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "_name", no_room)
    before = papers_of(small)
    code, _, err = run(source(ONE))
    assert code == MachineError.exit_code
    assert "cannot write content/papers/lovelace-1843-one.md: No space left" in err
    assert papers_of(small) == before


def test_a_shelf_with_errors_can_be_imported_into(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    wrong = small.joinpath(*PAPERS, "lovelace-1843-one.md")
    wrong.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert run(source(ONE))[0] == 0
    assert wrong.read_text(encoding="utf-8") == "---\ntitle: [\n---\n"


def test_a_hostile_title_cannot_move_the_cursor(run: Run, source: Callable[..., Path]) -> None:
    hostile = {**ONE, "title": "\x1b[2J\x1b]0;x\x07 title\u202e", "language": "\x1b[31m"}
    _, out, err = run(source(hostile), "--dry-run")
    assert not {"\x1b", "\x07", "\u202e"} & set(out + err)


@pytest.mark.parametrize("into", [[], ["--list", "sub/more"]])
def test_nothing_is_written_where_a_link_leads_out_of_the_content(
    run: Run, source: Callable[..., Path], small: Path, tmp_path: Path, into: list[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    papers = small.joinpath(*PAPERS)
    if into:
        (papers / "sub").symlink_to(outside)
    else:
        papers.rename(tmp_path / "papers")
        papers.symlink_to(outside)
    code, _, err = run(source(ONE), *into)
    assert code == MachineError.exit_code
    assert "leads out of the content folder" in err
    assert list(outside.iterdir()) == []


BROKEN = "---\ntitle: A: b\nids: {{doi: {0}}}\n---\n"


def test_a_paper_whose_id_stands_in_a_file_with_errors_is_told_and_left_out(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    doi = {**TWO, "ids": {"doi": "10.1000/Two"}}
    preprint = {**ONE, "ids": {"arxiv": "2001.09999v1"}}
    wrong = small.joinpath(*PAPERS, "broken.md")
    wrong.write_text(BROKEN.format("10.1000/tWO, arxiv: 2001.09999v5"), encoding="utf-8")
    before = papers_of(small)
    refs = source(doi, preprint)
    code, out, err = run(refs)
    assert code == 1
    for line, name in ((1, "doi:10.1000/two"), (2, "arxiv:2001.09999")):
        where = f"refs.lines:{line}: left out"
        told = next(text for text in err.splitlines() if where in text)
        assert f"{name} stands in content/papers/broken.md, which has errors — mend" in told
    assert "2 in files with errors" in out + err
    assert papers_of(small) == before
    # Left out, it is no paper that others could be duplicates of.
    wrong.write_text(BROKEN.format("10.1000/two.v2"), encoding="utf-8")
    assert run(refs)[0] == 0
    assert len(papers_of(small)) == len(before) + 2


def test_a_paper_in_a_file_with_errors_is_added_where_duplicates_are_kept(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    small.joinpath(*PAPERS, "broken.md").write_text(BROKEN.format("10.1000/2"), encoding="utf-8")
    before = papers_of(small)
    assert run(source(TWO), "--on-duplicate", "keep")[0] == 0
    assert len(papers_of(small)) == len(before) + 1
