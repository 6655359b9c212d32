"""papershelf import: what it writes, shows and says, whatever the files hold."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Thread

import pytest
from tests.support.drafts import ECHO, LINES, written

from papershelf import importers, load_library
from papershelf.checking import check
from papershelf.cli import main
from papershelf.draft import Draft
from papershelf.errors import MachineError, Problem
from papershelf.importers import Importer, Source
from papershelf.intake import write

ROOT = Path(__file__).parents[2]
PAPERS = ("content", "papers")
ONE = {"title": "One", "authors": ["Ada Lovelace"], "date": "1843", "key": "one"}
TWO = {"title": "Two", "authors": ["Ada Lovelace"], "date": "1844", "ids": {"doi": "10.1000/2"}}
NO_PEOPLE = {"title": "Nobody's", "date": "1845", "odd": "kept"}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(small: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the small shelf: its exit code, output and messages."""
    monkeypatch.setattr(importers, "IMPORTERS", (LINES, ECHO))

    def run(*arguments: str | Path, shelf: Path = small) -> tuple[int, str, str]:
        options = ["--shelf", str(shelf), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", ["papershelf", "import", *options])
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, output.out, output.err

    return run


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Path]:
    """Make a file of drafts."""

    def make(*drafts: object, name: str = "refs.lines") -> Path:
        path = tmp_path / name
        path.write_text(written(*drafts), encoding="utf-8")
        return path

    return make


def papers_of(shelf: Path) -> dict[str, str]:
    """The files of papers and what is in them."""
    folder = shelf.joinpath(*PAPERS)
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def errors(shelf: Path) -> list[Problem]:
    """What stops a build of the shelf."""
    return [problem for problem in check(shelf)[0] if problem.is_grave]


