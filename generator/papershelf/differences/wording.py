"""What is said of a difference in every form of its report, without a word of the content."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from papershelf.differences.model import Change, Difference, FileChange, FileKind, SiteChange

_VERBS = {
    Change.ADDED: "added",
    Change.CHANGED: "changed",
    Change.RENAMED: "renamed",
    Change.REMOVED: "removed",
}
WARNINGS: Mapping[FileKind, str] = MappingProxyType(
    {
        FileKind.WORKFLOW: "a workflow or a setting of the host: it decides what runs there",
        FileKind.PROGRAM: "a program, or what is installed with one: it runs where it is used",
        FileKind.THEME: "a theme: it can put anything on every page",
        FileKind.SETTINGS: "the settings of the shelf: they hold for every page",
        FileKind.LINK: "a link or a repository of its own: what it leads to is not in this change",
        FileKind.OTHER: "a file that is no content of the shelf",
    }
)
"""What a grave file is, and why it deserves a look."""
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
        FileKind.LINK: "link",
        FileKind.ENTRIES: "entries, none of which changes",
        FileKind.OTHER: "other",
    }
)
"""What files are called in a table."""
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


def counted(number: int, one: str, many: str = "") -> str:
    """A number with what it counts: "1 page", "2,000 pages"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def headline(difference: Difference) -> str:
    """What changes, in one sentence."""
    if difference.is_empty:
        return "This branch changes nothing."
    parts = list(_parts(difference))
    told = ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
    return f"This branch {told}."


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
    if difference.problems:
        yield f"brings {counted(len(difference.problems), 'new problem')}"
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
        f"{counted(len(site.pages_removed), 'page')} less" if site.pages_removed else "",
        f"{counted(site.pages_changed, 'page')} changed" if site.pages_changed else "",
    ]
    told = ", ".join(filter(None, pages)) or "no page is another one"
    yield (
        f"The site: {told}; {_more(site.files_after - site.files_before)}, "
        f"{size_change(site.bytes_before, site.bytes_after)}."
    )
    if site.left_out:
        left_out = counted(site.left_out, "entry", "entries")
        yield f"It was built without {left_out} with errors."


def _more(files: int) -> str:
    if not files:
        return "as many files"
    return f"{counted(abs(files), 'file')} {'more' if files > 0 else 'less'}"


def size_change(before: int, after: int) -> str:
    """Two sizes and what lies between them: "1.2 MB → 1.3 MB (+48.2 kB)"."""
    change = after - before
    sign = "+" if change >= 0 else "−"
    return f"{size(before)} → {size(after)} ({sign}{size(abs(change))})"


def size(number: int) -> str:
    """Bytes as people say them."""
    if number < _KILOBYTE:
        return counted(number, "byte")
    if number < _MEGABYTE:
        return f"{number / _KILOBYTE:.1f} kB"
    return f"{number / _MEGABYTE:,.1f} MB"


def happened(file: FileChange) -> str:
    """What became of a file."""
    return _VERBS[file.change]
