"""Check a YAML tree against a declared form: every problem at once, each with its place."""

import ast
import inspect
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from textwrap import dedent
from typing import Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from papershelf.errors import Fix, Problem, Severity, suggest
from papershelf.fields import shown
from papershelf.source import Source
from papershelf.yamltext import Node, locate, plain

_KINDS = {dict: "a map", list: "a list", str: "a text", bool: "a text", int: "a number"}
_RANGES = {
    "greater_than_equal": ("too small", "ge", "or more"),
    "less_than_equal": ("too large", "le", "or less"),
}
_EXPECTED = {
    "string_type": ("a text", "write one text"),
    "list_type": ("a list", "write it as [one, two] or with a - before each"),
    "tuple_type": ("a list", "write it as [one, two] or with a - before each"),
    "dict_type": ("a map", "write it as name: value lines"),
    "model_type": ("a map", "write it as name: value lines"),
    "model_attributes_type": ("a map", "write it as name: value lines"),
    "bool_type": ("true or false", "write true or false"),
    "int_type": ("a whole number", "write digits only"),
    "float_type": ("a number", "for example 2.5"),
}


FormT = TypeVar("FormT", bound="Form")


class Form(BaseModel):
    """A map as a curator writes it; keys it does not know are kept and reported."""

    # Building every form at import would take a tenth of a second from builds that need few.
    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)
    keys_are_free: ClassVar[bool] = False
    """Whether keys beside the declared ones are the curator's own rather than mistakes."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The JSON Schema with the texts below the fields as their descriptions.

        Pydantic's own `use_attribute_docstrings` parses the source at import, which every build
        would pay for and only editors need.
        """
        reference = handler(core_schema)
        schema = handler.resolve_ref_schema(reference)
        for name, text in _field_texts(cls).items():
            schema["properties"][name].setdefault("description", text)
        return reference


def _field_texts(form: type[Form]) -> dict[str, str]:
    """The string below each field of a form, as its source has it."""
    declaration = ast.parse(dedent(inspect.getsource(form))).body[0]
    body = declaration.body if isinstance(declaration, ast.ClassDef) else []
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and field.target.id in form.model_fields
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


def check_form(form: type[FormT], node: Node, source: Source) -> tuple[FormT | None, list[Problem]]:
    """The checked form, or None when it has errors, with all its problems."""
    if not isinstance(node.value, dict):
        message = f"expected fields, found {_kind(node.value)}"
        return None, [
            source.problem(
                (node.line, node.column), message, "write name: value lines", rule="wrong-kind"
            )
        ]
    problems = list(_unknown(form, node, source, (), node))
    try:
        return form.model_validate(plain(node)), problems
    except ValidationError as error:
        problems += (_translate(form, node, source, dict(e)) for e in error.errors())
    return None, problems


def refusals(
    form: type[Form], fields: dict[str, Any], error: ValidationError
) -> Iterator[tuple[tuple[int | str, ...], Problem]]:
    """What a form refuses of fields that are in no file: where in them, and a problem nowhere."""
    node, source = _node(fields), Source("", ())
    for details in error.errors():
        yield (
            _real_steps(node, details["loc"]),
            _translate(form, node, source, dict(details)),
        )


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node(
            {key: _node(item) for key, item in value.items()}, 0, 0, dict.fromkeys(value, (0, 0))
        )
    if isinstance(value, list):
        return Node([_node(item) for item in value], 0, 0)
    return Node(value, 0, 0)


def salvage(form: type[FormT], node: Node, missing: dict[str, Any]) -> FormT | None:
    """The form of the fields without errors, with `missing` for those that it cannot do without.

    Errors of one field should not hide what is wrong with what the others refer to.
    """
    fields = {**missing, **plain(node)}
    try:
        return form.model_validate(fields)
    except ValidationError as error:
        for details in error.errors():
            fields.pop(str(details["loc"][0]) if details["loc"] else "", None)
    try:
        return form.model_validate({**missing, **fields})
    except ValidationError:
        return None


