"""What the fields of BibTeX and biblatex are called here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_PLAIN: Final = (
    "booktitle venue maintitle series eventtitle event "
    "series series volume volume publisher publisher institution publisher school publisher "
    "organization publisher address place location place license license"
)
PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    dict(zip(_PLAIN.split()[::2], _PLAIN.split()[1::2], strict=True))
)
"""Fields of plain text, and the fields of an entry that they are."""

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "title",
        "subtitle": "subtitle",
        "shorttitle": "title_short",
        "origtitle": "original_title",
    }
)
"""Fields of text with marks and formulas."""

IDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "doi": "doi",
        "isbn": "isbn",
        "issn": "issn",
        "pmid": "pmid",
        "pmcid": "pmcid",
        "arxiv": "arxiv",
        "arxivid": "arxiv",
        "openreview": "openreview",
        "mrnumber": "mr",
        "zblnumber": "zbl",
        "lccn": "lccn",
    }
)
"""Fields that hold an identifier as it is, and its kind."""

EPRINTS: Final[Mapping[str, str]] = MappingProxyType(
    {"arxiv": "arxiv", "pubmed": "pmid", "pmid": "pmid", "pmcid": "pmcid", "hdl": "hdl"}
    | {"jstor": "jstor", "googlebooks": "googlebooks", "hal": "hal", "biorxiv": "biorxiv"}
)
"""The archives that eprints are in, and the kinds of their identifiers."""

NOTES: Final = frozenset({"annote", "annotation", "comment", "review"})
"""What the keeper of the file wrote of a paper."""

_KEPT: Final = (
    "bibsource biburl timestamp ids owner groups date-added date-modified added-at interhash "
    "intrahash username __markedentry mendeley-groups mendeley-tags priority ranking readstatus "
    "qualityassured printed creationdate modificationdate modified rating read abbr bibtex_show "
    "selected preview relevance file local-url localfile urldate lastchecked accessed note "
    "titleaddon booktitleaddon booksubtitle issuetitle issuesubtitle journalsubtitle "
    "mainsubtitle maintitleaddon shortjournal shortseries shorthand shortauthor shorteditor "
    "label translator annotator commentator introduction foreword afterword editora editorb "
    "editorc editortype editoratype editorbtype editorctype authortype nameaddon holder "
    "bookauthor origdate origpublisher origlocation origlanguage eventdate eventtitleaddon "
    "edition part volumes chapter pagetotal numpages bookpagination pagination eid articleno "
    "issue version type entrysubtype howpublished primaryclass eprintclass eprint eprinttype "
    "archiveprefix copyright pubstate addendum library call-number callnumber contents size "
    "keywords+ bdsk refid sortkey key options presort sortname sorttitle sortyear sortshorthand "
    "gender indextitle indexsorttitle crossref xref entryset related relatedtype relatedstring "
    "relatedoptions usera userb userc userd usere userf verba verbb verbc lista listb listc "
    "listd liste listf namea nameb namec execute source archive archivelocation acmid "
    "issue_date hash _venue correction reprinttitle arxivabs slaccitation adsurl adsnote "
    "affiliation affiliations author+an researcherid-numbers unique-id orcid-numbers "
    "times-cited number-of-cited-references usage-count-last-180-days usage-count-since-2013 "
    "doc-delivery-number web-of-science-categories research-areas journal-iso cited-references "
    "da eissn keywords-plus author-email funding-acknowledgement funding-text meeting "
    "article-type earlyaccessdate coden document_type abbrev_source_title author_keywords "
    "references publication_stage art_number page_count cited_by correspondence_address"
)
KEPT: Final = frozenset(_KEPT.split())
"""Fields that are understood, and that no field of an entry holds: kept without a word."""
KEPT_BEGINNINGS: Final = (
    *("bdsk-", "citeulike-", "mendeley-", "date-", "ads", "bibtex_", "user-", "jabref-"),
    *("author+", "editor+", "opt", "__", "x-", "zotero"),
)
"""Of fields of which programs number or name many."""

INHERITED: Final[Mapping[str, str]] = MappingProxyType(
    {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
)
"""What a part calls what its whole calls otherwise."""
NOT_INHERITED: Final = frozenset(
    [
        "ids",
        "crossref",
        "xref",
        "xdata",
        "entryset",
        "entrysubtype",
        "execute",
        "label",
        "options",
        "presort",
        "related",
        "relatedoptions",
        "relatedstring",
        "relatedtype",
        "shorthand",
        "shorthandintro",
        "sortkey",
        "key",
        "keywords",
        "abstract",
        "annotation",
        "annote",
        "note",
        "file",
        "url",
        "urldate",
        "doi",
        "eprint",
        "pages",
        "author",
        "shorttitle",
        "indextitle",
        "sorttitle",
        "bibsource",
        "biburl",
        "timestamp",
    ]
)
"""What stays with the whole."""
