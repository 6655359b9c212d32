"""Papers that stand on the shelf twice, and preprints of what is on it too."""

from collections.abc import Iterator

from papershelf.advice.facts import Facts
from papershelf.advice.remark import Remark
from papershelf.duplicates import KnownPapers, Match
from papershelf.fields import shown
from papershelf.likeness import likeness_of
from papershelf.model import Paper

_ID_NAMES = {
    "doi": "DOI",
    "arxiv": "arXiv id",
    "acl": "ACL Anthology id",
    "openreview": "OpenReview id",
    "pmid": "PMID",
    "dblp": "DBLP key",
    "isbn": "ISBN",
}


def likely_duplicates(facts: Facts) -> Iterator[Remark]:
    """Each paper that may be one of the papers before it, told once.

    Pairs of which either states a relation to the other are known to the curator.
    """
    known = KnownPapers()
    papers = facts.library.papers
    for paper in facts.papers:
        likeness = likeness_of(paper)
        for match in known.find(likeness):
            if not _is_settled(paper, papers[match.id], match):
                yield _remark(paper, papers[match.id], match)
                break
        known.add(likeness)


def _is_settled(paper: Paper, other: Paper, match: Match) -> bool:
    if any(relation.id == other.id for relation in paper.relations):
        return True
    if any(relation.id == paper.id for relation in other.relations):
        return True
    # A retracted paper and what came in its place are two.
    gone = ("withdrawn", "retracted")
    return not match.is_certain and (paper.status in gone) != (other.status in gone)


def _remark(paper: Paper, other: Paper, match: Match) -> Remark:
    where = f"{shown(other.id)} in {other.source}"
    if match.is_preprint:
        published = other if match.preprint == paper.id else paper
        return Remark(
            paper,
            ("title",),
            f"seems to be the preprint of {where}"
            if published is other
            else f"seems to be what the preprint {where} became",
            "make one entry of them with both ids, or write in that of the preprint "
            f"relations: [{{type: preprint_of, id: {published.id}}}]",
            "preprint",
        )
    if match.is_certain:
        message = f"the same {_ID_NAMES[match.why]} as {where}"
        return Remark(
            paper,
            ("ids", match.why),
            message,
            "keep one of the entries and name the id of the other under its aliases",
            "duplicate",
        )
    return Remark(
        paper,
        ("title",),
        f"may be the same paper as {where}: title and people are alike",
        "one paper: keep one entry and name the id of the other under its aliases; two: say how "
        f"they relate, for example relations: [{{type: version_of, id: {other.id}}}]",
        "duplicate",
    )
