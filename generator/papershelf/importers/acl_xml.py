"""The ACL Anthology's XML: a collection of volumes, each with what its papers have in common."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element

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

_ROOTS: Final = frozenset({"collection", "volume"})
_RECORDS: Final = frozenset({"meta", "paper", "frontmatter", "event"})
_SITE: Final = "https://aclanthology.org/"
_ATTACHMENTS: Final = {
    "software": "code", "source": "code", "dataset": "data", "poster": "poster",
    "presentation": "slides", "slides": "slides", "video": "video",
}  # fmt: skip
# Read in a way of their own; the rest goes under `extra` by its name.
_NAMES: Final = (
    "title author editor pages abstract url doi bibkey award video attachment language publisher "
    "address month year booktitle journal-title journal-volume journal-issue isbn issn pwccode "
    "pwcdataset retracted removed"
)
_READ: Final = frozenset(_NAMES.split())


def _looks_like(text: str) -> bool:
    return root_of(text) in _ROOTS and ("<volume" in text or "<paper" in text)


def _read(source: Source) -> Iterator[Draft | Problem]:
    text, problems = xml_text(source)
    yield from problems
    wrong = other_root(text, _ROOTS, source.name)
    if wrong:
        yield wrong
        return
    meta: Element | None = None
    of: object = None
    count = 0
    for found in records(text, _RECORDS, source.name):
        if isinstance(found, Problem):
            count += 1
            yield found
            continue
        volume = next((said for name, said in found.above if name == "volume"), {})
        if found.element.tag == "meta":
            meta, of = found.element, volume
        elif found.element.tag == "paper":
            count += 1
            yield _draft(found, volume, meta if of == volume else None, source.name)
    if not count:
        yield missing(source.name, "paper")


def full_id(collection: str, volume: str, paper: str) -> str:
    """The Anthology's id of a paper: `2023.acl-long.1`, `P19-1001`, `W19-0102`."""
    if not re.match(r"[A-Z]\d\d$", collection):
        return f"{collection}-{volume}.{paper}"
    if not (volume.isdigit() and paper.isdigit()):
        return ""
    is_workshop = collection[0] == "W" or collection == "C69"
    if is_workshop or (collection == "D19" and int(volume) >= 5):
        return f"{collection}-{int(volume):02}{int(paper):02}"
    return f"{collection}-{int(volume)}{int(paper):03}"


def _draft(record: Record, volume: Mapping[str, str], meta: Element | None, name: str) -> Draft:
    element = record.element
    paper = Described(name, record.line, is_markdown=True)
    paper.put("title", marked(element.find("title")))
    collection = next((said for tag, said in record.above if tag == "collection"), {})
    number = element.get("id") or ""
    known = all((collection.get("id"), volume.get("id"), number))
    key = full_id(collection["id"], volume["id"], number) if known else ""
    key = key or _short_url(find_text(element, "url"))
    paper.put("acl", key)
    paper.put("authors", [_person(author) for author in element.iterfind("author")])
    editors = [*element.iterfind("editor")]
    if not editors and meta is not None:
        editors = [*meta.iterfind("editor")]
    paper.put("editors", [_person(editor) for editor in editors])
    _volume(paper, element, meta, volume)
    paper.put("pages", find_text(element, "pages"))
    paper.put("doi", find_text(element, "doi"))
    abstract = element.find("abstract")
    if abstract is not None:
        paper.put("abstract", marked_paragraph(abstract))
    paper.put("language", find_text(element, "language"))
    paper.put("awards", find_texts(element, "award"))
    _links(paper, element, key)
    for tag, status in (("retracted", "retracted"), ("removed", "withdrawn")):
        found = element.find(tag)
        if found is not None:
            paper.put("status", status)
            said = [plain_text(found), found.get("date") or ""]
            paper.put(tag, ", ".join(filter(None, said)), meant="")
    for child in element:
        if child.tag not in _READ:
            paper.put(child.tag, _said(child), meant="")
    draft = paper.finish()
    draft.key = find_text(element, "bibkey") or key
    return draft


def _said(element: Element) -> Any:
    text = plain_text(element)
    if not element.attrib:
        return text
    return {**element.attrib, **({"text": text} if text else {})}


def _short_url(text: str) -> str:
    return text if text and "/" not in text else ""


def _person(author: Element) -> dict[str, Any]:
    person: dict[str, Any] = {
        "given": find_text(author, "first"),
        "family": find_text(author, "last"),
    }
    if not person["given"]:
        # Those who have one name only, and groups.
        person = {"literal": person["family"]}
    variant = author.find("variant")
    if variant is not None:
        names = find_text(variant, "last"), find_text(variant, "first")
        gap = "" if (variant.get("script") or "").lower() in {"hani", "hira", "hang"} else " "
        person["native"] = gap.join(filter(None, names if not gap else reversed(names)))
    person["affiliations"] = find_texts(author, "affiliation")
    person["orcid"] = author.get("orcid") or ""
    return {part: value for part, value in person.items() if value}


def _volume(
    paper: Described, element: Element, meta: Element | None, volume: Mapping[str, str]
) -> None:
    """What the volume says of all its papers, unless the paper says otherwise."""

    def said(tag: str) -> str:
        return find_text(element, tag) or (find_text(meta, tag) if meta is not None else "")

    journal = said("journal-title")
    paper.put(
        "type", "article" if journal or volume.get("type") == "journal" else "paper-conference"
    )
    paper.put("venue", journal or said("booktitle"))
    paper.put("volume", said("journal-volume"))
    paper.put("issue", said("journal-issue"))
    month, day, _ = read_month(said("month"))
    paper.put("date", made(said("year"), month, day) if month else "")
    paper.put("year", said("year"))
    for tag, field in (
        ("publisher", "publisher"),
        ("address", "place"),
        ("isbn", "ids.isbn"),
        ("issn", "ids.issn"),
    ):
        paper.put(tag, said(tag), meant=field)
    if meta is not None:
        paper.put("venues", find_texts(meta, "venue"), meant="")


def _links(paper: Described, element: Element, key: str) -> None:
    url = find_text(element, "url")
    if "://" in url:
        paper.link(url)
    elif url and url == key:
        paper.link(f"{_SITE}{url}.pdf", "pdf")
    else:
        paper.put("url", url, meant="")
    for child in element:
        if child.tag == "video":
            _file(paper, child.get("href") or plain_text(child), "video", "")
        elif child.tag == "attachment":
            said = (child.get("type") or "").lower()
            kind = _ATTACHMENTS.get(said, "supplement")
            _file(paper, plain_text(child), kind, "attachments/")
        elif child.tag in {"pwccode", "pwcdataset"}:
            kind = "code" if child.tag == "pwccode" else "data"
            address = child.get("url") or ""
            if "://" in address:
                paper.link(address, kind)
            if plain_text(child):
                paper.put(child.tag, plain_text(child), meant="")


def _file(paper: Described, name: str, kind: str, folder: str) -> None:
    if "://" in name:
        paper.link(name, kind)
    elif re.fullmatch(r"[\w.\-]+", name):
        paper.link(f"{_SITE}{folder}{name}", kind)
    else:
        paper.put(kind, name, meant="")


ACL_XML: Final = Importer("acl-xml", "ACL Anthology XML", (".xml",), _looks_like, _read)
