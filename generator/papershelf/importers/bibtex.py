"""Papers from BibTeX and biblatex."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from papershelf.citation.languages import tag_of
from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.importers import bibtex_fields as known
from papershelf.importers.addresses import ARXIV, ARXIV_IN
from papershelf.importers.bibtex_blocks import Block, Blocks, Field
from papershelf.importers.bibtex_names import is_one_group, read_name, split_names
from papershelf.importers.decoding import decode
from papershelf.importers.drafting import Making
from papershelf.importers.importer import Importer, Source
from papershelf.importers.kinds import BIBTEX as TYPES
from papershelf.importers.kinds import degree_of, is_exact
from papershelf.importers.latex import Latex, plain_address, read_latex
from papershelf.importers.values import link_kind
from papershelf.importers.when import made, read_date, read_month
from papershelf.names import looks_like_several
from papershelf.schema import LINK_KINDS

_LOOKS: Final = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE)
_OTHERS: Final = re.compile(r"others|et\.? al\.?", re.IGNORECASE)
_BETWEEN_WORDS: Final = re.compile(r"\s*[;,]\s*")
_STATUS: Final = MappingProxyType({"retracted": "retracted", "withdrawn": "withdrawn"})
_URL: Final = re.compile(r"\\url\s*\{([^{}]*)\}|^\s*(https?://\S+)\s*$")
_MAYBE_SEVERAL: Final = re.compile(r"[;|&]|,[^,]*,")
_GROUP: Final = re.compile(r"\{[^\\{}][^{}]*\s")
_PAGES: Final = re.compile(r"\s*[-–—]{1,3}\s*")
_DBLP: Final = re.compile(r"DBLP:(\S+)")
_MOST_PARENTS: Final = 10


def read_bibtex(source: Source) -> Iterator[Draft | Problem]:
    """The papers of a BibTeX file in their order, and what is wrong with it."""
    text, problems = decode(source)
    yield from problems
    blocks = Blocks(source.name, text)
    keys: dict[str, int] = {}
    count = 0
    for block in blocks:
        yield from _told(blocks)
        count += 1
        if block.type in ("xdata", "set", "control"):
            yield from block.problems
            continue
        draft = _Entry(source.name, block, blocks).read()
        first = keys.setdefault(block.key.lower(), block.line)
        if block.key and first != block.line:
            message = f'the citation key "{block.key}" is that of the entry in line {first} too'
            location = Location(source.name, block.line)
            draft.problems.append(
                Problem(location, message, severity=Severity.WARNING, rule="duplicate")
            )
        yield draft
    yield from _told(blocks)
    if not count:
        message = "the file holds no BibTeX entries" if text.strip() else "the file is empty"
        yield Problem(Location(source.name), message, "entries look like @article{key, …}")


def _is_link(name: str) -> bool:
    return name not in known.KEPT and link_kind(name) in LINK_KINDS


def _several(name: str) -> list[str] | None:
    """The names in what BibTeX would take for one; none where it may be one."""
    if not _MAYBE_SEVERAL.search(name) or _GROUP.search(name):
        return None
    found = looks_like_several(read_latex(name).text)
    return found if found and all(" " in one for one in found) else None


def _told(blocks: Blocks) -> Iterator[Problem]:
    yield from blocks.told
    blocks.told.clear()


class _Entry:
    """An entry on its way to become a draft."""

    def __init__(self, path: str, block: Block, blocks: Blocks) -> None:
        self._block = block
        self._making = Making(path, Draft({}, line=block.line, key=block.key), block.line)
        self._making.draft.problems += block.problems
        self._fields: dict[str, Field] = {}
        self._repeated: list[Field] = []
        for field in block.fields:
            if not field.value.strip():
                continue
            first = self._fields.setdefault(field.name, field)
            if first is not field and first.value != field.value:
                self._repeated.append(field)
        self._inherit(blocks)

    def _inherit(self, blocks: Blocks) -> None:
        """Add what the entry takes from others: by `crossref` of a whole, by `xdata` as it is."""
        waiting = self._parents(self._fields)
        seen = {self._block.key.lower()}
        while waiting and len(seen) < _MOST_PARENTS:
            key, kind, line = waiting.pop(0)
            if key.lower() in seen:
                continue
            seen.add(key.lower())
            parent = blocks.named(key)
            if parent is None:
                self._making.line = line
                self._making.tell(f'{kind}: no entry of this file has the key "{key}"')
                continue
            fields = {field.name: field for field in reversed(parent.fields)}
            for name, field in fields.items():
                self._take(name, field, kind, line)
            waiting += self._parents(fields)

    def _take(self, name: str, field: Field, kind: str, line: int) -> None:
        if kind == "crossref":
            if name in known.NOT_INHERITED:
                return
            if self._block.type not in ("book", "proceedings", "collection"):
                name = known.INHERITED.get(name, name)
        if name not in ("xdata", "crossref"):
            self._fields.setdefault(name, Field(name, field.value, line))

    def _parents(self, fields: Mapping[str, Field]) -> list[tuple[str, str, int]]:
        return [
            (key.strip(), kind, fields[kind].line)
            for kind in ("xdata", "crossref")
            if kind in fields
            for key in fields[kind].value.split(",")
            if key.strip()
        ]

    def read(self) -> Draft:
        """The draft of it."""
        making, fields = self._making, dict(self._fields)
        self._type(fields)
        self._date(fields)
        self._eprint(fields)
        for name in ("doi", "isbn", "issn", *fields):
            if name in fields:
                field = fields.pop(name)
                making.line = field.line
                self._field(field)
        for field in self._repeated:
            making.line = field.line
            making.draft.keep(field.name, self._kept(field))
            making.tell(f"{field.name} is given twice: the second one is kept under extra")
        for stray in self._block.strays:
            if stray:
                making.draft.keep("unread", stray)
        self._complete()
        return making.draft

    def _field(self, field: Field) -> None:
        name = field.name
        if name in known.TITLES:
            self._title(field)
        elif name in known.PLAIN:
            self._making.set(known.PLAIN[name], self._plain(field), name)
        elif name in known.IDS:
            self._making.ids(known.IDS[name], plain_address(self._kept(field)), name)
        elif name in known.NOTES:
            self._note(field)
        elif name in _READ:
            _READ[name](self, field)
        elif _is_link(name) and re.match(r"https?://", address := plain_address(self._kept(field))):
            self._making.address(address, name, link_kind(name))
        else:
            self._making.draft.keep(name, self._kept(field))
            if name not in known.KEPT and not name.startswith(known.KEPT_BEGINNINGS):
                self._making.tell(f'the field "{name}" is not known: it is kept under extra')

    def _latex(self, field: Field) -> Latex:
        read = read_latex(field.value)
        if read.unknown:
            shown = ", ".join(read.unknown[:5])
            self._making.tell(
                f"{field.name}: {shown} is not understood: it stays as it is", rule="latex"
            )
        return read

    def _plain(self, field: Field) -> str:
        return self._latex(field).text

    def _kept(self, field: Field) -> str:
        """A value as it was found: nobody knows whether it is LaTeX.

        Without braces around the whole, as Web of Science has them around everything.
        """
        value = " ".join(field.value.split())
        while is_one_group(value):
            value = value[1:-1].strip()
        return value

    def _title(self, field: Field) -> None:
        read = self._latex(field)
        text, is_whole = read.markdown
        if not is_whole:
            self._making.tell(
                f"{field.name}: Markdown has no way to keep its emphasis", rule="latex"
            )
        self._making.set(known.TITLES[field.name], text, field.name)
        if field.name in ("title", "subtitle"):
            self._making.keep_case(read.protected)

    def _note(self, field: Field) -> None:
        draft = self._making.draft
        text, _ = self._latex(field).paragraphs
        draft.note = "\n\n".join(filter(None, (draft.note, text)))

    def abstract(self, field: Field) -> None:
        text, is_whole = self._latex(field).paragraphs
        if not is_whole:
            self._making.tell("abstract: Markdown has no way to keep its emphasis", rule="latex")
        self._making.set("abstract", text, field.name)

    def people(self, field: Field) -> None:
        making, role = self._making, f"{field.name}s"
        names = split_names(field.value)
        if names and _OTHERS.fullmatch(names[-1]):
            names.pop()
            making.others(role)
        people: list[Any] = []
        for name in names:
            several = _several(name)
            if several:
                making.tell(f'{field.name}: names are not divided by "and"', rule="name")
                people += several
                continue
            person, unknown = read_name(name)
            people.append(person)
            if unknown:
                making.tell(f"{field.name}: {', '.join(unknown)} is not understood", rule="latex")
        plain = [person for person in people if person]
        if plain:
            making.people(role, plain, field.name)

    def pages(self, field: Field) -> None:
        pages = _PAGES.sub("–", self._plain(field))
        # A single dash is told from those within numbers as our own citations do.
        self._making.set(
            "pages", pages if pages.count("–") > 1 else pages.replace("–", "-"), "pages"
        )

    def number(self, field: Field) -> None:
        text = self._plain(field)
        found = ARXIV_IN.fullmatch(text)
        if found and "eprint" not in self._fields:
            self._making.preprint(found, field.name)
        elif not found or found[1] != self._fields["eprint"].value.strip():
            self._making.set("issue", text, field.name)

    def article_number(self, field: Field) -> None:
        if "pages" in self._fields:
            self._making.draft.keep(field.name, self._kept(field))
        else:
            self._making.set("pages", self._plain(field), field.name)

    def keywords(self, field: Field) -> None:
        self._making.keywords(_BETWEEN_WORDS.split(self._plain(field)))

    def language(self, field: Field) -> None:
        tag = tag_of(self._plain(field))
        if tag:
            self._making.set("language", tag, field.name)
        else:
            self._making.draft.keep(field.name, self._kept(field))
            self._making.tell(f'{field.name}: no language is known as "{field.value[:40]}"')

    def url(self, field: Field) -> None:
        found = _URL.search(field.value)
        text = (found[1] or found[2]) if found else self._kept(field)
        self._making.address(plain_address(text), field.name)

    def how_published(self, field: Field) -> None:
        found = _URL.search(field.value)
        if found:
            self._making.address(plain_address(found[1] or found[2]), field.name)
            rest = read_latex(f"{field.value[: found.start()]}{field.value[found.end() :]}").text
            if rest.strip(" .,:;"):
                self._making.draft.keep(field.name, self._kept(field))
        elif "venue" in self._making.draft.fields or {"journal", "booktitle"} & self._fields.keys():
            self._making.draft.keep(field.name, self._kept(field))
        else:
            self._making.set("venue", self._plain(field), field.name)

    def remark(self, field: Field) -> None:
        text = self._plain(field)
        word, _, rest = text.partition(". ")
        status = _STATUS.get(word.strip(".").lower())
        if status:
            self._making.set("status", status, field.name)
            text = rest
        found = ARXIV_IN.fullmatch(text.strip(" .")) or ARXIV_IN.fullmatch(text.strip(" .[]()"))
        address = _URL.fullmatch(field.value.strip())
        if found and "eprint" not in self._fields:
            self._making.preprint(found, field.name)
        elif address:
            self._making.address(plain_address(address[1] or address[2]), field.name)
        elif text:
            self._making.draft.keep(field.name, text)

    def place(self, field: Field) -> None:
        self._making.set("place", self._plain(field), field.name)

    def journal(self, field: Field) -> None:
        text = self._plain(field)
        found = ARXIV_IN.search(text)
        self._making.set("venue", text, field.name)
        if found and "eprint" not in self._fields:
            self._making.id("arxiv", found[1], field.name)

    def _type(self, fields: dict[str, Field]) -> None:
        making, name = self._making, self._block.type
        kind = TYPES.get(name, "")
        if not kind:
            making.tell(f"@{name} is no type that is known: it is taken for an article")
        if not kind or not is_exact(name, TYPES):
            making.draft.keep("entry_type", name)
        making.draft.fields["type"] = kind or "article"
        if kind == "thesis":
            self._degree(fields, name)

    def _degree(self, fields: dict[str, Field], name: str) -> None:
        said = read_latex(fields.pop("type").value).text if "type" in fields else ""
        degree = degree_of(said)
        self._making.keywords([degree or degree_of("" if name == "phdthesis" else name)])
        if said.lower() not in ("phdthesis", "mathesis", degree.lower()):
            self._making.draft.keep("type", said)

    def _date(self, fields: dict[str, Field]) -> None:
        making = self._making
        date, year, month, day = (
            fields.pop(name, None) for name in ("date", "year", "month", "day")
        )
        found = ""
        if date:
            making.line = date.line
            found, is_all = read_date(read_latex(date.value).text)
            if not is_all:
                making.draft.keep("date", self._kept(date))
            if not found:
                making.tell(f'"{date.value[:40]}" is no date: it is kept under extra')
        if year:
            parts = self._year(year)
            if not found:
                found = parts
            elif not found.startswith(parts[:4]):
                making.draft.keep("year", self._kept(year))
        found = self._month(found, month, day)
        if found:
            making.draft.fields["date"] = found

    def _year(self, year: Field) -> str:
        making = self._making
        making.line = year.line
        text = read_latex(year.value).text
        found, is_all = read_date(text)
        if not is_all or not found:
            making.draft.keep("year", text)
            making.tell(f'year: "{text[:40]}" is not a year alone: it is kept under extra')
        return found

    def _month(self, found: str, month: Field | None, day: Field | None) -> str:
        """The date with its month and day, as far as these are known; what is not is kept."""
        making = self._making
        number, day_text, is_all = "", "", True
        if month:
            making.line = month.line
            number, day_text, is_all = read_month(read_latex(month.value).text)
            if not is_all and not number:
                making.tell(f'month: "{month.value[:40]}" is no month: it is kept under extra')
        if day:
            day_text = read_latex(day.value).text
        if len(found) == len("2015"):
            found = made(found, number, day_text if day_text.isdigit() else "")
        said = [*found.split("-"), "", ""]
        if month and (not is_all or number not in ("", said[1].lstrip("0"))):
            making.draft.keep("month", self._kept(month))
        if day and day_text.lstrip("0") not in ("", said[2].lstrip("0")):
            making.draft.keep("day", self._kept(day))
        return found

    def _eprint(self, fields: dict[str, Field]) -> None:
        eprint = fields.pop("eprint", None)
        archives = [fields.pop(name) for name in ("eprinttype", "archiveprefix") if name in fields]
        archive = archives[0] if archives else None
        for field in archives[0 if eprint is None else 1 :]:
            if eprint is None or archive is None or field.value != archive.value:
                self._making.draft.keep(field.name, self._kept(field))
        if eprint is None:
            return
        self._making.line = eprint.line
        value = plain_address(eprint.value.strip())
        name = archive.value.strip().lower() if archive else ""
        kind = known.EPRINTS.get(name, name)
        if not name and ARXIV.fullmatch(value):
            kind = "arxiv"
        if kind == "arxiv":
            value = re.sub(r"^arxiv:\s*", "", value, flags=re.IGNORECASE)
        if kind and re.fullmatch(r"[\w-]{1,40}", kind):
            self._making.id(kind, value, "eprint")
        elif re.match("https?://", value):
            self._making.address(value, "eprint")
            if archive:
                self._making.draft.keep(archive.name, self._kept(archive))
        else:
            self._making.draft.keep("eprint", value)
            if archive:
                self._making.draft.keep(archive.name, self._kept(archive))
            self._making.tell(f'eprint: which archive "{value[:40]}" is in is not known')

    def _complete(self) -> None:
        """Draw what follows from several fields."""
        fields = self._making.draft.fields
        if fields["type"] == "article" and "arxiv" in fields.get("ids", {}):
            venue = fields.get("venue", "")
            if not venue or re.match("arxiv|corr$", venue, re.IGNORECASE):
                fields["type"] = "preprint"
        found = _DBLP.fullmatch(self._block.key)
        if found:
            self._making.id("dblp", found[1], "key")


_READ: Final = MappingProxyType(
    {
        "author": _Entry.people,
        "editor": _Entry.people,
        "abstract": _Entry.abstract,
        "pages": _Entry.pages,
        "number": _Entry.number,
        "issue": _Entry.number,
        "eid": _Entry.article_number,
        "articleno": _Entry.article_number,
        "article-number": _Entry.article_number,
        "keywords": _Entry.keywords,
        "keyword": _Entry.keywords,
        "langid": _Entry.language,
        "language": _Entry.language,
        "hyphenation": _Entry.language,
        "url": _Entry.url,
        **dict.fromkeys(("url2", "ee"), _Entry.url),
        "howpublished": _Entry.how_published,
        "note": _Entry.remark,
        "venue": _Entry.place,
        "journal": _Entry.journal,
        "journaltitle": _Entry.journal,
    }
)

BIBTEX: Final = Importer(
    name="bibtex",
    label="BibTeX or biblatex",
    suffixes=(".bib", ".bibtex", ".biblatex"),
    looks_like=lambda head: _LOOKS.search(head) is not None,
    read=read_bibtex,
)
