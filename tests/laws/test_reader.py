"""After any edits a shelf that is read again equals one that is read for the first time."""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import ContentError, MachineError
from papershelf.loading import Loaded, load_shelf
from papershelf.serve.reader import Reader
from papershelf.store import Store
from tests.laws.settings import few, workshop

_HEAD = "authors: [Ada Lovelace]\ndate: 2020-01-01\n"
_ENTRIES = (
    f"---\ntitle: One\n{_HEAD}---\nA note.\n",
    f"---\ntitle: Two\n{_HEAD}---\nA note.\n",
    f"---\ntitle: Three\n{_HEAD}topics: [graphs]\nreferences: [{{id: p1}}]\n---\n",
    f"---\ntitle: Four\n{_HEAD}aliases: [p0]\ncollections: [c0]\nthumbnail: static/a.png\n---\n",
    f"---\ntitle: Five\n{_HEAD}language: english\n---\n",
    "---\ntitle: [\n---\n",
    "",
)
_CONTENTS = {
    "papers/p0.md": _ENTRIES,
    "papers/p1.md": _ENTRIES,
    "papers/deep/p2.md": _ENTRIES,
    "papers/list.yaml": (
        f"- id: l1\n  title: One\n  {_HEAD.strip().replace(chr(10), chr(10) + '  ')}\n",
        "- id: l1\n",
        "- [",
    ),
    "papers/odd.txt": ("no entry",),
    "papers/p0.md~": ("a copy",),
    "collections/c0.md": ("---\ntitle: A\n---\n", "---\ntitle: B\npapers: [p1]\n---\n", "x"),
    "pages/about.md": ("---\ntitle: A\n---\n", "---\ntitle: B\n---\n", ""),
    "authors.yaml": (
        "- id: ada\n  names: [Ada Lovelace]\n",
        "- id: ida\n  names: [Ada Lovelace]\n",
        "- id: ada\n",
        "[",
    ),
    "topics.yaml": ("- id: graphs\n", "- id: other\n", "- id: graphs\n- id: graphs\n"),
    "venues.yaml": ("- id: icml\n  name: ICML\n", "- id: icml\n"),
    "metrics.yaml": (
        "papers:\n  p0:\n    stars: {2024-01-01: 3}\n",
        "papers:\n  p0:\n    stars: {2024-01-01: 4}\n",
        "papers: [",
    ),
    "site.yaml": ("title: One\n", "title: Two\n", "title: [\n"),
    "static/a.png": ("a", "b"),
    "static/a.png~": ("a",),
    "strange.yaml": ("x",),
}
_PATHS = sorted(_CONTENTS)
_PAPERS = ["papers/p0.md", "papers/p1.md", "papers/deep/p2.md"]
_LINKS = ("papers/link.md", "papers/p1.md", "papers/deep", "static/a.png")
_TARGETS = ("papers/p0.md", "papers/deep", "static/a.png", "..", "nothing")
_LONG_AGO = 1_600_000_000_000_000_000


class _Desk:
    """A shelf being edited, with all paths that were changed since they were last told of."""

    def __init__(self, shelf: Path) -> None:
        self.shelf = shelf
        self.content = shelf / "content"
        self.content.mkdir(parents=True)
        self.changed: set[str] = set()

    def told(self) -> frozenset[str]:
        changed, self.changed = self.changed, set()
        return frozenset(changed)

    def edit(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from([*["write"] * 6, "delete", "rename", "link", "folder"]))
        path = data.draw(st.sampled_from([*_PAPERS * 4, *_PATHS]))
        if kind == "write":
            # Most edits break nothing: a shelf with errors tells less of what was read.
            texts = _CONTENTS[path] if data.draw(st.integers(0, 3)) == 3 else _CONTENTS[path][:2]
            text = data.draw(st.sampled_from(texts))
            self._write(path, text, is_old=data.draw(st.booleans()))
        elif kind == "delete":
            self._delete(data.draw(st.sampled_from([path, "papers", "papers/deep"])))
        elif kind == "rename":
            self._rename(path, data.draw(st.sampled_from(_PATHS)))
        elif kind == "link":
            target = data.draw(st.sampled_from(_TARGETS))
            self._link(data.draw(st.sampled_from(_LINKS)), target, hard=data.draw(st.booleans()))
        else:
            self._rename(*data.draw(st.sampled_from([("papers/deep", "papers/d"), ("", "../c")])))

    def _write(self, path: str, text: str, *, is_old: bool) -> None:
        file = self.content / path
        if self._is_blocked(file) or file.is_dir():
            return
        for folder in reversed(file.parents):
            if not folder.exists():
                folder.mkdir()
                self._touch(folder)
        if file.is_symlink() and not file.exists():
            return
        file.write_text(text, encoding="utf-8")
        if is_old:
            os.utime(file, ns=(_LONG_AGO, _LONG_AGO))
        self._touch(file.resolve() if file.is_symlink() else file)

    def _delete(self, path: str) -> None:
        file = self.content / path
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        else:
            file.unlink(missing_ok=True)
        self._touch(file)

    def _rename(self, path: str, other: str) -> None:
        old, new = self.content / path, self.content / other
        if path == "":
            # The whole of the content goes away, or comes back.
            new = self.shelf / "away"
            if new.exists():
                shutil.rmtree(self.content, ignore_errors=True)
                old, new = new, self.content
        if old.is_symlink() or not old.exists() or new.is_dir() or not new.parent.is_dir():
            return
        old.rename(new)
        self._touch(old)
        self._touch(new)

    def _link(self, path: str, target: str, *, hard: bool) -> None:
        file, source = self.content / path, self.content / target
        if self._is_blocked(file) or not file.parent.is_dir() or file == source or file.is_dir():
            return
        file.unlink(missing_ok=True)
        if hard and source.is_file():
            file.hardlink_to(source)
            self._touch(source)
        else:
            file.symlink_to(os.path.relpath(source, file.parent))
        self._touch(file)

    def _is_blocked(self, file: Path) -> bool:
        return any(folder.is_symlink() or folder.is_file() for folder in file.parents)

    def _touch(self, path: Path) -> None:
        self.changed.add(str(path))


def _outcome(read: Callable[[], Loaded]) -> object:
    try:
        return read()
    except ContentError as error:
        return [*error.problems, error.checked]
    except MachineError as error:
        return str(error)


@few(60)
@given(data=st.data())
def test_what_is_read_again_equals_what_is_read_from_nothing(data: st.DataObject) -> None:
    with workshop() as folder:
        desk = _Desk(folder / "shelf")
        for path in [*_PAPERS, *_PATHS[::2]]:
            desk._write(path, _CONTENTS[path][0], is_old=True)
        reader = Reader(desk.shelf, Store(folder / "mine", b"", b"key"))
        changed: frozenset[str] | None = None
        for step in range(10):
            empty = Store(folder / f"store-{step}", b"", b"key")
            found = _outcome(partial(reader.read, changed))
            assert found == _outcome(partial(load_shelf, desk.shelf, empty))
            for _ in range(data.draw(st.integers(0, 3), label="edits")):
                desk.edit(data)
            told = desk.told()
            changed = data.draw(st.sampled_from([told, told, told, None]), label="told")
            if changed is None:
                # Nobody told of them, but their time stamps do.
                for file in map(Path, told):
                    if file.is_file():
                        file.touch()
