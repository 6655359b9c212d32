"""Finds the files of a shelf: which there are of each kind. Never opens one."""

import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from papershelf.errors import Location, MachineError, Problem, Severity, did_you_mean

ENTRY_SUFFIXES = (".md", ".yaml", ".yml")
PUBLISHED = frozenset({".htaccess", ".nojekyll", ".well-known"})
"""Hidden names in content/static that hosts and browsers look for; all others are leftovers."""
RACY_NS = 2_000_000_000
"""A file changed less than this before it was read may change again within the same time stamp."""


class ContentFile(msgspec.Struct, frozen=True, gc=False):
    """A file of the shelf as the file system shows it."""

    path: str
    """From the shelf, with `/`: `content/papers/vaswani-2017.md`."""
    absolute: str
    size: int
    mtime_ns: int
    is_shared: bool = False
    """Whether it can change under another name: it is a link, or has several names."""


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """The files of a shelf, each kind in the order of the paths."""

    config: ContentFile | None
    papers: Sequence[ContentFile]
    collections: Sequence[ContentFile]
    pages: Sequence[ContentFile]
    vocabularies: Mapping[str, ContentFile]
    """`authors`, `venues` and `topics`, where there is such a file."""
    static: Sequence[ContentFile]
    metrics: ContentFile | None = None
    fonts: Sequence[ContentFile] = ()
    digests: Sequence[ContentFile] = ()


def content_folder(shelf: Path) -> Path:
    """The folder of all content; raises MachineError if there is none."""
    content = shelf / "content"
    if not content.is_dir():
        raise MachineError(
            f'there is no folder "content" in {shelf}; '
            "go to the folder of a shelf, or make one with: papershelf init DIR"
        )
    return content


def find_files(shelf: Path) -> tuple[ContentFiles, list[Problem]]:
    """All content files; raises MachineError if there is no content folder."""
    content = content_folder(shelf)
    problems: list[Problem] = []
    root = os.path.realpath(content)

    def walk(name: str, suffixes: tuple[str, ...] | None) -> list[ContentFile]:
        start = content / name
        if start.is_symlink() and not is_inside(os.path.realpath(start), root):
            problems.append(_outside(f"content/{name}"))
            return []
        hidden = PUBLISHED if suffixes is None else frozenset()
        path = f"content/{name}"
        found = list(_walk(str(start), path, root, problems, hidden)) if start.is_dir() else []
        found.sort(key=lambda file: file.path)
        if suffixes is None:
            return found
        kept = [file for file in found if file.path.endswith(suffixes)]
        for file in found:
            if not file.path.endswith(suffixes) and not file.path.endswith("~"):
                problems.append(
                    Problem(
                        Location(file.path),
                        "is no file that this folder holds",
                        f"use {', '.join(suffixes)}, or move it to content/static",
                        Severity.WARNING,
                        rule="file-kind",
                    )
                )
        return kept

    def single(name: str) -> ContentFile | None:
        path = content / name
        if not os.path.lexists(path):
            return None
        return _content_file(str(path), f"content/{name}", root, problems)

    vocabularies = {name: single(f"{name}.yaml") for name in ("authors", "venues", "topics")}
    files = ContentFiles(
        config=single("site.yaml"),
        papers=walk("papers", ENTRY_SUFFIXES),
        collections=walk("collections", (".md",)),
        pages=walk("pages", (".md",)),
        vocabularies={name: file for name, file in vocabularies.items() if file},
        static=walk("static", None),
        metrics=single("metrics.yaml"),
        fonts=walk("fonts", None),
        digests=walk("digests", (".md",)),
    )
    problems += _strangers(content)
    return files, problems


_PLACES = (
    *("site.yaml", "authors.yaml", "venues.yaml", "topics.yaml", "metrics.yaml"),
    *("papers", "collections", "pages", "digests", "static", "fonts"),
)


