"""Colours as themes write them, and the ramps of shades that a card is drawn with."""

import math
import re
from collections.abc import Sequence

Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""

_HEX = re.compile("#[0-9a-fA-F]{3,8}")
_CALL = re.compile(r"(rgb|hsl|oklch|oklab)\(([^()]*)\)")
_NUMBER = re.compile(r"-?\d*\.?\d+%?")
_DARKEST_LIGHT, _LIGHTEST_DARK = 0.755, 0.45


def read_colour(text: str) -> Colour | None:
    """A colour of CSS; None for what is none, or for a way of writing it that is not known here."""
    text = text.strip().lower()
    if _HEX.fullmatch(text):
        digits = text[1:]
        if len(digits) in {3, 4}:
            digits = "".join(digit * 2 for digit in digits)
        red, green, blue = (int((digits + "000000")[i : i + 2], 16) for i in (0, 2, 4))
        return red, green, blue
    call = _CALL.fullmatch(text)
    if call:
        return _called(call[1], _NUMBER.findall(call[2]))
    return _named(text)


def _named(text: str) -> Colour | None:
    from PIL import ImageColor

    try:
        red, green, blue = ImageColor.getrgb(text)[:3]
    except ValueError:
        return None
    return red, green, blue


def _called(name: str, written: Sequence[str]) -> Colour | None:
    if len(written) < 3:
        return None

    def number(place: int, whole: float) -> float:
        text = written[place]
        return float(text[:-1]) / 100 * whole if text.endswith("%") else float(text)

    if name == "rgb":
        return _whole(number(0, 255) / 255, number(1, 255) / 255, number(2, 255) / 255)
    if name == "hsl":
        return _from_hsl(number(0, 360), number(1, 100) / 100, number(2, 100) / 100)
    if name == "oklab":
        return _from_oklab(number(0, 1), number(1, 0.4), number(2, 0.4))
    turn = math.radians(number(2, 360))
    chroma = number(1, 0.4)
    return _from_oklab(number(0, 1), chroma * math.cos(turn), chroma * math.sin(turn))


def readable(accent: Colour, page: Colour) -> Colour:
    """The accent made darker or lighter where it would be hard to read, as style sheets do."""
    light, a, b = _to_oklab(accent)
    if _to_oklab(page)[0] > 0.6:
        return accent if light <= _LIGHTEST_DARK else _from_oklab(_LIGHTEST_DARK, a, b)
    return accent if light >= _DARKEST_LIGHT else _from_oklab(_DARKEST_LIGHT, a, b)


def ramp(page: Colour, colour: Colour, steps: int) -> list[Colour]:
    """`steps` shades from the page, left out, to a colour."""

    def shade(part: int, share: float) -> int:
        return round(page[part] + (colour[part] - page[part]) * share)

    shares = (step / steps for step in range(1, steps + 1))
    return [(shade(0, share), shade(1, share), shade(2, share)) for share in shares]


def _whole(red: float, green: float, blue: float) -> Colour:
    def part(value: float) -> int:
        return round(255 * min(1.0, max(0.0, value)))

    return part(red), part(green), part(blue)


def _from_hsl(hue: float, saturation: float, light: float) -> Colour:
    def part(n: int) -> float:
        k = (n + hue / 30) % 12
        return light - saturation * min(light, 1 - light) * max(-1.0, min(k - 3, 9 - k, 1.0))

    return _whole(part(0), part(8), part(4))


def _to_oklab(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in colour)
    )
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(light: float, a: float, b: float) -> Colour:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (
        12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055
        for c in (max(0.0, part) for part in linear)
    )
    return _whole(red, green, blue)
