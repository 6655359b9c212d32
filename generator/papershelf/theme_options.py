"""Options of a theme: what it declares, what a shelf sets, and the values that templates see."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from papershelf.errors import Location, Problem, Severity, did_you_mean
from papershelf.fields import Line, Slug, Text, listed, read_boolean, shown
from papershelf.forms import Form

OptionValue = str | bool | int | tuple[str, ...]
"""A text for colours, choices and texts; several choices as a tuple."""

_COLOUR = r"#[0-9a-fA-F]{3,8}|[a-z]+|(rgb|hsl|oklch|oklab|lch|lab)\([\d.,%/ a-z\-]+\)"
_INTEGER = r"-?\d{1,9}"

Written = Annotated[list[Line], BeforeValidator(listed, json_schema_input_type=Line | list[Line])]
"""A value as YAML has it: a text, or a list of texts."""


class OptionForm(Form):
    """An option that a shelf may set under `theme_options` in site.yaml."""

    name: Slug
    """Its name."""
    type: Literal["colour", "choice", "choices", "boolean", "integer", "text"]
    """What values it takes; `choices` takes several, and their order counts."""
    default: Written = Field(default=[])
    """Its value where the shelf gives none."""
    description: Text
    """What it does, in one sentence."""
    choices: Written = Field(default=[])
    """Of a choice, or of several: the values there are."""


def option_values(
    declared: Mapping[str, OptionForm], written: Mapping[str, Sequence[str]], place: Location
) -> tuple[dict[str, OptionValue], list[Problem]]:
    """The value of every declared option, with the problems of those that a shelf has written."""
    values = {name: _value(option, option.default) for name, option in declared.items()}
    problems: list[Problem] = []
    for name, texts in written.items():
        option = declared.get(name)
        if option is None:
            hint = did_you_mean(name, list(declared), noun="options of the theme")
            unknown = f'unknown theme option "{name}"'
            problems.append(Problem(place, unknown, hint, Severity.WARNING))
        elif told := misfit(option, texts):
            message, hint = told
            problems.append(Problem(place, f'theme option "{name}": {message}', hint))
        else:
            values[name] = _value(option, texts)
    return values, problems


def misfit(option: OptionForm, texts: Sequence[str]) -> tuple[str, str] | None:
    """Why a value will not do and what would; None if it does."""
    if option.type == "choices":
        wrong = [text for text in texts if text not in option.choices]
        if wrong:
            return f"{shown(wrong[0])} will not do", f"use any of {', '.join(option.choices)}"
        if len(set(texts)) < len(texts):
            return "a value stands twice", "name each once"
        return None
    use = ", ".join(option.choices) or f"a value of the type {option.type}"
    if len(texts) != 1:
        return f"{len(texts)} values where one is expected", f"use {use}"
    [text] = texts
    return None if _fits(option, text) else (f"{shown(text)} will not do", f"use {use}")


def _fits(option: OptionForm, text: str) -> bool:
    match option.type:
        case "choice":
            return text in option.choices
        case "boolean":
            return read_boolean(text) is not None
        case "integer":
            return bool(re.fullmatch(_INTEGER, text))
        case "colour":
            return bool(re.fullmatch(_COLOUR, text))
    return True


def _value(option: OptionForm, texts: Sequence[str]) -> OptionValue:
    if option.type == "choices":
        return tuple(texts)
    text = texts[0] if texts else ""
    if option.type == "boolean":
        return read_boolean(text) or False
    if option.type == "integer":
        return int(text or 0)
    return text
