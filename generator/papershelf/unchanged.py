"""Know without reading anything that a build would change nothing.

Most builds of a busy shelf follow an edit; the others, of a server that starts or a job that runs
by the clock, should cost no more than looking at the time stamps of what goes in and what came
out.
"""

import time
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from papershelf.content_files import RACY_NS, ContentFile, ContentFiles
from papershelf.errors import Problem
from papershelf.history import Origin, past_key
from papershelf.limits import Budget
from papershelf.packaged import packaged_themes
from papershelf.store import Store
from papershelf.version import program_digest
from papershelf.write import SiteFolder


class Outcome(msgspec.Struct, frozen=True):
    """What a build found and made, and the inputs it was made from."""

    inputs: bytes
    problems: tuple[Problem, ...]
    papers: int
    pages: int
    left_out: int
    search_costs: dict[str, int]
    search_budget: float
    budget: Budget
    past: bytes
    """The key of the past that the site credits people by; empty where it does not."""
    name: str
    """What a folder with the site is called: the title of the shelf as a slug."""


def inputs_of(
    shelf: Path, found: tuple[ContentFiles, Sequence[Problem]], options: object
) -> bytes | None:
    """A digest of the time stamps of all that a build reads, and of its options.

    None where they prove nothing: a file is so young that it may change again within its time
    stamp, or the folder holds what needs to be told of. `found`: what `find_files` found.
    """
    files, problems = found
    if problems:
        return None
    stamps = [
        (file.path, file.size, file.mtime_ns)
        for file in (
            *(file for file in (files.config, files.metrics) if file),
            *(*files.papers, *files.collections, *files.pages, *files.digests),
            *(*files.static, *files.fonts),
            *files.vocabularies.values(),
            *_theme_files(shelf),
        )
    ]
    if max((mtime for _, _, mtime in stamps), default=0) > time.time_ns() - RACY_NS:
        return None
    encoded = msgspec.msgpack.encode((stamps, repr(options)))
    return blake2b(program_digest() + encoded, digest_size=16).digest()


def _theme_files(shelf: Path) -> Iterator[ContentFile]:
    for root in (shelf / "themes", packaged_themes()):
        for path in sorted(root.rglob("*")):
            if path.is_file():
                details = path.stat()
                yield ContentFile(str(path), str(path), details.st_size, details.st_mtime_ns)


def recall(
    past_of: Origin, store: Store, folder: SiteFolder, inputs: bytes | None
) -> Outcome | None:
    """The outcome of the last build, if another one with these inputs would change nothing."""
    content = store.read(_name(folder)) if inputs is not None else None
    if content is None:
        return None
    try:
        outcome = msgspec.msgpack.decode(content, type=Outcome)
    except msgspec.MsgspecError:
        return None
    if outcome.inputs != inputs or (outcome.past and outcome.past != past_key(past_of)):
        return None
    return outcome if folder.is_whole() else None


def remember(store: Store, folder: SiteFolder, outcome: Outcome) -> None:
    """Keep the outcome of a build for the next one."""
    store.write(_name(folder), msgspec.msgpack.encode(outcome))


def forget(store: Store, folder: SiteFolder) -> None:
    """Let the next build look at everything: another one has written to the folder meanwhile."""
    store.forget(_name(folder))


def _name(folder: SiteFolder) -> str:
    return f"outcome-{folder.key}"
