"""PubMed: papers of medicine and the life sciences, by NCBI's E-utilities."""

from collections.abc import Iterator
from html import escape
from types import MappingProxyType
from typing import Any, Final

from papershelf.draft import Draft
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.marks import plain_line, title_of
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference
from papershelf.providers.sources import Guest, Sources

_LANGUAGES: Final = MappingProxyType(
    {"fre": "fr", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "chi": "zh",
     "jpn": "ja", "kor": "ko", "pol": "pl", "dut": "nl", "tur": "tr", "cze": "cs"}
)  # fmt: skip
_DEEPEST: Final = 20


def _request(reference: Reference, sources: Sources, guest: Guest) -> Request:
    return Request(
        sources.pubmed,
        {"db": "pubmed", "id": reference.value, "retmode": "xml"},
        form="xml",
        secret=_secret(guest),
        none_when=frozenset({400, 404}),
    )


def _secret(guest: Guest) -> dict[str, str]:
    known = {"tool": "papershelf", "email": guest.contact, "api_key": guest.ncbi_key}
    return {name: value for name, value in known.items() if value}


def _knows(answer: Any) -> bool:
    return getattr(answer, "tag", "") in {"PubmedArticleSet", "PubmedArticle"}


def _read(answer: Any) -> list[Draft]:
    drafts = (_draft(article) for article in answer.iter("PubmedArticle"))
    return [draft for draft in drafts if draft is not None]


def _draft(record: Any) -> Draft | None:
    article = record.find("MedlineCitation/Article")
    pmid = values.ids(pmid=_text(record, "MedlineCitation/PMID"))
    if article is None or not pmid:
        return None
    title = _marked(article.find("ArticleTitle")).removesuffix(".")
    is_translated = title.startswith("[") and title.endswith("]")
    issue = article.find("Journal/JournalIssue")
    fields = values.filled(
        type="article",
        title=title[1:-1].removesuffix(".") if is_translated else title,
        original_title=plain_line(_text(article, "VernacularTitle")),
        authors=[
            person for who in article.iterfind("AuthorList/Author") if (person := _person(who))
        ],
        abstract=_abstract(article),
        date=_date(article),
        venue=plain_line(_text(article, "Journal/Title")),
        volume=_text(issue, "Volume"),
        issue=_text(issue, "Issue"),
        pages=_pages(_text(article, "Pagination/MedlinePgn")),
        ids={**pmid, **_ids(record)},
        keywords=[
            word
            for element in record.iterfind("MedlineCitation/KeywordList/Keyword")
            if (word := _marked(element))
        ][:30],
        language=_LANGUAGES.get(_text(article, "Language"), ""),
        status="retracted" if _is_retracted(record, article) else "",
    )
    return Draft(fields, key=pmid["pmid"])


def _is_retracted(record: Any, article: Any) -> bool:
    types = {values.line(kind.text or "") for kind in article.iterfind("PublicationTypeList/*")}
    updates = record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    return "Retracted Publication" in types or any(
        update.get("RefType") == "RetractionIn" for update in updates
    )


def _person(who: Any) -> Any:
    identifiers = (
        values.orcid(element.text or "")
        for element in who.iterfind("Identifier")
        if element.get("Source") == "ORCID"
    )
    given = _text(who, "ForeName") or " ".join(_text(who, "Initials"))
    return values.person(
        given,
        _text(who, "LastName"),
        _text(who, "CollectiveName"),
        suffix=_text(who, "Suffix"),
        orcid=next(identifiers, ""),
        affiliations=[
            place
            for element in who.iterfind("AffiliationInfo/Affiliation")
            if (place := values.line(element.text or "").rstrip("."))
        ],
    )


def _abstract(article: Any) -> str:
    parts: list[str] = []
    for element in article.iterfind("Abstract/AbstractText"):
        text = _marked(element)
        label = values.line(element.get("Label") or "").capitalize()
        if text:
            parts.append(f"**{plain_line(label)}:** {text}" if label else text)
    return "\n\n".join(parts)


def _date(article: Any) -> str:
    date = article.find("Journal/JournalIssue/PubDate")
    printed = values.day(*(_text(date, name) for name in ("Year", "Month", "Day")))
    if not printed:
        # "2019 Nov-Dec"
        words = _text(date, "MedlineDate").replace("-", " ").split()
        printed = values.day(*words[:2])
    online = article.find("ArticleDate")
    first = values.day(*(_text(online, name) for name in ("Year", "Month", "Day")))
    return first if first.startswith(printed or first) else printed


def _pages(text: str) -> str:
    """The pages in full: PubMed shortens 1234-1241 to 1234-41."""
    first, dash, last = text.partition("-")
    if dash and first.isdigit() and last.isdigit() and len(last) < len(first):
        return f"{first}-{first[: len(first) - len(last)]}{last}"
    return text


def _ids(record: Any) -> dict[str, str]:
    found = {
        element.get("IdType"): values.line(element.text or "")
        for element in record.iterfind("PubmedData/ArticleIdList/ArticleId")
    }
    named = {
        element.get("EIdType"): values.line(element.text or "")
        for element in record.iterfind("MedlineCitation/Article/ELocationID")
    }
    return values.ids(doi=found.get("doi") or named.get("doi", ""), pmcid=found.get("pmc", ""))


def _marked(element: Any) -> str:
    """The text of an element as Markdown; marks and formulas in it stay."""
    return title_of("".join(_pieces(element, 0))) if element is not None else ""


def _pieces(element: Any, depth: int) -> Iterator[str]:
    yield escape(element.text or "")
    for child in element if depth < _DEEPEST else ():
        tag = str(child.tag).rpartition("}")[2]
        inner = "".join(_pieces(child, depth + 1))
        yield f"<{tag}>{inner}</{tag}>" if tag.isalpha() and tag.isascii() else inner
        yield escape(child.tail or "")


def _text(element: Any, path: str) -> str:
    return values.line(element.findtext(path) or "") if element is not None else ""


def _ask_for_ids(reference: Reference, sources: Sources, guest: Guest) -> Request:
    return Request(
        sources.pmc_ids,
        {"ids": reference.value, "format": "json"},
        secret=_secret(guest),
        none_when=frozenset({400, 404}),
    )


def _knows_ids(answer: Any) -> bool:
    return bool(values.text(answer, "records", 0, "pmcid"))


def _read_ids(answer: Any) -> list[Draft]:
    drafts: list[Draft] = []
    for record in values.maps(answer, "records"):
        found = values.ids(
            pmcid=values.text(record, "pmcid"),
            pmid=values.text(record, "pmid"),
            doi=values.text(record, "doi"),
        )
        if "pmcid" in found:
            drafts.append(Draft({"ids": found}, key=found["pmcid"]))
    return drafts


PUBMED: Final = Provider("PubMed", ("pmid",), _request, _knows, _read)
PMC: Final = Provider("PubMed Central", ("pmcid",), _ask_for_ids, _knows_ids, _read_ids)
"""Knows which PMID a PMCID is."""