def test_each_paper_becomes_a_file_and_the_shelf_still_builds(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    before = papers_of(small)
    code, out, err = run(source(ONE, TWO))
    assert (code, out) == (0, "")
    after = papers_of(small)
    assert after.keys() - before.keys() == {"lovelace-1843-one.md", "lovelace-1844-two.md"}
    assert {name: after[name] for name in before} == before
    assert errors(small) == []
    assert load_library(small).papers["lovelace-1844-two"].ids == {"doi": "10.1000/2"}
    last = err.splitlines()[-1]
    assert re.fullmatch(
        r"Imported 2 of 2 entries from \S+ into content/papers/ in [\d.]+ s\.", last
    )


def test_what_cannot_be_an_entry_is_named_by_line_and_the_rest_is_imported(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    path = source(ONE, "{half", NO_PEOPLE, TWO)
    code, _, err = run(path)
    assert code == 1
    assert f"{path}:2: is no JSON" in err
    assert f"{path}:3: left out" in err
    assert "no authors or editors" in err
    assert "Imported 2 of 4 entries" in err
    assert errors(small) == []


def test_a_thousand_mistakes_are_named_one_by_one(run: Run, source: Callable[..., Path]) -> None:
    path = source(*["{half"] * 1_000, ONE)
    code, _, err = run(path)
    assert code == 1
    assert [f"{path}:{line}:" in err for line in (1, 500, 1_000)] == [True] * 3
    assert "1,000 problems in 1 file:" in err
    assert "Imported 1 of 1,001 entries" in err


def test_a_field_that_is_not_understood_is_told_and_fails_nothing(
    run: Run, source: Callable[..., Path]
) -> None:
    path = source({**ONE, "language": "Klingonish"})
    code, _, err = run(path)
    assert code == 0
    assert f'{path}:1: warning: language: "Klingonish"' in err
    assert "1 imported with problems" in err


def test_incomplete_records_go_to_a_file_that_can_be_filled_in(
    run: Run, source: Callable[..., Path], small: Path, tmp_path: Path
) -> None:
    rest = tmp_path / "rest.yaml"
    assert run(source(ONE, NO_PEOPLE), "--incomplete", rest, "--added", "2026-01-02")[0] == 1
    assert "Nobody's" in rest.read_text(encoding="utf-8")
    assert "odd: kept" in rest.read_text(encoding="utf-8")
    code, _, err = run(source(NO_PEOPLE), "--incomplete", rest)
    assert code == 2
    assert "exists already" in err


def test_a_dry_run_shows_a_table_and_writes_nothing(
    run: Run, source: Callable[..., Path], small: Path, tmp_path: Path
) -> None:
    before = papers_of(small)
    rest = tmp_path / "rest.yaml"
    arguments = [source(ONE, ONE, NO_PEOPLE), "--dry-run", "--incomplete", rest]
    code, out, err = run(*arguments)
    assert code == 1
    assert papers_of(small) == before
    assert not rest.exists()
    rows = [re.split(r"  +", line) for line in out.splitlines()]
    assert rows == [
        ["line", "id", "title", "year", "what"],
        ["1", "lovelace-1843-one", "One", "1843", "new"],
        ["2", "One", "1843", "duplicate of lovelace-1843-one (title)"],
        ["3", "Nobody's", "1845", "incomplete: no authors or editors"],
    ]
    assert "Would import 1 of 3 entries" in err
    code, out, _ = run(*arguments[:2], "--list", "new")
    assert not small.joinpath(*PAPERS, "new.yaml").exists()


def test_a_dry_run_of_several_files_says_which_file_a_line_is_of(
    run: Run, source: Callable[..., Path]
) -> None:
    one, other = source(ONE), source(ONE, TWO, name="other.lines")
    _, out, _ = run(one, other, "--dry-run")
    table = [line.split()[0] for line in out.splitlines()]
    assert table == ["where", f"{one}:1", f"{other}:1", f"{other}:2"]


def test_schemas_of_many_papers_are_left_to_the_next_check(
    run: Run, source: Callable[..., Path], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source(ONE))
    schema = small / ".papershelf" / "schema" / "entry.json"
    assert b"lovelace-1843-one" in schema.read_bytes()
    monkeypatch.setattr("papershelf.editors.MOST_PAPERS", 1)
    run(source(TWO))
    assert b"lovelace-1844-two" not in schema.read_bytes()
    schema.unlink()
    run(source({**ONE, "title": "Three", "key": "three"}))
    assert schema.exists()


def test_a_paper_may_relate_to_one_further_down_in_its_file(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    related = {**ONE, "relations": [{"type": "extends", "id": "two"}]}
    assert run(source(related, {**TWO, "id": "two"}))[0] == 0
    assert "extends" in papers_of(small)["lovelace-1843-one.md"]
    assert not errors(small)


def test_importing_again_adds_nothing(run: Run, source: Callable[..., Path], small: Path) -> None:
    path = source(ONE, TWO)
    run(path)
    before = papers_of(small)
    code, _, err = run(path)
    assert code == 0
    assert papers_of(small) == before
    assert f"{path}:2: lovelace-1844-two is on the shelf already (doi)" in err
    assert "Imported 0 of 2 entries" in err
    assert "2 duplicates" in err


def test_a_list_is_begun_and_gone_on_with_all_else_untouched(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    path = small.joinpath(*PAPERS, "reading", "2024.yaml")
    assert run(source(ONE), "--list", "reading/2024", "--added", "published")[0] == 0
    curated = "# My list.\n\n" + path.read_text(encoding="utf-8") + "  # the end"
    path.write_text(curated, encoding="utf-8")
    noted = {**TWO, "text below": "A note\n\nof two parts."}
    assert run(source(noted), "--list", "reading/2024.yaml", "--added", "published")[0] == 0
    now = path.read_text(encoding="utf-8")
    assert now.startswith(curated + "\n")
    assert errors(small) == []
    papers = load_library(small).papers
    assert papers["lovelace-1844-two"].note == "A note\n\nof two parts."
    assert "lovelace-1843-one" in papers


@pytest.mark.parametrize(
    "text",
    [
        "- id: x-1\n  title: X\n  editors: [A B]\n  year: 2000",
        "---\n  # one\n  - id: x-1\n    title: X\n    editors: [A B]\n    year: 2000\n\n\n",
        "-\n  id: x-1\n  title: X\n  editors: [A B]\n  year: 2000\n",
    ],
)
def test_new_entries_are_indented_as_those_of_their_list(
    run: Run, source: Callable[..., Path], small: Path, text: str
) -> None:
    path = small.joinpath(*PAPERS, "more.yaml")
    path.write_text(text, encoding="utf-8")
    assert run(source(ONE), "--list", "more")[0] == 0
    assert path.read_text(encoding="utf-8").startswith(text)
    assert errors(small) == []
    assert {"x-1", "lovelace-1843-one"} <= load_library(small).papers.keys()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[{id: x-1, title: X, editors: [A B], year: 2000}]\n", "is no list"),
        ("title: X\neditors: [A B]\nyear: 2000\n", "is no list"),
        ("- id: [\n", "cannot be added to"),
        ("- id: x-1\n  title: X\n  editors: [A B]\n  year: 2000\n...\n", "cannot be added to"),
    ],
)
def test_a_file_that_entries_cannot_be_added_to_stays_as_it_is(
    run: Run, source: Callable[..., Path], small: Path, text: str, why: str
) -> None:
    path = small.joinpath(*PAPERS, "more.yaml")
    path.write_text(text, encoding="utf-8")
    code, _, err = run(source(ONE), "--list", "more")
    assert code == 2
    assert why in err
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a//b", ".hidden", "a\\b", "", "a/../../b"])
def test_a_list_stays_in_the_folder_of_papers(
    run: Run, source: Callable[..., Path], name: str
) -> None:
    code, _, err = run(source(ONE), "--list", name)
    assert code == 2
    assert "is no name of a list" in err


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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04...", "is an archive or office document"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"SQLite format 3\0", "is a database"),
        (b"\x1f\x8b\x08", "is packed by gzip"),
        (b"abc\0def", "is no text"),
        ("{}".encode("utf-16-le"), "say so with --encoding"),
        (b"hello", "is in no format that is known"),
    ],
)
def test_what_is_no_list_of_papers_is_said_and_the_other_files_are_imported(
    run: Run, source: Callable[..., Path], tmp_path: Path, content: bytes, said: str
) -> None:
    strange = tmp_path / "strange"
    strange.write_bytes(content)
    code, _, err = run(strange, source(ONE))
    assert code == 1
    assert f"{strange}: {said}" in err or said in err
    assert "Imported 1 of 2 entries from 2 files" in err


