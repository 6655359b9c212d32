"""Zotero's own JSON, of its API and of Better BibTeX, as CSL has the same."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

LOOKS: Final = re.compile(r'"itemType"\s*:\s*"[A-Za-z]+"|"label"\s*:\s*"BetterBibTeX JSON"')
"""What tells such a file near its start."""

_TYPES: Final = (
    "journalArticle article-journal conferencePaper paper-conference preprint article "
    "thesis thesis report report book book bookSection chapter dataset dataset "
    "computerProgram software webpage webpage blogPost post-weblog forumPost post "
    "magazineArticle article-magazine newspaperArticle article-newspaper presentation speech "
    "manuscript manuscript patent patent standard standard document document "
    "encyclopediaArticle entry-encyclopedia dictionaryEntry entry-dictionary"
)
_NO_PAPERS: Final = frozenset({"attachment", "note", "annotation"})
_NAMES: Final = (
    "abstractNote abstract publicationTitle container-title proceedingsTitle container-title "
    "bookTitle container-title encyclopediaTitle container-title dictionaryTitle container-title "
    "websiteTitle container-title blogTitle container-title forumTitle container-title "
    "journalAbbreviation container-title-short conferenceName event-title series collection-title "
    "seriesTitle collection-title pages page place publisher-place university publisher "
    "institution publisher repository publisher company publisher archiveID number "
    "reportNumber number thesisType genre reportType genre shortTitle title-short url URL "
    "date issued extra note citationKey citation-key libraryCatalog source accessDate accessed "
    "callNumber call-number numPages number-of-pages programmingLanguage genre "
    "versionNumber version seriesNumber collection-number"
)
_BY_TYPE: Final[Mapping[str, str]] = MappingProxyType(
    dict(zip(*[iter(_TYPES.split())] * 2, strict=True))
)
_BY_NAME: Final[Mapping[str, str]] = MappingProxyType(
    dict(zip(*[iter(_NAMES.split())] * 2, strict=True))
)
_SAME: Final = frozenset(
    {"title", "volume", "issue", "number", "edition", "section", "genre", "language"}
    | {"DOI", "ISBN", "ISSN", "PMID", "PMCID", "archive", "authority", "publisher"}
)
_AUTHORS: Final = frozenset({"author", "presenter", "programmer", "inventor", "contributor"})


def is_zotero(item: Mapping[str, Any]) -> bool:
    """Whether an item of a list is one of Zotero's own."""
    return isinstance(_inner(item).get("itemType"), str)


def is_paper(item: Mapping[str, Any]) -> bool:
    """Whether it may be a paper: notes and files are items, too."""
    return _inner(item)["itemType"] not in _NO_PAPERS


def as_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with the names of CSL; what has none there is under `zotero`."""
    inner = dict(_inner(item))
    beside = {} if item.get("data") is None else {**item, "data": None}
    kind = inner.pop("itemType")
    found: dict[str, Any] = {"type": _BY_TYPE.get(kind, kind), "id": inner.pop("key", "")}
    creators, tags = inner.pop("creators", None), inner.pop("tags", None)
    rest: dict[str, Any] = {}
    for name, value in (*inner.items(), *beside.items()):
        known = _BY_NAME.get(name, name if name in _SAME else "")
        # Two may be one to CSL.
        place = rest if not known or known in found else found
        place[known if place is found else name] = value
    found |= _creators(creators)
    found["keyword"] = [
        tag.get("tag", "") if isinstance(tag, Mapping) else tag for tag in _list(tags)
    ]
    rest = {name: value for name, value in rest.items() if value not in (None, "", [], {})}
    return {**found, "zotero": rest} if rest else found


def _creators(creators: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for person in _list(creators):
        role = person.get("creatorType", "author") if isinstance(person, Mapping) else "author"
        role = "author" if role in _AUTHORS else role
        found.setdefault(str(role), []).append(_person(person))
    return found


def _person(person: Any) -> Any:
    if not isinstance(person, Mapping):
        return person
    if person.get("name"):
        return {"literal": person["name"]}
    return {"family": person.get("lastName", ""), "given": person.get("firstName", "")}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "", {}) else [value]


def _inner(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the API says of an item stands beside what it is."""
    data = item.get("data")
    return data if isinstance(data, Mapping) else item
