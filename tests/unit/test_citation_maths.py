"""Maths of titles comes to BibTeX as maths only if it can do nothing but set a formula."""

import pytest
from tests.support.cited import paper, read_bibtex, text


def _title(title: str) -> str:
    return str(read_bibtex(text("bibtex", paper(title))).fields["title"])


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        (r"$\ell_2$ and $O(n\log n)$", r"$\ell_2$ and {$O(n\log n)$}"),
        (r"$\mathbb{R}^n$", r"{$\mathbb{R}^n$}"),
        (r"$\frac{1}{2}\,\alpha \to \infty$", r"$\frac{1}{2}\,\alpha \to \infty$"),
        (r"$\left\{x\right\}$", r"$\left\lbrace x\right\rbrace $"),
        (r"$5\%$", r"$5\%$"),
        (r"$\text{a \& b}$", r"$\text{a \& b}$"),
    ],
)
def test_ordinary_maths_stays_maths(title: str, latex: str) -> None:
    assert _title(title) == latex


@pytest.mark.parametrize(
    "tex",
    [
        r"\input{/etc/passwd}",
        r"\immediate\write18{ls}",
        r"\def\x{}",
        r"\alpha\def\x{}",
        r"\text{\input x}",
        r"^^5cinput x",
        r"\^^69nput x",
        r"\csname input\endcsname x",
        r"\catcode`x=0",
        r"\begin{filecontents}",
        r"\(x\)",
        "\\alphaé",
        r"\\input",
        "a # b",
        "a & b",
        "a % b",
        r"a\%%b",
    ],
)
def test_other_tex_is_escaped_as_text(tex: str) -> None:
    title = _title(f"A ${tex}$ net")
    signs = title.replace(r"\textbackslash{}", "").replace(r"\textasciicircum{}", "")
    for escaped in (r"\$", r"\#", r"\&", r"\%", r"\_", r"\textbraceleft{}", r"\textbraceright{}"):
        signs = signs.replace(escaped, "")
    assert title.startswith(r"A \$")
    assert title.endswith(r"\$ net")
    assert not set("\\#&%$^{}") & set(signs)


def test_maths_that_ends_in_a_backslash_does_not_take_the_dollar_along() -> None:
    assert _title("A $$a\\ $$ net") == r"A \$a\textbackslash{}\$ net"
