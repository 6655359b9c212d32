"""What is said of a difference in every form of its report, without a word of the content."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from papershelf.differences.model import (
    Change,
    Difference,
    EntryChange,
    FileChange,
    FileKind,
    SiteChange,
)
from papershelf.errors import Severity

KINDS: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.WORKFLOW: "workflow",
        FileKind.PROGRAM: "program",
        FileKind.THEME: "theme",
        FileKind.SETTINGS: "settings",
        FileKind.VOCABULARY: "vocabulary",
        FileKind.COLLECTION: "collection",
        FileKind.PAGE: "page",
        FileKind.STATIC: "file of the site",
        FileKind.LINK: "link or other repository",
        FileKind.ENTRIES: "only how or where entries are written",
        FileKind.DOCUMENT: "document of the repository",
        FileKind.OTHER: "other",
    }
)
"""What files are called."""
_DANGERS: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.WORKFLOW: "It runs on the host of the repository, perhaps with the right to "
        "write to it or with its secrets.",
        FileKind.PROGRAM: "It is run or installed by whoever builds or edits the shelf, on their "
        "computer.",
        FileKind.THEME: "It makes every page, and its scripts run in the browsers of all who read "
        "them.",
        FileKind.SETTINGS: "It changes the whole site: its address, what is built, what pages "
        "load.",
        FileKind.LINK: "It leads elsewhere: a build may read files through it that were never "
        "meant to be public.",
        FileKind.OTHER: "It is nothing that a shelf knows, so nothing here tells what it could do.",
    }
)
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


def counted(number: int, one: str, several: str = "") -> str:
    """A number with what it counts: "1 page", "2,000 pages"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def listed_text(parts: Iterable[str]) -> str:
    """What there is of several things: "a, b and c"; empty where there is none."""
    found = list(filter(None, parts))
    return " and ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))


def headline(difference: Difference) -> str:
    """What changes, in one sentence."""
    if difference.is_empty:
        return "This branch changes nothing."
    return f"This branch {listed_text(_parts(difference))}."


def _parts(difference: Difference) -> Iterator[str]:
    verbs = {
        Change.ADDED: "adds",
        Change.CHANGED: "changes",
        Change.RENAMED: "renames",
        Change.REMOVED: "removes",
    }
    for change, number in difference.counts.items():
        if number:
            yield f"{verbs[change]} {counted(number, 'entry', 'entries')}"
    if difference.files:
        other = "other " if difference.entries else ""
        yield f"touches {counted(len(difference.files), f'{other}file')}"
    advice = sum(problem.severity is Severity.ADVICE for problem in difference.problems)
    if problems := len(difference.problems) - advice:
        yield f"brings {counted(problems, 'new problem')}"
    if advice:
        yield f"gets {counted(advice, 'piece of advice', 'pieces of advice')}"
    if difference.gone:
        yield f"mends {counted(difference.gone, 'problem')}"


def compared(difference: Difference) -> str:
    """With what it was compared."""
    behind = ""
    if difference.behind:
        behind = f", which has {counted(difference.behind, 'commit')} that it lacks"
    return f"Compared with {difference.base} ({difference.commit[:10]}){behind}."


def site_lines(site: SiteChange) -> Iterator[str]:
    """What becomes of the site, in a sentence or two."""
    pages = [
        f"{counted(len(site.pages_added), 'page')} more" if site.pages_added else "",
        f"{counted(len(site.pages_removed), 'page')} fewer" if site.pages_removed else "",
        f"{counted(site.pages_changed, 'page')} changed" if site.pages_changed else "",
    ]
    told = ", ".join(filter(None, pages)) or "no page is another one"
    files = number_change(site.files_before, site.files_after)
    yield f"The site: {told}; {files}, {_sizes(site.bytes_before, site.bytes_after)}."
    if site.left_out:
        left_out = counted(site.left_out, "entry", "entries")
        yield f"It was built without {left_out} with errors."


def _sizes(before: int, after: int) -> str:
    change = size_change(before, after)
    is_same = before == after
    return f"{size(after)}, {change}" if is_same else f"{size(before)} → {size(after)} ({change})"


def number_change(before: int, after: int) -> str:
    """How many more or fewer files there are."""
    if before == after:
        return "as many files as before"
    return f"{counted(abs(after - before), 'file')} {'more' if after > before else 'fewer'}"


def size_change(before: int, after: int) -> str:
    """How much larger or smaller something is: "+48.2 kB"."""
    if before == after:
        return "as large as before"
    return f"{'+' if after > before else '−'}{size(abs(after - before))}"


def size(number: int) -> str:
    """Bytes as people say them: "812 bytes", "12.3 kB", "4.56 MB"."""
    for unit, name in ((_MEGABYTE, "MB"), (_KILOBYTE, "kB")):
        if number >= unit:
            value = number / unit
            digits = 2 if value < 10 else 1 if value < 100 else 0
            return f"{value:,.{digits}f} {name}"
    return counted(number, "byte")


def place_of_entry(
    entry: EntryChange, prefix: str, plain: Callable[[str], str] = lambda text: text
) -> str:
    """Where an entry is in the repository, and was before if elsewhere.

    `prefix`: where its shelf is; `plain`: makes the paths mean only themselves.
    """
    place = f"{plain(prefix + entry.path)}:{entry.line}"
    earlier = entry.earlier_path
    return f"{place}, before in {plain(prefix + earlier)}" if earlier else place


def file_size(file: FileChange) -> str:
    """The size of a file, before and after where it was there twice."""
    match file.change:
        case Change.ADDED:
            return size(file.size_after)
        case Change.REMOVED:
            return size(file.size_before)
        case _ if file.size_before == file.size_after:
            return f"{size(file.size_after)}, as before"
        case _:
            return f"{size(file.size_before)} → {size(file.size_after)}"


def danger(file: FileChange) -> str:
    """What a grave file could do, in a sentence; empty of others."""
    if not file.is_grave:
        return ""
    if file.change is Change.REMOVED:
        return "What it did, or kept others from doing, is gone."
    return _DANGERS[file.kind]
