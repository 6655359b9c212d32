"""Rewrite math-core's MathML: styles to classes, identifiers and links dropped, sizes bounded."""

import re
from types import MappingProxyType
from typing import Final


class UnexpectedOutputError(Exception):
    """The converter wrote something that is not on the allow-list."""


_ELEMENT_NAMES: Final = (
    "math maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot "
    "mrow mspace msqrt msub msubsup msup mtable mtd mtext mtr munder munderover "
    "b code em i s span u"
)
ELEMENTS: Final = frozenset(_ELEMENT_NAMES.split())
_ATTRIBUTE_NAMES: Final = (
    "accent accentunder display displaystyle fence form largeop linethickness lspace mathvariant "
    "maxsize minsize movablelimits rspace scriptlevel separator stretchy symmetric voffset width "
    "height depth columnspan rowspan"
)
ATTRIBUTES: Final = frozenset(_ATTRIBUTE_NAMES.split())

# What a length may be at most, in em: larger ones could cover other parts of a page.
_BOUNDS: Final = MappingProxyType(
    {"width": 20.0, "lspace": 4.0, "rspace": 4.0, "minsize": 4.0, "maxsize": 4.0}
)
_BOUND: Final = 1.0
_LENGTH: Final = re.compile(r"(-?[0-9]*\.?[0-9]+)(?:r?em|ex)")
_KEYWORD: Final = re.compile(r"[a-z]+|[0-9]{1,3}")

_TAG: Final = re.compile(r'<(/?)([a-z]+)((?: [a-z]+="[^"<>]*")*) ?(/?)>')
_ATTRIBUTE: Final = re.compile(r' ([a-z]+)="([^"]*)"')
_STRIKE: Final = re.compile(r'<mrow class="menclose-[a-z]+"></mrow>')

# An empty class: another declaration of the same style says it all.
_STYLES: Final = MappingProxyType(
    {
        "text-align:left": "math-left",
        "text-align:right": "math-right",
        "justify-items:start": "",
        "justify-items:end": "",
        "padding-left:0": "math-close-left",
        "padding-right:0": "math-close-right",
        "padding-left:1em": "math-gap",
        "padding-top:0": "math-tight",
        "padding-bottom:0": "",
        "padding-left:0.1em": "math-rule",
        "padding-right:0.1em": "",
        "padding-top:0.1667em": "math-cfrac",
        "padding-left:0.1667em": "math-before-3",
        "padding-left:0.2222em": "math-before-4",
        "padding-left:0.2778em": "math-before-5",
        "padding-right:0.1667em": "math-after-3",
        "padding-right:0.2222em": "math-after-4",
        "padding-right:0.2778em": "math-after-5",
        "margin-left:-0.16666667em": "math-back-3",
        "margin-left:-0.22222222em": "math-back-4",
        "margin-left:-0.2777778em": "math-back-5",
        "width:100%": "math-wide",
        "width:50%": "math-half",
        "width:7.5%": "math-margin",
        "font-variant-caps:small-caps": "math-small-caps",
        "math-shift:compact": "math-cramped",
        **{f"font-size:{n}%": f"math-size-{n}" for n in (50, 60, 70, 80, 90)},
        **{f"font-size:{n}%": f"math-size-{n}" for n in (120, 140, 170, 200, 250)},
        **{
            f"border-{side}:0.05em {line} currentcolor": f"math-{word}-{side}"
            for side in ("left", "right", "top")
            for line, word in (("solid", "line"), ("dashed", "dash"))
        },
    }
)
_CLASSES: Final = MappingProxyType(
    {"math-core-sans-serif-font": "math-sans", "math-core-serif-font": "math-serif"}
)
_NOTATIONS: Final = MappingProxyType(
    {
        "box": "math-box",
        "updiagonalstrike": "math-strike-up",
        "downdiagonalstrike": "math-strike-down",
        "actuarial": "math-actuarial",
        "phasorangle": "math-phasor",
    }
)
_CLASS_TABLES: Final = MappingProxyType(
    {"style": (";", _STYLES), "class": (" ", _CLASSES), "notation": (" ", _NOTATIONS)}
)
CLASSES: Final = frozenset(
    name for _, table in _CLASS_TABLES.values() for name in table.values() if name
)
"""Every class that `rewrite` can write."""


def rewrite(mathml: str) -> str:
    """Return the converter's output with allow-listed elements, attributes and classes only."""
    parts: list[str] = []
    position = 0
    # The strikes are drawn by the stylesheet, on the enclosing row.
    mathml = _STRIKE.sub("", mathml)
    for tag in _TAG.finditer(mathml):
        parts.append(_text(mathml[position : tag.start()]))
        parts.append(_tag(*tag.groups()))
        position = tag.end()
    parts.append(_text(mathml[position:]))
    return "".join(parts)


def _text(text: str) -> str:
    if "<" in text or ">" in text:
        raise UnexpectedOutputError("the converter wrote something that is not MathML")
    return text


def _tag(slash: str, name: str, attributes: str, closed: str) -> str:
    if name == "a":
        # A reference to an equation: its number stays, the link and its target go.
        return ""
    # MathML Core has no menclose.
    name = "mrow" if name == "menclose" else name
    if name not in ELEMENTS:
        raise UnexpectedOutputError(f"the converter wrote the element {name}")
    return f"<{slash}{name}{_attributes(attributes) if attributes else ''}{closed}>"


def _attributes(source: str) -> str:
    kept: list[str] = []
    classes: list[str] = []
    for name, value in _ATTRIBUTE.findall(source):
        if name in _CLASS_TABLES:
            separator, table = _CLASS_TABLES[name]
            classes += [table.get(_normal(part), "") for part in value.split(separator)]
        elif name in ATTRIBUTES and _is_bounded(name, value):
            kept.append(f' {name}="{value}"')
    named = " ".join(dict.fromkeys(name for name in classes if name))
    return (f' class="{named}"' if named else "") + "".join(kept)


def _normal(declaration: str) -> str:
    return declaration.strip().replace(": ", ":")


def _is_bounded(name: str, value: str) -> bool:
    length = _LENGTH.fullmatch(value)
    if length:
        return abs(float(length[1])) <= _BOUNDS.get(name, _BOUND)
    return _KEYWORD.fullmatch(value) is not None
