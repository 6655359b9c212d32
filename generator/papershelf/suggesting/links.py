"""Links and ids that lines of an answer give → those of the entry with them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from papershelf.errors import UsageError
from papershelf.importers.addresses import kind_of_label, read_address
from papershelf.providers import Reference, read_reference
from papershelf.schema import LINK_KINDS, IdsForm
from papershelf.suggesting.new_value import NewValue, UnfitError, items_of
from papershelf.suggesting.wording import Sentence, said

_MARKDOWN: Final = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^\s<>]+?)>?\s*\)[.,;]?")
_LABELLED: Final = re.compile(
    r"([^\W\d_][\w -]{0,40}?)(?:\s*[:=–—-]\s*|\s+)(?=https?://|static/)", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"(?:https?://|static/)\S+", re.IGNORECASE)
_KIND: Final = re.compile(r"(\w{2,20})(?:\s*:\s*|\s+)(\S+)")


def new_links(text: str, known: Mapping[str, Any]) -> NewValue:
    """The links of an entry with those of an answer, each in the place of the one of its kind."""
    links = known.get("links") or {}
    if not isinstance(links, (dict, list)):
        raise UnfitError(
            said("The links of the entry are written in a way that is not understood.")
        )
    given: dict[str, list[str]] = {}
    for part in items_of(text):
        kind, address = _link(part)
        if address not in given.setdefault(kind, []):
            given[kind].append(address)
    notes: list[Sentence] = []
    for kind, addresses in given.items():
        if isinstance(links, dict):
            links, was = _with_links(links, kind, addresses)
        else:
            links, was = _with_listed(links, kind, addresses)
        if was:
            notes.append(said("The {kind} link was {address} before.", kind=kind, address=was))
    return NewValue("links", links, notes)


def _link(text: str) -> tuple[str, str]:
    """The kind of link that a line gives, and its address."""
    if written := _MARKDOWN.fullmatch(text):
        named, address = written[1].strip(), written[2]
    else:
        label = _LABELLED.match(text)
        named = label[1] if label else ""
        address = (text[label.end() :] if label else text).strip().strip("<>").rstrip(".,;")
    kind = named if named in LINK_KINDS else kind_of_label(named)
    # Words that name no kind may say anything of the address, as that it is dead.
    is_sentence = len(named.split()) > 1 and not kind
    if is_sentence or not _ADDRESS.fullmatch(address):
        hint = "give an address a line that begins with https://, as code: https://…"
        raise UnfitError(said("“{text}” is no address: {hint}.", text=text[:200], hint=hint))
    return kind or read_address(address).kind, address


def _with_links(
    links: dict[str, Any], kind: str, addresses: Sequence[str]
) -> tuple[dict[str, Any], str]:
    """A map of links with more of a kind, and the address whose place they take."""
    old = links.get(kind)
    if isinstance(old, list):
        return {**links, kind: list(dict.fromkeys([*old, *addresses]))}, ""
    new = addresses[0] if len(addresses) == 1 else list(addresses)
    return {**links, kind: new}, str(old) if old and old not in addresses else ""


def _with_listed(links: list[Any], kind: str, addresses: Sequence[str]) -> tuple[list[Any], str]:
    """A list of links with more of a kind, and the address whose place the first takes."""
    same = [place for place, one in enumerate(links) if _of_kind(one) == kind]
    more = [one for one in addresses if one not in [links[place].get("url") for place in same]]
    was = ""
    if more and len(same) == 1 and len(more) == len(addresses):
        place, first = same[0], more.pop(0)
        was = str(links[place].get("url"))
        links = [*links[:place], {**links[place], "url": first}, *links[place + 1 :]]
    return [*links, *({"kind": kind, "url": address} for address in more)], was


def _of_kind(link: Any) -> str:
    return str(link.get("kind", "")) if isinstance(link, dict) else ""


def new_ids(text: str, known: Mapping[str, Any]) -> NewValue:
    """The ids of an entry with those of an answer."""
    old = known.get("ids")
    ids, notes = dict(old) if isinstance(old, dict) else {}, []
    given: dict[str, str] = {}
    for part in _id_items(text):
        found = _id(part)
        if found is None:
            hint = "write it as doi: 10.1145/3539618.3591631, arxiv: 2406.01234 and so on"
            raise UnfitError(said("“{text}” is no id: {hint}.", text=part[:200], hint=hint))
        if given.setdefault(found.kind, found.value) != found.value:
            raise UnfitError(
                said("The value has several {kind} ids: a paper has one.", kind=found.kind)
            )
        was = ids.get(found.kind)
        if was is not None and str(was) != found.value:
            notes.append(said("The {kind} id was {id} before.", kind=found.kind, id=was))
        ids[found.kind] = found.value
    return NewValue("ids", ids, notes)


def _id_items(text: str) -> list[str]:
    """The parts that may each be an id; a comma without a blank may stand in one."""
    return [part.strip() for item in items_of(text) for part in re.split(r"[,;]\s+", item) if part]


def _id(text: str) -> Reference | None:
    text = text.rstrip(".,;")
    found = _reference(text)
    if found is not None:
        return found
    labelled = _KIND.fullmatch(text)
    if labelled is None:
        return None
    name, value = labelled[1].lower(), labelled[2]
    return _reference(f"{name}: {value}") or (
        Reference(name, value) if name in IdsForm.model_fields else None
    )


def _reference(text: str) -> Reference | None:
    try:
        found = read_reference(text)
    except UsageError:
        return None
    return found if found.kind != "title" else None
