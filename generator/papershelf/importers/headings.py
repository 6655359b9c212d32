"""What columns, keys and fields of other programs are called: the one table."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from papershelf.schema import LINK_KINDS, EntryForm, IdsForm

_WORDS: Final = (
    ("key", "citation key, citekey, cite key, bibtex key, entry key, ref id"),
    ("id", "slug, paper id, uid"),
    ("title", "paper title, article title, document title, name, paper, paper name, work title, "
     "title of paper, publication title full, display name, dc title, papers"),
    ("title_markdown", "title markdown"),
    ("subtitle", "sub title"),
    ("title_short", "short title, nickname"),
    ("original_title", "title original, translated from"),
    ("authors", "author, author s, author names, authors names, author name, by, creators, "
     "creator, author list, authors list, authorships, dc creator, contributors"),
    ("authors_full", "author full names, author full name, full authors, authors full names"),
    ("editors", "editor, editor s, book editors, volume editors"),
    ("abstract", "abstract note, description abstract, abstracts, paper abstract"),
    ("summary", "tl dr, tldr, takeaway, one line summary"),
    ("note", "notes, comment, comments, remark, remarks, annotation, my notes, review note"),
    ("date", "publication date, published, published date, pub date, date published, release date, "
     "published at, submission date, cover date, issued, pdate, online date, dc date"),
    ("year", "publication year, pub year, year of publication, yr, py, publication date year"),
    ("month", "publication month, pub month"),
    ("day", "publication day"),
    ("added", "date added, added at, added on, date of entry"),
    ("venue", "source title, journal, publication title, journal title, conference, proceeding, "
     "proceedings, booktitle, book title, container title, conference or journal, journal name, "
     "published in, publication, venue name, journal conference, conference journal, source, "
     "publication name, journal book, booktitle name, conf, publication venue, host venue"),
    ("acronym", "source abbreviation, journal abbreviation, journal iso abbreviation, "
     "abbreviated source title, venue short, venue id"),
    ("volume", "vol, journal volume"),
    ("issue", "issue number, number, iss, no, journal issue"),
    ("pages", "page, page range, page numbers, page s"),
    ("first_page", "start page, page start, pages start, beginning page, first page, spage"),
    ("last_page", "end page, page end, pages end, ending page, last page, epage"),
    ("publisher", "publisher name, institution, school, university"),
    ("series", "series title, book series title, book series"),
    ("event", "conference name, conference title, event name, meeting name"),
    ("place", "conference location, location, address, publisher city, event place, city"),
    ("type", "item type, document type, publication type, entry type, entrytype, doc type, kind, "
     "publication types, type of work, paper type, work type, type crossref"),
    ("language", "lang, language of original document, languages, langid"),
    ("license", "licence, rights license"),
    ("topics", "topic"),
    # Topics are those of the shelf's own vocabulary, which no other program knows.
    ("keywords", "keyword, author keywords, key words, automatic tags, manual tags, tags, tag, "
     "mesh terms, tasks, task, categories, category, area, areas, subject areas"),
    ("collections", "collection"),
    ("status", "state"),
    ("awards", "award, prize"),
    ("featured", "highlight"),
    ("curated_by", "curator"),
    ("submitted_by", "submitter, suggested by"),
    ("ids", "external ids, identifiers"),
    ("links", "urls, resources, link list"),
    ("url", "link, address, web, website address, paper url, paper link, links to paper, "
     "article url, url paper, uri, href, source url, doi link, doi url, link to paper, item url"),
    ("ids.doi", "doi, digital object identifier, item doi, paper doi, book doi"),
    ("ids.arxiv", "arxiv, arxiv id, arxiv number, ar xiv, ar xiv id, eprint, arxivid"),
    ("ids.acl", "acl, acl id, anthology id, acl anthology"),
    ("ids.openreview", "openreview, openreview id, forum, forum id, open review"),
    ("ids.dblp", "dblp, dblp key"),
    ("ids.pmid", "pmid, pub med, pub med id, pubmed id, pubmed"),
    ("ids.pmcid", "pmcid, pmc, pmc id, pub med central"),
    ("ids.isbn", "isbn, isbns, isbn 13, eisbn"),
    ("ids.issn", "issn, eissn, e issn, print issn, issn l"),
    ("ids.eid", "eid, scopus id, scopus eid"),
    ("ids.mag", "mag"),
    ("ids.corpusid", "corpus id"),
    ("ids.semanticscholar", "s2 id, semantic scholar id"),
    ("ids.ut", "ut unique wos id, ut, wos id, accession number wos"),
    ("links.page", "url abs, abs, abs url, landing page url, landing page, arxiv url, url arxiv, "
     "arxiv link, openreview url, paper page"),
    ("links.pdf", "pdf, pdf url, url pdf, pdf link, fulltext pdf, link to pdf, open access pdf, "
     "download, pdf urls"),
    ("links.html", "html, html url, full text url"),
    ("links.code", "code, code url, github, github url, github link, repo, repository, repo url, "
     "code link, implementation, source code, official code, git hub, url code"),
    ("links.data", "data url, dataset url, dataset, datasets, data"),
    ("links.model", "model, models, weights, checkpoints"),
    ("links.demo", "demo, demo url, colab"),
    ("links.project", "project, project page, homepage, website, project url, webpage, "
     "project link"),
    ("links.slides", "slides, slides url, presentation"),
    ("links.poster", "poster, poster url"),
    ("links.video", "video, video url, talk, youtube"),
    ("links.supplement", "supplement, supplementary, supplementary material, appendix"),
    ("links.blog", "blog, blog post, blog url"),
    ("links.discussion", "discussion, discussions"),
    ("links.review", "review, reviews"),
)  # fmt: skip
OWN: Final = frozenset({*EntryForm.model_fields})
"""The names that entries have themselves."""


def _folded(name: str) -> str:
    # "publicationYear" and "publication_year" are two words.
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[:100])
    return " ".join(re.findall(r"[^\W_]+", spaced.lower()))


def _table() -> Mapping[str, str]:
    known = {_folded(name): name for name in OWN if name not in {"extra", "provenance"}}
    known |= {_folded(kind): f"links.{kind}" for kind in LINK_KINDS}
    known |= {_folded(kind): f"ids.{kind}" for kind in IdsForm.model_fields}
    known |= {_folded(kind): kind for kind, _ in _WORDS if "." not in kind}
    known |= {word: kind for kind, words in _WORDS for word in words.split(", ")}
    known |= {word.replace(" ", ""): kind for word, kind in known.items()}
    return MappingProxyType(known)


_BY_WORDS: Final = _table()
_TITLES: Final = ("title", "title_markdown")


@lru_cache(4096)
def field_of(heading: str) -> str:
    """The field that a heading names: `title`, `ids.doi`, `links.pdf`, `first_page`; else empty."""
    words = _folded(heading)
    return _BY_WORDS.get(words) or _BY_WORDS.get(words.replace(" ", ""), "")


def headings() -> Iterable[str]:
    """All that a field may be called, in lower case."""
    return _BY_WORDS.keys()


def is_title(heading: str) -> bool:
    """Whether what stands under a heading is a paper's title."""
    return field_of(heading) in _TITLES


LISTS: Final = frozenset(
    {"papers", "items", "entries", "data", "results", "records", "publications", "docs", "hits"}
    | {"references", "list", "articles", "works", "notes", "response", "message", "@graph"}
)
"""What lists of papers are called, which says nothing of the papers."""
SECTIONS: Final = ("section", "category", "topic", "group", "heading", "name", "title")
"""What the name of such a list may be called, beside it."""
