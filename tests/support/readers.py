"""What independent programs read in our citations, brought into one form to be compared.

A text of BibTeX is decoded field by field by pylatexenc, which knows what TeX would set.
"""

import calendar
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import rispy
from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string as parse_bibtex
from lxml import etree
from pybtex.database import Person, parse_string
from pylatexenc import latex2text

from papershelf.citation import Work

Who = tuple[str, str, str]
"""Given names, family name with its particle (or a name without parts), suffix."""

_MODS: Final = "{http://www.loc.gov/mods/v3}"
_ISBN: Final = f"{_MODS}identifier"
# Signs that pylatexenc does not know, or takes for others.
_UNKNOWN_TO_PYLATEXENC: Final = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "lbrace": "{",
    "rbrace": "}",
    "textasciicircum": "^",
    "texttt": "%s",
    "mbox": "%s",
    "SS": "ẞ",
    "ohorn": "ơ",
    "OHORN": "Ơ",
    "uhorn": "ư",
    "UHORN": "Ư",
}
_PLAIN: Final = re.compile(r"[\w .,:;()]*")
_MONTHS: Final = {calendar.month_abbr[number].lower(): f"{number}" for number in range(1, 13)}


@dataclass(frozen=True)
class Record:
    """What a reader found in a record."""

    title: str
    authors: tuple[Who, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """Those of `FACTS` that the format and the reader know."""


FACTS: Final = (
    *("year", "month", "day", "container", "volume", "issue", "pages", "publisher"),
    *("series", "place", "doi", "url", "arxiv", "isbn"),
)
Reader = Callable[[str], dict[str, Record]]
"""Makes of a text its records by their keys."""


def written(work: Work) -> Record:
    """What every reader should find."""
    paper = work.paper
    names = [contributor.name for contributor in paper.authors]
    date = work.date
    facts = {
        "year": f"{date.year}",
        "month": f"{date.month or ''}",
        "day": f"{date.day if date.month and date.day else ''}",
        "container": work.container,
        "volume": paper.volume,
        "issue": paper.issue,
        "pages": work.pages.hyphened,
        "publisher": work.publisher,
        "series": paper.series,
        "place": paper.place,
        "doi": paper.ids.get("doi", ""),
        "url": "" if work.doi_url else work.url,
        "arxiv": paper.ids.get("arxiv", ""),
        "isbn": paper.ids.get("isbn", ""),
    }
    authors = (
        ("", name.display, "") if name.literal or not name.family else _who(name) for name in names
    )
    return _record(work.title, authors, facts)


def _who(name: Any) -> Who:
    return name.given, name.last, name.suffix


def _record(title: str, authors: Iterable[Who], facts: Mapping[str, str]) -> Record:
    # What stands between the ends of a range is told by each format in its own way.
    facts = {**facts, "pages": facts.get("pages", "").replace("–", "-")}
    return Record(
        _tidy(title),
        tuple((_tidy(given), _tidy(last), _tidy(suffix)) for given, last, suffix in authors),
        {name: _tidy(facts[name]) for name in FACTS if facts.get(name)},
    )


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@cache
def _latex() -> latex2text.LatexNodes2Text:
    signs = latex2text.get_default_latex_context_db()
    macros = [latex2text.MacroTextSpec(*pair) for pair in _UNKNOWN_TO_PYLATEXENC.items()]
    signs.add_context_category("signs", prepend=True, macros=macros)
    return latex2text.LatexNodes2Text(
        latex_context=signs, strict_latex_spaces=True, keep_comments=True
    )


def decoded(latex: str) -> str:
    """What TeX would set, as plain text."""
    if _PLAIN.fullmatch(latex):
        return latex
    text: str = _latex().latex_to_text(latex)
    return text


def _bibtex_facts(fields: Mapping[str, str]) -> dict[str, str]:
    holders = ("journal", "booktitle", "howpublished")
    shown = {
        "container": next((fields[name] for name in holders if name in fields), ""),
        "issue": fields.get("number", ""),
        "place": fields.get("address", ""),
        **{name: fields.get(name, "") for name in ("year", "day", "volume", "publisher", "series")},
    }
    return {
        **{name: decoded(value) for name, value in shown.items()},
        "month": _MONTHS[fields["month"][:3].lower()] if "month" in fields else "",
        "pages": decoded(fields.get("pages", "")),
        # TeX sets them as they are.
        **{name: fields.get(name, "") for name in ("doi", "url", "isbn")},
        "arxiv": fields.get("eprint", "") if fields.get("archiveprefix") == "arXiv" else "",
    }


def by_bibtexparser(text: str) -> dict[str, Record]:
    """BibTeX as bibtexparser 2 reads it."""
    names = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    library = parse_bibtex(text, append_middleware=names)
    assert library.failed_blocks == []
    return {entry.key: _bibtexparser_record(entry) for entry in library.entries}


def _bibtexparser_record(entry: Any) -> Record:
    fields = {name: found.value for name, found in entry.fields_dict.items()}
    people = [
        (_decoded(name.first), _decoded((*name.von, *name.last)), _decoded(name.jr))
        for name in fields.pop("author")
    ]
    fields.pop("editor", None)
    return _record(decoded(fields["title"]), people, _bibtex_facts(fields))


def _decoded(words: Sequence[str]) -> str:
    return decoded(" ".join(words))


def by_pybtex(text: str) -> dict[str, Record]:
    """BibTeX as pybtex reads it."""
    return {
        key: _record(
            decoded(entry.fields["title"]),
            map(_pybtex_who, entry.persons["author"]),
            _bibtex_facts({name.lower(): value for name, value in entry.fields.items()}),
        )
        for key, entry in parse_string(text, "bibtex").entries.items()
    }


def _pybtex_who(person: Person) -> Who:
    given = _decoded((*person.first_names, *person.middle_names))
    last = _decoded((*person.prelast_names, *person.last_names))
    return given, last, _decoded(person.lineage_names)


def has_bibutils() -> bool:
    """Whether `bib2xml` and `ris2xml` are installed."""
    return bool(shutil.which("bib2xml") and shutil.which("ris2xml"))


def by_bib2xml(text: str) -> dict[str, Record]:
    """BibTeX as bibutils reads it."""
    return _by_bibutils("bib2xml", text)


def by_ris2xml(text: str) -> dict[str, Record]:
    """RIS as bibutils reads it."""
    return _by_bibutils("ris2xml", text)


def _by_bibutils(tool: str, text: str) -> dict[str, Record]:
    command = [tool, "-i", "utf8", "-o", "utf8"]
    made = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    records = etree.fromstring(made.stdout, etree.XMLParser(huge_tree=True)).iter(f"{_MODS}mods")
    return {record.get("ID"): _mods_record(record) for record in records}


def _mods_record(record: Any) -> Record:
    def text(path: str) -> str:
        return str(record.findtext(path.replace("m:", _MODS)) or "")

    date = [*text("m:originInfo/m:dateIssued").split("-"), "", ""]
    host = f"{_MODS}relatedItem"
    extent = (text("m:part/m:extent/m:start"), text("m:part/m:extent/m:end"))
    facts = {
        "year": date[0],
        "month": date[1].lstrip("0"),
        "day": date[2].lstrip("0"),
        "container": _mods_title(record.find(host)) if record.find(host) is not None else "",
        "volume": text("m:part/m:detail[@type='volume']/m:number"),
        "issue": text("m:part/m:detail[@type='issue']/m:number")
        or text("m:part/m:detail[@type='number']/m:number"),
        "pages": "-".join(filter(None, extent)) or text("m:part/m:detail[@type='page']/m:number"),
        "publisher": next((found.text for found in record.iter(f"{_MODS}publisher")), ""),
        "doi": text("m:identifier[@type='doi']"),
        "url": text("m:location/m:url"),
        "isbn": next((found.text for found in record.iter(_ISBN) if _type(found) == "isbn"), ""),
    }
    people = [_mods_who(name) for name in record.findall(f"{_MODS}name") if _role(name) == "author"]
    return _record(_mods_title(record), people, facts)


def _mods_title(record: Any) -> str:
    """Of the first title that is not empty, what stands before the colon and what behind it."""
    for info in record.findall(f"{_MODS}titleInfo"):
        parts = [info.findtext(f"{_MODS}{part}") for part in ("nonSort", "title", "subTitle")]
        title = " ".join(filter(None, parts[:2]))
        if title:
            between = " " if title.endswith("?") else ": "
            return between.join(filter(None, (title, parts[2])))
    return ""


def _type(found: Any) -> str:
    return str(found.get("type"))


def _role(name: Any) -> str:
    return str(name.findtext(f"{_MODS}role/{_MODS}roleTerm"))


def _mods_who(name: Any) -> Who:
    parts: dict[str, list[str]] = {}
    for part in name.findall(f"{_MODS}namePart"):
        # It takes the stops from initials.
        parts.setdefault(part.get("type", "family"), []).append(part.text)
    given, last, suffix = (" ".join(parts.get(kind, ())) for kind in ("given", "family", "suffix"))
    return given, last, suffix


def by_rispy(text: str) -> dict[str, Record]:
    """RIS as rispy reads it."""
    return {record["id"]: _rispy_record(record) for record in rispy.loads(text)}


def _rispy_record(record: Mapping[str, Any]) -> Record:
    date = [*record.get("date", record["year"]).split("/"), "", ""]
    ends = (record.get("start_page", ""), record.get("end_page", ""))
    names = {
        "container": "secondary_title",
        "volume": "volume",
        "issue": "number",
        "publisher": "publisher",
        "series": "tertiary_title",
        "place": "place_published",
        "doi": "doi",
        "isbn": "issn",
        "year": "year",
    }
    facts = {
        **{name: record.get(theirs, "") for name, theirs in names.items()},
        "month": date[1].lstrip("0"),
        "day": date[2].lstrip("0"),
        "pages": "-".join(filter(None, ends)),
        "url": "" if "doi" in record else next(iter(record.get("urls", ())), ""),
        "arxiv": record.get("accession_number", "").removeprefix("arXiv:"),
    }
    return _record(record["title"], map(_ris_who, record["authors"]), facts)


def _ris_who(name: str) -> Who:
    last, *rest = name.split(", ")
    given, suffix = [*rest, "", ""][:2]
    return given, last, suffix


def by_json(text: str) -> dict[str, Record]:
    """CSL-JSON as any reader of JSON finds it."""
    return {item["id"]: _csl_record(item) for item in json.loads(text)}


def _csl_record(item: Mapping[str, Any]) -> Record:
    [date] = item["issued"]["date-parts"]
    year, month, day = [*map(str, date), "", ""][:3]
    names = {
        "container": "container-title",
        "pages": "page",
        "series": "collection-title",
        "place": "publisher-place",
        "doi": "DOI",
        "isbn": "ISBN",
        **{name: name for name in ("volume", "issue", "publisher")},
    }
    facts = {
        **{name: item.get(theirs, "") for name, theirs in names.items()},
        "year": year,
        "month": month,
        "day": day,
        "url": "" if "DOI" in item else item.get("URL", ""),
        "arxiv": (item.get("number") or item.get("note", "")).rpartition("arXiv:")[2],
    }
    return _record(item["title"], map(_csl_who, item["author"]), facts)


def _csl_who(name: Mapping[str, str]) -> Who:
    if "literal" in name:
        return "", name["literal"], ""
    particle = name.get("non-dropping-particle", "")
    space = "" if not particle or particle.endswith(("-", "'", "’")) else " "
    return name.get("given", ""), f"{particle}{space}{name['family']}", name.get("suffix", "")
