"""The library of a shelf that is read again and again, each time only where it has changed."""

from pathlib import Path

from papershelf.history import Origin
from papershelf.loading import Loaded, load_shelf
from papershelf.model import Library
from papershelf.serve.finder import Finder
from papershelf.store import Store
from papershelf.validate import CheckedMemory

_MANY = 50
"""Files whose checking takes longer than telling the store of all."""


class Reader:
    """Reads a shelf as `load_shelf` does, and keeps in memory what its files hold."""

    def __init__(
        self,
        shelf: Path,
        store: Store,
        *,
        base_url: str | None = None,
        lenient: bool = False,
        jobs: int = 1,
    ) -> None:
        """The store is told only where many files were checked: for a large shelf it takes long.

        `jobs`: the processes of the first reading. Later ones have none: a preview that is ended
        meanwhile would leave them behind.
        """
        self._shelf = shelf
        self._store = store
        self._base_url = base_url
        self._lenient = lenient
        self._jobs = jobs
        self._finder = Finder(shelf)
        self._memory = CheckedMemory(store, write_from=_MANY)
        self._waiting: frozenset[str] = frozenset()
        self._last: Loaded | None = None
        self._library: Library | None = None

    def read(self, changed: frozenset[str] | None) -> Loaded:
        """The library and all problems; what has not changed since the last time is the same.

        `changed`: absolute paths of all that may have changed, None if nobody knows; what lies
        outside of content/ is passed over. Raises what `load_shelf` raises; the changes it was
        given then are not forgotten.
        """
        last, self._last = self._last, None
        jobs, self._jobs = self._jobs, 1
        self._waiting |= changed or frozenset()
        finding = self._finder.find(self._waiting, whole=changed is None)
        # From here on the memory knows what to read, even if something goes wrong before.
        self._memory.doubt(finding.changed)
        self._waiting = frozenset()
        is_same = not finding.is_whole and all(
            path.startswith("content/static/") for path in finding.changed
        )
        if last is None or not is_same:
            last = load_shelf(
                self._shelf,
                self._store,
                finding.found,
                memory=self._memory,
                before=self._library,
                base_url=self._base_url,
                lenient=self._lenient,
                past_of=Origin(self._shelf),
                jobs=jobs,
            )
        self._last, self._library = last, last.library
        return last
