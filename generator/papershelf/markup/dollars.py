"""Parser rules for `$inline$` and `$$displayed$$` maths.

The dollarmath plugin's own rules are not used: they look at the last character of a text when
`$` is its first, read past the end of a link's label, and search a whole text for each `$$`.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

# Neither space inside the dollars nor a digit outside them, so that "$5 and $10" stays money.
_SINGLE: Final = re.compile(r"(?<![\d$])\$(?![\s$])((?:[^$\\]|\\.)++)(?<!\s)\$(?![\d$])", re.DOTALL)
_DOUBLE: Final = re.compile(r"\$\$(?!\$)((?:[^$\\]|\\.)++)\$\$(?!\$)", re.DOTALL)


def install(parser: MarkdownIt) -> None:
    """Add both rules: tokens `math_inline`, `math_inline_double` and `math_block`."""
    parser.inline.ruler.before("escape", "math_inline", _inline)
    interrupted = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "math_block", _block, {"alt": interrupted})


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found, kind = _SINGLE.match(state.src, state.pos, state.posMax), "math_inline"
    if found is None:
        found, kind = _DOUBLE.match(state.src, state.pos, state.posMax), "math_inline_double"
    if found is None or not found[1].strip():
        return False
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = found[1].strip()
    state.pos = found.end()
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", position):
        return False
    lines = [state.src[position + 2 : state.eMarks[start]].rstrip()]
    last = start
    # A blank line or another pair of dollars ends the search, which keeps it linear in the text.
    while "$$" not in lines[-1]:
        last += 1
        if last >= end or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            return False
        begin = state.bMarks[last] + state.tShift[last]
        lines.append(state.src[begin : state.eMarks[last]].rstrip())
    head, _, tail = lines.pop().partition("$$")
    content = "\n".join([*lines, head]).strip()
    if tail or not content:
        return False
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = content
        token.map = [start, last + 1]
        state.line = last + 1
    return True
