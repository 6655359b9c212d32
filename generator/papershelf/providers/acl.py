"""The ACL Anthology: papers of computational linguistics, by the BibTeX of each."""

import re
from typing import Any, Final
from urllib.parse import quote

from papershelf.draft import Draft
from papershelf.importers import IMPORTERS, Source
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference, as_kind
from papershelf.providers.sources import Guest, Sources

_ADDRESS: Final = re.compile(r"https?://(?:www\.)?aclanthology\.org/([^/\s\"}]+)")


def _request(reference: Reference, sources: Sources, _guest: Guest) -> Request:
    return Request(
        f"{sources.acl}/{quote(reference.value, safe='')}.bib", form="text", is_sound=_is_bibtex
    )


def _is_bibtex(text: str) -> bool:
    return bool(re.match(r"\s*@\w+\{", text)) and text.rstrip().endswith("}")


def _knows(answer: Any) -> bool:
    return (
        isinstance(answer, str)
        and _is_bibtex(answer)
        and len(re.findall(r"(?m)^@\w+\{", answer)) == 1
        and "aclanthology.org/" in answer
    )


def _read(answer: Any) -> list[Draft]:
    if not isinstance(answer, str):
        return []
    bibtex = next(importer for importer in IMPORTERS if importer.name == "bibtex")
    drafts = [
        found
        for found in bibtex.read(Source("the ACL Anthology", answer.encode()))
        if isinstance(found, Draft)
    ]
    named = _ADDRESS.search(answer)
    own = as_kind("acl", named[1].rstrip("/")) if named else None
    for draft in drafts[:1]:
        ids = {"acl": own.value} if own else {}
        draft.fields["ids"] = (
            {**ids, **values.at(draft.fields, "ids")} if draft.fields.get("ids") else ids
        )
        draft.fields.pop("editors", None)
        if own:
            draft.key = own.value
            draft.fields["links"] = {"pdf": f"https://aclanthology.org/{own.value}.pdf"}
    return drafts[:1]


ACL: Final = Provider("ACL Anthology", ("acl",), _request, _knows, _read)
