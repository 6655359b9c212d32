"""The papers that came on the shelf last, for readers who want to know what is new to them.

The home page names them by marks, four letters for each paper; a reader's browser keeps the marks
of the last visit, so that a paper counts as new when it was not there, whatever its date says.
Only then are their titles fetched, from a file of the site.
"""

from base64 import urlsafe_b64encode
from hashlib import blake2b

import msgspec

from papershelf.model import Library
from papershelf.plan.cards import paper_url
from papershelf.plan.titles import plain_title
from papershelf.relate import Relations
from papershelf.text import shorten
from papershelf.wording import Wording

RECENT_FILE = "recent.json"
MOST_RECENT = 200
_MAX_TITLE = 200


def recent_marks(relations: Relations) -> str:
    """The marks of the newest papers with spaces between, the newest first."""
    return " ".join(_mark(paper) for paper in relations.shelving[:MOST_RECENT])


def recent_file(library: Library, relations: Relations, wording: Wording) -> bytes:
    """The newest papers as JSON: mark, site path, plain title and date of each."""
    papers = (library.papers[paper] for paper in relations.shelving[:MOST_RECENT])
    return msgspec.json.encode(
        [
            (
                _mark(paper.id),
                paper_url(paper.id),
                shorten(plain_title(paper, wording), _MAX_TITLE),
                paper.shelved,
            )
            for paper in papers
        ]
    )


def _mark(paper_id: str) -> str:
    # Three bytes: with 200 papers known and 200 new, one in 400 readers would miss one of them.
    return urlsafe_b64encode(blake2b(paper_id.encode(), digest_size=3).digest()).decode()
