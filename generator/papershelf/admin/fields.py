"""Fields of forms as Sveltia CMS has them, made from the JSON Schema that editors get too.

Where a form takes values of several shapes the program can edit only one of them, so each field has
alternatives; every alternative knows which written values it would keep.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from papershelf.yamltext import Node

Schema = Mapping[str, Any]

_BLOCK = "(Markdown)"
"""Said of texts of several lines; inline Markdown is called so."""
_FREE = "keyvalue"
"""Its widget for maps with free keys, which writes an empty map into every entry without one."""
_YES_OR_NO = ("true", "false")


@dataclass(frozen=True, slots=True)
class Field:
    """One way to edit a field."""

    config: Mapping[str, Any]
    """As the program has it, with name, label and hint left out."""
    holds: Callable[[Node], bool]
    """Whether it would write the value again as it was."""


def fields_of(
    schema: Schema,
    forms: Mapping[str, Schema],
    written: Sequence[Mapping[str, Node]],
    keys: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> tuple[list[dict[str, Any]], Callable[[Mapping[str, Node]], bool]]:
    """The fields of a form, each in the shape that most of `written` have.

    Also whether they would keep what stands in an entry. `forms`: the inner ones by their names.
    `keys`: the usual ones of fields whose keys are free, with their labels. Fields that no
    alternative can edit are left out; the program keeps them as they are.
    """
    required = {*schema.get("required", ())}
    for rule in schema.get("allOf", ()):
        # One of them is needed: the first, if all entries do with it.
        first = rule["anyOf"][0]["required"]
        if all(name in entry for name in first for entry in written):
            required.update(first)
    configs: list[dict[str, Any]] = []
    chosen: dict[str, Field] = {}
    for name, details in schema["properties"].items():
        alternatives = [_with_keys(each, keys.get(name)) for each in _alternatives(details, forms)]
        values = [entry[name] for entry in written if name in entry]
        if alternatives:
            # The first of those that hold most of them.
            field = max(alternatives, key=lambda each: sum(map(each.holds, values)))
            chosen[name] = field
            configs.append(_named(name, details, field, required=name in required))
    return configs, lambda entry: _holds(chosen, entry)


def _with_keys(field: Field, keys: Mapping[str, str] | None) -> Field:
    """A map with free keys as one with the usual ones, which keeps all others."""
    if field.config["widget"] != _FREE or not keys:
        return field
    inner = [
        {"name": key, "label": label, "widget": "string", "required": False}
        for key, label in keys.items()
    ]
    return Field({"widget": "object", "fields": inner}, field.holds)


def _holds(fields: Mapping[str, Field], values: Mapping[str, Node]) -> bool:
    return all(
        fields[name].holds(value)
        for name, value in values.items()
        if name in fields and value.value is not None
    )


def _named(name: str, details: Schema, field: Field, *, required: bool) -> dict[str, Any]:
    config = {"name": name, "label": details.get("title", name), **field.config}
    if config["widget"] == "string" and _BLOCK in details.get("description", ""):
        config["widget"] = "text"
    if "description" in details:
        config["hint"] = " ".join(details["description"].split())
    return {**config, "required": required}


def _alternatives(schema: Schema, forms: Mapping[str, Schema]) -> list[Field]:
    """The ways to edit a value, the preferred one first."""
    if "$ref" in schema:
        return [_map_of(forms[schema["$ref"].rpartition("/")[2]], forms)]
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return _of_several([each for each in schema[key] if each.get("type") != "null"], forms)
    if "enum" in schema:
        return [_choice(schema)]
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "array" in kinds:
        return [_list_of(each) for each in _alternatives(schema["items"], forms)]
    if "object" in kinds:
        values = schema.get("additionalProperties")
        one = values.get("anyOf", [values]) if isinstance(values, dict) else []
        takes_text = any(_is_text(way) for each in one for way in _alternatives(each, forms))
        return [Field({"widget": _FREE}, _is_plain_map)] if takes_text else []
    return [_scalar(schema, kinds)]


def _of_several(schemas: Sequence[Schema], forms: Mapping[str, Schema]) -> list[Field]:
    if len(schemas) > 1 and all("enum" in schema for schema in schemas):
        return [_choice(*schemas)]
    found = [field for schema in schemas for field in _alternatives(schema, forms)]
    if any(map(_is_list, found)):
        # One value alone is read as a list of one, and written so.
        return [each for each in found if _is_list(each) or each.config["widget"] == _FREE]
    if any(map(_is_text, found)):
        # Where any text will do, the words among the alternatives are only proposed.
        found = [field for field in found if field.config["widget"] != "select"]
    return found


def _is_text(field: Field) -> bool:
    return bool(field.config["widget"] == "string")


def _is_list(field: Field) -> bool:
    return bool(field.config["widget"] == "list" or "multiple" in field.config)


def _scalar(schema: Schema, kinds: Sequence[str]) -> Field:
    if "boolean" in kinds:
        # A check box would write what nobody said into every entry.
        options = [{"label": word, "value": word == "true"} for word in _YES_OR_NO]
        return Field({"widget": "select", "options": options}, _one_of(_YES_OR_NO))
    if kinds and set(kinds) <= {"integer", "number", "null"}:
        bounds = {"minimum": "min", "maximum": "max"}
        config = {name: schema[word] for word, name in bounds.items() if word in schema}
        kind = "int" if "integer" in kinds else "float"
        return Field({"widget": "number", "value_type": kind, **config}, _is_one)
    config = {"widget": "string"}
    # Its \w are the letters of English alone, ours those of all languages.
    if "pattern" in schema and r"\w" not in schema["pattern"]:
        return Field({**config, "pattern": [schema["pattern"], "is not as the hint says"]}, _is_one)
    return Field(config, _is_one)


def _choice(*schemas: Schema) -> Field:
    options = []
    for schema in schemas:
        words = schema["enum"]
        meanings = schema.get("enumDescriptions", words)
        for word, meaning in zip(words, meanings, strict=True):
            if isinstance(word, str):
                label = word if meaning == word else f"{meaning} ({word})"
                options.append({"label": label, "value": word})
    words = frozenset(option["value"] for option in options)
    return Field({"widget": "select", "options": options}, _one_of(words))


def _list_of(item: Field) -> Field:
    if item.config["widget"] == "select":
        return Field({**item.config, "multiple": True}, _each(item, may_stand_alone=True))
    if item.config["widget"] == "object":
        fields = item.config["fields"]
        return Field({"widget": "list", "fields": fields}, _each(item, may_stand_alone=False))
    return Field({"widget": "list"}, _each(item, may_stand_alone=True))


def _map_of(form: Schema, forms: Mapping[str, Schema]) -> Field:
    configs, holds = fields_of(form, forms, ())
    return Field(
        {"widget": "object", "fields": configs},
        lambda node: isinstance(node.value, dict) and holds(node.value),
    )


def _is_one(node: Node) -> bool:
    return isinstance(node.value, str)


def _one_of(words: Iterable[str]) -> Callable[[Node], bool]:
    known = frozenset(words)
    return lambda node: isinstance(node.value, str) and node.value in known


def _each(item: Field, *, may_stand_alone: bool) -> Callable[[Node], bool]:
    def holds(node: Node) -> bool:
        if isinstance(node.value, list):
            return all(map(item.holds, node.value))
        return bool(may_stand_alone and item.holds(node))

    return holds


def _is_plain_map(node: Node) -> bool:
    return isinstance(node.value, dict) and all(map(_is_one, node.value.values()))
