"""The files of a shelf in a test: a map from paths to bytes, laid into a folder and read back."""

import shutil
from collections.abc import Mapping
from pathlib import Path

Shelf = dict[str, bytes]


def lay(shelf: Mapping[str, bytes], folder: Path) -> None:
    """Make the files of a folder those of a shelf; what is the same is not touched."""
    for name in ("content", "themes"):
        for path in sorted((folder / name).rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in shelf:
                path.unlink()
    (folder / "content").mkdir(parents=True, exist_ok=True)
    for name, content in shelf.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def files_of(folder: Path) -> Shelf:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def emptied(folder: Path) -> Path:
    """A folder with nothing in it."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder
