"""The colours of mails: those of the theme by day, and what goes with them by night."""

from collections.abc import Sequence

import msgspec

from papershelf.drawing.colours import Colour, read_colour, readable
from papershelf.drawing.look import CardColours

_NIGHT_PAGE: Colour = (0x1D, 0x1B, 0x18)
_TEXT_CONTRAST = 7.0
_LEAST_CONTRAST = 4.5


class MailLook(msgspec.Struct, frozen=True):
    """Colours as `#8c2f1b`, each with the one that stands in for it where people read in the dark.

    None is pure black or white: programs that turn colours over do not take such for chosen ones.
    """

    page: str = "#f3efe5"
    sheet: str = "#fffdf8"
    tint: str = "#f4efe4"
    text: str = "#1d1b18"
    muted: str = "#655f56"
    rule: str = "#ddd6c9"
    accent: str = "#8c2f1b"
    on_accent: str = "#fffdf8"
    night_page: str = "#161513"
    night_sheet: str = "#1d1b18"
    night_tint: str = "#292622"
    night_text: str = "#ece7dd"
    night_muted: str = "#a9a194"
    night_rule: str = "#3b362f"
    night_accent: str = "#f0a592"
    night_on_accent: str = "#161513"


def mail_look(colours: CardColours) -> MailLook:
    """The look of a shelf, from the colours that its theme gives to cards.

    What cannot be read, or not well enough on the page, is as it is without a theme.
    """
    usual = MailLook()
    sheet = _first(colours.page)
    text = _first(colours.text)
    accent = _first(colours.accent)
    if sheet is None or text is None or accent is None:
        return usual
    if contrast(sheet, text) < _TEXT_CONTRAST or _light(sheet) < _light(text):
        # A theme that is dark by day would be turned over by every program that has a night.
        return _accented(usual, accent)
    sheet, text = _soft(sheet), _soft(text)
    muted = _first(colours.muted)
    page = _between(sheet, text, 0.05)
    if muted is None or contrast(muted, page) < _LEAST_CONTRAST:
        muted = _between(sheet, text, 0.75)
    rule = _first(colours.rule) or _between(sheet, text, 0.15)
    look = msgspec.structs.replace(
        usual,
        page=_written(page),
        sheet=_written(sheet),
        tint=_written(_between(sheet, text, 0.05)),
        text=_written(text),
        muted=_written(muted),
        rule=_written(rule),
        on_accent=_written(sheet),
    )
    return _accented(look, accent)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG between two colours, from 1 to 21."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _accented(look: MailLook, accent: Colour) -> MailLook:
    sheet = read_colour(look.sheet)
    by_day = readable(accent, sheet) if sheet else accent
    if sheet and contrast(by_day, sheet) < _LEAST_CONTRAST:
        return look
    by_night = readable(accent, _NIGHT_PAGE)
    return msgspec.structs.replace(
        look, accent=_written(_soft(by_day)), night_accent=_written(_soft(by_night))
    )


def _first(written: Sequence[str]) -> Colour | None:
    return next((found for text in written if (found := read_colour(text))), None)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _soft(colour: Colour) -> Colour:
    red, green, blue = (min(253, max(4, part)) for part in colour)
    return red, green, blue


def _light(colour: Colour) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
