"""The site as one file: the same bytes for the same site, and never in anybody's way."""

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from tests.support.crawler import crawl
from tests.support.node import ROOT
from tests.support.server import serving
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.archive import archive_beside
from papershelf.cli.main import cli
from papershelf.errors import ContentError, MachineError, UsageError
from papershelf.starter import make_shelf
from papershelf.write import Archive, Report


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    make_shelf(tmp_path / "shelf", title="Schöne Bücher")
    return tmp_path / "shelf"


def _packed(report: Report) -> Archive:
    assert report.archive is not None
    return report.archive


def test_it_holds_the_site_and_how_to_open_it_in_one_folder(shelf: Path) -> None:
    build(shelf, offline_zip=shelf / "site.zip")
    with ZipFile(shelf / "site.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
        entries = archive.infolist()
    readme = held.pop("schone-bucher/README.txt").decode()
    assert "python3 -m http.server" in readme
    site = files_of(shelf / "site")
    del site[".papershelf"]
    assert held == {f"schone-bucher/site/{path}": content for path, content in site.items()}
    assert list(held) == sorted(held)
    assert {entry.compress_type for entry in entries} == {ZIP_DEFLATED}
    # Plain files that all may read: no links, nothing to be run.
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}


def test_the_same_site_makes_the_same_bytes(shelf: Path, tmp_path: Path) -> None:
    build(shelf, offline_zip=tmp_path / "one.zip")
    build(shelf, tmp_path / "other", offline_zip=tmp_path / "two.zip", jobs=1, clean=True)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_an_unchanged_site_is_not_packed_again_and_a_changed_one_is(shelf: Path) -> None:
    target = shelf / "site.zip"
    assert _packed(build(shelf, offline_zip=target)).is_new
    first = target.stat().st_ino, target.stat().st_mtime_ns
    assert not _packed(build(shelf, offline_zip=target)).is_new
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == first
    (shelf / "content/site.yaml").write_text("title: Schöne Bücher\ntagline: New\n")
    assert _packed(build(shelf, offline_zip=target)).is_new


@pytest.mark.parametrize("harm", ["gone", "cut"])
def test_one_that_was_harmed_is_packed_again(harm: str, shelf: Path) -> None:
    target = shelf / "site.zip"
    build(shelf, offline_zip=target)
    whole = target.read_bytes()
    if harm == "gone":
        target.unlink()
    else:
        # Its end tells what an archive is.
        target.write_bytes(whole[len(whole) // 2 :])
    assert _packed(build(shelf, offline_zip=target)).is_new
    assert target.read_bytes() == whole


def test_a_build_that_fails_keeps_the_last_one(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = shelf / "site.zip"
    build(shelf, offline_zip=target)
    before = target.read_bytes()
    (shelf / "content/papers/bad.yaml").write_text("title: [\n")
    with pytest.raises(ContentError):
        build(shelf, offline_zip=target)
    (shelf / "content/papers/bad.yaml").unlink()
    (shelf / "content/site.yaml").write_text("title: Other\n")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ZipFile, "writestr", full)
    with pytest.raises(MachineError, match="No space left on device; the archive that was there"):
        build(shelf, offline_zip=target)
    assert target.read_bytes() == before
    assert not list(shelf.glob(".*.new"))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("site/site.zip", "inside the site"),
        ("site", "inside the site"),
        ("content/static/site.zip", "is inside"),
        ("themes/site.zip", "is inside"),
        ("notes.txt", "is no ZIP archive"),
        ("folder", "is a folder"),
    ],
)
def test_it_is_refused_where_it_would_be_in_the_way(place: str, told: str, shelf: Path) -> None:
    (shelf / "notes.txt").write_text("Mine.")
    (shelf / "folder").mkdir()
    with pytest.raises(UsageError, match=told):
        build(shelf, offline_zip=shelf / place)
    assert not (shelf / "site").exists()
    assert (shelf / "notes.txt").read_text() == "Mine."


def test_the_option_needs_no_file_and_the_last_line_counts_the_archive(shelf: Path) -> None:
    told = CliRunner().invoke(cli, ["build", "--shelf", str(shelf), "--offline-zip"]).output
    assert (shelf / "site.zip").is_file()
    assert re.search(r" removed, and site\.zip, \d+\.\d MB, in ", told)
    assert f"The archive is {shelf / 'site.zip'}" in told
    asked = ["build", "--shelf", str(shelf), f"--offline-zip={shelf / 'my shelf.zip'}"]
    assert CliRunner().invoke(cli, asked).exit_code == 0
    assert (shelf / "my shelf.zip").read_bytes() == (shelf / "site.zip").read_bytes()


def test_a_site_in_the_current_folder_has_its_archive_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert archive_beside(Path()) == tmp_path.with_name(f"{tmp_path.name}.zip")


def test_large_sites_are_packed_in_the_form_for_large_archives(shelf: Path, tmp_path: Path) -> None:
    files = 66_000
    static = shelf / "content/static/many"
    static.mkdir(parents=True)
    for number in range(files):
        (static / f"{number}.txt").touch()
    packed = _packed(build(shelf, offline_zip=tmp_path / "large.zip"))
    with ZipFile(packed.path) as archive:
        assert len(archive.namelist()) > files
        assert archive.testzip() is None


def test_what_is_unpacked_can_be_read_from_a_folder_of_any_server(tmp_path: Path) -> None:
    build(
        ROOT,
        tmp_path / "site",
        base_url="https://example.org/repo/",
        offline_zip=tmp_path / "a.zip",
    )
    subprocess.run(
        [sys.executable, "-m", "zipfile", "-e", str(tmp_path / "a.zip"), str(tmp_path / "away")],
        check=True,
    )
    [folder] = (tmp_path / "away").iterdir()
    with serving(folder / "site", "/some/where/") as address:
        # The page for what is not there is the host's, which knows one address only.
        found = crawl(address, base_url="https://example.org/repo/", lost="")
    assert found.broken == []
    assert found.absolute == []
    assert "search/manifest.json" in found.files or len(found.files) > 600
