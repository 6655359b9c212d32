"""arXiv: preprints, by its export API (Atom)."""

import re
from typing import Any, Final

from papershelf.draft import Draft
from papershelf.importers.latex import read_latex
from papershelf.names import parse_name
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.marks import tex_block, tex_line
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference, as_kind
from papershelf.providers.sources import Guest, Sources

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_OWN: Final = "{http://arxiv.org/schemas/atom}"


_WITHDRAWN: Final = re.compile(
    r"\b(?:(?:this|the|our)\s+)?(?:paper|article|submission|manuscript|preprint|work)"
    r"\s+(?:has been|is|was)\s+(?:temporarily\s+)?withdrawn\b|^\W*withdrawn\b(?!\s+from)",
    re.IGNORECASE,
)
"""The words of those who take a preprint back; arXiv has no field for it."""


def _request(reference: Reference, sources: Sources, _guest: Guest) -> Request:
    # It answers 400 for ids that look like ones but are none.
    return Request(
        sources.arxiv,
        {"id_list": reference.value, "max_results": "1"},
        form="xml",
        none_when=frozenset({400, 404}),
    )


def _knows(answer: Any) -> bool:
    if getattr(answer, "tag", "") != f"{_ATOM}feed":
        return False
    return any(_text(entry, "id").find("arxiv.org/") > 0 for entry in answer.iter(f"{_ATOM}entry"))


def _read(answer: Any) -> list[Draft]:
    drafts = [_draft(entry) for entry in answer.iter(f"{_ATOM}entry")]
    return [draft for draft in drafts if draft is not None]


def _draft(entry: Any) -> Draft | None:
    found = as_kind("arxiv", _text(entry, "id").rpartition("/abs/")[2])
    # Errors come as entries too.
    if found is None:
        return None
    doi = _text(entry, "doi", _OWN)
    ids = {"arxiv": found.value, **values.ids(doi=doi.split(" ")[0])}
    fields = values.filled(
        type="preprint",
        title=tex_line(_text(entry, "title")),
        authors=[
            person for author in entry.findall(f"{_ATOM}author") if (person := _person(author))
        ],
        abstract=tex_block(entry.findtext(f"{_ATOM}summary") or ""),
        date=values.iso_day(_text(entry, "published")),
        ids=ids,
        links={"pdf": f"https://arxiv.org/pdf/{found.value}"},
    )
    summary = _text(entry, "summary")
    if _WITHDRAWN.search(_text(entry, "comment", _OWN)) or _WITHDRAWN.match(summary, 0, 200):
        fields["status"] = "withdrawn"
    draft = Draft(fields, key=found.value)
    for name in ("comment", "journal_ref"):
        if said := _text(entry, name, _OWN):
            draft.keep(f"arxiv_{name}", said)
    return draft


def _person(author: Any) -> Any:
    affiliations = [
        found
        for element in author.findall(f"{_OWN}affiliation")
        if (found := values.line(element.text or ""))
    ]
    name = read_latex(_text(author, "name")).text
    if not affiliations:
        return values.person(literal=name)
    return values.person(**_parts(name), affiliations=affiliations)


def _parts(name: str) -> dict[str, str]:
    parsed = parse_name(name)
    return {"literal": name} if parsed.literal else {"given": parsed.given, "family": parsed.last}


def _text(element: Any, name: str, space: str = _ATOM) -> str:
    return values.line(element.findtext(f"{space}{name}") or "")


ARXIV: Final = Provider("arXiv", ("arxiv",), _request, _knows, _read)
