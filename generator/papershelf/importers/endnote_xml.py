"""EndNote's XML, which other reference managers write too."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers.described import Described
from papershelf.importers.importer import Importer, Source
from papershelf.importers.xml_kinds import missing, other_root
from papershelf.importers.xml_records import Record, records, root_of, xml_text
from papershelf.importers.xml_texts import find_text, find_texts, marked, plain_text

_RECORD: Final = frozenset({"record"})
_ISSN: Final = re.compile(r"(?<![\dXx-])\d{4}-\d{3}[\dXx](?![\dXx-])")
_ISBN: Final = re.compile(r"(?<![\dXx-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\dXx-])")
# By number, where the name of the type is missing.
_TYPES: Final = {
    "5": "chapter",
    "6": "book",
    "9": "software",
    "10": "paper-conference",
    "17": "article",
    "27": "report",
    "28": "book",
    "32": "thesis",
    "34": "preprint",
    "43": "article",
    "44": "book",
    "47": "paper-conference",
    "59": "dataset",
}
_FACES: Final = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
_PLAIN: Final = (
    ("volume", "volume"),
    ("number", "issue"),
    ("publisher", "publisher"),
    ("pub-location", "place"),
    ("titles/short-title", "title_short"),
    ("titles/translated-title", "original_title"),
    ("titles/tertiary-title", "series"),
    ("language", "language"),
)
# Read in a way of their own, or of no use to anybody but EndNote.
_NAMES: Final = (
    "ref-type contributors titles periodical alt-periodical pages volume number publisher dates "
    "pub-location keywords urls isbn electronic-resource-num abstract notes language database "
    "source-app rec-number foreign-keys"
)
_READ: Final = frozenset(_NAMES.split())


def _style(element: Element) -> str:
    faces = (element.get("face") or "").split()
    return next((_FACES[face] for face in faces if face in _FACES), "")


def _looks_like(text: str) -> bool:
    return root_of(text) in {"xml", "records"} and "<record" in text


def _read(source: Source) -> Iterator[Draft | Problem]:
    text, problems = xml_text(source)
    yield from problems
    wrong = other_root(text, {"xml", "records"}, source.name)
    if wrong:
        yield wrong
        return
    count = 0
    for found in records(text, _RECORD, source.name):
        count += 1
        yield found if isinstance(found, Problem) else _draft(found, source.name)
    if not count:
        yield missing(source.name, "record")


def _draft(record: Record, name: str) -> Draft:
    paper, element = Described(name, record.line, is_markdown=True), record.element
    paper.put("title", marked(element.find("titles/title"), _style))
    _type(paper, element)
    for path, field in (("authors", "authors"), ("secondary-authors", "editors")):
        people = [
            text
            for author in element.iterfind(f"contributors/{path}/author")
            for text in re.split(r"[\r\n]+|;\s", "".join(author.itertext()))
            if text.strip()
        ]
        # A group ends in a comma, so that EndNote does not turn it around.
        groups = [{"literal": t.strip(" ,")} if t.strip().endswith(",") else t for t in people]
        paper.put(path, groups, meant=field)
    for group in element.iterfind("contributors/*"):
        if group.tag not in {"authors", "secondary-authors"}:
            paper.put(group.tag, find_texts(group, "author"), meant="")
    _venue(paper, element)
    _date(paper, element)
    for path, field in _PLAIN:
        for text in find_texts(element, path):
            paper.put(path.rpartition("/")[2], text, meant=field)
    paper.put("pages", find_text(element, "pages"), meant="pages")
    paper.put(
        "keywords",
        [part for k in find_texts(element, "keywords/keyword") for part in re.split(r"\s*;\s*", k)],
        meant="keywords",
    )
    paper.put("abstract", _long(element.find("abstract")))
    paper.put("note", _long(element.find("notes")))
    _numbers(paper, element)
    _links(paper, element)
    for child in element:
        if child.tag not in _READ:
            paper.put(child.tag, plain_text(child), meant="")
    key = find_text(element, "label") or find_text(element, "rec-number")
    draft = paper.finish()
    draft.key = key
    return draft


def _type(paper: Described, element: Element) -> None:
    kind = element.find("ref-type")
    if kind is None:
        return
    name, number = kind.get("name") or "", plain_text(kind)
    if name:
        paper.put("ref-type", name, meant="type")
    else:
        paper.put("ref-type", _TYPES.get(number, number), meant="type")


def _venue(paper: Described, element: Element) -> None:
    full = find_text(element, "periodical/full-title")
    second = find_text(element, "titles/secondary-title")
    paper.put("venue", second or full)
    if second and full and full != second:
        paper.put("periodical", full, meant="")
    for path in ("titles/alt-title", "periodical/abbr-1", "alt-periodical/full-title"):
        for text in find_texts(element, path):
            if text not in {full, second}:
                paper.put(path.replace("/", " "), text, meant="")


def _date(paper: Described, element: Element) -> None:
    year = find_text(element, "dates/year")
    for text in find_texts(element, "dates/pub-dates/date"):
        if year and not re.search(r"[12]\d{3}", text):
            paper.put("pub-dates", f"{text} {year}", meant="date")
        else:
            paper.put("pub-dates", text, meant="date")
    paper.put("year", year)


def _long(element: Element | None) -> str:
    if element is None:
        return ""
    text = re.sub(r"\r\n?", "\n", "".join(element.itertext()))
    if "\n" not in text.strip():
        return marked(element, _style)
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n") if part.strip())


def _numbers(paper: Described, element: Element) -> None:
    text = find_text(element, "isbn")
    issns = _ISSN.findall(text)
    rest = _ISSN.sub(" ", text)
    isbns = [found.strip() for found in _ISBN.findall(rest)]
    if isbns or issns:
        paper.put("isbn", isbns)
        paper.put("issn", issns)
    else:
        paper.put("isbn", text)
    number = find_text(element, "electronic-resource-num")
    found = re.search(r"10\.\d{4,9}/\S+", number)
    paper.put(
        "electronic-resource-num", found[0] if found else number, meant="ids.doi" if found else ""
    )


def _links(paper: Described, element: Element) -> None:
    for path, kind in (("pdf-urls", "pdf"), ("related-urls", ""), ("web-urls", "")):
        for url in find_texts(element, f"urls/{path}/url"):
            if re.match(r"https?://\S+$", url):
                paper.link(url, kind)
            else:
                paper.put("url", url, meant="")
    for path in ("text-urls", "image-urls"):
        paper.put(path, find_texts(element, f"urls/{path}/url"), meant="")


ENDNOTE_XML: Final = Importer("endnote-xml", "EndNote XML", (".xml",), _looks_like, _read)
