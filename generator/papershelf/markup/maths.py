"""TeX maths to MathML that holds nothing but allow-listed elements, attributes and classes."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Final

from math_core import LatexError, LatexToMathML

from papershelf.markup.mathml import UnexpectedOutputError, rewrite

# math-core crashes the process on some 6,000 nested groups.
LONGEST: Final = 2_000
DEEPEST: Final = 100
_LARGEST_OUTPUT: Final = 200_000

_MACROS: Final = (
    ("nicefrac", r"{}^{#1}\!/\!{}_{#2}"),
    ("mathds", r"\mathbb{#1}"),
    ("mathbbm", r"\mathbb{#1}"),
    ("mbox", r"\text{#1}"),
    ("substack", r"\begin{subarray}{c}#1\end{subarray}"),
    ("ensuremath", r"#1"),
    ("xspace", r""),
)
# A definition can expand to a formula of any size and depth.
_DEFINITION: Final = re.compile(
    r"\\(?:[egx]?def|(?:future)?let|(?:re|provide)?(?:new)?command|newenvironment"
    r"|DeclareMathOperator)(?![A-Za-z])"
)
# Each line in an array's column specification is repeated in every row.
_MANY_LINES: Final = re.compile(r"(?:[|:]\s*){9}")
_GROUPS: Final = re.compile(r"\\(?P<word>left|right|begin|end)(?![A-Za-z])|\\.|[{}]", re.DOTALL)
_OPENING: Final = frozenset(["{", r"\left", r"\begin"])
_CLOSING: Final = frozenset(["}", r"\right", r"\end"])
_OFFSET: Final = re.compile(r"^\d+: ")


@dataclass(frozen=True, slots=True)
class Formula:
    """A converted formula: its HTML, and why it could not be converted ("" if it could)."""

    html: str
    reason: str = ""


@lru_cache(maxsize=8192)
def convert(tex: str, *, display: bool) -> Formula:
    """Return `tex` as MathML, or as escaped code with the reason why it is not maths."""
    reason = _refusal(tex)
    if not reason:
        try:
            mathml = _converter().convert_with_local_state(tex, displaystyle=display)
            if len(mathml) <= _LARGEST_OUTPUT:
                return Formula(rewrite(mathml))
            reason = "it becomes too large"
        except LatexError as error:
            reason = _OFFSET.sub("", str(error)).rstrip(".")
        except UnexpectedOutputError as error:
            reason = str(error)
    return Formula(f'<code class="math-error">{escape(tex)}</code>', reason)


def _refusal(tex: str) -> str:
    if len(tex) > LONGEST:
        return f"it is longer than {LONGEST:,} characters"
    if _depth(tex) > DEEPEST:
        return f"it is nested deeper than {DEEPEST} levels"
    if _DEFINITION.search(tex):
        return "definitions of commands are not allowed"
    if r"\begin" in tex and _MANY_LINES.search(tex):
        return "it has too many lines between columns"
    return ""


def _depth(tex: str) -> int:
    depth = deepest = 0
    for found in _GROUPS.finditer(tex):
        sign = found[0]
        if sign in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        elif sign in _CLOSING:
            depth -= 1
    return deepest


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(macros=dict(_MACROS), fancy_error=False)
