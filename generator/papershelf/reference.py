"""The schema as JSON Schema for editors and as the field reference of the documentation."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from papershelf.config import Config
from papershelf.forms import Form
from papershelf.metrics import MetricsForm
from papershelf.schema import (
    LINK_KINDS,
    CollectionForm,
    DigestPageForm,
    EntryForm,
    FreePageForm,
    IdentityForm,
    TopicForm,
    VenueForm,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EITHER_OF = (("authors", "editors"), ("date", "year"))
"""Fields of an entry of which one will do; `validate` reports where both are missing."""


@dataclass(frozen=True, slots=True)
class _File:
    """A kind of file that curators write."""

    form: type[Form]
    heading: str
    where: str
    """In Markdown."""
    is_list: bool = False


_FILES = {
    "entry": _File(
        EntryForm,
        "Entries",
        "The header of `content/papers/*.md`, or a map (or each map of a list) in "
        "`content/papers/*.yaml`",
    ),
    "collection": _File(CollectionForm, "Collections", "The header of `content/collections/*.md`"),
    "site": _File(Config, "Settings", "`content/site.yaml`"),
    "topics": _File(
        TopicForm, "Topics", "Each map of the list in `content/topics.yaml`", is_list=True
    ),
    "venues": _File(
        VenueForm, "Venues", "Each map of the list in `content/venues.yaml`", is_list=True
    ),
    "authors": _File(
        IdentityForm, "Authors", "Each map of the list in `content/authors.yaml`", is_list=True
    ),
    "metrics": _File(MetricsForm, "Metrics", "`content/metrics.yaml`"),
    "page": _File(FreePageForm, "Pages", "The header of a file in `content/pages/`"),
    "digest": _File(
        DigestPageForm, "Digests", "The header of a file in `content/digests/`, which may lack one"
    ),
}


KINDS = tuple(_FILES)
"""The kinds of files that curators write."""


def json_schema(what: str) -> str:
    """The JSON Schema of one kind of file, as text."""
    return schema_text(schema_of(what))


def schema_text(schema: Mapping[str, Any]) -> str:
    """A JSON Schema as text."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def schema_of(what: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file, with titles and descriptions for people."""
    file = _FILES[what]
    schema = file.form.model_json_schema()
    if what == "entry":
        schema["allOf"] = [
            {"anyOf": [{"required": [name]} for name in names]} for names in _EITHER_OF
        ]
        # A file of papers/ may also hold a list of entries.
        schema = _listed(schema, optional=True)
    elif file.is_list:
        schema = _listed(schema, optional=False)
    title = f"{file.heading}: {file.where.replace('`', '')}"
    schema = {"$schema": _DIALECT, **_adapted(schema), "title": title}
    for form in (schema, *schema.get("$defs", {}).values()):
        for name, details in form.get("properties", {}).items():
            details["title"] = _title(name)
            if name not in form.get("required", ()):
                _allow_nothing(details)
    for name, form in schema.get("$defs", {}).items():
        form["title"] = _words(name).capitalize()
    return schema


def _allow_nothing(details: dict[str, Any]) -> None:
    """Let a field without a value be right: it is read as one that is left out."""
    nothing = {"type": "null"}
    if "anyOf" in details:
        if nothing not in details["anyOf"]:
            details["anyOf"].append(nothing)
    elif "$ref" in details:
        details["anyOf"] = [{"$ref": details.pop("$ref")}, nothing]
    elif "enum" in details:
        # As one of the words it would be proposed like the others.
        words = {key: details.pop(key) for key in ("type", "enum") if key in details}
        details["anyOf"] = [words, nothing]
    else:
        kinds = details["type"]
        details["type"] = [*(kinds if isinstance(kinds, list) else [kinds]), "null"]


_SPELT = {
    "acl": "ACL",
    "arxiv": "arXiv",
    "by": "Given by",
    "coins": "COinS",
    "dblp": "DBLP",
    "doi": "DOI",
    "id": "ID",
    "ids": "IDs",
    "isbn": "ISBN",
    "issn": "ISSN",
    "openreview": "OpenReview",
    "orcid": "ORCID",
    "pmid": "PMID",
    "url": "Address",
}


def _title(name: str) -> str:
    """The name of a field for people: `title_short` is "Title short"."""
    return _SPELT.get(name) or name.replace("_", " ").replace(" url", " address").capitalize()


def _listed(schema: dict[str, Any], *, optional: bool) -> dict[str, Any]:
    definitions = schema.pop("$defs", {})
    definitions["Item"] = schema
    item = {"$ref": "#/$defs/Item"}
    many = {"type": "array", "items": item}
    return {**({"anyOf": [item, many]} if optional else many), "$defs": definitions}


_KEYWORDS = {"ge": "minimum", "le": "maximum"}
"""Pydantic's words for bounds that follow a validator, with those of JSON Schema."""


