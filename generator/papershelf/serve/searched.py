"""The files of the search as the preview holds them, and as it finds them again next time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from papershelf.output import Output
from papershelf.store import Store

_SEARCH_FILES = "search-files"
"""What the store calls them."""
_SOURCE = "search"


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """The finished files of a search."""

    key: bytes = b""
    """What they were made from; empty for a site without search."""
    outputs: Sequence[Output] = ()
    costs: Mapping[str, int] = field(default_factory=dict)
    """Bytes by what they are for."""


class _Kept(msgspec.Struct, array_like=True):
    key: bytes
    costs: dict[str, int]
    paths: list[str]
    contents: list[bytes]


def remember_search(store: Store, files: SearchFiles) -> None:
    """Keep the files for the next preview of the shelf; where nothing can be kept, nothing is."""
    kept = _Kept(
        files.key,
        dict(files.costs),
        [output.path for output in files.outputs],
        [output.content for output in files.outputs],
    )
    store.write(_SEARCH_FILES, msgspec.msgpack.encode(kept))


def recalled_search(store: Store) -> SearchFiles | None:
    """The files of the search as an earlier preview left them, None if there are none."""
    try:
        kept = msgspec.msgpack.decode(store.read(_SEARCH_FILES) or b"", type=_Kept)
    except msgspec.MsgspecError:
        return None
    outputs = tuple(outputs_of(kept.paths, kept.contents))
    return SearchFiles(kept.key, outputs, kept.costs)


def outputs_of(paths: Sequence[str], contents: Sequence[bytes]) -> list[Output]:
    """The files of the search with these paths and contents."""
    return [Output(path, content, _SOURCE) for path, content in zip(paths, contents, strict=True)]