def field_name(path: Sequence[int | str]) -> str:
    """The name of a field for people: `authors[2].orcid`, counted from 1."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f"{'.' if name else ''}{step}"
    return name


def _translate(form: type[Form], node: Node, source: Source, error: dict[str, Any]) -> Problem:
    path = _real_steps(node, error["loc"])
    kind, value = error["type"], error.get("input")
    name = field_name(path)
    context = error.get("ctx", {})
    position = locate(node, path)
    if kind == "missing":
        missing = str(error["loc"][-1])
        if path and path[-1] == missing:
            # Written without a value.
            position = locate(node, path, key=True)
            return source.problem(
                position, f"{name}: is empty", _example(form, missing), rule="missing-field"
            )
        holder = f"{name}: " if name else ""
        return source.problem(
            position,
            f'{holder}"{missing}" is missing',
            _example(form, missing),
            rule="missing-field",
        )
    if error["loc"][-1] == "[key]":
        position = locate(node, path, key=True)
        name = field_name(path[:-1])
    rule, fix = "wrong-value", None
    if kind == "papershelf":
        message, hint = context["message"], context["hint"]
        if context["instead"] and error["loc"][-1] != "[key]":
            fix = Fix((context["instead"],))
    elif kind in _EXPECTED:
        expected, hint = _EXPECTED[kind]
        message = f"expected {expected}, found {_kind(value)}"
        rule = "wrong-kind"
    elif kind in {"literal_error", "enum"}:
        choices = re.findall("'([^']*)'", str(context["expected"]))
        nearest = suggest(value, choices) if isinstance(value, str) else ""
        found = shown(value) if isinstance(value, str) else _kind(value)
        message = f"{found} is not one of the choices"
        hint = f'did you mean "{nearest}"?' if nearest else f"choose from {', '.join(choices)}"
        rule = "unknown-kind"
    elif kind in _RANGES:
        size, bound, limit = _RANGES[kind]
        message, hint = f"{value} is {size}", f"{context[bound]:g} {limit}"
    elif kind == "too_short":
        message, hint = "is empty", "fill it in or remove the line"
        rule = "missing-field"
    else:
        message, hint = error["msg"][:1].lower() + error["msg"][1:], ""
    message = f"{name}: {message}" if name else message
    return source.problem(position, message, hint, rule=rule, fix=fix)


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "nothing")


def _example(form: type[Form], name: str) -> str:
    field = form.model_fields.get(name)
    examples = field.examples if field else None
    return f"for example {name}: {examples[0]}" if examples else f"write {name}: and its value"


def _real_steps(node: Node, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The steps that exist in the tree: pydantic also names the alternative that it tried.

    An alternative may be called like a key that is there, so the longest way counts.
    """
    if not loc:
        return ()
    step, rest = loc[0], loc[1:]
    inside_map = isinstance(node.value, dict) and step in node.value
    inside_list = isinstance(node.value, list) and isinstance(step, int) and step < len(node.value)
    passed_over = _real_steps(node, rest)
    if not (inside_map or inside_list):
        return passed_over
    taken = (step, *_real_steps(node.value[step], rest))
    return taken if len(taken) > len(passed_over) else passed_over


_FATE = {False: "it is kept, not shown", True: "it is left out"}
"""What becomes of an unknown field of an entry, and of one inside another field."""


def _unknown(
    form: type[Form], node: Node, source: Source, path: tuple[int | str, ...], root: Node
) -> Iterator[Problem]:
    for key, child in node.value.items():
        field = form.model_fields.get(key)
        if field is None:
            nearest = _nearest_field(form, key)
            hint = f'did you mean "{nearest}"?' if nearest else _FATE[bool(path)]
            yield source.problem(
                locate(root, (*path, key), key=True),
                f"unknown field {shown(field_name((*path, key)))}",
                hint,
                Severity.WARNING,
                rule="unknown-field",
            )
            continue
        if isinstance(child.value, dict):
            inner = _inner_form(form, key, inside_list=False)
            if inner is not None:
                yield from _unknown(inner, child, source, (*path, key), root)
        elif isinstance(child.value, list):
            inner = _inner_form(form, key, inside_list=True)
            for index, item in enumerate(child.value):
                if inner is not None and isinstance(item.value, dict):
                    yield from _unknown(inner, item, source, (*path, key, index), root)


@cache
def _inner_form(form: type[Form], key: str, *, inside_list: bool) -> type[Form] | None:
    return _form_of(form.model_fields[key].annotation, inside_list=inside_list)


@lru_cache(4096)
def _nearest_field(form: type[Form], key: str) -> str:
    # The same slip may stand in every entry of a long list.
    return suggest(key, form.model_fields)


def _form_of(annotation: Any, *, inside_list: bool) -> type[Form] | None:
    """The form that a map, or a map inside a list, has to follow; None where keys are free."""
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return None if inside_list or annotation.keys_are_free else annotation
    origin = get_origin(annotation)
    if origin is dict:
        return None
    if origin is list:
        item = get_args(annotation)[0]
        return _form_of(item, inside_list=False) if inside_list else None
    found = (_form_of(argument, inside_list=inside_list) for argument in get_args(annotation))
    return next((form for form in found if form is not None), None)
