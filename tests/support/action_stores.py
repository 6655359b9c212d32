"""What GitHub keeps for runs: caches by their keys, and the ids and names of artifacts."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def keep(caches: Path, key: str, folders: Sequence[Path]) -> None:
    """Keep folders under a key; where none is there nothing is kept, and nothing fails."""
    number = len(list(caches.iterdir())) if caches.exists() else 0
    for place, folder in enumerate(folders):
        if folder.exists():
            shutil.copytree(folder, caches / f"{number:04} {key}" / str(place))


def give_back(kept: Path, folders: Sequence[Path]) -> None:
    """Put what was kept of folders where they are now."""
    for place, folder in enumerate(folders):
        if (kept / str(place)).exists():
            shutil.copytree(kept / str(place), folder)


def newest(caches: Path, key: str, prefix: str) -> Path | None:
    """What was kept last under a key that begins so."""
    # With its own key a run would find what it is about to write.
    assert key.startswith(prefix)
    found = sorted(caches.glob(f"* {prefix}*")) if caches.exists() else []
    return found[-1] if found else None


def announced(listed: Path) -> list[dict[str, Any]]:
    """The artifacts that a file lists: id, name, run, and whether it was a run for a fork."""
    found: list[dict[str, Any]] = json.loads(listed.read_text("utf-8")) if listed.exists() else []
    return found


def announce(listed: Path, name: str, run: int, *, fork: bool = False) -> str:
    """Note in such a file that a run made an artifact; gives its id."""
    known = announced(listed)
    known.append({"id": 9_000 + len(known), "name": name, "run": run, "fork": fork})
    listed.write_text(json.dumps(known), encoding="utf-8")
    return str(known[-1]["id"])
