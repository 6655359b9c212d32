"""What themes give pages to load, those of a moment ago too.

A page that was opened before an edit fetches its modules from the folder of the theme as it was.
"""

from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from threading import Lock

from papershelf.output import Output
from papershelf.theme import Theme

_MOST_THEMES = 8


class Look:
    """A theme, and what tells whether pages must be loaded again where it changes."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    @cached_property
    def assets(self) -> Mapping[str, Output]:
        """Its files by their paths inside the site."""
        return {output.path: output for output in self.theme.outputs()}

    @cached_property
    def scripts(self) -> bytes:
        """A digest of all that pages load but the stylesheet, which is swapped in place."""
        hasher = blake2b(digest_size=16)
        for name, content in self.theme.assets.items():
            if name != self.theme.stylesheet:
                hasher.update(f"{name}:{len(content)}:".encode() + content)
        return hasher.digest()

    def is_same(self, other: "Look") -> bool:
        """Whether a site looks the same with both."""
        return self.theme.digest == other.theme.digest


class Assets:
    """The files of the latest themes by their paths inside the site. Safe in several threads."""

    def __init__(self) -> None:
        self._looks: OrderedDict[str, Look] = OrderedDict()
        self._lock = Lock()

    def add(self, look: Look) -> None:
        """Keep the files of a theme, and forget those of the oldest."""
        with self._lock:
            self._looks[look.theme.asset_folder] = look
            self._looks.move_to_end(look.theme.asset_folder)
            if len(self._looks) > _MOST_THEMES:
                self._looks.popitem(last=False)

    def find(self, path: str) -> Output | None:
        """A file of one of the themes."""
        with self._lock:
            looks = list(self._looks.values())
        for look in looks:
            if path.startswith(f"{look.theme.asset_folder}/"):
                return look.assets.get(path)
        return None
