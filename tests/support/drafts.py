"""A format of the tests alone: a draft a line, as JSON."""

import json
from collections.abc import Iterator

from papershelf.draft import Draft
from papershelf.errors import Location, Problem
from papershelf.importers import Importer, Source


def _read(source: Source) -> Iterator[Draft | Problem]:
    for number, line in enumerate(source.content.decode().split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError:
            yield Problem(Location(source.name, number), "is no JSON", "mend it")
            continue
        key = fields.pop("key", "")
        note = fields.pop("text below", "")
        yield Draft(fields, note, number, key)


LINES = Importer("lines", "Lines", (".lines", ".txt"), lambda head: head[:1] == "{", _read)
ECHO = Importer("echo", "Echo", (".echo",), lambda head: head[:2] == "{{", _read)


def written(*drafts: object) -> str:
    """A file of drafts; a text stands for itself."""
    lines = (draft if isinstance(draft, str) else json.dumps(draft) for draft in drafts)
    return "\n".join(lines) + "\n"
