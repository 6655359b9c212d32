"""What an entry says of other records, as its shelf has them: venues, topics, files and papers."""

import re
from collections.abc import Callable
from typing import Any, Final

from papershelf.errors import did_you_mean
from papershelf.fields import shown
from papershelf.intake.shelf import ShelfFacts
from papershelf.intake.work import Work
from papershelf.text import slugify

_YEAR_AT_END: Final = re.compile(r"(.+?)[\s,:'’(-]+(?:19|20)\d\d\)?\s*$")


def fit(work: Work, shelf: ShelfFacts, is_known: Callable[[str], bool]) -> None:
    """Bring checked fields in line with a shelf; what refers to nothing is kept and told.

    `is_known` tells whether a paper is on the shelf, by its id.
    """
    _venue(work, shelf)
    _topics(work, shelf)
    _collections(work, shelf)
    for name in ("authors", "editors"):
        _people(work, name, shelf)
    _addresses(work, shelf)
    _papers(work, is_known)
    for name in ("topics", "collections", "links", "versions", "relations", "references"):
        if name in work.fields and not work.fields[name]:
            del work.fields[name]


def _venue(work: Work, shelf: ShelfFacts) -> None:
    venue = work.fields.get("venue")
    if not venue:
        return
    found = shelf.venues.find(venue)
    named = _YEAR_AT_END.fullmatch(venue)
    if found is None and named:
        found = shelf.venues.find(named[1])
    if found:
        work.fields["venue"] = found


def _topics(work: Work, shelf: ShelfFacts) -> None:
    topics: list[str] = []
    for word in work.fields.get("topics", []):
        found = shelf.topics.find(word)
        if found is None and shelf.topics.is_closed:
            hint = did_you_mean(word, sorted(set(shelf.topics.ids.values())), noun="topics")
            work.keep("topics", word, f"unknown topic {shown(word)}", hint)
        else:
            topics.append(found or word)
    if "topics" in work.fields:
        work.fields["topics"] = list(dict.fromkeys(topics))


def _collections(work: Work, shelf: ShelfFacts) -> None:
    kept: list[Any] = []
    for member in work.fields.get("collections", []):
        key = member if isinstance(member, str) else member["id"]
        sections = shelf.collections.get(key)
        section = "" if isinstance(member, str) else member.get("section", "")
        if sections is None:
            hint = did_you_mean(key, sorted(shelf.collections), noun="collections")
            work.keep("collections", member, f"unknown collection {shown(key)}", hint)
            continue
        if section and sections and section not in sections:
            hint = did_you_mean(section, sections, noun="sections")
            message = f"unknown section {shown(section)} of {shown(key)}"
            work.keep("collections.section", section, message, hint)
            member = {name: value for name, value in member.items() if name != "section"}
        kept.append(member)
    if "collections" in work.fields:
        work.fields["collections"] = kept


def _people(work: Work, name: str, shelf: ShelfFacts) -> None:
    people = work.fields.get(name, [])
    for index, person in enumerate(people):
        if isinstance(person, str) or not person.get("id") or person["id"] in shelf.identities:
            continue
        key = person["id"]
        rest = {part: value for part, value in person.items() if part != "id"}
        has_name = any(part in rest for part in ("family", "given", "literal"))
        people[index] = rest if has_name else {**rest, "literal": key}
        hint = did_you_mean(key, sorted(shelf.identities), noun="identities in authors.yaml")
        work.keep(f"{name}[{index + 1}].id", key, f"unknown author id {shown(key)}", hint)


def _addresses(work: Work, shelf: ShelfFacts) -> None:
    """Files that are not there: an entry may link only to those below content/static."""

    def is_there(address: Any) -> bool:
        return not str(address).startswith("static/") or address in shelf.static

    def keep(name: str, address: str) -> None:
        hint = f"put the file at content/{address}"
        work.keep(name, address, f"there is no file {shown(address)}", hint)

    fields = work.fields
    links = fields.get("links")
    if isinstance(links, dict):
        for kind, urls in list(links.items()):
            several = urls if isinstance(urls, list) else [urls]
            for url in several:
                if not is_there(url):
                    keep(f"links.{kind}", url)
            there = [url for url in several if is_there(url)]
            links[kind] = there[0] if len(there) == 1 else there
        fields["links"] = {kind: urls for kind, urls in links.items() if urls}
    elif links:
        for link in links:
            if not is_there(link["url"]):
                keep(f"links.{link['kind']}", link["url"])
        fields["links"] = [link for link in links if is_there(link["url"])]
    picture = fields.get("thumbnail")
    path = picture if isinstance(picture, str) else (picture or {}).get("path", "")
    if path and not is_there(path):
        keep("thumbnail", path)
        del fields["thumbnail"]
    for version in fields.get("versions", []):
        if not is_there(version.get("url", "")):
            keep("versions.url", version.pop("url"))


def _papers(work: Work, is_known: Callable[[str], bool]) -> None:
    relations = work.fields.get("relations", [])
    for relation in relations:
        if relation.get("id") and not is_known(relation["id"]):
            message = f"relation to an unknown paper {shown(relation['id'])}"
            work.keep("relations", relation, message, "add that paper first")
    if relations:
        work.fields["relations"] = [
            one for one in relations if not one.get("id") or is_known(one["id"])
        ]
    kept: list[Any] = []
    for reference in work.fields.get("references", []):
        if isinstance(reference, dict) and reference.get("id") and not is_known(reference["id"]):
            work.put("references.id", reference["id"])
            reference = {name: value for name, value in reference.items() if name != "id"}
        if reference:
            kept.append(reference)
    if kept or "references" in work.fields:
        work.fields["references"] = kept


def aliases_free(work: Work, taken: Callable[[str], bool]) -> None:
    """Keep under `extra` the aliases that lead to another paper already."""
    aliases = work.fields.get("aliases", [])
    for alias in aliases:
        if taken(slugify(alias)):
            work.keep("aliases", alias, f"the alias {shown(alias)} is taken")
    free = [alias for alias in aliases if not taken(slugify(alias))]
    if free:
        work.fields["aliases"] = free
    else:
        work.fields.pop("aliases", None)
