"""What a branch changes, as every form of the report takes it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from papershelf.drawing.look import CardLook
from papershelf.drawing.texts import CardText
from papershelf.errors import Problem


class Change(StrEnum):
    """What became of an entry or a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an entry before and after."""

    name: str
    """As in the field reference, with dots between levels: `title`, `ids.doi`, `note`.

    Of a file that is no YAML `text of the file`, which is all that can be compared.
    """
    before: str | None
    """Its value as text, an item a line for lists; None where it was not there."""
    after: str | None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that is not as it was."""

    change: Change
    id: str
    earlier_id: str
    """What it was called before where that is not `id`, else empty."""
    title: str
    """Plain text; of an entry without a title its id."""
    path: str
    """Its file from the shelf; of one that is removed the file that it was in."""
    line: int
    """Where it begins in it, from 1."""
    fields: Sequence[FieldChange] = ()
    """In the order of the schema, unknown ones last; of an added or removed entry all it has."""
    problems: Sequence[Problem] = ()
    """Those in it that were not there before."""
    page: str = ""
    """The address of its page within the site; empty where it has none."""
    card_before: CardText | None = None
    card_after: CardText | None = None
    """What its card says, the same where nothing on it changes; None where it has no page, or its
    letters cannot be drawn. It is told on large shelves too, which have no cards of papers.
    """
    earlier_path: str = ""
    """The file that it was in where that is not `path`, else empty."""


class FileKind(StrEnum):
    """What a file that is no entry means for whoever reviews the change."""

    WORKFLOW = "workflow"
    """It runs on the host: anything below .github/, .gitlab/ or called as hosts' files are."""
    PROGRAM = "program"
    """It is run or installed by those who build: requirements, hooks, code."""
    THEME = "theme"
    SETTINGS = "settings"
    VOCABULARY = "vocabulary"
    COLLECTION = "collection"
    PAGE = "page"
    STATIC = "static"
    LINK = "link"
    """A symbolic link or another repository, whatever it is called."""
    ENTRIES = "entries"
    """A file that holds entries, where its text changes but none of them does."""
    DOCUMENT = "document"
    """Of the repository, and read by people only: what it is, how to help, a licence."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is not as it was, where it is more than changed entries."""

    change: Change
    path: str
    """From the root of the repository."""
    earlier_path: str
    """Where it was before, if elsewhere; else empty."""
    kind: FileKind
    size_before: int = 0
    size_after: int = 0
    """Bytes."""

    @property
    def is_grave(self) -> bool:
        """Whether it could do more than change what the site says."""
        grave = (FileKind.WORKFLOW, FileKind.PROGRAM, FileKind.THEME, FileKind.SETTINGS)
        return self.kind in grave or self.kind in (FileKind.LINK, FileKind.OTHER)


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What becomes of the built site."""

    pages_added: Sequence[str]
    pages_removed: Sequence[str]
    """Addresses within the site, sorted."""
    pages_changed: int
    """Pages that are there before and after, with other bytes."""
    files_before: int
    files_after: int
    bytes_before: int
    bytes_after: int
    left_out: int = 0
    """Entries with errors, which the site is built without."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a branch changes on a shelf."""

    title: str
    """Of the shelf."""
    base: str
    """The revision that it was compared with, as it was asked for."""
    commit: str
    """The commit that both share."""
    behind: int
    """How many commits the base has that the branch lacks."""
    entries: Sequence[EntryChange]
    """Added, changed and renamed, removed; each by path and line."""
    both: Sequence[str] = ()
    """Ids of entries that the base has changed as well since the branch left it."""
    files: Sequence[FileChange] = ()
    """The grave ones first, then by path."""
    problems: Sequence[Problem] = ()
    """All new ones, those in entries too, by path and line."""
    gone: int = 0
    """How many problems the branch mends."""
    site: SiteChange | None = None
    """None where no site was built."""
    failure: str = ""
    """Why the sites could not be compared, if that was wanted."""
    is_site_left: bool = False
    """Whether the site of the branch is where it was wanted, compared or not."""
    look: CardLook = field(default_factory=CardLook)
    """What the cards are drawn with."""
    prefix: str = ""
    """Where the shelf is in its repository: empty, or a path that ends in `/`."""

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many entries there are of each change."""
        numbers = Counter(entry.change for entry in self.entries)
        return {change: numbers[change] for change in Change}

    @property
    def is_empty(self) -> bool:
        """Whether the branch changes nothing at all."""
        return not self.entries and not self.files and not self.problems and not self.gone
