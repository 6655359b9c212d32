"""What the schema says of a place: the order of its fields, and what its values are."""

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from papershelf.fields import Date, Day
from papershelf.formatting.scalars import Kind
from papershelf.forms import Form

_PROSE = frozenset({"abstract", "note"})
_TEXTS = ("summary", "abstract", "note")
_LAST = "extra"
_OPTIONS = "theme_options"


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at a place, as far as the schema says so."""

    kind: Kind = Kind.FREE
    form: type[Form] | None = None
    """What a map has to follow."""
    items: "Shape | None" = None
    """Of a list."""
    keys: Kind = Kind.FREE
    values: "Shape | None" = None
    """Of a map whose keys are free."""
    is_prose: bool = False
    """Whether a long text gets lines of its own even if it is a single one."""

    def item(self) -> "Shape":
        """An item of the list here."""
        return self.items or FREE

    def value(self, key: str) -> "Shape":
        """The value of a key of the map here."""
        if self.form is not None and key in self.form.model_fields:
            return _field(self.form, key)
        return self.values or FREE

    def rank(self, key: str) -> int:
        """Where a key comes in the map here: declared ones, others, what no field holds."""
        ranks = {} if self.form is None else _ranks(self.form)
        return ranks.get(key, len(ranks))


FREE = Shape()


@cache
def _ranks(form: type[Form]) -> dict[str, int]:
    names = [name for name in form.model_fields if name != _LAST]
    if _is_entry(form):
        # Who looks at an entry wants its title first, and no long text between the short fields.
        names = [name for name in names if name not in {"type", *_TEXTS}]
        names.insert(names.index("editors") + 1, "type")
        names += _TEXTS
    ranks = {name: rank for rank, name in enumerate(names)}
    if _is_entry(form):
        # Unknown ones come at the number of known ones.
        ranks[_LAST] = len(names) + 2
    return ranks


@cache
def _field(form: type[Form], key: str) -> Shape:
    if key == _OPTIONS:
        # The theme says what they are: texts, numbers or truth values.
        option = Shape(Kind.TRUTH | Kind.NUMBER)
        return Shape(values=Shape(option.kind, items=option))
    shape = _shape(form.model_fields[key].annotation)
    if key in _PROSE and _is_entry(form):
        return Shape(Kind.TEXT, is_prose=True)
    return shape


def _is_entry(form: type[Form]) -> bool:
    return _LAST in form.model_fields


def _shape(annotation: Any) -> Shape:
    if annotation in (Date, Day):
        return Shape(Kind.DATE)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin in (Union, types.UnionType):
        return _merged([_shape(argument) for argument in arguments])
    if origin is list:
        item = _shape(arguments[0])
        # One value where a list is meant is a list of one.
        return Shape(item.kind, item.form, item, item.keys, item.values)
    if origin is dict:
        return Shape(keys=_shape(arguments[0]).kind, values=_shape(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return Shape(form=annotation, values=Shape(Kind.TEXT) if annotation.keys_are_free else None)
    return Shape(_kind(annotation))


def _kind(annotation: Any) -> Kind:
    if annotation is str or get_origin(annotation) is Literal:
        return Kind.TEXT
    if annotation is bool:
        return Kind.TRUTH
    if annotation in (int, float):
        return Kind.NUMBER
    return Kind.FREE


def _merged(shapes: list[Shape]) -> Shape:
    kind, keys = Kind.FREE, Kind.FREE
    for shape in shapes:
        kind |= shape.kind
        keys |= shape.keys
    return Shape(
        kind,
        next((shape.form for shape in shapes if shape.form), None),
        next((shape.items for shape in shapes if shape.items), None),
        keys,
        next((shape.values for shape in shapes if shape.values), None),
    )


def entries_or_one(form: type[Form]) -> Shape:
    """A file that holds a map of this form or a list of them."""
    return Shape(form=form, items=Shape(form=form))
