"""What other formats call kinds of works, as our types: `citation.kinds` read backwards, and more.

A kind that is not exactly one of ours keeps its own name beside it, under `extra`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from papershelf.citation.kinds import KINDS, LOOSE_ARTICLE

_MORE_BIBTEX: Final = {
    "article": "suppperiodical review online electronic www artwork audio image letter movie "
    "music performance video legislation legal jurisdiction commentary",
    "paper-conference": "conference",
    "preprint": "unpublished",
    "thesis": "thesis mastersthesis phdthesis bachelorsthesis",
    "report": "report manual patent standard",
    "book": "mvbook collection mvcollection proceedings mvproceedings reference mvreference "
    "booklet periodical",
    "chapter": "inbook bookinbook suppbook suppcollection inreference",
    "dataset": "dataset data",
    "software": "software",
}
_MORE_CSL: Final = {
    "article": "article-magazine article-newspaper review review-book journal-article",
    "paper-conference": "speech event proceedings-article",
    "preprint": "manuscript posted-content",
    "thesis": "dissertation",
    "report": "patent standard regulation",
    "book": "periodical collection monograph edited-book reference-book proceedings",
    "chapter": "entry entry-dictionary entry-encyclopedia book-chapter book-section "
    "reference-entry",
    "dataset": "",
    "software": "",
}
_MORE_RIS: Final = {
    "article": "EJOUR MGZN NEWS INPR ABST",
    "paper-conference": "CPAPER",
    "preprint": "",
    "thesis": "",
    "report": "PAT STAND GOVDOC",
    "book": "EBOOK EDBOOK SER MONOGRAPH CTLG",
    "chapter": "ECHAP ENCYC DICT",
    "dataset": "AGGR",
    "software": "",
}
# Nearly the same: what they say beyond our type is in other fields, or nothing.
_EXACT: Final = frozenset(
    (
        *("conference", "thesis", "report", "phdthesis", "mastersthesis", "inbook", "dataset"),
        *(
            "data",
            "software",
            "misc",
            "journal-article",
            "proceedings-article",
            "dissertation",
            "book-chapter",
            "book-section",
            "monograph",
            "posted-content",
            "CPAPER",
            "EJOUR",
            "EBOOK",
            "GEN",
            "article-magazine",
        ),
    )
)


def _backwards(own: dict[str, str], more: Mapping[str, str], loose: str) -> Mapping[str, str]:
    # Several of ours may share a name, as data sets and preprints do: the loose one stands for it.
    first = {name: kind for kind, name in reversed([*own.items()])}
    others = {name: kind for kind, names in more.items() for name in names.split()}
    return MappingProxyType({**others, **first, loose: "article"})


BIBTEX: Final = _backwards(
    {kind: names.bibtex for kind, names in KINDS.items()}, _MORE_BIBTEX, LOOSE_ARTICLE.bibtex
)
"""By the names of entries, in lower case."""
CSL: Final = _backwards({kind: names.csl for kind, names in KINDS.items()}, _MORE_CSL, "document")
"""By the types of items."""
RIS: Final = _backwards(
    {kind: names.ris for kind, names in KINDS.items()}, _MORE_RIS, LOOSE_ARTICLE.ris
)
"""By the values of `TY`."""


_MASTERS: Final = re.compile(r"master|m\.?\s?sc\b|mathesis", re.IGNORECASE)
_DOCTORAL: Final = re.compile(r"ph\.?\s?d|doctoral|doctorate", re.IGNORECASE)


def degree_of(text: str) -> str:
    """The keyword that tells of which degree a thesis is, by what its file calls it; or empty."""
    if _MASTERS.search(text):
        return "Master’s thesis"
    return "PhD thesis" if _DOCTORAL.search(text) else ""


def is_exact(name: str, table: Mapping[str, str]) -> bool:
    """Whether one of our types says all that this name says."""
    if name not in table:
        return False
    ours = KINDS[table[name]]
    return name in _EXACT or name in (ours.bibtex, ours.csl, ours.ris)
