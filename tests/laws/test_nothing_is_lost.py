"""Every word of a record of BibTeX, RIS or CSL-JSON is in its draft, or in a problem."""

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.csl_json import CSL_JSON
from papershelf.importers.importer import Importer, Source
from papershelf.importers.ris import RIS
from tests.laws.settings import few

_WORDS = st.integers(10_000, 99_999).map(lambda number: f"q{number}z")
_TEXTS = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
# Shapes that values have: lists, dates, addresses, names, marks, and what is broken.
_SHAPES = (
    *(
        "{0}",
        "{0}, {1}",
        "{0}; {1}",
        "{0} and {1}",
        "{0} & {1}",
        "({0}) {1}",
        "{0}--{1}",
        "{0} {1}",
    ),
    *("https://example.org/{0} {1}", "https://doi.org/10.1234/{0}", "arXiv:1706.03762 [{0}]"),
    *(
        "arXiv:1706.03762 {0}",
        "10.1234/{0}",
        "2015-06 {0}",
        "June {0} 2015",
        "2015 {0}",
        "{0} 2015",
    ),
    *(
        "{0}: {1}",
        "DOI: 10.1234/{0}",
        "PMID: {0}",
        "Retracted. {0}",
        "PhD thesis {0}",
        "<i>{0}</i>",
    ),
    *("ISBN {0}", "1234-5678 ({0})", "1234-5678, {0}", "{0}, Jr., {1}", "{0}, {1}, III", "$x$ {0}"),
    *("www.{0}.org", "<https://example.org/{0}>", "{0}@example.org", "{0}|{1}", "et al. {0}"),
    *(
        "{0} [{1}]",
        "Cited by: {0}",
        "{0}/{1}",
        "a-{0}",
        "English {0}",
        "1-{0}",
        "{0}1",
        "\n\n{0}\n",
    ),
)
_VALUES = st.builds(
    lambda shape, one, two: shape.format(one, two), st.sampled_from(_SHAPES), _TEXTS, _TEXTS
)
_FIELDS = (
    "title subtitle shorttitle author editor year date month day journal journaltitle booktitle "
    "maintitle series volume number issue pages eid articleno doi isbn issn eprint eprinttype "
    "archiveprefix primaryclass url urldate howpublished note addendum annote abstract keywords "
    "language langid type school institution organization publisher address location venue file "
    "pdf code website crossref weather pmid arxiv url2 ee status license edition chapter"
)
_TYPES = ("article", "phdthesis", "thesis", "misc", "inproceedings", "online", "book", "strange")
_TAGS = (
    "TI T1 CT ST OP AU A1 A2 A3 A4 ED PY Y1 DA Y2 JO JF JA J2 T2 T3 BT C3 VL IS CP SP EP PB CY PP "
    "AB N2 N1 RN KW DE DO DI SN AN M1 M3 C7 UR L1 L2 L3 LK LA ID DB AD ET ZZ"
)
_VARIABLES = (
    "id citation-key title title-short subtitle original-title container-title collection-title "
    "event event-title volume issue page publisher publisher-place event-place license DOI ISBN "
    "ISSN PMID PMCID URL abstract language keyword status number annote note genre weather issued "
    "published-print author editor translator accessed version"
)


def _draft(importer: Importer, text: str) -> Draft:
    found = list(importer.read(Source("refs", text.encode())))
    [draft] = (item for item in found if isinstance(item, Draft))
    draft.problems += (item for item in found if isinstance(item, Problem))
    return draft


def _assert_all_there(text: str, draft: Draft) -> None:
    said = " ".join(f"{problem.message} {problem.hint}" for problem in draft.problems)
    kept = json.dumps([draft.fields, draft.note, draft.key, said], ensure_ascii=False).lower()
    lost = {word for word in re.findall(r"q\d{5}z", text) if word not in kept}
    assert not lost, (text, draft)


@few(150)
@given(
    st.sampled_from(_TYPES),
    st.lists(st.tuples(st.sampled_from(_FIELDS.split()), _VALUES), max_size=8),
)
def test_no_word_of_a_bibtex_entry_is_lost(kind: str, fields: list[tuple[str, str]]) -> None:
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    text = f"@{kind}{{key,\n{lines}\n}}\n"
    _assert_all_there(text, _draft(BIBTEX, text))


@few(150)
@given(
    st.sampled_from(["JOUR", "CONF", "THES", "BOOK", "CHAP", "RPRT", "GEN", "ODD"]),
    st.lists(st.tuples(st.sampled_from(_TAGS.split()), _VALUES), max_size=8),
)
def test_no_word_of_a_ris_record_is_lost(kind: str, lines: list[tuple[str, str]]) -> None:
    body = "\n".join(f"{tag}  - {value}" for tag, value in lines)
    text = f"TY  - {kind}\n{body}\nER  - \n"
    _assert_all_there(text, _draft(RIS, text))


_ITEMS = (
    _VALUES
    | st.lists(_VALUES, min_size=1, max_size=2)
    | st.fixed_dictionaries({"literal": _VALUES})
    | st.fixed_dictionaries({"raw": _VALUES})
    | st.lists(st.fixed_dictionaries({"family": _VALUES, "given": _VALUES}), max_size=2)
    | st.fixed_dictionaries({"date-parts": st.just([[2015, 6]]), "circa": _VALUES})
)


@few(150)
@given(
    st.sampled_from(["article-journal", "thesis", "article", "webpage", "odd", "chapter"]),
    st.dictionaries(st.sampled_from(_VARIABLES.split()), _ITEMS, max_size=8),
)
def test_no_word_of_a_csl_item_is_lost(kind: str, variables: dict[str, Any]) -> None:
    text = json.dumps([{"type": kind, **variables}])
    _assert_all_there(text, _draft(CSL_JSON, text))
