"""papershelf import tells what it takes, what it would do, and what it left out."""

import json
import os
import re
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Thread

import click
import pytest
from tests.support.drafts import LINES, written
from tests.support.importing import NO_PEOPLE, ONE, PAPERS, TWO, Run, errors, papers_of

from papershelf import importers
from papershelf.cli.importing import import_
from papershelf.importers import Importer
from papershelf.intake import ON_DUPLICATE


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


def test_what_no_field_holds_is_told_once_for_a_file(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    odd = {"extra": {"weather": "rain", "mood\x1b[2J": "good"}}
    path = source({**ONE, **odd}, {**TWO, "extra": {"weather": "sun", "incomplete": ["authors"]}})
    code, _, err = run(path)
    assert code == 0
    [told] = [line for line in err.splitlines() if "kept under extra" in line]
    assert told.startswith(f"{path}: advice: ")
    assert "weather (2), mood[2J (1)" in told
    assert "incomplete" not in told
    assert "weather: sun" in papers_of(small)["lovelace-1844-two.md"]


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


def test_of_many_duplicates_the_first_are_named_and_the_others_counted(
    run: Run, source: Callable[..., Path]
) -> None:
    path = source(*[{**TWO, "title": f"Two {number}"} for number in range(100)])
    code, _, err = run(path)
    assert code == 0
    assert err.count("is on the shelf already") == 20
    assert "and 79 more are on the shelf already; --dry-run shows all" in err
    assert "Imported 1 of 100 entries" in err


def test_the_command_offers_whatever_can_become_of_a_duplicate() -> None:
    [option] = (each for each in import_.params if each.name == "on_duplicate")
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == ON_DUPLICATE
