"""Markdown text to tokens; what is too long to be parsed safely is told apart here."""

import re
from functools import cache, lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from papershelf.markup import dollars

LONGEST: Final = 100_000
"""Characters of a text that is still parsed; a longer one is shown as plain paragraphs."""

# XML forbids the controls, and a lone surrogate cannot be written as UTF-8.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")

# A text without these characters is itself, as inline Markdown.
_INLINE_SIGNS: Final = re.compile(r"[\\`*_~\[<&$\n\r]")
# A line without them that begins with a letter is a paragraph, as block Markdown.
_PARAGRAPH: Final = re.compile(r"[^\W\d_][^\\`*_~\[<&$\n\r\t]*")


class _Parser(MarkdownIt):
    """MarkdownIt that leaves the judgement of links to `links`, which needs them as written."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


# Unclosed brackets cost time in proportion to maxNesting: 100 instead of 20 takes five times as
# long and no honest text nests that deep.
_OPTIONS: Final = {"maxNesting": 20}


_IN_FOOTNOTE: Final = "papershelf_in_footnote"


def _basic_parser() -> MarkdownIt:
    parser = _Parser("js-default", _OPTIONS)
    dollars.install(parser)
    parser.core.ruler.push("papershelf_clean", _clean_entities)
    return parser


def _clean_entities(state: StateCore) -> None:
    """Clean what entities such as `&#12;` stand for: the text itself was cleaned before."""
    if "&" not in state.src:
        return
    waiting = [*state.tokens]
    while waiting:
        token = waiting.pop()
        if token.type in ("text", "text_special"):
            token.content = clean(token.content)
        waiting += token.children or ()


@cache
def _block_parser() -> MarkdownIt:
    parser = _basic_parser()
    # Only `[^label]`: the inline form `^[…]` would eat citation marks such as "shown^[3]".
    parser.use(footnote_plugin, inline=False)
    parser.block.ruler.at("footnote_def", _footnote, {"alt": ["paragraph", "reference"]})
    return parser


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote, but not in another: the plugin moves the ends of one to those of the other."""
    if state.env.get(_IN_FOOTNOTE):
        return False
    state.env[_IN_FOOTNOTE] = True
    try:
        return footnote_def(state, start, end, silent)
    finally:
        del state.env[_IN_FOOTNOTE]


@cache
def _inline_parser() -> MarkdownIt:
    return _basic_parser()


def clean(text: str) -> str:
    """Return `text` with every character that may not stand in a page replaced by U+FFFD."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_plain(text: str) -> bool:
    """Tell whether `text`, as inline Markdown, stands for itself."""
    return _INLINE_SIGNS.search(text) is None


def is_paragraph(text: str) -> bool:
    """Tell whether `text`, as block Markdown, is surely one paragraph that stands for itself.

    Most abstracts are: to parse them would take fifty times as long.
    """
    return _PARAGRAPH.fullmatch(text) is not None


@lru_cache(64)
def parse_block(text: str) -> list[Token]:
    """Return the tokens of cleaned block Markdown of at most `LONGEST` characters.

    They are remembered for a while, and so never changed: checking a text, finding its links and
    showing it follow closely upon each other.
    """
    return _block_parser().parse(text)


def parse_inline(text: str) -> list[Token]:
    """Return the inline tokens of cleaned text of at most `LONGEST` characters."""
    return _inline_parser().parseInline(text)[0].children or []


def paragraphs(text: str) -> list[str]:
    """Return the parts of `text` between blank lines."""
    return [part for part in _PARAGRAPHS.split(text.strip()) if part]