def test_the_content_tells_the_format_and_then_the_name(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    assert run(source(ONE, name="refs.unknown"))[0] == 0
    both = source("{" + json.dumps(TWO), TWO, name="refs.echo")
    code, _, err = run(both, "--dry-run")
    assert "may be" not in err
    unclear = source("{" + json.dumps(TWO), name="refs")
    importers_that_doubt = (LINES, Importer("other", "Other", (), LINES.looks_like, LINES.read))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importers, "IMPORTERS", importers_that_doubt)
        code, _, err = run(unclear)
    assert code == 1
    assert "may be lines, other" in err
    assert "--format" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name the files to import"),
        (["nowhere.bib"], "there is no file nowhere.bib"),
        (["."], "is a folder"),
        (["{}", "--format", "bibtx"], '"bibtx" is no format'),
        (["{}", "--map", "Title"], "is no map"),
        (["{}", "--added", "yesterday"], "--added"),
        (["{}", "--topic", "cooking"], 'there is no topic "cooking"'),
        (["{}", "--collection", "cooking"], 'there is no collection "cooking"'),
        (["{}", "--on-duplicate", "burn"], "burn"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_written(
    run: Run, source: Callable[..., Path], small: Path, arguments: list[str], said: str
) -> None:
    before = papers_of(small)
    path = str(source(ONE))
    code, _, err = run(*(path if argument == "{}" else argument for argument in arguments))
    assert code == 2
    assert said in err
    assert papers_of(small) == before


def test_without_a_shelf_it_says_so(run: Run, source: Callable[..., Path], tmp_path: Path) -> None:
    code, _, err = run(source(ONE), shelf=tmp_path)
    assert code == 3
    assert 'no folder "content"' in err


def test_papers_come_from_standard_input_too(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(written(ONE).encode())))
    code, _, err = run("-")
    assert code == 0
    assert "from standard input" in err
    assert "lovelace-1843-one.md" in papers_of(small)


