"""Markdown to plain text, for titles, descriptions, search and data."""

import re
from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from markdown_it.token import Token

from papershelf.markup import parse

_COMMAND_NAMES: Final = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "pi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma "
    "Upsilon Phi Psi Omega ell infty partial nabla hbar times cdot pm mp le leq ge geq ne neq "
    "approx sim simeq equiv ll gg in notin subset subseteq cup cap to rightarrow leftarrow "
    "Rightarrow mapsto forall exists sum prod int langle rangle ldots dots cdots circ degree star "
    "ast dagger"
)
_COMMAND_SIGNS: Final = (
    "α β γ δ ϵ ε ζ η θ ϑ ι κ λ μ ν ξ "
    "π ρ σ τ υ ϕ φ χ ψ ω Γ Δ Θ Λ Ξ Π Σ "
    "Υ Φ Ψ Ω ℓ ∞ ∂ ∇ ℏ × · ± ∓ ≤ ≤ ≥ ≥ ≠ ≠ "
    "≈ ∼ ≃ ≡ ≪ ≫ ∈ ∉ ⊂ ⊆ ∪ ∩ → → ← "
    "⇒ ↦ ∀ ∃ ∑ ∏ ∫ ⟨ ⟩ … … ⋯ ∘ ° ⋆ "
    "∗ †"
)
_COMMANDS: Final = MappingProxyType(
    dict(zip(_COMMAND_NAMES.split(), _COMMAND_SIGNS.split(), strict=True))
)
_FUNCTION_NAMES: Final = "arg cos deg det dim exp inf ln log max min mod sin sup tan"
_FUNCTIONS: Final = frozenset(_FUNCTION_NAMES.split())
_RAISED: Final = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_WRAPPED: Final = re.compile(
    r"\\(?:mathrm|mathit|mathbf|mathcal|mathsf|mathtt|text|textrm|textbf|textit|texttt|textsc|"
    r"emph|operatorname|bm|boldsymbol|rm|bf|it)\s*\{([^{}\\$]*)\}"
)
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)")
_SCRIPT: Final = re.compile(r"([\^_])(?:\{([0-9+\-n]+)\}|([0-9n]))")


def to_text(text: str) -> str:
    """Return inline Markdown without its marks, on one line; maths as Unicode or as its TeX."""
    text = parse.clean(text)
    if parse.is_plain(text) or len(text) > parse.LONGEST:
        return " ".join(text.split())
    return " ".join(inline_text(parse.parse_inline(text)).split())


def block_to_text(text: str) -> str:
    """Return block Markdown as plain text, one line for each paragraph, heading, item or cell."""
    text = parse.clean(text)
    if len(text) > parse.LONGEST:
        blocks: Iterable[str] = parse.paragraphs(text)
    elif parse.is_paragraph(text):
        blocks = (text,)
    else:
        blocks = (_block_text(token) for token in parse.parse_block(text))
    lines = (" ".join(block.split()) for block in blocks)
    return "\n".join(line for line in lines if line)


def _block_text(token: Token) -> str:
    if token.type == "math_block":
        return maths_to_text(token.content)
    if token.type in ("fence", "code_block"):
        return token.content
    return inline_text(token.children or ()) if token.type == "inline" else ""


def inline_text(tokens: Iterable[Token]) -> str:
    """Return the text that inline `tokens` show."""
    parts: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "code_inline":
                parts.append(token.content)
            case "math_inline" | "math_inline_double":
                parts.append(maths_to_text(token.content))
            case "image":
                parts.append(inline_text(token.children or ()))
            case "softbreak" | "hardbreak":
                parts.append("\n")
    return "".join(parts)


@lru_cache(maxsize=4096)
def maths_to_text(tex: str) -> str:
    """Return simple TeX as Unicode (`x^2` as "x²"), other TeX as it is."""
    plain = _WRAPPED.sub(r"\1", tex)
    plain = _COMMAND.sub(_command, plain)
    plain = plain.replace(r"\%", "%").replace(r"\,", " ").replace("~", " ")
    plain = _SCRIPT.sub(_script, plain)
    return tex if re.search(r"[\\{}^_&]", plain) else plain


def _command(found: re.Match[str]) -> str:
    name = found[1]
    return name if name in _FUNCTIONS else _COMMANDS.get(name, found[0])


def _script(found: re.Match[str]) -> str:
    body = found[2] or found[3]
    if found[1] == "^":
        return body.translate(_RAISED)
    return found[0] if "n" in body else body.translate(_LOWERED)
