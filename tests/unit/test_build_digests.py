"""What a build says of its files is true, enough, and the same for the same site."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.build_digests import build_files
from papershelf.errors import ContentError
from papershelf.write import Written


@pytest.fixture
def shelf(small: Path) -> Path:
    settings = small / "content/site.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}offline: true\n", encoding="utf-8")
    return small


class Root(msgspec.Struct, forbid_unknown_fields=True):
    """offline/build.json."""

    build: str
    core: dict[str, str]
    files: list[str]
    search: str


def _root(site: Mapping[str, bytes]) -> Root:
    return msgspec.json.decode(site["offline/build.json"], type=Root)


def _told(path: str, content: bytes) -> bytes:
    inner = sha256(content).digest()[:16]
    return urlsafe_b64encode(sha256(path.encode() + b"\0" + inner).digest()[:9])


def _site(shelf: Path, output: str = "site") -> dict[str, bytes]:
    build(shelf, shelf / output, jobs=1)
    site = files_of(shelf / output)
    del site[".papershelf"]
    return site


def test_every_file_that_may_be_kept_is_told_and_no_other(shelf: Path) -> None:
    site = _site(shelf)
    root = _root(site)
    told = {
        digest
        for name in root.files
        for text in (site[f"offline/files-{name}.txt"],)
        for digest in (text[at : at + 12] for at in range(0, len(text), 12))
    }
    kept = {
        path: content
        for path, content in site.items()
        if path not in {"404.html", "sw.js", "offline/build.json"}
        and not path.startswith("offline/files-")
    }
    assert told == {_told(path, content) for path, content in kept.items()}
    assert root.core == {path: _told(path, site[path]).decode() for path in root.core}
    assert list(root.core)[:4] == [
        "index.html",
        "offline/index.html",
        "reading/index.html",
        "basket/index.html",
    ]
    assert {path for path in site if path.startswith("assets/")} < root.core.keys()
    assert any(path.startswith(f"{root.search}terms-") for path in site)


def test_the_same_site_is_the_same_build_and_another_one_is_not(shelf: Path) -> None:
    first = _site(shelf)
    assert _site(shelf, "other") == first
    assert _site(shelf) == first
    page = shelf / "content/pages/more.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("---\ntitle: More\n---\nOne page more.\n", encoding="utf-8")
    second = _site(shelf)
    assert _root(second).build != _root(first).build
    # Browsers exchange the script only where it is another one.
    assert second["sw.js"] == first["sw.js"]
    assert _site(shelf, "clean") == second


def test_without_the_setting_there_is_nothing_of_it(small: Path) -> None:
    site = _site(small)
    assert [path for path in site if path == "sw.js" or path.startswith("offline/")] == []
    assert b"data-offline" not in site["index.html"]


def test_a_page_of_the_shelf_does_not_take_its_place(shelf: Path) -> None:
    (shelf / "content/pages").mkdir(exist_ok=True)
    (shelf / "content/pages/offline.md").write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    with pytest.raises(ContentError):
        build(shelf)


@pytest.mark.parametrize("files", [0, 1, 1_001, 200_000])
def test_a_site_of_any_size_is_told_in_files_of_a_thousand_digests(files: int) -> None:
    written = {
        f"papers/{number}/index.html": Written(b"", number.to_bytes(16), 1, 0)
        for number in range(files)
    }
    *parts, root = build_files(written)
    assert sum(len(part.content) for part in parts) == files * 12
    assert all(len(part.content) < 13_000 for part in parts)
    assert len(root.content) < 5_000


def test_hosts_are_told_what_to_ask_for_anew(shelf: Path) -> None:
    settings = shelf / "content/site.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}host: netlify\n", encoding="utf-8")
    headers = _site(shelf)["_headers"].decode()
    for path in ("/sw.js", "/offline/build.json"):
        assert f"\n{path}\n  Cache-Control: no-cache\n" in headers
    assert "\n/offline/files-*\n  Cache-Control: public, max-age=31536000, immutable\n" in headers
