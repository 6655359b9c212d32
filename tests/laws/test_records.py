"""What browsers put together from records equals what the shelf exports, byte for byte."""

import json

from hypothesis import given

from papershelf import build
from papershelf.errors import ContentError
from papershelf.exporters import exporters_of
from papershelf.plan.record_files import OFFERED
from papershelf.text import slugify
from tests.laws.settings import few, workshop
from tests.support.records import read_records
from tests.support.shelf_files import Shelf, emptied, files_of, lay
from tests.support.shelves import shelves


@few(5)
@given(shelf=shelves())
def test_every_paper_with_a_page_stands_in_one_file_as_exports_say_it(shelf: Shelf) -> None:
    with workshop() as folder:
        lay(shelf, emptied(folder / "shelf"))
        try:
            build(folder / "shelf", lenient=True, jobs=1)
        except ContentError:
            # Two of its papers want one address.
            return
        site = files_of(folder / "shelf/site")
    records = read_records(site)
    listed = site.get("papers.jsonl", b"").decode().splitlines()
    order = [slugify(json.loads(line)["id"]) for line in listed]
    assert set(order) <= set(records)
    for exporter in exporters_of(OFFERED):
        if exporter.file not in site:
            continue
        pieces = [records[slug]["pieces"][exporter.name] for slug in order]
        made = exporter.head + exporter.between.join(pieces) + exporter.tail
        assert made.encode() == site[exporter.file], exporter.name
