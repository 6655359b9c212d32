"""Any paper comes back from its own citations, as far as each format can carry it.

What does not come back:

* a subtitle, which every format joins to the title;
* the code, links and pictures of a title's Markdown in RIS and CSL-JSON, which carry plain text;
* a venue's id and short form: formats carry its name, of a conference that of its proceedings;
* the type of what formats call alike: data sets and software in BibTeX, a loose article anywhere;
* the container of a work whose fields for it are taken (in a note, or behind the publisher);
* a family name of several words without given names, or a suffix without them: BibTeX has no way
  to tell them from a group's name;
* an address that BibTeX would end: what is not allowed in it is percent-encoded.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.citation import Work, work_of
from papershelf.citation.bibtex import ascii_bibtex, bibtex
from papershelf.citation.csl import csl_json
from papershelf.citation.ris import ris
from papershelf.draft import Draft
from papershelf.importers import IMPORTERS, Importer
from papershelf.importers.importer import Source
from papershelf.markup import to_text
from papershelf.model import Contributor, Paper, Venue
from papershelf.names import Name, parse_name
from tests.laws.settings import few
from tests.laws.test_round_trip import _papers
from tests.support.cited import JOURNAL, NEURIPS

BY_NAME: Mapping[str, Importer] = {importer.name: importer for importer in IMPORTERS}


def _read(name: str, text: str) -> list[Draft]:
    found = list(BY_NAME[name].read(Source("refs", text.encode())))
    assert all(isinstance(item, Draft) for item in found), found
    return [item for item in found if isinstance(item, Draft)]


def _name(person: Any) -> tuple[str, str, str]:
    name = parse_name(person) if isinstance(person, str) else Name(**person)
    if name.literal or not name.family or (name.suffix and not name.given):
        return "", _tidy(name.display), ""
    return _tidy(name.given), _tidy(name.last), _tidy(name.suffix)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _facts(draft: Draft) -> dict[str, Any]:
    fields = draft.fields
    return {
        "title": _tidy(to_text(fields["title"])),
        "authors": [_name(person) for person in fields["authors"]],
        "date": fields["date"],
        "ids": fields.get("ids", {}),
        "volume": _tidy(fields.get("volume", "")),
        "issue": _tidy(fields.get("issue", "")),
        "pages": fields.get("pages", "").replace("–", "-"),
        "place": _tidy(fields.get("place", "")),
    }


def _expected(work: Work) -> dict[str, Any]:
    paper = work.paper
    return {
        "title": _tidy(work.title),
        "authors": [_name(_parts(contributor.name)) for contributor in paper.authors],
        "date": work.date.iso,
        "ids": dict(paper.ids),
        "volume": _tidy(paper.volume),
        "issue": _tidy(paper.issue),
        "pages": work.pages.hyphened.replace("–", "-"),
        "place": _tidy(paper.place),
    }


def _unmarked(text: str) -> str:
    # Signs that stand for footnotes behind names, addresses, and families in capitals are mended.
    return f"{text[:1]}{re.sub('[#$@{}]', '', text[1:]).lower()}"


def _parts(name: Name) -> dict[str, str]:
    parts = ("given", "particle", "family", "suffix", "literal")
    return {part: getattr(name, part) for part in parts}


def _carried(cited: Paper, name: str) -> Paper:
    """The paper without what the format cannot carry, or its readers mend."""
    authors = []
    for person in cited.authors:
        parts = {
            part: text if part in ("particle", "suffix") else _unmarked(text)
            for part, text in _parts(person.name).items()
        }
        if name == "ris" and parts["literal"]:
            # Only groups and names without commas are told from people.
            parts["literal"] = "The ATLAS Collaboration"
        authors.append(Contributor(Name(**parts)))
    # What looks like TeX between dollars is a formula to readers of plain text.
    title = cited.title if name == "bibtex" else cited.title.replace(r"\$", "")
    return msgspec.structs.replace(cited, title=title, authors=tuple(authors))


@pytest.mark.parametrize(
    ("write", "name"),
    [(bibtex, "bibtex"), (ascii_bibtex, "bibtex"), (ris, "ris"), (csl_json, "csl-json")],
)
@few(60)
@given(cited=_papers(), venue=st.sampled_from([None, NEURIPS, JOURNAL]))
def test_a_paper_comes_back_from_its_citation(
    write: Any, name: str, cited: Paper, venue: Venue | None
) -> None:
    work = work_of(_carried(cited, name), venue)
    [draft] = _read(name, write(work, "key"))
    assert draft.key == "key"
    assert _facts(draft) == _expected(work)
