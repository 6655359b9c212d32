"""The schema as JSON Schema for editors and as the field reference of the documentation."""

import json
from collections.abc import Iterator
from typing import Any

from papershelf.config import Config
from papershelf.forms import Form
from papershelf.schema import (
    LINK_KINDS,
    CollectionForm,
    EntryForm,
    FreePageForm,
    IdentityForm,
    TopicForm,
    VenueForm,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMS: dict[str, tuple[type[Form], bool, str]] = {
    "entry": (EntryForm, False, "A paper (content/papers)"),
    "collection": (CollectionForm, False, "A collection (header of content/collections/*.md)"),
    "site": (Config, False, "The settings of a shelf (content/site.yaml)"),
    "topics": (TopicForm, True, "The vocabulary (content/topics.yaml)"),
    "venues": (VenueForm, True, "The venues (content/venues.yaml)"),
    "authors": (IdentityForm, True, "Identities of people (content/authors.yaml)"),
    "page": (FreePageForm, False, "A free page (header of content/pages/*.md)"),
}


def json_schema(what: str) -> str:
    """The JSON Schema of one kind of file, as text."""
    form, is_list, title = _FORMS[what]
    schema = form.model_json_schema()
    if what == "entry":
        schema["anyOf"] = [{"required": ["authors"]}, {"required": ["editors"]}]
        # A file of papers/ may also hold a list of entries.
        schema = _listed(schema, optional=True)
    elif is_list:
        schema = _listed(schema, optional=False)
    schema = {"$schema": _DIALECT, **schema, "title": title}
    return json.dumps(_open(schema), ensure_ascii=False, indent=2) + "\n"


def _listed(schema: dict[str, Any], *, optional: bool) -> dict[str, Any]:
    definitions = schema.pop("$defs", {})
    definitions["Item"] = schema
    item = {"$ref": "#/$defs/Item"}
    many = {"type": "array", "items": item}
    return {**({"anyOf": [item, many]} if optional else many), "$defs": definitions}


def _open(value: Any) -> Any:
    """Numbers and booleans may be written bare, and whatever a form does not know is a warning."""
    if isinstance(value, dict):
        value = {key: _open(item) for key, item in value.items()}
        if value.get("type") == "object" and value.get("additionalProperties") is True:
            value["additionalProperties"] = True
        return value
    if isinstance(value, list):
        return [_open(item) for item in value]
    return value


def field_reference() -> str:
    """The page of the documentation that lists every field of every file."""
    lines = [
        "---",
        "title: Field reference",
        'summary: "Every field of every file, made from the schema that checks them."',
        "order: 40",
        "---",
        "",
        "This page is made from the schema: `papershelf schema --format markdown` prints it, and",
        "`papershelf schema` prints JSON Schema for your editor.",
        "",
    ]
    for form, _, title in _FORMS.values():
        lines += [f"## {title}", "", *_table(form), ""]
        for inner in _inner_forms(form):
            lines += [f"### {_form_title(inner)}", "", *_table(inner), ""]
    lines += ["## Kinds of links", ""]
    lines += [", ".join(f"`{kind}`" for kind in LINK_KINDS) + ".", ""]
    return "\n".join(lines)


def _table(form: type[Form]) -> Iterator[str]:
    schema = form.model_json_schema()
    required = set(schema.get("required", ()))
    yield "| field | kind | what it holds |"
    yield "| --- | --- | --- |"
    for name, details in schema["properties"].items():
        kind = _kind(details, schema.get("$defs", {}))
        text = " ".join(str(details.get("description", "")).split()).replace("|", "\\|")
        yield f"| `{name}`{' (required)' if name in required else ''} | {kind} | {text} |"


def _kind(details: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in details:
        name = details["$ref"].rpartition("/")[2]
        return f"map ({_words(name)})"
    if "enum" in details:
        return ", ".join(f"`{choice}`" for choice in details["enum"])
    for alternatives in ("anyOf", "oneOf"):
        if alternatives in details:
            kinds = [
                _kind(d, definitions) for d in details[alternatives] if d.get("type") != "null"
            ]
            return " or ".join(dict.fromkeys(kinds))
    if details.get("type") == "array":
        return f"list of {_kind(details.get('items', {}), definitions)}"
    if details.get("type") == "object":
        inner = details.get("additionalProperties")
        return f"map to {_kind(inner, definitions)}" if isinstance(inner, dict) else "map"
    names = {"string": "text", "integer": "whole number", "boolean": "`true` or `false`"}
    kind = details.get("type", "text")
    if isinstance(kind, list):
        return "date"
    return "address" if details.get("format") == "uri" else names.get(kind, kind)


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
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name.removesuffix("Form")).strip()


def _form_title(form: type[Form]) -> str:
    doc = (form.__doc__ or "").split("\n")[0].rstrip(".")
    return f"{_words(form.__name__).capitalize()}: {doc[:1].lower()}{doc[1:]}"
