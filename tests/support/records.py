"""The files that browsers make exports of a selection from, read back."""

import json
from collections.abc import Mapping
from typing import Any

from papershelf.plan.record_files import bucket_of

Records = dict[str, dict[str, Any]]


def read_files(site: Mapping[str, bytes]) -> dict[str, Any]:
    """The files of the records by their paths."""
    return {
        path: json.loads(content) for path, content in site.items() if path.startswith("records/")
    }


def read_records(site: Mapping[str, bytes]) -> Records:
    """The papers of all files by id; each may stand in one alone."""
    found: Records = {}
    for path, file in read_files(site).items():
        _, count, name = path.split("/")
        for paper in file["papers"]:
            assert paper["id"] not in found
            assert bucket_of(paper["id"], int(count)) == int(name.removesuffix(".json"))
            pieces = dict(zip(file["formats"], paper.pop("pieces"), strict=True))
            found[paper["id"]] = {**paper, "pieces": pieces}
    return found
