"""Pages that were rendered lately: an edit renders again only what shows something else."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

_MOST_PAGES = 512


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it was made."""

    fingerprint: bytes
    content: bytes
    shows: str
    """A digest of what it shows, whatever stylesheet it links to."""


class RenderedPages:
    """The pages that were asked for last, by path. Safe in several threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Rendered] = OrderedDict()
        self._lock = Lock()

    def find(self, path: str, fingerprint: bytes) -> Rendered | None:
        """The page, if it was made from the same."""
        with self._lock:
            found = self._pages.get(path)
            if found is None or found.fingerprint != fingerprint:
                return None
            self._pages.move_to_end(path)
            return found

    def keep(self, path: str, page: Rendered) -> None:
        """Remember a page, and forget the one that nobody has asked for the longest."""
        with self._lock:
            self._pages[path] = page
            self._pages.move_to_end(path)
            if len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)

    def latest(self, count: int) -> list[str]:
        """The paths of the pages that were asked for last, the last one first."""
        with self._lock:
            return list(self._pages)[: -count - 1 : -1]

    def sizes(self) -> dict[str, int]:
        """The bytes of the pages that are kept."""
        with self._lock:
            return {path: len(page.content) for path, page in self._pages.items()}
