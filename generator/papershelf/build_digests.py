"""What a build of a site says of its files, so that browsers can keep one build without a network.

A browser that is given a file cannot know which build it is from: a host may still send files of
an older one. So the site tells the digest of each path with its content, in a few files that are
named by what is in them, and in one more that names these: it is the build.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final

import msgspec

from papershelf.output import Output
from papershelf.urls import file_path
from papershelf.write import Written

BUILD_FILE: Final = "offline/build.json"
DIGEST_FILES: Final = "offline/files-*"
"""The others, which never change under their names."""
WORKER_FILE: Final = "sw.js"
_SOURCE: Final = "reading without a network"
_LEFT_OUT: Final = ("admin/", "404.html", WORKER_FILE)
"""What is never kept."""
_CORE_PAGES: Final = ("", "offline", "reading", "basket", "search", "display")
"""Pages that are there without a network even if nobody has opened them."""
_CORE_FILES: Final = ("search/manifest.json", "recent.json")
_BYTES: Final = 9
"""Of a digest: two files of a site may not share one, and nobody is kept from forging his own."""
_DIGESTS_A_FILE: Final = 1_000
_MOST_FILES: Final = 4_096


def build_files(written: Mapping[str, Written]) -> Iterator[Output]:
    """The files that tell what else the site holds, the build last.

    `written`: each other file of the site.
    """
    told = {
        path: _digest(path.encode() + b"\0" + file.digest)
        for path, file in written.items()
        if not path.startswith(_LEFT_OUT)
    }
    count = _files_for(len(told))
    parts: list[list[bytes]] = [[] for _ in range(count)]
    for digest in told.values():
        # Twelve bits, as the script of the worker reads them.
        parts[(digest[0] << 4 | digest[1] >> 4) * count >> 12].append(digest)
    names = []
    for part in parts:
        content = b"".join(map(urlsafe_b64encode, sorted(part)))
        names.append(_named(_digest(content)))
        yield Output(DIGEST_FILES.replace("*", f"{names[-1]}.txt"), content, _SOURCE)
    root = {"core": _core(told), "files": names, "search": _search(told)}
    build = _named(_digest(msgspec.json.encode(root)))
    yield Output(BUILD_FILE, msgspec.json.encode({"build": build, **root}), _SOURCE)


def _core(told: Mapping[str, bytes]) -> Mapping[str, str]:
    """What is always kept, the pages first: a host that changes them is found out at once."""
    pages = [file_path(*filter(None, [page])) for page in _CORE_PAGES]
    assets = sorted(path for path in told if path.startswith("assets/"))
    core = [path for path in (*pages, *_CORE_FILES, *assets) if path in told]
    return {path: _named(told[path]) for path in core}


def _search(told: Iterable[str]) -> str:
    """The folder of the files of the search, which is named by what is in it."""
    folders = {path.rpartition("/")[0] for path in told if path.startswith("search/")}
    return next((f"{folder}/" for folder in sorted(folders) if "/" in folder), "")


def _files_for(files: int) -> int:
    """A power of two, so that no file holds many more digests than the others."""
    count = 1
    while count < _MOST_FILES and count * _DIGESTS_A_FILE < files:
        count *= 2
    return count


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()[:_BYTES]


def _named(digest: bytes) -> str:
    return urlsafe_b64encode(digest).decode()
