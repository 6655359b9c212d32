"""Real papers come back from files of many, as programs of others read them."""

import re
from collections.abc import Mapping

import pytest
from tests.bench import corpus
from tests.support.readers import (
    Reader,
    Record,
    by_bib2xml,
    by_bibtexparser,
    by_json,
    by_pybtex,
    by_ris2xml,
    by_rispy,
    has_bibutils,
    written,
)

from papershelf.citation import Work, citation_keys, work_of
from papershelf.citation.bibtex import ascii_bibtex, bibtex
from papershelf.citation.csl import csl_json
from papershelf.citation.ris import ris
from papershelf.model import ArtifactLink, Contributor, Paper, Venue
from papershelf.names import parse_name

pytestmark = pytest.mark.skipif(
    not corpus.CORPUS.is_file(), reason="the corpus of real papers is not beside the checkout"
)
_PAPERS = 400


@pytest.fixture(scope="module")
def works() -> Mapping[str, Work]:
    """Real papers by their citation keys."""
    venues: dict[str, Venue] = {}
    papers: list[Paper] = []
    for record in corpus.records(_PAPERS):
        entry = corpus.entry_of(record)
        venue = entry["venue"]
        venues[venue] = Venue(venue, venue, type="journal" if "J" in venue else "conference")
        papers.append(
            Paper(
                id=f"p{len(papers)}",
                title=entry["title"],
                authors=tuple(Contributor(parse_name(name)) for name in entry["authors"]),
                type="article",
                year=int(entry["year"]),
                venue=venue,
                links=tuple(
                    ArtifactLink(kind, url) for kind, url in entry.get("links", {}).items()
                ),
            )
        )
    keys = citation_keys(papers)
    return {keys[paper.id]: work_of(paper, venues[paper.venue]) for paper in papers}


def _is_plain(record: Record) -> bool:
    """Whether no text has maths, or signs that LaTeX in ASCII has no command for."""
    texts = [record.title, *(part for name in record.authors for part in name)]
    return not any(re.search(r"[\\$^_{}]|[^\x00-\u024f‘’“”–—]", text) for text in texts)


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (bibtex, by_bibtexparser),
        (bibtex, by_pybtex),
        (ascii_bibtex, by_bibtexparser),
        (ascii_bibtex, by_pybtex),
        (ris, by_rispy),
    ],
)
def test_real_papers_come_back(works: Mapping[str, Work], write: object, read: Reader) -> None:
    assert callable(write)
    found = read("\n".join(write(work, key) for key, work in works.items()))
    assert list(found) == list(works)
    wanted = {key: written(work) for key, work in works.items()}
    plain = [key for key, record in wanted.items() if _is_plain(record)]
    assert len(plain) > 0.9 * _PAPERS
    assert {key: found[key] for key in plain} == {key: wanted[key] for key in plain}


def test_real_papers_come_back_from_csl(works: Mapping[str, Work]) -> None:
    found = {key: by_json(csl_json(work, key))[key] for key, work in works.items()}
    assert found == {key: written(work) for key, work in works.items()}


@pytest.mark.skipif(not has_bibutils(), reason="bibutils is not installed: no bib2xml and ris2xml")
def test_bibutils_finds_every_real_paper(works: Mapping[str, Work]) -> None:
    for write, read in ((bibtex, by_bib2xml), (ascii_bibtex, by_bib2xml), (ris, by_ris2xml)):
        found = read("\n".join(write(work, key) for key, work in works.items()))
        assert list(found) == list(works)
        years = [record.facts["year"] for record in found.values()]
        assert years == [str(work.date.year) for work in works.values()]
