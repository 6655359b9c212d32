"""What tests of papershelf add share: the usual entry, and what became of a shelf."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from papershelf.load import read_entries
from papershelf.validate import check_bytes
from papershelf.yamltext import plain

Run = Callable[..., tuple[int, str, str]]
ENTRY = "content/papers/quill-2024-waiting-networks.md"


def fields(path: Path) -> dict[str, Any]:
    """The fields of an entry, which has no errors."""
    content = path.read_bytes()
    checked = check_bytes(content, "content/papers/x.md")
    assert not [problem for problem in checked.problems if problem.is_grave]
    (entry,) = read_entries(content, "x.md")[0]
    found = plain(entry.node)
    assert isinstance(found, dict)
    return found


def files(shelf: Path) -> set[str]:
    return {path.name for path in (shelf / "content/papers").rglob("*") if path.is_file()}
