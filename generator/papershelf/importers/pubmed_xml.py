"""PubMed's XML, as the site and its interfaces give it."""

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from papershelf.citation.languages import tag_of
from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers.described import Described
from papershelf.importers.importer import Importer, Source
from papershelf.importers.when import made, read_month
from papershelf.importers.xml_kinds import missing, other_root
from papershelf.importers.xml_records import Record, records, root_of, xml_text
from papershelf.importers.xml_texts import (
    find_text,
    find_texts,
    marked,
    marked_paragraph,
    plain_text,
)
from papershelf.names import split_particles

_ROOTS: Final = frozenset({"PubmedArticleSet", "PubmedArticle", "PubmedBookArticle"})
_RECORDS: Final = frozenset({"PubmedArticle", "PubmedBookArticle"})
_IDS: Final = {"doi": "doi", "pmc": "pmcid", "pubmed": "pmid", "pii": "pii"}
# What PubMed calls everything, and what says how it was paid for.
_NO_KIND: Final = re.compile(r"Journal Article|Research Support|Retracted Publication|English Abs")
_KINDS: Final = {"Preprint": "preprint", "Dataset": "dataset", "Technical Report": "report"}


def _looks_like(text: str) -> bool:
    return root_of(text) in _ROOTS


def _read(source: Source) -> Iterator[Draft | Problem]:
    text, problems = xml_text(source)
    yield from problems
    wrong = other_root(text, _ROOTS, source.name)
    if wrong:
        yield wrong
        return
    count = 0
    for found in records(text, _RECORDS, source.name):
        count += 1
        yield found if isinstance(found, Problem) else _draft(found, source.name)
    if not count:
        yield missing(source.name, "PubmedArticle")


def _draft(record: Record, name: str) -> Draft:
    paper, element = Described(name, record.line, is_markdown=True), record.element
    book = element.find("BookDocument")
    if book is not None:
        _book(paper, book)
    else:
        _article(paper, element)
    for found in element.iterfind("PubmedData/ArticleIdList/ArticleId"):
        _id(paper, found.get("IdType") or "", plain_text(found))
    for found in element.iterfind("PubmedBookData/ArticleIdList/ArticleId"):
        _id(paper, found.get("IdType") or "", plain_text(found))
    return paper.finish()


def _id(paper: Described, kind: str, text: str) -> None:
    ids = paper.draft.fields.get("ids", {})
    known = _IDS.get(kind, "")
    if not text or ids.get(known, "").lower() == text.lower():
        return
    paper.put(kind or "id", text, meant=f"ids.{known}" if known else "")


def _article(paper: Described, element: Element) -> None:
    citation = element.find("MedlineCitation")
    citation = element if citation is None else citation
    article = citation.find("Article")
    article = citation if article is None else article
    paper.put("title", _title(article.find("ArticleTitle")))
    paper.put("original title", _title(article.find("VernacularTitle")), meant="original_title")
    paper.draft.key = find_text(citation, "PMID")
    _id(paper, "pubmed", paper.draft.key)
    for found in article.iterfind("ELocationID"):
        _id(paper, found.get("EIdType") or "", plain_text(found))
    _people(paper, article)
    _journal(paper, article)
    _abstract(paper, article)
    _kinds(paper, citation, article)
    languages = [tag_of(code) or code for code in find_texts(article, "Language")]
    if languages != ["en"]:
        paper.put("language", languages[0] if languages else "")
        paper.put("languages", languages[1:], meant="")
    paper.put("keywords", find_texts(citation, "KeywordList/Keyword"))
    paper.put("mesh", find_texts(citation, "MeshHeadingList/MeshHeading/DescriptorName"), meant="")
    paper.put("conflicts", find_text(citation, "CoiStatement"), meant="")
    grants = [", ".join(find_texts(grant, "*")) for grant in article.iterfind("GrantList/Grant")]
    paper.put("grants", grants, meant="")


def _title(element: Element | None) -> str:
    title = marked(element)
    inner = re.fullmatch(r"\\?\[(.*?)\\?\]\.?", title)
    # A translated title stands in brackets.
    title = inner[1] if inner else title
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _people(paper: Described, holder: Element) -> None:
    for people in holder.iterfind("AuthorList"):
        field = "editors" if people.get("Type") == "editors" else "authors"
        found = [_person(author) for author in people.iterfind("Author")]
        if people.get("CompleteYN") == "N" and found:
            paper.others(field)
        paper.put(field, [person for person in found if person], meant=field)
    paper.put(
        "investigators",
        [find_text(person, "LastName") for person in holder.iterfind("InvestigatorList/*")],
        meant="",
    )


