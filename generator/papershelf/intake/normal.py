"""The safe normal forms: what says the same in the way entries say it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from pydantic import ValidationError

from papershelf.dates import PartialDate
from papershelf.importers.addresses import ids_of_doi, read_address
from papershelf.importers.people import read_people
from papershelf.intake.work import Work
from papershelf.schema import IdsForm

_DATE: Final = re.compile(
    r"\s*([12][0-9]{3})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?(?![0-9])(.*)", re.DOTALL
)
_TIME: Final = re.compile(r"\s*|[T ][0-9]{1,2}:[0-9]{2}.*", re.DOTALL)
_DASHES: Final = re.compile("\\s*(?:--+|[\u2010-\u2015\u2212])\\s*")
_NOT_IN_ADDRESS: Final = re.compile(r'[\s\\<>"^`{|}]')
_SEVERAL: Final = frozenset({"doi", "arxiv", "acl", "pmid", "isbn", "issn"})
"""Kinds of ids with a form so much their own that one may be taken out of a longer text."""


def normalise(work: Work) -> None:
    """Bring fields into their normal forms; what is left out of one is kept and told."""
    fields = work.fields
    for name in ("authors", "editors"):
        if isinstance(fields.get(name), (str, list)):
            fields[name] = list(_people(fields[name]))
    for name in ("date", "added"):
        if isinstance(fields.get(name), str):
            _date(work, name)
    _year(work)
    if isinstance(fields.get("pages"), str):
        fields["pages"] = _DASHES.sub("-", fields["pages"].strip())
    if isinstance(fields.get("ids"), dict):
        fields["ids"] = _ids(work, fields["ids"])
    if isinstance(fields.get("links"), (dict, list)):
        _links(work)


def _people(value: str | list[Any]) -> Iterator[Any]:
    """People one by one: a text may name several."""
    for item in [value] if isinstance(value, str) else value:
        # Maps are as entries have them; what no field of theirs holds is not to be lost here.
        yield from (read_people(item) or [item]) if isinstance(item, str) else [item]


def _date(work: Work, name: str) -> None:
    text = work.fields[name]
    found = _DATE.match(text)
    if found is None:
        return
    year, _, month, day, rest = found.groups()
    best = next(_dates(int(year), int(month or 0), int(day or 0)))
    written = 3 if day else 2 if month else 1
    said = 3 if best.day else 2 if best.month else 1
    work.fields[name] = best.iso
    if said < written or not _TIME.fullmatch(rest):
        work.put(name, text)
        work.tell(f"{name}: only {best.iso} of it is a date", f'"{text[:60]}" is kept under extra')


def _dates(year: int, month: int, day: int) -> Iterator[PartialDate]:
    """What of a date is one, the most precise first."""
    for parts in ((year, month, day), (year, month), (year,)):
        try:
            yield PartialDate(*parts)
        except ValueError:
            continue


def _year(work: Work) -> None:
    fields = work.fields
    year = fields.get("year")
    if not isinstance(year, str):
        return
    date = fields.get("date")
    if date is None and not re.fullmatch(r"\s*[0-9]*\s*", year) and _DATE.match(year):
        fields["date"] = fields.pop("year")
        _date(work, "date")
    elif isinstance(date, str) and date[:4] == year.strip():
        del fields["year"]


def _ids(work: Work, ids: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for written, value in ids.items():
        lower = written.lower()
        kind = lower if lower in IdsForm.model_fields and lower not in ids else written
        # A free kind is a word; what cannot be shown would be an error.
        if not kind.isprintable():
            work.keep("ids", f"{kind}: {value}", "a kind of id that cannot be shown")
            continue
        values = value if isinstance(value, list) else [value]
        if kind in _SEVERAL and all(isinstance(text, str) for text in values):
            value = _one_id(work, kind, values)
        elif isinstance(value, list) and all(isinstance(text, str) for text in value):
            value = ", ".join(value)
        found[kind] = value
    doi = found.get("doi")
    if isinstance(doi, str) and "arxiv" not in found and (known := good_id("doi", doi)):
        found |= ids_of_doi(known)
    return found


def _one_id(work: Work, kind: str, values: list[str]) -> str:
    """The first of the ids in some texts; all of the texts where there is none."""
    whole = "; ".join(values)
    if len(values) == 1 and good_id(kind, whole):
        return whole
    pieces = [piece for piece in re.split(r"[\s,;()\[\]]+", whole) if piece]
    good = dict.fromkeys(known for piece in pieces if (known := good_id(kind, piece)))
    if not good:
        return whole
    first = next(iter(good))
    prefixes = {kind, "arxiv", "doi", "pmid", "isbn", "issn"}
    if len(good) > 1 or any(
        not good_id(kind, piece) and piece.strip(":").lower() not in prefixes for piece in pieces
    ):
        work.put(f"ids.{kind}", whole)
        work.tell(f"ids.{kind}: more than one id", f'{first} is taken, "{whole[:60]}" is in extra')
    return first


def good_id(kind: str, text: str) -> str:
    """An id as the schema writes it; empty if it is none."""
    try:
        form = IdsForm.model_validate({kind: text})
    except ValidationError:
        return ""
    return getattr(form, kind) or ""


def _links(work: Work) -> None:
    """Take ids out of addresses, and leave out those that say nothing but the entry's own DOI."""
    fields = work.fields
    ids = fields.get("ids", {})
    if not isinstance(ids, dict):
        return
    known = dict(ids)

    def keep(kind: str, url: Any) -> Any:
        if not isinstance(url, str):
            return url
        url = _NOT_IN_ADDRESS.sub(_quoted, url.strip())
        if kind not in _OF_THE_PAPER:
            return url
        said = read_address(url)
        for name, value in said.ids.items():
            if name in IdsForm.model_fields:
                known.setdefault(name, value)
        is_own = said.is_repeated and "doi" in said.ids
        return None if is_own and good_id("doi", str(known["doi"])) == said.ids["doi"] else url

    links = _each(fields["links"], keep)
    fields.pop("links")
    if links:
        fields["links"] = links
    if known:
        fields["ids"] = known


_OF_THE_PAPER: Final = frozenset({"page", "pdf", "html"})


def _quoted(found: re.Match[str]) -> str:
    return quote(found[0])


def _each(links: Any, keep: Callable[[str, Any], Any]) -> Any:
    """The links with each address as `keep` returns it; without those that it drops."""
    if isinstance(links, dict):
        kept: dict[str, Any] = {}
        for kind, urls in links.items():
            if isinstance(urls, list):
                several = [url for item in urls if (url := keep(kind, item)) is not None]
                if several:
                    kept[kind] = several
            elif (url := keep(kind, urls)) is not None:
                kept[kind] = url
        return kept
    listed: list[Any] = []
    for link in links:
        if isinstance(link, dict) and set(link) == {"kind", "url"}:
            url = keep(str(link["kind"]), link["url"])
            if url is not None:
                listed.append({**link, "url": url})
        else:
            listed.append(link)
    return listed
