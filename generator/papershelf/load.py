"""Find the files of a shelf, and read entries with positions. Never judges."""

import os
import re
import stat
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

import msgspec

from papershelf.errors import Location, MachineError, Problem, Severity, did_you_mean
from papershelf.source import Source
from papershelf.yamltext import Node, YamlError, locate, parse_yaml

MAX_HEADER_BYTES = 256 * 1024
MAX_BODY_BYTES = 1024 * 1024
MAX_LIST_BYTES = 64 * 1024 * 1024
ENTRY_SUFFIXES = (".md", ".yaml", ".yml")
PUBLISHED = frozenset({".htaccess", ".nojekyll", ".well-known"})
"""Hidden names in content/static that hosts and browsers look for; all others are leftovers."""


WITHOUT_HEADER = "content/digests/"
"""Where a Markdown file may do without a header."""
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as written: a tree of texts with their places, and the Markdown below it."""

    source: Source
    node: Node
    body: str = ""
    body_line: int = 0
    position: int | None = None
    """Its place in a list file, from 0."""

    def place(self, *path: int | str, key: bool = False) -> tuple[int, int]:
        """Line and column of a field."""
        return locate(self.node, path, key=key)


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
        if start.is_symlink() and not _inside(os.path.realpath(start), root):
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
            target = _real(item.path)
            if not _inside(target, root):
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
    if not _inside(_real(absolute), root):
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


def _real(path: str) -> str:
    """Where the links of a path lead; empty, which is nowhere, if they are changed meanwhile."""
    try:
        return os.path.realpath(path)
    except OSError:
        return ""


def _inside(target: str, root: str) -> bool:
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


def read_bytes(file: ContentFile) -> bytes:
    """The bytes of a file, cut where none may be longer; MachineError if the machine says no."""
    try:
        with Path(file.absolute).open("rb") as opened:
            # Room for the longest file each time would cost more than reading this one.
            content = opened.read(min(file.size, MAX_LIST_BYTES) + 1)
            if len(content) > file.size:
                # It has grown meanwhile. One byte too many tells that there are more.
                content += opened.read(MAX_LIST_BYTES + 1 - len(content))
            return content
    except OSError as error:
        raise MachineError(f"cannot read {file.path}: {error.strerror}") from None


def decode(content: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, with what is wrong with its characters."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        source = Source(path, content.decode("utf-8", "replace").split("\n"))
        message = f"not UTF-8: the byte 0x{content[error.start]:02X}"
        return "", [
            source.problem((line, column), message, "save the file as UTF-8", rule="encoding")
        ]
    if text.startswith("\ufeff"):
        hint = "save the file as UTF-8 without BOM"
        return "", [
            Source(path, text.split("\n")).problem(
                (1, 1), "a byte order mark", hint, rule="encoding"
            )
        ]
    for character, message, hint in _NO_TEXT:
        index = text.find(character)
        if index >= 0:
            line = text.count("\n", 0, index) + 1
            column = index - (text.rfind("\n", 0, index) + 1) + 1
            source = Source(path, text.split("\n"))
            return "", [source.problem((line, column), message, hint, rule="encoding")]
    return text, []


_NO_TEXT = (
    ("\r", "a carriage return", "save the file with Unix line ends (LF)"),
    ("\0", "a NUL character", "remove it"),
    ("\ufeff", "an invisible character (U+FEFF)", "remove it"),
)


def too_long_to_read(content: bytes, path: str) -> Problem | None:
    """What to tell of a file that has more bytes than any may have."""
    cap = MAX_HEADER_BYTES + MAX_BODY_BYTES if path.endswith(".md") else MAX_LIST_BYTES
    if len(content) <= cap:
        return None
    message = f"has more than {cap:,} bytes"
    return Problem(Location(path), message, "split it into several files", rule="size")


def read_entries(content: bytes, path: str) -> tuple[list[Entry], list[Problem]]:
    """The entries in the bytes of one file: one of Markdown, one or a list of YAML."""
    if too_long := too_long_to_read(content, path):
        return [], [too_long]
    text, problems = decode(content, path)
    if problems:
        return [], problems
    source = Source(path, text.split("\n"))
    if path.endswith(".md"):
        entry, problems = _read_markdown(text, source, bare=path.startswith(WITHOUT_HEADER))
        return ([entry] if entry else []), problems
    try:
        node = parse_yaml(text)
    except YamlError as problem:
        return [], [problem.at(path, source.lines)]
    if isinstance(node.value, list):
        return [Entry(source, item, position=i) for i, item in enumerate(node.value)], []
    return [Entry(source, node)], []


_HEADER = re.compile(r"\A---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Markdown:
    """The parts of a Markdown file, as they stand in it."""

    header: str
    """The lines between the hyphens; it starts on the second line of the file."""
    body: str
    is_bare: bool = False
    """Whether there is no header, not even an empty one."""


def split_markdown(text: str, source: Source, *, bare: bool = False) -> Markdown | Problem:
    """The header of a Markdown file and the text below it, or why there is none.

    `bare`: whether a header may be missing wherever the file is.
    """
    match = _HEADER.match(text)
    bare = bare or source.path.startswith(WITHOUT_HEADER)
    if not match and bare and not text.startswith("---"):
        return Markdown("", text, is_bare=True)
    if not match:
        if text.startswith("---"):
            message, hint = "the header does not end", "close it with a line of three hyphens"
        else:
            message, hint = "there is no header", "start with a line of three hyphens, then fields"
        return source.problem((1, 1), message, hint, rule="syntax")
    header = match.group(1)
    size = len(header.encode())
    if size > MAX_HEADER_BYTES:
        return source.problem(
            (1, 1),
            f"the header has {size:,} bytes",
            f"{MAX_HEADER_BYTES:,} bytes at most; put a long text below it",
            rule="size",
        )
    return Markdown(header, text[match.end() :])


def read_introduction(content: bytes, path: str) -> tuple[Entry | None, list[Problem]]:
    """The Markdown of a file anywhere, which may have a header."""
    if too_long := too_long_to_read(content, f"{path}.md"):
        return None, [Problem(Location(path), too_long.message, too_long.hint, rule=too_long.rule)]
    text, problems = decode(content, path)
    if problems:
        return None, problems
    return _read_markdown(text, Source(path, text.split("\n")), bare=True)


def _read_markdown(text: str, source: Source, *, bare: bool) -> tuple[Entry | None, list[Problem]]:
    parts = split_markdown(text, source, bare=bare)
    if isinstance(parts, Problem):
        return None, [parts]
    try:
        node = parse_yaml(parts.header, first_line=2)
    except YamlError as problem:
        return None, [problem.at(source.path, source.lines)]
    if node.value is None and bare:
        node = Node({}, 1, 1, {})
    body_line = text.count("\n", 0, len(text) - len(parts.body)) + 1
    stripped = parts.body.lstrip("\n")
    body_line += len(parts.body) - len(stripped)
    return Entry(source, node, stripped.rstrip(), body_line), []


_REMEMBERED_FILES = 16


class EntryFinder:
    """Finds where a field of a checked record was written, by reading its file again.

    Problems between entries are rare, so the places of all fields need not be remembered: only
    those of the last files asked about are.
    """

    def __init__(self, files: ContentFiles) -> None:
        self._files = files.papers
        self._entries: dict[str, list[Entry]] = {}

    def __call__(
        self, path: str, position: int, field: tuple[int | str, ...]
    ) -> tuple[Location, str]:
        """The place of a field of the entry at `position` of a file, and that line."""
        entries = self._entries.get(path)
        if entries is None:
            place = bisect_left(self._files, path, key=attrgetter("path"))
            entries = read_entries(read_bytes(self._files[place]), path)[0]
            self._entries[path] = entries
            if len(self._entries) > _REMEMBERED_FILES:
                # A large shelf may have a problem in every file.
                del self._entries[next(iter(self._entries))]
        if position >= len(entries):
            return Location(path), ""
        line, column = entries[position].place(*field)
        lines = entries[position].source.lines
        return Location(path, line, column), lines[line - 1] if line <= len(lines) else ""


def static_file(shelf: Path, path: str) -> Path:
    """The file, free of links, that a path below content/static leads to.

    Raises MachineError where that is outside of content/ or no regular file, whatever there was
    when the files of the shelf were found.
    """
    target = _real(str(shelf / "content" / "static" / path))
    if not _inside(target, os.path.realpath(shelf / "content")):
        raise MachineError(
            f"content/static/{path} is a link that leads out of the content folder; "
            "put the file itself there"
        )
    if not os.path.isfile(target):  # noqa: PTH113 - a string from realpath
        raise MachineError(f"cannot read content/static/{path}: there is no such file")
    return Path(target)


def read_static(shelf: Path, path: str) -> bytes:
    """The bytes of a file below content/static; raises MachineError if the machine says no."""
    try:
        with open_static(shelf, path) as opened:
            return opened.read()
    except OSError as error:
        raise MachineError(f"cannot read content/static/{path}: {error.strerror}") from None


def open_static(shelf: Path, path: str) -> BinaryIO:
    """A file below content/static, open for reading; raises MachineError as `static_file`."""
    # Path.open() takes no opener.
    return open(static_file(shelf, path), "rb", opener=_open_no_link)


def _open_no_link(path: str, flags: int) -> int:
    # A link may have been put there since it was looked at.
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def find_text(shelf: Path, path: str, text: str) -> tuple[Location, str]:
    """The first place of a link's target in a file of the shelf, and that line."""
    if path.startswith("content/"):
        try:
            lines = (shelf / path).read_text(encoding="utf-8").split("\n")
        except OSError:
            return Location(path), ""
        # As a target if it can be found so: its words may stand elsewhere too.
        for before in ("](", "](<", "]: ", ""):
            for number, line in enumerate(lines, 1):
                for target in (text, unquote(text)):
                    column = line.find(before + target)
                    if column >= 0:
                        return Location(path, number, column + len(before) + 1), line
    return Location(path), ""
