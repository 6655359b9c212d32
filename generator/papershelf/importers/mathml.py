"""MathML as TeX: the elements that titles and abstracts use."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from xml.etree.ElementTree import Element

_GREEK: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_SIGNS: Final = MappingProxyType(
    {
        **dict(zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", _GREEK.split(), strict=True)),
        "×": "times", "⋅": "cdot", "·": "cdot", "±": "pm", "≤": "le", "≥": "ge", "≠": "ne",
        "≈": "approx", "∼": "sim", "→": "to", "←": "leftarrow", "↔": "leftrightarrow",
        "⇒": "Rightarrow", "∞": "infty", "∈": "in", "∉": "notin", "⊂": "subset", "⊆": "subseteq",
        "∪": "cup", "∩": "cap", "∑": "sum", "∏": "prod", "∫": "int", "∂": "partial",
        "∇": "nabla", "√": "sqrt", "∀": "forall", "∃": "exists", "∅": "emptyset", "⊗": "otimes",
        "⊕": "oplus", "∥": "parallel", "⊥": "perp", "ℓ": "ell", "ϵ": "epsilon", "ϕ": "phi",
        "ε": "varepsilon", "φ": "varphi", "′": "prime", "…": "ldots", "⋯": "cdots", "∝": "propto",
        "≡": "equiv", "≪": "ll", "≫": "gg", "†": "dagger", "⟨": "langle", "⟩": "rangle",
    }
)  # fmt: skip
_SPECIAL: Final = MappingProxyType(str.maketrans({sign: f"\\{sign}" for sign in "%#&_{}$"}))
_FONTS: Final = MappingProxyType(
    {
        "double-struck": "mathbb",
        "script": "mathcal",
        "fraktur": "mathfrak",
        "bold": "mathbf",
        "sans-serif": "mathsf",
        "normal": "mathrm",
    }
)


def mathml_to_tex(element: Element) -> str:
    """The TeX of an element; what is no formula that TeX could show is empty."""
    written = (" ".join(tex.split()) for tex in (_annotation(element), _tex(element)))
    # A dollar or an unpaired brace would end the formula, or never.
    return next(
        (tex for tex in written if tex and _is_balanced(tex) and "$" not in tex.replace(r"\$", "")),
        "",
    )


def _annotation(element: Element) -> str:
    for child in element:
        if child.tag == "annotation" and "tex" in child.get("encoding", "").lower():
            return (child.text or "").strip()
        if found := _annotation(child):
            return found
    return ""


def _is_balanced(tex: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\.", "", tex):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _tex(element: Element) -> str:
    made = _MADE.get(element.tag)
    parts = [_tex(child) for child in element if not child.tag.startswith("annotation")]
    if made is not None and len(parts) == made[0]:
        return made[1](parts)
    if element.tag == "msqrt":
        return rf"\sqrt{{{' '.join(parts)}}}"
    if element.tag == "mfenced":
        inner = ",".join(parts)
        return f"{_sign(element.get('open', '('))}{inner}{_sign(element.get('close', ')'))}"
    own = _leaf(element) if (element.text or "").strip() else ""
    return " ".join(part for part in (own, *parts) if part)


def _leaf(element: Element) -> str:
    text = (element.text or "").strip().replace("\\", "")
    if element.tag in {"mtext", "ms"}:
        return rf"\text{{{text.translate(_SPECIAL)}}}"
    signs = "".join(map(_sign, text)).strip()
    font = _FONTS.get(element.get("mathvariant", ""))
    if font is None and element.tag == "mi" and len(text) > 1 and text.isalpha():
        font = "mathrm"
    return rf"\{font}{{{signs}}}" if font else signs


def _sign(sign: str) -> str:
    return rf"\{_SIGNS[sign]} " if sign in _SIGNS else sign.translate(_SPECIAL)


def _over(parts: list[str]) -> str:
    accent = _ACCENTS.get(parts[1].strip())
    return rf"\{accent}{{{parts[0]}}}" if accent else rf"\overset{{{parts[1]}}}{{{parts[0]}}}"


_ACCENTS: Final = MappingProxyType(
    {"^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "¯": "bar", "‾": "bar", "→": "vec",
     r"\to": "vec", "˙": "dot"}
)  # fmt: skip
_MADE: Final[Mapping[str, tuple[int, Callable[[list[str]], str]]]] = MappingProxyType(
    {
        "msub": (2, lambda p: f"{p[0]}_{{{p[1]}}}"),
        "msup": (2, lambda p: f"{p[0]}^{{{p[1]}}}"),
        "msubsup": (3, lambda p: f"{p[0]}_{{{p[1]}}}^{{{p[2]}}}"),
        "munder": (2, lambda p: f"{p[0]}_{{{p[1]}}}"),
        "munderover": (3, lambda p: f"{p[0]}_{{{p[1]}}}^{{{p[2]}}}"),
        "mover": (2, _over),
        "mfrac": (2, lambda p: rf"\frac{{{p[0]}}}{{{p[1]}}}"),
        "mroot": (2, lambda p: rf"\sqrt[{p[1]}]{{{p[0]}}}"),
    }
)
