"""A built site as one file that readers unpack and open through any static server."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo, is_zipfile

import msgspec

from papershelf.errors import MachineError, UsageError
from papershelf.replacing import replacing
from papershelf.store import Store
from papershelf.write import Archive, SiteFolder, Written

_FORMAT: Final = b"1"
"""Changes whenever the same site would make another archive."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can name: times would tell two equal sites apart."""
_UNIX: Final = 3
_PLAIN_FILE: Final = 0o100644 << 16
_README: Final = """\
{name}

This is a whole site, to be read without a network. Browsers do not open it from
the disk as it is: they want a server, which any computer with Python has.

1. Open a terminal in this folder, the one with README.txt.
2. python3 -m http.server --bind 127.0.0.1 --directory site 8000
   (on Windows: py -m http.server --bind 127.0.0.1 --directory site 8000)
3. Open http://127.0.0.1:8000/ in a browser. Ctrl-C in the terminal ends it.

Any other static server will do, at any address: show it the folder "site".
Links to papers, code, comments and newsletters lead to other sites and need a
network; everything else is here, the search too.
"""


class _Made(msgspec.Struct, frozen=True, array_like=True):
    """An archive as it was written."""

    digest: bytes
    """Of what it was made from."""
    size: int
    mtime_ns: int


def archive_beside(output: Path) -> Path:
    """Where the archive of a site goes unless somebody says otherwise: `site.zip` for `site/`."""
    output = output.resolve()
    return output.with_name(f"{output.name or 'site'}.zip")


def refuse_archive(target: Path, output: Path) -> None:
    """Raise UsageError for an archive that cannot be, or that would take the place of something.

    One inside the site would hold itself.
    """
    if target.resolve().is_relative_to(output.resolve()):
        raise UsageError(f"{target} is inside the site in {output}; choose another --offline-zip")
    if target.is_dir():
        raise UsageError(f"{target} is a folder; give --offline-zip=FILE.zip")
    if target.exists() and not is_zipfile(target):
        raise UsageError(f"{target} is there and is no ZIP archive; choose another --offline-zip")


def archive_site(
    site: SiteFolder,
    target: Path,
    name: str,
    store: Store,
    stage: Callable[[str, int], None],
    advance: Callable[[], None],
) -> Archive:
    """Write the archive of a finished site, unless the one that is there holds the same.

    The same site makes the same bytes. `name`: that of the folder in it. `stage` and `advance` are
    told how far it is. Raises MachineError; the archive that was there is kept then.
    """
    digest = _digest(name, site.written)
    key = f"archive-{blake2b(str(target.resolve()).encode(), digest_size=6).hexdigest()}"
    made = _recall(store, key)
    if made is not None and made.digest == digest and _is_there(target, made):
        return Archive(target, made.size, is_new=False)
    stage("Packing the archive", len(site.written))
    temporary = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(temporary, target) as file, ZipFile(file, "w", compresslevel=6) as archive:
            archive.writestr(_entry(f"{name}/README.txt"), _README.format(name=name))
            for path in sorted(site.written):
                archive.writestr(_entry(f"{name}/site/{path}"), (site.folder / path).read_bytes())
                advance()
        details = target.stat()
    except OSError as error:
        reason = error.strerror or str(error)
        raise MachineError(
            f"cannot write {target}: {reason}; the archive that was there is kept"
        ) from None
    made = _Made(digest, details.st_size, details.st_mtime_ns)
    store.write(key, msgspec.msgpack.encode(made))
    return Archive(target, made.size, is_new=True)


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    # Else it would say which system it was made on.
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry


def _digest(name: str, written: Mapping[str, Written]) -> bytes:
    files = [(path, written[path].digest) for path in sorted(written)]
    return blake2b(
        _FORMAT + msgspec.msgpack.encode((name, _README, files)), digest_size=16
    ).digest()


def _recall(store: Store, key: str) -> _Made | None:
    try:
        return msgspec.msgpack.decode(store.read(key) or b"", type=_Made)
    except msgspec.MsgspecError:
        return None


def _is_there(target: Path, made: _Made) -> bool:
    try:
        details = target.stat()
    except OSError:
        return False
    return (details.st_size, details.st_mtime_ns) == (made.size, made.mtime_ns)
