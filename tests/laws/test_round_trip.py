"""Any paper comes back from its citations as programs of others read them."""

import json
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.citation import work_of
from papershelf.citation.bibtex import ascii_bibtex, bibtex
from papershelf.citation.csl import csl_json
from papershelf.citation.ris import ris
from papershelf.model import ArtifactLink, Paper, Venue
from papershelf.names import Name
from tests.laws.settings import few
from tests.support.cited import JOURNAL, NEURIPS, paper, people
from tests.support.csl_schema import csl_schema
from tests.support.readers import (
    Reader,
    by_bib2xml,
    by_bibtexparser,
    by_json,
    by_pybtex,
    by_ris2xml,
    by_rispy,
    has_bibutils,
    written,
)

_SIGNS = "\\{}$%&#_~^\"@=;:*[]()<>/+-!?'` abcXYZ09éßøłĐž"
_LETTERS = "abc XYZ LoRA éßøłĐž-_%&#${}\\@=/"
_texts = st.lists(st.sampled_from([*_SIGNS, "e\u0301", "x\u0301"]), max_size=30).map(
    lambda signs: f"a{''.join(signs)}z"
)
_words = st.text(_LETTERS, min_size=1, max_size=12).map(lambda text: f"A{text}")
_names = (
    st.builds(Name, given=_words, family=_words)
    | st.builds(Name, given=_words, particle=st.sampled_from(["van", "de la"]), family=_words)
    | st.builds(Name, given=_words, family=_words, suffix=st.sampled_from(["Jr.", "III"]))
    | st.builds(Name, literal=_words | st.just("One and Another"))
)
_addresses = st.text("abc%20_~#&=?/é{}", max_size=20).map(lambda end: f"https://example.org/{end}")
_VENUES: tuple[Venue | None, ...] = (None, NEURIPS, JOURNAL)


def _escaped(text: str) -> str:
    """A text as Markdown that shows it."""
    return re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text)


@st.composite
def _papers(draw: st.DrawFn) -> Paper:
    names = ("volume", "issue", "publisher", "series", "event", "place")
    # What was published where and by whom is named once where it is the same.
    found = {name: draw(_texts | st.just("")) for name in names}
    fields: dict[str, Any] = {name: text and f"{name} {text}" for name, text in found.items()}
    return paper(
        _escaped(draw(_texts)),
        type=draw(st.sampled_from(["article", "paper-conference", "preprint"])),
        authors=people(*draw(st.lists(_names, min_size=1, max_size=4, unique=True))),
        date=draw(st.sampled_from(["", "2015", "2015-06", "2015-06-09", "2014-01-01"])),
        ids=draw(st.sampled_from([{}, {"arxiv": "1506.03134"}, {"doi": "10.1/a_b%c#d&e"}])),
        links=(ArtifactLink("page", draw(_addresses)),),
        pages=draw(st.sampled_from(["", "7", "12–14", "S1–S20"])),
        **fields,
    )


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (bibtex, by_bibtexparser),
        (bibtex, by_pybtex),
        (ascii_bibtex, by_bibtexparser),
        (ascii_bibtex, by_pybtex),
        (ris, by_rispy),
        (csl_json, by_json),
    ],
)
@few(20)
@given(cited=_papers(), venue=st.sampled_from(_VENUES))
def test_readers_find_what_was_written(
    write: Any, read: Reader, cited: Paper, venue: Venue | None
) -> None:
    work = work_of(cited, venue)
    text = write(work, "key")
    assert write is not ascii_bibtex or text.isascii()
    assert read(text) == {"key": written(work)}


@few(10)
@given(papers=st.lists(_papers(), min_size=1, max_size=5), venue=st.sampled_from(_VENUES))
def test_bibutils_finds_as_many_papers_and_people(papers: list[Paper], venue: Venue | None) -> None:
    if not has_bibutils():
        pytest.skip("bibutils is not installed: no bib2xml and ris2xml")
    works = {f"key{place}": work_of(cited, venue) for place, cited in enumerate(papers)}
    for write, read in ((bibtex, by_bib2xml), (ascii_bibtex, by_bib2xml), (ris, by_ris2xml)):
        found = read("\n".join(write(work, key) for key, work in works.items()))
        assert list(found) == list(works)
        assert [record.facts["year"] for record in found.values()] == ["2015"] * len(works)


@few(40)
@given(cited=_papers(), venue=st.sampled_from(_VENUES))
def test_items_are_those_of_csls_schema(cited: Paper, venue: Venue | None) -> None:
    jsonschema.validate(json.loads(csl_json(work_of(cited, venue), "key")), csl_schema())
