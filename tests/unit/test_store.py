"""What is remembered between builds is believed only if this program wrote it, here, unharmed."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papershelf.store import Store, open_store

KEY = b"k" * 32


def make(folder: Path, version: bytes = b"1", key: bytes = KEY) -> Store:
    return Store(folder, version, key)


@given(st.binary(max_size=200), st.text("abcdef", min_size=1, max_size=8))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back(tmp_path: Path, content: bytes, name: str) -> None:
    make(tmp_path / "store").write(name, content)
    assert make(tmp_path / "store").read(name) == content


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert make(tmp_path / "store").read("papers") is None
    assert not (tmp_path / "store").exists()


def test_no_flipped_bit_and_no_lost_byte_is_believed(tmp_path: Path) -> None:
    store = make(tmp_path)
    store.write("papers", b"some content")
    sealed = (tmp_path / "papers").read_bytes()
    for place in range(len(sealed)):
        for bit in range(8):
            broken = bytearray(sealed)
            broken[place] ^= 1 << bit
            (tmp_path / "papers").write_bytes(broken)
            assert store.read("papers") is None
        (tmp_path / "papers").write_bytes(sealed[:place])
        assert store.read("papers") is None
    (tmp_path / "papers").write_bytes(sealed + b"\0")
    assert store.read("papers") is None


def test_another_version_another_key_and_another_name_are_not_believed(tmp_path: Path) -> None:
    make(tmp_path).write("papers", b"content")
    assert make(tmp_path, version=b"2").read("papers") is None
    assert make(tmp_path, key=b"x" * 32).read("papers") is None
    (tmp_path / "papers").rename(tmp_path / "search")
    assert make(tmp_path).read("search") is None


def test_version_and_name_cannot_be_shifted_into_each_other(tmp_path: Path) -> None:
    make(tmp_path, version=b"1").write("ab", b"cd")
    (tmp_path / "ab").rename(tmp_path / "b")
    assert make(tmp_path, version=b"1a").read("b") is None


@pytest.mark.parametrize("write_through", [False, True])
def test_a_store_that_is_a_link_is_neither_read_nor_written(
    tmp_path: Path, *, write_through: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    make(elsewhere).write("papers", b"content")
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    (tmp_path / "store").symlink_to(elsewhere)
    store = make(tmp_path / "store")
    assert store.read("papers") is None
    if write_through:
        store.write("papers", b"other")
        store.write("more", b"other")
    store.forget("papers")
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_links_laid_inside_the_store_are_not_followed(tmp_path: Path) -> None:
    store_folder = tmp_path / "store"
    store_folder.mkdir()
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    for name in ("papers", f"papers.{os.getpid()}.new"):
        (store_folder / name).symlink_to(precious)
    (store_folder / ".gitignore").symlink_to(tmp_path / "made")
    store = make(store_folder)
    assert store.read("papers") is None
    store.write("papers", b"content")
    assert precious.read_bytes() == b"precious"
    assert not (tmp_path / "made").exists()
    assert store.read("papers") == b"content"


def test_a_file_that_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "papers")
    assert make(tmp_path).read("papers") is None


def test_what_cannot_be_written_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"a file where the folder would be")
    store = make(tmp_path / "store")
    store.write("papers", b"content")
    store.forget("papers")
    assert store.read("papers") is None


def test_the_store_keeps_itself_out_of_git(tmp_path: Path) -> None:
    make(tmp_path / "store").write("papers", b"content")
    assert (tmp_path / "store" / ".gitignore").read_text() == "*\n"
    assert sorted(path.name for path in (tmp_path / "store").iterdir()) == [".gitignore", "papers"]


def test_the_key_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "one"))
    open_store(tmp_path, b"1").write("papers", b"content")
    assert open_store(tmp_path, b"1").read("papers") == b"content"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert open_store(tmp_path, b"1").read("papers") is None


def test_without_a_place_for_the_key_nothing_is_believed_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    open_store(tmp_path, b"1").write("papers", b"content")
    assert open_store(tmp_path, b"1").read("papers") is None


def test_what_a_stopped_process_was_writing_is_removed_and_nothing_else(tmp_path: Path) -> None:
    store = make(tmp_path)
    store.write("papers", b"whole")
    for process in (7, 77):
        (tmp_path / f"papers.{process}.new").write_bytes(b"ha")
    store.tidy(7)
    assert {path.name for path in tmp_path.iterdir()} == {".gitignore", "papers", "papers.77.new"}
    assert store.read("papers") == b"whole"


def test_nothing_is_removed_behind_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "papers.7.new").write_bytes(b"mine")
    (tmp_path / "store").symlink_to(elsewhere)
    make(tmp_path / "store").tidy(7)
    assert (elsewhere / "papers.7.new").exists()
