"""TeX in a text to what people type for it; the browser's twin is `plainTex` in `tokenizer.js`."""

import re
from typing import Final

from papershelf.tokens.words import GREEK

# As markup reads dollars, so that "$5 and $10" stays money; and commands with what hangs on them.
_TEX: Final = re.compile(
    r"(?<![\d$\\])\$(?![ \n$])([^$]+)(?<![ \n\\])\$(?![\d$])"
    r"|\\[A-Za-z]+(?:[_^]?\{[^{}$]*\}|[_^]\w)*",
    # JavaScript's own classes.
    re.ASCII,
)
_BETWEEN_GROUPS: Final = re.compile(r"\} *\{")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)( *\{)?")
_SIGNS: Final = re.compile("[{}_^]")
_LETTERS: Final = {name: chr(code) for code, name in GREEK.items()} | {"ell": "l"}


def plain_tex(text: str) -> str:
    r"""Return `text` with its TeX as `words` would find it in Unicode.

    `$\ell_2$` becomes "l2" as "ℓ₂" does, `\mathbb{R}^n` "Rn" and `\alpha` "α". A command with an
    argument is dropped, the name of any other may be a word.
    """
    if "$" in text or "\\" in text:
        return _TEX.sub(_plain, text)
    return text


def _plain(found: re.Match[str]) -> str:
    tex = _BETWEEN_GROUPS.sub(" ", found[1] or found[0])
    return _SIGNS.sub("", _COMMAND.sub(_letter_or_name, tex))


def _letter_or_name(found: re.Match[str]) -> str:
    name: str = found[1]
    letter = _LETTERS.get(name.lower().removeprefix("var"))
    return letter or ("" if found[2] else f" {name} ")
