"""A shelf and a revision of it → what the branch changes."""

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papershelf.build import Progress
from papershelf.content_files import ContentFile, find_files
from papershelf.differences.changed_entries import entry_changes
from papershelf.differences.changed_files import entry_paths, file_changes, without_made
from papershelf.differences.entries import EntryFiles, entries_in
from papershelf.differences.model import Difference, EntryChange
from papershelf.differences.pairs import pair_entries, whence_by_pairs
from papershelf.differences.sides import Side, side_of
from papershelf.differences.sites import Sites, SiteWish, compare_sites
from papershelf.drawing.look import CardLook
from papershelf.errors import ContentError, Problem
from papershelf.revision import Revision, Touched
from papershelf.since import Comparison, Found, compare_problems
from papershelf.store import open_store
from papershelf.validate import CheckedMemory
from papershelf.version import program_digest

Check = Callable[[Path, Found, CheckedMemory], Sequence[Problem]]
"""Checks a shelf whose files are known, with what is remembered of them."""


def compare(
    shelf: Path,
    base: str,
    check: Check,
    progress: Progress,
    wish: SiteWish | None = None,
    *,
    reports: Collection[Path] = (),
) -> Difference:
    """What a branch changes: what is in the folder beside what it shares with `base`.

    Without `wish` no site is built. `reports`: files that the comparison is written to, which are
    no part of it unless they are committed. Raises UsageError where there is no such revision,
    MachineError where git or the machine cannot tell, or there is a shelf on neither side.
    """
    revision = Revision(shelf, base)
    if wish is not None:
        wish.refuse(shelf)
    with tempfile.TemporaryDirectory(prefix="papershelf-") as temporary:
        # Links in the way to it would be followed by some who look at paths, and not by others.
        earlier = Path(temporary).resolve() / "shelf"
        earlier.mkdir()
        progress.stage("Reading the base", 0)
        revision.extract(earlier, named_only=() if wish else ("content/static/",))
        if not (earlier / "content").is_dir():
            # A shelf may be new on the branch. Where there is none either, this says so.
            find_files(shelf)
        progress.stage("Checking", 0)
        looked = _look(revision, earlier, check, reports)
        sites = Sites()
        if wish is not None:
            sites = compare_sites(revision, earlier, wish, progress)
    behind = revision.behind
    return Difference(
        title=looked.title,
        base=base,
        commit=revision.commit,
        behind=behind,
        prefix=revision.prefix,
        entries=looked.entries,
        both=_changed_by_both(revision, behind, looked.entries),
        files=file_changes(looked.touched, looked.entries, revision.prefix),
        problems=looked.problems,
        gone=looked.gone,
        site=sites.change,
        failure=sites.failure,
        is_site_left=sites.is_left,
        look=looked.look,
    )


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found without building anything."""

    title: str
    look: CardLook
    touched: Sequence[Touched]
    entries: Sequence[EntryChange]
    problems: Sequence[Problem]
    gone: int


class _Checked:
    """A check that keeps what a shelf was checked with: it is not to be read again."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._known: tuple[Path, Found, CheckedMemory] | None = None

    def __call__(self, shelf: Path, found: Found, memory: CheckedMemory) -> Sequence[Problem]:
        self._known = (shelf, found, memory)
        try:
            return self._check(shelf, found, memory)
        except ContentError as error:
            return error.problems

    @property
    def side(self) -> Side:
        """What else is known of the shelf; nothing where there is none."""
        return Side() if self._known is None else side_of(*self._known)


def _look(revision: Revision, earlier: Path, check: Check, reports: Collection[Path]) -> _Looked:
    shelf, prefix = revision.shelf, revision.prefix
    touched = without_made(revision.touched(), revision.root, reports)
    then, now = _Checked(check), _Checked(check)
    found = _found(shelf)
    paths = entry_paths(touched, prefix)
    after = EntryFiles(_papers(found), paths.after)
    before = EntryFiles(_papers(_found(earlier)), paths.before)
    pairs = pair_entries(before, after, _renamed(touched, prefix))
    comparison = Comparison((), (), 0)
    if found is not None:
        memory = CheckedMemory(open_store(shelf, program_digest()))
        problems = now(shelf, found, memory)
        changed = revision.changed()
        whence = whence_by_pairs(pairs, changed)
        comparison = compare_problems(revision, earlier, changed, problems, then, whence)
    side = now.side
    entries = entry_changes(
        pairs, then.side if before.entries else Side(), side, after.entries, comparison.new
    )
    return _Looked(side.title, side.look, touched, entries, comparison.new, comparison.gone)


def _found(shelf: Path) -> Found | None:
    return find_files(shelf) if (shelf / "content").is_dir() else None


def _papers(found: Found | None) -> Sequence[ContentFile]:
    return found[0].papers if found else ()


def _renamed(touched: Sequence[Touched], prefix: str) -> Mapping[str, str]:
    """What files of the shelf were called, where they were called otherwise."""
    return {
        item.path.removeprefix(prefix): item.earlier.removeprefix(prefix)
        for item in touched
        if item.mode_after and item.earlier not in ("", item.path)
    }


def _changed_by_both(
    revision: Revision, behind: int, entries: Sequence[EntryChange]
) -> Sequence[str]:
    """The ids of the entries that the base has changed as well since the branch left it."""
    if not behind:
        return ()
    ours: dict[str, set[str]] = {}
    for entry in entries:
        known = {entry.id, entry.earlier_id} - {""}
        ours.setdefault(entry.earlier_path or entry.path, set()).update(known)
    both: set[str] = set()
    for path, contents in revision.touched_by_both(ours.keys()).items():
        then, now = (_by_id(content, path) for content in contents)
        theirs = {name for name in then.keys() | now.keys() if then.get(name) != now.get(name)}
        both |= theirs & ours[path]
    return sorted(both)


def _by_id(content: bytes, path: str) -> Mapping[str, Mapping[str, str]]:
    return {entry.id: entry.fields for entry in entries_in(content, path)} if content else {}
