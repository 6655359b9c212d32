"""Fill in what an entry on the shelf does not say yet; what it says stays, comments included."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from papershelf.edits import with_field
from papershelf.errors import MachineError
from papershelf.load import read_entries
from papershelf.replacing import replace_file
from papershelf.validate import check_bytes
from papershelf.yamltext import plain

_CURATORS: Final = frozenset({"id", "aliases", "added", "status", "topics", "collections", "note"})
"""Fields that say what the curator thinks; a source has no say in them."""
_MAPS: Final = frozenset({"ids", "links", "extra"})
"""Fields of which each part may be missing by itself."""
_OTHERS: Final[Mapping[str, str]] = {"authors": "editors", "editors": "authors", "year": "date"}
"""A field that is not missing where the other one is given."""


class Filler:
    """Fills in entries that are files of their own."""

    def __init__(self, shelf: Path, sources: Mapping[str, str], *, dry_run: bool = False) -> None:
        """`sources`: the files of the papers by id, from the shelf."""
        self._shelf = shelf
        self._sources = dict(sources)
        self._dry_run = dry_run

    def add(self, paper_id: str, source: str) -> None:
        """Know the file of one more paper."""
        self._sources[paper_id] = source

    def fill(self, paper_id: str, fields: Mapping[str, Any]) -> list[str]:
        """The names of the fields that were filled in; none if it says all, or is in a list.

        Raises MachineError where the machine says no.
        """
        source = self._sources.get(paper_id)
        path = self._shelf / source if source else None
        if source is None or path is None or not path.is_file():
            return []
        try:
            before = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise MachineError(f"cannot read {source}: {error}") from None
        entries, problems = read_entries(before.encode(), source)
        if problems or entries[0].position is not None:
            return []
        known = plain(entries[0].node)
        text, names = before, []
        for name, value, added in _missing(known, fields):
            text = with_field(text, name, value)
            names += added
        checked = check_bytes(text.encode(), source)
        if not names or any(problem.is_grave for problem in checked.problems):
            return []
        if not self._dry_run:
            replace_file(path, text.encode(), shown=source)
        return names


def _missing(
    known: Mapping[str, Any], fields: Mapping[str, Any]
) -> Iterator[tuple[str, Any, list[str]]]:
    """Fields to set, with their values and the names of what is new in them."""
    for name, value in fields.items():
        if name in _CURATORS or _OTHERS.get(name) in known:
            continue
        old = known.get(name)
        if old is None:
            yield name, value, [name]
        elif name in _MAPS and isinstance(old, dict) and isinstance(value, dict):
            new = {part: item for part, item in value.items() if part not in old}
            if new:
                yield name, {**old, **new}, [f"{name}.{part}" for part in new]
