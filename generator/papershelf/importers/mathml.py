"""Formulas of MathML as TeX, as far as titles and abstracts have them."""

import re
from typing import Final
from xml.etree.ElementTree import Element

_SCRIPTS: Final = {
    "msup": (2, "{0}^{{{1}}}"),
    "msub": (2, "{0}_{{{1}}}"),
    "msubsup": (3, "{0}_{{{1}}}^{{{2}}}"),
    "mover": (2, r"\overset{{{1}}}{{{0}}}"),
    "munder": (2, "{0}_{{{1}}}"),
    "munderover": (3, "{0}_{{{1}}}^{{{2}}}"),
    "mfrac": (2, r"\frac{{{0}}}{{{1}}}"),
    "mroot": (2, r"\sqrt[{1}]{{{0}}}"),
}
"""How many parts an element has, and what they make."""
_ESCAPED: Final = re.compile(r"([#%&_{}$])")


def mathml_to_tex(element: Element) -> str:
    """The TeX of a formula; an element that is not known gives what it holds."""
    note = element.find(".//annotation[@encoding='application/x-tex']")
    if note is not None and note.text:
        return note.text.strip()
    return " ".join(_tex(element).split())


def _tex(element: Element) -> str:
    name = element.tag
    if name.startswith("annotation"):
        return ""
    if len(element) == 0:
        text = " ".join((element.text or "").split()).replace("\\", r"\backslash ")
        text = _ESCAPED.sub(r"\\\1", text)
        if name == "mtext" and text:
            return rf"\text{{{text}}}"
        return rf"\mathrm{{{text}}}" if name == "mi" and len(text) > 1 and text.isascii() else text
    parts = [_tex(child) for child in element]
    count, form = _SCRIPTS.get(name, (0, ""))
    if count == len(parts):
        base = f"{{{parts[0]}}}" if len(parts[0]) > 1 and form.startswith("{0}") else parts[0]
        return form.format(base, *parts[1:])
    if name == "msqrt":
        return rf"\sqrt{{{''.join(parts)}}}"
    if name == "mfenced":
        return f"{element.get('open', '(')}{','.join(parts)}{element.get('close', ')')}"
    return "".join(parts)