def test_a_named_pipe_is_read_once(
    run: Run, source: Callable[..., Path], small: Path, tmp_path: Path
) -> None:
    content = source(ONE).read_bytes()
    pipe = tmp_path / "pipe.lines"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=[content])
    writer.start()
    assert run(pipe)[0] == 0
    writer.join()
    assert "lovelace-1843-one.md" in papers_of(small)


def test_standard_input_cannot_be_read_twice(run: Run) -> None:
    code, _, err = run("-", "-")
    assert code == 2
    assert "once" in err


def test_formats_are_listed(run: Run) -> None:
    code, out, _ = run("--list-formats")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["lines", "echo"]


def test_a_shelf_with_errors_can_be_imported_into(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    wrong = small.joinpath(*PAPERS, "lovelace-1843-one.md")
    wrong.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert run(source(ONE))[0] == 0
    assert wrong.read_text(encoding="utf-8") == "---\ntitle: [\n---\n"


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


def test_a_hostile_title_cannot_move_the_cursor(run: Run, source: Callable[..., Path]) -> None:
    hostile = {**ONE, "title": "\x1b[2J\x1b]0;x\x07 title\u202e", "language": "\x1b[31m"}
    _, out, err = run(source(hostile), "--dry-run")
    assert not {"\x1b", "\x07", "\u202e"} & set(out + err)


def test_what_the_shelf_lacks_is_filled_in_and_what_it_says_stays(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    path = small.joinpath(*PAPERS, "lovelace-1844-two.md")
    path.write_text(
        "---\n# Mine.\ntitle: Two, as I call it\nauthors: [Ada Lovelace] # alone\nyear: 1844\n"
        "ids: {doi: 10.1000/2}\ntopics: [machines]\n---\nMy note.\n",
        encoding="utf-8",
    )
    found = {
        **TWO,
        "ids": {"doi": "10.1000/2", "pmid": "7"},
        "pages": "1-2",
        "topics": ["analysis"],
        "text below": "Another note.",
    }
    before = papers_of(small)
    code, out, _ = run(source(found), "--on-duplicate", "update", "--dry-run")
    assert "fills in lovelace-1844-two (" in out
    assert papers_of(small) == before
    code, _, err = run(source(found), "--on-duplicate", "update")
    assert code == 0
    assert "1 filled in" in err
    text = path.read_text(encoding="utf-8")
    assert "# Mine." in text
    assert "# alone" in text
    paper = load_library(small).papers["lovelace-1844-two"]
    assert paper.title == "Two, as I call it"
    assert paper.ids == {"doi": "10.1000/2", "pmid": "7"}
    assert (paper.pages, paper.topics, paper.note) == ("1-2", ("machines",), "My note.")
    _, _, err = run(source(found), "--on-duplicate", "update")
    assert "1 duplicate" in err


def test_an_entry_in_a_list_is_not_filled_in(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    run(source(TWO), "--list", "more")
    before = papers_of(small)
    code, _, err = run(source({**TWO, "pages": "1-2"}), "--on-duplicate", "update")
    assert (code, papers_of(small)) == (0, before)
    assert "1 duplicate" in err


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


def test_of_many_duplicates_the_first_are_named_and_the_others_counted(
    run: Run, source: Callable[..., Path]
) -> None:
    path = source(*[{**TWO, "title": f"Two {number}"} for number in range(100)])
    code, _, err = run(path)
    assert code == 0
    assert err.count("is on the shelf already") == 20
    assert "and 79 more are on the shelf already; --dry-run shows all" in err
    assert "Imported 1 of 100 entries" in err
