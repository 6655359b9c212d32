"""Colours as eyes see them: contrast, and how far apart they are, also to the colour-blind."""

import re
from collections.abc import Sequence
from itertools import combinations
from math import dist
from pathlib import Path

from papershelf.config import Config
from papershelf.theme import load_theme

Linear = tuple[float, float, float]
Matrix = Sequence[Sequence[float]]

AS_IT_IS: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
EYES: dict[str, Matrix] = {
    "most": AS_IT_IS,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What linear colours become to eyes: Machado, Oliveira and Fernandes (2009), severity 1."""
_TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def roles_of(theme: str) -> dict[str, tuple[str, str]]:
    """The colours `#rrggbb` of a packaged theme by role, with those of its map: light and dark."""
    loaded, _ = load_theme(Path("/nowhere"), Config.model_validate({"theme": theme}))
    css = loaded.sheet(["scales", "tokens"]) + loaded.assets["map.css"].decode()
    pattern = r"--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{3,6}),\s*(#[0-9a-f]{3,6})\)"
    return {name: (_long(light), _long(dark)) for name, light, dark in re.findall(pattern, css)}


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG between two colours `#rrggbb`: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colours: Sequence[str], eyes: Matrix = AS_IT_IS) -> float:
    """The distance in OKLab of the two colours that are most alike; black and white are 1 apart."""
    seen = [_oklab(_times(eyes, _linear(colour))) for colour in colours]
    return min(dist(one, other) for one, other in combinations(seen, 2))


def _linear(colour: str) -> Linear:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(matrix: Matrix, colour: Linear) -> Linear:
    one, two, three = (
        min(1.0, max(0.0, sum(factor * value for factor, value in zip(row, colour, strict=True))))
        for row in matrix
    )
    return one, two, three


def _oklab(colour: Linear) -> tuple[float, ...]:
    cones = [value ** (1 / 3) for value in _times(_TO_CONES, colour)]
    return tuple(
        sum(factor * value for factor, value in zip(row, cones, strict=True)) for row in _TO_OKLAB
    )
