"""Papers that were exported, imported again, and exported once more."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from papershelf.draft import Draft
from papershelf.dump import dump_entry
from papershelf.errors import Problem
from papershelf.export import export
from papershelf.importers import Importer, Source


def read(importer: Importer, content: bytes | str) -> tuple[list[Draft], list[Problem]]:
    """The drafts and the problems of a file, both in their order."""
    content = content.encode() if isinstance(content, str) else content
    found = [*importer.read(Source("file", content))]
    drafts = [item for item in found if isinstance(item, Draft)]
    return drafts, [item for item in found if isinstance(item, Problem)]


def shelf_of(drafts: Iterable[Draft], folder: Path, *, like: Path) -> Path:
    """A shelf with these entries, and the vocabularies and collections of another one."""
    content = folder / "content"
    shutil.copytree(like / "content", content)
    shutil.rmtree(content / "papers")
    (content / "papers").mkdir()
    for path in (content / "collections").glob("*.md"):
        path.write_text(_without_papers(path.read_text(encoding="utf-8")), encoding="utf-8")
    for number, draft in enumerate(drafts):
        path = content / "papers" / f"entry-{number}.md"
        path.write_text(dump_entry(draft.fields, draft.note), encoding="utf-8")
    return folder


def _without_papers(text: str) -> str:
    # Entries name their collections themselves.
    kept: list[str] = []
    is_list = False
    for line in text.split("\n"):
        is_list = line.startswith("papers:") or (is_list and line.startswith((" ", "- ")))
        if not is_list:
            kept.append(line)
    return "\n".join(kept)


def exported(shelf: Path, name: str) -> str:
    """All papers of a shelf, drafts too, in a format."""
    # Where the shelf is, reading it would leave a store that other tests copy.
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(shelf, Path(folder) / "shelf"))
        return "".join(export(copy, name, drafts=True, jobs=1))


def records(text: str) -> dict[str, dict[str, object]]:
    """The lines of a JSON Lines file by the ids of their papers."""
    return {record["id"]: record for record in map(json.loads, text.splitlines())}
