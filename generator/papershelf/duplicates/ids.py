"""Ids that prove that two papers are one, in the form in which they are compared."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

_PROVING: Final = ("doi", "arxiv", "acl", "openreview", "pmid", "dblp")
_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_VERSION: Final = re.compile(r"v\d{1,2}$")
# Servers of preprints, by the beginnings of their DOIs: bioRxiv and medRxiv, SSRN, OSF, Research
# Square, Preprints.org, ChemRxiv, TechRxiv.
_PREPRINT_DOI: Final = re.compile(
    r"10\.(?:1101|64898|2139|31219|31234|21203|20944|26434|36227)/", re.IGNORECASE
)


def proving_ids(ids: Mapping[str, str] | None, work_type: str) -> Iterator[tuple[str, str]]:
    """Kind and value of each id that only one work can have.

    The DOI that arXiv gives is the arXiv id, without its version. An ISBN names a whole book, also
    in its chapters, an ISSN a journal.
    """
    if not ids:
        return
    for kind in _PROVING:
        value = ids.get(kind, "")
        if not value:
            continue
        found = _ARXIV_DOI.match(value) if kind == "doi" else None
        if found:
            yield "arxiv", _VERSION.sub("", found[1])
        elif kind == "arxiv":
            yield "arxiv", _VERSION.sub("", value)
        else:
            yield kind, value.lower() if kind == "doi" else value
    if work_type == "book" and ids.get("isbn"):
        yield "isbn", ids["isbn"]


def is_preprint_doi(doi: str) -> bool:
    """Whether a DOI is of a server of preprints."""
    return bool(_ARXIV_DOI.match(doi) or _PREPRINT_DOI.match(doi))
