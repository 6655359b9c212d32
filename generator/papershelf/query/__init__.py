"""The language of the search, read and answered without a browser.

What a text finds here is what it finds on the site, but for typos, which are not mended: the twins
of these modules are `query.js` and `search-index.js` of the base theme.
"""

from papershelf.query.asking import papers_matching
from papershelf.query.language import Note, Query
from papershelf.query.match import found_by
from papershelf.query.notes import refusal_of
from papershelf.query.parse import Grammar, parse
from papershelf.query.subject import Subject, belongings_of

__all__ = [
    "Grammar",
    "Note",
    "Query",
    "Subject",
    "belongings_of",
    "found_by",
    "papers_matching",
    "parse",
    "refusal_of",
]
