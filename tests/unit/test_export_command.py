"""papershelf export: what it writes where, and what it says."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.cli import main
from papershelf.exporters import EXPORTERS, Exporter

GENERATOR = Path(__file__).parents[2] / "generator"
COMMAND = [sys.executable, "-m", "papershelf", "export"]

Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def run(
    small: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run the command on the small shelf: its exit code, bytes and messages but for the stages."""

    def run(*arguments: str | Path, shelf: Path = small) -> tuple[int, bytes, str]:
        options = ["--shelf", str(shelf), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", ["papershelf", "export", *options])
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capfdbinary.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, output.out, re.sub(r"(?m)^\w+ \w+ …\n", "", output.err.decode())

    return run


def started(
    *arguments: str, shelf: Path, stdout: int | IO[bytes]
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR)}
    return subprocess.run(
        [*COMMAND, "--shelf", str(shelf), *arguments],
        env=environment,
        check=False,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def keys(out: bytes) -> list[str]:
    """The citation keys of BibTeX, in their order."""
    return re.findall(r"^@\w+\{([^,]+),", out.decode(), re.MULTILINE)


def test_all_listed_papers_are_written_newest_first(run: Run) -> None:
    code, out, err = run("--format", "bibtex")
    assert code == 0
    years = re.findall(rb"(?m)^  (?:date|year) = \{(\d{4})", out)
    assert len(keys(out)) == 4
    assert years == sorted(years, reverse=True)
    assert re.fullmatch(r"Exported 4 papers as BibTeX to standard output in \d+\.\d\d s\.\n", err)


@pytest.mark.parametrize("name", [exporter.name for exporter in EXPORTERS])
def test_every_format_is_what_its_exporter_makes(run: Run, name: str) -> None:
    code, out, _ = run("--format", name, "--where", "author:novak")
    assert code == 0
    (exporter,) = (one for one in EXPORTERS if one.name == name)
    assert out.decode().startswith(exporter.head)
    assert out.decode().endswith(exporter.tail)
    assert len(out) > len(exporter.head + exporter.tail)


def test_the_formats_are_listed(run: Run) -> None:
    code, out, err = run("--list")
    assert (code, err) == (0, "")
    listed = [line.split(maxsplit=1) for line in out.decode().splitlines()]
    assert listed == [[exporter.name, exporter.label] for exporter in EXPORTERS]


def test_a_query_chooses_papers(run: Run) -> None:
    everything = keys(run("--format", "bibtex")[1])
    code, out, err = run("--format", "bibtex", "--where", "author:novak year:2015")
    assert code == 0
    assert len(keys(out)) == 1
    assert set(keys(out)) < set(everything)
    assert err.startswith("Exported 1 paper as BibTeX")
    rest = keys(run("--format", "bibtex", "--where", "-author:novak")[1])
    assert sorted([*rest, *keys(out)]) == sorted(everything)


def test_a_query_that_finds_nothing_gives_no_papers_and_says_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "none.bib"
    code, out, err = run("--format", "bibtex", "--where", "zzyzx", "-o", file)
    assert (code, out, file.read_bytes()) == (0, b"", b"")
    assert err.startswith("0 papers match the query.\nExported 0 papers as BibTeX to ")


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_a_file_without_papers_is_a_whole_file(run: Run, exporter: Exporter) -> None:
    code, out, _ = run("--format", exporter.name, "--where", "zzyzx")
    assert (code, out.decode()) == (0, f"{exporter.head}{exporter.tail}")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "bibtecks"], '"bibtecks" is no format of exports; did you mean "bibtex"?'),
        ([], "give --format: bibtex"),
        (["--format", "bibtex", "--where", "x authr:y"], 'character 3: "authr" is no field'),
        (["--format", "bibtex", "--where", "year:soon"], 'character 6: "soon" is no year'),
        (["--format", "bibtex", "--sort", "best"], "'best' is not one of"),
        (["--format", "bibtex", "--base-url", "nowhere"], "--base-url"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(
    run: Run, tmp_path: Path, options: list[str], message: str
) -> None:
    file = tmp_path / "papers.bib"
    code, out, err = run(*options, "-o", file)
    assert code == 2
    assert out == b""
    assert message in err
    assert not file.exists()


def test_errors_in_the_content_stop_the_export(run: Run, small: Path, tmp_path: Path) -> None:
    (small / "content/papers/bad.md").write_text("---\ntitle: Bad\n---\n", encoding="utf-8")
    file = tmp_path / "papers.bib"
    code, out, err = run("--format", "bibtex", "-o", file)
    assert code == 1
    assert out == b""
    assert "content/papers/bad.md" in err
    assert "Nothing was written." in err
    assert not file.exists()


def test_a_folder_without_content_is_told(run: Run, tmp_path: Path) -> None:
    code, _, err = run("--format", "bibtex", shelf=tmp_path)
    assert code == 3
    assert "content" in err


def test_drafts_come_only_when_they_are_asked_for(run: Run, small: Path) -> None:
    draft = "---\ntitle: Unfinished\nauthors: [Ada Lovelace]\ndate: 2024\nstatus: draft\n---\n"
    (small / "content/papers/draft.md").write_text(draft, encoding="utf-8")
    for where in ([], ["--where", "unfinished"]):
        assert b"Unfinished" not in run("--format", "bibtex", *where)[1]
        assert b"Unfinished" in run("--format", "bibtex", "--drafts", *where)[1]


def test_papers_are_sorted_as_asked(run: Run) -> None:
    newest = keys(run("--format", "bibtex")[1])
    orders = {
        sort: keys(run("--format", "bibtex", "--sort", sort)[1])
        for sort in ("newest", "oldest", "added", "title", "trending")
    }
    assert orders["newest"] == newest
    assert orders["oldest"] == newest[::-1]
    assert all(sorted(order) == sorted(newest) for order in orders.values())
    titles = re.findall(
        r"^  title = \{+(.)", run("--format", "bibtex", "--sort", "title")[1].decode(), re.MULTILINE
    )
    assert [title.lower() for title in titles] == sorted(title.lower() for title in titles)


def test_a_file_has_the_bytes_of_standard_output(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("--format", "bibtex")
    file = tmp_path / "papers.bib"
    code, nothing, err = run("--format", "bibtex", "-o", file)
    assert (code, nothing) == (0, b"")
    assert file.read_bytes() == out
    assert f" to {file} in " in err
    assert run("--format", "bibtex", "--output", "-")[1] == out


def test_a_file_is_replaced_and_keeps_its_mode_and_the_links_to_it(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "real.bib"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o600)
    link = tmp_path / "link.bib"
    link.symlink_to(file.name)
    assert run("--format", "bibtex", "-o", link)[0] == 0
    assert link.is_symlink()
    assert file.read_bytes().startswith(b"@")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.bib", "real.bib", "small"]


def test_an_export_that_fails_leaves_the_old_file_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "papers.bib"
    file.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    code, _, err = run("--format", "bibtex", "-o", file)
    assert code == 3
    assert f"cannot write {file}: No space left on device" in err
    assert file.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["papers.bib", "small"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing/papers.bib", "the folder {folder}/missing does not exist; make it first"),
        ("there", "{folder}/there is a folder; name a file in it"),
        ("new/", "{folder}/new/ is a folder; name a file in it"),
        ("file/papers.bib", "the folder {folder}/file is no folder; make it first"),
        (f"{'long' * 100}.bib", "long.bib: File name too long"),
        ("locked/papers.bib", "cannot write {folder}/locked/papers.bib: it is read-only"),
    ],
)
def test_a_place_where_no_file_can_be_is_told_before_anything_is_read(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    message: str,
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked/papers.bib").touch()
    # Who is root may write everywhere.
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    code, _, err = run("--format", "bibtex", "-o", f"{tmp_path}/{name}")
    assert code == 3
    assert message.format(folder=tmp_path) in err
    assert "Reading" not in err


def test_a_device_is_written_and_not_replaced(run: Run) -> None:
    code, _, err = run("--format", "bibtex", "-o", "/dev/null")
    assert code == 0
    assert "to /dev/null in" in err
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no such device")
def test_a_pipe_that_has_a_name_is_written(small: Path) -> None:
    options = ("--format", "bibtex", "-o", "/dev/stdout")
    done = started(*options, shelf=small, stdout=subprocess.PIPE)
    assert len(keys(done.stdout)) == 4
    assert done.returncode == 0


def test_a_reader_that_goes_away_ends_the_export_quietly(small: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = started("--format", "bibtex", shelf=small, stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr
    assert b"Exported" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("options", [[], ["-o", "/dev/full"]])
def test_a_full_disk_is_told(small: Path, options: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = started("--format", "bibtex", *options, shelf=small, stdout=full)
    assert done.returncode == 3
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_text_is_utf_8_with_plain_ends_of_lines_whatever_the_locale(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = "---\ntitle: Žluťoučký 学习\nauthors: [Ana Nováková]\ndate: 2020\n---\n"
    (small / "content/papers/utf.md").write_text(entry, encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    options = ("--format", "bibtex", "--where", "学习")
    done = started(*options, shelf=small, stdout=subprocess.PIPE)
    assert "Žluťoučký" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


def test_an_export_writes_nothing_on_the_shelf_but_what_is_remembered(
    run: Run, small: Path
) -> None:
    before = {path for path in files_of(small) if ".papershelf" not in str(path)}
    first = run("--format", "bibtex", "--where", "novak")[1]
    assert run("--format", "bibtex", "--where", "novak")[1] == first
    assert {path for path in files_of(small) if ".papershelf" not in str(path)} == before


def test_words_are_not_read_without_a_query(run: Run, small: Path) -> None:
    assert run("--format", "bibtex")[0] == 0
    assert not (small / ".papershelf/tokens").exists()
    assert run("--format", "bibtex", "--where", "novak")[0] == 0
    assert (small / ".papershelf/tokens").exists()


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_each_format_says_the_same_as_on_the_site_of_people_that_are_known(
    run: Run, small: Path, exporter: Exporter
) -> None:
    with (small / "content/authors.yaml").open("a", encoding="utf-8") as authors:
        authors.write("- {id: ada, names: [Ada Lovelace], native: Ада}\n")
    build(small, jobs=1)
    expected = files_of(small / "site")[exporter.file]
    assert run("--format", exporter.name)[:2] == (0, expected)
    assert (exporter.name == "jsonl") == ("Ада" in expected.decode())