def _adapted(value: Any) -> Any:
    """As editors need it: a text without a form of its own may be a bare number, `volume: 27`."""
    if isinstance(value, list):
        return [_adapted(item) for item in value]
    if not isinstance(value, dict):
        return value
    adapted = {_KEYWORDS.get(key, key): _adapted(item) for key, item in value.items()}
    if adapted.get("type") == "string" and not adapted.keys() & {"enum", "format", "pattern"}:
        adapted["type"] = ["string", "number"]
    return adapted


def field_reference() -> str:
    """The page of the documentation that lists every field of every file."""
    lines = [
        "---",
        "title: Field reference",
        "summary: Every field of every file, made from the schema that checks them.",
        "order: 80",
        "---",
        "`papershelf schema --format markdown` prints this page, and `papershelf schema` prints "
        "JSON Schema for your editor. Both come from the schema that `papershelf check` applies. "
        "A field that is not listed here is reported as a warning and kept as it was written.",
        "",
        "[Writing entries](entries.md) and [Collections](collections.md) explain the fields with "
        "examples.",
        "",
    ]
    for what, file in _FILES.items():
        lines += [f"## {file.heading}", "", f"{file.where}.", ""]
        lines += [*_table(file.form), ""]
        if what == "entry":
            pairs = " and ".join(f"one of `{one}` and `{other}`" for one, other in _EITHER_OF)
            lines += [f"Beside the title, {pairs} must be given.", ""]
        for inner in _inner_forms(file.form):
            lines += [f"### {_words(inner.__name__).capitalize()}", "", _said(inner), ""]
            lines += [*_table(inner), ""]
        if what == "entry":
            kinds = ", ".join(f"`{kind}`" for kind in LINK_KINDS)
            lines += ["### Kinds of links", ""]
            lines += [f"{kinds}. A link of another kind has a button with that word on it.", ""]
    return "\n".join(lines[:-1]) + "\n"


def _table(form: type[Form]) -> Iterator[str]:
    schema = form.model_json_schema()
    required = set(schema.get("required", ()))
    yield "| field | kind | what it holds |"
    yield "| --- | --- | --- |"
    for name, details in schema["properties"].items():
        field = f"`{name}` (required)" if name in required else f"`{name}`"
        text = " ".join(details.get("description", "").split()) + _default(details)
        yield f"| {field} | {_kind(details)} | {text} |"


def _default(details: dict[str, Any]) -> str:
    """What counts where the field is left out, unless that is nothing or has been said."""
    value = details.get("default")
    if not value or isinstance(value, dict) or "default:" in details.get("description", ""):
        return ""
    return f" Default: `{'true' if value is True else value}`."


_NAMES = {
    "string": ("text", "texts"),
    "integer": ("whole number", "whole numbers"),
    "number": ("number", "numbers"),
    "boolean": ("`true` or `false`", "`true` or `false`"),
}


def _kind(details: dict[str, Any], *, plural: bool = False) -> str:
    """What a value may be, in words."""
    if "$ref" in details:
        name = _words(details["$ref"].rpartition("/")[2])
        return f"{'maps' if plural else 'map'} ([{name}](#{name.replace(' ', '-')}))"
    if "enum" in details:
        return ", ".join(f"`{choice}`" for choice in details["enum"])
    for alternatives in ("anyOf", "oneOf"):
        if alternatives in details:
            given = [each for each in details[alternatives] if each.get("type") != "null"]
            kinds = list(dict.fromkeys(_kind(each, plural=plural) for each in given))
            return (", or " if any(" of " in each for each in kinds) else " or ").join(kinds)
    kind = details.get("type")
    if kind == "array":
        return f"{'lists' if plural else 'list'} of {_kind(details['items'], plural=True)}"
    if kind == "object":
        # Keys of a certain form stand there as a pattern.
        patterns = details.get("patternProperties", {}).values()
        each = next(iter(patterns), details.get("additionalProperties"))
        values = _kind(each, plural=True) if isinstance(each, dict) else "anything"
        return f"{'maps' if plural else 'map'} to {values}"
    if isinstance(kind, list):
        return "dates" if plural else "date"
    if details.get("format") == "uri":
        return "web addresses" if plural else "web address"
    if "pattern" in details:
        return "ids" if plural else "id"
    return _NAMES[str(kind)][plural]


def _inner_forms(form: type[Form]) -> list[type[Form]]:
    found: dict[str, type[Form]] = {}

    def visit(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, Form):
            found[annotation.__name__] = annotation
        for argument in getattr(annotation, "__args__", ()):
            visit(argument)

    for field in form.model_fields.values():
        visit(field.annotation)
    return list(found.values())


def _words(name: str) -> str:
    """The name of a form for people: `CollectionPaperForm` is a "collection paper"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name.removesuffix("Form")).strip()


def _said(form: type[Form]) -> str:
    return (form.__doc__ or "").split("\n")[0]
