"""Where browsers find what exports say of a paper: files of a few papers each, by slug.

The browser's `lib/buckets.js` computes the same; `tests/unit/test_records.py` compares both.
"""

from zlib import crc32

from papershelf.config import Config
from papershelf.exporters import Exporter, exporters_of

RECORDS = "records"
"""The folder of these files."""
OFFERED = ("bibtex", "ris", "csl-json", "csv", "markdown")
"""The formats that a selection of papers can be taken away in, where the settings list them."""

_PAPERS_A_FILE = 16


def offered_formats(config: Config) -> tuple[Exporter, ...]:
    """The formats that this site offers for a selection."""
    return exporters_of(set(OFFERED).intersection(config.exports.formats))


def bucket_count(papers: int) -> int:
    """How many files there are for a number of papers: a power of two."""
    return 1 << (max(0, papers - 1) // _PAPERS_A_FILE).bit_length()


def bucket_of(slug: str, count: int) -> int:
    """Which of `count` files a paper is in."""
    return crc32(slug.encode("utf-8", "replace")) & (count - 1)


def records_url(count: int) -> str:
    """The site path of the folder that the files are in, where there are `count` of them."""
    return f"{RECORDS}/{count}/"
