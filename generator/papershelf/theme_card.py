"""The colours of cards: what themes say of them, and what comes of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated

from pydantic import AfterValidator

from papershelf.drawing.look import CardColours
from papershelf.errors import did_you_mean
from papershelf.fields import Line, refusal, shown
from papershelf.forms import Form
from papershelf.theme_options import OptionForm, OptionValue

_HEX = re.compile("#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[\w.-]+")


def _colour(text: str) -> str:
    if not (_HEX.fullmatch(text) or _NAME.fullmatch(text)):
        raise refusal(
            f"{shown(text)} is no colour of a card",
            "write it as #8c2f1b, or name an option of the theme that is a colour",
        )
    return text


CardColour = Annotated[Line, AfterValidator(_colour)]


class CardForm(Form):
    """The colours of the pictures that social media show, as #8c2f1b or the name of an option."""

    page: CardColour | None = None
    """The paper."""
    text: CardColour | None = None
    """The title and the name of the shelf."""
    muted: CardColour | None = None
    """The authors."""
    rule: CardColour | None = None
    """The line below."""
    accent: CardColour | None = None
    """Venue and year, and one of the books."""


def card_colours(
    forms: Sequence[CardForm],
    declared: Mapping[str, OptionForm],
    options: Mapping[str, OptionValue],
) -> CardColours:
    """What the themes of a chain say, the most particular one first.

    Raises ValueError with what is wrong and what would do where one names an option that is none.
    """
    found = {}
    for role in fields(CardColours):
        written = next((said for form in forms if (said := getattr(form, role.name))), None)
        if written is not None:
            found[role.name] = _candidates(written, declared, options)
    return CardColours(**found)


def _candidates(
    written: str, declared: Mapping[str, OptionForm], options: Mapping[str, OptionValue]
) -> tuple[str, ...]:
    if written.startswith("#"):
        return (written,)
    colours = [name for name, option in declared.items() if option.type == "colour"]
    if written not in colours:
        hint = did_you_mean(written, colours, noun="options that are colours")
        raise ValueError(f"card: {shown(written)} is neither #8c2f1b nor such an option", hint)
    # The default stands in for a way of writing colours that only browsers know.
    return tuple(dict.fromkeys((str(options[written]), *declared[written].default)))
