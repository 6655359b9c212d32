"""One text as YAML that every reader takes for this text."""

import json
import re
from enum import Flag


class Kind(Flag):
    """What a place may hold; nothing of it where nobody has said so."""

    FREE = 0
    TEXT = 1
    NUMBER = 2
    TRUTH = 4
    DATE = 8


_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,14})?", re.ASCII)
# Those that a program which takes them for numbers writes as they were.
_STEADY_NUMBER = re.compile(r"-?(0|[1-9]\d{0,8})(\.(\d{0,4}[1-9]|0))?", re.ASCII)
_TRUTH = re.compile("true|false|yes|no|on|off", re.IGNORECASE)

# What YAML 1.1, YAML 1.2 or a parser of either takes for a number, a date or a time.
_READS_AS_ANOTHER = re.compile(
    r"""
    [-+]?(
        \.?[\d_]+(\.[\d_]*)?(e[-+]?\d+)?
      | 0[box][\da-f_]+
      | \d[\d_]*(:\d{1,2})+(\.[\d_]*)?
      | \.(inf|nan)
    )
  | \d{4}-\d{1,2}-\d{1,2}([t\ ].*)?
    """,
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
_WORDS = frozenset(
    (
        *("~", "=", "<<", "null", "none", "nan", "inf"),
        *("y", "n", "yes", "no", "on", "off", "true", "false"),
    )
)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
# Line ends of YAML that editors do not show, signs that turn a line around, half characters.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]",
)
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|: | #|:$"
)
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}?]")
_NOT_IN_BLOCKS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
    # The reader takes a tab before a line for indentation.
    r"|^[ \t-]*\t",
    re.MULTILINE,
)


def _is_steady(text: str) -> bool:
    """Whether a bare number, date or truth value means the same to whoever reads it."""
    return bool(_STEADY_NUMBER.fullmatch(text) or _DAY.fullmatch(text) or text in {"true", "false"})


def scalar(text: str, kind: Kind, *, raw: bool, in_flow: bool = False) -> str:
    """A text on one line, in double quotes if it could be taken for something else without them.

    `raw`: whether it was bare before, which counts where `kind` says nothing.
    """
    return text if _is_bare(text, kind, raw) or _is_plain(text, in_flow) else quoted(text)


def _is_bare(text: str, kind: Kind, raw: bool) -> bool:
    """Whether it is taken for something else than a text, and rightly so."""
    if kind is Kind.TEXT:
        return False
    if kind is Kind.FREE:
        return raw and _is_steady(text)
    return bool(
        (Kind.DATE in kind and _DATE.fullmatch(text))
        or (Kind.NUMBER in kind and _NUMBER.fullmatch(text))
        or (Kind.TRUTH in kind and _TRUTH.fullmatch(text))
    )


def _is_plain(text: str, in_flow: bool) -> bool:
    return not (
        not text
        or text[0] in _INDICATORS
        or text != text.strip()
        or _UNSAFE.search(text)
        or (in_flow and _UNSAFE_IN_FLOW.search(text))
        or text.lower() in _WORDS
        or text.startswith("...")
        or _READS_AS_ANOTHER.fullmatch(text)
    )


def quoted(text: str) -> str:
    """A text in double quotes."""
    # JSON's string is a YAML double-quoted one once the characters that YAML folds are escaped.
    return _ESCAPED.sub(
        lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False)
    )


def literal(text: str) -> list[str] | None:
    """A text as the lines of a literal block, its sign first; None if it would read otherwise."""
    ends = text.endswith("\n")
    body = text[:-1] if ends else text
    if not body or body[0] in " \n" or body.endswith("\n") or _NOT_IN_BLOCKS.search(text):
        return None
    lines = body.split("\n")
    if not lines[-1].strip(" "):
        return None
    return ["|" if ends else "|-", *lines]