def _person(author: Element) -> dict[str, Any]:
    group = find_text(author, "CollectiveName")
    person: dict[str, Any] = {"literal": group} if group else {}
    if not group:
        # PubMed has no place of its own for particles.
        particle, family = split_particles(find_text(author, "LastName"))
        person = {
            "given": find_text(author, "ForeName") or _dotted(find_text(author, "Initials")),
            "particle": particle,
            "family": family,
            "suffix": find_text(author, "Suffix"),
        }
    for found in author.iterfind("Identifier"):
        if found.get("Source") == "ORCID":
            digits = re.sub(r"[^\dXx]", "", plain_text(found).rpartition("/")[2])
            person["orcid"] = "-".join(digits[i : i + 4] for i in range(0, len(digits), 4))
    places = find_texts(author, "AffiliationInfo/Affiliation")
    person["affiliations"] = [place.rstrip(". ") for place in places]
    if author.get("EqualContrib") == "Y":
        person["equal"] = True
    return {part: value for part, value in person.items() if value}


def _dotted(initials: str) -> str:
    return " ".join(f"{letter}." for letter in initials.replace(".", "").replace(" ", ""))


def _journal(paper: Described, article: Element) -> None:
    paper.put("venue", find_text(article, "Journal/Title"))
    paper.put("venue_short", find_text(article, "Journal/ISOAbbreviation"), meant="")
    paper.put("issn", find_text(article, "Journal/ISSN"))
    paper.put("volume", find_text(article, "Journal/JournalIssue/Volume"))
    paper.put("issue", find_text(article, "Journal/JournalIssue/Issue"))
    first, last = (find_text(article, f"Pagination/{end}Page") for end in ("Start", "End"))
    paper.put(
        "pages",
        find_text(article, "Pagination/MedlinePgn") or "-".join(filter(None, (first, last))),
    )
    issue = article.find("Journal/JournalIssue/PubDate")
    online = article.find("ArticleDate")
    date = _date(issue) if issue is not None else ""
    if date:
        paper.put("date", date)
    elif issue is not None and plain_text(issue):
        paper.put(
            "published",
            find_text(issue, "MedlineDate") or " ".join(find_texts(issue, "*")),
            meant="",
        )
        year = re.search(r"[12]\d{3}", plain_text(issue))
        paper.put("year", year[0] if year else "")
    if online is not None and _date(online) != date:
        paper.put("online", _date(online), meant="" if date else "date")


def _date(element: Element) -> str:
    """A date of parts, of which months may be names: empty without a year."""
    month, day, _ = read_month(find_text(element, "Month"))
    return made(find_text(element, "Year"), month, find_text(element, "Day") or day)


def _abstract(paper: Described, holder: Element) -> None:
    parts: list[str] = []
    for text in holder.iterfind("Abstract/AbstractText"):
        label = (text.get("Label") or "").strip().capitalize()
        words = marked_paragraph(text)
        if label and label != "Unlabelled":
            words = f"**{label}:** {words}"
        parts.append(words)
    paper.put("abstract", "\n\n".join(part for part in parts if part))
    paper.put("copyright", find_text(holder, "Abstract/CopyrightInformation"), meant="")
    for other in holder.iterfind("OtherAbstract"):
        paper.put("other abstract", "\n\n".join(find_texts(other, "AbstractText")), meant="")


def _kinds(paper: Described, citation: Element, article: Element) -> None:
    kinds = find_texts(article, "PublicationTypeList/PublicationType")
    notices = citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    retracted = [plain_text(n) for n in notices if n.get("RefType") == "RetractionIn"]
    if retracted or "Retracted Publication" in kinds:
        paper.put("status", "retracted")
        paper.put("retraction", retracted, meant="")
    paper.put("type", next((_KINDS[kind] for kind in kinds if kind in _KINDS), "article"))
    others = [kind for kind in kinds if kind not in _KINDS and not _NO_KIND.match(kind)]
    paper.put("publication types", others, meant="")


def _book(paper: Described, book: Element) -> None:
    chapter, whole = book.find("ArticleTitle"), book.find("Book/BookTitle")
    if chapter is not None and plain_text(chapter):
        paper.put("title", _title(chapter))
        paper.put("venue", plain_text(whole))
        paper.put("type", "chapter")
    else:
        paper.put("title", _title(whole))
        paper.put("type", "book")
    paper.draft.key = find_text(book, "PMID")
    _id(paper, "pubmed", paper.draft.key)
    _people(paper, book)
    inner = book.find("Book")
    if inner is not None:
        _people(paper, inner)
        date = inner.find("PubDate")
        paper.put("date", _date(date) if date is not None else "")
    paper.put("publisher", find_text(book, "Book/Publisher/PublisherName"))
    paper.put("place", find_text(book, "Book/Publisher/PublisherLocation"))
    paper.put("isbn", find_text(book, "Book/Isbn"))
    paper.put("pages", find_text(book, "Pagination/MedlinePgn"))
    _abstract(paper, book)


PUBMED_XML: Final = Importer("pubmed-xml", "PubMed XML", (".xml",), _looks_like, _read)
