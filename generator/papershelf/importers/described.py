"""A paper from named values, as tables, JSON and YAML have them: what each name means decides."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args
from urllib.parse import unquote

from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.fields import read_boolean
from papershelf.formatting.tree import as_json
from papershelf.importers.addresses import arxiv_of, ids_of_doi, read_address
from papershelf.importers.days import read_day
from papershelf.importers.headings import LISTS, SECTIONS, field_of, is_title
from papershelf.importers.html_text import marked_line, marked_text
from papershelf.importers.json_text import together
from papershelf.importers.people import are_longer, people_of
from papershelf.importers.together import PARTS, Together
from papershelf.importers.values import (
    NAMES,
    as_list,
    as_text,
    ended,
    every,
    first_found,
    first_of,
    is_deep,
    link_kind,
    membership,
    name_of,
    related,
    says_more,
    shorter,
    shown,
    unlocked,
    words_of,
)
from papershelf.importers.within import fill_in
from papershelf.importers.work_types import is_all_of, read_type
from papershelf.markup import to_text
from papershelf.schema import Status
from papershelf.text import slugify

_KEPT: Final = "it is kept under extra"
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'|]+", re.IGNORECASE)
_VENUE_YEAR: Final = re.compile(r"(.*?\D)[\s,'’(\[-]*((?:19|20)\d{2})[)\]]?", re.DOTALL)
_LINES: Final = (
    *("subtitle", "title_short", "original_title", "volume", "issue", "publisher", "series"),
    *("event", "place", "language", "license", "curated_by", "submitted_by", "added"),
)
_MAPS: Final = ("awards", "versions", "relations", "references")
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], {})


class Described:
    """Makes a draft of values with names; each goes to the field that its name means.

    The first value of a field counts. What no field holds is kept under `extra`, by its name.
    """

    def __init__(
        self, source: str, line: int, *, is_markdown: bool = False, is_own: bool = False
    ) -> None:
        """`is_markdown`: texts are; `is_own`: an export of ours, which keeps its ids."""
        self.draft = Draft({}, line=line)
        self._source = source
        self._is_markdown = is_markdown
        self._is_own = is_own
        self._parts = Together()
        self._marked_title = ""

    def put(self, name: str, value: Any, *, meant: str | None = None) -> None:
        """Take a value in; `meant` is its field where somebody said so."""
        value = unlocked(value)
        if value in _NOTHING:
            return
        if is_deep(value):
            self.problem(
                f"{name}: values within values within values, too deep to keep as they are"
            )
            self.draft.keep(field_name(name, self.draft), as_json(value))
            return
        field = field_of(name) if meant is None else meant
        if field == "extra" and isinstance(value, dict):
            for key, item in value.items():
                self.draft.keep(key, item)
        elif not field or not self._take(field, name, value):
            self.draft.keep(field_name(name, self.draft), value)

    def finish(self) -> Draft:
        """The draft with what only all values together tell."""
        fields, parts = self.draft.fields, self._parts
        parts.pages(fields)
        parts.date(fields)
        venue = fields.get("venue", "")
        if "date" not in fields and "year" not in fields:
            told = _VENUE_YEAR.fullmatch(venue)
            if told:
                fields["year"] = told[2]
                fields["venue"] = told[1].strip(" ,'’([-") or venue
        acronym = parts.said("acronym")
        if acronym and fields.setdefault("venue", acronym) != acronym:
            self.draft.keep("venue_short", acronym)
        parts.used("acronym")
        full = parts.said("authors_full")
        if full:
            # The same people, by their whole names.
            short = fields.pop("authors", None)
            if self._people("authors", "authors", full):
                parts.used("authors_full")
            if short and not are_longer(fields.get("authors", ()), short):
                self.draft.keep("authors", short)
        for name, text in parts.left():
            self.draft.keep(field_name(name, self.draft), text)
        links = fields.get("links")
        if links and not any("label" in link for link in links):
            fields["links"] = _by_kind(links)
        return self.draft

    def problem(self, message: str, hint: str = _KEPT) -> None:
        """Something of the paper was not understood."""
        place = Location(self._source, self.draft.line)
        self.draft.problems.append(Problem(place, message, hint, Severity.WARNING, rule="import"))

    def _take(self, field: str, name: str, value: Any) -> bool:
        """Put a value into a field; False if it is nothing that the field holds."""
        kind, _, rest = field.partition(".")
        if kind == "ids":
            return self._ids({rest: value} if rest else value)
        if kind == "links" and not rest:
            return self._links(value)
        if field == "url" and self._is_own:
            # The page of a shelf that it was on.
            return False
        if kind in {"links", "url"}:
            return self._addresses(rest, value)
        if field in {"authors", "editors"}:
            return self._people(field, name, value)
        if field in {"topics", "keywords", "collections"}:
            return self._listed(field, value)
        if field == "venue" and isinstance(value, dict):
            return self._venue(value)
        if field in _MAPS:
            return self._once(field, [related(item) for item in as_list(value)])
        if field == "thumbnail":
            return self._thumbnail(value)
        text = as_text(value)
        if text is None:
            if field == "type" and isinstance(value, list):
                return every(self._type(name, str(item)) for item in value)
            return False
        if field == "title":
            if _ADDRESS.fullmatch(text):
                return self._addresses("", text)
            if self._marked_title:
                return to_text(self._marked_title) == text
            return self._once("title", text if self._is_markdown else marked_line(text))
        if field == "title_markdown":
            return self._title(text)
        if field in {"abstract", "summary", "note"}:
            return self._prose(field, text)
        match field:
            case "key":
                self.draft.key = self.draft.key or text
                return self.draft.key == text
            case "id":
                return self._own_id(text)
            case "date" | "year":
                return self._day(field, name, text)
            case "type":
                return self._type(name, text)
            case "status":
                known = text.lower() in get_args(Status)
                return known and self._once(field, text.lower())
            case "pages":
                dashes = r"\s*[–—−‐‑]+\s*" if self._is_own else r"\s*(?:[–—−‐‑]+|--+)\s*"
                return self._once(field, re.sub(dashes, "-", text))
            case "venue":
                return self._once(field, text)
            case "featured":
                said = read_boolean(text)
                return said is not None and self._once(field, said)
            case _ if field in _LINES:
                return self._once(field, text)
            case _ if field in PARTS:
                return self._parts.take(field, name, text)
        return False

    def _title(self, text: str) -> bool:
        """Take a title that is Markdown for certain; the plain one says the same."""
        plain = self.draft.fields.get("title", text)
        self._marked_title = self._marked_title or text
        self.draft.fields["title"] = self._marked_title
        if to_text(plain) != to_text(self._marked_title):
            self.draft.keep("title", plain)
        return self._marked_title == text

    def _own_id(self, text: str) -> bool:
        """What a source calls a paper: an id of an entry only in exports of ours."""
        self.draft.key = self.draft.key or text
        if self._is_own:
            return self._once("id", text)
        return arxiv_of(text) == text and self._id("arxiv", text)

    def _once(self, field: str, value: Any) -> bool:
        return bool(self.draft.fields.setdefault(field, value) == value)

    def _thumbnail(self, value: Any) -> bool:
        inner = value if isinstance(value, dict) else {"path": value}
        path = self._stored(str(inner.get("path") or inner.get("url") or ""))
        alt = inner.get("alt")
        picture = {"path": path, "alt": alt} if alt else path
        return path.startswith("static/") and self._once("thumbnail", picture)

    def _prose(self, field: str, text: str) -> bool:
        if field == "note":
            self.draft.note = self.draft.note or text
            return self.draft.note == text
        if not self._is_markdown:
            text = marked_line(text) if field == "summary" else marked_text(text)
        return self._once(field, text)

    def _day(self, field: str, name: str, text: str) -> bool:
        found, is_all = read_day(text)
        if not found:
            self.problem(f"{name}: {shown(text)} is no date")
            return False
        if not is_all:
            self.problem(f"{name}: only {found} of {shown(text)} is a date")
        is_year = field == "year" and len(found) == len("2015")
        taken = self._parts.take("year", name, found) if is_year else self._once("date", found)
        return taken and is_all

    def _type(self, name: str, text: str) -> bool:
        found = read_type(text)
        if found is None:
            self.problem(f"{name}: {shown(text)} is no kind of work that entries know")
            return False
        return not found or (self._once("type", found) and is_all_of(text))

    def _people(self, field: str, name: str, value: Any) -> bool:
        is_text = isinstance(value, str)
        found = people_of(value if is_text else [_unwrapped(item) for item in as_list(value)])
        if found.people and self._once(field, found.people):
            if found.notes:
                self.draft.keep(field_name(name, self.draft), value)
            for note in found.notes:
                self.problem(f"{name}: {note}", "what was written is kept under extra")
            if found.has_others:
                self.others(field)
            return True
        return False

    def others(self, field: str) -> None:
        """Remember that a list of people is not whole."""
        self.draft.fields.setdefault("extra", {}).setdefault("incomplete", []).append(field)
        self.problem(f"{field}: more people are meant than are named", "add who is missing")

    def _listed(self, field: str, value: Any) -> bool:
        if field == "topics" and not self._is_own and any(map(_is_map, as_list(value))):
            # Those of another vocabulary, whose ids say nothing here.
            names = [name_of(item) for item in as_list(value)]
            return self._listed("keywords", names) and not says_more(value, NAMES)
        words = [word for word in words_of(value) if word]
        if field == "collections":
            memberships = [membership(item) for item in as_list(value)]
            if memberships and all(isinstance(m, dict) and "id" in m for m in memberships):
                return self._once(field, [shorter(item) for item in memberships])
            # The titles of collections are none of their ids.
            if not all(word == slugify(word) for word in words):
                return False
        have = self.draft.fields.setdefault(field, [])
        have += [word for word in dict.fromkeys(words) if word not in have]
        return bool(words) and not (says_more(value, ("id", *NAMES)) and not self._is_own)

    def _venue(self, value: dict[str, Any]) -> bool:
        name = str(first_found(value, ("name", "title", "raw")))
        if not name or not self._once("venue", " ".join(name.split())):
            return False
        for key, item in value.items():
            if field_of(key) in {"volume", "issue", "pages", "publisher"}:
                self.put(key, item)
        read = {"volume", "issue", "pages", "publisher"}
        rest = {
            key: item
            for key, item in value.items()
            if item not in (*_NOTHING, name) and field_of(key) not in read
        }
        if rest:
            self.draft.keep("venue", rest)
        return True

    def _ids(self, value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        taken = True
        for name, item in value.items():
            known = field_of(name)
            kind = name if self._is_own else name.lower()
            kind = known.removeprefix("ids.") if known.startswith("ids.") else kind
            text = as_text(first_of(item))
            if text is None:
                self.draft.keep(name, item)
                continue
            taken = self._id(kind, text) and taken
            if isinstance(item, list) and len(item) > 1:
                self.draft.keep(kind, item[1:])
        return taken

    def _id(self, kind: str, text: str) -> bool:
        if _ADDRESS.match(text):
            return self._addresses("", text)
        if kind in {"isbn", "issn"}:
            text, *others = re.split(r"[;,|\s]+", text) if " " in text or ";" in text else [text]
            if others:
                self.draft.keep(kind, others)
        ids = self.draft.fields.setdefault("ids", {})
        if kind == "doi":
            text = re.sub(r"^doi:\s*", "", text, flags=re.IGNORECASE).strip()
            for other, found in ids_of_doi(text).items():
                if other != "doi":
                    ids.setdefault(other, found)
        return bool(ids.setdefault(kind, text) == text)

    def _links(self, value: Any) -> bool:
        if isinstance(value, dict):
            return every(self._addresses(link_kind(kind), item) for kind, item in value.items())
        taken = True
        for item in as_list(value):
            if isinstance(item, dict) and as_text(item.get("url")):
                kind = self._kind(str(item.get("kind") or item.get("type") or ""))
                url, label = self._stored(str(item["url"])), str(item.get("label") or "")
                is_address = bool(_ADDRESS.match(url)) or url.startswith("static/")
                if is_address:
                    is_all = item.keys() <= {"kind", "type", "url", "label"}
                    taken = self.link(url, kind, label) and is_all and taken
                else:
                    self.draft.keep("link", item)
            else:
                taken = self._addresses("", item) and taken
        return taken

    def _kind(self, name: str) -> str:
        """The kind of a link or id: in exports of ours it is what it is called."""
        return name if self._is_own else link_kind(name)

    def _stored(self, url: str) -> str:
        """An address; what lies in static/ our exports call by its place on the site."""
        is_path = self._is_own and not re.match(r"[A-Za-z][\w+.-]*:|//", url)
        return f"static/{unquote(url)}" if is_path else url

    def _addresses(self, kind: str, value: Any) -> bool:
        if isinstance(value, dict):
            url = value.get("url") or value.get("href") or ""
            return self._addresses(kind, url) and not says_more(value, ("url", "href"))
        if isinstance(value, list):
            return every(self._addresses(kind, item) for item in value)
        if not isinstance(value, str):
            return False
        found = _ADDRESS.findall(value)
        if not found:
            path = self._stored(value.strip())
            is_path = path.startswith("static/")
            return is_path and self.link(path, kind or "page")
        left = re.sub(r"[\s,;|]+", "", _ADDRESS.sub("", value))
        return every(self.link(ended(url), kind) for url in found) and not left

    def link(self, url: str, kind: str = "", label: str = "") -> bool:
        """Take in an address: its ids, and itself as a link unless it only repeats an id."""
        said = read_address(url)
        ids, is_told = said.tell(self.draft.fields.get("ids", {}), kind)
        if ids:
            self.draft.fields.setdefault("ids", {}).update(ids)
        if is_told and not label:
            return True
        kind = kind or said.kind
        links = self.draft.fields.setdefault("links", [])
        link = {"kind": kind, "url": url} | ({"label": label} if label else {})
        if link not in links:
            links.append(link)
        return True


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _unwrapped(person: Any) -> Any:
    # OpenAlex tells of a person and of the authorship in one map.
    inner = person.get("author") if isinstance(person, dict) else None
    if not isinstance(inner, dict):
        return person
    return {**{key: value for key, value in person.items() if key != "author"}, **inner}


def _by_kind(links: list[dict[str, str]]) -> dict[str, Any]:
    kinds: dict[str, Any] = {}
    for link in links:
        kinds.setdefault(link["kind"], []).append(link["url"])
    return {kind: urls[0] if len(urls) == 1 else urls for kind, urls in kinds.items()}


def describe(
    record: Mapping[str, Any],
    source: str,
    line: int,
    *,
    is_markdown: bool = False,
    extra: Mapping[str, str] | None = None,
) -> Draft:
    """The paper of a record as JSON and YAML have it; `extra`: what its place says of it."""
    record = unwrapped(record)
    is_own = "citation_key" in record and "status" in record
    described = Described(source, line, is_markdown=is_markdown or is_own, is_own=is_own)
    # Of several names of a title the plainest counts.
    for name in sorted(record, key=lambda name: name.lower() != "title"):
        described.put(name, record[name])
    for name, value in (extra or {}).items():
        described.draft.keep(name, value)
    draft = described.finish()
    fill_in(draft, record, source)
    return draft


WRAPPERS: Final = ("paper", "content", "attributes", "data", "_source", "item", "fields")
"""What the paper may be called in a record that says something of it beside."""


def unwrapped(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record whose paper stands within it, as one: `{"paper": {"title": …}, "added": …}`."""
    for name in WRAPPERS:
        inner = record.get(name)
        if isinstance(inner, dict) and has_title(inner):
            rest = [(key, value) for key, value in record.items() if key != name]
            return together([*inner.items(), *rest])
    return record


def has_title(record: Mapping[str, Any]) -> bool:
    """Whether a record names a paper by a title, rather than a list of papers."""
    named = any(is_title(name) and as_text(unlocked(record[name])) for name in record)
    return named and not any(
        isinstance(value, list)
        and value
        and isinstance(value[0], dict)
        and any(is_title(inner) or inner.lower() in LISTS for inner in value[0])
        for name, value in record.items()
        if name.lower() in LISTS and field_of(name) != "references"
    )


def section_of(record: Mapping[str, Any]) -> str:
    """What a list of papers is called in the record that holds it; empty if it has no name."""
    return next((record[name] for name in SECTIONS if isinstance(record.get(name), str)), "")


def sections(path: Sequence[str]) -> dict[str, str]:
    """What the headings above a paper say of it, as `extra` keeps it."""
    words = [" ".join(part.split())[:200] for part in path]
    return {"section": " / ".join(words)} if words else {}


def field_name(name: str, draft: Draft) -> str:
    """What a value without a field is called under `extra`: its own name, or its place."""
    return " ".join(name.split())[:100] or f"unnamed {len(draft.fields.get('extra', {})) + 1}"