def _strangers(content: Path) -> Iterator[Problem]:
    """What lies in the content folder and is never read."""
    try:
        names = sorted(os.listdir(content))  # noqa: PTH208 - the names are all that counts
    except OSError as error:
        raise MachineError(f"cannot read content: {error.strerror}") from None
    for name in names:
        if name in _PLACES or name.startswith((".", "README")) or name.endswith("~"):
            continue
        yield Problem(
            Location(_printable(f"content/{name}")),
            "is nothing that a shelf holds here",
            did_you_mean(name, _PLACES, noun="names"),
            Severity.WARNING,
            rule="file-kind",
        )


def _walk(
    folder: str, path: str, root: str, problems: list[Problem], hidden: Collection[str] = ()
) -> Iterator[ContentFile]:
    """The files below a folder; of what is hidden only what `hidden` names, just below it."""
    try:
        listed = list(os.scandir(folder))
    except FileNotFoundError:
        # It has gone since the one around it was read.
        return
    except OSError as error:
        raise MachineError(f"cannot read {path}: {error.strerror}") from None
    for item in listed:
        if item.name.startswith(".") and item.name not in hidden:
            continue
        inner = f"{path}/{item.name}"
        if not item.name.isprintable():
            problems.append(
                Problem(
                    Location(_printable(inner)),
                    "has a name with characters that cannot be shown",
                    "rename it",
                    rule="file-name",
                )
            )
        elif item.is_symlink():
            target = real_path(item.path)
            if not is_inside(target, root):
                problems.append(_outside(inner))
            elif os.path.isdir(target):  # noqa: PTH112 - a string from scandir
                problems.append(
                    Problem(
                        Location(_printable(inner)),
                        "is a link to a folder",
                        "link to files, or move the folder here",
                        rule="file-link",
                    )
                )
            else:
                file = _content_file(item.path, inner, root, problems)
                if file:
                    yield file
        elif item.is_dir():
            yield from _walk(item.path, inner, root, problems)
        else:
            try:
                details = item.stat()
            except FileNotFoundError:
                # Editors write files under other names first.
                continue
            if stat.S_ISREG(details.st_mode):
                yield content_file(_printable(inner), item.path, details)
            else:
                problems.append(_irregular(inner))


def _content_file(
    absolute: str, path: str, root: str, problems: list[Problem]
) -> ContentFile | None:
    if not is_inside(real_path(absolute), root):
        problems.append(_outside(path))
        return None
    try:
        details = os.stat(absolute)  # noqa: PTH116 - a string from scandir
    except OSError:
        problems.append(
            Problem(
                Location(_printable(path)),
                "is a link to nothing",
                "remove the link",
                rule="file-link",
            )
        )
        return None
    if not stat.S_ISREG(details.st_mode):
        problems.append(_irregular(path))
        return None
    is_link = os.path.islink(absolute)  # noqa: PTH114 - a string from scandir
    return content_file(_printable(path), absolute, details, is_link=is_link)


def content_file(
    path: str, absolute: str, details: os.stat_result, *, is_link: bool = False
) -> ContentFile:
    """A file as its details show it."""
    is_shared = is_link or details.st_nlink > 1
    return ContentFile(path, absolute, details.st_size, details.st_mtime_ns, is_shared)


def real_path(path: str) -> str:
    """Where the links of a path lead; empty, which is nowhere, if they are changed meanwhile."""
    try:
        return os.path.realpath(path)
    except OSError:
        return ""


def is_inside(target: str, root: str) -> bool:
    return target.startswith(root + os.sep)


def _outside(path: str) -> Problem:
    return Problem(
        Location(_printable(path)),
        "is a link that leads out of the content folder",
        "put the file itself here",
        rule="file-link",
    )


def _irregular(path: str) -> Problem:
    return Problem(Location(_printable(path)), "is no regular file", "remove it", rule="file-kind")


def _printable(path: str) -> str:
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path)
