"""What GitHub keeps for runs: caches by their keys, and the ids and names of artifacts."""

import json
import shutil
from pathlib import Path


def keep(caches: Path, key: str, folder: Path) -> None:
    """Keep a folder under a key; without one nothing is kept, and nothing fails."""
    if folder.exists():
        number = len(list(caches.iterdir())) if caches.exists() else 0
        shutil.copytree(folder, caches / f"{number:04} {key}")


def newest(caches: Path, key: str, prefix: str) -> Path | None:
    """What was kept last under a key that begins so."""
    # With its own key a run would find what it is about to write.
    assert key.startswith(prefix)
    found = sorted(caches.glob(f"* {prefix}*")) if caches.exists() else []
    return found[-1] if found else None


def announce(gh: Path, name: str, run: int, *, fork: bool = False) -> str:
    """Note in the state of the fake `gh` that a run made an artifact; gives its id."""
    state = json.loads(gh.read_text("utf-8")) if gh.exists() else {}
    artifacts = state.setdefault("artifacts", [])
    artifacts.append({"id": 9_000 + len(artifacts), "name": name, "run": run, "fork": fork})
    gh.write_text(json.dumps(state), encoding="utf-8")
    return str(artifacts[-1]["id"])
