"""Letters and signs beyond ASCII as LaTeX writes them: the one table."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

_WORDS: Final = (
    "æ ae Æ AE œ oe Œ OE ø o Ø O ł l Ł L å aa Å AA ß ss ẞ SS ı i ȷ j đ dj Đ DJ ð dh Ð DH þ th Þ TH "
    "ŋ ng Ŋ NG ơ ohorn Ơ OHORN ư uhorn Ư UHORN "
    "– textendash — textemdash ― textemdash … textellipsis • textbullet "
    "‘ textquoteleft ’ textquoteright “ textquotedblleft ” textquotedblright "
    "‚ quotesinglbase „ quotedblbase ‹ guilsinglleft › guilsinglright "
    "« guillemotleft » guillemotright ¡ textexclamdown ¿ textquestiondown "
    "† textdagger ‡ textdaggerdbl § textsection ¶ textparagraph ° textdegree "
    "© textcopyright ® textregistered ™ texttrademark ª textordfeminine º textordmasculine "
    "£ textsterling € texteuro ¥ textyen ¢ textcent ‰ textperthousand "
    "¹ textonesuperior ² texttwosuperior ³ textthreesuperior "
    "¼ textonequarter ½ textonehalf ¾ textthreequarters µ textmu"
)
# From а to я, in the order of Unicode, and the letters of other alphabets than the Russian.
_RUSSIAN: Final = (
    "a b v g d e zh z i ishrt k l m n o p r s t u f h c ch sh shch hrdsn ery sftsn erev yu ya"
)
_CYRILLIC: Final = "ё yo є ie і ii ї yi ґ gup ў ushrt ђ dje ј je љ lje њ nje ћ tshe џ dzhe ѕ dze"
_GREEK: Final = (
    "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu "
    "ν nu ξ xi π pi ρ rho ς varsigma σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega "
    "ϑ vartheta ϕ phi ϖ varpi ϱ varrho ϵ epsilon "
    "Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega"
)
_SIGNS: Final = (
    "± pm × times ÷ div · cdot ∗ ast ∘ circ ∙ bullet ⋆ star ⊕ oplus ⊗ otimes ⊙ odot ¬ neg "
    "≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ∼ sim ≃ simeq ≅ cong ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ "
    "→ rightarrow ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow "
    "↑ uparrow ↓ downarrow ↦ mapsto ∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq "
    "∪ cup ∩ cap ∖ setminus ∧ wedge ∨ vee ∀ forall ∃ exists ∅ emptyset ∞ infty ∂ partial ∇ nabla "
    "∑ sum ∏ prod ∫ int √ surd ∠ angle ⊥ perp ∥ parallel ∣ mid ⊢ vdash ⊤ top ⟨ langle ⟩ rangle "
    "⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil ℓ ell ℏ hbar ℵ aleph ♯ sharp ♭ flat ♮ natural ⋯ cdots "
    "△ triangle ♠ spadesuit ♣ clubsuit ♥ heartsuit ♦ diamondsuit"
)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    return zip(words[::2], words[1::2], strict=True)


def _cyrillic() -> Iterator[tuple[str, str]]:
    russian = ((chr(ord("а") + place), name) for place, name in enumerate(_RUSSIAN.split()))
    for letter, name in (*russian, *_pairs(_CYRILLIC)):
        yield letter, rf"\cyr{name}"
        yield letter.upper(), rf"\CYR{name.upper()}"


TEXT: Final[Mapping[str, str]] = MappingProxyType(
    {sign: f"\\{name}" for sign, name in _pairs(_WORDS)} | dict(_cyrillic())
)
"""Commands of running text. Those that are not in every font's encoding are in T1, T2A or T5."""

MATHS: Final[Mapping[str, str]] = MappingProxyType(
    {sign: f"\\{name}" for sign, name in (*_pairs(_GREEK), *_pairs(_SIGNS))}
    | {letter: rf"\mathbb{{{plain}}}" for letter, plain in zip("ℂℕℙℚℝℤ", "CNPQRZ", strict=True)}
    | {"−": "-"}
)
"""Commands that stand in formulas only."""

ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "\u0300": "`",
        "\u0301": "'",
        "\u0302": "^",
        "\u0303": "~",
        "\u0304": "=",
        "\u0306": "u",
        "\u0307": ".",
        "\u0308": '"',
        "\u0309": "h",
        "\u030a": "r",
        "\u030b": "H",
        "\u030c": "v",
        "\u0323": "d",
        "\u0326": "textcommabelow",
        "\u0327": "c",
        "\u0328": "k",
        "\u0331": "b",
    }
)
"""Commands that set a combining mark above or below their argument."""

BELOW: Final = frozenset({"d", "textcommabelow", "c", "k", "b"})
"""Those that leave the dots of i and j alone."""

MATHS_ACCENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "\u0300": "grave",
        "\u0301": "acute",
        "\u0302": "hat",
        "\u0303": "tilde",
        "\u0304": "bar",
        "\u0306": "breve",
        "\u0307": "dot",
        "\u0308": "ddot",
        "\u030c": "check",
        "\u0342": "tilde",
    }
)
"""The same in formulas."""

PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys("\u2010\u2011\u2012", "-"),
        "\u2044": "/",
        "\u2032": "'",
        "\u2033": "'{}'",
        # Greek capitals that look like Latin ones and the omicron have no command.
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo", strict=True)),
    }
)
"""What looks the same in ASCII."""
