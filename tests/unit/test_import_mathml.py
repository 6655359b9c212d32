"""Formulas of MathML as TeX."""

import pytest
from defusedxml.ElementTree import fromstring

from papershelf.importers.mathml import mathml_to_tex


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
        ("<mi>α</mi><mo>→</mo><mi>∞</mi>", r"\alpha \to \infty"),
        ("<mover><mi>y</mi><mo>^</mo></mover>", r"\hat{y}"),
        ('<mfenced open="⟨"><mi>u</mi><mi>v</mi></mfenced>', r"\langle u,v)"),
        ("<mi>log</mi><mi>n</mi>", r"\mathrm{log} n"),
        ("<mtext>if {a\\</mtext>", r"\text{if \{a}"),
    ],
)
def test_elements_of_mathml_become_the_tex_that_shows_the_same(mathml: str, tex: str) -> None:
    assert mathml_to_tex(fromstring(f"<math>{mathml}</math>")) == tex


def test_tex_that_would_end_the_formula_gives_way_to_what_the_elements_say() -> None:
    broken = '<annotation encoding="application/x-tex">x^{2</annotation>'
    formula = f"<math><semantics><msup><mi>x</mi><mn>2</mn></msup>{broken}</semantics></math>"

    assert mathml_to_tex(fromstring(formula)) == "x^{2}"
