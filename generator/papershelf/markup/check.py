"""What is wrong with a text: maths that does not convert, links that are not allowed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from papershelf.markup import maths, parse
from papershelf.markup.headings import headings_of, section_of
from papershelf.markup.links import Kind, kind_of
from papershelf.text import shorten

_SIGNS_OF_TROUBLE = ("$", "](", "]:", "<")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong in a text: the line, counted from 0, what it is, and what would do."""

    line: int
    message: str
    hint: str


def problems(text: str, *, block: bool) -> list[Trouble]:
    """Return what is wrong with the maths and the links of `text`, by line."""
    text = parse.clean(text)
    if len(text) > parse.LONGEST:
        message = f"the text is longer than {parse.LONGEST:,} characters: it is shown unformatted"
        return [Trouble(0, message, "split it into several texts")]
    if not any(sign in text for sign in _SIGNS_OF_TROUBLE):
        return []
    tokens = parse.parse_block(text) if block else []
    ids = frozenset(heading.id for heading in headings_of(tokens, 1))
    pairs = _inline_tokens(tokens) if block else _with_lines(parse.parse_inline(text), 0)
    found = [trouble for line, token in pairs if (trouble := _judge(line, token, ids))]
    return sorted(found, key=lambda trouble: trouble.line)


def internal_links(text: str) -> tuple[str, ...]:
    """Return the targets in block Markdown that name a page or a file of the site, in order."""
    text = parse.clean(text)
    if len(text) > parse.LONGEST or ("](" not in text and "]:" not in text):
        return ()
    targets = (_target(token) for _, token in _inline_tokens(parse.parse_block(text)))
    return tuple(dict.fromkeys(t for t in targets if t and kind_of(t) is Kind.RELATIVE))


def web_links(text: str, *, block: bool) -> list[tuple[int, str]]:
    """Return the web addresses that `text` links to, each with its line, counted from 0."""
    text = parse.clean(text)
    if len(text) > parse.LONGEST or ("](" not in text and "]:" not in text and "<" not in text):
        return []
    tokens = parse.parse_block(text) if block else []
    pairs = _inline_tokens(tokens) if block else _with_lines(parse.parse_inline(text), 0)
    found = ((line, _target(token) or "") for line, token in pairs)
    return [
        (line, target)
        for line, target in found
        if kind_of(target) is Kind.EXTERNAL and not target.lower().startswith("mailto:")
    ]


def refuses(text: str) -> bool:
    """Return whether a link in block Markdown is not allowed, so that pages show its text only."""
    text = parse.clean(text)
    if len(text) > parse.LONGEST or not any(sign in text for sign in _SIGNS_OF_TROUBLE):
        return False
    targets = (_target(token) for _, token in _inline_tokens(parse.parse_block(text)))
    return any(t is not None and kind_of(t) is Kind.REFUSED for t in targets)


def section_id(text: str, fragment: str) -> str | None:
    """Return the identifier of the heading of block Markdown that a `#fragment` means, if any."""
    text = parse.clean(text)
    if len(text) > parse.LONGEST:
        return None
    ids = frozenset(heading.id for heading in headings_of(parse.parse_block(text), 1))
    return section_of(fragment, ids)


def _inline_tokens(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "inline":
            yield from _with_lines(token.children or (), line)
        elif token.type == "math_block":
            yield line, token


def _with_lines(tokens: Sequence[Token], line: int) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        yield line, token
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type.startswith("math_"):
            line += token.content.count("\n")
        elif token.type == "image":
            yield from _with_lines(token.children or (), line)


def _target(token: Token) -> str | None:
    name = {"link_open": "href", "image": "src"}.get(token.type)
    return None if name is None else str(token.attrs.get(name, ""))


def _judge(line: int, token: Token, ids: Collection[str]) -> Trouble | None:
    if token.type.startswith("math_"):
        formula = maths.convert(token.content, display=token.type != "math_inline")
        if not formula.reason:
            return None
        shown = shorten(" ".join(token.content.split()), 60)
        message = f"the maths “{shown}” cannot be converted: {formula.reason}"
        return Trouble(line, message, "correct the TeX, or write `\\$` for a dollar sign")
    target = _target(token)
    if target is None:
        return None
    shown = shorten(target, 60)
    match kind_of(target):
        case Kind.REFUSED:
            message = f"the link “{shown}” is not allowed" if target else "a link has no target"
            return Trouble(line, message, "write an http, https or mailto address, or a path")
        case Kind.FRAGMENT if section_of(target, ids) is None:
            message = f"the link “{shown}” names no heading of this text"
            return Trouble(line, message, "write `#` and the heading's words, with hyphens")
        case _:
            return None
