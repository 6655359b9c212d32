"""The schemas of a shelf as files, where editors find them."""

from hashlib import blake2b
from pathlib import Path

import msgspec

from papershelf.errors import Severity
from papershelf.kept import read_kept, write_kept
from papershelf.loading import load_shelf
from papershelf.model import Library
from papershelf.reference import KINDS
from papershelf.shelf_schema import shelf_schema
from papershelf.shelf_words import MOST_WORDS, Words, words_of
from papershelf.store import open_store
from papershelf.version import program_digest
from papershelf.workers import usable_cores

_FOLDER = "schema"
"""In `.papershelf/`."""
_STAMP = f"{_FOLDER}/made-from"
_MOST_BYTES = 1024


def write_schemas(shelf: Path, library: Library) -> bool:
    """Write the schemas of all kinds of files into `.papershelf/schema/`, if anything changed.

    False where the machine says no: that is no reason for a command to fail that only refreshes
    them.
    """
    words = words_of(shelf, library)
    digest = blake2b(program_digest(), digest_size=16)
    digest.update(msgspec.msgpack.encode(words))
    stamp = digest.hexdigest().encode()
    there = all((shelf / path).is_file() for path in schema_paths())
    if there and read_kept(shelf, _STAMP, _MOST_BYTES) == stamp:
        return True
    return all(
        write_kept(shelf, f"{_FOLDER}/{kind}.json", shelf_schema(kind, words).encode())
        for kind in KINDS
    ) and write_kept(shelf, _STAMP, stamp)


def schema_paths() -> list[str]:
    """Where the schemas are, as paths of the shelf."""
    return [f".papershelf/{_FOLDER}/{kind}.json" for kind in KINDS]


def read_words(shelf: Path) -> Words:
    """The words of a shelf, as far as its content is good."""
    return words_of(shelf, _library(shelf)[0])


def refresh_schemas(shelf: Path, *, whatever: bool = False) -> bool:
    """Read a shelf and write its schemas; those of content with errors only with `whatever`.

    Ids of what is left out would be missing in them. False where they were not written.
    """
    library, is_whole = _library(shelf)
    return (is_whole or whatever) and write_schemas(shelf, library)


def refresh_after_adding(shelf: Path, count: int) -> bool:
    """Refresh the schemas of a shelf that has so many papers now, if anybody would notice.

    The ids of very many papers are not listed, and all that is left is a new venue: it can wait
    for the next check, which reads the new files anyway.
    """
    is_there = all((shelf / path).is_file() for path in schema_paths())
    return (is_there and count > MOST_WORDS) or refresh_schemas(shelf)


def _library(shelf: Path) -> tuple[Library, bool]:
    store = open_store(shelf, program_digest())
    loaded = load_shelf(shelf, store, lenient=True, jobs=usable_cores())
    return loaded.library, not any(p.severity is Severity.ERROR for p in loaded.problems)
